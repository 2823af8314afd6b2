//! Who else saw this head?

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use ledger::note::{KeyKind, Signature};
use ledger::tree::Hash;
use ledger::{Note, VerifierKey};

use super::files::{Files, Head};
use super::writer::Command;
use crate::Error;

/// Whoever can ask the witnesses of a log. How, the log does not care.
pub trait Witnesses: Send + Sync {
    /// Whose cosignatures are taken.
    fn keys(&self) -> &[VerifierKey];

    /// How long a head waits for them. What comes later is added to it if it is still the newest.
    fn patience(&self) -> Duration;

    /// Asks all of them, without waiting here. The head goes on when every clone of what was asked is dropped.
    fn ask(&self, asked: Asked);
}

/// A head that wants cosignatures, before it is published.
#[derive(Clone)]
pub struct Asked {
    pub head: Head,
    files: Files,
    answers: Arc<Answers>,
}

struct Answers {
    text: String,
    commands: Sender<Command>,
}

impl Asked {
    pub(super) fn new(head: Head, files: Files, commands: Sender<Command>) -> Self {
        let text = head.note.text().to_owned();
        Self { head, files, answers: Arc::new(Answers { text, commands }) }
    }

    /// The proof that this head grew from one of `old` entries, as a witness wants it.
    pub fn consistency(&self, old: u64) -> Result<Vec<Hash>, Error> {
        self.files.consistency(old, self.head.checkpoint.size)
    }

    /// Hands over what a witness answered; whether it is any good is seen there.
    pub fn answer(&self, signature: Signature) {
        let text = self.answers.text.clone();
        let _ = self.answers.commands.send(Command::Cosigned { text, signature });
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        let _ = self.commands.send(Command::NobodyLeft { text: std::mem::take(&mut self.text) });
    }
}

/// Adds a cosignature to a head if one of these witnesses made it, and had not yet.
pub fn add(keys: &[VerifierKey], note: &mut Note, signature: Signature) -> bool {
    let has = note.signatures().iter().any(|there| there.name == signature.name && there.id == signature.id);
    let alone = Note::new(note.text(), signature.clone());
    let known: Vec<VerifierKey> = keys.iter().filter(|key| key.kind() == KeyKind::Cosignature).cloned().collect();
    match alone.and_then(|alone| alone.verify(&known)) {
        Ok(_) if !has => {
            note.add(signature);
            true
        }
        Ok(_) => false,
        Err(fault) => {
            tracing::warn!(witness = signature.name, %fault, "a witness answered with what is no cosignature of the head");
            false
        }
    }
}
