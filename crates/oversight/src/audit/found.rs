//! What was found, and at which entry?

use std::fmt;

/// More faults are counted, but not kept.
const KEPT_AT_MOST: usize = 1000;

/// A fault of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The number of the entry at fault; none where it is no single one's.
    pub entry: Option<u64>,
    pub what: String,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.entry {
            Some(entry) => write!(f, "entry {entry}: {}", self.what),
            None => write!(f, "the log: {}", self.what),
        }
    }
}

#[derive(Default)]
pub struct Faults {
    kept: Vec<Found>,
    more: u64,
}

impl Faults {
    pub fn at(&mut self, entry: u64, what: impl Into<String>) {
        self.add(Found { entry: Some(entry), what: what.into() });
    }

    pub fn of_log(&mut self, what: impl Into<String>) {
        self.add(Found { entry: None, what: what.into() });
    }

    fn add(&mut self, found: Found) {
        if self.kept.len() < KEPT_AT_MOST {
            self.kept.push(found);
            return;
        }
        self.more += 1;
        // The first entry at fault is named, however many there are.
        let last = self.kept.iter_mut().max_by_key(|kept| kept.entry);
        if let Some(last) = last.filter(|last| found.entry.is_none() || found.entry < last.entry) {
            *last = found;
        }
    }

    /// All that is kept, in order, and how many there are besides.
    pub fn sorted(mut self) -> (Vec<Found>, u64) {
        self.kept.sort_by_key(|found| found.entry.unwrap_or(u64::MAX));
        (self.kept, self.more)
    }
}
