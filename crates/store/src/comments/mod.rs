//! What readers say below articles. Addresses are asked for in `mails` alone; no row here holds one.

mod deciding;
mod mails;
mod moving;
mod saying;
mod words;

pub use deciding::{Decided, DecisionKind, DecisionRow, NewDecision, Waiting};
pub use mails::{MailTo, Reply, SealedAddress};
pub use moving::MovingComment;
pub(crate) use moving::move_in;
pub use saying::{Alike, NewComment, Owner, Rewriting, Spoken};
pub use words::WordCount;

pub(crate) use saying::withdraw_all;

use model::{CommentId, CommentState, ManuscriptId, ReaderId, RemovalReason, Time};

use crate::{
    Result, Store, statements,
    tx::Tx,
    value::{Row, Value},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRow {
    pub id: CommentId,
    pub manuscript: ManuscriptId,
    /// What it answers.
    pub parent: Option<CommentId>,
    /// What began its thread; itself, when it answers nothing.
    pub thread: CommentId,
    /// Only where she has an account.
    pub reader: Option<ReaderId>,
    /// By somebody who works here.
    pub staff: bool,
    pub name: String,
    /// Empty for none.
    pub website: String,
    pub text: String,
    pub at: Time,
    /// By who wrote it.
    pub edited: Option<Time>,
    pub state: CommentState,
    /// Why it was held, one code a line.
    pub doubts: String,
    /// The text before moderators edited it.
    pub earlier: Option<String>,
    /// What moderators say of their editing.
    pub note: String,
    pub reason: Option<RemovalReason>,
    /// The moderator's own, besides the reason.
    pub words: String,
    pub moderator: String,
    pub decided: Option<Time>,
    pub appeal: String,
    pub appealed: Option<Time>,
    pub answer: String,
    pub answered: Option<Time>,
    /// What the filter learned it as: true for spam.
    pub learned: Option<bool>,
}

impl Store {
    pub async fn comment(&self, id: CommentId) -> Result<Option<CommentRow>> {
        self.row(&statements::COMMENT, &[id.into()], read_comment).await
    }

    /// `None` as well when it is somebody else's.
    pub async fn comment_of_hers(&self, id: CommentId, owner: Owner) -> Result<Option<CommentRow>> {
        let (guest, reader) = owner.parts();
        let guest = guest.as_ref().map(|hash| Value::from(hash.as_slice()));
        self.row(&statements::COMMENT_OF_HERS, &[id.into(), guest.into(), reader.into()], read_comment).await
    }

    /// First comments of threads of which something is shown, oldest first; some of them may themselves not be shown.
    pub async fn comment_threads(&self, of: ManuscriptId, after: CommentId, limit: u32) -> Result<Vec<CommentRow>> {
        self.many_rows(&statements::COMMENT_THREADS, &[of.into(), after.into(), limit.into()], read_comment).await
    }

    /// What was answered in each of these threads, shown or removed, oldest first.
    pub async fn comment_replies(
        &self,
        threads: &[CommentId],
        after: CommentId,
        limit: u32,
    ) -> Result<Vec<Vec<CommentRow>>> {
        let sets: Vec<_> = threads.iter().map(|thread| vec![(*thread).into(), after.into(), limit.into()]).collect();
        self.rows_each(&statements::COMMENT_REPLIES, &sets, read_comment).await
    }

    /// Hers below one article, or with `None` below all, whatever became of them, newest first.
    pub async fn comments_of_hers(
        &self,
        owner: Owner,
        below: Option<ManuscriptId>,
        limit: u32,
    ) -> Result<Vec<CommentRow>> {
        let rest = [below.map_or(0, |id| id.0).into(), i64::MAX.into(), limit.into()];
        let params = |whose| [vec![whose], rest.to_vec()].concat();
        match owner {
            Owner::Guest(hash) => {
                self.many_rows(&statements::COMMENTS_BY_GUEST, &params(hash.as_slice().into()), read_comment).await
            }
            Owner::Reader(reader) => {
                self.many_rows(&statements::COMMENTS_BY_READER, &params(reader.into()), read_comment).await
            }
        }
    }

    /// How many are shown.
    pub async fn comment_count(&self, of: ManuscriptId) -> Result<u32> {
        Ok(self.row(&statements::COMMENTS_COUNTED, &[of.into()], |row| row.count(0)).await?.unwrap_or(0))
    }
}

fn read_comment(row: &Row) -> Result<CommentRow> {
    Ok(CommentRow {
        id: CommentId(row.int(0)?),
        manuscript: ManuscriptId(row.int(1)?),
        parent: row.maybe_int(2)?.map(CommentId),
        thread: CommentId(row.int(3)?),
        reader: row.maybe_int(4)?.map(ReaderId),
        staff: row.is_true(5)?,
        name: row.text(6)?,
        website: row.text(7)?,
        text: row.text(8)?,
        at: Time(row.int(9)?),
        edited: row.maybe_int(10)?.map(Time),
        // A state that only a newer version knows is shown to nobody.
        state: CommentState::from_word(row.str(11)?).unwrap_or(CommentState::Held),
        doubts: row.text(12)?,
        earlier: row.maybe_text(13)?,
        note: row.text(14)?,
        reason: RemovalReason::from_word(row.str(15)?),
        words: row.text(16)?,
        moderator: row.text(17)?,
        decided: row.maybe_int(18)?.map(Time),
        appeal: row.text(19)?,
        appealed: row.maybe_int(20)?.map(Time),
        answer: row.text(21)?,
        answered: row.maybe_int(22)?.map(Time),
        learned: match row.str(23)? {
            "good" => Some(false),
            "bad" => Some(true),
            _ => None,
        },
    })
}

/// Where a comment stands, as far as counts need it.
#[derive(Debug, Clone, Copy)]
struct Standing {
    id: CommentId,
    manuscript: ManuscriptId,
    thread: CommentId,
    parent: Option<CommentId>,
}

impl From<&CommentRow> for Standing {
    fn from(row: &CommentRow) -> Standing {
        Standing { id: row.id, manuscript: row.manuscript, thread: row.thread, parent: row.parent }
    }
}

/// Keeps the counts when a comment goes from one state to another. With the kind of job that tells of answers, that is
/// put too, where somebody wants to be told.
async fn note_state(
    tx: &mut Tx,
    of: Standing,
    was: Option<CommentState>,
    is: CommentState,
    mail: Option<&'static str>,
    now: Time,
) -> Result<()> {
    let (was, is) = (was == Some(CommentState::Shown), is == CommentState::Shown);
    if was == is {
        return Ok(());
    }
    let change: i64 = if is { 1 } else { -1 };
    tx.run(&statements::COUNT_COMMENTS, &[of.manuscript.into(), change.into()]).await?;
    tx.run(&statements::COUNT_THREAD, &[of.thread.into(), change.into()]).await?;
    let (Some(kind), Some(parent), true) = (mail, of.parent, is) else { return Ok(()) };
    if tx.row(&statements::WANTS_ANSWERS, &[parent.into(), of.id.into()], |row| row.int(0)).await?.is_some() {
        let about = of.id.to_string();
        let job = [kind.into(), (&about).into(), (&about).into(), now.into(), now.into()];
        tx.run(&statements::ENQUEUE, &job).await?;
    }
    Ok(())
}
