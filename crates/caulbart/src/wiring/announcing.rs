//! Who elsewhere hears of what is published here: the hub, those to whom an article links, search engines.

use jobs::{Failure, Job, Queue};
use model::{ManuscriptId, ManuscriptState, Time};
use newsroom::{Newsroom, addresses};
use sources::{Error, Fetcher, webmention, websub};
use store::{NewMention, Store};

use super::{News, Opened, job_desk::failed};

/// All that take part share what one is told (indexnow.org).
const INDEX_NOW: &str = "https://api.indexnow.org/indexnow";

pub struct Announcer {
    store: Store,
    newsroom: Newsroom,
    queue: Queue,
    fetcher: Fetcher,
    /// Without it nobody elsewhere could find what they are told of.
    public_url: Option<String>,
    hub: Option<String>,
    index_now: Option<String>,
}

impl Announcer {
    pub fn new(edition: &Opened, news: &News) -> Announcer {
        Announcer {
            store: edition.store.clone(),
            newsroom: news.newsroom.clone(),
            queue: news.queue.clone(),
            fetcher: edition.fetcher.clone(),
            public_url: news.public_url.as_deref().map(|url| url.trim_end_matches('/').to_owned()),
            hub: news.hub.clone(),
            index_now: news.index_now.clone(),
        }
    }

    /// One job for each who is told: those that cannot be reached keep nobody else waiting.
    pub async fn announce(&self, manuscript: ManuscriptId, now: Time) -> Result<(), Failure> {
        let Some(base) = &self.public_url else { return Ok(()) };
        let Some(row) = self.store.manuscript(manuscript).await? else { return Ok(()) };
        let was_seen = matches!(row.state, ManuscriptState::Published | ManuscriptState::Withdrawn);
        let Some(item) = row.item.filter(|_| was_seen) else { return Ok(()) };
        let ours = format!("{base}{}", addresses::article(item, &row.slug));
        let mut jobs = Vec::new();
        if self.hub.is_some() {
            for shelf in self.newsroom.shelves_of(manuscript).await.map_err(passing)? {
                jobs.extend(addresses::FEEDS.map(|feed| Job::PingHub { topic: format!("{base}{shelf}/{feed}") }));
            }
        }
        for target in self.newsroom.links_of(manuscript).await.map_err(passing)? {
            if !target.starts_with(&format!("{base}/")) && target != *base {
                jobs.push(Job::SendMention { source: ours.clone(), target });
            }
        }
        if self.index_now.is_some() {
            jobs.push(Job::Submit { address: ours });
        }
        Ok(self.queue.enqueue(&jobs, now).await?)
    }

    pub async fn ping(&self, topic: &str) -> Result<(), Error> {
        match &self.hub {
            Some(hub) => websub::publish(&self.fetcher, hub, topic).await,
            None => Ok(()),
        }
    }

    pub async fn mention(&self, source: &str, target: &str) -> Result<(), Error> {
        webmention::send(&self.fetcher, source, target).await.map(|_| ())
    }

    /// `target` was ours when it was asked; it may be withdrawn by now.
    pub async fn take_mention(&self, source: &str, target: &str, now: Time) -> Result<(), Failure> {
        let Some(base) = &self.public_url else { return Ok(()) };
        let Some(item) = addresses::article_at(base, target) else { return Ok(()) };
        let Some(row) = self.store.manuscript_of(item).await? else { return Ok(()) };
        match webmention::look(&self.fetcher, source, target).await.map_err(failed)? {
            Some(seen) if row.state == ManuscriptState::Published => {
                let new = NewMention {
                    manuscript: row.id,
                    source: source.to_owned(),
                    target: target.to_owned(),
                    title: seen.title,
                    author: seen.author,
                    excerpt: seen.excerpt,
                };
                Ok(self.store.keep_mention(&new, now).await?)
            }
            _ => Ok(self.store.drop_mention(row.id, source).await?),
        }
    }

    /// The key's file proves that the address is ours to speak of.
    pub async fn submit(&self, address: &str) -> Result<(), Error> {
        let (Some(key), Some(base)) = (&self.index_now, &self.public_url) else { return Ok(()) };
        let proof = format!("{base}/{key}.txt");
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("url", address), ("key", key), ("keyLocation", &proof)])
            .finish();
        let asked = format!("{INDEX_NOW}?{query}");
        let ask = sources::Ask::new(&asked, "*/*", sources::Limits::PAGE);
        self.fetcher.fetch(&ask).await?.expect_success().map(|_| ())
    }
}

fn passing(error: newsroom::Error) -> Failure {
    Failure::passing(error.to_string())
}
