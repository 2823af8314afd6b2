//! The folder of an edition: who has it open, how it is copied while in use, and how a copy takes its place.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::Arc,
};

use model::Edition;
use rusqlite::{Connection, OpenFlags};

use super::{FILE, Sqlite, explained};
use crate::{
    Error, Result,
    files::{off_the_runtime, put_in_place, unfinished},
    migrations,
};

pub struct FolderLock(#[allow(dead_code)] File);

/// Many programs may have an edition open (the server, and a command beside it).
pub fn lock_shared(folder: &Path) -> Result<FolderLock> {
    let (path, file) = lock_file(folder)?;
    match file.try_lock_shared() {
        Ok(()) => Ok(FolderLock(file)),
        Err(TryLockError::WouldBlock) => Err(Error::InUse),
        Err(TryLockError::Error(why)) => Err(Error::File(path, why.to_string())),
    }
}

/// Only one may exchange its file, and only while no other has it open.
fn lock_alone(folder: &Path) -> Result<FolderLock> {
    let (path, file) = lock_file(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock(file)),
        Err(TryLockError::WouldBlock) => Err(Error::InUse),
        Err(TryLockError::Error(why)) => Err(Error::File(path, why.to_string())),
    }
}

fn lock_file(folder: &Path) -> Result<(PathBuf, File)> {
    let path = folder.join("store.lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    file.map_err(|why| Error::File(path.clone(), why.to_string())).map(|file| (path, file))
}

/// A consistent copy, while readers read and writers write. `to` appears whole or not at all.
pub async fn backup(sqlite: Arc<Sqlite>, to: PathBuf) -> Result<()> {
    off_the_runtime(move || {
        if to.exists() {
            return Err(Error::Exists(to));
        }
        let unfinished = unfinished(&to);
        let outcome = copy_into(&sqlite, &unfinished).and_then(|()| put_in_place(&unfinished, &to));
        if outcome.is_err() {
            // What is half written must not stay; that it could not be written is already the answer.
            let _ = fs::remove_file(&unfinished);
        }
        outcome
    })
    .await
}

/// Puts a backup in the place of what the edition keeps now, after checking that it is whole, that this program
/// can read it and that it belongs to this edition.
pub async fn restore(edition: &Edition, folder: &Path, from: &Path) -> Result<()> {
    let (edition, folder, from) = (edition.clone(), folder.to_owned(), from.to_owned());
    off_the_runtime(move || {
        fs::create_dir_all(&folder).map_err(|why| Error::File(folder.clone(), why.to_string()))?;
        let _alone = lock_alone(&folder)?;
        let path = folder.join(FILE);
        let unfinished = unfinished(&path);
        let copied = fs::copy(&from, &unfinished).map(|_| ()).map_err(|why| Error::File(from.clone(), why.to_string()));
        let outcome = copied.and_then(|()| {
            check(&edition, &from, &unfinished)?;
            for leftover in ["-wal", "-shm"] {
                // Pages of the file that is about to go; read into the new one they would damage it.
                let leftover = folder.join(format!("{FILE}{leftover}"));
                if leftover.exists() {
                    fs::remove_file(&leftover).map_err(|why| Error::File(leftover, why.to_string()))?;
                }
            }
            put_in_place(&unfinished, &path)
        });
        if outcome.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        outcome
    })
    .await
}

fn copy_into(sqlite: &Sqlite, to: &Path) -> Result<()> {
    let _ = fs::remove_file(to);
    let connection = sqlite.reader()?;
    // The connection may write to a file that is not its own only without `query_only`.
    connection
        .execute_batch("pragma query_only = off")
        .and_then(|()| connection.execute("vacuum into ?1", [to.to_string_lossy()]))
        .map(|_| ())
        .map_err(|why| explained("vacuum into", why))
}

fn check(edition: &Edition, from: &Path, copy: &Path) -> Result<()> {
    let not_one = |words: String| Error::NotABackup(from.to_owned(), words);
    let connection =
        Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|why| not_one(why.to_string()))?;
    let verdict: String = connection
        .query_row("pragma integrity_check(1)", [], |row| row.get(0))
        .map_err(|why| not_one(why.to_string()))?;
    if verdict != "ok" {
        return Err(not_one(verdict));
    }
    let found = migrations::version_of_sqlite(&connection)?
        .ok_or_else(|| not_one("it has none of Caulbart's tables".to_owned()))?;
    if found > migrations::newest() {
        return Err(Error::Newer { found, known: migrations::newest() });
    }
    let owner: String = connection
        .query_row("select value from settings where key = 'edition'", [], |row| row.get(0))
        .map_err(|why| not_one(why.to_string()))?;
    if owner != edition.name.as_str() {
        return Err(Error::OtherEdition { found: owner, wanted: edition.name.as_str().to_owned() });
    }
    Ok(())
}
