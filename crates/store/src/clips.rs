//! Clips, their files, and channels. What a clip says stands in its manuscript; its bytes lie in the edition's folder.

use model::{
    Channel, Clip, ClipFile, ClipFileKind, ClipId, ClipState, DAY, ItemId, ManuscriptId, MediumId, ReaderId, SourceId,
    Time,
};

use crate::{
    Error, NewJob, Result, Store, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

/// What was made of an original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeClip {
    pub width: u32,
    pub height: u32,
    pub duration_ms: u32,
    pub has_sound: bool,
    pub poster: Option<MediumId>,
    pub thumbs: u32,
    pub alike: Option<ClipId>,
    pub signature: Vec<u8>,
    /// In place of all that were there, but for the original and captions.
    pub files: Vec<ClipFile>,
}

impl Store {
    pub async fn new_clip(
        &self,
        manuscript: ManuscriptId,
        owner: ReaderId,
        name: &str,
        size: u64,
        article: Option<ManuscriptId>,
        now: Time,
    ) -> Result<ClipId> {
        let params: Vec<Value> = vec![
            manuscript.into(),
            owner.into(),
            name.to_owned().into(),
            int(size).into(),
            Value::Bytes(Vec::new().into()),
            now.into(),
            article.into(),
        ];
        let id = self.write(Durability::Full, move |tx| {
            Box::pin(async move { tx.row(&statements::NEW_CLIP, &params, |row| row.int(0).map(ClipId)).await })
        });
        id.await?.ok_or_else(|| Error::NotThere("A clip that was just begun".to_owned()))
    }

    pub async fn clip(&self, id: ClipId) -> Result<Option<Clip>> {
        self.row(&statements::CLIP, &[id.into()], read_clip).await
    }

    pub async fn clip_of_manuscript(&self, id: ManuscriptId) -> Result<Option<Clip>> {
        self.row(&statements::CLIP_OF_MANUSCRIPT, &[id.into()], read_clip).await
    }

    pub async fn clip_of_item(&self, id: ItemId) -> Result<Option<Clip>> {
        self.row(&statements::CLIP_OF_ITEM, &[id.into()], read_clip).await
    }

    /// The latest first, of one owner's or of all; `before` goes on after the last of a page.
    pub async fn clips(&self, owner: Option<ReaderId>, before: Option<ClipId>, limit: u32) -> Result<Vec<Clip>> {
        let (owner, before) = (owner.map_or(0, |owner| owner.0), before.unwrap_or(ClipId(i64::MAX)));
        self.many_rows(&statements::CLIPS_LATELY, &[owner.into(), before.into(), limit.into()], read_clip).await
    }

    /// Those in whose state nothing has changed since, the longest first.
    pub async fn stale_clips(&self, state: ClipState, since: Time) -> Result<Vec<Clip>> {
        self.many_rows(&statements::STALE_CLIPS, &[state.word().into(), since.into()], read_clip).await
    }

    /// So many bytes are durable now.
    pub async fn receive_clip(&self, id: ClipId, received: u64, now: Time) -> Result<()> {
        let params = vec![id.into(), int(received).into(), now.into()];
        self.run(Durability::Full, &statements::RECEIVE_CLIP, params).await.map(|_| ())
    }

