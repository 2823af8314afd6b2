use model::Time;
use store::{Database, Error, Store};

use crate::setup::{Place, add_source, arrival, edition, keep_and_place, on_both_places};

#[test]
fn a_backup_made_while_the_store_is_in_use_brings_everything_back() {
    on_both_places(async |place: &Place| {
        std::fs::create_dir_all(&place.folder).expect("a folder");
        let copy = place.folder.join("copy");
        let store = place.open().await;
        let source = add_source(&store, "paper").await;
        let before = keep_and_place(&store, source, arrival("a", "one", 10)).await;
        store.backup(&copy).await.expect("a backup");
        let after = keep_and_place(&store, source, arrival("b", "two", 20)).await;
        assert_eq!(store.backup(&copy).await, Err(Error::Exists(copy.clone())));

        let in_use = Store::restore(&place.edition, &place.database, &copy).await;
        assert_eq!(in_use, Err(Error::InUse));
        store.close().await.expect("closed");
        drop(store);
        Store::restore(&place.edition, &place.database, &copy).await.expect("restored");

        let store = place.open().await;
        assert_eq!(store.item(before).await.expect("read").expect("there").body, "<p>one</p>");
        assert_eq!(store.item(after).await, Ok(None));
        let next = keep_and_place(&store, source, arrival("c", "three", 30)).await;
        assert!(next > before);
        assert_eq!(store.examine().await, Ok(vec![]));
    });
}

#[test]
fn what_is_no_backup_of_this_edition_is_refused_and_nothing_changes() {
    on_both_places(async |place: &Place| {
        std::fs::create_dir_all(&place.folder).expect("a folder");
        let file = |name: &str| place.folder.join(name);
        let store = place.open().await;
        let source = add_source(&store, "paper").await;
        let item = keep_and_place(&store, source, arrival("a", "one", 10)).await;
        store.backup(&file("good")).await.expect("a backup");
        store.close().await.expect("closed");
        drop(store);

        let good = std::fs::read(file("good")).expect("the copy");
        std::fs::write(file("cut"), &good[..good.len() / 2]).expect("written");
        std::fs::write(file("text"), "shopping list").expect("written");
        for name in ["cut", "text"] {
            let refused = Store::restore(&place.edition, &place.database, &file(name)).await;
            assert!(matches!(refused, Err(Error::NotABackup(..))), "{name}: {refused:?}");
        }
        let missing = Store::restore(&place.edition, &place.database, &file("none")).await;
        assert!(matches!(missing, Err(Error::File(..))), "{missing:?}");
        let stranger = edition("stranger");
        let elsewhere = match &place.database {
            Database::Sqlite(_) => Database::Sqlite(file("elsewhere")),
            same => same.clone(),
        };
        let others = Store::restore(&stranger, &elsewhere, &file("good")).await;
        assert!(matches!(others, Err(Error::OtherEdition { .. })), "{others:?}");

        let store = place.open().await;
        assert!(store.item(item).await.expect("read").is_some());
        let nowhere = store.backup(&file("no/such/folder")).await;
        assert!(nowhere.is_err());
        assert_eq!(store.set_setting("still", "alive").await, Ok(()));
        let _ = Time(0);
    });
}
