//! SQLite: one file, many readers where they stand, one thread that writes.

mod errors;
mod files;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use model::Edition;
use rusqlite::{Connection, OpenFlags};

use files::{FolderLock, lock_shared};
pub use files::{backup, restore};
use writer::Writer;

use crate::{
    Error, Result, migrations,
    statements::{self, Statement},
    value::{Row, Value},
};

pub(crate) use errors::explained;

/// Name of the database in the edition's folder.
const FILE: &str = "store.sqlite";
/// A reader waits so long for another program's lock.
const PATIENCE: Duration = Duration::from_secs(5);
/// Readers kept open while nobody reads, at most; more are opened when more read at once.
const IDLE_READERS: usize = 8;

pub struct Sqlite {
    pub edition: Edition,
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    idle_readers: usize,
    pub writer: Writer,
    /// Held while the store is open, so that nobody restores over it.
    _lock: FolderLock,
}

/// The writer's connection while it is inside a transaction.
pub struct SqliteTx {
    pub connection: Connection,
}

impl Sqlite {
    pub fn open(edition: &Edition, folder: &Path) -> Result<Arc<Sqlite>> {
        std::fs::create_dir_all(folder).map_err(|why| Error::File(folder.to_owned(), why.to_string()))?;
        let lock = lock_shared(folder)?;
        let path = folder.join(FILE);
        let mut connection = open_to_write(&path)?;
        migrations::bring_sqlite_up_to_date(&mut connection)?;
        Ok(Arc::new(Sqlite {
            edition: edition.clone(),
            writer: Writer::start(connection, &path)?,
            path,
            readers: Mutex::default(),
            // Nobody waits while reading, so no more than one for each processor read at once.
            idle_readers: std::thread::available_parallelism().map_or(2, |number| number.get().clamp(2, IDLE_READERS)),
            _lock: lock,
        }))
    }

    pub fn rows<T>(
        &self,
        statement: &'static Statement,
        params: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let connection = self.reader()?;
        let found = rows(&connection, statement, params, read);
        self.put_back(connection);
        found
    }

    pub fn rows_of<T>(
        &self,
        statement: &'static Statement,
        ids: &[i64],
        mut read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let connection = self.reader()?;
        let mut found = Vec::with_capacity(ids.len());
        let outcome = each_of(&connection, statement, ids, |row| {
            found.push(read(row)?);
            Ok(())
        });
        self.put_back(connection);
        outcome.map(|()| found)
    }

    pub fn rows_each<T>(
        &self,
        statement: &'static Statement,
        sets: &[Vec<Value<'_>>],
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        let connection = self.reader()?;
        let found = rows_each(&connection, statement, sets, read);
        self.put_back(connection);
        found
    }

    pub async fn flush(&self) -> Result<()> {
        self.writer.flush().await
    }

    pub async fn close(&self) -> Result<()> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.writer.close().await
    }

    fn reader(&self) -> Result<Connection> {
        if self.writer.is_closed() {
            return Err(Error::Closed);
        }
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| open_to_read(&self.path), Ok)
    }

    fn put_back(&self, connection: Connection) {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < self.idle_readers {
            readers.push(connection);
        }
    }
}

/// The file is written anew without free pages, and what it was written through is emptied.
pub fn scrub(sqlite: &Sqlite) -> Result<()> {
    let failed = |why| explained("making free space unreadable", why);
    let connection = open_to_write(&sqlite.path)?;
    // The copy in between may be larger than the memory.
    connection.execute_batch("pragma temp_store = file; vacuum").map_err(failed)?;
    connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).map_err(failed)
}

pub fn rows<T>(
    connection: &Connection,
    statement: &'static Statement,
    params: &[Value<'_>],
    mut read: impl FnMut(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    let failed = |why| explained(statement.name, why);
    let mut prepared = connection.prepare_cached(statement.sqlite).map_err(failed)?;
    let mut answer = prepared.query(rusqlite::params_from_iter(params)).map_err(failed)?;
    let mut found = Vec::new();
    while let Some(row) = answer.next().map_err(failed)? {
        found.push(read(&Row::Sqlite(row))?);
    }
    Ok(found)
}

pub fn run(connection: &Connection, statement: &'static Statement, params: &[Value<'_>]) -> Result<u64> {
    let failed = |why| explained(statement.name, why);
    let mut prepared = connection.prepare_cached(statement.sqlite).map_err(failed)?;
    let touched = prepared.execute(rusqlite::params_from_iter(params)).map_err(failed)?;
    Ok(touched as u64)
}

/// Statements that the database does not understand.
pub fn misunderstood(connection: &Connection) -> Vec<String> {
    let fault = |statement: &&Statement| {
        let why = connection.prepare(statement.sqlite).err()?;
        Some(format!("{} is not understood: {why}", statement.name))
    };
    statements::ALL.iter().filter_map(fault).collect()
}

/// What SQLite finds wrong with its file.
pub fn damages(connection: &Connection) -> Result<Vec<String>> {
    let failed = |why| explained("integrity_check", why);
    let mut prepared = connection.prepare("pragma integrity_check(20)").map_err(failed)?;
    let found = prepared.query_map([], |row| row.get::<_, String>(0)).map_err(failed)?;
    let found: rusqlite::Result<Vec<String>> =
        found.filter(|words| !matches!(words, Ok(fine) if fine == "ok")).collect();
    found.map_err(failed)
}

fn rows_each<T>(
    connection: &Connection,
    statement: &'static Statement,
    sets: &[Vec<Value<'_>>],
    read: impl Fn(&Row) -> Result<T>,
) -> Result<Vec<Vec<T>>> {
    let begun = connection.unchecked_transaction();
    let _all_at_one_moment = begun.map_err(|why| explained(statement.name, why))?;
    sets.iter().map(|params| rows(connection, statement, params, &read)).collect()
}

fn each_of(
    connection: &Connection,
    statement: &'static Statement,
    ids: &[i64],
    mut read: impl FnMut(&Row) -> Result<()>,
) -> Result<()> {
    let failed = |why| explained(statement.name, why);
    // One transaction: each row by itself would cost a lock and its release. Dropped, it ends.
    let _all_at_one_moment = connection.unchecked_transaction().map_err(failed)?;
    let mut prepared = connection.prepare_cached(statement.sqlite).map_err(failed)?;
    for id in ids {
        let mut answer = prepared.query([id]).map_err(failed)?;
        while let Some(row) = answer.next().map_err(failed)? {
            read(&Row::Sqlite(row))?;
        }
    }
    Ok(())
}

pub fn open_to_write(path: &Path) -> Result<Connection> {
    let failed = |why| explained("opening", why);
    let connection = Connection::open(path).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection
        .execute_batch(
            "pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on;
             pragma cache_size = -16384; pragma journal_size_limit = 67108864; pragma temp_store = memory;",
        )
        .map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

fn open_to_read(path: &Path) -> Result<Connection> {
    let failed = |why| explained("opening", why);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection
        .execute_batch("pragma query_only = on; pragma cache_size = -4096; pragma temp_store = memory;")
        .map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}