    /// With what must follow, in one transaction; and `file`, where the state comes with one.
    pub async fn set_clip_state(
        &self,
        id: ClipId,
        state: ClipState,
        fault: &str,
        file: Option<&ClipFile>,
        jobs: Vec<NewJob>,
        now: Time,
    ) -> Result<()> {
        let params: Vec<Value> = vec![id.into(), state.word().into(), fault.to_owned().into(), now.into()];
        let file = file.cloned();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                tx.run(&statements::SET_CLIP_STATE, &params).await?;
                if let Some(file) = &file {
                    tx.run(&statements::ADD_CLIP_FILE, &of_file(id, file)).await?;
                }
                crate::queue::enqueue(tx, &jobs, now).await
            })
        })
        .await
    }

    /// Thousandths. False where it is not being worked on any more.
    pub async fn set_clip_progress(&self, id: ClipId, progress: u32, now: Time) -> Result<bool> {
        let params = vec![id.into(), progress.into(), now.into()];
        Ok(self.run(Durability::Normal, &statements::SET_CLIP_PROGRESS, params).await? > 0)
    }

    pub async fn set_clip_made(&self, id: ClipId, made: &MadeClip, now: Time) -> Result<()> {
        let made = made.clone();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                for file in tx.rows(&statements::CLIP_FILES, &[id.into()], read_file).await? {
                    if !matches!(file.kind, ClipFileKind::Original | ClipFileKind::Captions) {
                        remove_file(tx, id, file.kind, &file.name).await?;
                    }
                }
                let params = [
                    id.into(),
                    made.width.into(),
                    made.height.into(),
                    made.duration_ms.into(),
                    made.has_sound.into(),
                    made.poster.into(),
                    made.thumbs.into(),
                    made.alike.into(),
                    made.signature[..].into(),
                    now.into(),
                ];
                tx.run(&statements::SET_CLIP_MADE, &params).await?;
                let files = made.files.iter().map(|file| of_file(id, file));
                tx.run_each(&statements::ADD_CLIP_FILE, files).await.map(|_| ())
            })
        })
        .await
    }

    /// Of those that came before it and are ready; what moderators took down first.
    pub async fn clip_signatures(&self, before: ClipId) -> Result<Vec<(ClipId, Vec<u8>)>> {
        let read = |row: &Row| Ok((ClipId(row.int(0)?), row.bytes(1)?));
        self.many_rows(&statements::CLIP_SIGNATURES, &[before.into()], read).await
    }

    /// Others that show the same: by what was found when they were made, or to the byte.
    pub async fn clips_alike(&self, id: ClipId) -> Result<Vec<ClipId>> {
        self.many_rows(&statements::CLIPS_ALIKE, &[id.into()], |row| row.int(0).map(ClipId)).await
    }

    /// Bytes of all files of one owner's clips.
    pub async fn clip_space(&self, owner: ReaderId) -> Result<u64> {
        let space = self.row(&statements::CLIP_SPACE, &[owner.into()], |row| row.int(0)).await?;
        Ok(space.unwrap_or(0).max(0).unsigned_abs())
    }

    /// Bytes that she announced, of all that is still arriving.
    pub async fn clips_announced(&self, owner: ReaderId) -> Result<u64> {
        let read = |row: &Row| Ok(row.int(0)?.max(0).unsigned_abs());
        Ok(self.row(&statements::CLIPS_ANNOUNCED, &[owner.into()], read).await?.unwrap_or_default())
    }

    /// One more upload of hers in the day of `now`, in UTC: which one it is.
    pub async fn begin_clip_of_day(&self, owner: ReaderId, now: Time) -> Result<u32> {
        let params: Vec<Value> = vec![owner.into(), now.0.div_euclid(DAY).into()];
        let begun = self.write(Durability::Full, move |tx| {
            Box::pin(async move { tx.row(&statements::BEGIN_CLIP_OF_DAY, &params, |row| row.count(0)).await })
        });
        Ok(begun.await?.unwrap_or_default())
    }

    /// On which day, in days since 1970 in UTC, she began uploads last, and how many; `None` where she never did.
    pub async fn clips_of_day(&self, owner: ReaderId) -> Result<Option<(i64, u32)>> {
        self.row(&statements::CLIPS_OF_DAY, &[owner.into()], |row| Ok((row.int(0)?, row.count(1)?))).await
    }

    /// Who uploaded clips and is no reader any more.
    pub async fn clip_owners_gone(&self) -> Result<Vec<ReaderId>> {
        self.many_rows(&statements::CLIP_OWNERS_GONE, &[], |row| row.int(0).map(ReaderId)).await
    }

    pub async fn remove_clip(&self, id: ClipId) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::REMOVE_CLIP, vec![id.into()]).await? > 0)
    }

    /// A picture that was taken from it.
    pub async fn add_clip_cover(&self, id: ClipId, medium: MediumId) -> Result<()> {
        self.run(Durability::Full, &statements::ADD_CLIP_COVER, vec![id.into(), medium.into()]).await.map(|_| ())
    }

    /// Pictures that were taken from it, each with the SHA-256 of its file, the latest first.
    pub async fn clip_covers(&self, id: ClipId) -> Result<Vec<(MediumId, String)>> {
        self.rows(&statements::CLIP_COVERS, &[id.into()], |row| Ok((MediumId(row.int(0)?), row.text(1)?))).await
    }

    pub async fn add_clip_file(&self, id: ClipId, file: &ClipFile) -> Result<()> {
        self.run(Durability::Full, &statements::ADD_CLIP_FILE, of_file(id, file)).await.map(|_| ())
    }

    pub async fn remove_clip_file(&self, id: ClipId, kind: ClipFileKind, name: &str) -> Result<()> {
        let params = vec![id.into(), kind.word().into(), name.to_owned().into()];
        self.run(Durability::Full, &statements::REMOVE_CLIP_FILE, params).await.map(|_| ())
    }

    /// By kind, the largest first.
    pub async fn clip_files(&self, id: ClipId) -> Result<Vec<ClipFile>> {
        self.rows(&statements::CLIP_FILES, &[id.into()], read_file).await
    }

    /// The file with this SHA-256, if it may be shown: no original, and of nothing that was withdrawn.
    /// With whose it is, and whether that is published; what is published comes first.
    pub async fn clip_files_named(&self, sha256: &str) -> Result<Vec<(ClipFile, ClipId, bool)>> {
        let read = |row: &Row| Ok((read_file(row)?, ClipId(row.int(7)?), row.int(8)? != 0));
        self.many_rows(&statements::CLIP_FILES_NAMED, &[sha256.into()], read).await
    }

    pub async fn is_clip_file_used(&self, sha256: &str) -> Result<bool> {
        Ok(self.row(&statements::IS_CLIP_FILE_USED, &[sha256.into()], |row| row.int(0)).await?.is_some())
    }

    /// Is it the original of a clip whose renditions are not made yet?
    pub async fn is_clip_file_worked_on(&self, sha256: &str) -> Result<bool> {
        Ok(self.row(&statements::IS_CLIP_FILE_WORKED_ON, &[sha256.into()], |row| row.int(0)).await?.is_some())
    }

    /// False where its source has a channel already.
    pub async fn new_channel(&self, channel: &Channel) -> Result<bool> {
        let params = vec![
            channel.source.into(),
            channel.slug.clone().into(),
            channel.title.clone().into(),
            channel.about.clone().into(),
            channel.owner.into(),
            channel.added.into(),
        ];
        Ok(self.run(Durability::Full, &statements::NEW_CHANNEL, params).await? > 0)
    }

    pub async fn channel(&self, source: SourceId) -> Result<Option<Channel>> {
        self.row(&statements::CHANNEL, &[source.into()], read_channel).await
    }

    pub async fn channel_named(&self, slug: &str) -> Result<Option<Channel>> {
        self.row(&statements::CHANNEL_BY_SLUG, &[slug.into()], read_channel).await
    }

    pub async fn channels_of(&self, owner: ReaderId) -> Result<Vec<Channel>> {
        self.rows(&statements::CHANNELS_OF, &[owner.into()], read_channel).await
    }

    pub async fn channels(&self) -> Result<Vec<Channel>> {
        self.rows(&statements::CHANNELS, &[], read_channel).await
    }

    pub async fn change_channel(&self, source: SourceId, title: &str, about: &str) -> Result<()> {
        let params = vec![source.into(), title.to_owned().into(), about.to_owned().into()];
        self.run(Durability::Full, &statements::CHANGE_CHANNEL, params).await.map(|_| ())
    }

    /// Published clips, the latest first; `before` goes on after the last of a page.
    pub async fn clips_of_channel(
        &self,
        source: SourceId,
        before: Option<(Time, ItemId)>,
        limit: u32,
    ) -> Result<Vec<ItemId>> {
        let (time, item) = before.unwrap_or((Time(i64::MAX), ItemId(i64::MAX)));
        let params = [source.into(), time.into(), item.into(), limit.into()];
        self.rows(&statements::CLIPS_OF_CHANNEL, &params, |row| row.int(0).map(ItemId)).await
    }
}

