//! How does what readers do become the model that their timelines are composed with?
//!
//! ```text
//! page given out ─▶ pending ─▶ a minute after it was seen ─▶ learner ─▶ published every 20 s ─▶ timelines
//!                      ▲                                        │
//! events ──────────────┘                      fit, on its own thread ─▶ not clearly worse? ─▶ adopted ─▶ file
//! ```
//!
//! Serving never waits for any of it: a timeline takes the published model as it is at that moment.

mod figures;
mod pending;
mod recent;
mod shelf;
pub mod slates;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod town;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Instant;

use model::{DAY, Event, ItemId, MINUTE, ReaderId, Time};
use timeline::learn::{Fitted, Head, Learner, Outcome};
use timeline::{Ask, Model, Order, Standing, Stock, Timeline, rate};
use tracing::{info, warn};

pub use figures::{Figures, Hour, POSITIONS, Part, Position, Version};
pub use recent::Comparison;
pub use shelf::{Choice, KeptModel, MODELS_KEPT, Shelf, ShelfError};

use crate::{Error, Readers};
use pending::{Page, Pending, Settled, Slot};
use recent::Recent;
use slates::Slates;

/// What was learned reaches timelines this often.
const PUBLISH_EVERY: i64 = 20_000;
/// What an operator chose is looked for this often.
const LOOK_EVERY: i64 = 3_000;
/// What was learned since the last fit reaches the disk this often; the series too.
const SAVE_EVERY: i64 = 10 * MINUTE;
/// Examples older than this are forgotten.
const EXAMPLES_KEPT: i64 = 30 * DAY;
/// Outcomes learned from before somebody else gets a turn.
const AT_ONCE: usize = 256;

pub(crate) struct Learning {
    published: RwLock<Arc<Model>>,
    pending: Mutex<Pending>,
    learner: Mutex<Learner>,
    recent: Mutex<Recent>,
    figures: Mutex<Figures>,
    slates: Mutex<Slates>,
    state: Mutex<State>,
    fitting: AtomicBool,
    shelf: Option<Shelf>,
    /// Where the series are kept.
    series: Option<PathBuf>,
}

#[derive(Default)]
struct State {
    choice: Choice,
    published_at: Option<Time>,
    published_seen: usize,
    looked_at: Option<Time>,
    saved_at: Option<Time>,
    saved_seen: usize,
    saved_number: u32,
}

/// What the operator sees of the learner.
#[derive(Debug, Clone)]
pub struct Learned {
    pub figures: Figures,
    pub choice: Choice,
    /// The one that timelines are composed with now.
    pub in_use: Arc<Model>,
    /// Newest first, and a sentence for each file that cannot be read.
    pub models: Vec<KeptModel>,
    pub faults: Vec<String>,
    /// Slots learned from since the start; in the log for the next fit; pages of which the outcome is not known yet.
    pub seen: usize,
    pub kept: usize,
    pub pending: usize,
    pub fitting: bool,
}

impl Learning {
    /// Nothing learned yet. `folder` is the edition's; without it nothing is kept.
    pub fn new(folder: Option<&Path>) -> Learning {
        Learning {
            published: RwLock::default(),
            pending: Mutex::default(),
            learner: Mutex::default(),
            recent: Mutex::default(),
            figures: Mutex::default(),
            slates: Mutex::new(Slates::new(folder.map(|folder| folder.join("slates")))),
            state: Mutex::default(),
            fitting: AtomicBool::new(false),
            shelf: folder.map(|folder| Shelf::new(&folder.join("models"))),
            series: folder.map(|folder| folder.join("learning.json")),
        }
    }

