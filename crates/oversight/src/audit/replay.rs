//! Do the entries keep the rules among themselves?
//!
//! The rules are those of `docs/ledger.md`, "Rules across entries". What is still to come is in `answers`, beats in `beats`.

use std::collections::{HashMap, HashSet};

use ledger::entry::{self, Counts, Entry, Kind, Minute, Subjects, to_hex};
use ledger::{Hash, VerifierKey, packs, subject};

use super::answers::Answers;
use super::beats::Beats;
use super::fetch::{Fetch, FetchError};
use super::found::Faults;

/// So many minutes may an entry be earlier than the one before it.
const BACK_AT_MOST: i64 = 10;
/// A longer list of subjects is not read: two million readers.
const SIDE_FILE_AT_MOST: u64 = 64 << 20;

pub struct Replay {
    origin: String,
    pub counts: Counts,
    /// Each key that signs, with the number of the release that names it first.
    pub keys: Vec<(u64, VerifierKey)>,
    policy: Option<entry::Policy>,
    /// By the entry that sealed something, the policy that was in force then.
    at_seal: HashMap<u64, Option<entry::Policy>>,
    last: Option<Minute>,
    /// The latest time of any entry so far.
    latest: Minute,
    nonces: HashSet<[u8; 16]>,
    answers: Answers,
    beats: Beats,
}

