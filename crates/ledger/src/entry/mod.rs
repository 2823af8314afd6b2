//! What does an entry of the log say?
//!
//! Lines `key value`, in an order that each kind fixes (`docs/ledger.md`). What is read is written again to the byte, and what is
//! not in the grammar is no entry: whoever hashes, signs and judges sees the same.

mod kinds;
mod lines;
mod minute;
mod places;
mod subjects;
mod values;
mod words;

pub use kinds::{Access, Beat, Body, Decision, Erase, Kind, Outcome, Policy, Release, Request, Sealed, Transfer};
pub use lines::EntryFault;
pub(crate) use minute::days;
pub use minute::{Day, Minute};
pub use places::{Allow, Allowed, Countries, Country, Where};
pub use subjects::{Counts, Subjects};
pub use values::{COUNT_AT_MOST, Name, Reference, Source, Types, Word, from_hex, to_hex};
pub use words::{
    Action, Automated, Erased, Field, Fields, Ground, Notice, Object, Purpose, RequestType, Role, Settled, State,
};

use lines::{Lines, Part};

/// A longer entry is none: a bundle has two bytes for its length.
pub const BYTES_AT_MOST: usize = u16::MAX as usize;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub time: Minute,
    pub body: Body,
}

impl Entry {
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryFault> {
        if bytes.len() > BYTES_AT_MOST {
            return Err(EntryFault::new(0, format!("{} bytes are more than {BYTES_AT_MOST}", bytes.len())));
        }
        let mut lines = Lines::new(bytes)?;
        let kind = Kind::read(&mut lines, "kind")?;
        let time = Minute::read(&mut lines, "time")?;
        let body = Body::read(&mut lines, kind)?;
        lines.end()?;
        Ok(Self { time, body })
    }

    /// The entry's bytes, where its parts are what their grammar and the limits on them allow.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EntryFault> {
        let mut text = String::with_capacity(512);
        self.kind().write("kind", &mut text);
        self.time.write("time", &mut text);
        self.body.write(&mut text);
        let bytes = text.into_bytes();
        match Self::parse(&bytes)? == *self {
            true => Ok(bytes),
            false => Err(EntryFault::new(0, "it would be read as something else than what was written")),
        }
    }

    /// What waits to be written: the entry without its time.
    #[must_use]
    pub fn untimed(body: &Body) -> String {
        format!("kind {}\n{body}", body.kind())
    }

    /// The same with the time at which it is written.
    pub fn timed(untimed: &str, time: Minute) -> Result<Self, EntryFault> {
        let (kind, body) = untimed.split_once('\n').unwrap_or((untimed, ""));
        let mut line = String::new();
        time.write("time", &mut line);
        Self::parse(format!("{kind}\n{line}{body}").as_bytes())
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        self.body.kind()
    }
}
