//! Doing what is due: a bounded number at once, again after a while when it failed, given up after some tries.

use std::{collections::HashMap, future::Future, time::Duration};

use model::{HOUR, MINUTE, SECOND, Time};
use store::{Error, TakenJob};
use tokio::{
    sync::watch,
    task::{Id, JoinSet},
};

use crate::{Job, Kind, Queue};

/// Jobs that another program put there are found within this time.
const ROUND: Duration = Duration::from_secs(10);
/// A job that is due but was just taken by another worker must not make us ask without a breath.
const BREATH: Duration = Duration::from_millis(50);
/// The first wait after a failure; each one after it is twice as long, up to the longest.
const FIRST_WAIT_MS: i64 = 30 * SECOND;
const LONGEST_WAIT_MS: i64 = 12 * HOUR;
/// Whoever put there what was missing shall not wait for long.
const MISSING_WAIT_MS: i64 = 3 * MINUTE;
/// Does a lease end while its job still runs, the job is stopped this much before.
const MARGIN_MS: i64 = 5 * SECOND;

/// Why a job was not done, in words for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub words: String,
    pub again: Again,
}

/// When a job that failed is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    Never,
    /// After longer and longer waits, until it is given up.
    Later,
    /// Every few minutes, for ever: its time comes when somebody does something here.
    Steadily,
}

impl Failure {
    /// May work later.
    pub fn passing(words: impl Into<String>) -> Failure {
        Failure { words: words.into(), again: Again::Later }
    }

    /// Works as soon as somebody puts there what is missing on this machine.
    pub fn missing(words: impl Into<String>) -> Failure {
        Failure { words: words.into(), again: Again::Steadily }
    }

    /// Will never work.
    pub fn for_good(words: impl Into<String>) -> Failure {
        Failure { words: words.into(), again: Again::Never }
    }
}

impl From<Error> for Failure {
    fn from(why: Error) -> Failure {
        let again = if why.is_passing() { Again::Later } else { Again::Never };
        Failure { again, words: why.to_string() }
    }
}

/// Turns to true when workers shall take no more jobs and finish those that they have.
pub type Stop = watch::Receiver<bool>;

type Done = Result<(), Failure>;

impl Queue {
    /// Does jobs of these kinds, at most `at_once` at a time, until `stop` or until the store is closed.
    pub async fn work<F, Fut>(&self, kinds: &[Kind], at_once: usize, mut stop: Stop, doing: F)
    where
        F: Fn(Job) -> Fut,
        Fut: Future<Output = Done> + Send + 'static,
    {
        let words: Vec<&'static str> = kinds.iter().map(|kind| kind.word()).collect();
        let mut worker = Worker { queue: self.clone(), kinds, running: JoinSet::new(), jobs: HashMap::new() };
        while !*stop.borrow_and_update() {
            // Asked for before looking, so that a job put in between wakes us.
            let woken = self.wake.notified();
            let room = at_once.saturating_sub(worker.running.len());
            let taken = worker.take(room, Time::now(), &doing).await;
            let pause = match taken {
                Ok(some) if some > 0 => continue,
                Ok(_) => self.until_next(&words).await,
                Err(Error::Closed) => break,
                Err(why) => {
                    tracing::warn!(error = %why, hint = why.hint(), "jobs cannot be taken");
                    ROUND
                }
            };
            tokio::select! {
                _ = woken, if room > 0 => {}
                Some(finished) = worker.running.join_next_with_id() => worker.note(finished).await,
                _ = tokio::time::sleep(pause), if room > 0 => {}
                gone = stop.changed() => if gone.is_err() { break },
            }
        }
        worker.finish().await;
    }

    /// Does all that is due at `now`, one round; says how many jobs that were. For commands that do not serve.
    pub async fn work_once<F, Fut>(&self, kinds: &[Kind], at_once: usize, now: Time, doing: F) -> store::Result<usize>
    where
        F: Fn(Job) -> Fut,
        Fut: Future<Output = Done> + Send + 'static,
    {
        let mut worker = Worker { queue: self.clone(), kinds, running: JoinSet::new(), jobs: HashMap::new() };
        let mut all = 0;
        loop {
            let taken = worker.take(at_once, now, &doing).await?;
            worker.finish().await;
            if taken == 0 {
                return Ok(all);
            }
            all += taken;
        }
    }

