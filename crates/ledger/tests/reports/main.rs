//! Does a report say what the entries say, and does everybody get the same?
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../entries/any.rs"]
mod any;
mod beats;
mod dsa;
mod example;
mod periods;
mod sums;
