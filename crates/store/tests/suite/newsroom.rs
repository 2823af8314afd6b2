use model::{ItemId, Language, ManuscriptState, NoticeKind, ReaderId, RevisionKind, Role, Time};
use store::{
    Change, Locked, MentionState, NewAccount, NewAuthor, NewManuscript, NewMedium, NewMention, NewRevision, NewSession,
    Pin, Publication, Shelf, Store, Which,
};

use crate::setup::on_both;

fn text(headline: &str, kind: RevisionKind, editor: Option<ReaderId>) -> NewRevision {
    NewRevision {
        headline: headline.to_owned(),
        slug: headline.to_lowercase().replace(' ', "-"),
        section: "town".to_owned(),
        language: Language::ENGLISH,
        editor,
        editor_name: "Ann".to_owned(),
        kind,
        content: format!("{{{headline}}}"),
    }
}

fn begun(headline: &str) -> NewManuscript {
    NewManuscript { first: text(headline, RevisionKind::Saved, None), origin: None }
}

async fn account(store: &Store, name: &str, number: u8) -> ReaderId {
    let new = NewAccount {
        guest: None,
        secret_hash: [number; 32],
        handle: [number; 16],
        name: name.to_owned(),
        name_key: name.to_lowercase(),
        password_hash: None,
        recovery_hash: [number; 32],
        passkey: None,
        invitation: None,
        session: NewSession { token_hash: [number; 32], agent: String::new(), older_end: Time(0), at_most: 5 },
    };
    store.sign_up(new, Time(1)).await.expect("made")
}

#[test]
fn what_two_people_write_at_once_is_never_lost() {
    on_both(async |store| {
        let (ann, bob) = (account(&store, "Ann", 1).await, account(&store, "Bob", 2).await);
        let (id, first) = store.new_manuscript(&begun("Bridge opens"), Time(10)).await.expect("kept").expect("new");
        let auto = text("Bridge opens soon", RevisionKind::Auto, Some(ann));
        let second = store.revise(id, Some(first), &auto, Time(11)).await.expect("kept").expect("hers");
        let again = store.revise(id, Some(second), &auto, Time(12)).await.expect("kept").expect("hers");
        assert_eq!(again, second, "what was kept by itself takes the place of what was");
        let other = store.revise(id, Some(first), &text("Bridge shut", RevisionKind::Saved, Some(bob)), Time(13)).await;
        let beside = other.expect("kept").expect_err("Ann saved meanwhile");
        assert_eq!(store.manuscript(id).await.expect("read").expect("there").headline, "Bridge opens soon");
        let kept = store.revision(id, beside).await.expect("read").expect("there");
        assert_eq!((kept.kind, kept.content.as_str()), (RevisionKind::Beside, "{Bridge shut}"));
        assert_eq!(store.revisions(id, 10).await.expect("read").len(), 3);

        let lock = |editor, name: &str| Locked { editor, editor_name: name.into(), tab: "t".into(), until: Time(100) };
        assert_eq!(store.lock_manuscript(id, &lock(ann, "Ann"), false, Time(20)).await, Ok(true));
        assert_eq!(store.lock_manuscript(id, &lock(bob, "Bob"), false, Time(21)).await, Ok(false));
        assert_eq!(store.locked(id, Time(30)).await.expect("read").expect("there").editor_name, "Ann");
        assert_eq!(store.lock_manuscript(id, &lock(bob, "Bob"), false, Time(101)).await, Ok(true), "hers has ended");
        assert_eq!(store.lock_manuscript(id, &lock(ann, "Ann"), true, Time(50)).await, Ok(true));
        store.unlock_manuscript(id, bob, "t").await.expect("not his");
        store.add_note(id, ann, "Ann", "Which bridge?", Time(55)).await.expect("kept");
        let note = store.notes(id).await.expect("read").remove(0);
        store.finish_note(id, note.id, true).await.expect("kept");
        assert!(store.notes(id).await.expect("read")[0].done);
        assert!(store.locked(id, Time(60)).await.expect("read").is_some());
    });
}

