//! One article, to be read to its end.

use super::{ItemLine, PictureView, SlotView, SourceLink, Stance, StoryLink, TopicLink};
use model::{ItemId, Kind, Language, Time};

pub struct EnclosureView {
    /// Where it lies; the reader is led there, nothing is loaded by itself.
    pub url: String,
    pub media_type: String,
    pub megabytes: Option<f64>,
}

/// How the text stood before it was changed.
pub struct VersionView {
    pub seen: Time,
    pub title: String,
    pub standfirst: String,
    /// Plain text.
    pub text: String,
}

/// The next item of the same story.
pub struct Neighbour {
    pub item: ItemId,
    pub headline: String,
    pub source: String,
}

pub struct ArticleView {
    pub item: ItemId,
    pub kind: Kind,
    pub language: Language,
    pub headline: String,
    pub standfirst: String,
    pub byline: String,
    pub source: SourceLink,
    pub stance: Stance,
    pub topics: Vec<TopicLink>,
    pub published: Time,
    pub updated: Option<Time>,
    pub minutes: u32,
    pub picture: Option<PictureView>,
    /// HTML that has been through the sanitiser and whose pictures are this edition's own.
    pub body: String,
    /// Address at its source; empty when it has none.
    pub url: String,
    pub enclosures: Vec<EnclosureView>,
    pub story: Option<StoryLink>,
    pub versions: Vec<VersionView>,
    pub next: Option<Neighbour>,
    /// What the article leads to, for this reader.
    pub for_you: Vec<SlotView>,
    pub more: Vec<ItemLine>,
}
