//! **What does this reader get, and what did she do?**
//!
//! Keeps the edition's stock in memory, follows the store's revisions, composes timelines, and takes events: durable
//! first, then acknowledged, then counted and learned from at once.

pub mod accounts;
mod aside;
mod choices;
mod desk;
mod error;
mod events;
mod finds;
mod history;
mod indexer;
mod kept;
pub mod learning;
mod letters;
mod news;
mod packs;
mod profiles;
mod reports;
mod says;
mod sliders;
mod snapshot;
mod spelling;
mod stories;
mod timelines;
mod view;

pub use choices::Secret;
pub use desk::Readers;
pub use error::{Blame, Error};
pub use events::AT_MOST as EVENTS_AT_MOST;
pub use finds::{LOOKED_BACK, MOST_RULES, MOST_SAVED_SEARCHES, Preview, Untold};
pub use indexer::Indexer;
pub use kept::{Brought, KeptRows, NewFinder, OpenedRows, Overview, Saved};
pub use letters::{Letter, Written};
pub use news::Newest;
pub use reports::Reported;
pub use says::{Change, Moved, Said, Stood, Strength, Theme};
pub use sliders::{sliders_as_text, sliders_from_text};
pub use stories::{Coverage, Hits};
pub use timelines::{Front, Shown, Wish, seed};
pub use view::{Correction, Exported, ProfileView, WordView};
