//! Comments from the form to the reader, over a store of their own.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use model::{
    CommentId, CommentState, Edition, EditionName, ItemId, Language, MINUTE, ManuscriptId, ReaderId, RemovalReason,
    RevisionKind, Role, SECOND, Time,
};
use newsroom::comments::{Doubt, Fault, Kept, Moderated, Speaker, Tab, Typed, Unsaid};
use newsroom::{Comments, Editor, Error, Refusal};
use store::{Database, NewManuscript, NewRevision, Owner, Publication, Store};

const MADE: Time = Time(1_000_000_000);

struct Stand {
    comments: Comments,
    store: Store,
    of: ManuscriptId,
    folder: PathBuf,
}

impl Drop for Stand {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Stand {
    async fn new() -> Stand {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("caulbart-comments-{}-{number}", std::process::id()));
        let name = EditionName::new("test").expect("a good name");
        let edition = Edition { name, title: "Test".into(), motto: String::new() };
        let store = Store::open(&edition, &Database::Sqlite(folder.clone())).await.expect("a store");
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
        let new = NewManuscript { first, origin: None };
        let (of, live) = store.new_manuscript(&new, MADE).await.expect("kept").expect("new");
        let publication = Publication {
            live,
            item: ItemId(7),
            published: MADE,
            corrected: None,
            slug: "bridge".into(),
            section: String::new(),
            authors: vec![],
            tags: vec![],
        };
        store.publish_manuscript(of, &publication).await.expect("published");
        let comments = Comments::open(store.clone(), &vault::Key::new([7; 32]), true, || {}).await.expect("opened");
        Stand { comments, store, of, folder }
    }

    /// A form filled in by a person.
    fn typed(&self, text: &str) -> Typed {
        Typed {
            text: text.into(),
            name: "Ann".into(),
            mail: "ann@news.example".into(),
            stamp: self.comments.stamp(self.of, MADE),
            language: "en",
            ..Typed::default()
        }
    }

    async fn say(&self, by: &Speaker, typed: Typed) -> Result<Kept, Unsaid> {
        self.comments.say(by, self.of, typed, MADE.plus(20 * SECOND)).await.expect("kept")
    }

    async fn doubts(&self, id: CommentId) -> Vec<Doubt> {
        Doubt::from_codes(&self.comments.one(id).await.expect("read").expect("there").doubts)
    }

    async fn moderate(&self, id: CommentId, deed: Moderated) -> Result<CommentState, Error> {
        let row = self.comments.moderate(&moderator(), id, None, deed, MADE.plus(MINUTE)).await?;
        Ok(row.state)
    }
}

fn guest(number: u8) -> Speaker {
    Speaker { owner: Owner::Guest([number; 32]), account: None, staff: false, address: None }
}

fn moderator() -> Editor {
    Editor { reader: ReaderId(99), name: "Mo".into(), role: Role::Moderator }
}

async fn reader(stand: &Stand, staff: bool) -> Speaker {
    let reader = stand.store.new_reader(&[7; 32], MADE).await.expect("kept");
    Speaker { owner: Owner::Reader(reader), account: Some("Rita".into()), staff, address: None }
}

