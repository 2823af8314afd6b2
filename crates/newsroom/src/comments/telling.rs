//! Somebody is told that she was answered: whom, of what, and how she ends it.

use model::{CommentId, CommentState, DAY, ItemId, MailAddress, Time};

use super::Comments;
use crate::Error;

/// To one address: a long quarrel is no reason to fill a mailbox.
const MAILS_A_DAY: u32 = 20;

/// What a mail says. `Debug` prints nothing of the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    pub to: MailAddress,
    /// Tag of the language in which she is written to.
    pub language: String,
    pub headline: String,
    pub item: ItemId,
    /// Hers, that was answered.
    pub parent: CommentId,
    pub reply: CommentId,
    pub reply_name: String,
    pub reply_text: String,
    /// Proves that the way out in the mail is ours.
    pub unsubscribe_sign: String,
}

impl Comments {
    /// `None` when there is nothing to tell any more: told already, taken down, or no longer wanted.
    pub async fn telling(&self, reply: CommentId, now: Time) -> Result<Option<Telling>, Error> {
        let store = &self.0.store;
        let Some(found) = store.reply_to_tell(reply).await? else { return Ok(None) };
        if !found.to.wants || found.reply.state != CommentState::Shown {
            return Ok(None);
        }
        if store.mails_since(found.parent.id, now.plus(-DAY)).await? >= MAILS_A_DAY {
            return Ok(None);
        }
        let Some(to) = self.0.sealed.opened(&found.to.sealed) else { return Ok(None) };
        let manuscript = store.manuscript(found.reply.manuscript).await?;
        let Some((manuscript, item)) = manuscript.and_then(|row| row.item.map(|item| (row, item))) else {
            return Ok(None);
        };
        Ok(Some(Telling {
            to,
            language: found.to.language,
            headline: manuscript.headline,
            item,
            parent: found.parent.id,
            reply,
            reply_name: found.reply.name,
            reply_text: found.reply.text,
            unsubscribe_sign: self.unsubscribe_sign(found.parent.id),
        }))
    }

    /// It went out; not again.
    pub async fn told(&self, reply: CommentId, now: Time) -> Result<(), Error> {
        Ok(self.0.store.note_mail(reply, now).await?)
    }
}
