//! The replay itself: pending outcomes, the engine's state, and the measures.

use std::collections::VecDeque;
use std::time::Instant;

use anyhow::Result;
use model::{Deed, Event, EventId, HOUR, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};
use text::Document;
use timeline::evaluate::{Figures, Measures, SlateFigures, Slates, Window};
use timeline::learn::{Deeds, Head, Learner};
use timeline::{Aim, Ask, Group, Impression, Profile, Stock, StockItem, take_in, title_words, weigh};

use super::export::Export;
use super::histories::Histories;
use super::policy::Policy;
use crate::commands::logs::{Faults, Impressions, Log, LogImpression, LogItem};

/// Threads that grow trees.
const THREADS: usize = 2;
/// Windows of the learning curve.
const WINDOWS: usize = 40;
/// How often the lists that need a look at many items are made anew.
const TEND_EVERY: i64 = HOUR;

pub struct Asked {
    pub label: Head,
    pub without: Vec<Group>,
    pub warmup_until: Option<Time>,
    /// Milliseconds.
    pub delay: i64,
}

pub struct Replayed {
    pub figures: Figures,
    pub slates: SlateFigures,
    pub windows: Vec<Window>,
    /// Of the counted impressions.
    pub times: Vec<Time>,
    pub policy: Option<Policy>,
    pub fits: u32,
    pub fit_seconds: f64,
    pub examples_per_second: f64,
    pub seconds: f64,
    pub peak_mb: u64,
    pub faults: Faults,
}

pub struct Replay<'a> {
    log: &'a Log,
    asked: Asked,
    pub(super) stock: Stock,
    sources: Names,
    topics: Names,
    pub(super) profiles: Vec<Profile>,
    learner: Learner,
    pending: VecDeque<(LogImpression, Impression)>,
    tended: Time,
    events: u64,
    fits: u32,
    fit_seconds: f64,
}

/// Names of the log, numbered in the order in which they come.
#[derive(Default)]
struct Names(std::collections::HashMap<String, u32>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let next = self.0.len() as u32 + 1;
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}

