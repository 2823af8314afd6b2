//! **Where is it found?**
//!
//! Full text over every item of an edition, beside the store and never instead of it: what is found are numbers of
//! items, and an index that is lost or damaged is made again from the store. The same ranking whichever database
//! keeps the rows.

mod ask;
mod document;
mod error;
mod find;
mod index;
mod lookup;
mod matching;
mod words;

pub mod query;

pub use ask::{Ask, Found, Hit, Sort};
pub use document::SearchDoc;
pub use error::SearchError;
pub use index::Search;
pub use matching::{Condition, Conditions, Text, matches};
pub use query::Query;
