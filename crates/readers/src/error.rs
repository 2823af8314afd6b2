//! What can go wrong between a reader and her timeline.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Search(#[from] search::SearchError),
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// Nobody brought her secret lately: without it nothing that is kept about her opens.
    #[error("she is not here, so nothing that is kept about her opens")]
    Away,
    /// What she brought is hers, but it does not open her keys.
    #[error("her keys do not open with this")]
    Lost,
    #[error(transparent)]
    Account(#[from] crate::accounts::Refusal),
    #[error("{0}")]
    Refused(String),
}

/// Whose fault it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    Reader,
    Ours,
}

impl Error {
    pub fn blame(&self) -> Blame {
        match self {
            Error::Refused(_) | Error::Account(_) | Error::Lost => Blame::Reader,
            Error::Store(_) | Error::Search(_) | Error::Vault(_) | Error::Away => Blame::Ours,
        }
    }
}
