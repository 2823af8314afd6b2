//! Where those who commented can be written to. Only who sends mail asks.

use model::{CommentId, MailAddress, Time};

use super::CommentRow;
use crate::{Result, Store, statements, store::Durability, value::Row};

/// `Debug` prints nothing of the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTo {
    pub address: MailAddress,
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
        let read = |row: &Row| {
            let (address, wants, language) = (MailAddress::new(row.str(0)?), row.is_true(1)?, row.text(2)?);
            Ok(address.map(|address| MailTo { address, wants, language }))
        };
        let to = self.row(&statements::COMMENT_ADDRESS, &[parent.id.into()], read).await?.flatten();
        Ok(to.map(|to| Reply { reply, parent, to }))
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
