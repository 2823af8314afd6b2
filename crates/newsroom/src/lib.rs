//! **What does the newsroom say?**
//!
//! Manuscripts are written, revised, reviewed, scheduled and published; what is published becomes an item like all others.
//! Who may do what is a table in `people`; every call takes the [`Editor`] who asks, and says no in one sentence.

mod error;
mod people;
mod room;

pub use error::{Error, Refusal};
pub use people::{Act, Editor};
pub use room::Newsroom;
