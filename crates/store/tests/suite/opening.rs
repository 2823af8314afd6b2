use model::Time;
use store::{Database, Error, Store};

use crate::setup::{Place, add_source, edition, on_both, on_both_places};

#[test]
fn every_statement_is_understood_and_nothing_is_wrong_with_a_new_store() {
    on_both(async |store| assert_eq!(store.examine().await, Ok(vec![])));
}

#[test]
fn what_was_kept_is_there_after_closing_and_opening_again() {
    on_both_places(async |place: &Place| {
        let store = place.open().await;
        let id = add_source(&store, "paper").await;
        store.close().await.expect("closed");
        assert_eq!(store.sources().await, Err(Error::Closed));
        assert_eq!(store.set_setting("a", "b").await, Err(Error::Closed));
        let store = place.open().await;
        assert!(store.source(id).await.expect("read").is_some());
    });
}

#[test]
fn two_editions_in_one_postgres_never_meet_and_a_folder_belongs_to_one() {
    on_both_places(async |place: &Place| {
        let ours = place.open().await;
        add_source(&ours, "paper").await;
        let stranger = edition(&format!("{}-b", place.edition.name.as_str()));
        let theirs = Store::open(&stranger, &place.database).await;
        match &place.database {
            Database::Sqlite(_) => assert!(matches!(theirs.err(), Some(Error::OtherEdition { .. }))),
            Database::Postgres(_) => {
                assert_eq!(theirs.expect("a store").sources().await, Ok(vec![]));
                place.psql(&format!("drop schema \"edition_{}\" cascade", stranger.name.as_str()));
            }
        }
    });
}

#[test]
fn a_database_from_a_newer_version_is_refused_and_left_alone() {
    on_both_places(async |place: &Place| {
        let store = place.open().await;
        store.set_setting("kept", "yes").await.expect("set");
        store.close().await.expect("closed");
        let newer = Store::schema_version() + 1;
        let bump = format!("insert into migrations (version) values ({newer})");
        match &place.database {
            Database::Sqlite(folder) => {
                let file = rusqlite::Connection::open(folder.join("store.sqlite")).expect("the file");
                file.execute(&bump, []).expect("bumped");
            }
            Database::Postgres(_) => {
                place.psql(&format!("set search_path to \"edition_{}\"; {bump}", place.edition.name.as_str()));
            }
        }
        let refused = Store::open(&place.edition, &place.database).await.err().expect("refused");
        assert_eq!(refused, Error::Newer { found: newer, known: newer - 1 });
        assert!(refused.to_string().contains("newer version"), "{refused}");
    });
}

#[test]
fn two_programs_may_open_a_new_edition_at_the_same_time() {
    on_both_places(async |place: &Place| {
        let (one, two) = tokio::join!(place.open(), place.open());
        let id = add_source(&one, "paper").await;
        assert!(two.source(id).await.expect("read").is_some());
    });
}

#[tokio::test]
async fn a_database_that_cannot_be_had_says_so_in_a_sentence() {
    let place = Place::on_sqlite();
    std::fs::create_dir_all(&place.folder).expect("a folder");
    let blocked = place.folder.join("file");
    std::fs::write(&blocked, "not a folder").expect("a file");
    let gone = Store::open(&place.edition, &Database::Sqlite(blocked)).await.err();
    assert!(matches!(gone, Some(Error::File(..))), "{gone:?}");

    let kept = place.folder.join("damaged");
    std::fs::create_dir_all(&kept).expect("a folder");
    std::fs::write(kept.join("store.sqlite"), "this is no database, and long enough to see it. ".repeat(50))
        .expect("a file");
    let damaged = Store::open(&place.edition, &Database::Sqlite(kept)).await.err();
    assert!(matches!(damaged, Some(Error::Damaged(_))), "{damaged:?}");

    for (url, wanted) in [
        ("postgres://nobody@127.0.0.1:1/x", "does not answer"),
        ("http://elsewhere", "not understood"),
        ("postgres://127.0.0.1:port", "not understood"),
    ] {
        let why = Store::open(&place.edition, &Database::Postgres(url.to_owned())).await.err().expect("refused");
        assert!(why.to_string().contains(wanted), "{url}: {why}");
        assert!(!why.hint().is_empty());
    }
    let _ = Time(0);
}
