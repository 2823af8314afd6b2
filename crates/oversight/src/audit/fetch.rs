//! Where does an auditor get a log's files?

use std::fs::File;
use std::io::{self, Read};

use crate::book::Files;

/// A file could not be asked for; whether it is there is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path} of the ledger could not be fetched: {why}; try again later")]
pub struct FetchError {
    pub path: String,
    pub why: String,
}

/// A folder, or a server that shows one.
pub trait Fetch {
    /// A file below the log's address; none where there is none. More than `at_most` bytes need not be read: a file that is
    /// longer may be cut after one more.
    fn get(&self, path: &str, at_most: usize) -> Result<Option<Vec<u8>>, FetchError>;

    /// The names in a folder; none where that cannot be known. Then only files are looked at whose names follow from others.
    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, FetchError>;
}

impl Fetch for Files {
    fn get(&self, path: &str, at_most: usize) -> Result<Option<Vec<u8>>, FetchError> {
        let error = |error: io::Error| FetchError { path: path.to_owned(), why: error.to_string() };
        let file = match File::open(self.folder().join(path)) {
            Ok(file) => file,
            Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(cause) => return Err(error(cause)),
        };
        let length = file.metadata().map_or(0, |file| file.len());
        let at_most = u64::try_from(at_most).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::with_capacity(usize::try_from(length.min(at_most)).unwrap_or(0));
        file.take(at_most).read_to_end(&mut bytes).map_err(error)?;
        Ok(Some(bytes))
    }

    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, FetchError> {
        let entries = match std::fs::read_dir(self.folder().join(folder)) {
            Ok(entries) => entries,
            Err(_) => return Ok(Some(Vec::new())),
        };
        Ok(Some(entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect()))
    }
}
