//! **What does this page say, and is it safe to show?**
//!
//! Bytes of a stranger go in; out come the article, what the page says about itself, its feeds, and HTML that may be
//! shown. Nothing here fails: what could be read is returned, with faults in words beside it. Nothing here recurses,
//! so hostile nesting costs neither time nor stack.

mod canonical;
mod cleaning;
mod decode;
mod discover;
mod dom;
mod extraction;
mod markdown;
mod mentions;

pub use canonical::canonical;
pub use cleaning::{Clean, PictureAddress, clean, plain_text, rewrite_pictures};
pub use decode::decode;
pub use discover::{FeedLink, feeds_of};
pub use extraction::{Extracted, PageHint, extract};
pub use markdown::{Written, markdown};
pub use mentions::{links_to, mention_endpoint};