async fn remove_file(tx: &mut Tx, id: ClipId, kind: ClipFileKind, name: &str) -> Result<()> {
    tx.run(&statements::REMOVE_CLIP_FILE, &[id.into(), kind.word().into(), name.into()]).await.map(|_| ())
}

fn int(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn of_file(clip: ClipId, file: &ClipFile) -> Vec<Value<'static>> {
    vec![
        clip.into(),
        file.kind.word().into(),
        file.name.clone().into(),
        file.file.clone().into(),
        file.media_type.clone().into(),
        file.width.into(),
        file.height.into(),
        int(file.bytes).into(),
    ]
}

fn read_file(row: &Row) -> Result<ClipFile> {
    Ok(ClipFile {
        kind: ClipFileKind::from_word(row.str(0)?).unwrap_or(ClipFileKind::Original),
        file: row.text(1)?,
        name: row.text(2)?,
        media_type: row.text(3)?,
        width: row.count(4)?,
        height: row.count(5)?,
        bytes: row.int(6)?.max(0).unsigned_abs(),
    })
}

fn read_channel(row: &Row) -> Result<Channel> {
    Ok(Channel {
        source: SourceId(row.int(0)?),
        slug: row.text(1)?,
        title: row.text(2)?,
        about: row.text(3)?,
        owner: row.maybe_int(4)?.map(ReaderId),
        added: Time(row.int(5)?),
        gone: row.is_true(6)?,
    })
}

fn read_clip(row: &Row) -> Result<Clip> {
    Ok(Clip {
        id: ClipId(row.int(0)?),
        manuscript: ManuscriptId(row.int(1)?),
        owner: ReaderId(row.int(2)?),
        name: row.text(3)?,
        size: row.int(4)?.max(0).unsigned_abs(),
        received: row.int(5)?.max(0).unsigned_abs(),
        state: ClipState::from_word(row.str(6)?).unwrap_or(ClipState::Failed),
        progress: row.count(7)?,
        fault: row.text(8)?,
        width: row.count(9)?,
        height: row.count(10)?,
        duration_ms: row.count(11)?,
        has_sound: row.is_true(12)?,
        poster: row.maybe_int(13)?.map(MediumId),
        thumbs: row.count(14)?,
        alike: row.maybe_int(15)?.map(ClipId),
        added: Time(row.int(16)?),
        changed: Time(row.int(17)?),
        article: row.maybe_int(18)?.map(ManuscriptId),
    })
}
