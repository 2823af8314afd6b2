//! How long a timeline takes, from a stock of generated items, for a reader with a history.

use std::time::{Duration, Instant};

use anyhow::Result;
use model::{
    Deed, Embedding, Event, EventId, HOUR, ItemId, Kind, Language, MINUTE, ReaderId, SourceId, StoryId, Time, Topic,
};
use serde_json::json;
use timeline::{Ask, Model, Profile, Standing, Stock, StockItem, compose, take_in, title_words};
use vault::{Class, Holder, Keys, Place, Vault};

use super::generate::Dice;
use super::learn::taught;
use super::quantile;
use crate::commands::{say, say_json};
use crate::settings::Settings;

const ROUNDS: usize = 2_000;
const THREADS: usize = 2;
/// Her name, and two of her wishes.
const OPENED_EACH_TIME: usize = 3;
const OPENED_WHEN_SHE_COMES: usize = 50;
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

pub async fn run(settings: &Settings, items: usize) -> Result<()> {
    let (stock, profile) = filled(items);
    let model = fitted(THREADS);
    let hers = Hers::kept(&profile).await?;
    let (mut took, mut here, mut comes) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let ask = Ask { seed: round as u64, ..Ask::default() };
        let started = Instant::now();
        std::hint::black_box(compose(&ask, &stock, &profile, &model, NOW.plus(round as i64 * 1000)));
        took.push(started.elapsed());
        let started = Instant::now();
        hers.open_small(OPENED_EACH_TIME)?;
        here.push(started.elapsed());
        let started = Instant::now();
        hers.come().await?;
        comes.push(started.elapsed());
    }
    let share = |of: &mut Vec<Duration>, median: f64| {
        of.sort_unstable();
        quantile(of, 0.5).as_secs_f64() * 1e5 / median
    };
    took.sort_unstable();
    let (median, p99) = (quantile(&took, 0.5).as_secs_f64() * 1e3, quantile(&took, 0.99).as_secs_f64() * 1e3);
    let (here, comes) = (share(&mut here, median), share(&mut comes, median));
    let per_item = stock.bytes() / stock.len().max(1);
    let per_second = side_by_side(&stock, &profile, &model);
    let profile_bytes = profile.to_bytes().len();
    if settings.json {
        return say_json(&json!({
            "items": items, "median_ms": median, "p99_ms": p99, "timelines_per_second": per_second,
            "bytes_per_item": per_item, "profile_bytes": profile_bytes, "vault_percent": here, "vault_percent_when_she_comes": comes,
        }));
    }
    say(&format!(
        "a timeline of 30 slots from {items} items: {median:.2} ms at the median, {p99:.2} ms at p99; {per_second:.0} a second \
         on {THREADS} threads; {per_item} bytes an item, {profile_bytes} a profile"
    ));
    say(&format!(
        "the vault adds {here:.2} % of the median for a reader who is here, and {comes:.1} % once, when she comes with her cookie"
    ));
    Ok(())
}

/// What is kept about a reader, as it is sealed.
struct Hers {
    vault: Vault,
    keys: Keys,
    cookie: Holder,
    profile: Vec<u8>,
    small: Vec<u8>,
}

const READER: ReaderId = ReaderId(1);

fn place(kind: u8) -> Place<'static> {
    Place { class: Class::History, kind, index: b"" }
}

impl Hers {
    async fn kept(profile: &Profile) -> Result<Hers> {
        let vault = Vault::in_memory()?;
        let cookie = Holder::new([1; 32], &[2; 32]);
        let keys = vault.enrol(READER, std::slice::from_ref(&cookie)).await?;
        let profile = keys.seal(place(1), &profile.to_bytes())?;
        let small = keys.seal(place(2), &[7; 80])?;
        Ok(Hers { vault, keys, cookie, profile, small })
    }

    fn open_small(&self, rows: usize) -> Result<()> {
        for _ in 0..rows {
            std::hint::black_box(self.keys.open(place(2), &self.small)?);
        }
        Ok(())
    }

    /// Her keys are unwrapped, her profile and what she chose is opened.
    async fn come(&self) -> Result<()> {
        std::hint::black_box(self.vault.unlock(READER, &self.cookie).await?);
        std::hint::black_box(self.keys.open(place(1), &self.profile)?);
        self.open_small(OPENED_WHEN_SHE_COMES)
    }
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
