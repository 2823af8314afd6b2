//! Who opened what, and can anybody check it?
//!
//! [`book`] writes the ledger on disk, so that a head that was signed is never lost and never contradicted.

pub mod book;
pub mod diff;
pub mod disk;
mod error;

pub use book::{Book, Opening};
pub use error::Error;
