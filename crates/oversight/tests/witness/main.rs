//! Is a head cosigned if, and only if, its log only grew?
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod asking;
mod remembering;
mod rules;
mod stand;
mod together;
