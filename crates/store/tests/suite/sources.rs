use model::{Health, Language, SourceId, SourceKind, Time};
use store::{Answer, Error, NewSource, Polling};

use crate::setup::{add_source, arrival, keep_and_place, on_both};

#[test]
fn a_source_is_added_once_and_found_by_number_and_address() {
    on_both(async |store| {
        let id = add_source(&store, "paper").await;
        assert_eq!(add_source(&store, "paper").await, id);
        let source = store.source(id).await.expect("read").expect("there");
        assert_eq!(source.health, Health::New);
        assert_eq!(store.source_at(&source.address).await, Ok(Some(source)));
        assert_eq!(store.source(SourceId(99)).await, Ok(None));
    });
}

#[test]
fn sources_are_listed_by_title_and_keep_what_an_operator_sets() {
    on_both(async |store| {
        let b = add_source(&store, "bridge").await;
        let a = add_source(&store, "Anchor").await;
        let listed: Vec<_> = store.sources().await.expect("sources").iter().map(|source| source.id).collect();
        assert_eq!(listed, [a, b]);
        let mut source = store.source(a).await.expect("read").expect("there");
        source.title = "Zebra".to_owned();
        source.language = Language::GERMAN;
        source.folder = "Animals".to_owned();
        source.full_text = true;
        source.full_text_rule = "article".to_owned();
        store.update_source(&source).await.expect("updated");
        assert_eq!(store.source(a).await, Ok(Some(source.clone())));
        source.id = SourceId(99);
        assert_eq!(store.update_source(&source).await, Err(Error::NotThere("Source 99".to_owned())));
    });
}

#[test]
fn a_moved_source_never_takes_anothers_address() {
    on_both(async |store| {
        let a = add_source(&store, "a").await;
        add_source(&store, "b").await;
        let taken = store.move_source(a, "https://b.example/feed").await;
        assert_eq!(taken, Err(Error::Taken("https://b.example/feed".to_owned())));
        store.move_source(a, "https://c.example/feed").await.expect("moved");
        assert_eq!(store.source_at("https://c.example/feed").await.expect("read").map(|source| source.id), Some(a));
        let endless = format!("https://c.example/{}", "x".repeat(3_000));
        assert!(matches!(store.move_source(a, &endless).await, Err(Error::TooLong(_))));
    });
}

#[test]
fn a_feed_is_due_at_once_then_when_it_was_told() {
    on_both(async |store| {
        let id = add_source(&store, "paper").await;
        let newsroom = NewSource {
            kind: SourceKind::Newsroom,
            address: "newsroom".to_owned(),
            title: "Newsroom".to_owned(),
            site: String::new(),
            language: Language::UNKNOWN,
            folder: String::new(),
        };
        store.add_source(&newsroom, Time(1)).await.expect("added");
        let due = store.due(Time(1), 10).await.expect("due");
        assert_eq!(due.iter().map(|(source, _)| source.id).collect::<Vec<_>>(), [id]);
        let answer = |at| Answer { at: Time(at), status: 200, words: "fine\nreally".to_owned(), new_items: 3 };
        let polling = Polling {
            next_at: Time(500),
            interval_ms: 60_000,
            failures: 2,
            gone: false,
            etag: "\"x\"".to_owned(),
            last_modified: "Mon".to_owned(),
            last_answers: (0..12).map(answer).collect(),
            hub: "h".to_owned(),
            hub_topic: "t".to_owned(),
            hub_secret: "s".to_owned(),
            hub_lease_until: Some(Time(7)),
            fingerprint: u64::MAX,
        };
        store.note_poll(id, &polling, &Health::Failing, "No answer.", Time(2)).await.expect("noted");
        let read = store.polling(id).await.expect("read").expect("there");
        assert_eq!(read.last_answers.len(), 10);
        assert_eq!(read.last_answers[9], Answer { words: "fine really".to_owned(), ..answer(11) });
        assert_eq!(Polling { last_answers: polling.last_answers.clone(), ..read }, polling);
        assert_eq!(store.next_due().await, Ok(Some(Time(500))));
        assert_eq!(store.due(Time(499), 10).await, Ok(vec![]));
        assert_eq!(store.due(Time(500), 10).await.expect("due").len(), 1);
        let source = store.source(id).await.expect("read").expect("there");
        assert_eq!((source.health, source.health_words.as_str()), (Health::Failing, "No answer."));
        store.note_poll(id, &Polling { gone: true, ..polling }, &Health::Stopped, "", Time(3)).await.expect("noted");
        assert_eq!(store.due(Time(9_999), 10).await, Ok(vec![]));
        let lost = store.note_poll(SourceId(99), &Polling::default(), &Health::Well, "", Time(3)).await;
        assert!(matches!(lost, Err(Error::NotThere(_))));
    });
}

#[test]
fn a_removed_source_takes_its_items_with_it() {
    on_both(async |store| {
        let a = add_source(&store, "a").await;
        let b = add_source(&store, "b").await;
        let of_a = keep_and_place(&store, a, arrival("x", "x", 10)).await;
        let of_b = keep_and_place(&store, b, arrival("y", "y", 20)).await;
        assert_eq!(store.source_counts().await, Ok(vec![(a, 1, Time(10)), (b, 1, Time(20))]));
        store.remove_source(a).await.expect("removed");
        assert_eq!(store.source(a).await, Ok(None));
        assert_eq!(store.polling(a).await, Ok(None));
        assert_eq!(store.item(of_a).await, Ok(None));
        assert!(store.item(of_b).await.expect("read").is_some());
        assert_eq!(store.counts().await.expect("counts").stories, 1);
    });
}
