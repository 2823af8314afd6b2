//! The table of what must still be done. What the kinds mean is for `jobs` to say.

use model::{ItemId, Time};

use crate::{
    Result, Store, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    pub kind: &'static str,
    /// One job of a kind for each key: asking again while it waits changes its payload at most.
    pub key: String,
    pub payload: String,
    pub run_at: Time,
}

/// A job that is somebody's until its lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenJob {
    pub id: i64,
    pub kind: String,
    pub key: String,
    pub payload: String,
    /// This one included.
    pub tries: u32,
    /// How often it had been asked for when it was taken.
    asked: i64,
}

/// A job that nobody tries any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    pub kind: String,
    pub key: String,
    pub payload: String,
    pub tries: u32,
    /// Why it failed the last time.
    pub words: String,
}

/// Within a change that they follow from: they are there if it is.
pub(crate) async fn enqueue(tx: &mut Tx, jobs: &[NewJob], now: Time) -> Result<()> {
    let rows = jobs.iter().map(|job| {
        let NewJob { kind, key, payload, run_at } = job;
        vec![(*kind).into(), key.into(), payload.into(), (*run_at).into(), now.into()]
    });
    tx.run_each(&statements::ENQUEUE, rows).await.map(|_| ())
}

impl Store {
    pub async fn enqueue(&self, jobs: &[NewJob], now: Time) -> Result<()> {
        let jobs = jobs.to_vec();
        self.write(Durability::Normal, move |tx| Box::pin(async move { enqueue(tx, &jobs, now).await })).await
    }

    /// Due jobs of these kinds, the longest due taken first, each leased to the caller: nobody else gets it for `lease_ms`.
    pub async fn take(&self, kinds: &[&'static str], now: Time, lease_ms: i64, limit: u32) -> Result<Vec<TakenJob>> {
        let kinds = kinds.to_vec();
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let mut taken = Vec::new();
                for kind in kinds {
                    let room = i64::from(limit) - taken.len() as i64;
                    let params = [kind.into(), now.into(), lease_ms.into(), room.into()];
                    let mut of_kind = tx.rows(&statements::TAKE_JOBS, &params, read_taken).await?;
                    // An update answers in no particular order.
                    of_kind.sort_by_key(|job| job.id);
                    taken.extend(of_kind);
                }
                Ok(taken)
            })
        })
        .await
    }

    /// Gone; unless it was asked for again meanwhile: then it will run once more.
    pub async fn done(&self, job: &TakenJob, now: Time) -> Result<()> {
        let (id, asked) = (job.id, job.asked);
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                if tx.run(&statements::JOB_DONE, &[id.into(), asked.into()]).await? == 0 {
                    tx.run(&statements::JOB_AGAIN, &[id.into(), now.into()]).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// It will be tried again at `retry_at`, or with `None` never again.
    pub async fn fail(&self, job: &TakenJob, words: &str, retry_at: Option<Time>) -> Result<()> {
        let params = vec![
            job.id.into(),
            job.tries.into(),
            retry_at.unwrap_or_default().into(),
            retry_at.is_none().into(),
            words.to_owned().into(),
        ];
        self.run(Durability::Normal, &statements::JOB_FAIL, params).await.map(|_| ())
    }

    /// When the next job of these kinds will be due; `None` when there is none.
    pub async fn next_job(&self, kinds: &[&'static str]) -> Result<Option<Time>> {
        let mut next: Option<Time> = None;
        for kind in kinds {
            let found = self.row(&statements::NEXT_JOB, &[(*kind).into()], |row| row.maybe_int(0)).await?;
            let found = found.flatten().map(Time);
            next = next.into_iter().chain(found).min();
        }
        Ok(next)
    }

    /// The latest first.
    pub async fn dead_jobs(&self, limit: u32) -> Result<Vec<DeadJob>> {
        self.many_rows(&statements::DEAD_JOBS, &[limit.into()], |row| {
            Ok(DeadJob {
                kind: row.text(0)?,
                key: row.text(1)?,
                payload: row.text(2)?,
                tries: row.count(3)?,
                words: row.text(4)?,
            })
        })
        .await
    }

    /// All dead jobs are tried anew; says how many.
    pub async fn revive_jobs(&self, now: Time) -> Result<u64> {
        self.run(Durability::Normal, &statements::REVIVE_JOBS, vec![now.into()]).await
    }
}

/// A job whose key and payload are an item's number.
pub fn job_about(kind: &'static str, item: ItemId, now: Time) -> Vec<Value<'static>> {
    vec![kind.into(), item.to_string().into(), item.to_string().into(), now.into(), now.into()]
}

fn read_taken(row: &Row) -> Result<TakenJob> {
    Ok(TakenJob {
        id: row.int(0)?,
        kind: row.text(1)?,
        key: row.text(2)?,
        payload: row.text(3)?,
        tries: row.count(4)?,
        asked: row.int(5)?,
    })
}
