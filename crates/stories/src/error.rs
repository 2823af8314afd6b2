//! What can go wrong while placing: only that the store does not answer.

use store::Error as StoreError;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("Items could not be placed into stories: {0}")]
    Store(#[from] StoreError),
}

impl Error {
    pub fn hint(&self) -> &'static str {
        "Nothing is lost: what was not placed is taken up again as soon as the database answers."
    }
}
