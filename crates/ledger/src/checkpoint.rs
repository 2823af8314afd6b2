//! How long is the list, and which hash stands for it?
//!
//! C2SP `tlog-checkpoint`: the text of a note that says origin, size and root. A *head* is a checkpoint that is signed.

use std::fmt;

use crate::{Fault, Hash, Note, SigningKey, VerifierKey, decimal, hash_from_base64, to_base64};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    pub size: u64,
    pub root: Hash,
    /// Lines that somebody added, none empty. We write none.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    #[must_use]
    pub fn new(origin: &str, size: u64, root: Hash) -> Self {
        Self { origin: origin.to_owned(), size, root, extensions: Vec::new() }
    }

    /// Reads the text of a note.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let fault = |why: &str| Fault::malformed("checkpoint", why);
        let lines = text.strip_suffix('\n').ok_or_else(|| fault("its text does not end with a newline"))?;
        let mut lines = lines.split('\n').map(str::to_owned);
        let origin = lines.next().filter(|line| !line.is_empty()).ok_or_else(|| fault("it has no origin"))?;
        let size = lines.next().and_then(|line| decimal(&line)).ok_or_else(|| fault("its second line is no size"))?;
        let root =
            lines.next().and_then(|line| hash_from_base64(&line)).ok_or_else(|| fault("its third line is no hash"))?;
        let extensions: Vec<String> = lines.collect();
        if extensions.iter().any(String::is_empty) {
            return Err(fault("it has an empty line"));
        }
        Ok(Self { origin, size, root, extensions })
    }

    /// What a note says that this log signed.
    pub fn verified(note: &Note, log: &VerifierKey) -> Result<Self, Fault> {
        note.verify(std::slice::from_ref(log))?;
        let head = Self::parse(note.text())?;
        match head.origin == log.name() {
            true => Ok(head),
            false => Err(Fault::OtherLog { found: head.origin, wanted: log.name().to_owned() }),
        }
    }

    /// The head of this checkpoint.
    pub fn signed(&self, key: &SigningKey) -> Result<Note, Fault> {
        let text = self.to_string();
        let signature = key.sign(&text);
        Note::new(text, signature)
    }
}

/// The text of the note.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, to_base64(&self.root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
