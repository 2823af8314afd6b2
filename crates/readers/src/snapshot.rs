//! How do the edition's counters outlive a restart? `<data>/stock.snapshot` holds the stock as it was some minutes ago;
//! what the store has that is newer is followed from there. A snapshot that cannot be used costs nothing but time: the
//! stock is then made from the store alone.
//!
//! The file, little-endian: `CBDESK01`, the edition's name (with its length, u8), when it was written and up to which
//! revisions of items and of removals (i64 each), the SHA-256 of the stock's bytes, and these.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use model::{EditionName, Time};
use sha2::{Digest, Sha256};
use timeline::{SnapshotError, Stock};

const MAGIC: &[u8; 8] = b"CBDESK01";

pub(crate) struct Snapshot {
    pub(crate) at: Time,
    /// Revisions of the store that are in it.
    pub(crate) cursor: i64,
    pub(crate) gone: i64,
    pub(crate) stock: Stock,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    #[error("it cannot be read: {0}")]
    Disk(#[from] io::Error),
    #[error("it is another edition's")]
    OtherEdition,
    #[error("it was written by another version of Caulbart")]
    OtherVersion,
    #[error("it breaks off or was damaged")]
    Damaged,
    #[error("{0}")]
    Stock(#[from] SnapshotError),
}

pub(crate) fn path_in(folder: &Path) -> PathBuf {
    folder.join("stock.snapshot")
}

/// What is written: the stock's bytes are taken apart from the rest, so that the stock is held only as long as that
/// takes.
pub(crate) fn write(
    path: &Path,
    edition: &EditionName,
    at: Time,
    revisions: [i64; 2],
    stock: &[u8],
) -> Result<(), io::Error> {
    let mut head = MAGIC.to_vec();
    let name = edition.as_str().as_bytes();
    head.push(name.len() as u8);
    head.extend(name);
    for number in [at.0, revisions[0], revisions[1]] {
        head.extend(number.to_le_bytes());
    }
    head.extend(Sha256::digest(stock));
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(&head)?;
    file.write_all(stock)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, path)
}

/// `None` where there is none yet.
pub(crate) fn read(path: &Path, edition: &EditionName) -> Result<Option<Snapshot>, Unusable> {
    let bytes = match fs::read(path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read?,
    };
    let mut rest = bytes.as_slice();
    if take::<8>(&mut rest)? != *MAGIC {
        return Err(Unusable::OtherVersion);
    }
    let [length] = take::<1>(&mut rest)?;
    let (name, after) = rest.split_at_checked(usize::from(length)).ok_or(Unusable::Damaged)?;
    rest = after;
    if name != edition.as_str().as_bytes() {
        return Err(Unusable::OtherEdition);
    }
    let mut numbers = [0; 3];
    for number in &mut numbers {
        *number = i64::from_le_bytes(take(&mut rest)?);
    }
    let hash = take::<32>(&mut rest)?;
    if Sha256::digest(rest)[..] != hash {
        return Err(Unusable::Damaged);
    }
    let [at, cursor, gone] = numbers;
    Ok(Some(Snapshot { at: Time(at), cursor, gone, stock: Stock::from_bytes(rest)? }))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Unusable> {
    let (head, tail) = rest.split_first_chunk::<N>().ok_or(Unusable::Damaged)?;
    *rest = tail;
    Ok(*head)
}

#[cfg(test)]
mod tests;
