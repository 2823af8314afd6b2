//! A clip as whoever watches it needs it.

use model::{Clip, ClipFile, ClipFileKind, ItemId, ManuscriptId, ManuscriptState, Medium};

use crate::{Content, Error, Newsroom};

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

impl Newsroom {
    /// What is shown to whoever has the address of one of its files: an unlisted draft, or what was published, with its number.
    pub async fn clip_by_address(&self, sha256: &str) -> Result<Option<(Seen, Content, Option<ItemId>)>, Error> {
        let Some(id) = self.store().clip_with_file(sha256).await? else { return Ok(None) };
        let Some(clip) = self.store().clip(id).await? else { return Ok(None) };
        let Some(row) = self.store().manuscript(clip.manuscript).await? else { return Ok(None) };
        let item = row.item.filter(|_| row.state == ManuscriptState::Published);
        let content = match row.live.filter(|_| item.is_some()).or(row.draft) {
            Some(revision) => self.content(revision).await?,
            None => Content::default(),
        };
        if item.is_none() && (!content.unlisted || row.state == ManuscriptState::Withdrawn) {
            return Ok(None);
        }
        Ok(self.seen_with(clip, &content).await?.map(|seen| (seen, content, item)))
    }
}
