//! **What does the newsroom say?**
//!
//! Manuscripts are written, revised, reviewed, scheduled and published; what is published becomes an item like all others.
//! Who may do what is a table in `people`; every call takes the [`Editor`] who asks, and says no in one sentence.

mod room;

pub mod addresses;
mod announce;
mod arriving;
mod card;
mod clips;
pub mod comments;
mod house;
mod manuscripts;
mod media;
mod people;
mod published;
mod publishing;

mod content;
mod error;
mod moving;
mod reasons;
mod sealed;
mod slug;
pub mod writing;

pub use clips::{
    Asked, Brought as BroughtClip, Bucket, BucketFault, CLIPS_LEFT, CardPicture, CardWords, ClipFiles, ClipLimits,
    ClipLine, ClipVerdict, Film, Filmed, FilmedClip, JudgedClip, LARGEST_CAPTIONS, Made, MadeFile, NEEDS,
    ORIGINAL_AWAY, Seen as ClipSeen, ShownClipFile, Steps, Subtitles, TROUBLE, Taken as PartTaken, ToMake, as_webvtt,
    clip_address,
};
pub use comments::Comments;
pub use content::Content;
pub use error::{Error, Refusal};
pub use manuscripts::{LOCK, Manuscript, Saved};
pub use media::{Cut, LARGEST};
pub use moving::{Disk, Export, Fetch, Files, Moved, MovedOut, Ways};
pub use people::{Act, Editor};
pub use published::{Beside, Piece, Withdrawn};
pub use publishing::Terms;
pub use room::Newsroom;
pub use slug::slug;