    /// At start: the newest model that can be read, and the series. What cannot be read is told, and the next older
    /// taken.
    pub fn load(&self) {
        if let Some(path) = &self.series {
            let (figures, fault) = Figures::restored(path);
            fault.iter().for_each(|sentence| warn!("{sentence}"));
            *held(&self.figures) = figures;
        }
        let Some(shelf) = &self.shelf else { return };
        let models = match shelf.list() {
            Ok((models, faults)) => {
                faults.iter().for_each(|sentence| warn!("{sentence}"));
                models
            }
            Err(fault) => return warn!("{fault}"),
        };
        if let Some(newest) = models.into_iter().next() {
            held(&self.state).saved_number = newest.number;
            *held(&self.learner) = Learner::new(newest.model);
        }
        self.take_choice(shelf.choice());
    }

    /// The model that timelines are composed with now.
    /// Of the adopted model's file; what is learned on top of it between two fits is in nobody's file yet.
    pub fn model_hash(&self) -> Option<[u8; 32]> {
        let state = held(&self.state);
        ledger::entry::from_hex(state.choice.hash()?)
    }

    pub fn model(&self) -> Arc<Model> {
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn publish(&self, model: Model) {
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(model);
    }

    /// What was given out, to learn from what comes of it; and what it is like, for the operator.
    pub fn given_out(&self, reader: Option<ReaderId>, ask: &Ask, timeline: &Timeline, stock: &Stock) {
        if ask.order != Order::ForYou {
            return;
        }
        let items: Vec<ItemId> = timeline.slots.iter().map(|slot| slot.item).collect();
        held(&self.figures).count_page(&items, stock, timeline.at);
        let Some(reader) = reader else { return };
        let slot = |(place, slot): (usize, &timeline::Slot)| {
            let position = u16::try_from(ask.skip + place + 1).unwrap_or(u16::MAX);
            let propensity = slot.propensity.unwrap_or(1.0);
            Some(Slot {
                item: slot.item,
                position,
                readings: slot.readings.clone()?,
                by_hand: slot.by_hand,
                propensity,
            })
        };
        let slots = timeline.slots.iter().enumerate().filter_map(slot).collect();
        let (context, device) = (ask.context, ask.device);
        held(&self.pending)
            .remember(reader, Page { at: timeline.at, surface: timeline.surface, context, device, slots });
    }

    /// Notes what a reader did; it is learned from when her page is settled.
    pub fn note<'a>(&self, reader: ReaderId, events: impl Iterator<Item = &'a Event>, now: Time) {
        let mut pending = held(&self.pending);
        let mut counted = 0;
        for event in events {
            pending.note(reader, event, now);
            counted += 1;
        }
        drop(pending);
        held(&self.figures).count_events(counted, now);
    }

    /// She took back what she said.
    pub fn take_back(&self, reader: ReaderId, event: &Event) {
        held(&self.pending).take_back(reader, event);
    }

    fn settle(&self, settled: &Settled, stock: &mut Stock, profile: &mut timeline::Profile, now: Time) {
        let impression = &settled.impression;
        // Crowds that nobody knows teach nothing, and say nothing of how well it foretells.
        let Standing::Known(_) = profile.standing(impression.at) else { return };
        let mut learner = held(&self.learner);
        if settled.again {
            let Settled { impression, .. } = settled;
            let (slate, by_hand, deeds) = (&impression.slate, &impression.by_hand, &impression.deeds);
            learner.learn(&Outcome { at: impression.at, slate, by_hand, deeds });
            return;
        }
        // With what timelines are composed with, before it learns from it.
        let rated = rate(&impression.slate, &impression.by_hand, &self.model(), Head::Open);
        held(&self.figures).compare(impression, &settled.positions, &rated, now);
        held(&self.recent).add(impression, now);
        held(&self.slates).add(settled, now);
        impression.settle(stock, profile, &mut learner);
    }

    /// Publishes what was learned, when it is time or `at_once`.
    fn publish_when_due(&self, now: Time, at_once: bool) {
        let mut state = held(&self.state);
        let waited = state.published_at.is_none_or(|at| now.since(at) >= PUBLISH_EVERY || now < at);
        if state.choice.is_held() || !(waited || at_once) {
            return;
        }
        let learner = held(&self.learner);
        if learner.seen() == state.published_seen && !at_once {
            return;
        }
        self.publish(learner.model().clone());
        (state.published_at, state.published_seen) = (Some(now), learner.seen());
    }