#[tokio::test]
async fn each_doubt_is_said_and_nothing_is_lost() {
    use CommentState::{Held, Shown, Spam};
    let stand = Stand::new().await;
    let good = |text: &str| stand.typed(text);
    let links = "https://a.example https://b.example https://c.example";
    let later = MADE.plus(2 * 24 * 60 * MINUTE);
    let rita = reader(&stand, false).await;
    let staff = Speaker { staff: true, ..rita.clone() };
    let forged = Typed { stamp: "1.0123456789abcdef0123456789abcdef".into(), ..good("Forged") };
    let elsewhere = Typed { stamp: stand.comments.stamp(ManuscriptId(4_000), MADE), ..good("Elsewhere") };
    let trapped = || Typed { trap: "x".into(), ..good("Trapped") };
    let mut number = 0;
    for (name, by, typed, at, state, doubts) in [
        ("a guest", &guest(1), good("It was time."), MADE.plus(4 * SECOND), Held, vec![Doubt::Guest]),
        ("too fast", &guest(2), good("Quick"), MADE.plus(SECOND), Held, vec![Doubt::Guest, Doubt::Fast]),
        ("too old", &guest(3), good("Slow"), later, Held, vec![Doubt::Guest, Doubt::Old]),
        ("forged", &guest(4), forged, later, Held, vec![Doubt::Guest, Doubt::Forged]),
        ("for another", &guest(5), elsewhere, MADE.plus(MINUTE), Held, vec![Doubt::Guest, Doubt::Forged]),
        (
            "no stamp",
            &guest(5),
            Typed { stamp: "é.ü".into(), ..good("None") },
            later,
            Held,
            vec![Doubt::Guest, Doubt::Forged],
        ),
        ("trap", &guest(6), trapped(), MADE.plus(MINUTE), Spam, vec![Doubt::Guest, Doubt::Trap]),
        ("links", &guest(7), good(links), MADE.plus(MINUTE), Held, vec![Doubt::Guest, Doubt::Links(3)]),
        ("a reader", &rita, good("I agree."), MADE.plus(MINUTE), Shown, vec![]),
        ("a reader in a hurry", &rita, good("At once."), MADE.plus(SECOND), Shown, vec![]),
        ("a reader's old page", &rita, good("Still."), later, Shown, vec![]),
        ("a reader's links", &rita, good(&format!("{links}/x")), MADE.plus(MINUTE), Held, vec![Doubt::Links(3)]),
        ("a reader's trap", &rita, trapped(), MADE.plus(MINUTE), Held, vec![Doubt::Trap]),
        ("staff", &staff, good(links), MADE.plus(SECOND), Shown, vec![]),
        (
            "said before",
            &guest(8),
            good(&format!("{links}!")),
            MADE.plus(MINUTE),
            Held,
            vec![Doubt::Guest, Doubt::Links(3), Doubt::Twice],
        ),
    ] {
        number += 1;
        let kept = stand.comments.say(by, stand.of, typed, at).await.expect("kept").expect(name);
        assert_eq!(kept.state, state, "{name}");
        assert_eq!(stand.doubts(kept.id).await, doubts, "{name}");
        assert_eq!(kept.id, CommentId(number), "{name}: kept");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_field_by_field() {
    let stand = Stand::new().await;
    let good = || stand.typed("Fine.");
    let rita = reader(&stand, false).await;
    let script = "<script>alert(1)</script>".to_owned();
    for (by, typed, faults) in [
        (&guest(1), Typed::default(), vec![Fault::NoText, Fault::NoName, Fault::NoMail]),
        (&guest(1), Typed { text: " \n\u{202e} ".into(), ..good() }, vec![Fault::NoText]),
        (&guest(1), Typed { text: "x".repeat(10_001), ..good() }, vec![Fault::TextTooLong(10_000)]),
        (&guest(1), Typed { name: "n".repeat(81), ..good() }, vec![Fault::NameTooLong(80)]),
        (
            &guest(1),
            Typed { mail: script.clone(), website: script.clone(), ..good() },
            vec![Fault::BadMail, Fault::BadWebsite],
        ),
        (&guest(1), Typed { website: "javascript:alert(1)".into(), ..good() }, vec![Fault::BadWebsite]),
        (&rita, Typed::default(), vec![Fault::NoText]),
        (&rita, Typed { wants: true, mail: String::new(), ..good() }, vec![Fault::NoMail]),
    ] {
        assert_eq!(stand.say(by, typed).await, Err(Unsaid::Faults(faults)));
    }
    let draft = ManuscriptId(400);
    let closed = stand.comments.say(&guest(1), draft, good(), MADE).await.expect("asked");
    assert_eq!(closed, Err(Unsaid::Closed));
    let gone = Typed { parent: Some(CommentId(400)), ..good() };
    assert_eq!(stand.say(&guest(1), gone).await, Err(Unsaid::ParentGone));
}

#[tokio::test]
async fn a_flood_is_stopped_and_a_button_pressed_twice_is_one_comment() {
    let stand = Stand::new().await;
    let first = stand.say(&guest(1), stand.typed("Hello there")).await.expect("kept");
    assert_eq!(stand.say(&guest(1), stand.typed("Hello  there!")).await, Ok(first));
    let mut refused = None;
    for number in 0..20 {
        refused = stand.say(&guest(1), stand.typed(&format!("Number {number}"))).await.err();
    }
    assert_eq!(refused, Some(Unsaid::TooMany(16)));
    assert!(stand.say(&guest(2), stand.typed("Another")).await.is_ok());
}

#[tokio::test]
async fn she_may_change_and_withdraw_and_appeal_hers_and_nobody_else_may() {
    let stand = Stand::new().await;
    let id = stand.say(&guest(1), stand.typed("Helo")).await.expect("kept").id;
    let soon = MADE.plus(5 * MINUTE);
    let not_there = |error: Error| matches!(error, Error::Refused(Refusal::NotThere));
    let (ann, bob) = (guest(1), guest(2));
    assert!(not_there(stand.comments.rewrite(&bob, id, "Mine", soon).await.unwrap_err()));
    assert!(not_there(stand.comments.withdraw(bob.owner, id, soon).await.unwrap_err()));
    assert!(not_there(stand.comments.appeal(bob.owner, id, "Mine", soon).await.unwrap_err()));
    assert_eq!(stand.comments.rewrite(&ann, id, "Hello", soon).await.unwrap().unwrap().state, CommentState::Held);
    let faulty = stand.comments.rewrite(&ann, id, " ", soon).await.unwrap();
    assert_eq!(faulty, Err(Unsaid::Faults(vec![Fault::NoText])));
    let late = stand.comments.rewrite(&ann, id, "Late", MADE.plus(16 * MINUTE)).await.unwrap_err();
    assert!(matches!(late, Error::Refused(Refusal::Past)));
    stand.moderate(id, Moderated::Approve).await.unwrap();
    let decided = stand.comments.rewrite(&ann, id, "Casino", soon).await.unwrap_err();
    assert!(matches!(decided, Error::Refused(Refusal::Moved)), "a moderator read something else");
    stand.moderate(id, Moderated::Remove(RemovalReason::Other, "See rule 3.".into())).await.unwrap();
    let row = stand.comments.hers(ann.owner, id).await.unwrap();
    assert_eq!((row.reason, row.words.as_str()), (Some(RemovalReason::Other), "See rule 3."));
    stand.comments.appeal(ann.owner, id, "I did not mean it so.", soon).await.unwrap();
    assert!(stand.comments.appeal(ann.owner, id, "Please!", soon).await.is_err());
    let appeals = stand.comments.tab(&moderator(), Tab::Appeals, None, 10).await.unwrap();
    assert_eq!(appeals[0].appeal, "I did not mean it so.");
    assert_eq!(stand.moderate(id, Moderated::Restore("Fair.".into())).await.unwrap(), CommentState::Shown);
    stand.comments.withdraw(ann.owner, id, soon).await.unwrap();
    let row = stand.comments.one(id).await.unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.text.as_str()), ("", ""));
    assert!(stand.moderate(id, Moderated::Undo).await.is_err(), "what she took back nobody brings back");
}

