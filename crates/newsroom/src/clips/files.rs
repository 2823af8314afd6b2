//! Where the bytes of clips lie: each whole file under its SHA-256, each upload under its number until it is whole.
//!
//! Whole files come into the folder first, and are at once there for readers. Where there is a bucket, they are carried there
//! (`carrying.rs`) and leave the folder.

use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use model::ClipId;
use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::sync::{Mutex, Notify, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::bucket::{Bucket, BucketFault, Steps};
use crate::Error;

/// Read at once.
const STEP: usize = 128 * 1024;

/// Notes of what the bucket is still to forget.
const FORGOTTEN: &str = "forgotten";

/// A folder of one edition, and perhaps a bucket.
pub struct ClipFiles {
    folder: PathBuf,
    bucket: OnceLock<Arc<dyn Bucket>>,
    /// Whoever holds it may take files out of the folder, or count on one that is there.
    pub(super) leaving: Mutex<()>,
    /// Whoever keeps files and says so in rows reads it; whoever takes away what no row names writes.
    rows: RwLock<()>,
    /// Rung when there may be something to carry.
    pub(super) came: Notify,
}

impl ClipFiles {
    pub(crate) fn new(folder: PathBuf) -> ClipFiles {
        ClipFiles {
            folder,
            bucket: OnceLock::new(),
            leaving: Mutex::default(),
            rows: RwLock::default(),
            came: Notify::new(),
        }
    }

    pub(crate) fn part(&self, clip: ClipId) -> PathBuf {
        self.folder.join("arriving").join(clip.to_string())
    }

    /// Where renditions of a clip may be made; on the same disk as where they will lie.
    pub fn workshop(&self, clip: ClipId) -> PathBuf {
        self.folder.join("making").join(clip.to_string())
    }

    pub(super) fn bucket(&self) -> Option<&Arc<dyn Bucket>> {
        self.bucket.get()
    }

    pub(crate) fn set_bucket(&self, bucket: Arc<dyn Bucket>) {
        let _ = self.bucket.set(bucket);
    }

    /// Below the folder, and in the bucket; `None` for what is no SHA-256 in hexadecimal digits.
    pub(super) fn name(sha256: &str) -> Option<String> {
        let is_name =
            sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
        is_name.then(|| format!("{}/{sha256}", &sha256[..2]))
    }

    pub(super) fn path(&self, sha256: &str) -> Option<PathBuf> {
        ClipFiles::name(sha256).map(|name| self.folder.join(name))
    }

    /// To be held from before a file is kept until a row names it.
    pub(crate) async fn keeping(&self) -> RwLockReadGuard<'_, ()> {
        self.rows.read().await
    }

    pub(super) async fn taking_away(&self) -> RwLockWriteGuard<'_, ()> {
        self.rows.write().await
    }

    /// Moves a file of the same disk to where it belongs: its SHA-256 and how many bytes it has.
    pub(crate) async fn keep(&self, from: PathBuf) -> Result<(String, u64), Error> {
        self.keep_as(from, false).await
    }

    /// The same, and `from` stays where it is.
    pub(super) async fn keep_too(&self, from: PathBuf) -> Result<(String, u64), Error> {
        self.keep_as(from, true).await
    }

    async fn keep_as(&self, from: PathBuf, stays: bool) -> Result<(String, u64), Error> {
        let folder = self.folder.clone();
        let kept = tokio::task::spawn_blocking(move || keep_now(&folder, &from, stays));
        let kept = kept.await.map_err(|_| Error::Closing)?.map_err(failed)?;
        self.came.notify_one();
        Ok(kept)
    }

    /// `length` bytes from `from` on, of a file that has as many. `None` where nothing has this name.
    pub async fn read(&self, sha256: &str, from: u64, length: u64) -> Result<Option<Steps>, Error> {
        let Some(name) = ClipFiles::name(sha256) else { return Ok(None) };
        if let Ok(mut file) = fs::File::open(self.folder.join(&name)).await {
            file.seek(SeekFrom::Start(from)).await.map_err(failed)?;
            return Ok(Some(steps(file, length)));
        }
        let Some(bucket) = self.bucket() else { return Ok(None) };
        match bucket.get(&name, from, length).await {
            Ok(steps) => Ok(Some(steps)),
            Err(BucketFault::Missing(_)) => Ok(None),
            Err(fault) => Err(fault.into()),
        }
    }

    /// A copy on this disk, of a file that has so many bytes. Only a whole one gets this name.
    pub(crate) async fn fetch(&self, sha256: &str, bytes: u64, to: &Path) -> Result<bool, Error> {
        let Some(mut steps) = self.read(sha256, 0, bytes).await? else { return Ok(false) };
        let unfinished = unfinished(to);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).await.map_err(failed)?;
        }
        let mut file = fs::File::create(&unfinished).await.map_err(failed)?;
        let mut hash = Sha256::new();
        // What breaks off here is where it comes from, not this disk.
        while let Some(step) = steps.try_next().await.map_err(|why| BucketFault::Down(why.to_string()))? {
            hash.update(&step);
            file.write_all(&step).await.map_err(failed)?;
        }
        file.flush().await.map_err(failed)?;
        if hexadecimal(&hash.finalize()) != sha256 {
            let _ = fs::remove_file(&unfinished).await;
            return Ok(false);
        }
        fs::rename(&unfinished, to).await.map_err(failed)?;
        Ok(true)
    }

    /// Where there is a bucket, a note stays until it has forgotten the file, too.
    pub(crate) async fn forget(&self, sha256: &str) -> Result<(), Error> {
        let Some(path) = self.path(sha256) else { return Ok(()) };
        if self.bucket().is_some() {
            let note = self.note(sha256);
            fs::create_dir_all(note.parent().unwrap_or(&self.folder)).await.map_err(failed)?;
            fs::File::create(&note).await.map_err(failed)?.sync_all().await.map_err(failed)?;
            self.came.notify_one();
        }
        // Gone already is as good.
        let _ = fs::remove_file(path).await;
        Ok(())
    }

    pub(super) fn note(&self, sha256: &str) -> PathBuf {
        self.folder.join(FORGOTTEN).join(sha256)
    }

    /// SHA-256 of what is to be forgotten in the bucket.
    pub(super) async fn forgotten(&self) -> Result<Vec<String>, Error> {
        names_in(&self.folder.join(FORGOTTEN)).await
    }

    /// SHA-256 of the whole files that lie in the folder.
    pub(super) async fn here(&self) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        for byte in 0..=u8::MAX {
            names.extend(names_in(&self.folder.join(format!("{byte:02x}"))).await?);
        }
        Ok(names)
    }

    pub(crate) async fn forget_part(&self, clip: ClipId) {
        let _ = fs::remove_file(self.part(clip)).await;
        self.clear_workshop(clip).await;
    }

    pub(crate) async fn clear_workshop(&self, clip: ClipId) {
        for path in self.workplaces().await {
            if clip_named(&path) == Some(clip) {
                remove(&path).await;
            }
        }
    }

    /// Whatever lies where clips are made.
    pub(super) async fn workplaces(&self) -> Vec<PathBuf> {
        paths_in(&self.folder.join("making")).await
    }

    pub(super) async fn parts(&self) -> Vec<PathBuf> {
        paths_in(&self.folder.join("arriving")).await
    }

    /// Where an original lies that came from the bucket to be worked on.
    pub(super) fn fetched(&self, clip: ClipId) -> PathBuf {
        self.workshop(clip).with_extension("original")
    }
}

