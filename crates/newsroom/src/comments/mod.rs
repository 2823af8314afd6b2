//! What readers say below articles: who goes through, what waits, what moderators decide.

mod doubt;
pub(crate) mod filter;
mod limits;
mod moderating;
mod pages;
mod said;
mod speaking;
mod stamp;
mod telling;
mod words;

pub use doubt::Doubt;
pub use moderating::{Moderated, Tab};
pub use pages::{Shown, Thread, ThreadPage};
pub use said::{Paragraph, Piece, paragraphs};
pub use speaking::{Fault, Kept, Speaker, Typed, Unsaid};
pub use telling::Telling;

use std::sync::Arc;

use model::{DAY, Time};
use store::Store;
use vault::Key;

use crate::Error;
use crate::sealed::Sealed;

/// What spam is kept for moderators.
const SPAM_DAYS: i64 = 30;
/// So many words and pairs of words the filter remembers.
const WORDS_AT_MOST: u64 = 200_000;
const KEY: &str = "comments-key";

/// The comments of one edition. Cheap to copy; every copy is the same.
#[derive(Clone)]
pub struct Comments(Arc<Inside>);

struct Inside {
    store: Store,
    sealed: Sealed,
    key: [u8; 32],
    limits: limits::Limits,
    mails: bool,
    after_mail: Box<dyn Fn() + Send + Sync>,
}

impl Comments {
    /// `mails` says whether anybody can be written to; `wake` is called when a mail may have to go out.
    pub async fn open(
        store: Store,
        sealing: &Key,
        mails: bool,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Comments, Error> {
        let key = stamp::key(&store).await?;
        let limits = limits::Limits::default();
        Ok(Comments(Arc::new(Inside {
            store,
            sealed: Sealed::new(sealing),
            key,
            limits,
            mails,
            after_mail: Box::new(wake),
        })))
    }

    /// Can anybody be written to?
    pub fn mails(&self) -> bool {
        self.0.mails
    }

    /// Spam that nobody wanted goes after a month, and the filter's words stay within bounds.
    pub async fn tend(&self, now: Time) -> Result<(), Error> {
        self.0.store.forget_spam(now.plus(-SPAM_DAYS * DAY)).await?;
        let words = self.0.store.count_words().await?;
        if words > WORDS_AT_MOST {
            self.0.store.forget_words(words - WORDS_AT_MOST * 9 / 10).await?;
        }
        Ok(())
    }

    fn mail(&self) -> Option<&'static str> {
        self.0.mails.then_some(jobs::Kind::Mail.word())
    }

    fn wake(&self) {
        (self.0.after_mail)();
    }
}