    async fn until_next(&self, kinds: &[&'static str]) -> Duration {
        match self.store.next_job(kinds).await {
            Ok(Some(next)) => {
                let wait = next.since(Time::now()).max(0).unsigned_abs();
                Duration::from_millis(wait).clamp(BREATH, ROUND)
            }
            _ => ROUND,
        }
    }
}

/// The jobs that are under way.
struct Worker<'k> {
    queue: Queue,
    kinds: &'k [Kind],
    running: JoinSet<Done>,
    jobs: HashMap<Id, (TakenJob, Kind)>,
}

type Finished = Result<(Id, Done), tokio::task::JoinError>;

impl Worker<'_> {
    /// Starts up to `room` jobs and says how many it took.
    async fn take<F, Fut>(&mut self, room: usize, now: Time, doing: &F) -> store::Result<usize>
    where
        F: Fn(Job) -> Fut,
        Fut: Future<Output = Done> + Send + 'static,
    {
        let mut all = 0;
        for kind in self.kinds {
            let room = u32::try_from(room - all).unwrap_or(u32::MAX);
            if room == 0 {
                break;
            }
            let taken = self.queue.store.take(&[kind.word()], now, kind.lease_ms(), room).await?;
            all += taken.len();
            for row in taken {
                self.start(row, *kind, doing).await;
            }
        }
        Ok(all)
    }

    async fn start<F, Fut>(&mut self, row: TakenJob, kind: Kind, doing: &F)
    where
        F: Fn(Job) -> Fut,
        Fut: Future<Output = Done> + Send + 'static,
    {
        let Some(job) = Job::read(&row.kind, &row.payload) else {
            return self.fail(&row, kind, Failure::for_good("this version does not understand it")).await;
        };
        let patience = Duration::from_millis((kind.lease_ms() - MARGIN_MS).max(0).unsigned_abs());
        let doing = doing(job);
        let task = self.running.spawn(async move {
            let in_time = tokio::time::timeout(patience, doing).await;
            in_time.unwrap_or_else(|_| Err(Failure::passing("it took too long")))
        });
        self.jobs.insert(task.id(), (row, kind));
    }

    async fn finish(&mut self) {
        while let Some(finished) = self.running.join_next_with_id().await {
            self.note(finished).await;
        }
    }

    async fn note(&mut self, finished: Finished) {
        let (id, done) = match finished {
            Ok((id, done)) => (id, done),
            Err(why) => (why.id(), Err(Failure::passing("it broke off: a fault of the program"))),
        };
        let Some((row, kind)) = self.jobs.remove(&id) else { return };
        match done {
            Ok(()) => log(&row, self.queue.store.done(&row, Time::now()).await),
            Err(failure) => self.fail(&row, kind, failure).await,
        }
    }

    async fn fail(&self, row: &TakenJob, kind: Kind, failure: Failure) {
        let wait = match failure.again {
            Again::Steadily => Some(MISSING_WAIT_MS),
            Again::Later if row.tries < kind.tries() => Some(wait_after(row.tries, row.id)),
            Again::Later | Again::Never => None,
        };
        let retry_at = wait.map(|wait| Time::now().plus(wait));
        if retry_at.is_none() {
            tracing::warn!(kind = row.kind, about = row.payload, tries = row.tries, why = failure.words, "given up");
        }
        log(row, self.queue.store.fail(row, &failure.words, retry_at).await);
    }
}

/// What cannot be noted is no loss: when the lease ends the job runs again.
fn log(row: &TakenJob, noted: store::Result<()>) {
    if let Err(why) = noted {
        tracing::warn!(kind = row.kind, about = row.payload, error = %why, "the outcome of a job could not be noted");
    }
}

/// Twice as long each time, and up to a quarter more, which differs from job to job, so that those that failed
/// together do not all come back together.
fn wait_after(tries: u32, id: i64) -> i64 {
    let doublings = tries.saturating_sub(1).min(20);
    let wait = (FIRST_WAIT_MS << doublings).min(LONGEST_WAIT_MS);
    wait + wait / 4 * (id % 16) / 16
}

#[cfg(test)]
mod tests {
    use model::{HOUR, MINUTE, SECOND};

    use super::wait_after;

    #[test]
    fn each_failure_doubles_the_wait_up_to_half_a_day_and_no_two_jobs_come_back_together() {
        for (tries, wait) in [(1, 30 * SECOND), (2, MINUTE), (3, 2 * MINUTE), (60, 12 * HOUR)] {
            assert_eq!(wait_after(tries, 16), wait);
            assert!(wait_after(tries, 17) > wait && wait_after(tries, 31) < wait + wait / 4);
        }
    }
}
