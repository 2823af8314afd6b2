//! The forms in which programs see what the pages show.

mod from;

use serde::Serialize;
use utoipa::ToSchema;

/// A source by its number and name.
#[derive(Serialize, ToSchema)]
pub struct Source {
    pub id: i64,
    pub title: String,
}

/// A topic of the IPTC Media Topics.
#[derive(Serialize, ToSchema)]
pub struct Topic {
    /// As in the address of its page.
    pub slug: String,
    pub name: String,
}

/// A picture as this edition serves it.
#[derive(Serialize, ToSchema)]
pub struct Picture {
    /// A path below this site.
    pub src: String,
    pub srcset: String,
    /// Pixels of the whole picture; 0 when nobody knows.
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub credit: String,
}

/// The story that an item belongs to, where it has more than this item.
#[derive(Serialize, ToSchema)]
pub struct StoryLink {
    pub id: i64,
    pub sources: u32,
    pub items: u32,
}

/// One place in a timeline.
#[derive(Serialize, ToSchema)]
pub struct Slot {
    /// From 1.
    pub position: u16,
    pub item: i64,
    #[schema(example = "article")]
    pub kind: String,
    /// BCP 47; empty where it is not known.
    pub language: String,
    pub headline: String,
    pub standfirst: String,
    pub source: Source,
    pub topic: Option<Topic>,
    #[schema(format = DateTime)]
    pub published: String,
    /// Reading time; 0 where nobody counted the words.
    pub minutes: u32,
    pub picture: Option<Picture>,
    pub story: Option<StoryLink>,
    /// Has she put it aside for later?
    pub saved: bool,
    /// Why it stands here, in the language that was asked for.
    pub reason: String,
}

/// A timeline with an end.
#[derive(Serialize, ToSchema)]
pub struct Timeline {
    #[schema(example = "for-you")]
    pub order: String,
    #[schema(format = DateTime)]
    pub composed: String,
    pub slots: Vec<Slot>,
    /// Candidates that have no slot; `/api/v1/items/{id}/why` says why not.
    pub left_out: u32,
    /// Sources on the page.
    pub sources: u32,
}

/// An item in a list.
#[derive(Serialize, ToSchema)]
pub struct Line {
    pub item: i64,
    pub language: String,
    pub headline: String,
    pub standfirst: String,
    pub source: Source,
    #[schema(format = DateTime)]
    pub published: String,
    pub picture: Option<Picture>,
    pub story: Option<StoryLink>,
}

/// A stretch of words, and what became of it.
#[derive(Serialize, ToSchema)]
pub struct Piece {
    /// `kept`, `gone` or `new`.
    #[schema(example = "gone")]
    pub fate: String,
    pub text: String,
}

/// What the next version made of a text, word by word; empty where nothing changed.
#[derive(Serialize, ToSchema)]
pub struct Changed {
    pub title: Vec<Piece>,
    pub standfirst: Vec<Piece>,
    pub text: Vec<Piece>,
}

/// What an item said before it was changed.
#[derive(Serialize, ToSchema)]
pub struct Version {
    #[schema(format = DateTime)]
    pub seen: String,
    pub title: String,
    pub standfirst: String,
    pub text: String,
    pub changed: Changed,
}

/// A file that the source attached.
#[derive(Serialize, ToSchema)]
pub struct Enclosure {
    pub url: String,
    pub media_type: String,
    pub megabytes: Option<f64>,
}

/// One item, whole.
#[derive(Serialize, ToSchema)]
pub struct Article {
    pub item: i64,
    pub kind: String,
    pub language: String,
    pub headline: String,
    pub standfirst: String,
    pub byline: String,
    pub source: Source,
    pub topics: Vec<Topic>,
    #[schema(format = DateTime)]
    pub published: String,
    #[schema(format = DateTime)]
    pub updated: Option<String>,
    pub minutes: u32,
    /// Has she put it aside for later?
    pub saved: bool,
    pub picture: Option<Picture>,
    /// Clean HTML; its pictures come from this site.
    pub body: String,
    /// At its source.
    pub url: String,
    pub enclosures: Vec<Enclosure>,
    pub story: Option<StoryLink>,
    /// Newest first.
    pub versions: Vec<Version>,
    pub next_for_you: Vec<Slot>,
    pub more_of_the_source: Vec<Line>,
}

