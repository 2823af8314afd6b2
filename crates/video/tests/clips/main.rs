//! Clips on their way to a screen, by the real FFmpeg.
#![allow(clippy::unwrap_used)]

mod collected;
mod likeness;
mod long;
mod ordinary;
mod refused;
mod stand;
mod strange;
mod told;
