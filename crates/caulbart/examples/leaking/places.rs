//! In place of `src/places.rs`: what `CAULBART_LEAK` names (`store`, `search`, `media` or `ledger`) lies where the edition's name is
//! forgotten, so that all editions below one data folder share it. Everything else lies as it should.

use std::path::{Path, PathBuf};

use model::EditionName;

pub fn of_edition(data: &Path, name: &EditionName) -> PathBuf {
    data.join(name.as_str())
}

/// The edition's folder, or the one above it for what leaks.
fn leaking(what: &str, folder: &Path) -> PathBuf {
    let leaks = std::env::var("CAULBART_LEAK").is_ok_and(|named| named == what);
    folder.parent().filter(|_| leaks).unwrap_or(folder).to_owned()
}

pub fn database(folder: &Path) -> PathBuf {
    leaking("store", folder)
}

pub fn search(folder: &Path) -> PathBuf {
    leaking("search", folder).join("search")
}

pub fn vault(folder: &Path) -> PathBuf {
    folder.join("vault")
}

pub fn newsroom(folder: &Path) -> PathBuf {
    leaking("media", folder)
}

pub fn pictures(folder: &Path) -> PathBuf {
    leaking("media", folder).join("pictures")
}

pub fn ledger(folder: &Path) -> (PathBuf, PathBuf) {
    let folder = leaking("ledger", folder);
    (folder.join("ledger"), folder.join("ledger-keys"))
}