#[tokio::test]
async fn a_decision_is_undone_and_the_filter_unlearns_it() {
    let stand = Stand::new().await;
    let id = stand.say(&guest(1), stand.typed("Casino bonus")).await.expect("kept").id;
    use CommentState::{Held, Shown, Spam};
    let learned = async || stand.comments.one(id).await.unwrap().unwrap().learned;
    assert_eq!(stand.moderate(id, Moderated::Spam).await.unwrap(), Spam);
    assert_eq!(learned().await, Some(true));
    assert_eq!(stand.moderate(id, Moderated::Approve).await.unwrap(), Shown);
    assert_eq!(learned().await, Some(false));
    let edit = Moderated::Edit("Bonus".into(), "A word was taken out.".into());
    assert_eq!(stand.moderate(id, edit).await.unwrap(), Shown);
    let row = stand.comments.one(id).await.unwrap().unwrap();
    assert_eq!((row.text.as_str(), row.earlier.as_deref()), ("Bonus", Some("Casino bonus")));
    for (state, text, was_learned) in
        [(Shown, "Casino bonus", Some(false)), (Spam, "Casino bonus", Some(true)), (Held, "Casino bonus", None)]
    {
        assert_eq!(stand.moderate(id, Moderated::Undo).await.unwrap(), state);
        let row = stand.comments.one(id).await.unwrap().unwrap();
        assert_eq!((row.text.as_str(), row.learned), (text, was_learned));
    }
    assert!(stand.moderate(id, Moderated::Undo).await.is_err(), "nothing is left to undo");
    let counts = stand.store.word_counts(&[0]).await.unwrap();
    assert_eq!((counts[0].good, counts[0].bad), (0, 0));
    let stale = stand.comments.moderate(&moderator(), id, Some(Shown), Moderated::Spam, MADE).await;
    assert!(matches!(stale, Err(Error::Refused(Refusal::Moved))), "she saw something else");
    for role in [Role::Author] {
        let editor = Editor { role, ..moderator() };
        assert!(stand.comments.moderate(&editor, id, None, Moderated::Approve, MADE).await.is_err());
        assert!(stand.comments.tab(&editor, Tab::Held, None, 9).await.is_err());
    }
}

