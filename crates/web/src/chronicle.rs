//! What the ledger says, gathered for its page: read on from where it stopped, for a log only grows.

use ledger::{
    Hash,
    entry::{Action, Body, Country, Entry, Minute, Purpose, RequestType, Role, Settled},
    tiles::{self, Level, Tile, WIDTH},
};
use oversight::Files;
use std::collections::{BTreeMap, VecDeque};

/// Entries that the page shows in words; beats, which come every hour, are not among them.
const LAST: usize = 20;
/// Changes of the model that are remembered.
const MODELS: usize = 20;

/// A request of an authority, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub index: u64,
    pub at: Minute,
    pub country: Country,
    pub asked: RequestType,
    pub accounts: u64,
    pub items: u64,
    pub outcome: Option<(Minute, Settled, u64, u64)>,
}

#[derive(Debug, Clone, Default)]
pub struct Chronicle {
    pub size: u64,
    pub accesses: BTreeMap<(Role, Purpose), u64>,
    pub decisions: BTreeMap<Action, u64>,
    /// By the number of the entry.
    pub requests: BTreeMap<u64, Asked>,
    /// Whenever another model ranked from then on, oldest first.
    pub models: VecDeque<(u64, Minute, Option<Hash>)>,
    /// Oldest first.
    pub last: VecDeque<(u64, Entry)>,
}

impl Chronicle {
    /// Up to the first `size` entries. What cannot be read is tried again the next time.
    pub fn read_on(&mut self, files: &Files, size: u64) -> Result<(), oversight::Error> {
        while self.size < size {
            let number = self.size / u64::from(WIDTH);
            let Some(bundle) = Tile::of(size, Level::Entries, number) else { break };
            let skip = usize::try_from(self.size % u64::from(WIDTH)).unwrap_or(0);
            let bytes = files.tile(bundle)?;
            let entries = tiles::entries(&bytes, bundle.width)?;
            if entries.len() <= skip {
                break;
            }
            for bytes in entries.iter().skip(skip) {
                self.take(Entry::parse(bytes)?);
            }
        }
        Ok(())
    }

    fn take(&mut self, entry: Entry) {
        let (index, at) = (self.size, entry.time);
        self.size += 1;
        match &entry.body {
            Body::Access(access) => *self.accesses.entry((access.role, access.purpose)).or_default() += 1,
            Body::Decision(decision) => *self.decisions.entry(decision.action).or_default() += 1,
            Body::Request(request) => {
                let (country, asked) = (request.country, request.asked);
                let (accounts, items) = (request.accounts, request.items);
                self.requests.insert(index, Asked { index, at, country, asked, accounts, items, outcome: None });
            }
            Body::Outcome(outcome) => {
                if let Some(asked) = self.requests.get_mut(&outcome.request) {
                    asked.outcome = Some((at, outcome.result, outcome.accounts, outcome.items));
                }
            }
            Body::Release(release) if self.models.back().is_none_or(|(.., model)| *model != release.model) => {
                self.models.push_back((index, at, release.model));
                if self.models.len() > MODELS {
                    self.models.pop_front();
                }
            }
            _ => {}
        }
        if !matches!(entry.body, Body::Beat(_)) {
            self.last.push_back((index, entry));
            if self.last.len() > LAST {
                self.last.pop_front();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_finds_its_answer_and_beats_are_not_told_one_by_one() {
        let mut chronicle = Chronicle::default();
        for text in [
            "kind request\ntime 2026-11-01T10:00Z\nid 00112233445566778899aabbccddeeff\ncountry DE\ntype legal\naccounts 2\nitems 0\n",
            "kind beat\ntime 2026-11-01T10:01Z\nnumber 1\nstate start\nrelease 0\npolicy 0\naccess 0\ntransfer 0\nrequest 1\noutcome 0\n\
             decision 0\nerase 0\nsealed 0\ntimelines 0\ndigests 0\nunlocks 0\ndeposits 0\npack none\n",
            "kind outcome\ntime 2026-11-02T10:00Z\nrequest 0\nresult some\naccounts 1\nitems 0\n",
        ] {
            chronicle.take(Entry::parse(text.as_bytes()).unwrap());
        }
        let outcome = chronicle.requests[&0].outcome.unwrap();
        assert_eq!((outcome.1, outcome.2), (Settled::Some, 1));
        assert_eq!(chronicle.last.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [0, 2]);
    }
}
