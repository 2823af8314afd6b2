//! Is each published report what its entries give?

use std::collections::BTreeSet;
use std::ops::Range;

use ledger::entry::{Entry, Minute};
use ledger::report::{self, Period, Statement};
use ledger::tiles::{Level, Tile};
use ledger::tree::Hash;
use ledger::{Note, VerifierKey};
use sha2::{Digest, Sha256};

use super::Questions;
use super::fetch::{Fetch, FetchError};
use super::found::Faults;
use super::tiles::Rebuilt;
use crate::book::Head;

/// A longer report is not read, nor a longer note, nor more of them: a hundred years have 1,700.
const CSV_AT_MOST: usize = 64 << 20;
const NOTE_AT_MOST: usize = 16 << 10;
const REPORTS_AT_MOST: usize = 1700;

/// What the note of a report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub origin: String,
    /// The first entry that is in it.
    pub from: u64,
    /// The first that is not any more.
    pub to: u64,
    /// Of the log at `to` entries.
    pub root: Hash,
    /// SHA-256 of the CSV.
    pub csv: Hash,
}

/// How reports are made.
pub trait Reports {
    /// What the text of a report's note says, or why it is none for this period.
    fn claim(&self, period: &str, text: &str) -> Result<Claim, String>;

    /// A report that nothing is in yet. `claim` is what it is to be held against; it is believed in nothing.
    fn begin(&self, period: &str, claim: &Claim) -> Box<dyn Report>;
}

/// A report in the making.
pub trait Report {
    /// Takes an entry of the log; they come in order, from the first on: what stood before a period counts for it.
    fn add(&mut self, index: u64, entry: &Entry);

    /// The entries that are in it; none while the period is not over.
    fn entries(&self) -> Option<Range<u64>>;

    /// What is published.
    fn csv(&self) -> Vec<u8>;
}

/// Reports as `ledger::report` computes them.
pub struct Computed;

struct Counted(report::Tally);

impl Reports for Computed {
    fn claim(&self, period: &str, text: &str) -> Result<Claim, String> {
        let said = Statement::parse(text).map_err(|fault| fault.to_string())?;
        if said.period.to_string() != period {
            return Err(format!("it is about {}", said.period));
        }
        let Statement { origin, from, to, root, csv, .. } = said;
        Ok(Claim { origin, from, to, root, csv })
    }

    fn begin(&self, period: &str, _: &Claim) -> Box<dyn Report> {
        // The note was read, and is about this period.
        match Period::parse(period) {
            Ok(period) => Box::new(Counted(report::Tally::new(period))),
            Err(_) => Box::new(Nothing),
        }
    }
}

impl Report for Counted {
    fn add(&mut self, _: u64, entry: &Entry) {
        if !self.0.is_over() {
            self.0.add(entry);
        }
    }

    fn entries(&self) -> Option<Range<u64>> {
        let report = self.0.report();
        self.0.is_over().then_some(report.from..report.to)
    }

    fn csv(&self) -> Vec<u8> {
        self.0.report().csv()
    }
}

/// What has no period is never over.
struct Nothing;

impl Report for Nothing {
    fn add(&mut self, _: u64, _: &Entry) {}

    fn entries(&self) -> Option<Range<u64>> {
        None
    }

    fn csv(&self) -> Vec<u8> {
        Vec::new()
    }
}

/// A published report, and the same anew.
pub struct Published {
    pub claim: Claim,
    period: String,
    note: Note,
    /// SHA-256 of what is published.
    csv: Hash,
    report: Box<dyn Report>,
}

/// Reads the reports that a log has published.
pub fn begin(log: &dyn Fetch, questions: &Questions<'_>, faults: &mut Faults) -> Result<Vec<Published>, FetchError> {
    let Some(reports) = questions.reports else { return Ok(Vec::new()) };
    let periods = match log.list("reports")? {
        Some(names) => named(names, faults),
        None => possible(log, questions.now)?,
    };
    let mut published = Vec::new();
    for period in periods {
        let csv = log.get(&format!("reports/{period}.csv"), CSV_AT_MOST)?;
        let note = log.get(&format!("reports/{period}.note"), NOTE_AT_MOST)?;
        let (csv, note) = match (csv, note) {
            (Some(csv), Some(note)) => (csv, note),
            (None, None) => continue,
            _ => {
                faults.of_log(format!("the report {period} has no note, or the note no report"));
                continue;
            }
        };
        let read = Note::parse(&note).map_err(|fault| fault.to_string());
        match read.and_then(|note| Ok((reports.claim(&period, note.text())?, note))) {
            Ok((claim, note)) => {
                let (csv, report) = (Sha256::digest(&csv).into(), reports.begin(&period, &claim));
                published.push(Published { claim, period, note, csv, report });
            }
            Err(why) => faults.of_log(format!("the note of the report {period} cannot be read: {why}")),
        }
    }
    Ok(published)
}

