//! One place in a timeline, and the smaller lines by which an item is named elsewhere.

use model::{ItemId, Kind, Language, SourceId, StoryId, Time};

/// A picture as the browser fetches it: from this edition, in a size that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureView {
    pub src: String,
    /// Candidates by width (`/a 320w, /b 640w`); empty for one size only.
    pub srcset: String,
    /// Pixels of the whole picture; 0 when nobody knows.
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub credit: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLink {
    pub id: SourceId,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicLink {
    pub slug: String,
    pub name: String,
}

/// The story that an item belongs to, where it has more than this item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLink {
    pub id: StoryId,
    pub sources: u32,
    pub items: u32,
}

#[derive(Debug, Clone)]
pub struct SlotView {
    /// From 1.
    pub position: u16,
    pub item: ItemId,
    pub kind: Kind,
    pub language: Language,
    pub headline: String,
    pub standfirst: String,
    pub source: SourceLink,
    pub topic: Option<TopicLink>,
    /// The broad topic that it belongs to.
    pub section: Option<TopicLink>,
    pub published: Time,
    pub minutes: u32,
    pub picture: Option<PictureView>,
    pub story: Option<StoryLink>,
    /// Has she put it aside for later?
    pub saved: bool,
    /// Why it stands here, in the reader's language; empty where nobody ranked.
    pub reason: String,
    /// Milliseconds of what is watched here.
    pub clip: Option<u32>,
}

/// An item in a list: its headline, who published it, and when.
#[derive(Debug, Clone)]
pub struct ItemLine {
    pub item: ItemId,
    pub language: Language,
    pub headline: String,
    pub standfirst: String,
    pub source: SourceLink,
    pub published: Time,
    pub picture: Option<PictureView>,
    pub story: Option<StoryLink>,
    /// Milliseconds of what is watched here.
    pub clip: Option<u32>,
}
