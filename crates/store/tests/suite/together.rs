//! Many at once, and programs that end in the middle of it.

use std::{
    collections::HashSet,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

use model::{Deed, Event, EventId, ItemId, StoryId, Time};
use store::{Database, Placed, Reseal, SealedEvent, Store};

use crate::sealed::row;
use crate::setup::{Place, add_source, arrival, edition, on_both, on_both_places};

const PROFILE: u8 = 20;
const EVENT: u8 = 30;

fn opened(id: u64, item: i64) -> SealedEvent {
    let event = Event { id: EventId(id), item: ItemId(item), deed: Deed::Opened, at: Time(1), dwell_ms: 0, slot: 1 };
    SealedEvent { event, row: row(EVENT, id, "sealed") }
}

#[test]
fn two_that_bring_the_same_news_at_once_make_one_item_of_each() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let mut polls = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let store = store.clone();
            polls.spawn(async move {
                let batch = (0..20).map(|number| arrival(&format!("{number}"), "text", number)).collect();
                store.keep(source, batch, Time(1)).await.expect("kept")
            });
        }
        let mut ids = HashSet::new();
        while let Some(kept) = polls.join_next().await {
            ids.extend(kept.expect("ended").iter().map(|kept| kept.id));
        }
        assert_eq!(ids.len(), 20);
        assert_eq!(store.counts().await.expect("counts").items, 20);
    });
}

#[test]
fn whoever_follows_the_stock_while_many_place_misses_nothing() {
    on_both(async |store| {
        let mut placers = tokio::task::JoinSet::new();
        for number in 0..4 {
            let source = add_source(&store, &format!("paper-{number}")).await;
            let store = store.clone();
            placers.spawn(async move {
                for round in 0..10 {
                    let batch = (0..5).map(|entry| arrival(&format!("{round}-{entry}"), "text", 10)).collect();
                    let kept = store.keep(source, batch, Time(1)).await.expect("kept");
                    let placed: Vec<Placed> =
                        kept.iter().map(|kept| Placed { item: kept.id, story: StoryId(kept.id.0) }).collect();
                    store.place(&placed, &[], &[], Time(1)).await.expect("placed");
                }
            });
        }
        let mut seen = HashSet::new();
        let mut rev = 0;
        loop {
            let last_look = placers.try_join_next().is_none() && placers.is_empty();
            for row in store.stock_since(rev, Time(0), 1_000).await.expect("stock") {
                rev = row.rev;
                seen.insert(row.id);
            }
            if last_look {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert_eq!(seen.len(), 200);
    });
}

#[test]
fn many_readers_are_counted_right_and_nobody_waits_for_another_forever() {
    on_both(async |store| {
        let mut reading = tokio::task::JoinSet::new();
        for number in 0..8u8 {
            let reader = store.new_reader(&[number; 32], Time(1)).await.expect("new");
            let store = store.clone();
            reading.spawn(async move {
                for round in 0..10u64 {
                    // Each in another order: locks taken crosswise would show here.
                    let items = (0..10).map(|step| (step * 7 + i64::from(number)) % 10);
                    let events = items.zip(0..).map(|(item, step)| opened(round * 10 + step, item)).collect();
                    let profile = Reseal::Put(row(PROFILE, 0, &number.to_string()));
                    let new = store.record(reader, events, vec![profile]).await.expect("recorded");
                    assert_eq!(new.len(), 10);
                }
            });
        }
        while let Some(ended) = reading.join_next().await {
            ended.expect("ended");
        }
        let items: Vec<ItemId> = (0..10).map(ItemId).collect();
        let counters = store.counters(&items).await.expect("counters");
        assert!(items.iter().all(|item| counters[item].opened == 80), "{counters:?}");
        let done = store.done_since(Time(0), 99).await.expect("done");
        assert!(done.len() == 10 && done.iter().all(|done| done.times == 80), "{done:?}");
    });
}

#[test]
fn a_caller_who_goes_away_leaves_nothing_half_done() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        for round in 0..30i64 {
            let batch = (0..4).map(|entry| arrival(&format!("{round}-{entry}"), "text", 10)).collect();
            let keeping = tokio::spawn({
                let store = store.clone();
                async move { store.keep(source, batch, Time(1)).await }
            });
            for _ in 0..round {
                tokio::task::yield_now().await;
            }
            keeping.abort();
            let _ = keeping.await;
        }
        store.set_setting("still", "alive").await.expect("set");
        assert_eq!(store.counts().await.expect("counts").items % 4, 0);
    });
}

