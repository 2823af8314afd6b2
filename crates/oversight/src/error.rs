//! What can go wrong with the ledger, whose fault it is, and what to do.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::{EntryFault, Fault};
use model::Blame;

/// It can be given to everybody who waits for the same thing, so it can be cloned.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    #[error("the ledger's file {path} cannot be used: {cause}")]
    Disk { path: PathBuf, cause: Arc<io::Error> },
    #[error("the ledger in {folder} does not fit together: {why}")]
    Torn { folder: PathBuf, why: String },
    #[error("the witness's folder {folder} cannot be used: {why}")]
    Forgotten { folder: PathBuf, why: String },
    #[error("the clock says that it is 1970, and a witness does not cosign without a time")]
    NoTime,
    #[error("the ledger is closed for writing since this went wrong: {0}")]
    Broken(Arc<Error>),
    #[error("what should be written is no entry: {0}")]
    Entry(#[from] EntryFault),
    #[error("{0}")]
    Fault(#[from] Fault),
    #[error(
        "this release names a key that is not here; it may name the one that signs, or, as the last entry that is \
         written at once, the one that was prepared to follow it"
    )]
    UnknownKey,
    #[error("the ledger has no entry {index}, it ends before {size}")]
    NoEntry { index: u64, size: u64 },
    #[error("the ledger has only {size} entries and cannot be shown to have grown from {old}")]
    NoSize { old: u64, size: u64 },
    #[error("the system gave no random bytes for a key: {0}")]
    NoChance(String),
    #[error(transparent)]
    Vault(#[from] vault::Error),
    #[error("the clock says {now}, and the ledger's last entry is from {last}")]
    ClockBack { now: String, last: String },
    #[error("{0}")]
    Refused(String),
    #[error("the ledger is not written any more")]
    Closed,
}

impl Error {
    pub fn blame(&self) -> Blame {
        match self {
            Self::NoEntry { .. } | Self::NoSize { .. } | Self::Refused(_) => Blame::Reader,
            Self::Vault(error) => error.blame(),
            _ => Blame::Ours,
        }
    }

    /// The next step.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Disk { .. } => "check that the folder exists, belongs to this program and has room",
            Self::Torn { .. } => {
                "put both folders, ledger and ledger-keys, back from the same newest backup; never let a ledger go on from an \
                 older state than others have seen"
            }
            Self::Forgotten { .. } => {
                "put the witness's folders back, what it remembers and its key, from the same newest backup; never let a witness go on \
                 from less than it has cosigned"
            }
            Self::NoTime => "set the clock of this machine",
            Self::Broken(cause) => cause.hint(),
            Self::Entry(_) | Self::Fault(_) | Self::UnknownKey => "this is a mistake in the program; tell its authors",
            Self::NoEntry { .. } | Self::NoSize { .. } => "ask for a smaller number",
            Self::Vault(error) => error.hint(),
            Self::ClockBack { .. } => "set the clock right; the ledger never goes back",
            Self::Refused(_) => "correct what was asked for and ask again",
            Self::NoChance(_) => "try again",
            Self::Closed => "start the server again",
        }
    }

    pub(crate) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::Disk { path, cause: Arc::new(cause) }
    }
}
