//! What is kept of somebody who uploads clips, and what becomes of it when she leaves for good.

use model::{Channel, Clip, ClipId, ManuscriptState, ReaderId, Role, Time};
use store::{ClipDecision, ManuscriptRow};

use crate::{Content, Editor, Error, Newsroom};

/// In the history of what is taken back, in place of her name.
const BY: &str = "Caulbart";
/// What stands in place of a clip where nobody is here who has words for it.
pub const CLIPS_LEFT: &str = "Its owner left.";
const AT_ONCE: u32 = 100;

/// Everything about clips that is kept under a reader's name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filmed {
    pub channels: Vec<Channel>,
    /// The latest first.
    pub clips: Vec<FilmedClip>,
    /// On which day, in days since 1970 in UTC, she began uploads last, and how many.
    pub of_day: Option<(i64, u32)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilmedClip {
    pub clip: Clip,
    pub row: ManuscriptRow,
    /// What readers see; before that, the draft.
    pub content: Content,
    /// Of all its files.
    pub bytes: u64,
    /// Oldest first.
    pub decisions: Vec<ClipDecision>,
}

impl Filmed {
    pub fn is_empty(&self) -> bool {
        self.channels.is_empty() && self.clips.is_empty()
    }
}

impl Newsroom {
    /// Hers alone to see.
    pub async fn filmed_by(&self, owner: ReaderId) -> Result<Filmed, Error> {
        let mut clips = Vec::new();
        for clip in self.clips_of(owner).await? {
            let Some(row) = self.store().manuscript(clip.manuscript).await? else { continue };
            let files = self.store().clip_files(clip.id).await?;
            clips.push(FilmedClip {
                content: self.clip_content(row.id).await?,
                bytes: files.iter().map(|file| file.bytes).sum(),
                decisions: self.store().clip_decisions(clip.id).await?,
                clip,
                row,
            });
        }
        let channels = self.store().channels_of(owner).await?;
        Ok(Filmed { channels, clips, of_day: self.store().clips_of_day(owner).await? })
    }

    /// She leaves for good: of her clips in channels of her own, those that no reader saw are thrown away, and the others are
    /// withdrawn for this reason and lose their files. What she made for the newsroom stays. What fails with one keeps no
    /// other waiting, and may be done again.
    pub async fn let_go_of_clips(&self, owner: ReaderId, reason: &str, now: Time) -> Result<(), Error> {
        let mut failure = None;
        for clip in self.clips_of(owner).await? {
            failure = self.let_go_of_clip(&clip, reason, now).await.err().or(failure);
        }
        failure.map_or(Ok(()), Err)
    }

    /// The same for those who left while it could not be done.
    pub async fn let_go_of_left_clips(&self, now: Time) -> Result<(), Error> {
        let mut failure = None;
        for owner in self.store().clip_owners_gone().await? {
            failure = self.let_go_of_clips(owner, CLIPS_LEFT, now).await.err().or(failure);
        }
        failure.map_or(Ok(()), Err)
    }

    async fn clips_of(&self, owner: ReaderId) -> Result<Vec<Clip>, Error> {
        let mut clips: Vec<Clip> = Vec::new();
        loop {
            let before: Option<ClipId> = clips.last().map(|clip| clip.id);
            let more = self.store().clips(Some(owner), before, AT_ONCE).await?;
            let is_last = more.len() < AT_ONCE as usize;
            clips.extend(more);
            if is_last {
                return Ok(clips);
            }
        }
    }

    async fn let_go_of_clip(&self, clip: &Clip, reason: &str, now: Time) -> Result<(), Error> {
        let Some(row) = self.store().manuscript(clip.manuscript).await? else { return Ok(()) };
        let Some(source) = self.channel_of_draft(&row).await? else { return Ok(()) };
        let Some(channel) = self.store().channel(source).await? else { return Ok(()) };
        let is_hers = channel.gone || channel.owner == Some(clip.owner);
        if !is_hers || clip.article.is_some() {
            return Ok(());
        }
        let editor = Editor { reader: clip.owner, name: BY.to_owned(), role: Role::Creator };
        if row.item.is_none() {
            return self.throw_clip_away(&editor, clip.id).await;
        }
        if row.state == ManuscriptState::Published {
            self.take_back(&editor, &row, reason, Vec::new(), now).await?;
        }
        let files = self.store().clip_files(clip.id).await?;
        for file in &files {
            self.store().remove_clip_file(clip.id, file.kind, &file.name).await?;
        }
        self.forget_unused(files.into_iter().map(|file| file.file)).await
    }
}
