//! Who is here: whose keys are in memory, and since when they were not asked for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::{MINUTE, ReaderId, Time};
use vault::{Holder, Keys, Unlocked};

use super::Kept;
use crate::Error;

/// Whoever was not here for so long has left.
const STAYS: i64 = 30 * MINUTE;

#[derive(Default)]
pub(crate) struct Here {
    held: Mutex<HashMap<ReaderId, (Time, Arc<Keys>)>>,
    /// How often somebody brought what opened her keys.
    pub unlocks: AtomicU64,
}

impl Here {
    pub fn keys(&self, reader: ReaderId) -> Option<Arc<Keys>> {
        self.held().get(&reader).map(|(_, keys)| keys.clone())
    }

    pub fn come(&self, keys: Arc<Keys>, now: Time) {
        self.held().insert(keys.reader(), (now, keys));
    }

    /// True where she was here already.
    fn seen(&self, reader: ReaderId, now: Time) -> bool {
        self.held().get_mut(&reader).map(|(seen, _)| *seen = now).is_some()
    }

    pub fn go(&self, reader: ReaderId) {
        self.held().remove(&reader);
    }

    /// Lets go of the keys of whoever left; says who that is.
    pub fn who_left(&self, now: Time) -> Vec<ReaderId> {
        let mut held = self.held();
        let left: Vec<ReaderId> =
            held.iter().filter(|(_, (seen, _))| now.since(*seen) >= STAYS).map(|(reader, _)| *reader).collect();
        left.iter().for_each(|reader| drop(held.remove(reader)));
        left
    }

    fn held(&self) -> MutexGuard<'_, HashMap<ReaderId, (Time, Arc<Keys>)>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// She brought this. True where she was not here until now. Error: `Lost` where it opens nothing.
    pub async fn admit(&self, reader: ReaderId, holder: &Holder, now: Time) -> Result<bool, Error> {
        if self.here.seen(reader, now) {
            return Ok(false);
        }
        self.unlock(reader, holder, now).await?;
        Ok(true)
    }

    /// The same whether she was here or not: whoever signs in shows that this opens her keys.
    pub async fn unlock(&self, reader: ReaderId, holder: &Holder, now: Time) -> Result<Arc<Keys>, Error> {
        let keys = match self.vault.unlock(reader, holder).await? {
            Unlocked::Keys(keys) => *keys,
            // A crash came between the reader and her keys.
            Unlocked::NoKeys => self.vault.enrol(reader, std::slice::from_ref(holder)).await?,
            Unlocked::Stranger | Unlocked::Erased => return Err(Error::Lost),
        };
        let keys = Arc::new(keys);
        self.here.unlocks.fetch_add(1, Ordering::AcqRel);
        self.here.come(keys.clone(), now);
        Ok(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keys_are_held_while_she_is_here_and_let_go_of_when_she_left() {
        let vault = vault::Vault::in_memory().unwrap();
        let [ann, ben] = [ReaderId(1), ReaderId(2)];
        let here = Here::default();
        here.come(Arc::new(vault.enrol(ann, &[]).await.unwrap()), Time(0));
        here.come(Arc::new(vault.enrol(ben, &[]).await.unwrap()), Time(0));
        assert!(here.seen(ben, Time(STAYS - 1)));
        assert_eq!(here.who_left(Time(STAYS)), [ann]);
        assert!(here.keys(ann).is_none() && here.keys(ben).is_some());
        assert!(!here.seen(ann, Time(STAYS)));
        here.go(ben);
        assert!(here.keys(ben).is_none());
    }
}
