//! Which line is wrong, and how?

use std::fmt;

/// Why bytes are no entry: in which line (from 1; 0 for all of it), and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFault {
    pub line: usize,
    pub why: String,
}

impl EntryFault {
    pub(super) fn new(line: usize, why: impl Into<String>) -> Self {
        Self { line, why: why.into() }
    }
}

impl fmt::Display for EntryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "this is no entry: {}", self.why),
            line => write!(f, "line {line} of the entry is wrong: {}", self.why),
        }
    }
}

impl std::error::Error for EntryFault {}

/// The lines of an entry that are still to be read.
pub(super) struct Lines<'a> {
    rest: &'a str,
    number: usize,
}

impl<'a> Lines<'a> {
    pub fn new(bytes: &'a [u8]) -> Result<Self, EntryFault> {
        let rest = str::from_utf8(bytes).map_err(|_| EntryFault::new(0, "it is not UTF-8"))?;
        if !rest.is_empty() && !rest.ends_with('\n') {
            return Err(EntryFault::new(0, "its last line does not end with a newline"));
        }
        Ok(Self { rest, number: 0 })
    }

    /// Does the next line have this key?
    pub fn next_is(&self, key: &str) -> bool {
        self.rest.strip_prefix(key).is_some_and(|rest| rest.starts_with(' '))
    }

    /// The value of the next line, whose key this must be.
    pub fn value(&mut self, key: &str) -> Result<&'a str, EntryFault> {
        self.number += 1;
        let Some((line, rest)) = self.rest.split_once('\n') else {
            return Err(self.fault(format!("`{key}` was expected, and the entry ends")));
        };
        let Some(value) = line.strip_prefix(key).and_then(|value| value.strip_prefix(' ')) else {
            let shown: String = line.chars().take(40).collect();
            return Err(self.fault(format!("`{key}` was expected, and not {shown:?}")));
        };
        self.rest = rest;
        Ok(value)
    }

    /// A fault of the line that was read last.
    pub fn fault(&self, why: impl Into<String>) -> EntryFault {
        EntryFault::new(self.number, why)
    }

    pub fn end(&self) -> Result<(), EntryFault> {
        if self.rest.is_empty() { Ok(()) } else { Err(EntryFault::new(self.number + 1, "nothing was expected here")) }
    }
}

/// What one line says after its key.
pub(super) trait Value: Sized {
    /// Reads it, or says what should stand there.
    fn parse(text: &str) -> Result<Self, String>;
    fn format(&self, out: &mut String);
}

/// What one line or several say.
pub(super) trait Part: Sized {
    fn read(lines: &mut Lines<'_>, key: &'static str) -> Result<Self, EntryFault>;
    fn write(&self, key: &'static str, out: &mut String);
}

impl<T: Value> Part for T {
    fn read(lines: &mut Lines<'_>, key: &'static str) -> Result<Self, EntryFault> {
        let text = lines.value(key)?;
        T::parse(text).map_err(|wanted| {
            let shown: String = text.chars().take(40).collect();
            lines.fault(format!("`{key}` wants {wanted}, and {shown:?} is none"))
        })
    }

    fn write(&self, key: &'static str, out: &mut String) {
        out.push_str(key);
        out.push(' ');
        self.format(out);
        out.push('\n');
    }
}
