//! Each kind of job, done by the crate that knows how.

use std::sync::Arc;

use jobs::{Failure, Job};
use model::{Blame, Time};
use oversight::Oversight;
use sources::{Error, Pictures, Poller, websub};
use store::Store;
use vault::Vault;

use super::{News, Opened, announcing::Announcer};

pub struct JobDesk {
    store: Store,
    oversight: Oversight,
    vault: Vault,
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
            oversight: edition.oversight.clone(),
            vault: edition.oversight.vault().clone(),
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
            Job::Note { entry } => return self.note(&entry, now).await,
            Job::Erase { reader, entry } => {
                self.vault.erase(reader, &[0; 16]).await.map_err(|why| Failure::passing(why.to_string()))?;
                return self.note(&entry, now).await;
            }
            Job::Announce { manuscript } => return self.announcer.announce(manuscript, now).await,
            Job::PingHub { topic } => self.announcer.ping(&topic).await,
            Job::SendMention { source, target } => self.announcer.mention(&source, &target).await,
            Job::TakeMention { source, target } => return self.announcer.take_mention(&source, &target, now).await,
            Job::Submit { address } => self.announcer.submit(&address).await,
            Job::FullText { item } => self.full_text(item, now).await,
            Job::Subscribe { source } => self.subscribe(source, now).await,
            // Done beside these, where there is a mail server.
            Job::Mail { .. } => Ok(()),
            Job::FetchPicture { url } => {
                super::pictures_of::serve(&self.pictures, &self.newsroom, &url, 0, now).await.map(|_| ())
            }
        };
        done.map_err(failed)
    }

    async fn note(&self, entry: &str, now: Time) -> Result<(), Failure> {
        self.oversight.note(entry, now).await.map(|_| ()).map_err(|why| Failure::passing(why.to_string()))
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
