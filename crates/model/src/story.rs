//! The set of items about one event.

use crate::{Language, StoryId, Time, Topic};

/// What is kept about a story; its coverage is read from its items, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    pub id: StoryId,
    /// Title of the item that stands for it.
    pub title: String,
    pub language: Language,
    pub topics: Vec<Topic>,
    pub items: u32,
    /// Different sources that cover it.
    pub sources: u32,
    pub first_published: Time,
    pub last_published: Time,
    /// Set when it was found to be about the same event as another: readers are led there.
    pub merged_into: Option<StoryId>,
}
