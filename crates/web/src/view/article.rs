//! One article, to be read to its end.

use super::{
    CommentsView, ItemLine, PictureView, PieceView, PlayerView, SlotView, SourceLink, Stance, StoryLink, TopicLink,
};
use crate::outward::{House, Outgoing};
use model::{ItemId, Kind, Language, Time};
use text::Piece;

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
    /// What the next version made of it.
    pub changed: Changed,
}

/// What became of a text, word by word; empty where nothing changed.
#[derive(Default)]
pub struct Changed {
    pub title: Vec<Piece>,
    pub standfirst: Vec<Piece>,
    pub text: Vec<Piece>,
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
    /// Has she put it aside for later?
    pub saved: bool,
    pub topics: Vec<TopicLink>,
    pub published: Time,
    pub updated: Option<Time>,
    pub minutes: u32,
    pub picture: Option<PictureView>,
    /// How far she has read it, in thousandths, where a paragraph of the body bears that mark.
    pub place: Option<u32>,
    /// Is it time for the break that she wished for: after so many minutes, here since then?
    pub pause: Option<(u8, Time)>,
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
    /// Where it is watched here.
    pub player: Option<PlayerView>,
    /// Where it was written here.
    pub piece: Option<PieceView>,
    /// Of what was written here.
    pub comments: Option<CommentsView>,
    /// The same as machines read it.
    pub outgoing: Option<Box<(House, Outgoing)>>,
}
