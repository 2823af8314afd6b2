//! What can go wrong, whose fault it is, and what to do.

use std::path::PathBuf;

use model::Blame;
use tantivy::TantivyError;

#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the folder of the search index {folder} cannot be used: {cause}")]
    Folder { folder: PathBuf, cause: std::io::Error },
    #[error("the search index in {folder} is being written by another process")]
    InUse { folder: PathBuf },
    #[error("the search index cannot be written: {cause}")]
    Write { cause: TantivyError },
    #[error("the search index cannot be read: {cause}")]
    Read { cause: TantivyError },
}

impl SearchError {
    pub fn blame(&self) -> Blame {
        Blame::Ours
    }

    /// The next step.
    pub fn hint(&self) -> &'static str {
        match self {
            SearchError::Folder { .. } => "check that the folder exists, belongs to this program and has room",
            SearchError::InUse { .. } => "stop the other process, or give this one another data folder",
            SearchError::Write { .. } => {
                "check that the disk has room; what was not indexed is indexed at the next try"
            }
            SearchError::Read { .. } => "delete the folder of the search index; it is made again from the store",
        }
    }
}
