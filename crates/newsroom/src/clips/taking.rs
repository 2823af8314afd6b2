//! Bytes come in, in as many parts as the line makes of them. What was written and flushed is told as received, so that
//! whoever is cut off goes on where it was.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use jobs::Job;
use model::{Clip, ClipFile, ClipFileKind, ClipId, ClipState, DAY, Time};
use store::NewJob;
use tokio::fs;
use tokio::io::{AsyncSeekExt, AsyncWriteExt, SeekFrom};

use super::files::failed;
use crate::{Editor, Error, Newsroom, Refusal};

/// An upload of which nothing was heard for so long is let go of.
const PATIENCE_DAYS: i64 = 7;
/// So much is written before it is told as received.
const STEP: u64 = 8 * 1024 * 1024;

/// Given back of what came, where the disk is full.
const ROOM: u64 = 1024 * 1024;

/// What came of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Bytes that are here now.
    pub received: u64,
    pub whole: bool,
}

/// Two parts of one clip never come in at once.
#[derive(Default)]
pub(crate) struct Doors {
    of_clips: Mutex<HashMap<ClipId, Arc<tokio::sync::Mutex<()>>>>,
    /// Held while an upload is announced.
    pub(super) beginning: tokio::sync::Mutex<()>,
}

impl Doors {
    fn of(&self, clip: ClipId) -> Arc<tokio::sync::Mutex<()>> {
        let mut doors = self.of_clips.lock().unwrap_or_else(PoisonError::into_inner);
        doors.retain(|_, door| Arc::strong_count(door) > 1);
        doors.entry(clip).or_default().clone()
    }
}

impl Newsroom {
    /// The bytes from `offset` on; [`Refusal::ClipElsewhere`] where others are expected. What came before the line broke is kept.
    pub async fn take_part<E>(
        &self,
        editor: &Editor,
        id: ClipId,
        offset: u64,
        parts: impl Stream<Item = Result<Bytes, E>> + Unpin,
        now: impl Fn() -> Time,
    ) -> Result<Taken, Error> {
        self.own_clip(editor, id).await?;
        let door = self.clip_doors().of(id);
        let Ok(_door) = door.try_lock() else { return Err(Refusal::ClipBusy.into()) };
        let clip = self.own_clip(editor, id).await?;
        if clip.state != ClipState::Arriving || clip.received != offset {
            return Err(Refusal::ClipElsewhere(clip.received).into());
        }
        let received = match clip.received < clip.size {
            true => self.write_parts(&clip, parts, &now).await?,
            false => clip.size,
        };
        let whole = received == clip.size;
        if whole {
            self.finish_upload(&clip, now()).await?;
        }
        Ok(Taken { received, whole })
    }

