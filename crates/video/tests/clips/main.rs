//! Clips on their way to a screen, by the real FFmpeg.
#![allow(clippy::unwrap_used)]

mod ordinary;
mod stand;
