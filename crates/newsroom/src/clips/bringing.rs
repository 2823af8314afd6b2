//! A clip that was made before it came: its files are taken as they are, without `ffmpeg`, and it is published at once.

use std::path::{Path, PathBuf};

use model::{ClipFileKind, ClipId, ClipState, ManuscriptId, Medium, ReaderId, Role, Time};
use tokio::fs;

use super::files::failed;
use super::made::{Made, MadeFile};
use crate::{Content, Editor, Error, Newsroom, Refusal, Terms};

/// Whoever reads the history of its manuscript finds this name.
const BY: &str = "Caulbart";

/// What is brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The same each time: what is here under it is passed over.
    pub origin: String,
    /// Its channel's name in addresses, title, and what it says of itself; made when it is not there yet.
    pub channel: (String, String, String),
    /// Its words; channel, clip and cover are filled in.
    pub content: Content,
    /// `None` for what readers do not see yet.
    pub published: Option<Time>,
    /// MP4 that every browser plays, its index before its pictures.
    pub video: Film,
    /// What was uploaded once, where that is another file.
    pub original: Option<Film>,
    pub width: u32,
    pub height: u32,
    pub duration_ms: u32,
    pub has_sound: bool,
    /// JPEG.
    pub cover: Vec<u8>,
    /// What it shows, in words.
    pub alt: String,
    /// What may never be cut off it: thousandths from left and top.
    pub focus: (u32, u32),
    /// JPEG of small frames side by side, and how many.
    pub strip: (Vec<u8>, u32),
    /// Each with the tag of its language.
    pub captions: Vec<(String, Vec<u8>)>,
}

/// A file, wherever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Film {
    Bytes(Vec<u8>),
    At(PathBuf),
}

impl Film {
    /// Bytes.
    pub async fn size(&self) -> Result<u64, Error> {
        match self {
            Film::Bytes(bytes) => Ok(bytes.len() as u64),
            Film::At(path) => Ok(fs::metadata(path).await.map_err(failed)?.len()),
        }
    }

    async fn put(&self, to: &Path) -> Result<(), Error> {
        match self {
            Film::Bytes(bytes) => fs::write(to, bytes).await.map_err(failed),
            Film::At(path) => fs::copy(path, to).await.map(|_| ()).map_err(failed),
        }
    }
}

impl Brought {
    fn name(&self) -> &str {
        self.origin.rsplit(':').next().unwrap_or_default()
    }

    /// Whoever asks for renditions again gets them from what is shown, where there is no other.
    fn original(&self) -> &Film {
        self.original.as_ref().unwrap_or(&self.video)
    }
}

impl Newsroom {
    /// False for what is here already. Whoever was interrupted begins again. Whoever places items does that afterwards.
    pub async fn bring_clip(&self, brought: Brought, now: Time) -> Result<bool, Error> {
        let editor = Editor { reader: ReaderId(0), name: BY.to_owned(), role: Role::Editor };
        let terms = Terms { published: brought.published, correction: None };
        let manuscript = match self.store().manuscript_from(&brought.origin).await? {
            Some(row) if row.published.is_some() => return Ok(false),
            Some(row) => row.id,
            None => self.begin_brought(&editor, &brought, now).await?,
        };
        let clip = match self.store().clip_of_manuscript(manuscript).await? {
            Some(clip) if clip.state == ClipState::Ready && brought.published.is_none() => return Ok(false),
            Some(clip) => clip.id,
            None => {
                let (name, size) = (brought.name(), brought.original().size().await?);
                self.store().new_clip(manuscript, editor.reader, name, size, None, now).await?
            }
        };
        let is_out = brought.published.is_some();
        self.keep_brought(clip, brought, now).await?;
        if !is_out {
            return Ok(true);
        }
        let row = self.store().manuscript(manuscript).await?.ok_or(Refusal::NotThere)?;
        self.put_out(&editor, &row, &terms, now).await?;
        Ok(true)
    }

    async fn begin_brought(&self, editor: &Editor, brought: &Brought, now: Time) -> Result<ManuscriptId, Error> {
        let (slug, title, about) = brought.channel.clone();
        let channel = match self.store().channel_named(&slug).await? {
            Some(channel) => channel,
            None => self.add_channel(slug, title, about, None, now).await?,
        };
        let content = Content { channel: Some(channel.source.0), clip: Some(0), ..brought.content.clone() };
        self.begin_with(editor, content, Some(brought.origin.clone()), now).await
    }

    async fn keep_brought(&self, clip: ClipId, brought: Brought, now: Time) -> Result<(), Error> {
        let workshop = self.clip_files().workshop(clip);
        fs::create_dir_all(&workshop).await.map_err(failed)?;
        let made = |name: &str, kind, media_type, width, height| MadeFile {
            path: workshop.join(name),
            kind,
            name: name.to_owned(),
            media_type,
            width,
            height,
        };
        let (width, height) = (brought.width, brought.height);
        let shown = format!("{}.mp4", width.min(height));
        let rendition = made(&shown, ClipFileKind::Rendition, "video/mp4", width, height);
        let strip = made("strip.jpg", ClipFileKind::Strip, "image/jpeg", 0, 0);
        brought.original().put(&rendition.path).await?;
        let original = MadeFile { kind: ClipFileKind::Original, name: "original".to_owned(), ..rendition.clone() };
        let keeping = self.clip_files().keeping().await;
        let original = self.keep_one(original).await?;
        self.store().add_clip_file(clip, &original).await?;
        drop(keeping);
        self.store().receive_clip(clip, original.bytes, now).await?;
        for (language, captions) in &brought.captions {
            self.keep_captions(clip, language, captions).await?;
        }
        brought.video.put(&rendition.path).await?;
        fs::write(&strip.path, &brought.strip.0).await.map_err(failed)?;
        let made = Made {
            width,
            height,
            duration_ms: brought.duration_ms,
            has_sound: brought.has_sound,
            poster: Some(brought.cover),
            thumbs: brought.strip.1,
            signature: Vec::new(),
            alike: None,
            files: vec![rendition, strip],
        };
        self.clip_made(clip, made, now).await?;
        let cover = self.store().clip(clip).await?.and_then(|clip| clip.poster);
        let Some(cover) = cover else { return Ok(()) };
        let Some(medium) = self.store().medium(cover).await? else { return Ok(()) };
        let told = Medium { alt: brought.alt, credit: brought.content.credit, focus: brought.focus, ..medium };
        Ok(self.store().change_medium(&told).await?)
    }
}