#[test]
fn a_manuscript_goes_from_draft_to_readers_and_leaves_them_with_a_reason() {
    on_both(async |store| {
        let (id, draft) = store.new_manuscript(&begun("Bridge"), Time(10)).await.expect("kept").expect("new");
        let change = |from, to, scheduled: Option<i64>| Change {
            from,
            to,
            embargo: None,
            scheduled: scheduled.map(Time),
            reason: String::new(),
            withdrawn: None,
            editor_name: "Ann".into(),
            jobs: Vec::new(),
        };
        use ManuscriptState::*;
        assert_eq!(store.change_manuscript(id, &change(Review, Scheduled, Some(50)), Time(11)).await, Ok(false));
        assert_eq!(store.change_manuscript(id, &change(Draft, Scheduled, Some(50)), Time(11)).await, Ok(true));
        assert_eq!(store.manuscripts_due(Time(49)).await, Ok(vec![]));
        assert_eq!(store.next_manuscript_due().await, Ok(Some(Time(50))));
        assert_eq!(store.manuscripts_due(Time(50)).await, Ok(vec![id]));
        let author = NewAuthor { slug: "ann".into(), name: "Ann".into(), ..NewAuthor::default() };
        let author_id = store.add_author(&author, Time(1)).await.expect("kept").expect("new");
        assert_eq!(store.add_author(&author, Time(1)).await, Ok(None));
        let to = Publication {
            live: draft,
            item: ItemId(7),
            published: Time(50),
            corrected: None,
            slug: "bridge".into(),
            section: "town".into(),
            authors: vec![author_id],
            tags: vec![("bridges".into(), "Bridges".into())],
        };
        store.publish_manuscript(id, &to).await.expect("kept");
        store.publish_manuscript(id, &to).await.expect("twice is once");
        for (shelf, many) in [
            (Shelf::All, 1),
            (Shelf::Section("town".into()), 1),
            (Shelf::Section("sport".into()), 0),
            (Shelf::Author(author_id), 1),
            (Shelf::Tag("bridges".into()), 1),
            (Shelf::Tag("boats".into()), 0),
        ] {
            assert_eq!(store.published(&shelf, None, 5).await.expect("read").len(), many, "{shelf:?}");
        }
        assert_eq!(store.published(&Shelf::All, Some((Time(50), id)), 5).await, Ok(vec![]));
        assert_eq!(store.manuscript_of(ItemId(7)).await.expect("read").map(|row| row.id), Some(id));
        assert_eq!(store.authors_of(id).await.expect("read").len(), 1);
        assert_eq!(store.tags(5).await, Ok(vec![("bridges".into(), "Bridges".into(), 1)]));
        assert_eq!(store.remove_manuscript(id).await, Ok(false), "readers saw it");
        store.add_notice(id, NoticeKind::Correction, "Ann", "It is 12 m.", Time(60)).await.expect("kept");
        assert_eq!(store.notices(id).await.expect("read").len(), 1);
        let withdrawn =
            Change { reason: "Wrong".into(), withdrawn: Some(Time(70)), ..change(Published, Withdrawn, None) };
        assert_eq!(store.change_manuscript(id, &withdrawn, Time(70)).await, Ok(true));
        assert_eq!(store.published(&Shelf::All, None, 5).await, Ok(vec![]));
        let which = Which { text: "RIDG".into(), state: Some(Withdrawn), ..Which::default() };
        assert_eq!(store.manuscripts(&which, 5).await.expect("read").len(), 1);
        assert_eq!(store.manuscripts(&Which { text: "%".into(), ..Which::default() }, 5).await.expect("read").len(), 1);
        assert_eq!(store.manuscript_counts(None).await, Ok(vec![(Withdrawn, 1)]));
    });
}

