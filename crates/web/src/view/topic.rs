//! What the edition writes about.

use super::{SlotView, Stance, TopicLink};

pub struct TopicRow {
    pub topic: TopicLink,
    /// Stories of the last days.
    pub stories: u32,
    pub stance: Stance,
    /// Headline and address of the story that stands first.
    pub top: Option<(String, String)>,
}

pub struct TopicsView {
    pub rows: Vec<TopicRow>,
}

pub struct TopicView {
    pub code: u32,
    pub topic: TopicLink,
    pub stance: Stance,
    pub slots: Vec<SlotView>,
}
