//! What did a witness cosign last?
//!
//! A folder for each log, named by the SHA-256 of its origin, with the head as it is served (`checkpoint`) and `lock`. Whoever reads a
//! head in order to answer has the lock until the next one is kept, so no head is judged by one that another has overtaken.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ledger::entry::{from_hex, to_hex};
use ledger::{Checkpoint, Note, SigningKey};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::disk::{Disk, Folder};

const CHECKPOINT: &str = "checkpoint";
const KEY: &str = "witness";

/// As addresses name a log.
pub fn hash(origin: &str) -> String {
    to_hex(&Sha256::digest(origin))
}

pub struct Memory {
    pub folder: PathBuf,
    pub disk: Disk,
    /// Logs whose file is known to be on the disk for good. What another process left before it died may not be yet.
    pub settled: Mutex<HashSet<String>>,
}

/// What is remembered of one log, while nobody else can change it.
pub struct Locked<'a> {
    memory: &'a Memory,
    origin: &'a str,
    folder: PathBuf,
    _lock: File,
}

impl Memory {
    fn folder(&self, origin: &str) -> PathBuf {
        self.folder.join(hash(origin))
    }

    pub fn lock<'a>(&'a self, origin: &'a str) -> Result<Locked<'a>, Error> {
        let folder = self.folder(origin);
        Folder { disk: &self.disk, path: &folder, is_secret: false }.make()?;
        let lock = locked(&folder.join("lock"))?;
        Ok(Locked { memory: self, origin, folder, _lock: lock })
    }

    /// The last head, as it may be shown.
    pub fn head(&self, origin: &str) -> Result<Option<Note>, Error> {
        let is_there = self.folder(origin).join(CHECKPOINT).try_exists().map_err(Error::disk(&self.folder))?;
        if is_there { self.lock(origin)?.head() } else { Ok(None) }
    }

    /// The witness's own key. It is made where nothing is remembered yet.
    pub fn key(&self, keys: &Path, name: &str, seed: Option<[u8; 32]>) -> Result<SigningKey, Error> {
        let folder = Folder { disk: &self.disk, path: keys, is_secret: true };
        folder.make()?;
        let _lock = locked(&keys.join("witness-lock"))?;
        let torn = |why: &str| Error::Forgotten { folder: keys.to_owned(), why: why.to_owned() };
        let seed = match folder.read(KEY)? {
            Some(bytes) => str::from_utf8(&bytes)
                .ok()
                .and_then(|text| from_hex(text.trim_end()))
                .ok_or_else(|| torn("its key is not a seed of 64 hexadecimal digits"))?,
            None if self.remembers_any()? => return Err(torn("it has cosigned heads, and its key is gone")),
            None => {
                let mut chance = [0; 32];
                getrandom::fill(&mut chance).map_err(|error| Error::NoChance(error.to_string()))?;
                let seed = seed.unwrap_or(chance);
                folder.put(KEY, format!("{}\n", to_hex(&seed)).as_bytes())?;
                seed
            }
        };
        Ok(SigningKey::new(name, &seed)?)
    }

    fn remembers_any(&self) -> Result<bool, Error> {
        let folders = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            folders => folders.map_err(Error::disk(&self.folder))?,
        };
        Ok(folders.flatten().any(|folder| folder.path().join(CHECKPOINT).exists()))
    }

    fn settled(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.settled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn locked(path: &Path) -> Result<File, Error> {
    let lock = File::options().create(true).truncate(false).write(true).open(path).map_err(Error::disk(path))?;
    lock.lock().map_err(Error::disk(path))?;
    Ok(lock)
}

impl Locked<'_> {
    fn disk(&self) -> Folder<'_> {
        Folder { disk: &self.memory.disk, path: &self.folder, is_secret: false }
    }

    /// The last head that was cosigned, on the disk for good.
    pub fn head(&mut self) -> Result<Option<Note>, Error> {
        let Some(bytes) = self.disk().read(CHECKPOINT)? else { return Ok(None) };
        let torn = |why: String| Error::Forgotten { folder: self.folder.clone(), why };
        let head = Note::parse(&bytes).map_err(|fault| torn(format!("its checkpoint cannot be read ({fault})")))?;
        if !self.memory.settled().contains(self.origin) {
            self.keep(&head)?;
        }
        Ok(Some(head))
    }

    pub fn latest(&mut self) -> Result<Option<Checkpoint>, Error> {
        let Some(head) = self.head()? else { return Ok(None) };
        let torn = |why: String| Error::Forgotten { folder: self.folder.clone(), why };
        let checkpoint = Checkpoint::parse(head.text()).map_err(|fault| torn(fault.to_string()))?;
        if checkpoint.origin != self.origin {
            return Err(torn(format!("it holds the checkpoint of {}", checkpoint.origin)));
        }
        Ok(Some(checkpoint))
    }

    /// Keeps a head. When it returns, it is there for good; if it fails, the next who reads makes sure of what is there.
    pub fn keep(&mut self, head: &Note) -> Result<(), Error> {
        self.memory.settled().remove(self.origin);
        self.disk().put(CHECKPOINT, head.to_string().as_bytes())?;
        self.memory.settled().insert(self.origin.to_owned());
        Ok(())
    }
}
