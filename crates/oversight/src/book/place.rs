//! Where does a log stand, and which keys does it sign with?

use std::path::PathBuf;

use ledger::entry::{from_hex, to_hex};
use ledger::note::KeyKind;
use ledger::{SigningKey, VerifierKey};

use super::files::Files;
use crate::Error;
use crate::disk::{Disk, Folder};

/// The seed of the key that signs.
const SIGNING: &str = "signing";
/// The seed of the key that is to follow it.
const NEXT: &str = "next";

#[derive(Debug)]
pub struct Place {
    pub origin: String,
    pub ledger: PathBuf,
    pub keys: PathBuf,
    pub disk: Disk,
}

impl Place {
    /// What everybody may read.
    pub fn ledger(&self) -> Folder<'_> {
        Folder { disk: &self.disk, path: &self.ledger, is_secret: false }
    }

    /// What nobody else may read.
    pub fn keys(&self) -> Folder<'_> {
        Folder { disk: &self.disk, path: &self.keys, is_secret: true }
    }

    pub fn files(&self) -> Files {
        Files::new(&self.ledger)
    }

    fn key(&self, name: &str) -> Result<Option<SigningKey>, Error> {
        let Some(bytes) = self.keys().read(name)? else { return Ok(None) };
        let seed = str::from_utf8(&bytes).ok().and_then(|text| from_hex(text.trim_end()));
        let seed = seed.ok_or_else(|| self.torn(format!("{name} is not the seed of a key, 64 hexadecimal digits")))?;
        Ok(Some(SigningKey::new(&self.origin, &seed)?))
    }

    fn keep_key(&self, name: &str, seed: Option<[u8; 32]>) -> Result<SigningKey, Error> {
        let seed = match seed {
            Some(seed) => seed,
            None => {
                let mut seed = [0; 32];
                getrandom::fill(&mut seed).map_err(|error| Error::NoChance(error.to_string()))?;
                seed
            }
        };
        self.keys().put(name, format!("{}\n", to_hex(&seed)).as_bytes())?;
        Ok(SigningKey::new(&self.origin, &seed)?)
    }

    /// The key that signs. It is made where there is no log yet; a log whose key is gone is not signed with another one.
    pub fn signing(&self, seed: Option<[u8; 32]>) -> Result<SigningKey, Error> {
        if let Some(key) = self.key(SIGNING)? {
            return Ok(key);
        }
        if self.files().head()?.is_some() || self.keys().read("intent")?.is_some() {
            return Err(self.torn("the key that signed it is gone".to_owned()));
        }
        self.keep_key(SIGNING, seed)
    }

    pub fn next(&self) -> Result<Option<SigningKey>, Error> {
        self.key(NEXT)
    }

    /// The key that a release may name as the one that follows; it is made if there is none.
    pub fn prepared(&self, seed: Option<[u8; 32]>) -> Result<SigningKey, Error> {
        match self.next()? {
            Some(key) => Ok(key),
            None => self.keep_key(NEXT, seed),
        }
    }

    /// From here on the prepared key signs, and the old one is nowhere any more.
    pub fn promote(&self) -> Result<(), Error> {
        self.keys().rename(NEXT, SIGNING)
    }

    /// Says to everybody that heads are verified with this key, from now on or soon.
    pub fn announce(&self, key: &VerifierKey) -> Result<(), Error> {
        let mut lines = self.ledger().read("vkey")?.unwrap_or_default();
        let line = format!("{key}\n");
        if lines.ends_with(line.as_bytes()) {
            return Ok(());
        }
        lines.extend_from_slice(line.as_bytes());
        self.ledger().put("vkey", &lines)
    }

    pub fn torn(&self, why: String) -> Error {
        Error::Torn { folder: self.ledger.clone(), why }
    }
}

pub fn verifier(key: &SigningKey) -> VerifierKey {
    key.verifier(KeyKind::Text)
}
