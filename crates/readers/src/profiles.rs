//! Profiles in memory, loaded when a reader comes and saved whenever she did something.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex as Held, PoisonError};

use model::{Choices, ItemId, ReaderId};
use store::Store;
use timeline::{Finds, Profile, Sliders};
use tokio::sync::Mutex;

use crate::Error;
use crate::finds::{MOST_FINDS, Untold};
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
    /// How she wants her pages: names with what she wants.
    pub wishes: Arc<Vec<(String, String)>>,
}

/// One reader's: whoever holds its lock is alone with her profile.
type Cell = Arc<Mutex<Known>>;

pub struct Profiles {
    store: Store,
    here: Held<HashMap<ReaderId, (u64, Cell)>>,
    visits: std::sync::atomic::AtomicU64,
}

impl Profiles {
    pub fn new(store: Store) -> Profiles {
        Profiles { store, here: Held::default(), visits: Default::default() }
    }

    /// The reader's cell; whoever holds its lock is alone with her profile.
    pub async fn of(&self, reader: ReaderId) -> Result<Cell, Error> {
        if let Some(cell) = self.held(reader) {
            return Ok(cell);
        }
        let profile =
            self.store.profile(reader).await?.and_then(|bytes| Profile::from_bytes(&bytes)).unwrap_or_default();
        let choices = self.store.choices(reader).await?;
        let kept = self.store.sliders(reader).await?;
        let sliders = kept.and_then(|text| sliders_from_text(&text)).unwrap_or_default();
        let saved = self.store.saved_items(reader, None, u32::MAX).await?;
        let mut known = Known {
            profile,
            choices,
            sliders,
            saved: Arc::new(saved.into_iter().map(|(item, _)| item).collect()),
            wishes: Arc::new(self.store.wishes(reader).await?),
            ..Known::default()
        };
        let finders = self.store.finders(reader).await?;
        if !finders.is_empty() {
            known.heed(&finders, &self.store.finds(reader, MOST_FINDS).await?);
        }
        let cell = Arc::new(Mutex::new(known));
        let visit = self.visit();
        let mut here = self.here.lock().unwrap_or_else(PoisonError::into_inner);
        if here.len() >= AT_MOST {
            make_room(&mut here);
        }
        // Somebody else may have loaded her meanwhile: there must be one cell only.
        Ok(here.entry(reader).or_insert((visit, cell)).1.clone())
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

/// Lets the half go that was not here for longest, except who is being served right now.
fn make_room(here: &mut HashMap<ReaderId, (u64, Cell)>) {
    let mut visits: Vec<u64> = here.values().map(|(seen, _)| *seen).collect();
    visits.sort_unstable();
    let middle = visits.get(visits.len() / 2).copied().unwrap_or(0);
    here.retain(|_, (seen, cell)| *seen >= middle || Arc::strong_count(cell) > 1);
}
