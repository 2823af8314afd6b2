//! What could not be read, was read otherwise, or was left aside.

use std::ops::ControlFlow;

use crate::Part;

/// Faults of one export that are told; of further ones only the number.
pub const MOST_FAULTS: usize = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The export is broken here.
    Unreadable,
    /// It was brought over, but not as it was.
    Changed,
    /// It was not brought over, since it has no place here.
    LeftAside,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// A post's headline, a file's name, `line 12`, or `the export`.
    pub place: String,
    /// A sentence: what it is, and what to do where something can be done.
    pub words: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.words)
    }
}

/// How reading an export went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub faults: Vec<Fault>,
    /// Faults beyond [`MOST_FAULTS`].
    pub more_faults: u64,
    /// The receiver wanted no more before the end came.
    pub stopped: bool,
}

/// Receives parts; breaks when it wants no more.
pub type Take<'t> = dyn FnMut(Part) -> ControlFlow<()> + 't;

impl Summary {
    pub(crate) fn fault(&mut self, kind: FaultKind, place: &str, words: impl Into<String>) {
        if self.faults.len() >= MOST_FAULTS {
            self.more_faults += 1;
            return;
        }
        let place = crate::words::cut(place, 200).to_owned();
        self.faults.push(Fault { kind, place, words: words.into() });
    }

    pub(crate) fn unreadable(&mut self, place: &str, words: impl Into<String>) {
        self.fault(FaultKind::Unreadable, place, words);
    }

    pub(crate) fn changed(&mut self, place: &str, words: impl Into<String>) {
        self.fault(FaultKind::Changed, place, words);
    }

    pub(crate) fn left_aside(&mut self, place: &str, words: impl Into<String>) {
        self.fault(FaultKind::LeftAside, place, words);
    }
}