#[tokio::test]
async fn a_filter_that_was_taught_holds_readers_and_sets_guests_aside() {
    let stand = Stand::new().await;
    for number in 0..31u8 {
        let (spam, fine) =
            (format!("Cheap casino bonus {number} play"), format!("The bridge {number} is late, they say"));
        for (text, deed) in [(spam, Moderated::Spam), (fine, Moderated::Approve)] {
            let by = guest(if deed == Moderated::Spam { 100 + number } else { 150 + number });
            let id = stand.say(&by, stand.typed(&text)).await.expect("kept").id;
            stand.moderate(id, deed).await.unwrap();
        }
    }
    let rita = reader(&stand, false).await;
    for (by, text, state) in [
        (&guest(1), "Play casino, cheap bonus", CommentState::Spam),
        (&guest(2), "They say the bridge is late", CommentState::Held),
        (&rita, "A cheap casino bonus to play", CommentState::Held),
        (&rita, "The bridge is late", CommentState::Shown),
    ] {
        let kept = stand.say(by, stand.typed(text)).await.expect("kept");
        let doubts = stand.doubts(kept.id).await;
        assert_eq!(kept.state, state, "{text}: {doubts:?}");
        let said = doubts
            .iter()
            .any(|doubt| matches!(doubt, Doubt::Filter(_, words) if words.iter().any(|word| word.contains("casino"))));
        assert_eq!(said, text.contains("casino"), "{text}: it says by which words");
    }
}

#[tokio::test]
async fn threads_nest_so_far_and_what_is_removed_leaves_only_its_place() {
    let stand = Stand::new().await;
    let staff = reader(&stand, true).await;
    let mut ids = Vec::new();
    for level in 0..7 {
        let typed = Typed { parent: ids.last().copied(), ..stand.typed(&format!("Level {level}")) };
        ids.push(stand.say(&staff, typed).await.expect("kept").id);
        if level == 2 {
            stand.moderate(ids[2], Moderated::Edit("Level two".into(), "Said in words.".into())).await.unwrap();
        }
    }
    let other = stand.say(&staff, stand.typed("Another thread")).await.expect("kept").id;
    stand.moderate(ids[4], Moderated::Remove(RemovalReason::Insult, String::new())).await.unwrap();
    stand.moderate(ids[6], Moderated::Remove(RemovalReason::Insult, String::new())).await.unwrap();
    let page = stand.comments.threads(stand.of, CommentId(0)).await.unwrap();
    assert_eq!((page.threads.len(), page.count, page.next), (2, 6, None));
    let shown: Vec<_> = page.threads[0]
        .comments
        .iter()
        .map(|each| {
            (each.depth, each.comment.text.as_str(), each.answers.as_ref().map(|(id, name)| (*id, name.as_str())))
        })
        .collect();
    assert_eq!(
        shown,
        [
            (0, "Level 0", None),
            (1, "Level 1", None),
            (2, "Level two", None),
            (3, "Level 3", None),
            (3, "", Some((ids[3], "Rita"))),
            (3, "Level 5", Some((ids[4], "")))
        ]
    );
    let alone = stand.comments.thread(stand.of, other, CommentId(0)).await.unwrap();
    assert_eq!(alone.threads[0].comments.len(), 1);
    assert_eq!(stand.comments.thread(ManuscriptId(55), other, CommentId(0)).await.unwrap().threads, []);
    let row = stand.comments.one(ids[5]).await.unwrap().unwrap();
    assert_eq!(stand.comments.place(&row).await.unwrap(), (ids[0], CommentId(0)));
}

#[tokio::test]
async fn a_mail_tells_of_an_answer_and_its_way_out_is_signed() {
    let stand = Stand::new().await;
    let wants = Typed { wants: true, ..stand.typed("Tell me") };
    let first = stand.say(&guest(1), wants).await.expect("kept").id;
    stand.moderate(first, Moderated::Approve).await.unwrap();
    let staff = reader(&stand, true).await;
    let answer = Typed { parent: Some(first), ..stand.typed("An answer") };
    let reply = stand.say(&staff, answer).await.expect("kept").id;
    let jobs = stand.store.take(&["mail"], Time(i64::MAX / 2), 1, 9).await.unwrap();
    assert_eq!(jobs.iter().map(|job| job.payload.clone()).collect::<Vec<_>>(), [reply.to_string()]);
    let telling = stand.comments.telling(reply, MADE).await.unwrap().expect("to be told");
    assert_eq!((telling.to.as_str(), telling.item, telling.parent), ("ann@news.example", ItemId(7), first));
    assert!(!format!("{telling:?}").contains("ann@news"));
    stand.comments.told(reply, MADE).await.unwrap();
    assert_eq!(stand.comments.telling(reply, MADE).await.unwrap(), None, "told already");
    let sign = telling.unsubscribe_sign;
    for (id, sign, ours) in
        [(reply, sign.as_str(), false), (first, "0", false), (first, "é", false), (first, &sign, true)]
    {
        assert_eq!(stand.comments.unsubscribe(id, sign).await.unwrap(), ours);
    }
    let answer = Typed { parent: Some(first), ..stand.typed("Another answer") };
    let reply = stand.say(&staff, answer).await.expect("kept").id;
    assert_eq!(stand.comments.telling(reply, MADE).await.unwrap(), None);
}
