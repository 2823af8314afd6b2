use model::Time;
use store::NewJob;

use crate::setup::{add_source, arrival, on_both};

fn job(kind: &'static str, key: &str, run_at: i64) -> NewJob {
    NewJob { kind, key: key.to_owned(), payload: format!("about {key}"), run_at: Time(run_at) }
}

#[test]
fn a_job_is_taken_once_until_its_lease_ends() {
    on_both(async |store| {
        let jobs = [job("fetch", "a", 20), job("fetch", "b", 10), job("other", "a", 0), job("fetch", "late", 500)];
        store.enqueue(&jobs, Time(1)).await.expect("enqueued");
        store.enqueue(&jobs[..1], Time(1)).await.expect("enqueued");
        assert_eq!(store.next_job(&["fetch", "none"]).await, Ok(Some(Time(10))));
        let taken = store.take(&["fetch"], Time(100), 50, 10).await.expect("taken");
        assert_eq!(taken.iter().map(|job| job.key.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((taken[0].payload.as_str(), taken[0].tries), ("about a", 1));
        assert_eq!(store.take(&["fetch"], Time(149), 50, 10).await, Ok(vec![]));
        store.done(&taken[0], Time(149)).await.expect("done");
        let again = store.take(&["fetch"], Time(150), 50, 10).await.expect("taken");
        assert_eq!((again.len(), again[0].key.as_str(), again[0].tries), (1, "b", 2));
        let mixed = store.take(&["other", "fetch"], Time(900), 50, 2).await.expect("taken");
        assert_eq!(mixed.iter().map(|job| job.key.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    });
}

#[test]
fn a_job_asked_for_again_while_it_runs_runs_once_more() {
    on_both(async |store| {
        store.enqueue(&[job("fetch", "a", 0)], Time(1)).await.expect("enqueued");
        let taken = store.take(&["fetch"], Time(10), 1_000, 1).await.expect("taken").remove(0);
        store.enqueue(&[job("fetch", "a", 20)], Time(11)).await.expect("enqueued");
        store.done(&taken, Time(30)).await.expect("done");
        let again = store.take(&["fetch"], Time(30), 1_000, 1).await.expect("taken").remove(0);
        store.done(&again, Time(31)).await.expect("done");
        assert_eq!(store.counts().await.expect("counts").jobs, 0);
    });
}

#[test]
fn a_job_that_failed_waits_and_one_given_up_is_shown_with_its_reason() {
    on_both(async |store| {
        store.enqueue(&[job("fetch", "a", 0)], Time(1)).await.expect("enqueued");
        let first = store.take(&["fetch"], Time(10), 5, 1).await.expect("taken").remove(0);
        store.fail(&first, "no answer", Some(Time(60))).await.expect("failed");
        assert_eq!(store.take(&["fetch"], Time(59), 5, 1).await, Ok(vec![]));
        let second = store.take(&["fetch"], Time(60), 5, 1).await.expect("taken").remove(0);
        // The first worker, slower than its lease, has no say any more.
        store.fail(&first, "too late", None).await.expect("failed");
        assert_eq!(store.counts().await.expect("counts").dead_jobs, 0);
        store.fail(&second, "still none", None).await.expect("failed");
        assert_eq!(store.take(&["fetch"], Time(999), 5, 1).await, Ok(vec![]));
        let dead = store.dead_jobs(10).await.expect("dead");
        assert_eq!((dead[0].words.as_str(), dead[0].tries), ("still none", 2));
        assert_eq!(store.revive_jobs(Time(1_000)).await, Ok(1));
        assert_eq!(store.take(&["fetch"], Time(1_000), 5, 1).await.expect("taken")[0].tries, 1);
    });
}

#[test]
fn what_must_follow_an_arrival_is_kept_with_it() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let batch = vec![arrival("a", "one", 1), arrival("b", "two", 2)];
        let kept = store.keep_and_then(source, batch.clone(), Some("full-text"), Time(5)).await.expect("kept");
        store.keep_and_then(source, batch, Some("full-text"), Time(6)).await.expect("kept");
        let jobs = store.take(&["full-text"], Time(5), 9, 9).await.expect("taken");
        let about: Vec<_> = jobs.iter().map(|job| job.payload.clone()).collect();
        assert_eq!(about, kept.iter().map(|kept| kept.id.to_string()).collect::<Vec<_>>());
    });
}
