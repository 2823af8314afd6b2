//! What moderators decide, each as a row that says how it was before, so that it can be undone.

use model::{CommentId, CommentState, ReaderId, RemovalReason, Time};

use super::{CommentRow, Standing, WordCount, note_state, read_comment, words::learn};
use crate::{Error, NewJob, Result, Store, statements, store::Durability, tx::Tx, value::Row};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionKind {
    Approve,
    Remove,
    Spam,
    Edit,
    /// Back to how it was before the last one.
    Undo,
    /// An appeal was heard, and nothing changes.
    Keep,
    /// An appeal was heard, and it is shown again.
    Restore,
}

impl DecisionKind {
    pub const ALL: [DecisionKind; 7] = [
        DecisionKind::Approve,
        DecisionKind::Remove,
        DecisionKind::Spam,
        DecisionKind::Edit,
        DecisionKind::Undo,
        DecisionKind::Keep,
        DecisionKind::Restore,
    ];

    pub fn word(self) -> &'static str {
        match self {
            DecisionKind::Approve => "approve",
            DecisionKind::Remove => "remove",
            DecisionKind::Spam => "spam",
            DecisionKind::Edit => "edit",
            DecisionKind::Undo => "undo",
            DecisionKind::Keep => "keep",
            DecisionKind::Restore => "restore",
        }
    }

    pub fn from_word(word: &str) -> Option<DecisionKind> {
        DecisionKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// How a comment is to stand from now on, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    pub kind: DecisionKind,
    pub moderator: Option<ReaderId>,
    pub moderator_name: String,
    /// As it is to be; what was seen is compared by its state and text.
    pub to: CommentRow,
    /// What the filter learns, or unlearns by numbers below zero.
    pub lessons: Vec<WordCount>,
    /// Of the decision that this one takes back.
    pub undoes: Option<i64>,
    /// What else must follow from it, put down with it.
    pub jobs: Vec<NewJob>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    pub id: i64,
    pub at: Time,
    pub moderator: Option<ReaderId>,
    pub moderator_name: String,
    pub kind: DecisionKind,
    pub reason: Option<RemovalReason>,
    pub words: String,
    pub before_state: CommentState,
    pub before_text: String,
    pub before_earlier: Option<String>,
    pub before_note: String,
    pub before_reason: Option<RemovalReason>,
    pub before_words: String,
    pub undone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// Somebody else decided meanwhile, or it was rewritten.
    Moved,
}

/// How many wait for a moderator; a thousand may be more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    pub held: u32,
    pub appeals: u32,
    pub spam: u32,
}

impl Store {
    /// Oldest first: what has waited longest is next.
    pub async fn comment_queue(&self, state: CommentState, after: CommentId, limit: u32) -> Result<Vec<CommentRow>> {
        self.many_rows(&statements::COMMENT_QUEUE, &[state.word().into(), after.into(), limit.into()], read_comment)
            .await
    }

    /// Newest first.
    pub async fn comments_lately(&self, state: CommentState, before: CommentId, limit: u32) -> Result<Vec<CommentRow>> {
        let params = [state.word().into(), before.into(), limit.into()];
        self.many_rows(&statements::COMMENTS_LATELY, &params, read_comment).await
    }

    /// Those that nobody answered yet.
    pub async fn comment_appeals(&self, after: CommentId, limit: u32) -> Result<Vec<CommentRow>> {
        self.many_rows(&statements::COMMENT_APPEALS, &[after.into(), limit.into()], read_comment).await
    }

    pub async fn comments_waiting(&self) -> Result<Waiting> {
        let read = |row: &Row| Ok(Waiting { held: row.count(0)?, appeals: row.count(1)?, spam: row.count(2)? });
        Ok(self.row(&statements::COMMENTS_WAITING, &[], read).await?.unwrap_or_default())
    }

    /// Oldest first.
    pub async fn decisions(&self, id: CommentId) -> Result<Vec<DecisionRow>> {
        self.rows(&statements::DECISIONS, &[id.into()], read_decision).await
    }

