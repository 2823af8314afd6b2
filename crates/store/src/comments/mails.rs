//! Where those who commented can be written to. Only who sends mail asks.

use model::{CommentId, Time};

use super::CommentRow;
use crate::{
    Result, Store, statements,
    store::Durability,
    value::{Row, Value},
};

/// An address as it is kept: what is the same for the same address, and what only the newsroom's key opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedAddress {
    pub mark: String,
    pub sealed: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTo {
    pub sealed: Vec<u8>,
    pub wants: bool,
    /// Tag of the language in which she wants to be written to.
    pub language: String,
}

/// An answer, what it answers, and whom that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub reply: CommentRow,
    pub parent: CommentRow,
    pub to: MailTo,
}

impl Store {
    /// Whom an answer is to be told, and that nobody told it yet.
    pub async fn reply_to_tell(&self, id: CommentId) -> Result<Option<Reply>> {
        let told = self.row(&statements::COMMENT_MAILED, &[id.into()], |row| row.int(0)).await?;
        let Some(reply) = self.comment(id).await?.filter(|_| told.is_none()) else { return Ok(None) };
        let Some(parent) = reply.parent else { return Ok(None) };
        let Some(parent) = self.comment(parent).await? else { return Ok(None) };
        let read = |row: &Row| Ok(MailTo { sealed: row.bytes(0)?, wants: row.is_true(1)?, language: row.text(2)? });
        let to = self.row(&statements::COMMENT_ADDRESS, &[parent.id.into()], read).await?;
        Ok(to.map(|to| Reply { reply, parent, to }))
    }

    /// Addresses that an earlier release kept in the clear, each with its comment.
    pub async fn open_addresses(&self, limit: u32) -> Result<Vec<(CommentId, String)>> {
        self.rows(&statements::OPEN_ADDRESSES, &[limit.into()], |row| Ok((CommentId(row.int(0)?), row.text(1)?))).await
    }

    pub async fn seal_address(&self, comment: CommentId, address: SealedAddress) -> Result<()> {
        let SealedAddress { mark, sealed } = address;
        let params = vec![comment.into(), mark.into(), Value::Bytes(sealed.into())];
        self.run(Durability::Full, &statements::SEAL_ADDRESS, params).await.map(|_| ())
    }

    /// How many mails went since then to who wrote this comment.
    pub async fn mails_since(&self, comment: CommentId, since: Time) -> Result<u32> {
        let params = [comment.into(), since.into()];
        Ok(self.row(&statements::COMMENTS_MAILED_LATELY, &params, |row| row.count(0)).await?.unwrap_or(0))
    }

    pub async fn note_mail(&self, reply: CommentId, now: Time) -> Result<()> {
        self.run(Durability::Full, &statements::NOTE_COMMENT_MAIL, vec![reply.into(), now.into()]).await.map(|_| ())
    }

    /// Nothing more goes to the address of who wrote this comment.
    pub async fn unsubscribe(&self, comment: CommentId) -> Result<()> {
        self.run(Durability::Full, &statements::UNSUBSCRIBE, vec![comment.into()]).await.map(|_| ())
    }
}