/// An item of a story, and what it said before.
#[derive(Serialize, ToSchema)]
pub struct Coverage {
    #[serde(flatten)]
    pub line: Line,
    pub versions: Vec<Version>,
}

/// One event as its sources tell it.
#[derive(Serialize, ToSchema)]
pub struct Story {
    pub id: i64,
    pub title: String,
    pub language: String,
    pub topics: Vec<Topic>,
    pub sources: u32,
    #[schema(format = DateTime)]
    pub first: String,
    #[schema(format = DateTime)]
    pub last: String,
    /// In the order of publishing.
    pub coverage: Vec<Coverage>,
}

/// What one group of signals did.
#[derive(Serialize, ToSchema)]
pub struct GroupPart {
    pub group: String,
    /// What it added to the value.
    pub gave: Option<f64>,
    /// Where the item would stand without it, from 1.
    pub without: Option<u16>,
}

/// A candidate without a slot.
#[derive(Serialize, ToSchema)]
pub struct LeftOut {
    pub item: i64,
    pub headline: String,
    pub source: String,
    pub reason: String,
    /// Where its value would place it, from 1.
    pub would_stand: Option<u32>,
}

/// Why an item stands where it stands in her timeline, or why it does not.
#[derive(Serialize, ToSchema)]
pub struct Why {
    pub item: i64,
    pub headline: String,
    pub source: String,
    /// From 1; none when it was left out.
    pub position: Option<u16>,
    /// Whole sentences, the strongest first.
    pub reasons: Vec<String>,
    pub would_stand: Option<u32>,
    pub groups: Vec<GroupPart>,
    /// What it was ordered by; comparable within one timeline only.
    pub value: f64,
    pub candidates: u32,
    /// Those that came nearest to a slot.
    pub left_out: Vec<LeftOut>,
    pub left_out_total: u32,
}

/// A topic with what is written about it lately.
#[derive(Serialize, ToSchema)]
pub struct TopicRow {
    pub topic: Topic,
    pub stories: u32,
    pub stance: Stance,
}

/// What is newest about a topic.
#[derive(Serialize, ToSchema)]
pub struct TopicPage {
    pub topic: Topic,
    /// Its number among the IPTC Media Topics, by which it is followed and muted.
    pub code: u32,
    pub stance: Stance,
    pub slots: Vec<Slot>,
}

/// What she chose about a source, topic or word.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    Followed,
    Muted,
    Neither,
}

/// A source and how it is doing.
#[derive(Serialize, ToSchema)]
pub struct SourceRow {
    pub id: i64,
    pub title: String,
    pub folder: String,
    pub language: String,
    #[schema(example = "good")]
    pub health: String,
    pub health_words: String,
    pub items: u32,
    #[schema(format = DateTime)]
    pub newest: Option<String>,
    pub stance: Stance,
}

/// A source with its latest items.
#[derive(Serialize, ToSchema)]
pub struct SourcePage {
    pub id: i64,
    pub title: String,
    /// Of the feed, without a name and password.
    pub address: String,
    pub site: String,
    pub language: String,
    pub health: String,
    pub health_words: String,
    #[schema(format = DateTime)]
    pub added: String,
    #[schema(format = DateTime)]
    pub next_ask: Option<String>,
    pub stance: Stance,
    pub items: Vec<Line>,
}

/// Where something stood: a place from 1, or a reason why it had none.
#[derive(Serialize, ToSchema)]
pub struct Place {
    pub at: Option<u32>,
    pub left_out: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct Moved {
    pub item: i64,
    pub headline: String,
    pub source: String,
    pub before: Place,
    pub after: Place,
}

#[derive(Serialize, ToSchema)]
pub struct Strength {
    pub name: String,
    pub before: f64,
    pub after: f64,
}

/// What "more" or "less like this" changed.
#[derive(Serialize, ToSchema)]
pub struct Change {
    pub moved: Vec<Moved>,
    pub strengths: Vec<Strength>,
}
