//! Whole-server stories: the real binary, over HTTP and on the command line, as a newcomer starts it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::zombie_processes)]

mod api;
mod aside;
mod audit;
mod bad_input;
mod clip_bounds;
mod clip_bucket;
mod clips;
mod clips_left;
mod clips_made;
mod commands;
mod comments;
mod enclosed;
mod events;
mod finds;
mod forged;
mod found;
mod full_disk;
mod harmless;
mod house;
mod interactions;
mod isolation;
mod learning;
mod ledger;
mod letters;
mod newsroom;
mod odd_feeds;
mod opening;
mod packs;
mod pictures;
mod postgres;
mod reader_commands;
mod reading;
mod receipts;
mod regions;
mod s3;
mod sealed;
mod security;
mod sharing;
mod stand;
mod tls;
mod tuning;
mod vaults;
mod web;
mod witnesses;
