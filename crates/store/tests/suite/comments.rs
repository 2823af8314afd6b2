use model::{CommentId, CommentState, Language, ManuscriptId, RemovalReason, RevisionKind, Time};
use store::SealedAddress;
use store::{
    CommentRow, Decided, DecisionKind, NewComment, NewDecision, NewManuscript, NewRevision, Owner, Spoken, Store,
    WordCount,
};

use crate::setup::on_both;

const ANN: Owner = Owner::Guest([1; 32]);
const BOB: Owner = Owner::Guest([2; 32]);

async fn manuscript(store: &Store) -> ManuscriptId {
    let first = NewRevision {
        headline: "Bridge".into(),
        slug: "bridge".into(),
        section: String::new(),
        language: Language::ENGLISH,
        editor: None,
        editor_name: "Ed".into(),
        kind: RevisionKind::Saved,
        content: String::new(),
    };
    store.new_manuscript(&NewManuscript { first, origin: None }, Time(1)).await.expect("kept").expect("new").0
}

fn said(by: Owner, manuscript: ManuscriptId, parent: Option<CommentId>, state: CommentState) -> NewComment {
    NewComment {
        manuscript,
        parent,
        owner: by,
        staff: false,
        name: "Ann".into(),
        website: String::new(),
        text: "It was about time.".into(),
        fingerprint: 77,
        state,
        doubts: "guest".into(),
        address: Some(SealedAddress { mark: "ann".into(), sealed: vec![1, 2] }),
        wants: true,
        language: "en",
    }
}

async fn kept(store: &Store, new: NewComment, at: i64) -> CommentId {
    match store.add_comment(new, Some("mail"), Time(at)).await.expect("kept") {
        Spoken::Kept(id) => id,
        Spoken::ParentGone => panic!("it was there"),
    }
}

fn decision(kind: DecisionKind, to: CommentRow, lessons: Vec<WordCount>, undoes: Option<i64>) -> NewDecision {
    NewDecision { kind, moderator: None, moderator_name: "Mo".into(), to, lessons, undoes, jobs: Vec::new() }
}

async fn mail_jobs(store: &Store) -> usize {
    store.take(&["mail"], Time(1_000_000), 1, 100).await.expect("read").len()
}

#[test]
fn a_thread_is_counted_as_it_is_shown_and_found_by_its_pages() {
    use CommentState::{Held, Removed, Shown};
    on_both(async |store| {
        let of = manuscript(&store).await;
        let first = kept(&store, said(ANN, of, None, Shown), 10).await;
        let held = kept(&store, said(BOB, of, None, Held), 11).await;
        let reply = kept(&store, said(BOB, of, Some(first), Shown), 12).await;
        let deeper = kept(&store, said(ANN, of, Some(reply), Shown), 13).await;
        assert_eq!(store.comment_count(of).await, Ok(3));
        let threads = store.comment_threads(of, CommentId(0), 50).await.expect("read");
        assert_eq!(threads.iter().map(|row| row.id).collect::<Vec<_>>(), [first], "what waits is not there");
        let replies = store.comment_replies(&[first, held], CommentId(0), 50).await.expect("read");
        assert_eq!(replies.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0]);
        assert_eq!(store.comment_replies(&[first], reply, 50).await.expect("read")[0][0].id, deeper);
        let to_waiting = said(ANN, of, Some(held), Shown);
        assert_eq!(store.add_comment(to_waiting, None, Time(14)).await, Ok(Spoken::ParentGone));

        let seen = store.comment(first).await.expect("read").expect("there");
        let to = CommentRow { state: Removed, reason: Some(RemovalReason::Insult), ..seen.clone() };
        let removed = decision(DecisionKind::Remove, to, vec![], None);
        assert_eq!(store.decide(&seen, removed.clone(), None, None, Time(20)).await, Ok(Decided::Done));
        assert_eq!(store.decide(&seen, removed, None, None, Time(21)).await, Ok(Decided::Moved), "already");
        assert_eq!(store.comment_count(of).await, Ok(2));
        assert_eq!(store.comment_threads(of, CommentId(0), 50).await.expect("read").len(), 1, "its answers stay");
        store.withdraw_comment(deeper, Time(22)).await.expect("kept");
        store.withdraw_comment(reply, Time(23)).await.expect("kept");
        assert_eq!(store.comment_count(of).await, Ok(0));
        assert_eq!(store.comment_threads(of, CommentId(0), 50).await, Ok(vec![]));
        let gone = store.comment(reply).await.expect("read").expect("there");
        assert_eq!((gone.name.as_str(), gone.text.as_str(), gone.reason), ("", "", Some(RemovalReason::Withdrawn)));
    });
}

