//! What happened in a month, a quarter or a year, in numbers that anybody can compute again?
//!
//! A report is a pure function of a log's entries: [`recompute`] gives its bytes and the text that is signed for it, and whoever has
//! the entries gets the same (`docs/reports.md`). Whoever replays a log anyway drives a [`Tally`] for each report along.

mod beats;
mod csv;
mod decisions;
pub mod dsa;
mod period;
mod requests;
mod statement;
mod table;
mod tally;

pub use period::Period;
pub use statement::Statement;
pub use table::{Figure, Measure, Table};
pub use tally::Tally;

use crate::tree::{Frontier, Hash, leaf_hash};
use crate::{Entry, Fault, Note, SigningKey};

/// The tables of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub period: Period,
    /// The first entry that is in it.
    pub from: u64,
    /// The first that is not any more.
    pub to: u64,
    pub tables: Vec<Table>,
}

impl Report {
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The bytes that are published.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        csv::report(self)
    }

    /// With the name of its log and the root over its first `to` entries: what is to be signed, and the bytes that it is about.
    #[must_use]
    pub fn publication(&self, origin: &str, root: Hash) -> Publication {
        let csv = self.csv();
        let Self { period, from, to, .. } = *self;
        let statement = Statement { origin: origin.to_owned(), period, from, to, root, csv: Statement::hash(&csv) };
        Publication { csv, statement }
    }
}

/// A report as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub csv: Vec<u8>,
    pub statement: Statement,
}

impl Publication {
    /// The note beside the CSV.
    pub fn signed(&self, key: &SigningKey) -> Result<Note, Fault> {
        let text = self.statement.to_string();
        let signature = key.sign(&text);
        Note::new(text, signature)
    }

    /// Are a published CSV and the text of its note these, to the byte? Otherwise, where they first differ.
    pub fn check(&self, csv: &[u8], text: &str) -> Result<(), Fault> {
        let differ = |what, published: &[u8], entries: &[u8]| match published == entries {
            true => Ok(()),
            false => Err(Fault::malformed("report of this log", difference(what, published, entries))),
        };
        differ("note", text.as_bytes(), self.statement.to_string().as_bytes())?;
        differ("CSV", csv, &self.csv)
    }
}

/// The first line in which these differ, as a sentence.
fn difference(what: &str, published: &[u8], entries: &[u8]) -> String {
    let lines = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (published, entries) = (lines(published), lines(entries));
    let same = published.iter().zip(&entries).take_while(|(a, b)| a == b).count();
    let shown = |line: Option<&Vec<u8>>| match line {
        Some(line) => format!("{:?}", String::from_utf8_lossy(line).chars().take(120).collect::<String>()),
        None => "nothing".to_owned(),
    };
    let (published, entries) = (shown(published.get(same)), shown(entries.get(same)));
    format!("line {} of its {what} says {published}, and the entries give {entries}", same + 1)
}

/// Computes the report of a period from a log's entries, from the first on; those after the period need not be there, but one.
pub fn recompute<'a>(
    origin: &str,
    period: Period,
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Publication, Fault> {
    let (mut tally, mut frontier) = (Tally::new(period), Frontier::default());
    for (index, bytes) in entries.into_iter().enumerate() {
        let entry = Entry::parse(bytes);
        let entry = entry.map_err(|fault| Fault::malformed("log", format!("entry {index}: {fault}")))?;
        tally.add(&entry);
        if tally.is_over() {
            return Ok(tally.report().publication(origin, frontier.root()));
        }
        frontier.push(leaf_hash(bytes));
    }
    Err(Fault::Unproven("the period is not over: the log has no entry that is later"))
}
