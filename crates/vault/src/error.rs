//! What can go wrong with the vault, whose fault it is, and what to do.

use model::Blame;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It cannot be reached: what is open stays open, nothing else is opened.
    #[error("the vault does not answer: {0}")]
    Down(String),
    #[error("{0} cannot be used as a vault: {1}")]
    File(String, String),
    #[error("the vault's database failed: {0}")]
    Database(String),
    #[error("the system gave no random bytes: {0}")]
    NoChance(String),
    #[error("{0}")]
    Refused(String),
}

impl Error {
    pub fn blame(&self) -> Blame {
        match self {
            Error::Down(_) => Blame::Outside,
            Error::Refused(_) => Blame::Reader,
            Error::File(..) | Error::Database(_) | Error::NoChance(_) => Blame::Ours,
        }
    }

    pub fn hint(&self) -> &'static str {
        match self {
            Error::Down(_) => "Start `caulbart vault` again, or look at its log; reading goes on meanwhile.",
            Error::File(..) => "Look at the file's owner, its rights and the room on its disk.",
            Error::Database(_) => "Look at the room on the disk; a damaged vault is put back from its last copy.",
            Error::NoChance(_) => "Try again; where it goes on, the operating system is at fault.",
            Error::Refused(_) => "Write an entry that the access policy allows, and bring its proof.",
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(why: rusqlite::Error) -> Self {
        Error::Database(why.to_string())
    }
}
