//! An article or a video, as it stands after cleaning.

use crate::{ItemId, Language, Picture, SourceId, StoryId, Time, Topic};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Article,
    Video,
    Audio,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Article, Kind::Video, Kind::Audio];

    /// The word under which it is kept and shown in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Video => "video",
            Kind::Audio => "audio",
        }
    }

    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A file that comes with an item: a podcast's sound, a clip, a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enclosure {
    pub url: String,
    /// MIME type as the source gave it; empty when it gave none.
    pub media_type: String,
    /// Bytes, where the source said.
    pub length: Option<u64>,
    /// The source says that it is for adults.
    pub adults: bool,
}

/// Four words a second of watching, as fast as people read: lengths of texts and videos stand in one order.
pub const MS_A_WORD: u32 = 250;
/// Larger files are no short videos.
const LARGEST_CLIP: u64 = 256 << 20;

impl Enclosure {
    /// The type under which every browser plays it as a video; `None` for what is none, or is played by some alone.
    pub fn played_as(&self) -> Option<&'static str> {
        let essence = self.media_type.split(';').next().unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            "video/mp4" | "video/x-m4v" => Some("video/mp4"),
            "video/webm" => Some("video/webm"),
            _ => None,
        }
    }
}

/// What an item is about, in 64 signed bytes: compare two by their inner product (see `text`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Embedding(pub [i8; 64]);

impl Default for Embedding {
    fn default() -> Self {
        Embedding([0; 64])
    }
}

/// One article or video of one source. Text is clean: `body` has been through the sanitiser.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub id: ItemId,
    pub source: SourceId,
    /// `None` until the item has been placed; readers see placed items only.
    pub story: Option<StoryId>,
    pub kind: Kind,
    /// Identity inside its source: the guid, else the canonical address.
    pub key: String,
    /// Where it stands on the web; empty when the source gave no usable address.
    pub url: String,
    pub title: String,
    /// Plain text, a few sentences.
    pub standfirst: String,
    /// Clean HTML; empty when there is no more than the standfirst.
    pub body: String,
    pub byline: String,
    pub language: Language,
    pub topics: Vec<Topic>,
    /// Names of people, places and organisations, as written, most telling first.
    pub entities: Vec<String>,
    pub published: Time,
    /// When this edition saw it first.
    pub first_seen: Time,
    /// When its text last changed after it was first seen.
    pub updated: Option<Time>,
    /// Of a video, its length in words ([`MS_A_WORD`]).
    pub words: u32,
    pub picture: Option<Picture>,
    pub enclosures: Vec<Enclosure>,
}

impl Item {
    /// How long a video lasts; 0 where nobody said.
    pub fn duration_ms(&self) -> u32 {
        self.words.saturating_mul(MS_A_WORD)
    }

    /// The short video that a source encloses, MP4 before others. What is longer than `longest_ms` or larger than a clip is none.
    pub fn enclosed_clip(&self, longest_ms: u64) -> Option<&Enclosure> {
        if self.kind != Kind::Video || u64::from(self.duration_ms()) > longest_ms {
            return None;
        }
        let fits =
            |file: &&Enclosure| file.length.is_none_or(|bytes| bytes <= LARGEST_CLIP) && file.played_as().is_some();
        let fitting = || self.enclosures.iter().filter(fits);
        fitting().find(|file| file.played_as() == Some("video/mp4")).or_else(|| fitting().next())
    }
}
