//! Where does what an edition keeps lie? Each thing below the folder that bears the edition's name; editions share none.
//!
//! `examples/leaking` builds the program with another file in this one's place, so that the test that looks for what leaks from
//! one edition into another (`tests/server/isolation.rs`) is known to find it.

use std::path::{Path, PathBuf};

use model::EditionName;

pub fn of_edition(data: &Path, name: &EditionName) -> PathBuf {
    data.join(name.as_str())
}

/// Of the embedded database.
pub fn database(folder: &Path) -> PathBuf {
    folder.to_owned()
}

pub fn search(folder: &Path) -> PathBuf {
    folder.join("search")
}

pub fn vault(folder: &Path) -> PathBuf {
    folder.join("vault")
}

/// What the newsroom keeps beside the database: media.
pub fn newsroom(folder: &Path) -> PathBuf {
    folder.to_owned()
}

pub fn pictures(folder: &Path) -> PathBuf {
    folder.join("pictures")
}

/// What is served of the ledger, and the keys, which are not.
pub fn ledger(folder: &Path) -> (PathBuf, PathBuf) {
    (folder.join("ledger"), folder.join("ledger-keys"))
}
