//! A poller with a real store, against a server on loopback that behaves as badly as the web does.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod edition;
mod server;

mod bad_answers;
mod changes;
mod finding;
mod pictures;
mod polite;
mod pushed;
