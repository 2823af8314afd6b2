//! **Which clip is this, and how does it come to a screen?**
//!
//! An *original* is what somebody uploaded. It is [probed](probe), which refuses what is no clip in one sentence, and
//! [transcoded](transcode) into *renditions* that every browser plays, with a poster, a thumbnail strip and a
//! *signature* by which copies of it are known again ([`likeness`]). FFmpeg reads what strangers send, as a process of
//! its own that may use only so much memory, time and disk, that reads one file and knows no network.
//!
//! A story that nobody filmed becomes a clip of [`cards`]. All of it works on files in folders; rows and pages are
//! others' work.

mod cards;
mod child;
mod container;
mod filters;
mod frames;
mod hls;
mod ladder;
mod limits;
mod loudness;
mod made;
mod poster;
mod probe;
mod refusal;
mod signature;
mod sniff;
mod streams;
mod tools;
mod transcode;
mod work;

pub use cards::{CardPicture, Cards, Told, cards};
pub use ladder::{Size, ladder};
pub use limits::Limits;
pub use made::{File, Kind, Made, Strip};
pub use probe::{Probed, glance, probe};
pub use refusal::{Lookalike, Part, Refusal};
pub use signature::{SAME, Signature, likeness};
pub use tools::{Missing, Tools};
pub use transcode::{Progress, gets_hls, plain_arguments, transcode};
