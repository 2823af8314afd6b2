//! What goes on while the server runs: place, follow, tend, index, learn, poll. Each worker looks at the rows; a wake-up only
//! saves it the wait.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jobs::Kind;
use model::Time;
use stories::Placer;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tracing::{debug, error, warn};

use super::job_desk::JobDesk;
use super::letters::Letters;
use super::mail::Mail;
use super::overseeing::Noter;
use super::{News, Opened};

/// How long a lost wake-up costs.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// Shelves are ordered anew this often.
const TEND: Duration = Duration::from_secs(1);
/// Items that are indexed together; also how long they may have been kept and not be found.
const GATHER: Duration = Duration::from_millis(400);
/// So few are found at once; indexing steps aside for more.
const A_FEW: usize = 25;
/// The longest that indexing waits for placing.
const STEP_ASIDE: Duration = Duration::from_secs(15);
/// Outcomes are looked for this often.
const LEARN: Duration = Duration::from_secs(1);
/// The stock is kept this often, so that little is lost where the server ends without being asked.
const KEEP: Duration = Duration::from_secs(600);
/// A fit takes so many processors at most.
const FIT_THREADS: usize = 8;
/// In turns of tending.
const FORGET_EVERY: u64 = 60;
/// After a failure, so that a database that is gone is not asked a thousand times a second.
const BREATHE: Duration = Duration::from_secs(3);

/// Rung whenever items were kept.
#[derive(Clone, Default)]
pub struct Bell(Arc<Notify>);

impl From<Arc<Notify>> for Bell {
    fn from(notify: Arc<Notify>) -> Bell {
        Bell(notify)
    }
}

impl Bell {
    pub fn ring(&self) {
        self.0.notify_one();
    }

    async fn heard_or(&self, wait: Duration) {
        let _ = tokio::time::timeout(wait, self.0.notified()).await;
    }
}

/// Jobs done at once: they wait for other people's servers most of the time.
const JOBS_AT_ONCE: usize = 6;

/// Mails under way at once.
const MAILS_AT_ONCE: usize = 2;
/// Old spam is looked for this often.
const TEND_COMMENTS: Duration = Duration::from_secs(3600);

/// Says when to stop; every worker ends its turn and leaves.
#[derive(Clone)]
pub struct Closing(watch::Receiver<bool>);

impl Closing {
    pub fn new() -> (watch::Sender<bool>, Closing) {
        let (sender, receiver) = watch::channel(false);
        (sender, Closing(receiver))
    }

    /// The same, for the crates below.
    pub fn stop(&self) -> watch::Receiver<bool> {
        self.0.clone()
    }

    pub fn is_closing(&self) -> bool {
        *self.0.borrow()
    }

    pub async fn closes(&mut self) {
        // A sender that is gone means the same.
        let _ = self.0.wait_for(|closing| *closing).await;
    }
}

/// Starts the workers that every server has; polling is started beside them.
pub fn start(edition: &Opened, news: &News, bell: &Bell, closing: &Closing) -> JoinSet<()> {
    let mut workers = JoinSet::new();
    let placed = Bell::default();
    let busy = Busy(Arc::new(Mutex::new(Instant::now())));
    workers.spawn(place(
        edition.store.clone(),
        edition.readers.clone(),
        news.newsroom.clone(),
        bell.clone(),
        placed.clone(),
        busy.clone(),
        closing.clone(),
    ));
    workers.spawn(tend(edition.readers.clone(), closing.clone()));
    workers.spawn(learn(edition.readers.clone(), closing.clone()));
    workers.spawn(keep(edition.readers.clone(), closing.clone()));
    workers.spawn(find(edition.readers.clone(), closing.clone()));
    workers.spawn(index(edition.indexer(), placed, busy, closing.clone()));
    workers
}

/// Starts what the newsroom does by itself: what was scheduled goes out.
pub fn start_newsroom(workers: &mut JoinSet<()>, news: &News, closing: &Closing) {
    workers.spawn(go_out(news.newsroom.clone(), closing.clone()));
}

