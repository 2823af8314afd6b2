//! PostgreSQL's error codes in our words.

use deadpool_postgres::PoolError;
use tokio_postgres::{Error as Postgres, error::SqlState};

use super::connect::in_full;
use crate::Error;

pub fn explained(statement: &'static str, why: Postgres) -> Error {
    if why.is_closed() {
        return Error::Lost;
    }
    let Some(answer) = why.as_db_error() else {
        // The socket failed while we waited, or a value did not fit its column.
        let by_the_network = std::error::Error::source(&why).is_some_and(|source| source.is::<std::io::Error>());
        return match by_the_network {
            true => Error::Lost,
            false => Error::Statement { statement, words: in_full(&why) },
        };
    };
    let words = answer.message().to_owned();
    match answer.code() {
        &SqlState::DISK_FULL => Error::Full,
        &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::LOCK_NOT_AVAILABLE
        | &SqlState::QUERY_CANCELED => Error::Locked,
        &SqlState::ADMIN_SHUTDOWN
        | &SqlState::CRASH_SHUTDOWN
        | &SqlState::CANNOT_CONNECT_NOW
        | &SqlState::CONNECTION_FAILURE => Error::Lost,
        &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => Error::Damaged(words),
        &SqlState::IO_ERROR | &SqlState::READ_ONLY_SQL_TRANSACTION | &SqlState::INSUFFICIENT_PRIVILEGE => {
            Error::Gone(words)
        }
        &SqlState::INVALID_PASSWORD
        | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION
        | &SqlState::INVALID_CATALOG_NAME
        | &SqlState::TOO_MANY_CONNECTIONS => Error::Unreachable(words),
        _ => Error::Statement { statement, words },
    }
}

pub fn of_the_pool(why: PoolError) -> Error {
    match why {
        PoolError::Backend(why) => match explained("connecting", why) {
            Error::Statement { words, .. } => Error::Unreachable(words),
            Error::Lost => Error::Unreachable("it closed the connection at once".to_owned()),
            known => known,
        },
        PoolError::Closed => Error::Closed,
        PoolError::Timeout(_) => {
            Error::Unreachable("all connections are busy or none could be made in time".to_owned())
        }
        other => Error::Unreachable(other.to_string()),
    }
}
