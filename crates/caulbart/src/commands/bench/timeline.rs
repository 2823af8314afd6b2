//! How long a timeline takes, from a stock of generated items, for a reader with a history.

use std::time::{Duration, Instant};

use anyhow::Result;
use model::{Deed, Embedding, Event, EventId, HOUR, ItemId, Kind, Language, MINUTE, SourceId, StoryId, Time, Topic};
use serde_json::json;
use timeline::{Ask, Model, Profile, Standing, Stock, StockItem, compose, take_in, title_words};

use super::generate::Dice;
use super::learn::taught;
use super::quantile;
use crate::commands::{say, say_json};
use crate::settings::Settings;

const ROUNDS: usize = 2_000;
const THREADS: usize = 2;
pub const NOW: Time = Time(1_795_426_200_000);

/// A stock of so many items on which much was done, and a reader with a history.
pub fn filled(items: usize) -> (Stock, Profile) {
    let mut dice = Dice(7);
    let mut stock = Stock::new(timeline::Settings::default());
    for number in 0..items {
        stock.upsert(&item(number as i64 + 1, items, &mut dice));
    }
    for number in 0..items * 2 {
        let deed = if dice.below(10) == 0 { Deed::Opened } else { Deed::Shown };
        let event = Event {
            id: EventId(number as u64),
            item: ItemId(dice.below(items) as i64 + 1),
            deed,
            at: NOW.plus(-(number as i64 % (24 * HOUR))),
            dwell_ms: 0,
            slot: 1,
        };
        stock.count(&event, Standing::Known(1.0));
    }
    stock.tend(NOW);
    let mut profile = Profile::default();
    for number in 0..120 {
        let event = Event {
            id: EventId(number),
            item: ItemId(dice.below(items) as i64 + 1),
            deed: if number % 3 == 0 { Deed::Finished } else { Deed::Opened },
            at: NOW.plus(-(number as i64) * MINUTE),
            dwell_ms: 40_000,
            slot: 1,
        };
        take_in(&event, &mut stock, &mut profile, NOW);
    }
    (stock, profile)
}

/// A model fitted on generated impressions.
pub fn fitted(threads: usize) -> Model {
    let mut learner = taught(5_000, &mut Dice(6));
    let fitted = learner.lesson(NOW).fit(threads);
    learner.adopt(fitted);
    learner.model().clone()
}

pub fn run(settings: &Settings, items: usize) -> Result<()> {
    let (stock, profile) = filled(items);
    let model = fitted(THREADS);
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let ask = Ask { seed: round as u64, ..Ask::default() };
            let started = Instant::now();
            std::hint::black_box(compose(&ask, &stock, &profile, &model, NOW.plus(round as i64 * 1000)));
            started.elapsed()
        })
        .collect();
    took.sort_unstable();
    let (median, p99) = (quantile(&took, 0.5).as_secs_f64() * 1e3, quantile(&took, 0.99).as_secs_f64() * 1e3);
    let per_item = stock.bytes() / stock.len().max(1);
    let per_second = side_by_side(&stock, &profile, &model);
    let profile_bytes = profile.to_bytes().len();
    if settings.json {
        return say_json(&json!({
            "items": items, "median_ms": median, "p99_ms": p99, "timelines_per_second": per_second,
            "bytes_per_item": per_item, "profile_bytes": profile_bytes,
        }));
    }
    say(&format!(
        "a timeline of 30 slots from {items} items: {median:.2} ms at the median, {p99:.2} ms at p99; {per_second:.0} a second \
         on {THREADS} threads; {per_item} bytes an item, {profile_bytes} a profile"
    ));
    Ok(())
}

/// Timelines a second where all threads compose at once.
fn side_by_side(stock: &Stock, profile: &Profile, model: &Model) -> f64 {
    let started = Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                for round in 0..ROUNDS {
                    let ask = Ask { seed: (thread * ROUNDS + round) as u64, ..Ask::default() };
                    std::hint::black_box(compose(&ask, stock, profile, model, NOW.plus(round as i64 * 1000)));
                }
            });
        }
    });
    (THREADS * ROUNDS) as f64 / started.elapsed().as_secs_f64()
}

fn item(number: i64, items: usize, dice: &mut Dice) -> StockItem {
    let mut embedding = Embedding::default();
    embedding.0.iter_mut().for_each(|part| *part = dice.below(255) as u8 as i8);
    let topics = Topic::ALL;
    let topic = topics[dice.below(topics.len())];
    StockItem {
        id: ItemId(number),
        source: SourceId(dice.below(1 + items / 50) as i64),
        story: StoryId(1 + number - dice.below(4).min(number as usize - 1) as i64),
        kind: if dice.below(12) == 0 { Kind::Video } else { Kind::Article },
        language: if dice.below(4) == 0 { Language::GERMAN } else { Language::ENGLISH },
        topics: vec![topic],
        published: NOW.plus(-(dice.below(14 * 24 * 60) as i64) * MINUTE),
        first_seen: NOW,
        words: 100 + dice.below(900) as u32,
        embedding,
        has_picture: dice.below(3) > 0,
        title_words: title_words(&format!("harbour {number} council {}", number % 977)),
    }
}