/// The clock is asked every second: whatever happens to it, nothing waits longer than that.
async fn go_out(newsroom: newsroom::Newsroom, mut closing: Closing) {
    while !closing.is_closing() {
        if let Err(failure) = newsroom.publish_due(Time::now()).await {
            error!("What was scheduled did not go out: {failure}");
            pause(BREATHE, &mut closing).await;
        }
        pause(TEND, &mut closing).await;
    }
}

/// Starts what comments need: old spam goes, and who was answered is told.
pub fn start_comments(
    workers: &mut JoinSet<()>,
    comments: &newsroom::Comments,
    mail: Option<Mail>,
    news: &News,
    closing: &Closing,
) {
    workers.spawn(tend_comments(comments.clone(), closing.clone()));
    let Some(mail) = mail.map(Arc::new) else { return };
    let (queue, stop) = (news.queue.clone(), closing.stop());
    workers.spawn(async move {
        queue.work(&[Kind::Mail], MAILS_AT_ONCE, stop, move |job| mail.clone().run(job)).await;
    });
}

/// Starts what letters need: those that are due go out, and what was deposited for ended ones is destroyed.
pub fn start_letters(workers: &mut JoinSet<()>, letters: &Letters, news: &News, closing: &Closing) {
    workers.spawn(letters.clone().watch(news.queue.clone(), closing.clone()));
    if !letters.are_sent() {
        return;
    }
    let (letters, queue, stop) = (letters.clone(), news.queue.clone(), closing.stop());
    workers.spawn(async move {
        queue.work(&[Kind::Letter], MAILS_AT_ONCE, stop, move |job| letters.clone().run(job)).await;
    });
}

async fn tend_comments(comments: newsroom::Comments, mut closing: Closing) {
    while !closing.is_closing() {
        if let Err(failure) = comments.tend(Time::now()).await {
            error!("Old spam could not be let go: {failure}");
        }
        pause(TEND_COMMENTS, &mut closing).await;
    }
}

/// Starts asking feeds, and the jobs that follow from what they say.
pub fn start_polling(workers: &mut JoinSet<()>, edition: &Opened, news: &News, closing: &Closing) {
    let (poller, stop) = (news.poller.clone(), closing.stop());
    workers.spawn(async move { poller.run(stop).await });
    let (queue, stop, desk) = (news.queue.clone(), closing.stop(), Arc::new(JobDesk::new(edition, news)));
    workers.spawn(async move {
        // What asks other people's servers; mail goes out beside, whether or not feeds are asked.
        let asking: Vec<Kind> = Kind::ALL
            .into_iter()
            .filter(|kind| !matches!(kind, Kind::Mail | Kind::Letter | Kind::Note | Kind::Erase | Kind::Transcode))
            .collect();
        queue.work(&asking, JOBS_AT_ONCE, stop, move |job| desk.clone().run(job)).await;
    });
}

/// What must stand in the ledger is written there, whether or not feeds are asked.
pub fn start_noting(workers: &mut JoinSet<()>, edition: &Opened, news: &News, closing: &Closing) {
    let (queue, stop, noter) = (news.queue.clone(), closing.stop(), Arc::new(Noter::new(&edition.oversight)));
    workers.spawn(async move {
        queue.work(&[Kind::Note, Kind::Erase], 1, stop, move |job| noter.clone().run(job)).await;
    });
}

async fn place(
    store: store::Store,
    readers: readers::Readers,
    newsroom: newsroom::Newsroom,
    bell: Bell,
    placed: Bell,
    busy: Busy,
    mut closing: Closing,
) {
    let mut placer = None;
    while !closing.is_closing() {
        let now = Time::now();
        let turn = async {
            if placer.is_none() {
                placer = Some(Placer::restore(store.clone(), now).await?);
            }
            let Some(placer) = placer.as_mut() else { return anyhow::Ok(0) };
            let changes = newsroom.changes();
            let new = placer.place_some(now).await?;
            readers.follow(now).await?;
            if changes > newsroom.seen() {
                // What was published here is not to wait for the next turn of the shelves.
                readers.tend(now);
                newsroom.readers_see(changes);
            }
            Ok(new)
        };
        match turn.await {
            Ok(0) => {}
            Ok(new) => {
                debug!(items = new, "placed");
                if new > A_FEW {
                    busy.now();
                }
                placed.ring();
                continue;
            }
            Err(failure) => {
                error!("{failure:#}");
                // What is in memory may be ahead of what was written: begin again from the rows.
                placer = None;
                pause(BREATHE, &mut closing).await;
            }
        }
        tokio::select! {
            () = bell.heard_or(LOOK_AGAIN) => {}
            () = closing.closes() => {}
        }
    }
}

