//! May a witness cosign this head?
//!
//! C2SP `tlog-witness`, `add-checkpoint`: `old <size>`, the proof that the log grew from there, a blank line, and the head. Every rule
//! is here; that a witness remembers what it cosigned, and judges one head of a log after the other, is not.

use std::fmt;

use crate::note::{KeyKind, Signature};
use crate::tree::{empty_root, verify_consistency};
use crate::{Checkpoint, Fault, Hash, Note, VerifierKey, decimal, hash_from_base64, to_base64};

/// Longer ones are not read. The head may have 64 signatures of a few kilobytes.
pub const BYTES_AT_MOST: usize = 256 << 10;
pub const PROOF_LINES_AT_MOST: usize = 63;

/// A head on its way to a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Entries of the log when the witness saw it last; 0 if it never did.
    pub old: u64,
    pub proof: Vec<Hash>,
    pub head: Note,
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("{0}")]
    Malformed(Fault),
    #[error("the old size {old} is more than the {size} entries of the checkpoint")]
    Backwards { old: u64, size: u64 },
    #[error("no log {0:?} is known here")]
    UnknownLog(String),
    #[error("{0}")]
    Unsigned(Fault),
    /// What is said is what was cosigned last: a number, and nothing else.
    #[error("{0}")]
    OtherSize(u64),
    #[error("{0}")]
    Unproven(Fault),
}

impl Refusal {
    /// As HTTP says it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::Backwards { .. } => 400,
            Self::Unsigned(_) => 403,
            Self::UnknownLog(_) => 404,
            Self::OtherSize(_) => 409,
            Self::Unproven(_) => 422,
        }
    }
}

/// A head that one of the keys of its log signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub checkpoint: Checkpoint,
    /// The signatures of the log that were verified.
    pub signatures: Vec<Signature>,
}

impl Submission {
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let fault = |why: &str| Fault::malformed("request to a witness", why);
        if bytes.len() > BYTES_AT_MOST {
            return Err(fault("it is longer than 256 KiB"));
        }
        let text = str::from_utf8(bytes).map_err(|_| fault("it is not UTF-8"))?;
        let (lines, head) = text.split_once("\n\n").ok_or_else(|| fault("no blank line parts proof and checkpoint"))?;
        let mut lines = lines.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(decimal);
        let old = old.ok_or_else(|| fault("its first line is not old <size>"))?;
        if lines.clone().nth(PROOF_LINES_AT_MOST).is_some() {
            return Err(fault("its proof has more than 63 lines"));
        }
        let proof: Option<Vec<Hash>> = lines.map(hash_from_base64).collect();
        let proof = proof.ok_or_else(|| fault("one of its lines is not a hash in base 64"))?;
        Ok(Self { old, proof, head: Note::parse(head.as_bytes())? })
    }

    /// Is it from one of these logs, and well put? A log may have several keys, which all bear its name.
    pub fn signed(&self, logs: &[VerifierKey]) -> Result<Signed, Refusal> {
        let checkpoint = Checkpoint::parse(self.head.text()).map_err(Refusal::Malformed)?;
        let keys: Vec<VerifierKey> =
            logs.iter().filter(|key| key.name() == checkpoint.origin && key.kind() == KeyKind::Text).cloned().collect();
        if keys.is_empty() {
            return Err(Refusal::UnknownLog(checkpoint.origin));
        }
        self.head.verify(&keys).map_err(Refusal::Unsigned)?;
        let (old, size) = (self.old, checkpoint.size);
        if old > size {
            return Err(Refusal::Backwards { old, size });
        }
        let is_of_log = |signature: &&Signature| {
            Note::new(self.head.text(), (*signature).clone()).is_ok_and(|alone| alone.verify(&keys).is_ok())
        };
        let signatures = self.head.signatures().iter().filter(is_of_log).cloned().collect();
        Ok(Signed { checkpoint, signatures })
    }

    /// Did this log only grow since the witness cosigned it last? Nothing else may happen to `latest` until the answer is kept.
    pub fn follows(&self, checkpoint: &Checkpoint, latest: Option<&Checkpoint>) -> Result<(), Refusal> {
        let known = latest.map_or(0, |latest| latest.size);
        if self.old != known {
            return Err(Refusal::OtherSize(known));
        }
        let unproven = |why| Err(Refusal::Unproven(Fault::Unproven(why)));
        if checkpoint.size == 0 && checkpoint.root != empty_root() {
            return unproven("a log without entries has another root");
        }
        match latest.filter(|latest| latest.size > 0) {
            Some(old) => {
                let Checkpoint { size, root, .. } = checkpoint;
                verify_consistency(old.size, &old.root, *size, root, &self.proof).map_err(Refusal::Unproven)
            }
            None if !self.proof.is_empty() => unproven("nothing is to be proven of an empty tree"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", to_base64(hash)))?;
        write!(f, "\n{}", self.head)
    }
}
