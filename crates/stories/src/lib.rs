//! **Which story does this item belong to?**
//!
//! Takes unplaced items in order of arrival, asks `text::Stories`, and places them: story and revision are written in
//! one transaction, and from then on readers see the item. One placer runs in an edition; a second one would only find
//! nothing left to place.

mod error;
mod placer;

pub use error::Error;
pub use placer::{Placer, TEND_EVERY};
