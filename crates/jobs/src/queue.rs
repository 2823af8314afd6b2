//! Where jobs are put, and who is woken by that.

use std::sync::Arc;

use model::Time;
use store::{NewJob, Result, Store};
use tokio::sync::Notify;

use crate::Job;

/// Jobs longer than this fit into no index; only a picture's address can be so long.
const LONGEST_KEY: usize = 2_000;

/// The jobs of one edition. Cheap to clone; all clones are the same queue.
#[derive(Clone)]
pub struct Queue {
    pub(crate) store: Store,
    pub(crate) wake: Arc<Notify>,
}

impl Queue {
    pub fn new(store: Store) -> Queue {
        Queue { store, wake: Arc::new(Notify::new()) }
    }

    /// To be done as soon as somebody can. A job that waits already is not put twice; one that runs already runs
    /// once more.
    pub async fn enqueue(&self, jobs: &[Job], now: Time) -> Result<()> {
        self.enqueue_at(jobs, now, now).await
    }

    /// To be done at `run_at` or soon after.
    pub async fn enqueue_at(&self, jobs: &[Job], run_at: Time, now: Time) -> Result<()> {
        let rows: Vec<NewJob> = jobs
            .iter()
            .map(|job| NewJob { kind: job.kind().word(), key: job.payload(), payload: job.payload(), run_at })
            .filter(|row| row.key.len() <= LONGEST_KEY)
            .collect();
        if !rows.is_empty() {
            self.store.enqueue(&rows, now).await?;
            self.wake();
        }
        Ok(())
    }

    /// Jobs were put into the store in another way (`keep_and_then`): look now rather than at the next round.
    pub fn wake(&self) {
        self.wake.notify_waiters();
        // For a worker that is just between looking and waiting.
        self.wake.notify_one();
    }
}
