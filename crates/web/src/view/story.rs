//! One event as its sources tell it.

use super::{ItemLine, PictureView, TopicLink, VersionView};
use model::{Language, StoryId, Time};

/// One item of the coverage, oldest first.
pub struct Coverage {
    pub line: ItemLine,
    pub versions: Vec<VersionView>,
}

pub struct StoryView {
    pub id: StoryId,
    pub title: String,
    pub language: Language,
    pub topics: Vec<TopicLink>,
    pub sources: u32,
    pub first: Time,
    pub last: Time,
    pub picture: Option<PictureView>,
    pub coverage: Vec<Coverage>,
}
