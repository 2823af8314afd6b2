//! What the newsroom keeps: manuscripts with their revisions, who writes and signs, pictures, and where old addresses lead.

mod desk;
mod found;
pub(crate) mod manuscripts;
mod media;
mod mentions;
mod moving;
mod people;
mod pins;
mod published;

pub use desk::{Locked, Note, Notice};
pub use manuscripts::{
    Change, ManuscriptRow, NewManuscript, NewRevision, Publication, RevisionLine, RevisionRow, Which,
};
pub use media::NewMedium;
pub use mentions::{MentionRow, MentionState, NewMention};
pub use moving::{MovedIn, Moving};
pub use people::{NewAuthor, StaffRow};
pub use pins::Pin;
pub use published::Shelf;
