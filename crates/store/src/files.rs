//! Files that appear whole or not at all.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use crate::{Error, Result};

/// Where a file is written until it is whole.
pub fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".unfinished");
    PathBuf::from(name)
}

/// On the disk first, then under its name: a loss of power leaves the old file or the new one.
pub fn put_in_place(unfinished: &Path, path: &Path) -> Result<()> {
    let failed = |why: std::io::Error| Error::File(path.to_owned(), why.to_string());
    File::open(unfinished).and_then(|file| file.sync_all()).map_err(failed)?;
    fs::rename(unfinished, path).map_err(failed)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}

/// On a thread that may wait for the disk.
pub async fn off_the_runtime(work: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
    tokio::task::spawn_blocking(work).await.map_err(|why| Error::Gone(why.to_string()))?
}
