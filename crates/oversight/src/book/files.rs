//! What does the ledger's folder hold, and what does it prove?

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ledger::tiles::{self, Level, Tile, WIDTH};
use ledger::tree::{self, Hash};
use ledger::{Checkpoint, Note, Proof, VerifierKey};

use crate::{Error, disk};

/// A ledger to read from. Reading needs no lock: what a head stands on is never changed.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

/// A head as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub note: Note,
    pub checkpoint: Checkpoint,
}

/// That the newest head grew from an older one.
#[derive(Debug, Clone)]
pub struct Growth {
    pub old: u64,
    /// Empty where `old` is 0: everything grew from nothing.
    pub path: Vec<Hash>,
    pub head: Head,
}

impl Head {
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, ledger::Fault> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        Ok(Self { note, checkpoint })
    }
}

impl Files {
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn torn(&self, why: impl Into<String>) -> Error {
        Error::Torn { folder: self.folder.clone(), why: why.into() }
    }

    /// The newest head, not verified: it is our own. None before the first entry.
    pub fn head(&self) -> Result<Option<Head>, Error> {
        let Some(bytes) = disk::read(&self.folder.join("checkpoint"))? else { return Ok(None) };
        Head::parse(&bytes).map(Some).map_err(|fault| self.torn(format!("its checkpoint cannot be read ({fault})")))
    }

    /// The keys that the log is or was signed with, oldest first.
    pub fn keys(&self) -> Result<Vec<VerifierKey>, Error> {
        let bytes = disk::read(&self.folder.join("vkey"))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        text.lines().map(|line| VerifierKey::parse(line).map_err(Error::from)).collect()
    }

    /// The heads with which one key gave way to the next, oldest first.
    pub fn rotations(&self) -> Result<Vec<Head>, Error> {
        let folder = self.folder.join("rotation");
        let names = match std::fs::read_dir(&folder) {
            Ok(names) => names,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::disk(&folder)(error)),
        };
        let mut heads = Vec::new();
        for name in names {
            let path = name.map_err(Error::disk(&folder))?.path();
            if path.file_name().is_some_and(|name| name.as_encoded_bytes().iter().all(u8::is_ascii_digit)) {
                let bytes = disk::read(&path)?.unwrap_or_default();
                heads.push(Head::parse(&bytes)?);
            }
        }
        heads.sort_by_key(|head| head.checkpoint.size);
        Ok(heads)
    }

    /// The way from entry `index` to the root of the first `size` entries.
    pub fn path_at(&self, index: u64, size: u64) -> Result<Vec<Hash>, Error> {
        if index >= size || size > self.some_head()?.checkpoint.size {
            return Err(Error::NoEntry { index, size });
        }
        tree::prove_inclusion(index, size, self.nodes(size))
    }

    fn some_head(&self) -> Result<Head, Error> {
        self.head()?.ok_or(Error::NoEntry { index: 0, size: 0 })
    }

    /// A file of the log. Where a partial one is gone, the full one has it.
    fn read(&self, tile: Tile) -> Result<(Vec<u8>, Tile), Error> {
        for tile in [tile, Tile { width: WIDTH, ..tile }] {
            if let Some(bytes) = disk::read(&self.folder.join(tile.to_string()))? {
                return Ok((bytes, tile));
            }
        }
        Err(self.torn(format!("{tile} is missing")))
    }

    /// The bytes of a tile or bundle of the log. Where a partial one is gone, those of the full one.
    pub fn tile(&self, tile: Tile) -> Result<Vec<u8>, Error> {
        Ok(self.read(tile)?.0)
    }

    pub(crate) fn hashes(&self, tile: Tile) -> Result<Vec<Hash>, Error> {
        let (bytes, found) = self.read(tile)?;
        let mut hashes = tiles::hashes(&bytes, found.width).map_err(|fault| self.torn(format!("{found}: {fault}")))?;
        hashes.truncate(usize::from(tile.width));
        Ok(hashes)
    }

    /// The entries of a bundle.
    pub(crate) fn entries(&self, bundle: Tile) -> Result<Vec<Vec<u8>>, Error> {
        let (bytes, found) = self.read(bundle)?;
        let entries = tiles::entries(&bytes, found.width).map_err(|fault| self.torn(format!("{found}: {fault}")))?;
        Ok(entries.into_iter().take(usize::from(bundle.width)).map(<[u8]>::to_vec).collect())
    }

    /// The nodes of the tree of `size` leaves, by height and index. Tiles that were read are remembered as long as this is used.
    pub fn nodes(&self, size: u64) -> impl FnMut(u32, u64) -> Result<Hash, Error> {
        let mut read: HashMap<Tile, Vec<Hash>> = HashMap::new();
        move |height, index| {
            tiles::node(size, height, index, |tile| match read.get(&tile) {
                Some(hashes) => Ok(hashes.clone()),
                None => {
                    let hashes = self.hashes(tile)?;
                    read.insert(tile, hashes.clone());
                    Ok::<_, Error>(hashes)
                }
            })
        }
    }

    /// The bytes of an entry.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, Error> {
        let size = self.some_head()?.checkpoint.size;
        let bundle = Tile::of(size, Level::Entries, index / u64::from(WIDTH)).filter(|_| index < size);
        let bundle = bundle.ok_or(Error::NoEntry { index, size })?;
        let place = usize::try_from(index % u64::from(WIDTH)).unwrap_or(usize::MAX);
        self.entries(bundle)?.into_iter().nth(place).ok_or(Error::NoEntry { index, size })
    }

    /// The proof that entry `index` is in the newest head.
    pub fn proof(&self, index: u64) -> Result<Proof, Error> {
        let Head { note, checkpoint } = self.some_head()?;
        let size = checkpoint.size;
        if index >= size {
            return Err(Error::NoEntry { index, size });
        }
        let mut nodes = self.nodes(size);
        let path = tree::prove_inclusion(index, size, &mut nodes)?;
        // Nobody else should be the first to see that the disk has lost a bit.
        tree::verify_inclusion(index, nodes(0, index)?, size, &checkpoint.root, &path)
            .map_err(|fault| self.torn(format!("its tiles do not give its root ({fault})")))?;
        Ok(Proof { extra: None, index, path, head: note })
    }

    /// The proof that the newest head grew from the tree of `old` entries.
    pub fn growth(&self, old: u64) -> Result<Growth, Error> {
        let head = self.some_head()?;
        let path = self.consistency(old, head.checkpoint.size)?;
        Ok(Growth { old, path, head })
    }

    pub(crate) fn consistency(&self, old: u64, size: u64) -> Result<Vec<Hash>, Error> {
        match old {
            0 => Ok(Vec::new()),
            old if old > size => Err(Error::NoSize { old, size }),
            old => tree::prove_consistency(old, size, self.nodes(size)),
        }
    }
}
