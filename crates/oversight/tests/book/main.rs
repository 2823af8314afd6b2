//! Is what was written there, for good, and provable?
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod crashes;
mod keys;
mod layout;
mod stand;
mod torn;
mod witnesses;
mod writing;
