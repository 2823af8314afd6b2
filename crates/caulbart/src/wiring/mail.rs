//! Who was answered is told by mail: what is told, the newsroom knows; how it gets there, `digest`.

use std::sync::Arc;

use anyhow::Result;
use digest::{Answered, Mailer};
use jobs::{Failure, Job};
use model::{Blame, CommentId, Time};
use newsroom::Comments;

use super::overseeing::Absent;
use super::{News, Opened};
use crate::settings::typed::Serve;

pub struct Mail {
    mailer: Mailer,
    comments: Comments,
    edition: String,
    public_url: String,
    /// Each mail opens an address that was deposited for it.
    absent: Absent,
}

/// `None` without a mail server; a sentence about what was typed.
pub fn mailer(serve: &Serve) -> Result<Option<Mailer>, String> {
    let (Some(server), Some(from)) = (&serve.mail_server, &serve.mail_from) else { return Ok(None) };
    Mailer::open(server, from).map(Some).map_err(|fault| format!("{fault}. {}", fault.hint()))
}

pub async fn comments(edition: &Opened, news: &News, mails: bool) -> Result<Comments> {
    let queue = news.queue.clone();
    Ok(Comments::open(edition.store.clone(), &edition.newsroom_key, mails, move || queue.wake()).await?)
}

impl Mail {
    pub fn new(mailer: Mailer, comments: &Comments, edition: &Opened, serve: &Serve, absent: Absent) -> Mail {
        let public_url = serve.public_url.as_deref().unwrap_or_default().trim_end_matches('/').to_owned();
        Mail { mailer, comments: comments.clone(), edition: edition.store.edition().title.clone(), public_url, absent }
    }

    pub async fn run(self: Arc<Self>, job: Job) -> Result<(), Failure> {
        let Job::Mail { reply } = job else { return Ok(()) };
        self.tell(reply).await
    }

    /// Run twice, it finds that it was told; only where the server dies between the two is a mail sent again, under the same
    /// number.
    async fn tell(&self, reply: CommentId) -> Result<(), Failure> {
        let passing = |error: newsroom::Error| Failure::passing(error.to_string());
        let Some(telling) = self.comments.telling(reply, Time::now()).await.map_err(passing)? else { return Ok(()) };
        let mail = Answered {
            to: telling.to,
            language: telling.language,
            edition: self.edition.clone(),
            headline: telling.headline,
            name: telling.reply_name,
            text: telling.reply_text,
            read_at: format!("{}/comment/{reply}", self.public_url),
            end_at: format!("{}/unsubscribe/{}/{}", self.public_url, telling.parent, telling.unsubscribe_sign),
            number: reply.0,
        };
        self.mailer.tell(&mail).await.map_err(|error| match error.blame() {
            Blame::Outside | Blame::Ours => Failure::passing(error.to_string()),
            Blame::Reader => Failure::for_good(error.to_string()),
        })?;
        self.absent.count_address();
        self.comments.told(reply, Time::now()).await.map_err(passing)
    }
}
