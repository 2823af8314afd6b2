//! A desk over a store and a vault of its own, and readers who come to it.

use std::sync::Arc;

use model::{Deed, Event, EventId, FinderKind, ItemId, MINUTE, ReaderId, StoryId, Task, Time};
use readers::accounts::{Caller, Erased, SignUp};
use readers::{Error, Indexer, NewFinder, Readers, Secret};
use search::Search;
use sha2::{Digest, Sha256};
use store::{Placed, Reseal, SealedRow, Store};
use vault::{Holder, Unlocked, Vault};

use crate::setup::{Place, add_source, arrival, on_both_places};

pub const START: Time = Time(1_795_426_200_000);
pub const PASSWORD: &str = "seven quiet herons";

/// The kinds of rows that tests look for by their numbers.
pub const SAVED: u8 = 21;
pub const EVENT: u8 = 30;

pub struct Stand<'a> {
    pub place: &'a Place,
    pub store: Store,
    pub vault: Vault,
    pub readers: Readers,
    search: Arc<Search>,
}

/// A reader, and what her browser holds.
pub struct Her {
    pub reader: ReaderId,
    pub secret: Secret,
}

/// The same test at a desk over either database.
pub fn on_both(test: impl AsyncFn(&Stand<'_>)) {
    on_both_places(async |place: &Place| test(&Stand::at(place).await).await);
}

impl Stand<'_> {
    pub async fn at(place: &Place) -> Stand<'_> {
        let store = place.open().await;
        let vault = Vault::open(&place.folder.join("vault")).unwrap();
        let search = Arc::new(Search::open(&place.folder.join("search")).unwrap());
        let readers = Readers::open_in(&place.folder, store.clone(), vault.clone(), search.clone());
        Stand { place, store, vault, readers, search }
    }

    /// As after a restart, or on another node: nothing in memory, the same store and vault.
    pub fn anew(&self) -> Readers {
        Readers::open_in(&self.place.folder, self.store.clone(), self.vault.clone(), self.search.clone())
    }

    /// The same, where she has just come.
    pub async fn anew_with(&self, her: &Her) -> Readers {
        let readers = self.anew();
        assert_eq!(readers.who(&her.secret, START).await.unwrap().map(|who| who.reader), Some(her.reader));
        readers
    }

    pub async fn guest(&self) -> Her {
        let secret = Secret::random().unwrap();
        Her { reader: self.readers.reader_or_new(&secret, START).await.unwrap(), secret }
    }

    pub async fn account(&self, name: &str) -> Her {
        let typed = SignUp { name, password: PASSWORD, ..SignUp::default() };
        let (entry, _) = self.readers.sign_up(typed, &caller(), START).await.unwrap();
        Her { reader: entry.reader, secret: entry.secret }
    }

    /// One item of each text, first seen then, placed, in the stock and in the index.
    pub async fn news(&self, texts: &[&str], first_seen: Time) -> Vec<ItemId> {
        let source = match self.store.source_at("https://paper.example/feed").await.unwrap() {
            Some(source) => source.id,
            None => add_source(&self.store, "paper").await,
        };
        let arrivals = texts.iter().map(|text| arrival(text, text, first_seen.0)).collect();
        let kept = self.store.keep(source, arrivals, first_seen).await.unwrap();
        let placed: Vec<Placed> = kept.iter().map(|kept| Placed { item: kept.id, story: StoryId(kept.id.0) }).collect();
        self.store.place(&placed, &[], &[], first_seen).await.unwrap();
        self.readers.follow(first_seen).await.unwrap();
        Indexer::new(self.readers.clone()).catch_up().await.unwrap();
        kept.into_iter().map(|kept| kept.id).collect()
    }

    /// What of her stands in the database.
    pub async fn rows(&self, reader: ReaderId) -> Vec<SealedRow> {
        self.store.sealed_below(reader, u8::MAX).await.unwrap()
    }

    pub async fn put_row(&self, reader: ReaderId, row: SealedRow) {
        self.store.reseal(reader, vec![Reseal::Put(row)]).await.unwrap();
    }

    /// Does this open her keys?
    pub async fn opens(&self, reader: ReaderId, holder: &Holder) -> bool {
        match self.vault.unlock(reader, holder).await.unwrap() {
            Unlocked::Keys(_) => true,
            Unlocked::Stranger => false,
            other => panic!("she has keys: {other:?}"),
        }
    }

    /// She is gone, with everything.
    pub async fn remove(&self, reader: ReaderId) {
        remove_at(&self.readers, reader).await;
    }
}

/// The same at another desk.
pub async fn remove_at(desk: &Readers, reader: ReaderId) {
    desk.remove(reader, Erased::Reader, START).await.unwrap();
}

/// As the desk makes it of a cookie, a session's secret or a token's.
pub fn holder(secret: &Secret) -> Holder {
    Holder::new(Sha256::digest(secret.bytes()).into(), &secret.bytes())
}

pub fn caller() -> Caller {
    Caller { address: None, agent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned() }
}

pub fn did(id: u64, item: ItemId, deed: Deed, minute: i64) -> Event {
    Event { id: EventId(id), item, deed, at: minutes(minute), dwell_ms: 9_000, slot: 1 }
}

/// So long after the start.
pub fn minutes(minute: i64) -> Time {
    START.plus(minute * MINUTE)
}

pub fn rule(query: &str, task: Task) -> NewFinder {
    NewFinder { kind: FinderKind::Rule, name: format!("My {query}"), query: query.to_owned(), task }
}

pub fn search_for(query: &str, task: Task) -> NewFinder {
    NewFinder { kind: FinderKind::SavedSearch, ..rule(query, task) }
}

/// She is not here, so nothing is answered about her.
pub fn is_away<T>(answer: Result<T, Error>) -> bool {
    matches!(answer, Err(Error::Away))
}