    /// Looks whether an operator chose another model; does what she chose.
    fn look_at_choice(&self, now: Time) {
        let Some(shelf) = &self.shelf else { return };
        {
            let mut state = held(&self.state);
            if state.looked_at.is_some_and(|at| now.since(at) < LOOK_EVERY && now >= at) {
                return;
            }
            state.looked_at = Some(now);
        }
        let choice = shelf.choice();
        if choice != held(&self.state).choice {
            self.take_choice(choice);
        }
    }

    fn take_choice(&self, choice: Choice) {
        let was_held = held(&self.state).choice.is_held();
        match (&choice, &self.shelf) {
            (Choice::Off, _) => {
                self.publish(Model::empty());
                info!("timelines follow the weights set by hand, because an operator said so");
            }
            (Choice::Held(hash), Some(shelf)) => match shelf.load(hash) {
                Ok(model) => {
                    info!(number = model.number(), "timelines are composed with the model that an operator chose");
                    self.publish(model);
                }
                // What is in use stays in use.
                Err(fault) => warn!("{fault}"),
            },
            _ => {
                self.publish(held(&self.learner).model().clone());
                if was_held {
                    info!("timelines follow the newest model again");
                }
            }
        }
        held(&self.state).choice = choice;
    }

    /// Writes what was learned since the last time, when it is time or `at_once`.
    fn save_when_due(&self, now: Time, at_once: bool) {
        {
            let mut state = held(&self.state);
            // The first turn only begins to count.
            let waited = state.saved_at.map(|at| now.since(at) >= SAVE_EVERY);
            if waited != Some(false) || at_once {
                state.saved_at = Some(now);
            }
            if !(at_once || waited == Some(true)) {
                return;
            }
        }
        self.save_series();
        self.save_model();
    }

    fn save_series(&self) {
        let Some(path) = &self.series else { return };
        let figures = held(&self.figures).clone();
        if let Err(error) = figures.keep(path) {
            warn!("The operator's series could not be kept in {}: {error}.", path.display());
        }
    }

    /// Nothing is written before the first fit, and nothing that is there already.
    fn save_model(&self) {
        let Some(shelf) = &self.shelf else { return };
        let (model, seen) = {
            let learner = held(&self.learner);
            (learner.model().clone(), learner.seen())
        };
        let state = held(&self.state);
        if !model.has_learned() || (seen == state.saved_seen && model.number() == state.saved_number) {
            return;
        }
        drop(state);
        match shelf.save(&model) {
            Ok(hash) => {
                let mut state = held(&self.state);
                (state.saved_seen, state.saved_number) = (seen, model.number());
                if !state.choice.is_held() {
                    state.choice = Choice::NewestIs(hash);
                }
            }
            Err(fault) => warn!("{fault}"),
        }
    }

    /// Fits the trees anew if it is worth its while, and gives what came of it. Takes seconds to a minute, in which
    /// everything else goes on; one fit at a time.
    fn refit(&self, threads: usize, now: Time) -> Option<Version> {
        let lesson = {
            let mut learner = held(&self.learner);
            if !learner.is_due(now) {
                return None;
            }
            learner.lesson(now)
        };
        let started = Instant::now();
        let fitted = lesson.fit(threads);
        Some(self.consider(fitted, lesson.rows(), started.elapsed().as_secs_f64(), now))
    }

