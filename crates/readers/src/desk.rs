//! The desk: everything that answers a reader, shared by all of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use model::{DAY, Event, EventId, HOUR, Source, SourceId, Time};
use search::Search;
use store::{Done, StockRow, Store};
use timeline::{Settings, Standing, Stock, StockItem, title_words};
use tracing::warn;
use vault::Vault;

use crate::accounts::Accounts;
use crate::finds::Follower;
use crate::kept::Kept;
use crate::learning::Learning;
use crate::news::News;
use crate::packs::Packs;
use crate::profiles::Profiles;
use crate::{Error, snapshot};

/// Items older than this are kept and found, but no timeline considers them (specs: default 14 days).
pub const LIVE: i64 = 14 * DAY;
/// Rows taken into the stock between two looks at anything else.
const AT_ONCE: u32 = 20_000;
/// Popularity is what was done lately: half of it is forgotten every few hours, so older events no longer count.
const COUNTED: i64 = 4 * DAY;
/// Counts read back at start, at most.
const DONE_AT_MOST: u32 = 2_000_000;

/// Cheap to copy; every copy speaks for the same edition.
#[derive(Clone)]
pub struct Readers(Arc<Desk>);

struct Desk {
    kept: Arc<Kept>,
    search: Arc<Search>,
    stock: RwLock<Stock>,
    cursor: AtomicI64,
    gone: AtomicI64,
    sources: RwLock<HashMap<SourceId, Arc<Source>>>,
    profiles: Profiles,
    learning: Learning,
    follower: Follower,
    news: News,
    accounts: Accounts,
    timelines: AtomicU64,
    packs: Packs,
    /// Where the stock is kept over a restart, if it is.
    snapshot: Option<PathBuf>,
}

impl Readers {
    /// A desk with an empty stock; `follow` fills it. What is learned is gone when the process ends.
    ///
    /// So are readers' keys: what is kept about them opens never again.
    pub fn open(store: Store, search: Arc<Search>) -> Result<Readers, Error> {
        Ok(Readers::new(store, Vault::in_memory()?, search, None))
    }

    /// The same with what was learned: models and the stock are kept in the edition's folder, and taken up from there
    /// by `load`.
    pub fn open_in(folder: &Path, store: Store, vault: Vault, search: Arc<Search>) -> Readers {
        Readers::new(store, vault, search, Some(folder))
    }

    fn new(store: Store, vault: Vault, search: Arc<Search>, folder: Option<&Path>) -> Readers {
        let kept = Arc::new(Kept::new(store, vault));
        Readers(Arc::new(Desk {
            profiles: Profiles::new(kept.clone()),
            learning: Learning::new(folder),
            follower: Follower::default(),
            news: News::default(),
            accounts: Accounts::default(),
            timelines: AtomicU64::new(0),
            packs: Packs::default(),
            snapshot: folder.map(snapshot::path_in),
            kept,
            search,
            stock: RwLock::new(Stock::new(Settings { live: LIVE })),
            cursor: AtomicI64::new(0),
            gone: AtomicI64::new(0),
            sources: RwLock::default(),
        }))
    }

    /// At start: the newest model, all live items, and what was done with them lately. Where the stock was kept
    /// (`keep_stock`), only what came after that is read from the store.
    pub async fn load(&self, now: Time) -> Result<(), Error> {
        self.0.learning.load();
        let since = match self.kept_stock().await? {
            Some(at) => at.max(now.plus(-COUNTED)),
            None => now.plus(-COUNTED),
        };
        self.follow(now).await?;
        let done = self.store().done_since(since, DONE_AT_MOST).await?;
        let mut stock = self.stock_mut();
        stock.forget_before(now.plus(-LIVE));
        for Done { item, deed, hour, times } in done {
            // Of an hour only the count is kept: its end is when it is taken to have been.
            let at = hour.plus(HOUR).min(now);
            let event = Event { id: EventId(0), item, deed, at, dwell_ms: 0, slot: 1 };
            for _ in 0..times {
                stock.count(&event, Standing::Known(1.0));
            }
        }
        stock.tend(now);
        Ok(())
    }

    /// Takes the kept stock in place of the empty one; gives when it was kept.
    async fn kept_stock(&self) -> Result<Option<Time>, Error> {
        let Some(path) = &self.0.snapshot else { return Ok(None) };
        let kept = match snapshot::read(path, &self.0.kept.store.edition().name) {
            Ok(Some(kept)) => kept,
            Ok(None) => return Ok(None),
            Err(fault) => {
                warn!(
                    "{} is not used, because {fault}; counters begin again from the last days' events.",
                    path.display()
                );
                return Ok(None);
            }
        };
        if kept.stock.settings().live != LIVE || kept.cursor > self.0.kept.store.newest_rev().await? {
            warn!("{} is not used, because it is ahead of what is kept; another database stands here.", path.display());
            return Ok(None);
        }
        *self.stock_mut() = kept.stock;
        self.0.cursor.store(kept.cursor, Ordering::Release);
        self.0.gone.store(kept.gone, Ordering::Release);
        Ok(Some(kept.at))
    }