#[test]
fn what_is_hers_is_hers_alone_and_an_appeal_is_heard_once() {
    use CommentState::{Removed, Shown};
    on_both(async |store| {
        let of = manuscript(&store).await;
        let id = kept(&store, said(ANN, of, None, Shown), 10).await;
        assert!(store.comment_of_hers(id, ANN).await.expect("read").is_some());
        assert!(store.comment_of_hers(id, BOB).await.expect("read").is_none());
        assert_eq!(store.comments_of_hers(ANN, Some(of), 5).await.expect("read").len(), 1);
        assert_eq!(store.comments_of_hers(BOB, None, 5).await, Ok(vec![]));
        assert_eq!(store.appeal_comment(id, "Why?", Time(11)).await, Ok(false), "nobody removed it");
        let seen = store.comment(id).await.expect("read").expect("there");
        let to = CommentRow { state: Removed, reason: Some(RemovalReason::Other), ..seen.clone() };
        let removed = decision(DecisionKind::Remove, to, vec![], None);
        store.decide(&seen, removed, None, None, Time(12)).await.expect("kept");
        assert_eq!(store.appeal_comment(id, "Why?", Time(13)).await, Ok(true));
        assert_eq!(store.appeal_comment(id, "Why!", Time(14)).await, Ok(false));
        assert_eq!(store.comments_waiting().await.expect("read").appeals, 1);
        let seen = store.comment_appeals(CommentId(0), 5).await.expect("read").remove(0);
        let to = CommentRow { state: Shown, reason: None, ..seen.clone() };
        let restored = decision(DecisionKind::Restore, to, vec![], None);
        let answer = Some("You are right.".to_owned());
        assert_eq!(store.decide(&seen, restored, answer, None, Time(15)).await, Ok(Decided::Done));
        assert_eq!(store.comments_waiting().await.expect("read").appeals, 0);
        assert_eq!(store.comment_count(of).await, Ok(1));
        let decisions = store.decisions(id).await.expect("read");
        assert_eq!(decisions.iter().map(|row| row.before_state).collect::<Vec<_>>(), [Shown, Removed]);
    });
}

#[test]
fn whoever_asked_is_told_of_an_answer_once_it_is_shown() {
    use CommentState::{Held, Shown};
    on_both(async |store| {
        let of = manuscript(&store).await;
        let first = kept(&store, said(ANN, of, None, Shown), 10).await;
        kept(&store, said(ANN, of, Some(first), Shown), 11).await;
        assert_eq!(mail_jobs(&store).await, 0, "nobody is told of her own");
        let reply = kept(&store, said(BOB, of, Some(first), Held), 12).await;
        assert_eq!(mail_jobs(&store).await, 0, "it waits");
        let seen = store.comment(reply).await.expect("read").expect("there");
        let approved = decision(DecisionKind::Approve, CommentRow { state: Shown, ..seen.clone() }, vec![], None);
        store.decide(&seen, approved, None, Some("mail"), Time(13)).await.expect("kept");
        assert_eq!(mail_jobs(&store).await, 1);
        let told = store.reply_to_tell(reply).await.expect("read").expect("not told yet");
        assert_eq!((told.parent.id, told.to.sealed.as_slice(), told.to.wants), (first, [1, 2].as_slice(), true));
        assert!(!format!("{told:?}").contains("ann@news"));
        store.note_mail(reply, Time(14)).await.expect("kept");
        store.note_mail(reply, Time(15)).await.expect("twice is once");
        assert_eq!(store.reply_to_tell(reply).await, Ok(None));
        assert_eq!(store.mails_since(first, Time(14)).await, Ok(1));
        assert_eq!(store.mails_since(first, Time(15)).await, Ok(0));
        store.unsubscribe(first).await.expect("kept");
        kept(&store, said(BOB, of, Some(first), Shown), 16).await;
        assert_eq!(store.take(&["mail"], Time(20), 1, 9).await.expect("read").len(), 0);
    });
}

