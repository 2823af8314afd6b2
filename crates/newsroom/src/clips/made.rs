//! What was made of an original is taken in: each file under its own hash, the cover among the newsroom's pictures.

use std::collections::HashMap;
use std::path::PathBuf;

use model::{Clip, ClipFile, ClipFileKind, ClipId, ClipState, ManuscriptId, MediumId, Time};
use store::{MadeClip, NewMedium};
use tokio::fs;

use super::{files::failed, seen};
use crate::{Content, Editor, Error, Newsroom, Refusal};

/// Pictures that are taken from one clip to choose a cover from.
const MOST_COVERS: usize = 12;

/// Why a clip waits that could not be put away.
pub const TROUBLE: &str = "trouble";

/// How the word begins that says what a clip waits for on this machine.
pub const NEEDS: &str = "needs:";

/// Why a clip waits whose original cannot be fetched now.
pub const ORIGINAL_AWAY: &str = "away";

/// A file in the workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFile {
    pub path: PathBuf,
    pub kind: ClipFileKind,
    pub name: String,
    pub media_type: &'static str,
    pub width: u32,
    pub height: u32,
}

/// A clip that waits for its renditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToMake {
    pub clip: Clip,
    /// `None` where it is to be made of cards first.
    pub original: Option<PathBuf>,
    /// A folder to work in.
    pub workshop: PathBuf,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub width: u32,
    pub height: u32,
    pub duration_ms: u32,
    pub has_sound: bool,
    /// JPEG.
    pub poster: Option<Vec<u8>>,
    pub thumbs: u32,
    pub signature: Vec<u8>,
    pub alike: Option<ClipId>,
    /// Playlists name the others by their file names.
    pub files: Vec<MadeFile>,
}

impl Newsroom {
    /// What is to be worked on. `None` for what is gone or needs nothing.
    pub async fn clip_to_make(&self, id: ClipId, now: Time) -> Result<Option<ToMake>, Error> {
        let Some(clip) = self.store().clip(id).await? else { return Ok(None) };
        if !matches!(clip.state, ClipState::Waiting | ClipState::Working) {
            return Ok(None);
        }
        let files = self.store().clip_files(id).await?;
        let original = files.iter().find(|file| file.kind == ClipFileKind::Original);
        let here = {
            // From here on, the original does not leave the folder.
            let _leaving = self.clip_files().leaving.lock().await;
            self.store().set_clip_state(id, ClipState::Working, "", None, Vec::new(), now).await?;
            original.and_then(|file| self.clip_files().path(&file.file)).filter(|path| path.is_file())
        };
        let original = match (here, original) {
            (None, Some(file)) => self.fetch_original(id, file).await?,
            (here, _) => here,
        };
        if original.is_none() && clip.article.is_none() {
            self.clip_failed(id, "lost", now).await?;
            return Ok(None);
        }
        Ok(Some(ToMake { workshop: self.clip_files().workshop(id), clip, original }))
    }

    /// `None` where it is nowhere.
    async fn fetch_original(&self, id: ClipId, file: &ClipFile) -> Result<Option<PathBuf>, Error> {
        let fetched = self.clip_files().fetched(id);
        let is_here = fetched.is_file() || self.clip_files().fetch(&file.file, file.bytes, &fetched).await?;
        Ok(is_here.then_some(fetched))
    }

    /// Back to waiting, where what is needed is not there yet: `why` is told meanwhile.
    pub async fn clip_waits(&self, id: ClipId, why: &str, now: Time) -> Result<(), Error> {
        Ok(self.store().set_clip_state(id, ClipState::Waiting, why, None, Vec::new(), now).await?)
    }

    /// `why` is a word that pages can tell.
    pub async fn clip_failed(&self, id: ClipId, why: &str, now: Time) -> Result<(), Error> {
        self.clip_files().clear_workshop(id).await;
        self.store().set_clip_state(id, ClipState::Failed, why, None, Vec::new(), now).await?;
        // The original may leave the folder now.
        self.clip_files().came.notify_one();
        Ok(())
    }

    /// Thousandths. False where nobody waits for it any more.
    pub async fn clip_progress(&self, id: ClipId, progress: u32, now: Time) -> Result<bool, Error> {
        Ok(self.store().set_clip_progress(id, progress, now).await?)
    }

    pub async fn clip_signatures(&self, but: ClipId) -> Result<Vec<(ClipId, Vec<u8>)>, Error> {
        Ok(self.store().clip_signatures(but).await?)
    }

    pub async fn clip_made(&self, id: ClipId, made: Made, now: Time) -> Result<(), Error> {
        let clip = self.store().clip(id).await?.ok_or(Refusal::NotThere)?;
        let before = self.store().clip_files(id).await?;
        let poster = match made.poster {
            Some(bytes) => Some(self.keep_cover(&clip, bytes, now, usize::MAX).await?),
            None => None,
        };
        let keeping = self.clip_files().keeping().await;
        let files = self.keep_made(made.files).await?;
        let came: Vec<String> = files.iter().map(|file| file.file.clone()).collect();
        let row = MadeClip {
            width: made.width,
            height: made.height,
            duration_ms: made.duration_ms,
            has_sound: made.has_sound,
            poster,
            thumbs: made.thumbs,
            alike: made.alike,
            signature: made.signature,
            files,
        };
        let set = self.store().set_clip_made(id, &row, now).await;
        drop(keeping);
        self.clip_files().came.notify_one();
        self.clip_files().clear_workshop(id).await;
        // Where its owner threw it away meanwhile, what came is nobody's.
        self.forget_unused(before.into_iter().map(|file| file.file).chain(came)).await?;
        set?;
        // Feeds that are kept may name what is gone.
        self.changed();
        Ok(())
    }

