//! Bytes of a feed become kept items. The same for a poll, a delivery by a hub, an imported file and the demo edition.

use std::sync::Arc;

use feeds::{Feed, Format, Hint, Parsed};
use model::{Language, Source, Time};
use store::{Outcome, Store};
use tokio::sync::Semaphore;

use crate::compose::{Composed, compose};
use crate::error::Error;
use crate::identity::{Draft, drafts};

/// Kept in one transaction; also what is in memory at once of a very long feed.
const AT_ONCE: usize = 250;

/// Pictures fetched ahead for one visit; a feed that brings its whole archive does not fetch all of it.
const PICTURES_AT_MOST: usize = 20;

/// A feed's bytes, from wherever they came.
#[derive(Debug, Clone, Default)]
pub struct Delivery {
    pub bytes: Vec<u8>,
    pub content_type: Option<String>,
    /// The address that relative links hang on.
    pub base: Option<String>,
}

/// What was taken in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taken {
    /// The feed without its entries.
    pub feed: Feed,
    pub entries: usize,
    pub new: usize,
    pub changed: usize,
    /// What had to be read around, as phrases: `entry 3 is dated in the future, 2099-…`.
    pub faults: Vec<String>,
    /// As the source gave them: how often it publishes is learned from these.
    pub published: Vec<Time>,
    /// Addresses of pictures that readers will soon be shown: fetched before, they are there at once and their sizes
    /// are known.
    pub pictures: Vec<String>,
    /// It was a web page, or nothing that resembles a feed.
    pub nature: Nature,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Nature {
    #[default]
    Feed,
    Page,
    Empty,
    Other,
}

/// Takes in feeds, as many at once as there are processors. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    store: Store,
    room: Arc<Semaphore>,
}

impl Intake {
    pub fn new(store: Store) -> Intake {
        let processors = std::thread::available_parallelism().map_or(1, |number| number.get());
        Intake { store, room: Arc::new(Semaphore::new(processors)) }
    }

    /// Keeps what is new or changed. What was kept before stays, whatever the bytes are.
    pub async fn take_in(&self, source: &Source, delivery: Delivery, now: Time) -> Result<Taken, Error> {
        let nature_if_unreadable = nature(&delivery);
        let read = self.off_the_runtime(move || {
            let hint = Hint { content_type: delivery.content_type.as_deref(), base: delivery.base.as_deref() };
            let Parsed { mut feed, faults, .. } = feeds::parse(&delivery.bytes, &hint);
            // What it says of all its entries it says of those that do not say it themselves.
            feed.entries.iter_mut().for_each(|entry| entry.explicit = entry.explicit.or(feed.explicit));
            let drafts = drafts(&feed.entries);
            (feed, faults, drafts)
        });
        let (feed, faults, drafts) = read.await?;
        let mut taken = Taken {
            entries: feed.entries.len(),
            faults: faults.iter().map(ToString::to_string).collect(),
            published: feed.entries.iter().filter_map(|entry| entry.published.or(entry.updated)).collect(),
            ..Taken::default()
        };
        if feed.format == Format::Unknown && feed.entries.is_empty() {
            taken.nature = nature_if_unreadable;
        }
        let feed = Arc::new(feed);
        for some in drafts.chunks(AT_ONCE) {
            self.keep_some(source, &feed, some, now, &mut taken).await?;
        }
        taken.feed = Feed { entries: Vec::new(), ..Arc::unwrap_or_clone(feed) };
        Ok(taken)
    }

    async fn keep_some(
        &self,
        source: &Source,
        feed: &Arc<Feed>,
        drafts: &[Draft],
        now: Time,
        taken: &mut Taken,
    ) -> Result<(), Error> {
        let keys: Vec<String> = drafts.iter().map(|draft| draft.key.clone()).collect();
        let known = self.store.known(source.id, &keys).await?;
        let known: std::collections::HashMap<&str, _> = known.iter().map(|known| (known.key.as_str(), known)).collect();
        let is_fresh =
            |draft: &&Draft| known.get(draft.key.as_str()).is_none_or(|known| known.fingerprint != draft.fingerprint);
        let fresh: Vec<Draft> = drafts.iter().filter(is_fresh).cloned().collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let (feed, language) = (Arc::clone(feed), source.language);
        let composed = self.off_the_runtime(move || {
            fresh.iter().map(|draft| compose(&feed, draft, language, now)).collect::<Vec<Composed>>()
        });
        let mut arrivals = Vec::new();
        for mut composed in composed.await? {
            taken.faults.extend(composed.fault);
            let there = known.get(composed.arrival.item.key.as_str());
            if let (true, Some(there)) = (composed.date_made_up, there) {
                // An edit does not make an undated item new.
                if let Some(before) = self.store.cards(&[there.id]).await?.first() {
                    composed.arrival.item.published = before.published;
                }
            }
            arrivals.push(composed.arrival);
        }
        let pictures: Vec<Option<String>> =
            arrivals.iter().map(|arrival| arrival.item.picture.as_ref().map(|picture| picture.url.clone())).collect();
        let then = source.full_text.then(|| jobs::Kind::FullText.word());
        let kept = self.store.keep_and_then(source.id, arrivals, then, now).await?;
        let new = kept.iter().zip(pictures).filter(|(kept, _)| kept.outcome == Outcome::New);
        let room = PICTURES_AT_MOST.saturating_sub(taken.pictures.len());
        taken.pictures.extend(new.filter_map(|(_, picture)| picture).take(room));
        taken.new += kept.iter().filter(|kept| kept.outcome == Outcome::New).count();
        taken.changed += kept.iter().filter(|kept| kept.outcome == Outcome::Changed).count();
        Ok(())
    }

    /// Thinking work, on a thread that may be busy for a while.
    pub(crate) async fn off_the_runtime<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _room = self.room.acquire().await.map_err(|_| Error::Broken)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| Error::Broken)
    }

    /// Gives a source what its feed says about itself, where nobody said it yet.
    pub(crate) async fn introduce(&self, source: &mut Source, feed: &Feed) -> Result<(), Error> {
        let before = source.clone();
        if (source.title.is_empty() || source.title == source.address) && !feed.title.trim().is_empty() {
            source.title = crate::compose::shortened(&crate::compose::one_line(&feed.title), 120);
        }
        if source.site.is_empty() {
            source.site = feed.link.as_deref().and_then(pages::canonical).unwrap_or_default();
        }
        if !source.language.is_known() {
            source.language = feed.language.as_deref().map(Language::from_tag).unwrap_or_default();
        }
        if *source != before {
            self.store.update_source(source).await?;
        }
        Ok(())
    }
}

fn nature(delivery: &Delivery) -> Nature {
    let start: Vec<u8> = delivery
        .bytes
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .take(2_000)
        .map(u8::to_ascii_lowercase)
        .collect();
    let says = |word: &[u8]| start.windows(word.len()).any(|part| part == word);
    let typed = delivery.content_type.as_deref().unwrap_or("").to_ascii_lowercase();
    if start.is_empty() {
        Nature::Empty
    } else if says(b"<!doctypehtml") || says(b"<html") || typed.starts_with("text/html") && start.starts_with(b"<") {
        Nature::Page
    } else {
        Nature::Other
    }
}
