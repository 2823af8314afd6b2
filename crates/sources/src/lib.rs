//! **What is new out there?**
//!
//! From an address on the web to kept items: asked politely, fetched within limits, read as far as it goes, cleaned,
//! understood, kept. Whatever goes wrong becomes a sentence beside the source; what was kept stays.

mod answer;
mod compose;
mod discover;
mod fetch;
mod full_text;
mod global;
mod guard;
mod health;
mod hosts;
mod identity;
mod pictures_kept;
mod poll;
mod relay;
mod schedule;
mod take_in;
mod visit;
pub mod webmention;
pub mod websub;

mod error;
mod words;

pub use answer::Headers;
pub use discover::{Added, add, discover};
pub use error::Error;
pub use fetch::{Ask, FEED_TYPES, Fetched, Fetcher, Limits, PAGE_TYPES, PICTURE_TYPES, USER_AGENT};
pub use full_text::read_page;
pub use guard::{Guard, Names};
pub use hosts::Hosts;
pub use pictures_kept::{PictureFile, Pictures, WIDTHS};
pub use poll::{PollSettings, Poller, Refreshed};
pub use relay::{Part, Relay, Relayed};
pub use schedule::{Outcome, Pace, next};
pub use take_in::{Delivery, Intake, Nature, Taken};
pub use visit::Visited;
pub use words::{german, health_in};