/// Whose it is, of what lies where clips arrive or are made: `7`, `.7.part`, `7.cards`.
pub(super) fn clip_named(path: &Path) -> Option<ClipId> {
    let name = path.file_name()?.to_str()?.trim_start_matches('.');
    name.split('.').next()?.parse().ok().map(ClipId)
}

/// Gone already is as good.
pub(super) async fn remove(path: &Path) {
    let _ = fs::remove_dir_all(path).await;
    let _ = fs::remove_file(path).await;
}

async fn paths_in(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let Ok(mut entries) = fs::read_dir(folder).await else { return paths };
    while let Ok(Some(entry)) = entries.next_entry().await {
        paths.push(entry.path());
    }
    paths
}

fn unfinished(file: &Path) -> PathBuf {
    file.with_extension("unfinished")
}

fn keep_now(folder: &Path, from: &Path, stays: bool) -> std::io::Result<(String, u64)> {
    let mut file = std::fs::File::open(from)?;
    let mut hash = Sha256::new();
    let bytes = std::io::copy(&mut file, &mut hash)?;
    file.sync_all()?;
    let name = hexadecimal(&hash.finalize());
    let to = folder.join(&name[..2]).join(&name);
    // It is wanted again.
    let _ = std::fs::remove_file(folder.join(FORGOTTEN).join(&name));
    let beside = to.parent().unwrap_or(folder);
    match (to.is_file(), stays) {
        (true, true) => {}
        (true, false) => std::fs::remove_file(from)?,
        (false, _) => {
            std::fs::create_dir_all(beside)?;
            if !stays {
                std::fs::rename(from, &to)?;
            } else if std::fs::hard_link(from, &to).is_err() {
                // A disk that knows no second names.
                let unfinished = unfinished(&to);
                std::fs::copy(from, &unfinished)?;
                std::fs::rename(&unfinished, &to)?;
            }
            std::fs::File::open(beside)?.sync_all()?;
        }
    }
    Ok((name, bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Those that are SHA-256; none where there is no such folder.
async fn names_in(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    let Ok(mut entries) = fs::read_dir(folder).await else { return Ok(names) };
    while let Some(entry) = entries.next_entry().await.map_err(failed)? {
        let name = entry.file_name().to_string_lossy().into_owned();
        if ClipFiles::name(&name).is_some() {
            names.push(name);
        }
    }
    Ok(names)
}

fn steps(file: fs::File, length: u64) -> Steps {
    let steps = stream::try_unfold((file, length), |(mut file, left)| async move {
        if left == 0 {
            return Ok::<_, std::io::Error>(None);
        }
        let mut step = vec![0; STEP.min(usize::try_from(left).unwrap_or(STEP))];
        let read = file.read(&mut step).await?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        step.truncate(read);
        Ok(Some((Bytes::from(step), (file, left - read as u64))))
    });
    steps.boxed()
}

/// The disk is full, or takes nothing for another reason.
pub(crate) fn failed(why: std::io::Error) -> Error {
    Error::File { what: "The clip".to_owned(), why }
}
