//! The one thread that writes. Whatever waits when a commit is done goes into the next one together, so that a
//! hundred callers share one commit; each is answered only after it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{SqliteTx, explained};
use crate::{
    Error, Result,
    store::{Durability, Work},
    tx::Tx,
};

/// Callers wait for room beyond this many waiting writes.
const WAITING: usize = 4096;
/// A commit that takes up more than this would make the first of them wait too long.
const TOGETHER: usize = 1024;
/// So long the writer tries to get past another program's lock before it answers `Locked`.
const PATIENCE: Duration = Duration::from_secs(15);

pub struct Writer {
    queue: mpsc::Sender<Request>,
    closed: AtomicBool,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Request {
    Write(Durability, Box<dyn Pending>),
    Flush(oneshot::Sender<Result<()>>),
    Close(oneshot::Sender<Result<()>>),
}

/// A write that waits for its turn, then for its commit.
trait Pending: Send {
    /// Runs inside the transaction; the answer is kept until the commit.
    fn run(&mut self, tx: &mut Tx) -> Result<()>;
    fn answer(self: Box<Self>, outcome: Result<()>);
}

struct Caller<T, F> {
    work: Option<F>,
    result: Option<T>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Pending for Caller<T, F>
where
    T: Send,
    F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> Result<()> {
        let Some(work) = self.work.take() else { return Err(Error::Closed) };
        let mut under_way = work(tx);
        match under_way.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => {
                self.result = Some(outcome?);
                Ok(())
            }
            // Nothing in a transaction on SQLite waits; see `Tx`.
            Poll::Pending => Err(Error::Statement { statement: "a transaction", words: "it waited".to_owned() }),
        }
    }

    fn answer(self: Box<Self>, outcome: Result<()>) {
        let answer = match (outcome, self.result) {
            (Ok(()), Some(result)) => Ok(result),
            (Ok(()), None) => Err(Error::Closed),
            (Err(why), _) => Err(why),
        };
        // A caller who went away needs no answer; her write stands.
        let _ = self.reply.send(answer);
    }
}

impl Writer {
    pub fn start(connection: Connection, path: &Path) -> Result<Writer> {
        let file = Whereabouts::of(path)?;
        let (queue, waiting) = mpsc::channel(WAITING);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || write_until_closed(connection, file, waiting))
            .map_err(|why| Error::Gone(why.to_string()))?;
        Ok(Writer { queue, closed: AtomicBool::new(false), thread: Mutex::new(Some(thread)) })
    }

    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    pub async fn write<T, F>(&self, durability: Durability, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let caller = Box::new(Caller { work: Some(work), result: None, reply });
        self.queue.send(Request::Write(durability, caller)).await.map_err(|_| Error::Closed)?;
        answer.await.map_err(|_| Error::Closed)?
    }

    pub async fn flush(&self) -> Result<()> {
        let (reply, answer) = oneshot::channel();
        self.queue.send(Request::Flush(reply)).await.map_err(|_| Error::Closed)?;
        answer.await.map_err(|_| Error::Closed)?
    }

    pub async fn close(&self) -> Result<()> {
        if self.closed.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let (reply, answer) = oneshot::channel();
        self.queue.send(Request::Close(reply)).await.map_err(|_| Error::Closed)?;
        let outcome = answer.await.map_err(|_| Error::Closed)?;
        if let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // It has answered and does nothing more.
            let _ = thread.join();
        }
        outcome
    }
}

/// A file that was removed or replaced can still be written to, but nobody will ever read that again.
struct Whereabouts {
    path: PathBuf,
    file: u64,
}

impl Whereabouts {
    fn of(path: &Path) -> Result<Whereabouts> {
        Ok(Whereabouts { path: path.to_owned(), file: file_number(path)? })
    }

    fn still_there(&self) -> Result<()> {
        match file_number(&self.path)? == self.file {
            true => Ok(()),
            false => Err(Error::Gone(format!("{} was replaced", self.path.display()))),
        }
    }
}

fn file_number(path: &Path) -> Result<u64> {
    let found = std::fs::metadata(path);
    let found = found.map_err(|why| Error::Gone(format!("{}: {why}", path.display())))?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::ino(&found));
    #[cfg(not(unix))]
    Ok(u64::from(found.is_file()))
}