/// The periods that files are named by.
fn named(names: Vec<String>, faults: &mut Faults) -> Vec<String> {
    let mut periods = BTreeSet::new();
    for name in names {
        let Some(period) = name.strip_suffix(".csv").or(name.strip_suffix(".note")) else { continue };
        if is_period(period) && (periods.len() < REPORTS_AT_MOST || periods.contains(period)) {
            periods.insert(period.to_owned());
        } else {
            faults.of_log(format!("reports/{name} is no report of a year, a quarter or a month"));
        }
    }
    periods.into_iter().collect()
}

/// `2026`, `2026-Q4` or `2026-11`.
fn is_period(text: &str) -> bool {
    let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
    let is_part =
        |part: &str| matches!(part, "Q1" | "Q2" | "Q3" | "Q4") || (1..=12).any(|month| part == format!("{month:02}"));
    year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && part.is_none_or(is_part)
}

/// Where nobody can list them: every year, quarter and month since the first entry.
fn possible(log: &dyn Fetch, now: Minute) -> Result<Vec<String>, FetchError> {
    let first = Tile { level: Level::Entries, index: 0, width: 1 };
    let bytes = match log.get(&first.full().to_string(), ledger::tiles::BUNDLE_AT_MOST)? {
        Some(bytes) => Some(bytes),
        None => log.get(&first.to_string(), ledger::tiles::BUNDLE_AT_MOST)?,
    };
    let Some(start) = bytes.as_deref().and_then(first_time) else { return Ok(Vec::new()) };
    let ((from, _, _), (to, _, _)) = (start.day().date(), now.day().date());
    let of_year = |year: i64| {
        let quarters = (1..=4).map(move |quarter| format!("{year}-Q{quarter}"));
        let months = (1..=12).map(move |month| format!("{year}-{month:02}"));
        std::iter::once(year.to_string()).chain(quarters).chain(months)
    };
    Ok((from..=to.min(from.saturating_add(100))).flat_map(of_year).collect())
}

fn first_time(bundle: &[u8]) -> Option<Minute> {
    let (length, rest) = bundle.split_first_chunk::<2>()?;
    Some(Entry::parse(rest.get(..usize::from(u16::from_be_bytes(*length)))?).ok()?.time)
}

impl Published {
    pub fn add(&mut self, index: u64, entry: &Entry) {
        self.report.add(index, entry);
    }

    /// Is it signed by this log, about these entries, and to the byte what they give?
    pub fn verify(self, head: &Head, keys: &[(u64, VerifierKey)], rebuilt: &Rebuilt, faults: &mut Faults) {
        let Self { claim, period, note, csv, report } = self;
        let mut fault = |what: String| faults.of_log(format!("the report {period} {what}"));
        let keys: Vec<VerifierKey> = keys.iter().map(|(_, key)| key.clone()).collect();
        if let Err(why) = note.verify(&keys) {
            fault(format!("is not signed by the log: {why}"));
        }
        if claim.origin != head.checkpoint.origin || claim.from > claim.to {
            fault("is about another log, or about no entries that there can be".to_owned());
        }
        if rebuilt.root_at(claim.to) != Some(&claim.root) {
            fault("is about entries that are not those of the log".to_owned());
        }
        if csv != claim.csv {
            fault("is not the one that its note was signed for".to_owned());
        }
        match report.entries() {
            None => fault("is published, and no entry is later than its period".to_owned()),
            Some(entries) if entries != (claim.from..claim.to) => fault(format!(
                "is about the entries {} to {}, and those of its period are {} to {}",
                claim.from, claim.to, entries.start, entries.end
            )),
            Some(_) => {}
        }
        let again: Hash = Sha256::digest(report.csv()).into();
        if again != csv {
            fault(format!("is not what the entries {} to {} give", claim.from, claim.to));
        }
    }
}
