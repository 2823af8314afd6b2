//! One visit to one source: ask, take in, and note how it went.

use model::{Health, Source, SourceId, Time};
use store::{Answer, Polling, Store};

use crate::error::Error;
use crate::fetch::{Ask, FEED_TYPES, Fetched, Fetcher, Limits};
use crate::health::{self, Trouble, Verdict};
use crate::hosts::Hosts;
use crate::identity::fingerprint_of;
use crate::schedule::{self, Outcome, Pace};
use crate::take_in::{Delivery, Intake, Nature, Taken};
use crate::websub;

/// How a visit went.
#[derive(Debug, Clone, PartialEq)]
pub struct Visited {
    pub source: SourceId,
    pub health: Health,
    /// The sentence that now stands beside the source.
    pub words: String,
    pub new: usize,
    pub changed: usize,
    /// The hub should be asked to push (again).
    pub subscribe: bool,
    /// Addresses of pictures to fetch before readers ask for them.
    pub pictures: Vec<String>,
}

pub(crate) struct Visitor<'a> {
    pub store: &'a Store,
    pub fetcher: &'a Fetcher,
    pub intake: &'a Intake,
    pub hosts: &'a Hosts,
    pub limits: Limits,
    pub can_be_pushed: bool,
}

impl Visitor<'_> {
    /// An error is one of ours (the store cannot keep it); everything else becomes the source's health.
    pub async fn visit(&self, mut source: Source, mut polling: Polling, now: Time) -> Result<Visited, Error> {
        let ask = Ask {
            etag: &polling.etag,
            last_modified: &polling.last_modified,
            ..Ask::new(&source.address, FEED_TYPES, self.limits)
        };
        let answer = match self.fetcher.fetch(&ask).await {
            Ok(fetched) => fetched,
            Err(error) => {
                return self.failed(&source, polling, 0, Outcome::Failed, Trouble::Error(error.to_string()), now).await;
            }
        };
        let status = answer.status;
        match status {
            304 => self.unchanged(&mut source, polling, answer, now).await,
            200..300 if fingerprint_of(&answer.body) == polling.fingerprint => {
                self.unchanged(&mut source, polling, answer, now).await
            }
            200..300 => self.read(source, polling, answer, now).await,
            410 => self.failed(&source, polling, 410, Outcome::Gone, Trouble::Status(410), now).await,
            429 | 403 | 503 if status != 503 || answer.headers.retry_after.is_some() => {
                let retry_after = answer.headers.retry_after;
                let outcome = Outcome::Slowed { retry_after };
                let until = schedule::next(&polling, &outcome, source.id, now).next_at;
                self.hosts.be_quiet(&source.address, until);
                let trouble = if status == 403 { Trouble::Status(403) } else { Trouble::Slowed { until } };
                self.failed(&source, polling, status, outcome, trouble, now).await
            }
            _ => {
                polling.etag.clear();
                polling.last_modified.clear();
                self.failed(&source, polling, status, Outcome::Failed, Trouble::Status(status), now).await
            }
        }
    }

    async fn read(
        &self,
        mut source: Source,
        mut polling: Polling,
        answer: Fetched,
        now: Time,
    ) -> Result<Visited, Error> {
        let fingerprint = fingerprint_of(&answer.body);
        let content_type = answer.headers.content_type().map(str::to_owned);
        let delivery = Delivery { bytes: answer.body, content_type, base: Some(answer.final_url.to_string()) };
        let taken = self.intake.take_in(&source, delivery, now).await?;
        if taken.nature != Nature::Feed {
            return self
                .failed(&source, polling, answer.status, Outcome::Failed, Trouble::Nature(taken.nature), now)
                .await;
        }
        self.intake.introduce(&mut source, &taken.feed).await?;
        polling.fingerprint = fingerprint;
        polling.etag = answer.headers.etag.clone();
        polling.last_modified = answer.headers.last_modified.clone();
        if let Some((hub, topic)) = websub::hub_of(&taken.feed, &answer.headers, answer.final_url.as_str()) {
            websub::know_hub(&mut polling, hub, topic);
        }
        let pace = pace_of(&taken, &answer.headers);
        let moved = self.move_if_permanent(&mut source, answer.moved_to.as_ref()).await?;
        self.went_well(&source, polling, Outcome::Read(pace), answer.status, Some(&taken), moved, now).await
    }

    async fn unchanged(
        &self,
        source: &mut Source,
        mut polling: Polling,
        answer: Fetched,
        now: Time,
    ) -> Result<Visited, Error> {
        if answer.status != 304 || !answer.headers.etag.is_empty() {
            polling.etag = answer.headers.etag.clone();
        }
        if answer.status != 304 || !answer.headers.last_modified.is_empty() {
            polling.last_modified = answer.headers.last_modified.clone();
        }
        let pace = Pace { fresh_for: answer.headers.fresh_for, ..Pace::default() };
        let moved = self.move_if_permanent(source, answer.moved_to.as_ref()).await?;
        self.went_well(source, polling, Outcome::Unchanged(pace), answer.status, None, moved, now).await
    }

    #[allow(clippy::too_many_arguments)]
    async fn went_well(
        &self,
        source: &Source,
        polling: Polling,
        outcome: Outcome,
        status: u16,
        taken: Option<&Taken>,
        moved: bool,
        now: Time,
    ) -> Result<Visited, Error> {
        let (new, changed) = taken.map_or((0, 0), |taken| (taken.new, taken.changed));
        let pictures = taken.map(|taken| taken.pictures.clone()).unwrap_or_default();
        let mut next = schedule::next(&self.with_lease(source.id, polling).await?, &outcome, source.id, now);
        health::remember(
            &mut next,
            Answer { at: now, status: i32::from(status), words: String::new(), new_items: new as u32 },
        );
        let moved_to = moved.then_some(source.address.as_str());
        let verdict = health::well(&next, taken, (source.health, &source.health_words), moved_to, now);
        let subscribe = self.can_be_pushed && websub::wants_subscription(&next, now);
        self.store.note_poll(source.id, &next, &verdict.health, &verdict.words, now).await?;
        Ok(Visited {
            source: source.id,
            health: verdict.health,
            words: verdict.words,
            new,
            changed,
            subscribe,
            pictures,
        })
    }

    async fn failed(
        &self,
        source: &Source,
        polling: Polling,
        status: u16,
        outcome: Outcome,
        trouble: Trouble,
        now: Time,
    ) -> Result<Visited, Error> {
        let mut next = schedule::next(&self.with_lease(source.id, polling).await?, &outcome, source.id, now);
        let hopeless = schedule::is_hopeless(next.failures, health::failing_since(&next, now), now);
        next.gone |= hopeless;
        let Verdict { health, words } = health::ill(&next, &trouble, hopeless, now);
        health::remember(&mut next, Answer { at: now, status: i32::from(status), words: words.clone(), new_items: 0 });
        self.store.note_poll(source.id, &next, &health, &words, now).await?;
        Ok(Visited { source: source.id, health, words, new: 0, changed: 0, subscribe: false, pictures: Vec::new() })
    }

    /// A hub may have confirmed a subscription while we asked.
    async fn with_lease(&self, source: SourceId, mut polling: Polling) -> Result<Polling, Error> {
        if polling.hub.is_empty() {
            return Ok(polling);
        }
        if let Some(kept) = self.store.polling(source).await?.filter(|kept| kept.hub == polling.hub) {
            polling.hub_secret = if kept.hub_secret.is_empty() { polling.hub_secret } else { kept.hub_secret };
            polling.hub_lease_until = kept.hub_lease_until;
        }
        Ok(polling)
    }

    /// Did it move? A name and password stay with the address that they were given for, so such a source does not.
    async fn move_if_permanent(&self, source: &mut Source, to: Option<&url::Url>) -> Result<bool, Error> {
        let Some(to) = to.map(url::Url::as_str).filter(|to| *to != source.address) else { return Ok(false) };
        if source.address.split('/').nth(2).is_some_and(|authority| authority.contains('@')) {
            return Ok(false);
        }
        match self.store.move_source(source.id, to).await {
            Ok(()) => {
                source.address = to.to_owned();
                Ok(true)
            }
            // Another source stands there already, or it fits into no index: the old address still leads there.
            Err(store::Error::Taken(_) | store::Error::TooLong(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

fn pace_of(taken: &Taken, headers: &crate::answer::Headers) -> Pace {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let day = |name: &String| DAYS.iter().position(|day| day == name).map(|place| place as u8);
    Pace {
        fresh_for: headers.fresh_for,
        ttl: taken.feed.ttl_minutes.map(|minutes| i64::from(minutes) * model::MINUTE),
        skip_hours: taken.feed.skip_hours.clone(),
        skip_days: taken.feed.skip_days.iter().filter_map(day).collect(),
        published: taken.published.clone(),
    }
}
