//! How many entries of each kind are there, and what do the latest say?

use ledger::entry::{Beat, Body, Counts, Entry, Minute, Policy, Release};
use ledger::tiles::{Level, Tile, WIDTH};

use crate::{Error, book::Files};

/// Of the first entries of a log. It only goes on.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub size: u64,
    pub counts: Counts,
    pub last: Option<Minute>,
    pub beat: Option<(Minute, Beat)>,
    pub policy: Option<(u64, Policy)>,
    pub release: Option<(u64, Release)>,
}

impl Tally {
    /// Between two beats, as the policy in force says.
    pub fn beat_minutes(&self) -> Option<u64> {
        self.policy.as_ref().map(|(_, policy)| policy.beat_minutes)
    }

    /// Reads on, up to the first `size` entries.
    pub fn read_on(&mut self, files: &Files, size: u64) -> Result<(), Error> {
        while self.size < size {
            let number = self.size / u64::from(WIDTH);
            let Some(bundle) = Tile::of(size, Level::Entries, number) else { break };
            let skip = usize::try_from(self.size % u64::from(WIDTH)).unwrap_or(0);
            let entries = files.entries(bundle)?;
            if entries.len() <= skip {
                return Err(files.torn(format!("it has no entry {}", self.size)));
            }
            for bytes in entries.iter().skip(skip) {
                self.take(&Entry::parse(bytes)?);
            }
        }
        Ok(())
    }

    fn take(&mut self, entry: &Entry) {
        match &entry.body {
            Body::Beat(beat) => {
                self.counts.timelines = beat.counts.timelines;
                self.counts.digests = beat.counts.digests;
                self.counts.unlocks = beat.counts.unlocks;
                self.counts.deposits = beat.counts.deposits;
                self.beat = Some((entry.time, beat.clone()));
            }
            Body::Policy(policy) => self.policy = Some((self.size, policy.clone())),
            Body::Release(release) => self.release = Some((self.size, release.clone())),
            _ => {}
        }
        self.counts.add(entry.kind());
        self.last = Some(entry.time);
        self.size += 1;
    }
}
