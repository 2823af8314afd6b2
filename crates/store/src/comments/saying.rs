//! A comment comes in, is written anew by who wrote it, is taken back, or appealed.

use model::{CommentId, CommentState, ManuscriptId, ReaderId, Time};

use super::{SealedAddress, Standing, note_state, read_comment};
use crate::{
    Error, Result, Store, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

/// Whose a comment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// SHA-256 of the secret in her browser.
    Guest([u8; 32]),
    /// With an account.
    Reader(ReaderId),
}

impl Owner {
    pub(super) fn parts(self) -> (Option<[u8; 32]>, Option<ReaderId>) {
        match self {
            Owner::Guest(hash) => (Some(hash), None),
            Owner::Reader(reader) => (None, Some(reader)),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    pub manuscript: ManuscriptId,
    pub parent: Option<CommentId>,
    pub owner: Owner,
    pub staff: bool,
    pub name: String,
    pub website: String,
    pub text: String,
    /// Of the text as it is compared.
    pub fingerprint: i64,
    pub state: CommentState,
    pub doubts: String,
    pub address: Option<SealedAddress>,
    /// Is she to be told of answers?
    pub wants: bool,
    /// Tag of the language in which she is written to.
    pub language: &'static str,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    Kept(CommentId),
    /// What it answers is no longer shown, or never stood below this article.
    ParentGone,
}

/// The same text, said before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    pub id: CommentId,
    pub manuscript: ManuscriptId,
    pub guest: Option<[u8; 32]>,
    pub reader: Option<ReaderId>,
    pub at: Time,
}

/// Her own change of her text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewriting {
    pub text: String,
    pub fingerprint: i64,
    pub doubts: String,
    pub state: CommentState,
    /// Written to in this language when somebody answers; the kind of job, as for what is new.
    pub mail: Option<&'static str>,
}

impl Store {
    /// `mail` is the kind of job that tells others of an answer; `None` where nobody can be written to.
    pub async fn add_comment(&self, new: NewComment, mail: Option<&'static str>, now: Time) -> Result<Spoken> {
        self.write(Durability::Full, move |tx| Box::pin(async move { add(tx, &new, mail, now).await })).await
    }

    /// The same text since then, latest first; at most twenty.
    pub async fn comments_alike(&self, fingerprint: i64, since: Time) -> Result<Vec<Alike>> {
        self.rows(&statements::COMMENTS_ALIKE, &[fingerprint.into(), since.into()], |row| {
            Ok(Alike {
                id: CommentId(row.int(0)?),
                manuscript: ManuscriptId(row.int(1)?),
                guest: maybe_hash(row, 2)?,
                reader: row.maybe_int(3)?.map(ReaderId),
                at: Time(row.int(4)?),
            })
        })
        .await
    }

    /// False when it is no longer in the state that was seen.
    pub async fn rewrite_comment(&self, id: CommentId, seen: CommentState, to: Rewriting, now: Time) -> Result<bool> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let params = [
                    id.into(),
                    (&to.text).into(),
                    to.fingerprint.into(),
                    now.into(),
                    (&to.doubts).into(),
                    to.state.word().into(),
                    seen.word().into(),
                ];
                if tx.run(&statements::REWRITE_COMMENT, &params).await? == 0 {
                    return Ok(false);
                }
                let Some(row) = tx.row(&statements::COMMENT, &[id.into()], read_comment).await? else {
                    return Ok(false);
                };
                note_state(tx, Standing::from(&row), Some(seen), to.state, to.mail, now).await?;
                Ok(true)
            })
        })
        .await
    }

    /// Name, text and address go; that something stood there stays, for those who answered.
    pub async fn withdraw_comment(&self, id: CommentId, now: Time) -> Result<()> {
        self.write(Durability::Full, move |tx| Box::pin(async move { withdraw(tx, id, now).await })).await
    }

    /// False when it cannot be appealed, or was already.
    pub async fn appeal_comment(&self, id: CommentId, text: &str, now: Time) -> Result<bool> {
        let params = vec![id.into(), text.to_owned().into(), now.into()];
        Ok(self.run(Durability::Full, &statements::APPEAL_COMMENT, params).await? > 0)
    }
}

async fn add(tx: &mut Tx, new: &NewComment, mail: Option<&'static str>, now: Time) -> Result<Spoken> {
    let thread = match new.parent {
        None => None,
        Some(parent) => {
            let parent = tx.row(&statements::COMMENT, &[parent.into()], read_comment).await?;
            let fits = parent.filter(|row| row.manuscript == new.manuscript && row.state == CommentState::Shown);
            match fits {
                Some(row) => Some(row.thread),
                None => return Ok(Spoken::ParentGone),
            }
        }
    };
    let (guest, reader) = new.owner.parts();
    let params = [
        new.manuscript.into(),
        new.parent.into(),
        thread.map_or(0, |thread| thread.0).into(),
        reader.into(),
        guest.as_ref().map(|hash| Value::from(hash.as_slice())).into(),
        new.staff.into(),
        (&new.name).into(),
        (&new.website).into(),
        (&new.text).into(),
        new.fingerprint.into(),
        now.into(),
        new.state.word().into(),
        (&new.doubts).into(),
    ];
    let id = tx.row(&statements::ADD_COMMENT, &params, |row| row.int(0).map(CommentId)).await?;
    let id = id.ok_or_else(|| Error::NotThere("A comment that was just kept".to_owned()))?;
    if thread.is_none() {
        tx.run(&statements::BEGIN_THREAD, &[id.into()]).await?;
    }
    if let Some(SealedAddress { mark, sealed }) = &new.address {
        let params = [id.into(), mark.into(), sealed.into(), new.wants.into(), new.language.into()];
        tx.run(&statements::ADD_COMMENT_ADDRESS, &params).await?;
    }
    let standing = Standing { id, manuscript: new.manuscript, thread: thread.unwrap_or(id), parent: new.parent };
    note_state(tx, standing, None, new.state, mail, now).await?;
    Ok(Spoken::Kept(id))
}

async fn withdraw(tx: &mut Tx, id: CommentId, now: Time) -> Result<()> {
    let Some(row) = tx.row(&statements::COMMENT, &[id.into()], read_comment).await? else { return Ok(()) };
    tx.run(&statements::WITHDRAW_COMMENT, &[id.into(), now.into()]).await?;
    tx.run(&statements::WITHDRAW_DECISIONS, &[id.into()]).await?;
    tx.run(&statements::FORGET_COMMENT_ADDRESS, &[id.into()]).await?;
    note_state(tx, Standing::from(&row), Some(row.state), CommentState::Removed, None, now).await
}

/// All that she said, before she herself goes.
pub(crate) async fn withdraw_all(tx: &mut Tx, reader: ReaderId, now: Time) -> Result<()> {
    let ids = tx.rows(&statements::COMMENTS_TO_WITHDRAW, &[reader.into()], |row| row.int(0).map(CommentId)).await?;
    for id in ids {
        withdraw(tx, id, now).await?;
    }
    Ok(())
}

fn maybe_hash(row: &Row, column: usize) -> Result<Option<[u8; 32]>> {
    Ok(row.maybe_bytes(column)?.and_then(|bytes| bytes.try_into().ok()))
}
