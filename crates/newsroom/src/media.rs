//! Pictures: taken in without what a camera wrote about its owner, cut, and found again.

use std::path::PathBuf;

use model::{Medium, MediumId, Time};
use sha2::{Digest, Sha256};
use store::NewMedium;

use crate::{Act, Editor, Error, Newsroom, Refusal, writing};

/// Of an upload, in bytes.
pub const LARGEST: usize = 40 * 1024 * 1024;
const LONGEST_WORDS: usize = 1_000;
/// Cards are three parts wide and two high.
const CARD: (u32, u32) = (3, 2);

/// What is kept of a picture, in thousandths of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    pub left: u16,
    pub top: u16,
    pub width: u16,
    pub height: u16,
}

impl Newsroom {
    pub async fn add_picture(&self, editor: &Editor, name: &str, bytes: Vec<u8>, now: Time) -> Result<MediumId, Error> {
        editor.needs(Act::Write)?;
        let new = NewMedium { name: shown_name(name), ..NewMedium::default() };
        self.keep_picture(bytes, new, now).await
    }

    /// `new` without its file and size.
    pub(crate) async fn keep_picture(&self, bytes: Vec<u8>, new: NewMedium, now: Time) -> Result<MediumId, Error> {
        let (file, width, height) = self.keep_file(move || pictures::stripped(&bytes)).await?;
        Ok(self.store().add_medium(&NewMedium { file, width, height, ..new }, now).await?)
    }

    pub(crate) async fn keep_file(
        &self,
        work: impl FnOnce() -> Result<Vec<u8>, pictures::Error> + Send + 'static,
    ) -> Result<(String, u32, u32), Error> {
        let folder = self.media_folder().to_owned();
        let _room = self.picture_room().await?;
        let kept = tokio::task::spawn_blocking(move || {
            let bytes = work().map_err(refused)?;
            let seen = pictures::inspect(&bytes).map_err(refused)?;
            let name: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            write(&folder, &name, &bytes)?;
            Ok((name, seen.width, seen.height))
        });
        kept.await.map_err(|_| Error::Closing)?
    }

    pub async fn picture(&self, id: MediumId) -> Result<Option<Medium>, Error> {
        Ok(self.store().medium(id).await?)
    }

    /// The latest first.
    pub async fn pictures(
        &self,
        editor: &Editor,
        text: &str,
        before: Option<MediumId>,
        limit: u32,
    ) -> Result<Vec<Medium>, Error> {
        editor.needs(Act::Write)?;
        Ok(self.store().media(text, before, limit).await?)
    }

    /// Words, credit and focus; and with `cut` a part of the original in its place. What shows it is as it was until it
    /// is published again.
    pub async fn change_picture(&self, editor: &Editor, changed: Medium, cut: Option<Cut>) -> Result<Medium, Error> {
        editor.needs(Act::Write)?;
        let there = self.store().medium(changed.id).await?.ok_or(Refusal::NotThere)?;
        for words in [&changed.alt, &changed.caption, &changed.credit] {
            if words.chars().count() > LONGEST_WORDS {
                return Err(Refusal::TooLong("caption", LONGEST_WORDS).into());
            }
        }
        let focus = (changed.focus.0.min(1_000), changed.focus.1.min(1_000));
        let mut medium = Medium { file: there.file, width: there.width, height: there.height, focus, ..changed };
        if let Some(cut) = cut {
            let Some(whole) = self.file(&there.original).await else { return Err(Refusal::NotThere.into()) };
            let crop = pictures::Crop { left: cut.left, top: cut.top, width: cut.width, height: cut.height };
            let (file, width, height) = self.keep_file(move || pictures::crop(&whole, crop)).await?;
            medium = Medium { file, width, height, ..medium };
        }
        self.store().change_medium(&medium).await?;
        Ok(medium)
    }

    /// Bytes of a picture by its address in the edition, cut as the address says; `None` for what is not ours.
    pub async fn bytes_at(&self, address: &str) -> Option<Vec<u8>> {
        let rest = address.strip_prefix(writing::ADDRESS)?;
        let Some((file, focus)) = rest.split_once('/') else { return self.file(rest).await };
        let (x, y) = focus.split_once('-')?;
        let focus: (u16, u16) = (x.parse().ok()?, y.parse().ok()?);
        let whole = self.file(file).await?;
        let _room = self.picture_room().await.ok()?;
        tokio::task::spawn_blocking(move || pictures::around(&whole, focus, CARD).ok()).await.ok()?
    }

    /// Where the file lies that has this SHA-256.
    pub(crate) fn picture_path(&self, name: &str) -> PathBuf {
        path(self.media_folder(), name)
    }

    /// Of the wall, by the SHA-256 that is its name.
    pub(crate) async fn file(&self, name: &str) -> Option<Vec<u8>> {
        let is_name = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_name {
            return None;
        }
        tokio::fs::read(path(self.media_folder(), name)).await.ok()
    }
}

fn refused(fault: pictures::Error) -> Error {
    Refusal::Picture(fault.to_string()).into()
}

/// Without its folders.
pub(crate) fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(120).collect()
}

fn path(folder: &std::path::Path, name: &str) -> PathBuf {
    folder.join(&name[..2]).join(name)
}

/// Whole or not at all.
fn write(folder: &std::path::Path, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let file = path(folder, name);
    if file.is_file() {
        return Ok(());
    }
    let failed = |why| Error::File { what: "The picture".to_owned(), why };
    let parent = file.parent().unwrap_or(folder);
    std::fs::create_dir_all(parent).map_err(failed)?;
    let unfinished = file.with_extension(format!("{}.part", std::process::id()));
    let done = std::fs::write(&unfinished, bytes).and_then(|()| {
        std::fs::File::open(&unfinished)?.sync_all()?;
        std::fs::rename(&unfinished, &file)
    });
    if done.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    done.map_err(failed)
}