    /// Keeps the stock over a restart: every ten minutes or so, and before the server ends. Blocks while it writes.
    pub fn keep_stock(&self, now: Time) {
        let Some(path) = &self.0.snapshot else { return };
        let (bytes, revisions) = {
            // What is followed after these were read is followed again: that changes nothing.
            let revisions = [self.0.cursor.load(Ordering::Acquire), self.0.gone.load(Ordering::Acquire)];
            (self.stock().to_bytes(), revisions)
        };
        if let Err(fault) = snapshot::write(path, &self.0.kept.store.edition().name, now, revisions, &bytes) {
            warn!("The stock could not be kept in {}: {fault}", path.display());
        }
    }

    /// Takes up everything placed since the last call; returns how many items are new or changed.
    pub async fn follow(&self, now: Time) -> Result<usize, Error> {
        let mut taken = 0;
        self.know_sources().await?;
        loop {
            let since = self.0.cursor.load(Ordering::Acquire);
            let rows = self.0.kept.store.stock_since(since, now.plus(-LIVE), AT_ONCE).await?;
            let Some(last) = rows.last() else { break };
            let cursor = last.rev;
            taken += rows.len();
            let full = rows.len() == AT_ONCE as usize;
            let stories: Vec<_> = rows.iter().filter(|row| !row.apart).map(|row| (row.story, row.published)).collect();
            {
                let mut stock = self.stock_mut();
                for row in rows {
                    if row.apart { stock.remove(row.id) } else { stock.upsert(&stock_item(row)) }
                }
            }
            self.0.cursor.store(cursor, Ordering::Release);
            self.0.news.note(stories.into_iter(), now);
            if !full {
                break;
            }
        }
        self.let_go().await?;
        Ok(taken)
    }

    /// Items that were removed leave the stock.
    async fn let_go(&self) -> Result<(), Error> {
        let gone = self.0.kept.store.gone_since(self.0.gone.load(Ordering::Acquire), AT_ONCE).await?;
        let Some((cursor, _)) = gone.last() else { return Ok(()) };
        let cursor = *cursor;
        let mut stock = self.stock_mut();
        gone.iter().for_each(|(_, item)| stock.remove(*item));
        self.0.gone.store(cursor, Ordering::Release);
        Ok(())
    }

    /// Orders the shelves that timelines draw from. Once a second is enough.
    pub fn tend(&self, now: Time) {
        // Readers go on being served while the survey is made; only taking it over keeps them waiting.
        let surveyed = self.stock().survey(now);
        self.stock_mut().accept(surveyed);
    }

    /// Lets go of items that are too old for any timeline, and of the keys of readers who left. Once a minute is enough.
    pub async fn forget(&self, now: Time) -> Result<(), Error> {
        self.stock_mut().forget_before(now.plus(-LIVE));
        for reader in self.kept().here.who_left(now) {
            self.profiles().let_go(reader);
            self.follower().gone(reader);
        }
        self.store().forget_hours(now.plus(-COUNTED)).await?;
        Ok(())
    }

    /// Before anybody is served: what an earlier release kept in the clear is sealed. How many readers that were.
    pub async fn seal_what_stands_open(&self, now: Time) -> Result<usize, Error> {
        self.kept().seal_what_stands_open(now).await
    }

    /// Since the last time that this was asked: timelines that were ranked, and readers who came with something that opened
    /// what is kept about them.
    pub fn counted(&self) -> (u64, u64) {
        let unlocks = self.kept().here.unlocks.swap(0, Ordering::AcqRel);
        (self.0.timelines.swap(0, Ordering::AcqRel), unlocks)
    }

    pub(crate) fn count_timeline(&self) {
        self.0.timelines.fetch_add(1, Ordering::AcqRel);
    }

    pub(crate) fn packs(&self) -> &Packs {
        &self.0.packs
    }

    /// SHA-256 of the model that timelines are ranked with; `None` as long as nothing was learned.
    pub fn model_hash(&self) -> Option<[u8; 32]> {
        self.learning().model_hash()
    }

    /// Items in memory.
    pub fn live(&self) -> usize {
        self.stock().len()
    }

    pub fn source(&self, id: SourceId) -> Option<Arc<Source>> {
        self.0.sources.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    async fn know_sources(&self) -> Result<(), Error> {
        let known =
            self.0.kept.store.sources().await?.into_iter().map(|source| (source.id, Arc::new(source))).collect();
        *self.0.sources.write().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(())
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.kept.store
    }

    pub(crate) fn kept(&self) -> &Kept {
        &self.0.kept
    }

    pub(crate) fn learning(&self) -> &Learning {
        &self.0.learning
    }

    pub(crate) fn follower(&self) -> &Follower {
        &self.0.follower
    }

    pub(crate) fn news(&self) -> &News {
        &self.0.news
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.0.accounts
    }

    pub(crate) fn search(&self) -> &Arc<Search> {
        &self.0.search
    }

    pub(crate) fn profiles(&self) -> &Profiles {
        &self.0.profiles
    }

    // A panic elsewhere must not take every reader's page along: the stock is consistent after each call.
    pub(crate) fn stock(&self) -> RwLockReadGuard<'_, Stock> {
        self.0.stock.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn stock_mut(&self) -> RwLockWriteGuard<'_, Stock> {
        self.0.stock.write().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn stock_item(row: StockRow) -> StockItem {
    StockItem {
        id: row.id,
        source: row.source,
        story: row.story,
        kind: row.kind,
        language: row.language,
        topics: row.topics,
        published: row.published,
        first_seen: row.first_seen,
        words: row.words,
        embedding: row.embedding,
        has_picture: row.picture,
        title_words: title_words(&row.title),
    }
}
