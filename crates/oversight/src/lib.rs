//! Who opened what, and can anybody check it?
//!
//! [`book`] writes the ledger on disk, so that a head that was signed is never lost and never contradicted. [`audit`] reads one,
//! here or elsewhere, and says what of its promises does not hold. [`witness`] cosigns heads of others, and has others asked. [`diff`] is what two
//! editions differ in, for programs.

pub mod audit;
pub mod book;
pub mod diff;
pub mod disk;
mod error;
mod house;
mod publishing;
mod tally;
pub mod witness;

pub use book::{Book, Files, Opening};
pub use error::Error;
pub use house::{Access, Began, Oversight, Running, Served, Terms};
pub use publishing::Reported;
pub use tally::Tally;