impl<'a> Replay<'a> {
    pub fn new(log: &'a Log, asked: Asked) -> Replay<'a> {
        Replay {
            profiles: vec![Profile::default(); log.readers],
            log,
            asked,
            stock: Stock::default(),
            sources: Names::default(),
            topics: Names::default(),
            learner: Learner::default(),
            pending: VecDeque::new(),
            tended: Time(0),
            events: 0,
            fits: 0,
            fit_seconds: 0.0,
        }
    }

    pub fn run(mut self, mut impressions: Impressions, mut export: Option<Export>) -> Result<Replayed> {
        let started = Instant::now();
        let mut histories = Histories::of(self.log, self.asked.delay);
        let mut measures = Measures::default();
        let mut slates = Slates::default();
        let mut policy = self.log.has_propensity.then(Policy::default);
        let mut rows = 0u64;
        let mut times = Vec::new();
        for (number, impression) in impressions.by_ref().enumerate() {
            let now = Time(impression.time_ms);
            histories.tell(&mut self, now);
            self.learn_until(now);
            for &item in impression.slate.iter().chain(&impression.context) {
                self.put_in_stock(item, now);
            }
            let ask = Ask {
                context: impression.context.map(item_id),
                surface: impression.surface.min(255) as u8 + 1,
                device: impression.device,
                ..Ask::default()
            };
            let items: Vec<ItemId> = impression.slate.iter().copied().map(item_id).collect();
            let profile = &self.profiles[impression.reader as usize];
            let model = self.learner.model();
            let aim = Aim { label: self.asked.label, blind_to: &self.asked.without };
            let Some(weighed) = weigh(&ask, &self.stock, profile, model, &items, aim, now) else {
                continue;
            };
            rows += items.len() as u64;
            let positive = positives(&impression, self.asked.label);
            let counted = self.asked.warmup_until.is_none_or(|until| now >= until);
            if counted {
                times.push(now);
                measures.add_impression(
                    &weighed.values,
                    &weighed.probabilities,
                    &positive,
                    u64::from(impression.reader),
                );
                slates.add(&weighed.values, &impression.slate, |a, b| self.likeness(a, b));
                if let Some(policy) = &mut policy {
                    policy.add(&weighed, &positive, &impression.propensity);
                }
            }
            if let Some(export) = &mut export {
                export.add(&weighed, &positive, now, number as u64, u64::from(impression.reader), counted)?;
            }
            let impression_shown = Impression {
                at: now,
                deeds: vec![Deeds::default(); items.len()],
                items,
                slate: weighed.slate,
                by_hand: weighed.by_hand,
                surface: ask.surface,
            };
            self.pending.push_back((impression, impression_shown));
        }
        if let Some(export) = export {
            export.finish()?;
        }
        let seconds = started.elapsed().as_secs_f64();
        Ok(Replayed {
            figures: measures.figures(),
            slates: slates.figures(),
            windows: measures.windows(WINDOWS),
            times,
            policy,
            fits: self.fits,
            fit_seconds: self.fit_seconds,
            examples_per_second: rows as f64 / (seconds - self.fit_seconds).max(1e-9),
            seconds,
            peak_mb: crate::commands::bench::peak_memory_mb().unwrap_or(0),
            faults: impressions.faults().clone(),
        })
    }

    /// Everything whose outcome is known by now; and a fit of the trees when it is due.
    fn learn_until(&mut self, now: Time) {
        while self.pending.front().is_some_and(|(logged, _)| now.since(Time(logged.time_ms)) >= self.asked.delay) {
            let Some((logged, mut shown)) = self.pending.pop_front() else { return };
            let at = Time(logged.time_ms);
            let known = at.plus(self.asked.delay);
            if let Some(context) = logged.context {
                self.take(logged.reader, event(context, Deed::Opened, at, 0, 0), known);
            }
            for (place, &item) in logged.slate.iter().enumerate() {
                let watched = logged.watched_ms.get(place).copied().unwrap_or(0);
                let opened = logged.opened[place];
                self.take(logged.reader, event(item, Deed::Shown, at, if opened { 0 } else { watched }, 1), known);
                let is = |list: &[bool]| list.get(place).copied().unwrap_or(false);
                let finished = logged.finished.as_deref().is_some_and(is);
                let deeds = [
                    (opened, Deed::Opened, watched),
                    (finished, Deed::Finished, 0),
                    (is(&logged.liked), Deed::Liked, 0),
                    (is(&logged.shared), Deed::Shared, 0),
                    (is(&logged.followed), Deed::Followed, 0),
                    (is(&logged.hidden), Deed::Hidden, 0),
                ];
                for (_, deed, dwell) in deeds.into_iter().filter(|deed| deed.0) {
                    shown.note(item_id(item), deed);
                    self.take(logged.reader, event(item, deed, at, dwell, 1), known);
                }
            }
            shown.settle(&mut self.stock, &mut self.profiles[logged.reader as usize], &mut self.learner);
        }
        if self.learner.is_due(now) {
            let started = Instant::now();
            let fitted = self.learner.lesson(now).fit(THREADS);
            self.learner.adopt(fitted);
            self.fits += 1;
            self.fit_seconds += started.elapsed().as_secs_f64();
        }
        if now.since(self.tended) >= TEND_EVERY {
            self.stock.tend(now);
            self.tended = now;
        }
    }

    /// Numbers the event and takes it in, as it becomes known.
    pub(super) fn take(&mut self, reader: u32, event: Event, now: Time) {
        self.events += 1;
        let event = Event { id: EventId(self.events), ..event };
        take_in(&event, &mut self.stock, &mut self.profiles[reader as usize], now);
    }

    /// An item comes into the stock when the log first speaks of it: nothing is known before.
    pub(super) fn put_in_stock(&mut self, number: u32, at: Time) {
        if self.stock.get(item_id(number)).is_some() {
            return;
        }
        let Some(item) = self.log.items.get(number as usize) else { return };
        let kind = if item.is_video { Kind::Video } else { Kind::Article };
        let understood =
            text::understand(&Document { title: &item.title, text: &item.standfirst, language: None, categories: &[] });
        // The log's topics are labels of its own, which nobody has sorted into harmless and sensitive.
        let topics = item.topics.iter().take(6).map(|name| Topic::own(self.topics.number(name))).collect();
        self.stock.upsert(&StockItem {
            id: item_id(number),
            source: SourceId(i64::from(self.sources.number(&item.source))),
            story: StoryId(i64::from(number) + 1),
            kind,
            language: Language::UNKNOWN,
            topics,
            published: item.published_ms.map_or(at, Time),
            first_seen: at,
            words: words(item),
            embedding: understood.embedding,
            has_picture: false,
            title_words: title_words(&item.title),
        });
    }

    /// For the diversity of slates: by text where there is some, else by topic and source.
    fn likeness(&self, a: u32, b: u32) -> f64 {
        let (Some(a), Some(b)) = (self.stock.get(item_id(a)), self.stock.get(item_id(b))) else { return 0.0 };
        let by_text = text::likeness(a.embedding, b.embedding);
        if by_text != 0.0 {
            return by_text.max(0.0);
        }
        let shared = a.topics.iter().filter(|topic| b.topics.contains(topic)).count();
        shared as f64 / a.topics.len().max(b.topics.len()).max(1) as f64
    }
}

pub(super) fn event(item: u32, deed: Deed, at: Time, dwell_ms: u32, slot: u16) -> Event {
    Event { id: EventId(0), item: item_id(item), deed, at, dwell_ms, slot }
}

pub(super) fn item_id(number: u32) -> ItemId {
    ItemId(i64::from(number) + 1)
}

/// Six letters a word; four words a second of watching, as fast as people read.
fn words(item: &LogItem) -> u32 {
    match (item.length_chars, item.duration_ms) {
        (Some(chars), _) => chars / 6,
        (None, Some(ms)) => ms / 250,
        (None, None) => 0,
    }
}

fn positives(impression: &LogImpression, label: Head) -> Vec<bool> {
    match (&impression.finished, label) {
        (Some(finished), Head::Finish) => finished.clone(),
        _ => impression.opened.clone(),
    }
}
