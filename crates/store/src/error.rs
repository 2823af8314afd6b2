//! What can go wrong while something is kept or fetched, whose fault it is, and what to do.

use std::path::PathBuf;

use model::Blame;

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    #[error("the database is locked by another program")]
    Locked,
    #[error("the disk is full: nothing more can be kept")]
    Full,
    #[error("the database cannot be read or written: {0}")]
    Gone(String),
    #[error("the database file is damaged: {0}")]
    Damaged(String),
    #[error("the database was made by a newer version of Caulbart (schema {found}, this program knows {known})")]
    Newer { found: i64, known: i64 },
    #[error("{found} is kept here, not {wanted}: two editions never share a database")]
    OtherEdition { found: String, wanted: String },
    #[error("PostgreSQL does not answer: {0}")]
    Unreachable(String),
    #[error("the connection to PostgreSQL was lost before the answer came")]
    Lost,
    #[error("the address of the database is not understood: {0}")]
    Address(String),
    #[error("{0} exists already")]
    Exists(PathBuf),
    #[error("{0} is not a backup of Caulbart: {1}")]
    NotABackup(PathBuf, String),
    #[error("this edition is open in another process")]
    InUse,
    #[error("{0} is not kept here")]
    NotThere(String),
    #[error("{0} is already the address of another source")]
    Taken(String),
    #[error("{0} is already the name of another account")]
    NameTaken(String),
    #[error("an address of {0} bytes is longer than can be kept")]
    TooLong(usize),
    #[error("{program} could not do its work: {words}")]
    Tool { program: &'static str, words: String },
    #[error("{0} cannot be read or written: {1}")]
    File(PathBuf, String),
    #[error("the database did not understand {statement}: {words}")]
    Statement { statement: &'static str, words: String },
    #[error("the store was closed")]
    Closed,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn blame(&self) -> Blame {
        match self {
            Error::Locked | Error::Unreachable(_) | Error::Lost => Blame::Outside,
            Error::Newer { .. }
            | Error::OtherEdition { .. }
            | Error::Address(_)
            | Error::Exists(_)
            | Error::NotABackup(..)
            | Error::InUse
            | Error::NotThere(_)
            | Error::Taken(_)
            | Error::NameTaken(_)
            | Error::TooLong(_) => Blame::Reader,
            Error::Full
            | Error::Gone(_)
            | Error::Damaged(_)
            | Error::Tool { .. }
            | Error::File(..)
            | Error::Statement { .. }
            | Error::Closed => Blame::Ours,
        }
    }

    /// The next step, as a sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Locked => "Close the other program that has the database open; Caulbart goes on by itself.",
            Error::Full => "Make room on the disk; Caulbart goes on by itself once there is some.",
            Error::Gone(_) => "See whether the folder is still there and may be written, then start Caulbart again.",
            Error::Damaged(_) => "Restore the latest backup with `caulbart restore`.",
            Error::Newer { .. } => "Start the newer version of Caulbart, or restore a backup made by this one.",
            Error::OtherEdition { .. } => "Give each edition a folder or a database address of its own.",
            Error::Unreachable(_) => "See whether PostgreSQL runs, and whether address, name and password are right.",
            Error::Lost => "Try again; Caulbart connects anew by itself.",
            Error::Address(_) => "Write it as postgres://name:password@host:5432/database.",
            Error::Exists(_) => "Choose a name that is free.",
            Error::NotABackup(..) => "Choose a file written by `caulbart backup` for the same kind of database.",
            Error::InUse => "Stop the server first.",
            Error::NotThere(_) => "It may have been removed; load the page again.",
            Error::Taken(_) => "Use the source that is there.",
            Error::NameTaken(_) => "Choose another name.",
            Error::TooLong(_) => "Use a shorter address.",
            Error::Tool { .. } => "Install PostgreSQL's client programs (pg_dump, psql), not older than the server.",
            Error::File(..) => "See whether the folder is there and may be written.",
            Error::Statement { .. } => "This is a fault in Caulbart: please report it with this sentence.",
            Error::Closed => "Caulbart is stopping; start it again.",
        }
    }

    /// May the same thing work a little later, without anybody doing anything?
    pub fn is_passing(&self) -> bool {
        matches!(self, Error::Locked | Error::Full | Error::Unreachable(_) | Error::Lost)
    }
}
