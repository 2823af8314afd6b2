//! Which packs were timelines chosen from since the last beat? Their hashes, for the ledger.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};
use timeline::Stock;

use crate::Readers;

/// No stock has come so far.
const NONE: u64 = u64::MAX;

pub(crate) struct Packs {
    /// Of the pack that was noted last: as long as it stands, there is nothing to do.
    turn: AtomicU64,
    used: Mutex<BTreeSet<[u8; 32]>>,
}

impl Default for Packs {
    fn default() -> Self {
        Packs { turn: AtomicU64::new(NONE), used: Mutex::default() }
    }
}

impl Packs {
    /// Before a timeline is composed from it, so that no receipt names a pack that no beat will.
    pub(crate) fn note(&self, stock: &Stock) {
        let turn = stock.pack_turn();
        if self.turn.load(Ordering::Acquire) == turn {
            return;
        }
        // Whoever comes at the same moment waits for the one who hashes it.
        let mut used = self.used();
        if self.turn.load(Ordering::Acquire) == turn {
            return;
        }
        used.insert(Sha256::digest(stock.pack()).into());
        self.turn.store(turn, Ordering::Release);
    }

    fn used(&self) -> MutexGuard<'_, BTreeSet<[u8; 32]>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Readers {
    /// SHA-256 of each pack that timelines were chosen from since this was asked the last time, and of the one that they are chosen
    /// from now; sorted.
    pub fn take_packs(&self) -> Vec<[u8; 32]> {
        let stock = self.stock();
        self.packs().note(&stock);
        let mut used = self.packs().used();
        // The pack that stands now is noted again by the next timeline.
        self.packs().turn.store(NONE, Ordering::Release);
        std::mem::take(&mut *used).into_iter().collect()
    }

    /// For what was taken and could not be written.
    pub fn put_packs_back(&self, packs: Vec<[u8; 32]>) {
        self.packs().used().extend(packs);
    }
}

#[cfg(test)]
mod tests {
    use model::{ItemId, Language, SourceId, StoryId, Time};
    use timeline::stock::StockItem;

    use super::*;

    fn item(id: i64) -> StockItem {
        StockItem {
            id: ItemId(id),
            source: SourceId(1),
            story: StoryId(id),
            kind: model::Kind::Article,
            language: Language::ENGLISH,
            topics: Vec::new(),
            published: Time(1),
            first_seen: Time(1),
            words: 100,
            embedding: model::Embedding([0; 64]),
            has_picture: false,
            title_words: Vec::new(),
        }
    }

    #[test]
    fn each_pack_that_a_timeline_came_from_is_noted_once() {
        let (packs, mut stock) = (Packs::default(), Stock::default());
        let noted = |stock: &Stock| {
            packs.note(stock);
            packs.used().len()
        };
        stock.upsert(&item(1));
        assert_eq!((noted(&stock), noted(&stock)), (1, 1));
        stock.upsert(&item(2));
        stock.upsert(&item(3));
        assert_eq!(noted(&stock), 2, "nobody was given anything from items 1 and 2 alone");
        // The same items again, in other words, are the same pack; so are those of before.
        stock.upsert(&StockItem { words: 7, ..item(3) });
        assert_eq!(noted(&stock), 2);
        stock.remove(ItemId(2));
        assert_eq!(noted(&stock), 3);
        stock.upsert(&item(2));
        assert_eq!(noted(&stock), 3);
    }
}
