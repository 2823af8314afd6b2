//! What is kept about a reader, through the desk that answers her, on both databases.
#![allow(clippy::expect_used, clippy::unwrap_used)]

#[path = "../../store/tests/suite/setup.rs"]
#[allow(dead_code, reason = "the store's own tests use the rest")]
mod setup;

#[path = "kept/beside.rs"]
mod beside;
#[path = "kept/stand.rs"]
mod stand;

#[path = "kept/along.rs"]
mod along;
#[path = "kept/aside.rs"]
mod aside;
#[path = "kept/away.rs"]
mod away;
#[path = "kept/choices.rs"]
mod choices;
#[path = "kept/finders.rs"]
mod finders;
#[path = "kept/history.rs"]
mod history;
#[path = "kept/keys.rs"]
mod keys;
#[path = "kept/letters.rs"]
mod letters;
#[path = "kept/migrating.rs"]
mod migrating;
#[path = "kept/signing.rs"]
mod signing;
