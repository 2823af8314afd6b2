//! Goes round among the sources for as long as the server runs.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jobs::{Job, Queue, Stop};
use model::{MINUTE, Source, SourceId, SourceKind, Time};
use store::{Polling, Store};
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinSet;

use crate::error::Error;
use crate::fetch::{Fetcher, Limits};
use crate::hosts::Hosts;
use crate::take_in::Intake;
use crate::visit::{Visited, Visitor};

/// Due sources looked at in one round.
const A_ROUND: u32 = 500;
/// Sources that another program added are found within this time.
const LOOK_AGAIN: Duration = Duration::from_secs(10);
/// A source whose visit could not be noted is left alone for so long.
const AFTER_OUR_FAULT: Duration = Duration::from_secs(30);

#[derive(Debug, Clone)]
pub struct PollSettings {
    /// Requests under way at once.
    pub in_flight: usize,
    /// Between two requests to the same host.
    pub pause: Duration,
    pub limits: Limits,
    /// Where hubs can reach this edition, like `https://news.example`; without it nobody is asked to push.
    pub public_address: Option<String>,
}

impl Default for PollSettings {
    fn default() -> PollSettings {
        PollSettings { in_flight: 24, pause: Duration::from_secs(1), limits: Limits::FEED, public_address: None }
    }
}

/// What a refresh came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Refreshed {
    pub asked: usize,
    pub new: usize,
    pub changed: usize,
    /// Sources that could not be read; their sentences stand beside them.
    pub failing: usize,
}

/// Cheap to clone; every clone is the same poller.
#[derive(Clone)]
pub struct Poller(Arc<Inside>);

struct Inside {
    store: Store,
    fetcher: Fetcher,
    intake: Intake,
    queue: Queue,
    hosts: Arc<Hosts>,
    room: Semaphore,
    settings: PollSettings,
    busy: Mutex<HashSet<SourceId>>,
    wake: Notify,
    /// Rung when something new was kept.
    news: Arc<Notify>,
}

impl Poller {
    pub fn new(store: Store, fetcher: Fetcher, queue: Queue, settings: PollSettings) -> Poller {
        Poller(Arc::new(Inside {
            intake: Intake::new(store.clone()),
            store,
            fetcher,
            queue,
            hosts: Hosts::new(settings.pause),
            room: Semaphore::new(settings.in_flight.max(1)),
            settings,
            busy: Mutex::default(),
            wake: Notify::new(),
            news: Arc::default(),
        }))
    }

    pub fn intake(&self) -> &Intake {
        &self.0.intake
    }

    pub fn fetcher(&self) -> &Fetcher {
        &self.0.fetcher
    }

    /// Shared with whoever else asks the same hosts.
    pub fn hosts(&self) -> &Arc<Hosts> {
        &self.0.hosts
    }

    /// Rings when something new or changed was kept and waits to be placed.
    pub fn news(&self) -> Arc<Notify> {
        Arc::clone(&self.0.news)
    }

    /// A source was added, or should be asked now: look at once.
    pub fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Asks what is due, until `stop`.
    pub async fn run(&self, mut stop: Stop) {
        let mut visits = JoinSet::new();
        while !*stop.borrow_and_update() {
            let woken = self.0.wake.notified();
            let pause = match self.start_due(&mut visits, Time::now()).await {
                Ok(pause) => pause,
                Err(Error::Store(store::Error::Closed)) => break,
                Err(error) => {
                    tracing::warn!(%error, hint = error.hint(), "sources cannot be looked at");
                    LOOK_AGAIN
                }
            };
            tokio::select! {
                _ = woken => {}
                _ = tokio::time::sleep(pause) => {}
                changed = stop.changed() => if changed.is_err() { break },
            }
            while visits.try_join_next().is_some() {}
        }
        // What is being kept is kept to its end; what is only being asked can be asked again.
        let _ =
            tokio::time::timeout(Duration::from_secs(5), async { while visits.join_next().await.is_some() {} }).await;
    }