impl Replay {
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            counts: Counts::default(),
            keys: Vec::new(),
            policy: None,
            at_seal: HashMap::new(),
            last: None,
            latest: Minute(i64::MIN),
            nonces: HashSet::new(),
            answers: Answers::default(),
            beats: Beats::default(),
        }
    }

    /// Takes the entry with this number.
    pub fn next(&mut self, log: &dyn Fetch, index: u64, entry: &Entry, faults: &mut Faults) -> Result<(), FetchError> {
        let wanted = [Kind::Release, Kind::Policy];
        if let Some(wanted) = usize::try_from(index).ok().and_then(|index| wanted.get(index))
            && entry.kind() != *wanted
        {
            faults.at(index, format!("a log begins with a release and a policy, and this is no {wanted}"));
        }
        if self.last.is_some_and(|last| entry.time.plus(BACK_AT_MOST) < last) {
            faults.at(index, format!("it is more than {BACK_AT_MOST} minutes earlier than the one before it"));
        }
        self.last = Some(entry.time);
        self.latest = self.latest.max(entry.time);
        self.answers.have_come(self.latest, faults);
        self.take(log, index, entry, faults)?;
        self.counts.add(entry.kind());
        Ok(())
    }

    fn take(&mut self, log: &dyn Fetch, index: u64, entry: &Entry, faults: &mut Faults) -> Result<(), FetchError> {
        match &entry.body {
            entry::Body::Release(release) => {
                if self.keys.last().is_none_or(|(_, last)| *last != release.key) {
                    self.keys.push((index, release.key.clone()));
                }
            }
            entry::Body::Policy(policy) => {
                let before = self.policy.as_ref().map_or(0, |policy| policy.version);
                if policy.version != before + 1 {
                    faults.at(index, format!("the policy's version is {}, after {before}", policy.version));
                }
                self.beats.policy(entry.time, policy.beat_minutes);
                self.policy = Some(policy.clone());
            }
            entry::Body::Access(access) => {
                is_allowed(self.policy.as_ref(), index, access, faults);
                self.subjects(log, index, &access.subjects, faults)?;
            }
            entry::Body::Transfer(transfer) => {
                if let Some(subjects) = &transfer.subjects {
                    self.subjects(log, index, subjects, faults)?;
                }
            }
            entry::Body::Request(request) => {
                let days = self.policy.as_ref().map_or(0, |policy| policy.answer_days);
                self.answers.request(index, entry.time, days, request, faults);
            }
            entry::Body::Outcome(outcome) => self.answers.outcome(index, entry.time, outcome, faults),
            entry::Body::Decision(decision) => self.answers.decision(index, decision, faults),
            entry::Body::Erase(erase) => self.nonce(index, &erase.nonce, faults),
            entry::Body::Sealed(sealed) => {
                self.answers.sealed(index, sealed, faults);
                match sealed {
                    entry::Sealed::Closed { .. } => {
                        self.at_seal.insert(index, self.policy.clone());
                    }
                    entry::Sealed::Open { of, content, .. } => self.opened(log, index, *of, content, faults)?,
                }
            }
            entry::Body::Beat(beat) => {
                self.beats.beat(index, entry.time, beat, &self.counts, faults);
                if let Some(root) = &beat.pack {
                    covered(log, index, root, faults)?;
                }
            }
        }
        Ok(())
    }

    /// What was hidden is held to the same: an access to the policy of the moment at which it was sealed.
    fn opened(
        &mut self,
        log: &dyn Fetch,
        index: u64,
        of: u64,
        content: &[u8],
        faults: &mut Faults,
    ) -> Result<(), FetchError> {
        let policy = self.at_seal.remove(&of).flatten();
        match Entry::parse(content).map(|entry| entry.body) {
            Ok(entry::Body::Access(access)) => {
                is_allowed(policy.as_ref(), index, &access, faults);
                self.subjects(log, index, &access.subjects, faults)
            }
            Ok(entry::Body::Transfer(entry::Transfer { subjects: Some(subjects), .. })) => {
                self.subjects(log, index, &subjects, faults)
            }
            Ok(entry::Body::Erase(erase)) => {
                self.nonce(index, &erase.nonce, faults);
                Ok(())
            }
            // What is no entry was never read as an opened seal.
            _ => Ok(()),
        }
    }

    fn nonce(&mut self, index: u64, nonce: &[u8; 16], faults: &mut Faults) {
        if !self.nonces.insert(*nonce) {
            faults.at(index, format!("its nonce {} stands in an entry before it", to_hex(nonce)));
        }
    }

    fn subjects(
        &mut self,
        log: &dyn Fetch,
        index: u64,
        subjects: &Subjects,
        faults: &mut Faults,
    ) -> Result<(), FetchError> {
        self.nonce(index, subjects.nonce(), faults);
        let Subjects::Many { count, root, .. } = subjects else { return Ok(()) };
        let path = format!("subjects/{}", to_hex(root));
        let length = count.saturating_mul(32);
        let at_most = usize::try_from(length).ok().filter(|_| length <= SIDE_FILE_AT_MOST);
        let Some(at_most) = at_most else {
            faults.at(index, format!("its {count} subjects are more than can be read"));
            return Ok(());
        };
        let Some(bytes) = log.get(&path, at_most)? else {
            faults.at(index, format!("{path} is missing"));
            return Ok(());
        };
        match subject::tags(&bytes) {
            Ok(tags) if tags.len() as u64 == *count && subject::root(tags) == *root => {}
            Ok(_) => faults.at(index, format!("{path} does not list its subjects")),
            Err(fault) => faults.at(index, format!("{path}: {fault}")),
        }
        Ok(())
    }

    /// There are no more entries, and it is `now`.
    pub fn end(&mut self, now: Minute, faults: &mut Faults) {
        let now = now.max(self.latest);
        self.answers.have_come(now, faults);
        self.beats.end(now, faults);
        if self.last.is_none() {
            faults.of_log("it has no entries");
        } else if self.policy.is_none() {
            faults.of_log(format!("{} has no policy", self.origin));
        }
    }
}

fn is_allowed(policy: Option<&entry::Policy>, index: u64, access: &entry::Access, faults: &mut Faults) {
    let entry::Access { role, purpose, fields, country, .. } = access;
    match policy {
        Some(policy) if policy.allows(*role, *purpose, *fields, *country) => {}
        Some(policy) => faults.at(
            index,
            format!("policy {} does not allow {role} to open {fields} for {purpose} from {country}", policy.version),
        ),
        None => faults.at(index, "no policy allows it"),
    }
}

/// The list of a beat's packs.
fn covered(log: &dyn Fetch, index: u64, root: &Hash, faults: &mut Faults) -> Result<(), FetchError> {
    let path = format!("packs/{}", to_hex(root));
    match log.get(&path, packs::SIDE_FILE_AT_MOST)? {
        None => faults.at(index, format!("{path} is missing")),
        Some(bytes) => match packs::list(&bytes) {
            Ok(listed) if packs::root(listed) == *root => {}
            Ok(_) => faults.at(index, format!("{path} does not list its packs")),
            Err(fault) => faults.at(index, format!("{path}: {fault}")),
        },
    }
    Ok(())
}
