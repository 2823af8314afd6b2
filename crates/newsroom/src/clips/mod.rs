//! Clips: a manuscript with a video beside it. Uploaded in parts, made into renditions by whoever has `ffmpeg`, and then
//! written, scheduled, published, answered and withdrawn like any article.

mod bringing;
mod bucket;
mod captions;
mod cards;
mod carrying;
mod channels;
mod files;
mod judged;
mod leaving;
mod made;
mod seen;
mod sweeping;
mod taking;

pub use bringing::{Brought, Film};
pub use bucket::{Asked, Bucket, BucketFault, Steps};
pub use captions::{LARGEST_CAPTIONS, as_webvtt};
pub use cards::{CardPicture, CardWords};
pub use files::ClipFiles;
pub use judged::{ClipVerdict, JudgedClip};
pub use leaving::{CLIPS_LEFT, Filmed, FilmedClip};
pub use made::{Made, MadeFile, NEEDS, ORIGINAL_AWAY, TROUBLE, ToMake};
pub use seen::{Seen, Shown as ShownClipFile, Subtitles, address as clip_address};
pub(crate) use taking::Doors;
pub use taking::Taken;

use model::{Clip, ClipFileKind, ClipId, ManuscriptId, SourceId, Time};
use store::ManuscriptRow;

use crate::{Act, Content, Editor, Error, Newsroom, Refusal, media::shown_name};

const GIB: u64 = 1 << 30;

/// What an edition accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClipLimits {
    /// Bytes of one original.
    pub largest: u64,
    pub longest_ms: u64,
    /// Bytes of all files of one owner.
    pub of_one: u64,
    /// Uploads that one owner may begin in a day.
    pub a_day: u32,
}

impl Default for ClipLimits {
    fn default() -> ClipLimits {
        ClipLimits { largest: 4 * GIB, longest_ms: 10 * 60 * 1000, of_one: 50 * GIB, a_day: 100 }
    }
}

impl Newsroom {
    /// An upload that is announced, with the manuscript in which its words will stand. `size` in bytes.
    pub async fn begin_clip(
        &self,
        editor: &Editor,
        channel: SourceId,
        name: &str,
        size: u64,
        language: &str,
        now: Time,
    ) -> Result<Clip, Error> {
        editor.needs(Act::Film)?;
        self.channel_for(editor, channel).await?;
        let limits = self.clip_limits();
        if size == 0 {
            return Err(Refusal::EmptyClip.into());
        }
        if size > limits.largest {
            return Err(Refusal::ClipTooLarge(limits.largest).into());
        }
        // From here until its row is there, nobody else is promised the same room.
        let _alone = self.clip_doors().beginning.lock().await;
        let announced = self.store().clips_announced(editor.reader).await?;
        let used = self.store().clip_space(editor.reader).await?;
        if used.saturating_add(announced).saturating_add(size) > limits.of_one {
            return Err(Refusal::NoClipSpace(limits.of_one).into());
        }
        if self.store().begin_clip_of_day(editor.reader, now).await? > limits.a_day {
            return Err(Refusal::TooManyClips(limits.a_day).into());
        }
        let content = Content {
            language: language.to_owned(),
            channel: Some(channel.0),
            clip: Some(0),
            authors: self.store().author_of(editor.reader).await?.map(|author| author.id.0).into_iter().collect(),
            ..Content::default()
        };
        let manuscript = self.begin_with(editor, content, None, now).await?;
        let id = self.store().new_clip(manuscript, editor.reader, &shown_name(name), size, None, now).await?;
        self.own_clip(editor, id).await
    }

    /// For whoever may write in its manuscript.
    pub async fn own_clip(&self, editor: &Editor, id: ClipId) -> Result<Clip, Error> {
        let clip = self.store().clip(id).await?.ok_or(Refusal::NotThere)?;
        self.hers(editor, clip.manuscript).await?;
        Ok(clip)
    }

    pub async fn clip_of(&self, editor: &Editor, manuscript: ManuscriptId) -> Result<Option<Clip>, Error> {
        self.hers(editor, manuscript).await?;
        Ok(self.store().clip_of_manuscript(manuscript).await?)
    }

    /// The latest first; everybody's for editors, her own otherwise.
    pub async fn clips(&self, editor: &Editor, before: Option<ClipId>, limit: u32) -> Result<Vec<ClipLine>, Error> {
        editor.needs(Act::Film)?;
        let owner = (!editor.may(Act::Edit)).then_some(editor.reader);
        let mut lines = Vec::new();
        for clip in self.store().clips(owner, before, limit).await? {
            if let Some(row) = self.store().manuscript(clip.manuscript).await? {
                lines.push(ClipLine { clip, row });
            }
        }
        Ok(lines)
    }

    /// With what was made of it and its words; never what readers saw once, which is withdrawn instead.
    pub async fn throw_clip_away(&self, editor: &Editor, id: ClipId) -> Result<(), Error> {
        let clip = self.own_clip(editor, id).await?;
        let files = self.store().clip_files(id).await?;
        if !self.store().remove_manuscript(clip.manuscript).await? {
            return Err(Refusal::Moved.into());
        }
        self.clip_files().forget_part(id).await;
        self.forget_unused(files.into_iter().map(|file| file.file)).await
    }

    /// Asks for the renditions again, of what failed, is ready, or waits because something went wrong. What there is of them is
    /// shown meanwhile. A film of cards is filmed anew, because its article may say something else by now.
    pub async fn make_clip_again(&self, editor: &Editor, id: ClipId, now: Time) -> Result<(), Error> {
        let clip = self.own_clip(editor, id).await?;
        if !clip.may_be_made_again() {
            return Err(Refusal::Moved.into());
        }
        let film = match clip.article {
            Some(article) if self.store().manuscript(article).await?.is_some() => self.remove_original(id).await?,
            _ => None,
        };
        self.have_made(id, None, now).await?;
        self.forget_unused(film).await
    }

    /// The name of its file.
    async fn remove_original(&self, id: ClipId) -> Result<Option<String>, Error> {
        let files = self.store().clip_files(id).await?;
        let Some(original) = files.into_iter().find(|file| file.kind == ClipFileKind::Original) else {
            return Ok(None);
        };
        self.store().remove_clip_file(id, ClipFileKind::Original, &original.name).await?;
        Ok(Some(original.file))
    }
}

/// A clip in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipLine {
    pub clip: Clip,
    pub row: ManuscriptRow,
}
