//! SQLite's error codes in our words.

use rusqlite::{Error as Sqlite, ErrorCode};

use crate::Error;

pub fn explained(statement: &'static str, why: Sqlite) -> Error {
    let Sqlite::SqliteFailure(code, words) = &why else {
        return Error::Statement { statement, words: why.to_string() };
    };
    let words = words.clone().unwrap_or_else(|| code.to_string());
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Locked,
        ErrorCode::DiskFull => Error::Full,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Damaged(words),
        ErrorCode::CannotOpen
        | ErrorCode::SystemIoFailure
        | ErrorCode::ReadOnly
        | ErrorCode::PermissionDenied
        | ErrorCode::NotFound => Error::Gone(words),
        _ => Error::Statement { statement, words },
    }
}
