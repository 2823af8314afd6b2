//! What is new is held against the finders of everybody who is here, once, in the order of its placing. Whoever comes later
//! looks for herself (`catch_up`).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use model::{Finder, Item, Language, ReaderId, Time};

use super::LOOKED_BACK;
use super::set::FinderSet;
use crate::indexer::search_doc;
use crate::kept::Find;
use crate::{Error, Readers};

/// Items looked at between two looks at anything else.
const AT_ONCE: u32 = 200;
/// The revision up to which everything was looked at, among the edition's settings.
const CURSOR: &str = "finds_rev";
/// Before the first look.
const NOWHERE: i64 = -1;

pub(crate) struct Follower {
    /// Of whoever is here and has any.
    finders: Mutex<BTreeMap<ReaderId, Vec<Finder>>>,
    /// `None` when it must be made anew.
    set: Mutex<Option<Arc<FinderSet>>>,
    cursor: AtomicI64,
}

impl Default for Follower {
    fn default() -> Self {
        Follower { finders: Mutex::default(), set: Mutex::default(), cursor: AtomicI64::new(NOWHERE) }
    }
}

impl Follower {
    pub(crate) fn here(&self, reader: ReaderId, finders: Vec<Finder>) {
        let changed = {
            let mut here = self.finders.lock().unwrap_or_else(PoisonError::into_inner);
            match finders.is_empty() {
                true => here.remove(&reader).is_some(),
                false => here.insert(reader, finders.clone()).as_ref() != Some(&finders),
            }
        };
        if changed {
            self.forget_set();
        }
    }

    pub(crate) fn gone(&self, reader: ReaderId) {
        self.here(reader, Vec::new());
    }

    fn forget_set(&self) {
        *self.set.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn tells_anybody(&self) -> bool {
        self.set().is_none_or(|set| set.tells_anybody())
    }

    fn set(&self) -> Option<Arc<FinderSet>> {
        self.set.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Readers {
    /// Looks at some of what was placed since the last call; returns how many items, 0 when nothing waits. An item that
    /// was looked at before a crash is looked at again: what was found is kept once.
    pub async fn find_new(&self, now: Time) -> Result<usize, Error> {
        let newest = self.store().newest_rev().await?;
        let cursor = self.finds_cursor(newest).await?;
        if newest <= cursor {
            return Ok(0);
        }
        let set = self.finder_set(&[]).await?;
        if set.is_empty() {
            self.follower().cursor.store(newest, Ordering::Release);
            return Ok(0);
        }
        let rows = self.store().search_since(cursor, AT_ONCE).await?;
        let Some((last, _)) = rows.last() else { return Ok(0) };
        let (last, count) = (*last, rows.len());
        // What comes late is old news: it would be told as new.
        let items: Vec<Item> =
            rows.into_iter().map(|(_, item)| item).filter(|item| now.since(item.published) < LOOKED_BACK).collect();
        self.hold_against_finders(items, now).await?;
        self.store().set_setting(CURSOR, &last.to_string()).await?;
        self.follower().cursor.store(last, Ordering::Release);
        Ok(count)
    }

    async fn hold_against_finders(&self, items: Vec<Item>, now: Time) -> Result<(), Error> {
        let mut languages: Vec<Language> = items.iter().map(|item| item.language).collect();
        languages.sort_unstable();
        languages.dedup();
        let set = self.finder_set(&languages).await?;
        let found: Vec<(Finder, Item)> = tokio::task::block_in_place(|| {
            let mut found = Vec::new();
            for item in items {
                let doc = search_doc(self, item.clone());
                found.extend(set.that_find(&doc).map(|finder| (finder.clone(), item.clone())));
            }
            found
        });
        if found.is_empty() {
            return Ok(());
        }
        let readers: BTreeSet<ReaderId> = found.iter().map(|(finder, _)| finder.reader).collect();
        for reader in readers {
            let hers: Vec<&(Finder, Item)> = found.iter().filter(|(finder, _)| finder.reader == reader).collect();
            match self.found_for(reader, &hers, now).await {
                // She left a moment ago, and looks for herself when she comes again; or she is gone for good.
                Ok(()) | Err(Error::Away | Error::Store(store::Error::NotThere(_))) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn found_for(&self, reader: ReaderId, found: &[&(Finder, Item)], now: Time) -> Result<(), Error> {
        // What she found herself when she came was acted upon then: she may have taken it back since.
        let has = self.kept().finds(reader, u32::MAX).await?;
        let known: HashSet<_> = has.iter().map(|find| (find.finder, find.item)).collect();
        let found: Vec<_> = found.iter().filter(|(finder, item)| !known.contains(&(finder.id, item.id))).collect();
        for (finder, item) in &found {
            self.act(finder, std::slice::from_ref(item), now).await?;
        }
        let finds: Vec<Find> =
            found.iter().map(|(finder, item)| Find { finder: finder.id, item: item.id, at: now }).collect();
        self.kept().note_finds(reader, &finds).await?;
        self.look_at_finds(reader).await
    }

    /// Where nobody has looked before, what is there already is not new.
    async fn finds_cursor(&self, newest: i64) -> Result<i64, Error> {
        let cursor = self.follower().cursor.load(Ordering::Acquire);
        if cursor != NOWHERE {
            return Ok(cursor);
        }
        let kept = self.store().setting(CURSOR).await?.and_then(|text| text.parse().ok()).unwrap_or(newest);
        self.follower().cursor.store(kept, Ordering::Release);
        Ok(kept)
    }

    /// With at least these languages.
    async fn finder_set(&self, languages: &[Language]) -> Result<Arc<FinderSet>, Error> {
        if let Some(set) = self.follower().set().filter(|set| set.knows(languages)) {
            return Ok(set);
        }
        let finders: Vec<Finder> = {
            let here = self.follower().finders.lock().unwrap_or_else(PoisonError::into_inner);
            here.values().flatten().cloned().collect()
        };
        let mut all = self.search().languages(None);
        all.extend(languages);
        all.sort_unstable();
        all.dedup();
        let set = Arc::new(tokio::task::block_in_place(|| FinderSet::new(finders, all)));
        *self.follower().set.lock().unwrap_or_else(PoisonError::into_inner) = Some(set.clone());
        Ok(set)
    }
}