    async fn write_parts<E>(
        &self,
        clip: &Clip,
        mut parts: impl Stream<Item = Result<Bytes, E>> + Unpin,
        now: &impl Fn() -> Time,
    ) -> Result<u64, Error> {
        let path = self.clip_files().part(clip.id);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).await.map_err(failed)?;
        }
        let mut file =
            fs::OpenOptions::new().create(true).write(true).truncate(false).open(&path).await.map_err(failed)?;
        if file.metadata().await.map_err(failed)?.len() < clip.received {
            // What was told as received is not there: somebody took the file away. It begins again.
            self.store().set_clip_state(clip.id, ClipState::Failed, "lost", None, Vec::new(), now()).await?;
            return Err(Refusal::ClipElsewhere(0).into());
        }
        // Whatever was written and never told is written again.
        file.set_len(clip.received).await.map_err(failed)?;
        file.seek(SeekFrom::Start(clip.received)).await.map_err(failed)?;
        let (mut received, mut told) = (clip.received, clip.received);
        let mut fault = None;
        while let Some(part) = parts.next().await {
            // The line broke: what came is kept.
            let Ok(part) = part else { break };
            if received + part.len() as u64 > clip.size {
                fault = Some(Refusal::ClipLonger(clip.size).into());
                break;
            }
            if let Err(why) = file.write_all(&part).await {
                fault = Some(failed(why));
                break;
            }
            received += part.len() as u64;
            if received - told >= STEP {
                if let Err(why) = async { file.flush().await.and(file.sync_data().await) }.await {
                    fault = Some(failed(why));
                    break;
                }
                self.store().receive_clip(clip.id, received, now()).await?;
                told = received;
            }
        }
        if let Err(why) = file.flush().await {
            fault = fault.or(Some(failed(why)));
        }
        // What was handed to the file is not there for that.
        let here = file.metadata().await.map_err(failed)?.len().min(received);
        // Where the disk is full, the row that tells of it needs room as well.
        received = if fault.as_ref().is_some_and(Error::is_full) { told.max(here.saturating_sub(ROOM)) } else { here };
        file.set_len(received).await.map_err(failed)?;
        file.sync_data().await.map_err(failed)?;
        self.store().receive_clip(clip.id, received, now()).await?;
        fault.map_or(Ok(received), Err)
    }

    /// What came stays where it came until a row says that it is the original: a server that dies in between does it again.
    async fn finish_upload(&self, clip: &Clip, now: Time) -> Result<(), Error> {
        let part = self.clip_files().part(clip.id);
        if !part.is_file() {
            self.store().set_clip_state(clip.id, ClipState::Failed, "lost", None, Vec::new(), now).await?;
            return Err(Refusal::ClipElsewhere(0).into());
        }
        let keeping = self.clip_files().keeping().await;
        let (file, bytes) = self.clip_files().keep_too(part.clone()).await?;
        let original = ClipFile {
            kind: ClipFileKind::Original,
            file,
            name: "original".to_owned(),
            media_type: String::new(),
            width: 0,
            height: 0,
            bytes,
        };
        self.have_made(clip.id, Some(&original), now).await?;
        drop(keeping);
        let _ = fs::remove_file(part).await;
        Ok(())
    }

    /// Puts down that renditions are to be made, with the state in which it waits for that.
    pub(crate) async fn have_made(&self, id: ClipId, original: Option<&ClipFile>, now: Time) -> Result<(), Error> {
        let job = Job::Transcode { clip: id };
        let job = NewJob { kind: job.kind().word(), key: job.payload(), payload: job.payload(), run_at: now };
        self.store().set_clip_state(id, ClipState::Waiting, "", original, vec![job], now).await?;
        self.have_work();
        Ok(())
    }

    /// After a start: what was waited for or worked on when the server ended is put down again, due now.
    pub async fn go_on_with_clips(&self, now: Time) -> Result<(), Error> {
        for state in [ClipState::Waiting, ClipState::Working] {
            for clip in self.store().stale_clips(state, now).await? {
                self.have_made(clip.id, None, now).await?;
            }
        }
        Ok(())
    }

    /// Uploads of which nothing is heard any more are let go of, and those that were whole when the server died go on.
    pub async fn tend_clips(&self, now: Time) -> Result<(), Error> {
        let mut failure = None;
        for clip in self.store().stale_clips(ClipState::Arriving, now).await? {
            // What goes wrong with one keeps no other waiting.
            failure = self.tend_clip(&clip, now).await.err().or(failure);
        }
        failure.map_or(Ok(()), Err)
    }

    async fn tend_clip(&self, clip: &Clip, now: Time) -> Result<(), Error> {
        let door = self.clip_doors().of(clip.id);
        let Ok(_door) = door.try_lock() else { return Ok(()) };
        // Somebody may have gone on with it since it was found.
        let Some(clip) = self.store().clip(clip.id).await?.filter(|clip| clip.state == ClipState::Arriving) else {
            return Ok(());
        };
        if clip.received == clip.size {
            self.finish_upload(&clip, now).await
        } else {
            let patient = clip.changed >= now.plus(-PATIENCE_DAYS * DAY);
            if !patient && self.store().remove_manuscript(clip.manuscript).await? {
                self.clip_files().forget_part(clip.id).await;
            }
            Ok(())
        }
    }
}
