//! How often and how many at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use model::{HOUR, MINUTE, Time};
use sources::{Guard, Hosts, Names};

use crate::edition::{Town, two_entries};
use crate::server::{Reply, Server};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_when_to_come_back_is_asked_then() {
    for (status, header, value, from, to) in [
        (429, "retry-after", "7200".to_owned(), 2 * HOUR, 2 * HOUR + 13 * MINUTE),
        (503, "retry-after", "1800".to_owned(), 30 * MINUTE, 34 * MINUTE),
        // A day at most, lengthened by a tenth at most.
        (200, "cache-control", "max-age=36000".to_owned(), 10 * HOUR, 26 * HOUR + 24 * MINUTE),
    ] {
        let server =
            Server::start(move |_| Reply { status, ..Reply::feed(two_entries()) }.with(header, value.clone())).await;
        let town = Town::asking(&server).await;
        let source = town.source(&server.url("/feed")).await;
        town.ask(source).await;
        let wait = town.polling(source).await.next_at.since(Time::now());
        assert!((from - MINUTE..=to).contains(&wait), "{status} {header}: {} min", wait / MINUTE);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_is_due_no_more() {
    let server = Server::start(|_| Reply::new(410, "gone")).await;
    let town = Town::asking(&server).await;
    let source = town.source(&server.url("/feed")).await;
    assert_eq!(town.store.due(Time::now(), 10).await.unwrap().len(), 1);
    town.ask(source).await;
    assert!(town.store.due(Time(i64::MAX / 2), 10).await.unwrap().is_empty());
    // Somebody asks by hand, and it is back.
    server.now(|_| Reply::feed(two_entries()));
    town.ask(source).await;
    assert_eq!(town.store.due(Time(i64::MAX / 2), 10).await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn one_host_is_asked_by_one_at_a_time_with_a_pause_between() {
    let hosts = Hosts::new(Duration::from_secs(2));
    let guard = Guard::new(&["127.0.0.1:80".to_owned()], Names::System);
    let started = tokio::time::Instant::now();
    let at_once = Arc::new(AtomicUsize::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for address in ["http://a.example/1", "http://A.example./2", "http://a.example:80/3"] {
        let (hosts, guard, at_once) = (Arc::clone(&hosts), Arc::clone(&guard), Arc::clone(&at_once));
        tasks.spawn(async move {
            let _turn = hosts.turn(address, &guard).await;
            assert_eq!(at_once.fetch_add(1, Ordering::SeqCst), 0);
            tokio::time::sleep(Duration::from_secs(1)).await;
            at_once.fetch_sub(1, Ordering::SeqCst);
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    assert_eq!(started.elapsed().as_secs(), 1 + 2 + 1 + 2 + 1);
    // Another host, and the operator's own, do not wait.
    let before = tokio::time::Instant::now();
    let _others = (
        hosts.turn("http://b.example/", &guard).await,
        hosts.turn("http://127.0.0.1/", &guard).await,
        hosts.turn("http://127.0.0.1/", &guard).await,
    );
    assert_eq!(before.elapsed(), Duration::ZERO);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_holds_for_all_sources_of_the_host() {
    let server = Server::start(|_| Reply::new(429, "slower")).await;
    let town = Town::asking(&server).await;
    let first = town.source(&server.url("/one")).await;
    town.ask(first).await;
    let quiet = town.poller.hosts().quiet_until(&server.url("/two"), Time::now());
    assert!(quiet.is_some_and(|until| until > Time::now().plus(14 * MINUTE)));
    assert_eq!(town.poller.hosts().quiet_until("http://other.example/", Time::now()), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_poller_goes_round_by_itself_until_it_is_told_to_stop() {
    let server = Server::start(|_| Reply::feed(two_entries())).await;
    let town = Town::asking(&server).await;
    for number in 0..30 {
        town.source(&server.url(&format!("/{number}"))).await;
    }
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let news = town.poller.news();
    let running = tokio::spawn({
        let poller = town.poller.clone();
        async move { poller.run(stopped).await }
    });
    while town.items().await.len() < 60 {
        news.notified().await;
    }
    stop.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(server.asked().len(), 30, "each was asked once");
}
