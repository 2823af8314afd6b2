//! What can go wrong between a reader and her timeline.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Search(#[from] search::SearchError),
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
            Error::Refused(_) | Error::Account(_) => Blame::Reader,
            Error::Store(_) | Error::Search(_) => Blame::Ours,
        }
    }
}
