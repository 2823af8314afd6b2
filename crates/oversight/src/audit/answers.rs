//! Did what was due come in time: outcomes of requests, openings of what was sealed, answers to decisions?

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use ledger::entry::{Decision, Minute, Outcome, Request, RequestType, Sealed};
use sha2::{Digest, Sha256};

use super::found::Faults;

#[derive(Default)]
pub struct Answers {
    requests: HashMap<u64, Asked>,
    seals: HashMap<u64, Seal>,
    /// Ids of requests.
    ids: HashSet<[u8; 16]>,
    /// By the decision's id, whether another one answered it.
    decisions: HashMap<[u8; 16], bool>,
    /// What is still to come, by the last minute in which it is in time.
    due: BTreeSet<(Minute, u64)>,
}

struct Asked {
    until: Minute,
    accounts: u64,
    items: u64,
    is_answered: bool,
}

struct Seal {
    commitment: [u8; 32],
    until: Minute,
    is_open: bool,
}

impl Answers {
    /// It is `now`: what was due before should be there.
    pub fn have_come(&mut self, now: Minute, faults: &mut Faults) {
        while let Some((until, index)) = self.due.first().copied().filter(|(until, _)| *until < now) {
            self.due.remove(&(until, index));
            match self.requests.contains_key(&index) {
                true => faults.at(index, format!("the request has no outcome until {until}")),
                false => faults.at(index, format!("what was sealed is not opened until {until}")),
            }
        }
    }

    pub fn request(&mut self, index: u64, time: Minute, days: u64, request: &Request, faults: &mut Faults) {
        if !self.ids.insert(request.id) {
            faults.at(index, "its id is that of a request before it");
        }
        if days == 0 {
            faults.at(index, "no policy says how soon a request has its outcome");
        }
        let until = time.plus(i64::try_from(days).unwrap_or(0) * 24 * 60);
        // What is to be removed is items; nobody's account is asked for.
        let accounts = if request.asked == RequestType::Removal { 0 } else { request.accounts };
        self.requests.insert(index, Asked { until, accounts, items: request.items, is_answered: false });
        self.due.insert((until, index));
    }

    pub fn outcome(&mut self, index: u64, time: Minute, outcome: &Outcome, faults: &mut Faults) {
        let Some(asked) = self.requests.get_mut(&outcome.request) else {
            return faults.at(index, format!("entry {} before it is no request", outcome.request));
        };
        if asked.is_answered {
            faults.at(index, format!("the request of entry {} has its outcome already", outcome.request));
        }
        if time > asked.until {
            faults.at(index, format!("the outcome comes after {}, when it was due", asked.until));
        }
        if outcome.accounts > asked.accounts || outcome.items > asked.items {
            faults.at(index, format!("the outcome is more than entry {} asked for", outcome.request));
        }
        asked.is_answered = true;
        self.due.remove(&(asked.until, outcome.request));
    }

    pub fn decision(&mut self, index: u64, decision: &Decision, faults: &mut Faults) {
        if let Some(answers) = &decision.answers {
            match self.decisions.get_mut(answers) {
                Some(is_answered) if !*is_answered => *is_answered = true,
                Some(_) => faults.at(index, "the decision that it answers has an answer already"),
                None => faults.at(index, "the decision that it answers does not stand before it"),
            }
        }
        match self.decisions.entry(decision.id) {
            Entry::Occupied(_) => faults.at(index, "its id is that of a decision before it"),
            Entry::Vacant(new) => {
                new.insert(false);
            }
        }
    }

    pub fn sealed(&mut self, index: u64, sealed: &Sealed, faults: &mut Faults) {
        match sealed {
            Sealed::Closed { commitment, until } => {
                // The last minute of that day.
                let until = until.start().plus(24 * 60 - 1);
                self.seals.insert(index, Seal { commitment: *commitment, until, is_open: false });
                self.due.insert((until, index));
            }
            Sealed::Open { of, salt, content } => {
                let Some(seal) = self.seals.get_mut(of) else {
                    return faults.at(index, format!("entry {of} before it is nothing that was sealed"));
                };
                if seal.is_open {
                    faults.at(index, format!("what entry {of} sealed is open already"));
                }
                let commitment: [u8; 32] = Sha256::new().chain_update(salt).chain_update(content).finalize().into();
                if commitment != seal.commitment {
                    faults.at(index, format!("this is not what entry {of} sealed"));
                }
                seal.is_open = true;
                self.due.remove(&(seal.until, *of));
            }
        }
    }
}
