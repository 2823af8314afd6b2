//! What the pages show on which clips are uploaded and worked on.

use super::{PictureView, Told};
use model::{Channel, ClipId, Medium};
use newsroom::{ClipLine, ClipSeen, Content, Editor, JudgedClip};
use store::{ClipDecision, ClipDecisionKind};

pub struct StudioView {
    pub editor: Editor,
    /// Into which she may upload.
    pub channels: Vec<Channel>,
    /// The latest first.
    pub clips: Vec<(ClipLine, Option<PictureView>)>,
    pub next: Option<ClipId>,
    /// Bytes and milliseconds of one clip.
    pub largest: u64,
    pub longest_ms: u64,
    pub told: Told,
}

pub struct StudioClipView {
    pub editor: Editor,
    pub line: ClipLine,
    pub channel: Option<Channel>,
    pub content: Content,
    /// What a save is based on.
    pub base: i64,
    pub sections: Vec<(String, String)>,
    pub seen: Option<ClipSeen>,
    pub poster: Option<PictureView>,
    /// To choose a cover from.
    pub pictures: Vec<(Medium, PictureView)>,
    /// What readers know it as.
    pub item: Option<model::ItemId>,
    /// What moderators decided, oldest first.
    pub verdicts: Vec<ClipDecision>,
    /// Where whoever has the address sees it, while it is unlisted.
    pub link: Option<String>,
    /// The last that was noted beside it, while it waits for an editor.
    pub note: Option<String>,
    pub told: Told,
}

impl StudioClipView {
    /// Only a moderator brings it back.
    pub fn withheld(&self) -> bool {
        let last = self.verdicts.iter().rev().find(|decision| decision.kind != ClipDecisionKind::Left);
        last.is_some_and(|last| last.kind.withholds())
    }
}

/// Clips that wait for a moderator.
pub struct ClipQueueView {
    pub editor: Editor,
    pub clips: Vec<JudgedView>,
    pub told: Told,
}

pub struct JudgedView {
    pub judged: JudgedClip,
    pub channel: Option<Channel>,
    pub seen: Option<ClipSeen>,
    pub content: Content,
    pub poster: Option<PictureView>,
}
