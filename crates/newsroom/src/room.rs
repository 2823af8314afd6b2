//! The newsroom of one edition.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use model::{Embedding, ItemId, ReaderId, SourceId};
use store::Store;
use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use vault::Key;

use crate::clips::{Bucket, ClipFiles, ClipLimits, Doors};
use crate::sealed::Sealed;
use crate::{Editor, Error};

/// Articles among which related ones are looked for.
const REMEMBERED: u32 = 50_000;

type Likeness = Arc<Vec<(ItemId, Embedding)>>;

/// Cheap to copy; every copy is the same room.
#[derive(Clone)]
pub struct Newsroom(Arc<Inside>);

struct Inside {
    store: Store,
    sealed: Sealed,
    media: PathBuf,
    news: Arc<Notify>,
    source: OnceLock<SourceId>,
    /// Grows with everything that is published or withdrawn.
    changes: AtomicU64,
    /// How many of them readers see.
    seen: AtomicU64,
    /// What published items are about, as of one of the changes.
    likeness: Mutex<Option<(u64, i64, Likeness)>>,
    /// One at a time: a large photograph takes 120 MB while it is decoded.
    pictures: Semaphore,
    clips: ClipFiles,
    clip_limits: OnceLock<ClipLimits>,
    clip_doors: Doors,
    work: Notify,
}

impl Newsroom {
    /// `folder` is the edition's; pictures are kept in `media` below it. `news` is rung whenever something was published.
    ///
    /// `key` is the edition's, for what has to be read while the person is not here.
    pub fn open(store: Store, folder: &Path, key: &Key, news: Arc<Notify>) -> Newsroom {
        Newsroom(Arc::new(Inside {
            store,
            sealed: Sealed::new(key),
            media: folder.join("media"),
            news,
            source: OnceLock::new(),
            changes: AtomicU64::new(0),
            seen: AtomicU64::new(0),
            likeness: Mutex::default(),
            pictures: Semaphore::new(1),
            clips: ClipFiles::new(folder.join("clips")),
            clip_limits: OnceLock::new(),
            clip_doors: Doors::default(),
            work: Notify::new(),
        }))
    }

    pub(crate) fn sealed(&self) -> &Sealed {
        &self.0.sealed
    }

    /// What an earlier release kept in the clear is sealed, once.
    pub async fn seal_what_stands_open(&self) -> Result<(), Error> {
        self.0.sealed.seal_open_addresses(&self.0.store).await
    }

    /// `None` for whoever does not work here. What she is called, her session says.
    pub async fn editor(&self, reader: ReaderId, name: &str) -> Result<Option<Editor>, Error> {
        let role = self.0.store.role(reader).await?;
        Ok(role.map(|role| Editor { reader, name: name.to_owned(), role }))
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn media_folder(&self) -> &Path {
        &self.0.media
    }

    pub(crate) async fn picture_room(&self) -> Result<SemaphorePermit<'_>, Error> {
        self.0.pictures.acquire().await.map_err(|_| Error::Closing)
    }

    pub fn clip_files(&self) -> &ClipFiles {
        &self.0.clips
    }

    /// Once, before anything is kept: whole files of clips lie in this bucket.
    pub fn keep_clips_in(&self, bucket: Arc<dyn Bucket>) {
        self.0.clips.set_bucket(bucket);
    }

    pub fn clip_limits(&self) -> ClipLimits {
        self.0.clip_limits.get().copied().unwrap_or_default()
    }

    /// Once, before anybody uploads.
    pub fn set_clip_limits(&self, limits: ClipLimits) {
        let _ = self.0.clip_limits.set(limits);
    }

    pub(crate) fn clip_doors(&self) -> &Doors {
        &self.0.clip_doors
    }

    /// Rung whenever a job was put down here.
    pub async fn work(&self) {
        self.0.work.notified().await;
    }

    pub(crate) fn have_work(&self) {
        self.0.work.notify_one();
    }

    pub(crate) fn known_source(&self) -> Option<SourceId> {
        self.0.source.get().copied()
    }

    pub(crate) fn know_source(&self, id: SourceId) {
        let _ = self.0.source.set(id);
    }

    /// Readers will see something else: whoever places items is told.
    pub(crate) fn changed(&self) {
        self.0.changes.fetch_add(1, Ordering::AcqRel);
        self.0.news.notify_one();
    }

    /// How often something changed for readers since the start.
    pub fn changes(&self) -> u64 {
        self.0.changes.load(Ordering::Acquire)
    }

    /// Those up to here are in every page that is made from now on.
    pub fn readers_see(&self, changes: u64) {
        self.0.seen.fetch_max(changes, Ordering::AcqRel);
    }

    /// How many of the changes readers see: pages that are shelved for many of them are made anew when it grows.
    pub fn seen(&self) -> u64 {
        self.0.seen.load(Ordering::Acquire)
    }

    /// What published items are about, `item` among them if it is one. What was published a moment ago may not be placed yet
    /// and is looked for again.
    pub(crate) async fn likeness(&self, item: ItemId) -> Result<Likeness, Error> {
        let (changes, rev) = (self.changes(), self.0.store.newest_rev().await?);
        {
            let kept = self.0.likeness.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((at, placed, known)) = kept.as_ref()
                && *at == changes
                && (*placed == rev || known.iter().any(|(id, _)| *id == item))
            {
                return Ok(known.clone());
            }
        }
        let known: Likeness = Arc::new(self.0.store.embeddings_of(self.source().await?, REMEMBERED).await?);
        *self.0.likeness.lock().unwrap_or_else(PoisonError::into_inner) = Some((changes, rev, known.clone()));
        Ok(known)
    }
}
