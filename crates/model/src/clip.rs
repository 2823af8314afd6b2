//! A short video: uploaded, made into renditions, and published like an article.

use crate::{ClipId, ManuscriptId, MediumId, ReaderId, SourceId, Time};

/// How far an upload has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClipState {
    /// Bytes still come in.
    Arriving,
    /// All of it is here; it waits for its turn.
    Waiting,
    /// Renditions are being made.
    Working,
    Ready,
    /// It could not be made; the original is kept until its owner decides.
    Failed,
}

impl ClipState {
    pub const ALL: [ClipState; 5] =
        [ClipState::Arriving, ClipState::Waiting, ClipState::Working, ClipState::Ready, ClipState::Failed];

    pub fn word(self) -> &'static str {
        match self {
            ClipState::Arriving => "arriving",
            ClipState::Waiting => "waiting",
            ClipState::Working => "working",
            ClipState::Ready => "ready",
            ClipState::Failed => "failed",
        }
    }

    pub fn from_word(word: &str) -> Option<ClipState> {
        ClipState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What a file of a clip is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClipFileKind {
    /// As it was uploaded. Never shown.
    Original,
    /// A whole rendition, for ranges.
    Rendition,
    /// A playlist of HLS, or what one names.
    Playlist,
    Fragments,
    /// Small pictures side by side, for whoever looks for a place.
    Strip,
    /// WebVTT.
    Captions,
}

impl ClipFileKind {
    pub const ALL: [ClipFileKind; 6] = [
        ClipFileKind::Original,
        ClipFileKind::Rendition,
        ClipFileKind::Playlist,
        ClipFileKind::Fragments,
        ClipFileKind::Strip,
        ClipFileKind::Captions,
    ];

    pub fn word(self) -> &'static str {
        match self {
            ClipFileKind::Original => "original",
            ClipFileKind::Rendition => "rendition",
            ClipFileKind::Playlist => "playlist",
            ClipFileKind::Fragments => "fragments",
            ClipFileKind::Strip => "strip",
            ClipFileKind::Captions => "captions",
        }
    }

    pub fn from_word(word: &str) -> Option<ClipFileKind> {
        ClipFileKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// May whoever sees the clip have it?
    pub fn is_shown(self) -> bool {
        self != ClipFileKind::Original
    }
}

/// One file that belongs to a clip, in the edition's folder of clips under its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipFile {
    pub kind: ClipFileKind,
    /// SHA-256 in hexadecimal digits.
    pub file: String,
    /// `720.mp4`, `master.m3u8`, or the language of captions.
    pub name: String,
    pub media_type: String,
    /// Pixels; 0 where it has none.
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    pub id: ClipId,
    pub manuscript: ManuscriptId,
    pub owner: ReaderId,
    /// As the file was called where it came from.
    pub name: String,
    /// Bytes of the original, and how many of them are here.
    pub size: u64,
    pub received: u64,
    pub state: ClipState,
    /// Of the renditions, in thousandths.
    pub progress: u32,
    /// Why it failed, a word of `video::Refusal`, or what it waits for; empty where it does neither.
    pub fault: String,
    /// Of the picture as it is shown; 0 before it was looked at.
    pub width: u32,
    pub height: u32,
    pub duration_ms: u32,
    pub has_sound: bool,
    /// The cover that was found.
    pub poster: Option<MediumId>,
    /// So many small pictures are on the strip.
    pub thumbs: u32,
    /// An earlier clip that shows the same.
    pub alike: Option<ClipId>,
    /// From which it is made as cards; `None` for what was uploaded.
    pub article: Option<ManuscriptId>,
    pub added: Time,
    pub changed: Time,
}

impl Clip {
    /// What failed, is ready, or waits because something went wrong: nobody works on it now.
    pub fn may_be_made_again(&self) -> bool {
        match self.state {
            ClipState::Failed | ClipState::Ready => true,
            ClipState::Waiting => !self.fault.is_empty(),
            ClipState::Arriving | ClipState::Working => false,
        }
    }
}

/// Where clips of one sender are found, and what is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    pub source: SourceId,
    pub slug: String,
    pub title: String,
    /// A few sentences, plain text.
    pub about: String,
    /// Whose it is; `None` for the newsroom's own, and for nobody's.
    pub owner: Option<ReaderId>,
    pub added: Time,
    /// Its owner left for good: it is nobody's.
    pub gone: bool,
}
