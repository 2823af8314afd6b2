//! What does a report say that it is about, and who vouches for it?
//!
//! The text of a signed note. It cannot be taken for a checkpoint, which the same key signs: the second line of one is a number.

use std::fmt;

use sha2::{Digest, Sha256};

use super::Period;
use crate::entry::{from_hex, to_hex};
use crate::{Fault, Hash, decimal, hash_from_base64, to_base64};

const FIRST_LINE: &str = "caulbart/report/v1";

/// Which entries of which log a report is about, and which bytes it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub origin: String,
    pub period: Period,
    /// The first entry that is in it.
    pub from: u64,
    /// The first that is not any more.
    pub to: u64,
    /// Of the log with `to` entries.
    pub root: Hash,
    /// SHA-256 of the CSV.
    pub csv: Hash,
}

impl Statement {
    #[must_use]
    pub fn hash(csv: &[u8]) -> Hash {
        Sha256::digest(csv).into()
    }

    /// Reads the text of a note.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let fault = |why: String| Fault::malformed("statement about a report", why);
        let lines = text.strip_suffix('\n').ok_or_else(|| fault("its text does not end with a newline".to_owned()))?;
        let mut lines = lines.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err(fault(format!("its first line is not {FIRST_LINE}")));
        }
        let mut value = |key: &'static str| {
            let value = lines.next().and_then(|line| line.strip_prefix(key)?.strip_prefix(' '));
            value.ok_or_else(|| fault(format!("it has no line {key} where it should")))
        };
        let (origin, period) = (value("origin")?.to_owned(), Period::parse(value("period")?)?);
        let (from, to) = (decimal(value("from")?), decimal(value("to")?));
        let (root, csv) = (hash_from_base64(value("root")?), from_hex(value("csv")?));
        if lines.next().is_some() || origin.is_empty() {
            return Err(fault("it has a line too many, or no origin".to_owned()));
        }
        match (from, to, root, csv) {
            (Some(from), Some(to), Some(root), Some(csv)) if from <= to => {
                Ok(Self { origin, period, from, to, root, csv })
            }
            _ => Err(fault("one of its numbers or hashes is none".to_owned())),
        }
    }
}

/// The text of the note.
impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, period, from, to, root, csv } = self;
        writeln!(f, "{FIRST_LINE}\norigin {origin}\nperiod {period}\nfrom {from}\nto {to}")?;
        writeln!(f, "root {}\ncsv {}", to_base64(root), to_hex(csv))
    }
}
