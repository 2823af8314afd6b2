//! **What are the things?**
//!
//! The words of Caulbart as types, and nothing that thinks or keeps. Every other crate speaks in these.
//! None of them is `Serialize`: a wire form belongs to the edge that speaks it.

mod blame;
mod clip;
mod comment;
mod edition;
mod event;
mod finder;
mod id;
mod item;
mod language;
mod letter;
mod newsroom;
mod picture;
mod reader;
mod region;
mod source;
mod story;
mod time;
mod topic;

pub use blame::Blame;
pub use clip::{Channel, Clip, ClipFile, ClipFileKind, ClipState};
pub use comment::{CommentState, MailAddress, RemovalReason};
pub use edition::{Edition, EditionName};
pub use event::{Deed, Event, EventId, ReportReason};
pub use finder::{Finder, FinderKind, Task};
pub use id::{
    AuthorId, ClipId, CommentId, FinderId, ItemId, LetterId, ManuscriptId, MediumId, ReaderId, RevisionId, SourceId,
    StoryId,
};
pub use item::{Embedding, Enclosure, Item, Kind, MS_A_WORD};
pub use language::Language;
pub use letter::Rhythm;
pub use newsroom::{Author, ManuscriptState, Medium, NoticeKind, RevisionKind, Role};
pub use picture::Picture;
pub use reader::{Choice, Choices, Target};
pub use region::Region;
pub use source::{Health, Source, SourceKind};
pub use story::Story;
pub use time::{DAY, HOUR, MINUTE, SECOND, Time};
pub use topic::Topic;