async fn tend(readers: readers::Readers, mut closing: Closing) {
    let mut turns = 0u64;
    while !closing.is_closing() {
        let now = Time::now();
        readers.tend(now);
        if turns.is_multiple_of(FORGET_EVERY)
            && let Err(error) = readers.forget(now).await
        {
            warn!("what is old could not be let go of: {error}");
        }
        turns += 1;
        pause(TEND, &mut closing).await;
    }
    readers.stop_telling();
}

/// Learns from what readers did, and has the model fitted anew when that is worth its while.
async fn learn(readers: readers::Readers, mut closing: Closing) {
    while !closing.is_closing() {
        let now = Time::now();
        if let Err(failure) = readers.learn(now).await {
            error!("Not everything could be learned from: {failure}");
            pause(BREATHE, &mut closing).await;
        }
        if readers.fit_is_due(now) {
            fit(readers.clone(), now);
        }
        pause(LEARN, &mut closing).await;
    }
    readers.keep_learned(Time::now());
}

/// Holds what is new against saved searches and rules.
async fn find(readers: readers::Readers, mut closing: Closing) {
    while !closing.is_closing() {
        let now = Time::now();
        match readers.find_new(now).await {
            Ok(0) => pause(GATHER, &mut closing).await,
            Ok(_) => continue,
            Err(failure) => {
                error!("Saved searches and rules wait: {failure}");
                pause(BREATHE, &mut closing).await;
            }
        }
    }
}

/// Keeps the stock over a restart.
async fn keep(readers: readers::Readers, mut closing: Closing) {
    while !closing.is_closing() {
        pause(KEEP, &mut closing).await;
        let readers = readers.clone();
        let kept = tokio::task::spawn_blocking(move || readers.keep_stock(Time::now()));
        if let Err(failure) = kept.await {
            error!("The stock was not kept: {failure}");
        }
    }
}

/// On a thread of its own that gives way to everything else. When the server ends, it ends with it: a fit that is lost
/// is made again.
fn fit(readers: readers::Readers, now: Time) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(FIT_THREADS);
    let work = move || {
        give_way();
        readers.fit(threads, now);
    };
    if let Err(failure) = std::thread::Builder::new().name("fit".to_owned()).spawn(work) {
        error!("There is no thread to fit a model on: {failure}");
    }
}

/// Threads that this one starts inherit it.
#[cfg(target_os = "linux")]
pub fn give_way() {
    /// Of 19, where 0 is usual.
    const NICE: i32 = 15;
    // Refused or not: the fit goes on, only less politely.
    let _ = rustix::process::setpriority_process(None, NICE);
}

#[cfg(not(target_os = "linux"))]
pub fn give_way() {}

/// What just came in has to reach readers before it can be searched: indexing steps aside while items are being placed,
/// though not for ever.
async fn index(indexer: readers::Indexer, placed: Bell, busy: Busy, mut closing: Closing) {
    while !closing.is_closing() {
        let turn = Instant::now();
        while busy.is_busy() && turn.elapsed() < STEP_ASIDE && !closing.is_closing() {
            pause(GATHER, &mut closing).await;
        }
        match indexer.follow().await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(failure) => {
                error!("The search index lags behind: {failure}");
                pause(BREATHE, &mut closing).await;
            }
        }
        tokio::select! {
            () = placed.heard_or(LOOK_AGAIN) => {}
            () = closing.closes() => {}
        }
        pause(GATHER, &mut closing).await;
    }
}

/// When items were placed last.
#[derive(Clone)]
struct Busy(Arc<Mutex<Instant>>);

impl Busy {
    fn now(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn is_busy(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).elapsed() < 2 * GATHER
    }
}

async fn pause(how_long: Duration, closing: &mut Closing) {
    tokio::select! {
        () = tokio::time::sleep(how_long) => {}
        () = closing.closes() => {}
    }
}
