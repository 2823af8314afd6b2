//! Each kind of job, done by the crate that knows how.

use std::sync::Arc;

use jobs::{Failure, Job};
use model::{Blame, Time};
use sources::{Error, Pictures, Poller, websub};
use store::Store;

use super::{News, Opened, announcing::Announcer};

pub struct JobDesk {
    store: Store,
    poller: Poller,
    pictures: Pictures,
    newsroom: newsroom::Newsroom,
    public_url: Option<String>,
    announcer: Announcer,
}

impl JobDesk {
    pub fn new(edition: &Opened, news: &News) -> JobDesk {
        JobDesk {
            store: edition.store.clone(),
            poller: news.poller.clone(),
            pictures: edition.pictures.clone(),
            newsroom: news.newsroom.clone(),
            public_url: news.public_url.clone(),
            announcer: Announcer::new(edition, news),
        }
    }

    pub async fn run(self: Arc<Self>, job: Job) -> Result<(), Failure> {
        let now = Time::now();
        let done = match job {
            Job::Announce { manuscript } => return self.announcer.announce(manuscript, now).await,
            Job::PingHub { topic } => self.announcer.ping(&topic).await,
            Job::SendMention { source, target } => self.announcer.mention(&source, &target).await,
            Job::TakeMention { source, target } => return self.announcer.take_mention(&source, &target, now).await,
            Job::Submit { address } => self.announcer.submit(&address).await,
            Job::FullText { item } => self.full_text(item, now).await,
            Job::Subscribe { source } => self.subscribe(source, now).await,
            // Done beside these: mail where there is a mail server, and what the ledger says.
            Job::Mail { .. } | Job::Letter { .. } | Job::Note { .. } | Job::Erase { .. } | Job::Transcode { .. } => {
                Ok(())
            }
            Job::FetchPicture { url } => {
                super::pictures_of::serve(&self.pictures, &self.newsroom, &url, 0, now).await.map(|_| ())
            }
        };
        done.map_err(failed)
    }

    async fn full_text(&self, item: model::ItemId, now: Time) -> Result<(), Error> {
        let poller = &self.poller;
        let changed =
            sources::read_page(&self.store, poller.fetcher(), poller.intake(), poller.hosts(), item, now).await?;
        if changed {
            poller.news().notify_one();
        }
        Ok(())
    }

    async fn subscribe(&self, source: model::SourceId, now: Time) -> Result<(), Error> {
        let Some(public) = &self.public_url else { return Ok(()) };
        websub::subscribe(&self.store, self.poller.fetcher(), source, &websub::callback(public, source), now).await
    }
}

/// What may work later is tried again.
pub fn failed(error: Error) -> Failure {
    match error.blame() {
        Blame::Reader => Failure::for_good(error.to_string()),
        Blame::Outside | Blame::Ours => Failure::passing(error.to_string()),
    }
}