    /// Adopts what was fitted from so many rows, unless it would have done clearly worse; `now` is when the log was closed.
    fn consider(&self, fitted: Fitted, rows: usize, seconds: f64, now: Time) -> Version {
        let current = held(&self.learner).model().clone();
        let mut beside = Learner::new(current.clone());
        beside.adopt(fitted.clone());
        let comparison = held(&self.recent).compare(&current, beside.model(), now);
        let adopted = !comparison.is_some_and(|comparison| comparison.clearly_worse);
        let version =
            Version { number: beside.model().number(), at: now.0, rows: rows as u64, seconds, adopted, compared: None };
        held(&self.figures).add_version(version.clone(), comparison);
        if adopted {
            held(&self.learner).adopt(fitted);
            self.publish_when_due(now, true);
            self.save_model();
            info!(number = version.number, rows = version.rows, seconds, "a new model was fitted");
        } else if let Some(Comparison { slates, auc, log_loss, .. }) = comparison {
            warn!(
                "Model {} was not taken: on the last {slates} slates its AUC is {:.4} instead of {:.4}, its log loss {:.4} instead of {:.4}.",
                version.number, auc[1], auc[0], log_loss[1], log_loss[0]
            );
        }
        version
    }
}

impl Readers {
    /// Learns from everything whose outcome is known by now, publishes, keeps; gives from how many outcomes. Once a
    /// second is enough.
    pub async fn learn(&self, now: Time) -> Result<usize, Error> {
        let learning = self.learning();
        learning.look_at_choice(now);
        let settled = held(&learning.pending).settled(now);
        for (number, one) in settled.iter().enumerate() {
            let cell = self.profiles().of(one.reader).await?;
            let mut known = cell.lock().await;
            learning.settle(one, &mut self.stock_mut(), &mut known.profile, now);
            drop(known);
            if number % AT_ONCE == AT_ONCE - 1 {
                tokio::task::yield_now().await;
            }
        }
        held(&learning.learner).forget_before(now.plus(-EXAMPLES_KEPT));
        learning.publish_when_due(now, false);
        learning.save_when_due(now, false);
        held(&learning.slates).write_when_due(now, false);
        Ok(settled.len())
    }

    /// Is a new fit of the model worth its while, and is none under way?
    pub fn fit_is_due(&self, now: Time) -> bool {
        !self.learning().fitting.load(Ordering::Acquire) && held(&self.learning().learner).is_due(now)
    }

    /// Fits the model anew on this thread and adopts it unless it is clearly worse; `None` when it was not due or a fit
    /// is under way. Takes seconds to a minute.
    pub fn fit(&self, threads: usize, now: Time) -> Option<Version> {
        let learning = self.learning();
        let _alone = Alone::with(&learning.fitting)?;
        learning.refit(threads, now)
    }

    /// Writes what was learned, before the server ends.
    pub fn keep_learned(&self, now: Time) {
        self.learning().save_when_due(now, true);
        held(&self.learning().slates).write_when_due(now, true);
    }

    /// For the operator: how well it foretells, what readers get, and which models there are.
    pub fn learned(&self) -> Learned {
        let learning = self.learning();
        let listed = learning.shelf.as_ref().map(Shelf::list).unwrap_or_else(|| Ok((Vec::new(), Vec::new())));
        let (models, faults) = listed.unwrap_or_else(|fault| (Vec::new(), vec![fault.to_string()]));
        let figures = held(&learning.figures).clone();
        let choice = held(&learning.state).choice.clone();
        let pending = held(&learning.pending).len();
        let learner = held(&learning.learner);
        Learned {
            figures,
            choice,
            in_use: learning.model(),
            models,
            faults,
            seen: learner.seen(),
            kept: learner.kept(),
            pending,
            fitting: learning.fitting.load(Ordering::Acquire),
        }
    }
}

/// While it lives, no other fit begins; however the fit ends, the next may.
struct Alone<'a>(&'a AtomicBool);

impl<'a> Alone<'a> {
    fn with(flag: &'a AtomicBool) -> Option<Alone<'a>> {
        (!flag.swap(true, Ordering::AcqRel)).then_some(Alone(flag))
    }
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

// A panic elsewhere must not end learning: each of these is consistent after each call.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
