//! How long a search takes in the edition that is kept here.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use model::Time;
use serde_json::json;
use store::Newest;

use super::generate::Dice;
use super::quantile;
use crate::commands::{say, say_json};
use crate::settings::Settings;
use crate::wiring::Opened;

pub async fn run(settings: Settings, searches: usize) -> Result<()> {
    let edition = Opened::open(&settings).await?;
    edition.readers.load(Time::now()).await?;
    edition.indexer().catch_up().await?;
    let newest = edition.store.newest(5_000, Newest::default()).await?;
    let items = edition.store.cards(&newest).await?;
    if items.is_empty() {
        bail!("There is nothing to search in this edition; fill one with `caulbart bench fill --data DIR`.");
    }
    let mut dice = Dice(11);
    let mut took: Vec<Duration> = Vec::with_capacity(searches);
    let mut found = 0;
    for _ in 0..searches {
        // One to three words that somebody wrote, from a headline or a standfirst.
        let item = &items[dice.below(items.len())];
        let text = format!("{} {}", item.title, item.standfirst);
        let words: Vec<&str> = text.split_whitespace().collect();
        let count = 1 + dice.below(3);
        let words = (0..count).map(|_| words[dice.below(words.len())]).collect::<Vec<_>>().join(" ");
        let started = Instant::now();
        let hits = edition.readers.find(&search::Ask { words, now: Time::now(), ..search::Ask::default() }).await?;
        took.push(started.elapsed());
        found += usize::from(hits.total > 0);
    }
    took.sort_unstable();
    let (median, p99) = (quantile(&took, 0.5).as_secs_f64() * 1e3, quantile(&took, 0.99).as_secs_f64() * 1e3);
    let live = edition.store.counts().await?.items;
    if settings.json {
        return say_json(
            &json!({ "items": live, "searches": searches, "found": found, "median_ms": median, "p99_ms": p99 }),
        );
    }
    say(&format!(
        "{searches} searches over {live} items, {found} found something: {median:.2} ms at the median, {p99:.2} ms at p99"
    ));
    Ok(())
}