#[test]
fn words_are_learned_unlearned_and_let_go() {
    use CommentState::{Held, Shown, Spam};
    on_both(async |store| {
        let of = manuscript(&store).await;
        let id = kept(&store, said(ANN, of, None, Held), 10).await;
        let word = |hash, good, bad| WordCount { hash, good, bad };
        let seen = store.comment(id).await.expect("read").expect("there");
        let to = CommentRow { state: Spam, learned: Some(true), ..seen.clone() };
        let lessons = vec![word(5, 0, 1), word(-9, 0, 1), word(0, 0, 1)];
        store.decide(&seen, decision(DecisionKind::Spam, to, lessons, None), None, None, Time(11)).await.expect("kept");
        let seen = store.comment(id).await.expect("read").expect("there");
        assert_eq!((seen.state, seen.learned), (Spam, Some(true)));
        let to = CommentRow { state: Shown, learned: Some(false), ..seen.clone() };
        let lessons = vec![word(5, 1, -1), word(-9, 1, -2), word(0, 1, -1)];
        let undoes = store.decisions(id).await.expect("read")[0].id;
        let undo = decision(DecisionKind::Undo, to, lessons, Some(undoes));
        assert_eq!(store.decide(&seen, undo.clone(), None, None, Time(12)).await, Ok(Decided::Done));
        let seen = store.comment(id).await.expect("read").expect("there");
        assert_eq!(store.decide(&seen, undo, None, None, Time(13)).await, Ok(Decided::Moved), "undone already");
        let mut found = store.word_counts(&[5, -9, 0, 4]).await.expect("read");
        found.sort_by_key(|count| count.hash);
        assert_eq!(found, [word(-9, 1, 0), word(0, 1, 0), word(5, 1, 0)]);
        assert_eq!(store.count_words().await, Ok(3));
        store.forget_words(1).await.expect("kept");
        assert_eq!(store.count_words().await, Ok(2));
        store.forget_words(9).await.expect("kept");
        assert_eq!(store.count_words().await, Ok(1), "the sum of all stays");
        let spam = kept(&store, said(ANN, of, None, Spam), 10).await;
        assert_eq!(store.forget_spam(Time(10)).await, Ok(0));
        assert_eq!(store.forget_spam(Time(11)).await, Ok(1));
        assert_eq!(store.comment(spam).await, Ok(None));
        assert_eq!(store.comments_alike(77, Time(10)).await.expect("read").len(), 1);
    });
}

#[test]
fn of_a_reader_who_goes_nothing_stays_but_its_place() {
    use CommentState::Shown;
    on_both(async |store| {
        let of = manuscript(&store).await;
        let reader = store.new_reader(&[9; 32], Time(1)).await.expect("kept");
        let id = kept(&store, said(Owner::Reader(reader), of, None, Shown), 10).await;
        let answer = kept(&store, said(BOB, of, Some(id), Shown), 11).await;
        store.remove_reader(reader, Vec::new(), Time(99)).await.expect("gone");
        let row = store.comment(id).await.expect("read").expect("its place");
        assert_eq!((row.name.as_str(), row.text.as_str(), row.reader), ("", "", None));
        assert_eq!(store.reply_to_tell(answer).await, Ok(None), "there is no address any more");
        assert_eq!(store.comment_count(of).await, Ok(1));
    });
}
