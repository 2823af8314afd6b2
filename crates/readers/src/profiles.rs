//! Profiles in memory, loaded when a reader comes and saved whenever she did something.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex as Held, PoisonError};

use model::{Choices, Finder, ItemId, ReaderId};
use store::SealedRow;
use timeline::{Finds, Profile, Sliders};
use tokio::sync::Mutex;

use crate::Error;
use crate::finds::{MOST_FINDS, Untold};
use crate::kept::{
    Find, Kept, Kind, Opens, by_age, in_order, latest_first, opened, read_find, read_finder, read_profile,
};
use crate::says::Said;
use crate::sliders::sliders_from_text;

/// Readers held in memory at most; the rest is a database read away. At 8 KiB each this is 32 MB.
const AT_MOST: usize = 4_096;

/// What is known about one reader while she is here.
#[derive(Clone, Default)]
pub struct Known {
    pub profile: Profile,
    pub choices: Choices,
    pub sliders: Sliders,
    /// The last "more" or "less like this", as long as it can be undone.
    pub said: Option<Arc<Said>>,
    /// What her saved searches and rules found.
    pub finds: Arc<Finds>,
    /// What she was to be told and has not looked at.
    pub untold: Vec<Untold>,
    /// What she put aside.
    pub saved: Arc<HashSet<ItemId>>,
    /// What she liked, once somebody asked.
    pub liked: Option<HashSet<ItemId>>,
    /// How she wants her pages: names with what she wants.
    pub wishes: Arc<Vec<(String, String)>>,
}

impl Known {
    /// Everything about her that a timeline heeds, as far as these keys open it.
    pub(crate) fn of(keys: &impl Opens, rows: &[SealedRow]) -> Known {
        let Read { mut known, finders, finds } = Read::of(keys, rows);
        known.heed(&finders, &finds);
        known
    }
}

/// One reader's: whoever holds its lock is alone with her profile.
type Cell = Arc<Mutex<Known>>;

pub(crate) struct Profiles {
    kept: Arc<Kept>,
    here: Held<HashMap<ReaderId, (u64, Cell)>>,
    visits: std::sync::atomic::AtomicU64,
}

impl Profiles {
    pub fn new(kept: Arc<Kept>) -> Profiles {
        Profiles { kept, here: Held::default(), visits: Default::default() }
    }

    /// The reader's cell; whoever holds its lock is alone with her profile.
    pub async fn of(&self, reader: ReaderId) -> Result<Cell, Error> {
        if let Some(cell) = self.held(reader) {
            return Ok(cell);
        }
        let known = self.load(reader).await?;
        let cell = Arc::new(Mutex::new(known));
        let visit = self.visit();
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        if here.len() >= AT_MOST {
            make_room(&mut here);
        }
        // Somebody else may have loaded her meanwhile: there must be one cell only.
        Ok(here.entry(reader).or_insert((visit, cell)).1.clone())
    }

    async fn load(&self, reader: ReaderId) -> Result<Known, Error> {
        let keys = self.kept.keys(reader)?;
        let rows = self.kept.store.sealed_below(reader, Kind::Event as u8).await?;
        Ok(Known::of(&*keys, &rows))
    }

    fn held(&self, reader: ReaderId) -> Option<Cell> {
        let visit = self.visit();
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        let (seen, cell) = here.get_mut(&reader)?;
        *seen = visit;
        Some(cell.clone())
    }

    /// She is gone from the store.
    pub fn let_go(&self, reader: ReaderId) {
        self.here.lock().unwrap_or_else(PoisonError::into_inner).remove(&reader);
    }

    fn visit(&self) -> u64 {
        self.visits.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }
}

/// What rows say of a reader, before it is known what her finders found.
pub(crate) struct Read {
    pub known: Known,
    /// Oldest first.
    pub finders: Vec<Finder>,
    /// The latest first.
    pub finds: Vec<Find>,
}

impl Read {
    pub fn of(keys: &impl Opens, rows: &[SealedRow]) -> Read {
        let mut known = Known::default();
        let (mut choices, mut finders, mut finds) = (Vec::new(), Vec::new(), Vec::new());
        let (mut saved, mut wishes) = (HashSet::new(), Vec::new());
        for row in rows {
            match Kind::from_number(row.kind) {
                Some(Kind::Profile) => {
                    let hex: Option<String> = opened(keys, Kind::Profile, row);
                    known.profile = hex.and_then(|hex| read_profile(&hex)).unwrap_or_default();
                }
                Some(Kind::Sliders) => {
                    let text: Option<String> = opened(keys, Kind::Sliders, row);
                    known.sliders = text.and_then(|text| sliders_from_text(&text)).unwrap_or_default();
                }
                Some(Kind::Choice) => choices.extend(opened(keys, Kind::Choice, row)),
                Some(Kind::Saved) => {
                    saved.extend(opened(keys, Kind::Saved, row).map(|(item, _): (i64, i64)| ItemId(item)));
                }
                Some(Kind::Wish) => wishes.extend(opened(keys, Kind::Wish, row)),
                Some(Kind::Finder) => {
                    finders.extend(opened(keys, Kind::Finder, row).and_then(|row| read_finder(keys.reader(), row)));
                }
                Some(Kind::Find) => finds.extend(opened(keys, Kind::Find, row).map(read_find)),
                _ => {}
            }
        }
        known.choices = in_order(choices).into_iter().map(|(choice, target, _)| (choice, target)).collect();
        known.saved = Arc::new(saved);
        wishes.sort();
        known.wishes = Arc::new(wishes);
        Read { known, finders: by_age(finders), finds: latest_first(finds, MOST_FINDS) }
    }
}

/// Lets the half go that was not here for longest, except who is being served right now.
fn make_room(here: &mut HashMap<ReaderId, (u64, Cell)>) {
    let mut visits: Vec<u64> = here.values().map(|(seen, _)| *seen).collect();
    visits.sort_unstable();
    let middle = visits.get(visits.len() / 2).copied().unwrap_or(0);
    here.retain(|_, (seen, cell)| *seen >= middle || Arc::strong_count(cell) > 1);
}