    /// `seen` is the comment as the moderator had it before her; `answer` closes an appeal with it.
    pub async fn decide(
        &self,
        seen: &CommentRow,
        decision: NewDecision,
        answer: Option<String>,
        mail: Option<&'static str>,
        now: Time,
    ) -> Result<Decided> {
        let seen = seen.clone();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move { decide(tx, &seen, &decision, answer.as_deref(), mail, now).await })
        })
        .await
    }

    /// Spam from before then goes; where somebody had answered it, its text goes.
    pub async fn forget_spam(&self, before: Time) -> Result<u64> {
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let gone = tx.run(&statements::FORGET_SPAM, &[before.into()]).await?;
                tx.run(&statements::FORGET_SPAM_ADDRESSES, &[before.into()]).await?;
                tx.run(&statements::FORGET_SPAM_DECISIONS, &[before.into()]).await?;
                Ok(gone + tx.run(&statements::BLANK_SPAM, &[before.into()]).await?)
            })
        })
        .await
    }
}

async fn decide(
    tx: &mut Tx,
    seen: &CommentRow,
    decision: &NewDecision,
    answer: Option<&str>,
    mail: Option<&'static str>,
    now: Time,
) -> Result<Decided> {
    let now_there = tx.row(&statements::COMMENT, &[seen.id.into()], read_comment).await?;
    let same = now_there.is_some_and(|row| {
        row.state == seen.state && row.text == seen.text && row.note == seen.note && row.learned == seen.learned
    });
    if !same {
        return Ok(Decided::Moved);
    }
    if let Some(undoes) = decision.undoes
        && tx.run(&statements::UNDO_DECISION, &[undoes.into()]).await? == 0
    {
        return Ok(Decided::Moved);
    }
    if let Some(answer) = answer
        && tx.run(&statements::ANSWER_APPEAL, &[seen.id.into(), answer.into(), now.into()]).await? == 0
    {
        return Ok(Decided::Moved);
    }
    let to = &decision.to;
    let learned = match to.learned {
        Some(true) => "bad",
        Some(false) => "good",
        None => "",
    };
    let params = [
        seen.id.into(),
        to.state.word().into(),
        to.reason.map_or("", RemovalReason::word).into(),
        (&to.words).into(),
        (&decision.moderator_name).into(),
        now.into(),
        (&to.text).into(),
        to.earlier.as_ref().into(),
        (&to.note).into(),
        learned.into(),
        seen.state.word().into(),
    ];
    if tx.run(&statements::DECIDE_COMMENT, &params).await? == 0 {
        return Err(Error::NotThere("A comment that was just there".to_owned()));
    }
    crate::queue::enqueue(tx, &decision.jobs, now).await?;
    let params = [
        seen.id.into(),
        now.into(),
        decision.moderator.into(),
        (&decision.moderator_name).into(),
        decision.kind.word().into(),
        to.reason.map_or("", RemovalReason::word).into(),
        (&to.words).into(),
        seen.state.word().into(),
        (&seen.text).into(),
        seen.earlier.as_ref().into(),
        (&seen.note).into(),
        seen.reason.map_or("", RemovalReason::word).into(),
        (&seen.words).into(),
        // Undoing is not undone: the same button would go to and fro.
        (decision.kind == DecisionKind::Undo).into(),
    ];
    tx.run(&statements::ADD_DECISION, &params).await?;
    learn(tx, &decision.lessons, now).await?;
    note_state(tx, Standing::from(seen), Some(seen.state), to.state, mail, now).await?;
    Ok(Decided::Done)
}

fn read_decision(row: &Row) -> Result<DecisionRow> {
    Ok(DecisionRow {
        id: row.int(0)?,
        at: Time(row.int(1)?),
        moderator: row.maybe_int(2)?.map(ReaderId),
        moderator_name: row.text(3)?,
        kind: DecisionKind::from_word(row.str(4)?).unwrap_or(DecisionKind::Edit),
        reason: RemovalReason::from_word(row.str(5)?),
        words: row.text(6)?,
        before_state: CommentState::from_word(row.str(7)?).unwrap_or(CommentState::Held),
        before_text: row.text(8)?,
        before_earlier: row.maybe_text(9)?,
        before_note: row.text(10)?,
        before_reason: RemovalReason::from_word(row.str(11)?),
        before_words: row.text(12)?,
        undone: row.is_true(13)?,
    })
}
