//! Does a log hold all that it promises?
//!
//! The log is read once, from its first entry on, bundle by bundle: its size costs time, not memory. What is looked at: the
//! signatures of its newest head and the quorum of a trust policy; its root, and every tile, against its entries; that it grew
//! from what was seen before; the grammar of every entry and the rules across them (`docs/ledger.md`); the lists of subjects; the
//! way from key to key; and that each published report is what its entries give.

mod answers;
mod beats;
mod fetch;
mod found;
mod keys;
mod replay;
mod reports;
mod tiles;

use ledger::entry::{Counts, Minute};
use ledger::tree::Hash;
use ledger::{Entry, Note, TrustPolicy, note};

pub use fetch::{Fetch, FetchError};
pub use found::Found;
pub use reports::{Claim, Computed, Report, Reports};

use crate::book::Head;
use found::Faults;
use replay::Replay;
use tiles::Rebuilt;

/// What an auditor wants to know.
pub struct Questions<'a> {
    pub trust: &'a TrustPolicy,
    /// A head that was seen before.
    pub since: Option<&'a Note>,
    /// Against which beats and deadlines are held.
    pub now: Minute,
    /// How reports are computed; where nobody can, they are not looked at.
    pub reports: Option<&'a dyn Reports>,
}

/// What the auditor found.
#[derive(Debug)]
pub struct Verdict {
    /// The newest head, if it could be read.
    pub head: Option<Head>,
    /// Which of the trust policy's witnesses cosigned it, and when, in seconds since 1970.
    pub cosigned: Vec<(String, u64)>,
    /// Entries of each kind.
    pub counts: Counts,
    /// Reports that were recomputed.
    pub reports: u64,
    /// By the entry at fault, what is no single entry's fault last.
    pub faults: Vec<Found>,
    /// So many more faults were found than are kept.
    pub more: u64,
}

impl Verdict {
    /// Does all of it hold?
    #[must_use]
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Audits a log. An error is no verdict: something could not be fetched.
pub fn audit(log: &dyn Fetch, questions: &Questions<'_>) -> Result<Verdict, FetchError> {
    let mut faults = Faults::default();
    let Some(head) = newest(log, &mut faults)? else { return Ok(verdict(None, faults)) };
    let mut reports = reports::begin(log, questions, &mut faults)?;
    let mut wanted: Vec<u64> = reports.iter().map(|report| report.claim.to).collect();
    let since = questions.since.map(|note| Head::parse(note.to_string().as_bytes()));
    wanted.extend(since.iter().flatten().map(|since| since.checkpoint.size));

    let mut rebuilt = Rebuilt::new(wanted);
    let mut replay = Replay::new(&head.checkpoint.origin);
    let is_whole = read(log, &head, &mut rebuilt, &mut faults, |index, entry, faults| {
        reports.iter_mut().for_each(|report| report.add(index, entry));
        replay.next(log, index, entry, faults)?;
        Ok(replay.keys.last().is_some_and(|(named, _)| *named == index))
    })?;
    if !is_whole {
        return Ok(Verdict { counts: replay.counts, ..verdict(Some(head), faults) });
    }
    rebuilt.finish(log, &head.checkpoint, &mut faults)?;
    replay.end(questions.now, &mut faults);
    let cosigned = keys::verify(log, &head, questions, &replay.keys, &rebuilt, &mut faults)?;
    if let Some(since) = since {
        has_grown(since, &head, questions, &replay, &rebuilt, &mut faults);
    }
    let recomputed = reports.len() as u64;
    reports.into_iter().for_each(|report| report.verify(&head, &replay.keys, &rebuilt, &mut faults));
    Ok(Verdict { cosigned, counts: replay.counts, reports: recomputed, ..verdict(Some(head), faults) })
}

fn verdict(head: Option<Head>, faults: Faults) -> Verdict {
    let (faults, more) = faults.sorted();
    Verdict { head, cosigned: Vec::new(), counts: Counts::default(), reports: 0, faults, more }
}

fn newest(log: &dyn Fetch, faults: &mut Faults) -> Result<Option<Head>, FetchError> {
    let Some(bytes) = log.get("checkpoint", note::BYTES_AT_MOST)? else {
        faults.of_log("it has no checkpoint");
        return Ok(None);
    };
    match Head::parse(&bytes) {
        Ok(head) => Ok(Some(head)),
        Err(fault) => {
            faults.of_log(format!("its checkpoint cannot be read: {fault}"));
            Ok(None)
        }
    }
}

/// Reads all entries in order; `seen` says whether the root after one will be asked for. False where one cannot read on.
fn read(
    log: &dyn Fetch,
    head: &Head,
    rebuilt: &mut Rebuilt,
    faults: &mut Faults,
    mut seen: impl FnMut(u64, &Entry, &mut Faults) -> Result<bool, FetchError>,
) -> Result<bool, FetchError> {
    let size = head.checkpoint.size;
    let mut index = 0;
    while index < size {
        let Some((bytes, width)) = tiles::bundle(log, size, index, faults)? else { return Ok(false) };
        let entries = match ledger::tiles::entries(&bytes, width) {
            Ok(entries) => entries,
            Err(fault) => {
                faults.at(index, format!("its bundle cannot be read: {fault}"));
                return Ok(false);
            }
        };
        let here = entries.len().min(usize::try_from(size - index).unwrap_or(usize::MAX));
        for bytes in &entries[..here] {
            rebuilt.push(bytes);
            match Entry::parse(bytes) {
                Ok(entry) if seen(index, &entry, faults)? => rebuilt.keep_root(),
                Ok(_) => {}
                Err(fault) => faults.at(index, fault.to_string()),
            }
            index += 1;
        }
        rebuilt.compare(log, faults)?;
    }
    Ok(true)
}

/// Is the head that was seen before one of this log, and of its beginning?
fn has_grown(
    since: Result<Head, ledger::Fault>,
    head: &Head,
    questions: &Questions<'_>,
    replay: &Replay,
    rebuilt: &Rebuilt,
    faults: &mut Faults,
) {
    let since = match since {
        Ok(since) => since,
        Err(fault) => return faults.of_log(format!("what was seen before is no head: {fault}")),
    };
    let old = &since.checkpoint;
    if old.origin != head.checkpoint.origin {
        return faults.of_log(format!("the head that was seen before is of {}, another log", old.origin));
    }
    let trusted = questions.trust.logs.iter().map(|log| &log.key);
    let keys: Vec<_> = trusted.chain(replay.keys.iter().map(|(_, key)| key)).cloned().collect();
    if let Err(fault) = since.note.verify(&keys) {
        return faults.of_log(format!("the head that was seen before is not of this log: {fault}"));
    }
    let root: Option<&Hash> = rebuilt.root_at(old.size);
    match root {
        None => faults.of_log(format!("it had {} entries when it was seen before, and now has fewer", old.size)),
        Some(root) if *root != old.root => {
            faults.of_log(format!("its first {} entries are not those that were seen before", old.size));
        }
        Some(_) => {}
    }
}
