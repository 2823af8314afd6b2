//! A town of six hundred items to learn from: ten sources, of which its readers like two.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{
    Deed, Edition, EditionName, Embedding, Event, EventId, HOUR, ItemId, Kind, Language, MINUTE, ReaderId, SourceId,
    StoryId, Time,
};
use search::Search;
use store::{Database, Store};
use timeline::StockItem;
use vault::Vault;

use super::held;
use crate::{Readers, Secret, Wish};

pub(crate) const START: Time = Time(1_795_426_200_000);
pub(crate) const ITEMS: i64 = 600;
pub(crate) const READERS: usize = 12;

pub(crate) struct Town {
    pub folder: PathBuf,
    pub store: Store,
    pub readers: Readers,
    pub next: u64,
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Town {
    pub async fn new(name: &str) -> Town {
        let folder = std::env::temp_dir().join(format!("learning-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let edition = Edition { name: EditionName::new("main").unwrap(), title: String::new(), motto: String::new() };
        let store = Store::open(&edition, &Database::Sqlite(folder.clone())).await.unwrap();
        let readers = opened(&folder, &store).await;
        Town { folder, store, readers, next: 1 }
    }

    pub async fn restart(&mut self) {
        self.readers = opened(&self.folder, &self.store).await;
    }

    pub async fn newcomers(&self, count: usize) -> Vec<ReaderId> {
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(self.readers.reader_or_new(&Secret::random().unwrap(), START).await.unwrap());
        }
        all
    }

    pub fn event(&mut self, item: ItemId, deed: Deed, at: Time) -> Event {
        self.next += 1;
        Event { id: EventId(self.next), item, deed, at, dwell_ms: 20_000, slot: 1 }
    }

    /// A reader looks at a page to its end and opens most of what comes from the first two sources, little else.
    pub async fn reads(&mut self, reader: ReaderId, now: Time) {
        let wish = Wish { slots: 20, seed: now.0 as u64, ..Wish::default() };
        self.readers.timeline(Some(reader), &wish, now).await.unwrap();
        let page = held(&self.readers.learning().pending).last_page(reader);
        let mut events = Vec::new();
        for item in page {
            events.push(self.event(item, Deed::Shown, now.plus(1_000)));
            let dice = self.next.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            if dice % 100 < if source_of(item).0 <= 2 { 60 } else { 4 } {
                events.push(self.event(item, Deed::Opened, now.plus(5_000)));
            }
        }
        self.readers.take(reader, &events, now.plus(10_000)).await.unwrap();
    }

    /// Until a fit is due; gives when that is.
    pub async fn reads_until_a_fit_is_due(&mut self) -> Time {
        let readers = self.newcomers(READERS).await;
        for reader in &readers {
            let reads: Vec<Event> = (1..=3).map(|item| self.event(ItemId(item), Deed::Opened, START)).collect();
            self.readers.take(*reader, &reads, START).await.unwrap();
        }
        let mut now = START.plus(2 * HOUR);
        for _ in 0..60 {
            for reader in &readers {
                self.reads(*reader, now).await;
            }
            now = now.plus(2 * MINUTE);
            self.readers.learn(now).await.unwrap();
            if self.readers.fit_is_due(now) {
                return now;
            }
        }
        panic!("no fit was due after {} rows", self.readers.learned().seen);
    }
}

pub(crate) fn source_of(item: ItemId) -> SourceId {
    SourceId(1 + item.0 % 10)
}

pub(crate) async fn opened(folder: &Path, store: &Store) -> Readers {
    let search = Search::open(&folder.join("search")).unwrap();
    let vault = Vault::open(&folder.join("vault")).unwrap();
    let readers = Readers::open_in(folder, store.clone(), vault, Arc::new(search));
    readers.load(START).await.unwrap();
    for number in 1..=ITEMS {
        let mut embedding = Embedding::default();
        for (place, part) in embedding.0.iter_mut().enumerate() {
            *part = ((number * 31 + place as i64 * 17) % 97 - 48) as i8;
        }
        readers.stock_mut().upsert(&StockItem {
            id: ItemId(number),
            source: source_of(ItemId(number)),
            story: StoryId(number),
            kind: Kind::Article,
            language: Language::ENGLISH,
            topics: Vec::new(),
            published: START.plus(-number * MINUTE),
            first_seen: START.plus(-number * MINUTE),
            words: 300,
            embedding,
            has_picture: false,
            title_words: Vec::new(),
        });
    }
    readers.tend(START);
    readers
}
