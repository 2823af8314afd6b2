//! Whole files go from the folder into the bucket, and what nobody has any more leaves it. The folder says what is still to be
//! done, so a crash costs nothing, and an edition that gets a bucket later brings along what it has.

use tokio::fs;

use super::bucket::{Bucket, BucketFault};
use super::files::ClipFiles;
use crate::{Error, Newsroom};

impl Newsroom {
    /// Rung when there may be something to carry.
    pub async fn clip_file_came(&self) {
        self.clip_files().came.notified().await;
    }

    /// How many whole files wait in the folder for a bucket, or for being forgotten there.
    pub async fn clip_files_to_carry(&self) -> Result<usize, Error> {
        let files = self.clip_files();
        Ok(files.here().await?.len() + files.forgotten().await?.len())
    }

    /// Carries all that waits. What the bucket refuses of one file is told after the others; when it is down, at once.
    pub async fn carry_clip_files(&self) -> Result<(), Error> {
        let files = self.clip_files();
        let Some(bucket) = files.bucket() else { return Ok(()) };
        let mut refused = None;
        for sha256 in files.here().await? {
            match self.carry(bucket.as_ref(), &sha256).await {
                Err(Error::Bucket(fault @ BucketFault::Refused(_))) => refused = Some(fault),
                other => other?,
            }
        }
        for sha256 in files.forgotten().await? {
            let note = files.note(&sha256);
            let Some(name) = ClipFiles::name(&sha256) else { continue };
            // Whoever keeps the same again takes the note away first.
            if note.is_file() && !self.store().is_clip_file_used(&sha256).await? {
                bucket.remove(&name).await?;
            }
            let _ = fs::remove_file(note).await;
        }
        refused.map_or(Ok(()), |fault| Err(fault.into()))
    }

    async fn carry(&self, bucket: &dyn Bucket, sha256: &str) -> Result<(), Error> {
        let files = self.clip_files();
        let (Some(name), Some(path)) = (ClipFiles::name(sha256), files.path(sha256)) else { return Ok(()) };
        // What renditions are made of stays until they are made.
        if self.store().is_clip_file_worked_on(sha256).await? {
            return Ok(());
        }
        match bucket.put(&name, &path).await {
            // Thrown away while it went.
            Err(_) if !fs::try_exists(&path).await.unwrap_or(true) => return Ok(()),
            put => put?,
        }
        let _leaving = files.leaving.lock().await;
        if !self.store().is_clip_file_worked_on(sha256).await? {
            let _ = fs::remove_file(&path).await;
        }
        Ok(())
    }
}
