//! A clip as whoever watches it needs it.

use model::{Clip, ClipFile, ClipFileKind, ClipId, ItemId, ManuscriptId, ManuscriptState, Medium};

use sha2::{Digest, Sha256};
use store::ManuscriptRow;

use crate::{Act, Content, Editor, Error, Newsroom};

#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub clip: Clip,
    /// Whole files for ranges, the largest first.
    pub renditions: Vec<ClipFile>,
    /// The master playlist, of clips that have one.
    pub playlist: Option<ClipFile>,
    pub strip: Option<ClipFile>,
    pub subtitles: Vec<Subtitles>,
    pub poster: Option<Medium>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subtitles {
    /// Tag of the language.
    pub language: String,
    pub address: String,
}

/// A file, and who may have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub file: ClipFile,
    pub to_everybody: bool,
}

/// Where a file of a clip is had: it never changes.
pub fn address(file: &ClipFile) -> String {
    let name: String =
        file.name.chars().map(|sign| if sign.is_ascii_alphanumeric() || sign == '.' { sign } else { '-' }).collect();
    let end = if file.kind == ClipFileKind::Captions { ".vtt" } else { "" };
    format!("/clip/{}/{name}{end}", file.file)
}

impl Newsroom {
    /// What is published as this item, if it is a clip.
    pub async fn clip_seen(&self, item: ItemId) -> Result<Option<Seen>, Error> {
        let Some(clip) = self.store().clip_of_item(item).await? else { return Ok(None) };
        let Some(row) = self.store().manuscript(clip.manuscript).await? else { return Ok(None) };
        let content = match row.live {
            Some(live) => self.content(live).await?,
            None => Content::default(),
        };
        self.seen_with(clip, &content).await
    }

    /// What readers see of it; before that, the draft.
    pub async fn clip_content(&self, id: ManuscriptId) -> Result<Content, Error> {
        let Some(row) = self.store().manuscript(id).await? else { return Ok(Content::default()) };
        match row.live.or(row.draft) {
            Some(revision) => self.content(revision).await,
            None => Ok(Content::default()),
        }
    }

    /// `None` before its renditions are there.
    pub async fn seen_with(&self, clip: Clip, content: &Content) -> Result<Option<Seen>, Error> {
        let mut seen =
            Seen { renditions: Vec::new(), playlist: None, strip: None, subtitles: Vec::new(), poster: None, clip };
        for file in self.store().clip_files(seen.clip.id).await? {
            match file.kind {
                ClipFileKind::Rendition => seen.renditions.push(file),
                ClipFileKind::Playlist if file.name.starts_with("master") => seen.playlist = Some(file),
                ClipFileKind::Strip => seen.strip = Some(file),
                ClipFileKind::Captions => {
                    let (language, address) = (file.name.clone(), address(&file));
                    seen.subtitles.push(Subtitles { language, address });
                }
                ClipFileKind::Original | ClipFileKind::Playlist | ClipFileKind::Fragments => {}
            }
        }
        let lead = content.lead().or(seen.clip.poster);
        if let Some(lead) = lead {
            seen.poster = self.store().medium(lead).await?;
        }
        Ok((!seen.renditions.is_empty()).then_some(seen))
    }
}

/// However much of it is right, the answer takes as long.
fn is_same(name: &str, told: &str) -> bool {
    Sha256::digest(name) == Sha256::digest(told)
}

impl Newsroom {
    /// By which an unlisted clip is found, whatever is made of it again; without the edition's key nobody finds it out.
    pub fn unlisted_name(&self, id: ClipId) -> String {
        format!("{id}-{}", self.sealed().unlisted.mark(&id.to_string()))
    }

    /// What is shown to whoever has its name: an unlisted draft, or what was published, with its number.
    pub async fn clip_by_name(&self, name: &str) -> Result<Option<(Seen, Content, Option<ItemId>)>, Error> {
        let number = name.split_once('-').and_then(|(number, _)| number.parse().ok()).map(ClipId);
        let Some(id) = number.filter(|id| is_same(&self.unlisted_name(*id), name)) else { return Ok(None) };
        let Some(clip) = self.store().clip(id).await? else { return Ok(None) };
        let Some(row) = self.store().manuscript(clip.manuscript).await? else { return Ok(None) };
        let item = row.item.filter(|_| row.state == ManuscriptState::Published);
        let content = match row.live.filter(|_| item.is_some()).or(row.draft) {
            Some(revision) => self.content(revision).await?,
            None => Content::default(),
        };
        if item.is_none() && !self.is_shared(&clip, &row, &content).await? {
            return Ok(None);
        }
        Ok(self.seen_with(clip, &content).await?.map(|seen| (seen, content, item)))
    }

    /// May whoever has an address of it see it before it is published?
    async fn is_shared(&self, clip: &Clip, row: &ManuscriptRow, content: &Content) -> Result<bool, Error> {
        let unlisted = content.unlisted && row.state != ManuscriptState::Withdrawn;
        Ok(unlisted && self.unlike_withheld(clip, row).await.is_ok())
    }

    /// A file that is not an original. What is neither published nor shared is for whoever works on it, and for moderators.
    pub async fn clip_file(&self, editor: Option<&Editor>, sha256: &str) -> Result<Option<Shown>, Error> {
        for (file, id, is_published) in self.store().clip_files_named(sha256).await? {
            if is_published {
                return Ok(Some(Shown { file, to_everybody: true }));
            }
            let Some(clip) = self.store().clip(id).await? else { continue };
            let Some(row) = self.store().manuscript(clip.manuscript).await? else { continue };
            if self.is_shared(&clip, &row, &self.clip_content(row.id).await?).await? {
                return Ok(Some(Shown { file, to_everybody: true }));
            }
            let Some(editor) = editor else { continue };
            if editor.may(Act::Moderate) || self.own_clip(editor, id).await.is_ok() {
                return Ok(Some(Shown { file, to_everybody: false }));
            }
        }
        Ok(None)
    }
}
