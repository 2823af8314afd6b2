//! Whom is an entry about, and how many of each were there?

use super::kinds::Kind;
use super::lines::{EntryFault, Lines, Part};
use crate::Hash;

/// Readers, named so that only each of them knows (see [`crate::subject`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subjects {
    One {
        nonce: [u8; 16],
        subject: Hash,
    },
    /// Two or more, whose tags stand in the side file of this root.
    Many {
        nonce: [u8; 16],
        count: u64,
        root: Hash,
    },
}

impl Subjects {
    #[must_use]
    pub fn nonce(&self) -> &[u8; 16] {
        match self {
            Self::One { nonce, .. } | Self::Many { nonce, .. } => nonce,
        }
    }
}

impl Part for Subjects {
    fn read(lines: &mut Lines<'_>, _: &'static str) -> Result<Self, EntryFault> {
        let nonce = Part::read(lines, "nonce")?;
        if !lines.next_is("subjects") {
            return Ok(Self::One { nonce, subject: Part::read(lines, "subject")? });
        }
        let count = u64::read(lines, "subjects")?;
        if count < 2 {
            return Err(lines.fault("`subjects` counts two or more; one reader is a `subject`"));
        }
        Ok(Self::Many { nonce, count, root: Part::read(lines, "root")? })
    }

    fn write(&self, _: &'static str, out: &mut String) {
        self.nonce().write("nonce", out);
        match self {
            Self::One { subject, .. } => subject.write("subject", out),
            Self::Many { count, root, .. } => {
                count.write("subjects", out);
                root.write("root", out);
            }
        }
    }
}

/// Nobody is `subjects 0`.
impl Part for Option<Subjects> {
    fn read(lines: &mut Lines<'_>, key: &'static str) -> Result<Self, EntryFault> {
        if !lines.next_is("subjects") {
            return Subjects::read(lines, key).map(Some);
        }
        match lines.value("subjects")? {
            "0" => Ok(None),
            _ => Err(lines.fault("without a nonce, `subjects` is 0")),
        }
    }

    fn write(&self, key: &'static str, out: &mut String) {
        match self {
            Some(subjects) => subjects.write(key, out),
            None => 0_u64.write("subjects", out),
        }
    }
}

/// What a beat counts, since the log's first entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries of each kind but beats, in the order of [`Kind::COUNTED`].
    pub entries: [u64; Kind::COUNTED.len()],
    /// Timelines that were ranked.
    pub timelines: u64,
    /// Digests that were sent.
    pub digests: u64,
    /// Times that a reader's own session opened her data.
    pub unlocks: u64,
    /// Uses of keys that readers deposited.
    pub deposits: u64,
}

impl Counts {
    /// Counts an entry of this kind.
    pub fn add(&mut self, kind: Kind) {
        if let Some(count) = self.entries.get_mut(kind as usize) {
            *count += 1;
        }
    }

    /// Entries of this kind; beats are not counted.
    #[must_use]
    pub fn of(&self, kind: Kind) -> u64 {
        self.entries.get(kind as usize).copied().unwrap_or(0)
    }
}

impl Part for Counts {
    fn read(lines: &mut Lines<'_>, _: &'static str) -> Result<Self, EntryFault> {
        let mut counts = Self::default();
        for (kind, count) in Kind::COUNTED.iter().zip(&mut counts.entries) {
            *count = Part::read(lines, kind.word())?;
        }
        counts.timelines = Part::read(lines, "timelines")?;
        counts.digests = Part::read(lines, "digests")?;
        counts.unlocks = Part::read(lines, "unlocks")?;
        counts.deposits = Part::read(lines, "deposits")?;
        Ok(counts)
    }

    fn write(&self, _: &'static str, out: &mut String) {
        for (kind, count) in Kind::COUNTED.iter().zip(&self.entries) {
            count.write(kind.word(), out);
        }
        self.timelines.write("timelines", out);
        self.digests.write("digests", out);
        self.unlocks.write("unlocks", out);
        self.deposits.write("deposits", out);
    }
}
