//! What a restart keeps.

use std::path::{Path, PathBuf};

use model::{
    Deed, Edition, EditionName, Embedding, Event, EventId, HOUR, ItemId, Kind, Language, MINUTE, SourceId, StoryId,
    Time,
};
use search::Search;
use store::{Database, Store};
use timeline::{HalfLife, Profile, StockItem, take_in};

use super::*;
use crate::Readers;

const START: Time = Time(1_795_426_200_000);

struct Town(PathBuf);

impl Drop for Town {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn town(name: &str) -> (Town, Store) {
    let folder = std::env::temp_dir().join(format!("snapshot-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let edition = Edition { name: edition("main"), title: String::new(), motto: String::new() };
    let store = Store::open(&edition, &Database::Sqlite(folder.clone())).await.unwrap();
    (Town(folder), store)
}

fn edition(name: &str) -> EditionName {
    EditionName::new(name).unwrap()
}

async fn opened(folder: &Path, store: &Store, now: Time) -> Readers {
    let search = Search::open(&folder.join("search")).unwrap();
    let vault = vault::Vault::open(&folder.join("vault")).unwrap();
    let readers = Readers::open_in(folder, store.clone(), vault, std::sync::Arc::new(search));
    readers.load(now).await.unwrap();
    readers
}

/// Ten items, of which a reader opens the second and the third.
fn read(readers: &Readers) {
    let mut stock = readers.stock_mut();
    for number in 1..=10 {
        let published = START.plus(-number * HOUR);
        stock.upsert(&StockItem {
            id: ItemId(number),
            source: SourceId(1),
            story: StoryId(number),
            kind: Kind::Article,
            language: Language::ENGLISH,
            topics: Vec::new(),
            published,
            first_seen: published,
            words: 300,
            embedding: Embedding::default(),
            has_picture: false,
            title_words: vec![number as u32, 77],
        });
    }
    let mut profile = Profile::default();
    for item in [2, 3] {
        for deed in [Deed::Shown, Deed::Opened] {
            let event = Event { id: EventId(0), item: ItemId(item), deed, at: START, dwell_ms: 5_000, slot: 1 };
            take_in(&event, &mut stock, &mut profile, START);
        }
    }
    stock.tend(START);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_counters_and_what_is_read_together() {
    let (town, store) = town("restart").await;
    let readers = opened(&town.0, &store, START).await;
    read(&readers);
    readers.keep_stock(START);
    let before = readers.stock().to_bytes();
    let again = opened(&town.0, &store, START).await;
    assert_eq!(again.stock().to_bytes(), before, "counters, tallies, neighbours and all");
    assert!(again.stock().lately(ItemId(2), Deed::Opened, HalfLife::Day, START) > 0.9);

    let weeks_later = START.plus(crate::desk::LIVE + MINUTE - 5 * HOUR);
    assert_eq!(opened(&town.0, &store, weeks_later).await.live(), 4, "what is too old by then is let go of");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_that_cannot_be_used_is_left_aside() {
    let (town, store) = town("broken").await;
    let readers = opened(&town.0, &store, START).await;
    read(&readers);
    readers.keep_stock(START);
    let path = path_in(&town.0);
    let whole = fs::read(&path).unwrap();
    let mut changed = whole.clone();
    changed[200] ^= 1;
    let mut ahead = whole.clone();
    ahead[8 + 1 + 4 + 8..][..8].copy_from_slice(&9_999i64.to_le_bytes());
    for (bytes, why) in [
        (&whole[..whole.len() / 2], "it breaks off or was damaged"),
        (&changed[..], "it breaks off or was damaged"),
        (b"something else".as_slice(), "it was written by another version of Caulbart"),
        (b"".as_slice(), "it breaks off or was damaged"),
    ] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(super::read(&path, &edition("main")).err().unwrap().to_string(), why);
        assert_eq!(opened(&town.0, &store, START).await.live(), 0, "the store has no items");
    }
    fs::write(&path, &ahead).unwrap();
    assert_eq!(opened(&town.0, &store, START).await.live(), 0, "another database stands here");
    fs::write(&path, &whole).unwrap();
    assert!(super::read(&path, &edition("other")).is_err());
    assert_eq!(opened(&town.0, &store, START).await.live(), 10);
}