#[test]
fn who_works_here_and_what_hangs_on_the_wall() {
    on_both(async |store| {
        let ann = account(&store, "Ann", 1).await;
        assert_eq!(store.role(ann).await, Ok(None));
        store.set_role(ann, Role::Author, "sealed", Time(1)).await.expect("kept");
        store.set_role(ann, Role::Chief, "sealed anew", Time(2)).await.expect("kept");
        assert_eq!(store.role(ann).await, Ok(Some(Role::Chief)));
        assert_eq!(store.staff().await.expect("read").len(), 1);
        assert_eq!(store.remove_role(ann).await, Ok(true));
        store.set_section("town", "Town").await.expect("kept");
        store.set_section("sport", "Sport").await.expect("kept");
        store.set_section("town", "The town").await.expect("kept");
        let sections = [("town", "The town"), ("sport", "Sport")].map(|(slug, name)| (slug.into(), name.into()));
        assert_eq!(store.sections().await, Ok(sections.to_vec()));
        let medium =
            NewMedium { file: "ab".into(), name: "Bridge.jpg".into(), alt: "A bridge".into(), ..NewMedium::default() };
        let id = store.add_medium(&medium, Time(3)).await.expect("kept");
        let mut there = store.medium(id).await.expect("read").expect("there");
        there.focus = (200, 300);
        store.change_medium(&there).await.expect("kept");
        assert_eq!(store.media("bridge", None, 5).await, Ok(vec![there]));
        assert_eq!(store.media("boat", None, 5).await, Ok(vec![]));
        let pin = Pin { item: ItemId(4), since: Time(5), until: Time(50), editor_name: "Ann".into() };
        store.set_pin(&pin).await.expect("kept");
        assert_eq!(store.pins(Time(49)).await, Ok(vec![pin]));
        assert_eq!(store.pins(Time(50)).await, Ok(vec![]));
        store.set_redirects(&[("/2020/x/".into(), "/article/4".into())], Time(1)).await.expect("kept");
        assert_eq!(store.redirect("/2020/x/").await, Ok(Some("/article/4".into())));
        assert_eq!(store.redirect("/2020/y/").await, Ok(None));
    });
}

#[test]
fn a_mention_waits_until_it_is_let_through_and_waits_again_when_it_changes() {
    on_both(async |store| {
        let (id, _) = store.new_manuscript(&begun("Bridge opens"), Time(10)).await.expect("kept").expect("new");
        let said = |source: &str, title: &str| NewMention {
            manuscript: id,
            source: source.to_owned(),
            target: "https://news.example/article/1".to_owned(),
            title: title.to_owned(),
            author: String::new(),
            excerpt: String::new(),
        };
        for _ in 0..2 {
            store.keep_mention(&said("https://a.example/", "One"), Time(11)).await.expect("kept");
        }
        store.keep_mention(&said("https://b.example/", "Two"), Time(12)).await.expect("kept");
        let held = store.mentions(MentionState::Held, None, 10).await.expect("read");
        let titles: Vec<&str> = held.iter().map(|row| row.mention.title.as_str()).collect();
        assert_eq!(titles, ["Two", "One"]);
        assert_eq!(store.mentions(MentionState::Held, Some(held[0].id), 10).await.expect("read").len(), 1);
        for (row, state) in held.iter().zip([MentionState::Shown, MentionState::Removed]) {
            assert_eq!(store.decide_mention(row.id, state).await, Ok(true));
        }
        store.keep_mention(&said("https://b.example/", "Two"), Time(13)).await.expect("kept");
        store.keep_mention(&said("https://a.example/", "Other words"), Time(13)).await.expect("kept");
        let shown = store.mentions_shown(id).await.expect("read");
        assert_eq!(shown.iter().map(|row| row.mention.title.as_str()).collect::<Vec<_>>(), ["Two"]);
        assert!(store.mentions(MentionState::Held, None, 10).await.expect("read").is_empty(), "removed stays removed");
        store.keep_mention(&said("https://b.example/", "Spam"), Time(14)).await.expect("kept");
        assert!(store.mentions_shown(id).await.expect("read").is_empty());
        for source in ["https://a.example/", "https://b.example/", "https://c.example/"] {
            store.drop_mention(id, source).await.expect("dropped");
        }
        assert!(store.mentions(MentionState::Held, None, 10).await.expect("read").is_empty());
        assert_eq!(store.mentions(MentionState::Removed, None, 10).await.expect("read").len(), 1);
        for number in 0..120 {
            store.keep_mention(&said(&format!("https://m.example/{number}"), "x"), Time(15)).await.expect("kept");
        }
        assert_eq!(store.mentions(MentionState::Held, None, 500).await.expect("read").len(), 100, "no flood");
        assert_eq!(store.decide_mention(i64::MAX, MentionState::Shown).await, Ok(false));
        assert_eq!(store.count_published().await, Ok(0));
        assert_eq!(store.latest_withdrawn().await, Ok(None));
        assert!(store.published_places(0, 10).await.expect("read").is_empty());
    });
}
