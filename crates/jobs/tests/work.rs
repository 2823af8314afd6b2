#![allow(clippy::expect_used)]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use jobs::{Failure, Job, Kind, Queue};
use model::{DAY, Edition, EditionName, ItemId, MINUTE, Time};
use store::{Database, Store};
use tokio::sync::{mpsc, watch};

/// A queue over a store that is removed with it.
struct Place(std::path::PathBuf);

impl Place {
    async fn queue(name: &str) -> (Place, Store, Queue) {
        let folder = std::env::temp_dir().join(format!("caulbart-jobs-{name}-{}", std::process::id()));
        let name = EditionName::new("test").expect("a good name");
        let edition = Edition { name, title: "Test".to_owned(), motto: String::new() };
        let store = Store::open(&edition, &Database::Sqlite(folder.clone())).await.expect("a store");
        (Place(folder), store.clone(), Queue::new(store))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn picture(url: &str) -> Job {
    Job::FetchPicture { url: url.to_owned() }
}

#[tokio::test]
async fn a_job_put_while_the_worker_waits_is_done_and_gone() {
    let (_place, store, queue) = Place::queue("wake").await;
    let (stop, stopped) = watch::channel(false);
    let (tell, mut told) = mpsc::unbounded_channel();
    let worker = tokio::spawn({
        let queue = queue.clone();
        async move {
            queue
                .work(&[Kind::FullText, Kind::FetchPicture], 2, stopped, move |job| {
                    let tell = tell.clone();
                    async move { tell.send(job).map_err(|why| Failure::passing(why.to_string())) }
                })
                .await;
        }
    });
    queue.enqueue(&[picture("a")], Time::now()).await.expect("enqueued");
    assert_eq!(told.recv().await, Some(picture("a")));
    let text = Job::FullText { item: ItemId(7) };
    queue.enqueue(std::slice::from_ref(&text), Time::now()).await.expect("enqueued");
    assert_eq!(told.recv().await, Some(text));
    stop.send(true).expect("a worker");
    worker.await.expect("ended");
    assert_eq!(store.counts().await.expect("counts").jobs, 0);
}

#[tokio::test]
async fn no_more_run_at_once_than_allowed() {
    let (_place, _store, queue) = Place::queue("bound").await;
    let jobs: Vec<Job> = (0..20).map(|number| picture(&number.to_string())).collect();
    queue.enqueue(&jobs, Time(1)).await.expect("enqueued");
    let running = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    let done = queue
        .work_once(&[Kind::FetchPicture], 3, Time(1), |_| {
            let (running, most) = (running.clone(), most.clone());
            async move {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                running.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            }
        })
        .await;
    assert_eq!(done, Ok(20));
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_failing_job_is_tried_again_later_and_given_up_in_the_end_with_its_reason() {
    let (_place, store, queue) = Place::queue("fail").await;
    queue.enqueue(&[picture("a")], Time(1)).await.expect("enqueued");
    let tries = Arc::new(AtomicUsize::new(0));
    let mut now = Time::now();
    for _ in 0..10 {
        let tries = tries.clone();
        let failing = move |_| {
            let tries = tries.clone();
            async move {
                tries.fetch_add(1, Ordering::SeqCst);
                Err(Failure::passing("the server is asleep"))
            }
        };
        queue.work_once(&[Kind::FetchPicture], 1, now, failing.clone()).await.expect("worked");
        let at_once = queue.work_once(&[Kind::FetchPicture], 1, now, failing).await;
        assert_eq!(at_once, Ok(0), "it waits before the next try");
        now = now.plus(DAY);
    }
    assert_eq!(tries.load(Ordering::SeqCst), 4);
    let dead = store.dead_jobs(10).await.expect("dead");
    assert_eq!(dead[0].words, "the server is asleep");
}

#[tokio::test]
async fn what_is_missing_on_this_machine_is_asked_for_every_few_minutes_and_never_given_up() {
    let (_place, store, queue) = Place::queue("missing").await;
    for round in 0..30 {
        queue.enqueue(&[picture("a")], Time(1)).await.expect("enqueued");
        let failing = |_| async { Err(Failure::missing("there is no spoon")) };
        let now = Time::now();
        assert_eq!(queue.work_once(&[Kind::FetchPicture], 1, now, failing).await, Ok(1), "round {round}");
        let next = store.next_job(&[Kind::FetchPicture.word()]).await.expect("asked").expect("it is tried again");
        assert!((MINUTE..5 * MINUTE).contains(&next.since(now)), "round {round}: {}", next.since(now));
    }
    assert!(store.dead_jobs(10).await.expect("dead").is_empty());
}

#[tokio::test]
async fn a_job_that_panics_takes_nobody_with_it() {
    let (_place, store, queue) = Place::queue("panic").await;
    queue.enqueue(&[picture("a"), picture("b")], Time(1)).await.expect("enqueued");
    let done = queue
        .work_once(&[Kind::FetchPicture], 2, Time(1), |job| async move {
            assert_ne!(job, picture("a"), "on purpose");
            Ok(())
        })
        .await;
    assert_eq!(done, Ok(2));
    assert_eq!(store.counts().await.expect("counts").jobs, 1);
}

#[tokio::test]
async fn a_job_that_can_never_work_is_not_tried_again() {
    let (_place, store, queue) = Place::queue("never").await;
    queue.enqueue(&[picture("a")], Time(1)).await.expect("enqueued");
    let refused = |_| async { Err(Failure::for_good("that is no picture")) };
    queue.work_once(&[Kind::FetchPicture], 1, Time(1), refused).await.expect("worked");
    assert_eq!(store.counts().await.expect("counts").dead_jobs, 1);
}