#[test]
fn a_postgres_that_ends_our_sessions_is_asked_anew() {
    on_both_places(async |place: &Place| {
        let store = place.open().await;
        let end_sessions = format!(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'caulbart {}'",
            place.edition.name.as_str()
        );
        for round in 0..10 {
            store.set_setting("round", &round.to_string()).await.expect("set");
            place.psql(&end_sessions);
            assert_eq!(store.setting("round").await, Ok(Some(round.to_string())));
            place.psql(&end_sessions);
            add_source(&store, &format!("paper-{round}")).await;
        }
        assert_eq!(store.sources().await.expect("sources").len(), 10);
    });
}

/// Not a test of its own: the child of the next one, which runs it with a place to write to and then kills it.
#[test]
fn writes_until_it_is_killed() {
    let Ok(name) = std::env::var("CAULBART_TEST_CHILD") else { return };
    let database = match std::env::var("CAULBART_TEST_CHILD_URL") {
        Ok(url) => Database::Postgres(url),
        Err(_) => Database::Sqlite(PathBuf::from(std::env::var_os("CAULBART_TEST_CHILD_FOLDER").expect("a folder"))),
    };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&edition(&name), &database).await.expect("a store");
        let source = add_source(&store, "paper").await;
        let reader = store.new_reader(&[1; 32], Time(1)).await.expect("new");
        for number in 0u64.. {
            let batch = (0..3).map(|entry| arrival(&format!("{number}-{entry}"), "text", 10)).collect();
            let profile = Reseal::Put(row(PROFILE, 0, &number.to_string()));
            let (kept, new) = tokio::join!(
                store.keep(source, batch, Time(1)),
                store.record(reader, vec![opened(number, 1)], vec![profile]),
            );
            assert_eq!((kept.expect("kept").len(), new.expect("recorded").len()), (3, 1));
            println!("acknowledged {number}");
        }
    });
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_and_nothing_is_half_written() {
    on_both_places(async |place: &Place| {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "together::writes_until_it_is_killed", "--nocapture"]);
        command.env("CAULBART_TEST_CHILD", place.edition.name.as_str()).stdout(Stdio::piped());
        match &place.database {
            Database::Sqlite(folder) => command.env("CAULBART_TEST_CHILD_FOLDER", folder),
            Database::Postgres(url) => command.env("CAULBART_TEST_CHILD_URL", url),
        };
        let mut child = command.spawn().expect("a child");
        let mut last = None;
        for line in BufReader::new(child.stdout.take().expect("its output")).lines() {
            let line = line.expect("a line");
            if let Some((_, number)) = line.split_once("acknowledged ") {
                last = number.trim().parse::<u64>().ok();
            }
            if last == Some(100) {
                child.kill().expect("killed");
            }
        }
        child.wait().expect("ended");
        let last = last.expect("something was acknowledged");

        let store = place.open().await;
        let reader = store.reader_by_secret(&[1; 32]).await.expect("read").expect("there");
        let events = store.sealed(reader, EVENT).await.expect("events");
        assert!((0..=last).all(|number| events.contains(&opened(number, 1).row)), "an acknowledged event is missing");
        let opened = store.counters(&[ItemId(1)]).await.expect("counters")[&ItemId(1)].opened;
        assert_eq!(opened as usize, events.len(), "what is kept is counted, and nothing else");
        assert_eq!(store.done_since(Time(0), 9).await.expect("done")[0].times, opened);
        let source = store.source_at("https://paper.example/feed").await.expect("read").expect("there").id;
        let keys: Vec<String> = (0..=last).flat_map(|n| (0..3).map(move |entry| format!("{n}-{entry}"))).collect();
        assert_eq!(store.known(source, &keys).await.expect("known").len(), keys.len());
        assert_eq!(store.counts().await.expect("counts").items % 3, 0);
        let newest = row(PROFILE, 0, &(opened - 1).to_string());
        assert_eq!(store.sealed(reader, PROFILE).await, Ok(vec![newest]), "in one transaction with the event");
        assert_eq!(store.examine().await, Ok(vec![]));
    });
}