    /// Takes away those of these files that no clip has any more.
    pub(super) async fn forget_unused(&self, files: impl IntoIterator<Item = String>) -> Result<(), Error> {
        let _alone = self.clip_files().taking_away().await;
        for file in files {
            if !self.store().is_clip_file_used(&file).await? {
                self.clip_files().forget(&file).await?;
            }
        }
        Ok(())
    }

    /// The same picture again is the same cover.
    async fn keep_cover(&self, clip: &Clip, bytes: Vec<u8>, now: Time, most: usize) -> Result<MediumId, Error> {
        let (file, width, height) = self.keep_file(move || pictures::stripped(&bytes)).await?;
        let covers = self.store().clip_covers(clip.id).await?;
        if let Some((known, _)) = covers.iter().find(|(_, kept)| *kept == file) {
            return Ok(*known);
        }
        if covers.len() >= most {
            return Err(Refusal::TooManyCovers(most).into());
        }
        let new = NewMedium { name: format!("{}.jpg", clip.name), file, width, height, ..NewMedium::default() };
        let medium = self.store().add_medium(&new, now).await?;
        self.store().add_clip_cover(clip.id, medium).await?;
        Ok(medium)
    }

    /// The picture above the words: the one that was chosen, else the cover that was found of its clip.
    pub(crate) async fn lead_of(&self, id: ManuscriptId, content: &Content) -> Result<Option<MediumId>, Error> {
        match (content.lead(), content.clip) {
            (None, Some(_)) => Ok(self.store().clip_of_manuscript(id).await?.and_then(|clip| clip.poster)),
            (chosen, _) => Ok(chosen),
        }
    }

    /// A picture of the clip that its owner took, to be chosen as its cover.
    pub async fn take_cover(&self, editor: &Editor, id: ClipId, bytes: Vec<u8>, now: Time) -> Result<MediumId, Error> {
        let clip = self.own_clip(editor, id).await?;
        self.keep_cover(&clip, bytes, now, MOST_COVERS).await
    }

    /// What playlists name first, because a playlist holds the addresses of others.
    async fn keep_made(&self, made: Vec<MadeFile>) -> Result<Vec<ClipFile>, Error> {
        let mut addresses = HashMap::new();
        let mut kept = Vec::new();
        let (playlists, others): (Vec<_>, Vec<_>) =
            made.into_iter().partition(|file| file.kind == ClipFileKind::Playlist);
        for file in others {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let kept_one = self.keep_one(file).await?;
            addresses.insert(name, seen::address(&kept_one));
            kept.push(kept_one);
        }
        // Those that name playlists come after those that are named.
        let (masters, media): (Vec<_>, Vec<_>) =
            playlists.into_iter().partition(|file| file.name.starts_with("master"));
        for file in media.into_iter().chain(masters) {
            let text = fs::read_to_string(&file.path).await.map_err(failed)?;
            fs::write(&file.path, with_addresses(&text, &addresses)).await.map_err(failed)?;
            let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let kept_one = self.keep_one(file).await?;
            addresses.insert(name, seen::address(&kept_one));
            kept.push(kept_one);
        }
        Ok(kept)
    }

    pub(super) async fn keep_one(&self, made: MadeFile) -> Result<ClipFile, Error> {
        let (file, bytes) = self.clip_files().keep(made.path).await?;
        Ok(ClipFile {
            kind: made.kind,
            file,
            name: made.name,
            media_type: made.media_type.to_owned(),
            width: made.width,
            height: made.height,
            bytes,
        })
    }
}

/// A playlist (RFC 8216) in which each file name has become its address.
fn with_addresses(playlist: &str, addresses: &HashMap<String, String>) -> String {
    let mut out = String::with_capacity(playlist.len());
    for line in playlist.lines() {
        match (line.starts_with('#'), line.split_once("URI=\"")) {
            (false, _) => out.push_str(addresses.get(line.trim()).map_or(line, String::as_str)),
            (true, Some((before, rest))) => {
                let (name, after) = rest.split_once('"').unwrap_or((rest, ""));
                let address = addresses.get(name).map_or(name, String::as_str);
                out.push_str(&format!("{before}URI=\"{address}\"{after}"));
            }
            (true, None) => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_playlist_names_addresses_where_it_named_files() {
        let known = HashMap::from([
            ("720.m4s".to_owned(), "/clip/aa/720.m4s".to_owned()),
            ("720.m3u8".to_owned(), "/clip/bb/720.m3u8".to_owned()),
        ]);
        let list = "#EXTM3U\n#EXT-X-MAP:URI=\"720.m4s\",BYTERANGE=\"7@0\"\n#EXTINF:2,\n#EXT-X-BYTERANGE:9@7\n720.m4s\n720.m3u8\nother\n";
        let want = "#EXTM3U\n#EXT-X-MAP:URI=\"/clip/aa/720.m4s\",BYTERANGE=\"7@0\"\n#EXTINF:2,\n#EXT-X-BYTERANGE:9@7\n/clip/aa/720.m4s\n/clip/bb/720.m3u8\nother\n";
        assert_eq!(with_addresses(list, &known), want);
    }
}
