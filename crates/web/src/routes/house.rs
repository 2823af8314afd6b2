//! `/operator/house` and `/metrics`: sources, work, storage and requests, for whoever runs this edition. To everybody else
//! neither is there.

use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    view::{DeadRow, HouseView},
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use model::{Health, MINUTE};
use plots::Bar;
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{family::Family, gauge::Gauge},
    registry::Registry,
};

/// Jobs that were given up, on the page.
const DEAD: u32 = 20;

pub async fn house(arrival: Arrival) -> Result<Page, Wrong> {
    if !arrival.operator {
        return Err(Wrong::NoSuchPage);
    }
    let store = &arrival.site.store;
    let counts = store.counts().await?;
    let health = by_health(&arrival).await?;
    let words = arrival.tongue.words();
    let minutes = arrival.site.traffic.minutes();
    let this = arrival.now.0.div_euclid(MINUTE);
    let over_time = |of: fn(&crate::traffic::Minute) -> f64| -> Vec<(f64, f64)> {
        minutes.iter().map(|minute| ((minute.minute - this) as f64, of(minute))).collect()
    };
    let dead = store.dead_jobs(DEAD).await?;
    let view = HouseView {
        counts,
        live: arrival.site.readers.live() as u64,
        memory_mb: resident_bytes().map(|bytes| bytes / 1_000_000),
        health: health
            .into_iter()
            .map(|(health, count)| Bar { name: (words.health)(health).to_owned(), value: count as f64, between: None })
            .collect(),
        requests: over_time(|minute| f64::from(minute.requests)),
        faults: over_time(|minute| f64::from(minute.faults)),
        median: over_time(|minute| minute.within(0.5)),
        slowest: over_time(|minute| minute.within(0.99)),
        dead: dead.into_iter().map(|job| DeadRow { kind: job.kind, tries: job.tries, words: job.words }).collect(),
    };
    Ok(Page::new(pages::house(&arrival.visit(), &view)))
}

async fn by_health(arrival: &Arrival) -> Result<Vec<(Health, usize)>, Wrong> {
    let sources = arrival.site.store.sources().await?;
    let of = |health| sources.iter().filter(|source| source.health == health).count();
    Ok(Health::ALL.into_iter().map(|health| (health, of(health))).collect())
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Of {
    health: &'static str,
}

/// OpenMetrics text, as Prometheus asks for it.
pub async fn metrics(arrival: Arrival) -> Result<Response, Wrong> {
    if !arrival.operator {
        return Err(Wrong::NoSuchPage);
    }
    let counts = arrival.site.store.counts().await?;
    let learned = tokio::task::block_in_place(|| arrival.site.readers.learned());
    let mut registry = Registry::with_prefix("caulbart");
    arrival.site.traffic.register(&mut registry);
    for (name, help, value) in [
        ("items", "Items kept", counts.items),
        ("items_live", "Items that timelines choose from", arrival.site.readers.live() as u64),
        ("items_unplaced", "Items that wait for their story", counts.unplaced),
        ("stories", "Stories kept", counts.stories),
        ("readers", "Readers with a profile", counts.readers),
        ("events", "Events kept", counts.events),
        ("jobs_waiting", "Jobs to be done", counts.jobs),
        ("jobs_dead", "Jobs given up", counts.dead_jobs),
        ("learned_examples", "Slots learned from since the start", learned.seen as u64),
        ("learning_pending", "Pages whose outcome is not known yet", learned.pending as u64),
        ("memory_bytes", "Memory of the server", resident_bytes().unwrap_or(0)),
    ] {
        let gauge: Gauge = Gauge::default();
        gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        registry.register(name, help, gauge);
    }
    let sources: Family<Of, Gauge> = Family::default();
    for (health, count) in by_health(&arrival).await? {
        sources.get_or_create(&Of { health: health.word() }).set(count as i64);
    }
    registry.register("sources", "Sources by their health", sources);
    let mut told = String::new();
    text::encode(&mut told, &registry).map_err(|_| Wrong::Ours)?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], told).into_response())
}

/// Of this process; `None` where the system does not say (`/proc`, Linux).
fn resident_bytes() -> Option<u64> {
    let said = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = said.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1_024)
}
