//! Pictures of items, fetched once by the server and kept small, so that a reader's browser talks to its edition alone.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use model::{HOUR, Time};
use pictures::{Shrunk, shrink};
use sha2::{Digest, Sha256};
use store::{PictureRow, PictureState, Store};
use tokio::sync::Semaphore;

use crate::error::Error;
use crate::fetch::{Ask, Fetcher, Limits, PICTURE_TYPES};

/// Widths in which pictures are kept.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];
const FETCHED_AT_ONCE: usize = 8;
/// A picture that could not be had is tried again after this.
const TRY_AGAIN: i64 = 6 * HOUR;

/// A picture as it goes to a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureFile {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
}

/// The picture folder of an edition. Cheap to clone.
#[derive(Clone)]
pub struct Pictures(Arc<Inside>);

struct Inside {
    store: Store,
    fetcher: Fetcher,
    folder: PathBuf,
    limits: Limits,
    fetches: Semaphore,
    /// One at a time: a large photograph takes 120 MB while it is decoded.
    decodes: Arc<Semaphore>,
    under_way: Mutex<HashMap<String, Weak<tokio::sync::Mutex<()>>>>,
}

impl Pictures {
    /// Pictures are kept below `folder`, which is made when the first one comes.
    pub fn open(store: Store, fetcher: Fetcher, folder: &Path, limits: Limits) -> Pictures {
        Pictures(Arc::new(Inside {
            store,
            fetcher,
            folder: folder.to_owned(),
            limits,
            fetches: Semaphore::new(FETCHED_AT_ONCE),
            decodes: Arc::new(Semaphore::new(1)),
            under_way: Mutex::default(),
        }))
    }

    /// The picture at `url`, about `width` pixels wide. Fetched when it is not here yet; who asks for the same picture
    /// meanwhile waits for the same fetch.
    pub async fn serve(&self, url: &str, width: u32, now: Time) -> Result<PictureFile, Error> {
        if let Some(file) = self.kept(url, width).await? {
            return Ok(file);
        }
        let row = self.fetch(url, now).await?;
        self.read(&row, width).await?.ok_or(Error::Broken)
    }

    /// The same for a picture that came with the program: `bytes` stand for the fetch.
    pub async fn serve_bundled(
        &self,
        url: &str,
        width: u32,
        bytes: impl AsyncFnOnce() -> Option<Vec<u8>>,
        now: Time,
    ) -> Result<PictureFile, Error> {
        if let Some(file) = self.kept(url, width).await? {
            return Ok(file);
        }
        let lock = self.lock_of(url);
        let _alone = lock.lock().await;
        let row = match self.0.store.picture(url).await?.filter(|row| row.state == PictureState::Ready) {
            Some(row) => row,
            None => self.keep(url, bytes().await.ok_or(Error::Broken)?, now).await?,
        };
        self.read(&row, width).await?.ok_or(Error::Broken)
    }

    /// Fetches, measures and keeps it, unless it is here. May run twice.
    pub async fn fetch(&self, url: &str, now: Time) -> Result<PictureRow, Error> {
        let lock = self.lock_of(url);
        let _alone = lock.lock().await;
        if let Some(row) = self.0.store.picture(url).await? {
            match row.state {
                PictureState::Ready if self.read(&row, WIDTHS[0]).await?.is_some() => return Ok(row),
                PictureState::Failed if now.since(row.tried_at) < TRY_AGAIN => {
                    return Err(Error::PictureBefore { words: row.words });
                }
                _ => {}
            }
        }
        let made = self.make(url, now).await;
        if let Err(error) = &made
            && error.blame() != model::Blame::Ours
        {
            let row = PictureRow {
                url: url.to_owned(),
                state: PictureState::Failed,
                words: error.to_string(),
                tried_at: now,
                ..PictureRow::default()
            };
            self.0.store.note_picture(&row).await?;
        }
        made
    }

    async fn make(&self, url: &str, now: Time) -> Result<PictureRow, Error> {
        let fetching = self.0.fetches.acquire().await.map_err(|_| Error::Broken)?;
        let fetched = self.0.fetcher.fetch(&Ask::new(url, PICTURE_TYPES, self.0.limits)).await?.expect_success()?;
        drop(fetching);
        self.keep(url, fetched.body, now).await
    }

    async fn keep(&self, url: &str, bytes: Vec<u8>, now: Time) -> Result<PictureRow, Error> {
        let decoding = Arc::clone(&self.0.decodes).acquire_owned().await.map_err(|_| Error::Broken)?;
        let folder = self.0.folder.clone();
        let worked = tokio::task::spawn_blocking(move || {
            let _decoding = decoding;
            let name: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let shrunk = shrink(&bytes, &WIDTHS);
            shrunk.map(|shrunk| {
                keep_files(&folder, &name, &shrunk).map(|()| (name, shrunk.width, shrunk.height, shrunk.thumbhash))
            })
        });
        let worked = worked.await.map_err(|_| Error::Broken)?;
        let (file, width, height, thumbhash) =
            worked.map_err(|cause| Error::Picture { address: url.to_owned(), cause })??;
        let row = PictureRow {
            url: url.to_owned(),
            width,
            height,
            thumbhash,
            state: PictureState::Ready,
            file,
            words: String::new(),
            tried_at: now,
        };
        self.0.store.note_picture(&row).await?;
        Ok(row)
    }

    async fn kept(&self, url: &str, width: u32) -> Result<Option<PictureFile>, Error> {
        match self.0.store.picture(url).await? {
            Some(row) if row.state == PictureState::Ready => self.read(&row, width).await,
            _ => Ok(None),
        }
    }

    async fn read(&self, row: &PictureRow, width: u32) -> Result<Option<PictureFile>, Error> {
        // The sizes end with the first that the picture itself does not fill.
        let largest = WIDTHS.into_iter().find(|wide| *wide >= row.width).unwrap_or(WIDTHS[2]);
        let wide = WIDTHS.into_iter().find(|wide| *wide >= width).unwrap_or(WIDTHS[2]).min(largest);
        match tokio::fs::read(path_of(&self.0.folder, &row.file, wide)).await {
            Ok(bytes) => Ok(Some(PictureFile { bytes, media_type: "image/webp" })),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn lock_of(&self, url: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut under_way = self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|_, lock| lock.strong_count() > 0);
        if let Some(lock) = under_way.get(url).and_then(Weak::upgrade) {
            return lock;
        }
        let lock = Arc::new(tokio::sync::Mutex::new(()));
        under_way.insert(url.to_owned(), Arc::downgrade(&lock));
        lock
    }
}

fn path_of(folder: &Path, name: &str, width: u32) -> PathBuf {
    folder.join(name.get(..2).unwrap_or("00")).join(format!("{name}-{width}.webp"))
}

/// Each file appears whole or not at all; the same picture again writes the same bytes.
fn keep_files(folder: &Path, name: &str, shrunk: &Shrunk) -> Result<(), Error> {
    for rendition in &shrunk.renditions {
        let path = path_of(folder, name, rendition.asked);
        let unfinished = path.with_extension(format!("webp.{:x}", std::process::id()));
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        let written = std::fs::write(&unfinished, &rendition.bytes).and_then(|()| std::fs::rename(&unfinished, &path));
        if let Err(error) = written {
            // Half a file is worth nothing, and the disk may be full.
            let _ = std::fs::remove_file(&unfinished);
            return Err(error.into());
        }
    }
    Ok(())
}