fn write_until_closed(connection: Connection, file: Whereabouts, mut waiting: mpsc::Receiver<Request>) {
    let mut tx = Tx::Sqlite(SqliteTx { connection });
    let mut left_over = None;
    while let Some(first) = left_over.take().or_else(|| waiting.blocking_recv()) {
        match first {
            Request::Write(durability, write) => {
                let mut together = vec![write];
                let mut strictest = durability;
                while together.len() < TOGETHER {
                    match waiting.try_recv() {
                        Ok(Request::Write(durability, write)) => {
                            strictest = strictest.max(durability);
                            together.push(write);
                        }
                        Ok(other) => {
                            left_over = Some(other);
                            break;
                        }
                        Err(_) => break,
                    }
                }
                match file.still_there() {
                    Ok(()) => commit_together(&mut tx, strictest, together),
                    Err(why) => together.into_iter().for_each(|write| write.answer(Err(why.clone()))),
                }
            }
            Request::Flush(reply) => {
                let _ = reply.send(checkpoint(connection_of(&mut tx), "passive"));
            }
            Request::Close(reply) => {
                waiting.close();
                let outcome = checkpoint(connection_of(&mut tx), "truncate");
                drop(tx);
                let _ = reply.send(outcome);
                return;
            }
        }
    }
}

fn commit_together(tx: &mut Tx, durability: Durability, mut together: Vec<Box<dyn Pending>>) {
    if let Err(why) = begin(connection_of(tx), durability, PATIENCE) {
        together.into_iter().for_each(|write| write.answer(Err(why.clone())));
        return;
    }
    let mut outcomes = Vec::with_capacity(together.len());
    let mut all_lost = None;
    for write in &mut together {
        let outcome = run_alone(tx, write.as_mut());
        // A full disk or a failing one may end the whole transaction under our feet.
        if connection_of(tx).is_autocommit() {
            all_lost = Some(outcome.err().unwrap_or(Error::Lost));
            break;
        }
        outcomes.push(outcome);
    }
    if all_lost.is_none() {
        all_lost = commit(connection_of(tx)).err();
    }
    match all_lost {
        None => together.into_iter().zip(outcomes).for_each(|(write, outcome)| write.answer(outcome)),
        Some(why) => together.into_iter().for_each(|write| write.answer(Err(why.clone()))),
    }
}

/// One caller's failure takes back what she did, and nobody else's.
fn run_alone(tx: &mut Tx, write: &mut dyn Pending) -> Result<()> {
    plain(connection_of(tx), "savepoint one")?;
    // A fault of ours in one write must not end the thread that all others need.
    let ran = catch_unwind(AssertUnwindSafe(|| write.run(tx)));
    match ran.unwrap_or_else(|_| Err(Error::Statement { statement: "a transaction", words: "it broke off".to_owned() }))
    {
        Ok(()) => plain(connection_of(tx), "release one"),
        Err(why) => {
            if !connection_of(tx).is_autocommit() {
                plain(connection_of(tx), "rollback to one")?;
                plain(connection_of(tx), "release one")?;
            }
            Err(why)
        }
    }
}

fn begin(connection: &Connection, durability: Durability, patience: Duration) -> Result<()> {
    // Not through `plain`: this pragma acts when it is prepared, a second run of the same statement would not.
    let synchronous = match durability {
        Durability::Normal => "pragma synchronous = normal",
        Durability::Full => "pragma synchronous = full",
    };
    connection.execute_batch(synchronous).map_err(|why| explained(synchronous, why))?;
    let started = Instant::now();
    loop {
        // Immediate: whoever waits for a lock waits here, where nothing has been done yet.
        match plain(connection, "begin immediate") {
            Err(Error::Locked) if started.elapsed() < patience => {}
            outcome => return outcome,
        }
    }
}

fn commit(connection: &Connection) -> Result<()> {
    let outcome = plain(connection, "commit");
    if outcome.is_err() && !connection.is_autocommit() {
        plain(connection, "rollback")?;
    }
    outcome
}

fn checkpoint(connection: &Connection, how: &str) -> Result<()> {
    let text = match how {
        "truncate" => "pragma wal_checkpoint(truncate)",
        _ => "pragma wal_checkpoint(passive)",
    };
    connection
        .execute_batch("pragma synchronous = full")
        .and_then(|()| connection.query_row(text, [], |_| Ok(())))
        .map_err(|why| explained("checkpoint", why))
}

fn plain(connection: &Connection, text: &'static str) -> Result<()> {
    let failed = |why| explained(text, why);
    let mut statement = connection.prepare_cached(text).map_err(failed)?;
    statement.raw_execute().map(|_| ()).map_err(failed)
}

fn connection_of(tx: &mut Tx) -> &mut Connection {
    match tx {
        Tx::Sqlite(tx) => &mut tx.connection,
        // The writer is made with a connection to SQLite and never exchanges it.
        Tx::Postgres(_) => unreachable!("the writer of SQLite"),
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
#[path = "writer_tests.rs"]
mod tests;