    /// Starts a visit for every due source that nobody visits yet; says when to look again.
    async fn start_due(&self, visits: &mut JoinSet<()>, now: Time) -> Result<Duration, Error> {
        let busy = self.busy().len() as u32;
        let due = self.0.store.due(now, A_ROUND + busy).await?;
        let full = due.len() as u32 >= A_ROUND + busy;
        for (source, mut polling) in due {
            if let Some(until) = self.0.hosts.quiet_until(&source.address, now) {
                // Another source of this host was asked for patience a moment ago.
                polling.next_at = until.plus(source.id.0.rem_euclid(10) * MINUTE / 10);
                self.0.store.note_poll(source.id, &polling, &source.health, &source.health_words, now).await?;
                continue;
            }
            if !self.busy().insert(source.id) {
                continue;
            }
            let poller = self.clone();
            visits.spawn(async move {
                let _leaving = Leaving { poller: &poller, source: source.id };
                let done = poller.visit(source, polling).await;
                let failed = done.is_err();
                log(done);
                if failed {
                    // Nothing could be noted, so it is due still; the disk may have room again in a while.
                    tokio::time::sleep(AFTER_OUR_FAULT).await;
                }
            });
        }
        if full {
            return Ok(Duration::from_millis(200));
        }
        let next = self
            .0
            .store
            .next_due()
            .await?
            .map_or(LOOK_AGAIN, |next| Duration::from_millis(next.since(now).max(100).unsigned_abs()));
        Ok(next.clamp(Duration::from_millis(500), LOOK_AGAIN))
    }

    /// Asks these sources now, or all feeds, due or not; tells how each went.
    pub async fn refresh(
        &self,
        only: Option<&[SourceId]>,
        mut progress: impl FnMut(&Visited),
    ) -> Result<Refreshed, Error> {
        let sources = self.0.store.sources().await?.into_iter().filter(|source| match only {
            Some(ids) => ids.contains(&source.id),
            None => source.kind == SourceKind::Feed,
        });
        let mut visits = JoinSet::new();
        for source in sources {
            let poller = self.clone();
            visits.spawn(async move {
                poller.busy().insert(source.id);
                let _leaving = Leaving { poller: &poller, source: source.id };
                let polling = poller.0.store.polling(source.id).await?.unwrap_or_default();
                poller.visit(source, polling).await
            });
        }
        let mut refreshed = Refreshed::default();
        while let Some(done) = visits.join_next().await {
            let visited = done.map_err(|_| Error::Broken)??;
            refreshed.asked += 1;
            refreshed.new += visited.new;
            refreshed.changed += visited.changed;
            refreshed.failing += usize::from(matches!(
                visited.health,
                model::Health::Failing | model::Health::Slowed | model::Health::Stopped
            ));
            progress(&visited);
        }
        Ok(refreshed)
    }

    async fn visit(&self, source: Source, polling: Polling) -> Result<Visited, Error> {
        let inside = &self.0;
        let turn = inside.hosts.turn(&source.address, inside.fetcher.guard()).await;
        let _room = inside.room.acquire().await.map_err(|_| Error::Broken)?;
        let visitor = Visitor {
            store: &inside.store,
            fetcher: &inside.fetcher,
            intake: &inside.intake,
            hosts: &inside.hosts,
            limits: inside.settings.limits,
            can_be_pushed: inside.settings.public_address.is_some(),
        };
        let (full_text, id) = (source.full_text, source.id);
        let visited = visitor.visit(source, polling, Time::now()).await?;
        drop(turn);
        if visited.subscribe {
            inside.queue.enqueue(&[Job::Subscribe { source: id }], Time::now()).await?;
        }
        let pictures: Vec<Job> = visited.pictures.iter().map(|url| Job::FetchPicture { url: url.clone() }).collect();
        if !pictures.is_empty() {
            inside.queue.enqueue(&pictures, Time::now()).await?;
        }
        if visited.new + visited.changed > 0 {
            inside.news.notify_one();
            if full_text {
                inside.queue.wake();
            }
        }
        Ok(visited)
    }

    fn busy(&self) -> std::sync::MutexGuard<'_, HashSet<SourceId>> {
        self.0.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// However a visit ends, the source can be visited again.
struct Leaving<'p> {
    poller: &'p Poller,
    source: SourceId,
}

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.poller.busy().remove(&self.source);
    }
}

/// Trouble with a source is told by its health; only what is our own is logged.
fn log(done: Result<Visited, Error>) {
    match done {
        Ok(visited) if visited.new + visited.changed > 0 => {
            tracing::debug!(source = visited.source.0, new = visited.new, changed = visited.changed, "taken in");
        }
        Ok(_) => {}
        Err(error) => {
            tracing::warn!(%error, hint = error.hint(), "what came in could not be kept; it will be asked for again")
        }
    }
}
