//! One suite for both databases.
#![allow(clippy::expect_used)]

#[path = "suite/setup.rs"]
mod setup;

#[path = "suite/accounts.rs"]
mod accounts;
#[path = "suite/clips.rs"]
mod clips;
#[path = "suite/comments.rs"]
mod comments;
#[path = "suite/copies.rs"]
mod copies;
#[path = "suite/items.rs"]
mod items;
#[path = "suite/letters.rs"]
mod letters;
#[path = "suite/newsroom.rs"]
mod newsroom;
#[path = "suite/once.rs"]
mod once;
#[path = "suite/opening.rs"]
mod opening;
#[path = "suite/placing.rs"]
mod placing;
#[path = "suite/queue.rs"]
mod queue;
#[path = "suite/reading.rs"]
mod reading;
#[path = "suite/sealed.rs"]
mod sealed;
#[path = "suite/sources.rs"]
mod sources;
#[path = "suite/together.rs"]
mod together;
