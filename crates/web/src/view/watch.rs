//! Clips, to be watched: each with what is said about it and what can be done with it.

use super::{PictureView, SlotView, SourceLink, Stance};
use model::{ItemId, Language, Time};

/// A whole file that a browser plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    pub src: String,
    pub media_type: String,
}

/// Small pictures side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripView {
    pub src: String,
    pub thumbs: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubtitlesView {
    /// Tag, and the language's own name for itself.
    pub language: String,
    pub label: String,
    pub src: String,
}

/// What a player needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayerView {
    pub item: ItemId,
    pub headline: String,
    /// Pixels, as it is shown.
    pub width: u32,
    pub height: u32,
    pub duration_ms: u32,
    /// `None` where she was not asked yet whether she is old enough.
    pub file: Option<FileView>,
    /// For browsers that play HLS: sharp as the line allows, of clips that are long enough to have one.
    pub playlist: Option<FileView>,
    /// `None` where there is none, or she was not asked yet.
    pub poster: Option<PictureView>,
    pub strip: Option<StripView>,
    pub subtitles: Vec<SubtitlesView>,
    /// Whose pictures and sound they are.
    pub credit: String,
    /// Made by a machine, in part or as a whole.
    pub synthetic: bool,
}

pub struct ClipView {
    pub player: PlayerView,
    /// In the timeline, from 1; 0 where it was asked for.
    pub position: u16,
    pub language: Language,
    /// Plain text.
    pub about: String,
    pub channel: SourceLink,
    /// Where more of it is.
    pub channel_address: String,
    pub stance: Stance,
    pub saved: bool,
    pub liked: bool,
    pub published: Time,
    /// Slugs and names.
    pub tags: Vec<(String, String)>,
    /// `None` where nobody can answer.
    pub comments: Option<u32>,
    pub reason: String,
    /// Where its place is explained.
    pub why: String,
}

/// Why it ends where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WatchEnd {
    /// There are more, at this address.
    More(String, usize),
    UpToDate,
    /// She wished for no more minutes than this, and has been here since.
    AfterMinutes(u8, Time),
}

pub struct WatchView {
    pub clips: Vec<ClipView>,
    pub end: WatchEnd,
    /// Until the pause that she wished for; `None` for never, and once it is there.
    pub left_ms: Option<u64>,
}

pub struct ChannelView {
    pub source: SourceLink,
    pub slug: String,
    pub about: String,
    pub stance: Stance,
    pub clips: Vec<SlotView>,
    /// Where older ones are.
    pub next: Option<String>,
}
