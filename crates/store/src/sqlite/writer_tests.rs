//! What the writer does when the disk is full, locked or gone.

use std::path::PathBuf;

use model::{Edition, EditionName, Time};

use super::*;
use crate::{Database, NewSource, Store, sqlite};

async fn store(name: &str) -> (PathBuf, Store) {
    let folder = std::env::temp_dir().join(format!("caulbart-writer-{name}-{}", std::process::id()));
    let edition = Edition {
        name: EditionName::new("test").expect("a good name"),
        title: "Test".to_owned(),
        motto: String::new(),
    };
    let store = Store::open(&edition, &Database::Sqlite(folder.clone())).await.expect("a store");
    (folder, store)
}

async fn allow_pages(store: &Store, pages: &'static str) {
    store
        .write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let text = format!("pragma max_page_count = {pages}");
                let failed = |why| explained("max_page_count", why);
                connection_of(tx).query_row(&text, [], |_| Ok(())).map_err(failed)
            })
        })
        .await
        .expect("limited");
}

#[tokio::test]
async fn on_a_full_disk_writing_stops_with_a_sentence_and_goes_on_when_there_is_room() {
    let (folder, store) = store("full").await;
    allow_pages(&store, "1").await;
    let mut last = Ok(());
    let mut kept = 0;
    while last.is_ok() {
        last = store.set_setting(&format!("key {kept}"), &"x".repeat(10_000)).await;
        kept += usize::from(last.is_ok());
    }
    let why = last.expect_err("full");
    assert_eq!(why, Error::Full);
    assert!(why.to_string().contains("disk is full"));
    assert!(why.is_passing());
    let source = NewSource {
        kind: model::SourceKind::Feed,
        address: "https://a.example/".repeat(100),
        title: "x".repeat(100_000),
        site: String::new(),
        language: model::Language::UNKNOWN,
        folder: String::new(),
    };
    let longer = "y".repeat(90_000);
    let together = tokio::join!(store.add_source(&source, Time(1)), store.set_setting("key 0", &longer));
    assert!(together.0.is_err() && together.1.is_err());
    for number in 0..kept {
        let value = store.setting(&format!("key {number}")).await.expect("read");
        assert_eq!(value.map(|value| value.len()), Some(10_000));
    }
    assert_eq!(store.sources().await, Ok(vec![]), "nothing half-written");
    allow_pages(&store, "100000").await;
    assert!(store.add_source(&source, Time(1)).await.is_ok());
    assert_eq!(store.examine().await, Ok(vec![]));
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn while_another_program_holds_the_lock_reading_goes_on_and_writing_waits() {
    let (folder, store) = store("lock").await;
    store.set_setting("a", "1").await.expect("set");
    let other = Connection::open(folder.join("store.sqlite")).expect("the file");
    other.execute_batch("begin immediate; update settings set value = '2' where key = 'a'").expect("locked");

    let impatient = sqlite::open_to_write(&folder.join("store.sqlite")).expect("the file");
    impatient.busy_timeout(Duration::ZERO).expect("set");
    let refused = begin(&impatient, Durability::Normal, Duration::ZERO);
    assert_eq!(refused, Err(Error::Locked));

    let waiting = tokio::spawn({
        let store = store.clone();
        async move { store.set_setting("b", "1").await }
    });
    assert_eq!(store.setting("a").await, Ok(Some("1".to_owned())));
    other.execute_batch("commit").expect("let go");
    assert_eq!(waiting.await.expect("ended"), Ok(()));
    assert_eq!(store.setting("a").await, Ok(Some("2".to_owned())));
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn one_callers_failure_costs_the_others_in_her_commit_nothing() {
    let (folder, store) = store("alone").await;
    let fails = store.write(Durability::Normal, |tx| {
        Box::pin(async move {
            let params = ["c".into(), "half".into()];
            tx.run(&crate::statements::SET_SETTING, &params).await?;
            Err::<(), _>(Error::Lost)
        })
    });
    let panics = store.write(Durability::Normal, |_| -> Work<'_, ()> { panic!("on purpose") });
    let outcomes = tokio::join!(store.set_setting("a", "1"), fails, panics, store.set_setting("b", "1"));
    assert_eq!((outcomes.0, outcomes.1, outcomes.3), (Ok(()), Err(Error::Lost), Ok(())));
    assert!(outcomes.2.is_err());
    assert_eq!(store.setting("b").await, Ok(Some("1".to_owned())));
    assert_eq!(store.setting("c").await, Ok(None));
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn what_readers_do_is_synced_and_what_can_be_fetched_again_is_not() {
    let (folder, store) = store("sync").await;
    for (durability, level) in [(Durability::Normal, 1), (Durability::Full, 2), (Durability::Normal, 1)] {
        let found = store.write(durability, |tx| {
            Box::pin(async move {
                let asked = connection_of(tx).query_row("pragma synchronous", [], |row| row.get::<_, i64>(0));
                asked.map_err(|why| explained("synchronous", why))
            })
        });
        assert_eq!(found.await, Ok(level));
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn a_file_that_was_removed_is_missed_at_the_next_write() {
    let (folder, store) = store("removed").await;
    store.set_setting("a", "1").await.expect("set");
    std::fs::remove_file(folder.join("store.sqlite")).expect("removed");
    let missed = store.set_setting("a", "2").await;
    assert!(matches!(&missed, Err(why @ Error::Gone(_)) if !why.hint().is_empty()), "{missed:?}");
    let _ = std::fs::remove_dir_all(folder);
}
