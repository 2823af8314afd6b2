//! Did a log only grow since somebody else saw it last?
//!
//! C2SP `tlog-witness`, both sides: a [`Witness`] cosigns heads of logs that it knows, and remembers the last of each; a [`Circle`] has
//! the witnesses of a log asked. HTTP is not here: bytes come and go.

mod circle;
mod client;
mod memory;

use std::path::PathBuf;
use std::sync::Arc;

use ledger::note::KeyKind;
use ledger::submission::{Refusal, Submission};
use ledger::{Fault, Note, SigningKey, VerifierKey};

pub use circle::Circle;
pub use client::{ANSWER_AT_MOST, Member, Post, Posted, Refused, submit};
use memory::Memory;

use crate::Error;
use crate::disk::Disk;

/// How a witness is opened.
pub struct Opening {
    /// What it remembers of each log.
    pub memory: PathBuf,
    /// The folder that nobody else may read.
    pub keys: PathBuf,
    /// The name of its key, best a host and a path.
    pub name: String,
    /// The keys of the logs that it knows, each bearing the name of its log. A log may have several.
    pub logs: Vec<VerifierKey>,
    /// Of its own key, where there is none yet; otherwise chance has it.
    pub seed: Option<[u8; 32]>,
    pub disk: Disk,
}

impl Opening {
    #[must_use]
    pub fn new(memory: impl Into<PathBuf>, keys: impl Into<PathBuf>, name: &str, logs: Vec<VerifierKey>) -> Self {
        let (memory, keys, name) = (memory.into(), keys.into(), name.to_owned());
        Self { memory, keys, name, logs, seed: None, disk: Disk::default() }
    }
}

/// What goes back to whoever asked, as HTTP has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    pub body: Vec<u8>,
}

const TEXT: &str = "text/plain; charset=utf-8";
const SIZE: &str = "text/x.tlog.size";

impl Answer {
    fn refused(refusal: &Refusal) -> Self {
        let content_type = if matches!(refusal, Refusal::OtherSize(_)) { SIZE } else { TEXT };
        Self { status: refusal.status(), content_type, body: format!("{refusal}\n").into_bytes() }
    }

    fn text(body: String) -> Self {
        Self { status: 200, content_type: TEXT, body: body.into_bytes() }
    }
}

/// A witness. Several threads and processes may ask it at once. What it does waits for the disk.
#[derive(Clone)]
pub struct Witness(Arc<Inner>);

struct Inner {
    key: SigningKey,
    logs: Vec<VerifierKey>,
    memory: Memory,
}

impl Witness {
    /// Opens it, and makes its key where there is none. Refuses where it remembers logs and its key is gone.
    pub fn open(opening: Opening) -> Result<Self, Error> {
        let Opening { memory, keys, name, logs, seed, disk } = opening;
        if let Some(other) = logs.iter().find(|key| key.kind() != KeyKind::Text) {
            let why = format!("{other} does not sign heads, which a key of type 01 does");
            return Err(Fault::Malformed { what: "key of a log", why }.into());
        }
        let memory = Memory { folder: memory, disk, settled: Default::default() };
        let key = memory.key(&keys, &name, seed)?;
        Ok(Self(Arc::new(Inner { key, logs, memory })))
    }

    /// What others verify its cosignatures with.
    #[must_use]
    pub fn vkey(&self) -> VerifierKey {
        self.0.key.verifier(KeyKind::Cosignature)
    }

    /// Answers `POST <submission prefix>/add-checkpoint` at `now` (seconds since 1970). An error is the disk's, and no answer.
    pub fn add_checkpoint(&self, request: &[u8], now: u64) -> Result<Answer, Error> {
        match self.cosigned(request, now)? {
            Ok(signature) => Ok(Answer::text(signature)),
            Err(refusal) => Ok(Answer::refused(&refusal)),
        }
    }

    fn cosigned(&self, request: &[u8], now: u64) -> Result<Result<String, Refusal>, Error> {
        let Inner { key, logs, memory } = &*self.0;
        let submission = Submission::parse(request).map_err(Refusal::Malformed);
        let read = submission.and_then(|submission| Ok((submission.signed(logs)?, submission)));
        let (signed, submission) = match read {
            Ok(read) => read,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if now == 0 {
            // A cosignature without a time says nothing of when.
            return Err(Error::NoTime);
        }
        let origin = &signed.checkpoint.origin;
        // From here on until the new head is kept, nobody else judges one of this log.
        let mut locked = memory.lock(origin)?;
        if let Err(refusal) = submission.follows(&signed.checkpoint, locked.latest()?.as_ref()) {
            if matches!(refusal, Refusal::Unproven(_)) {
                tracing::warn!(origin, %refusal, head = %submission.head, "a log asked to have a head cosigned that does not follow from what it had before");
            }
            return Ok(Err(refusal));
        }
        let signature = key.cosign(submission.head.text(), now);
        let mut head = Note::new(submission.head.text(), signature.clone())?;
        signed.signatures.into_iter().for_each(|signature| head.add(signature));
        locked.keep(&head)?;
        Ok(Ok(signature.to_string()))
    }

    /// Answers `GET <monitoring prefix>/<origin hash>/checkpoint`: the last head of a log that was cosigned.
    pub fn checkpoint(&self, origin_hash: &str) -> Result<Answer, Error> {
        let Inner { logs, memory, .. } = &*self.0;
        let none =
            Answer { status: 404, content_type: TEXT, body: b"no checkpoint of this log was cosigned here\n".to_vec() };
        match logs.iter().find(|log| memory::hash(log.name()) == origin_hash) {
            Some(log) => Ok(memory.head(log.name())?.map_or(none, |head| Answer::text(head.to_string()))),
            None => Ok(none),
        }
    }
}
