//! How long does a fit of the trees take, and how long do timelines take meanwhile?

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use model::Time;
use serde_json::json;
use timeline::{Ask, Model, Profile, Stock, compose};

use super::generate::Dice;
use super::learn::{SLOTS, taught};
use super::timeline::{NOW, filled, fitted};
use super::{peak_memory_mb, quantile};
use crate::commands::{Usage, say, say_json};
use crate::settings::Settings;

const ITEMS: usize = 100_000;
/// Timelines that are composed before, to compare with.
const ROUNDS: usize = 1_000;

pub fn run(settings: &Settings, impressions: usize, threads: usize) -> Result<()> {
    if impressions == 0 {
        return Err(Usage("`--impressions 0` leaves nothing to fit trees on; ask for one or more.".into()).into());
    }
    let (stock, profile) = filled(ITEMS);
    let mut learner = taught(impressions, &mut Dice(5));
    // The log of a learner is bounded, so a long one is shorter here too.
    let lesson = learner.lesson(Time(NOW.0));
    let rows = lesson.rows();
    let model = fitted(threads);
    let fits = AtomicBool::new(true);
    let mut alone: Vec<Duration> = (0..ROUNDS).map(|round| one(&stock, &profile, &model, round)).collect();
    let (seconds, mut meanwhile) = std::thread::scope(|scope| {
        let fit = scope.spawn(|| {
            crate::wiring::workers::give_way();
            let started = Instant::now();
            std::hint::black_box(lesson.fit(threads));
            fits.store(false, Ordering::Release);
            started.elapsed().as_secs_f64()
        });
        let mut took = Vec::new();
        while fits.load(Ordering::Acquire) {
            took.push(one(&stock, &profile, &model, took.len()));
            // A reader now and then, not as many as the processor can bear.
            std::thread::sleep(Duration::from_millis(2));
        }
        (fit.join().unwrap_or(f64::NAN), took)
    });
    alone.sort_unstable();
    meanwhile.sort_unstable();
    let ms = |took: &[Duration], share: f64| quantile(took, share).as_secs_f64() * 1e3;
    if settings.json {
        return say_json(&json!({
            "rows": rows, "slots": SLOTS, "threads": threads, "fit_seconds": seconds,
            "compose_alone_ms": { "median": ms(&alone, 0.5), "p99": ms(&alone, 0.99) },
            "compose_meanwhile_ms": { "median": ms(&meanwhile, 0.5), "p99": ms(&meanwhile, 0.99), "timelines": meanwhile.len() },
            "peak_memory_mb": peak_memory_mb(),
        }));
    }
    say(&format!("a fit on {rows} rows with {threads} threads: {seconds:.1} s"));
    for (when, took) in [("before", &alone), ("meanwhile", &meanwhile)] {
        say(&format!(
            "a timeline from {ITEMS} items {when}: {:.2} ms at the median, {:.2} ms at p99 ({} timelines)",
            ms(took, 0.5),
            ms(took, 0.99),
            took.len()
        ));
    }
    if let Some(peak) = peak_memory_mb() {
        say(&format!("{peak} MB of memory at most, with the log"));
    }
    Ok(())
}

fn one(stock: &Stock, profile: &Profile, model: &Model, round: usize) -> Duration {
    let ask = Ask { seed: round as u64, ..Ask::default() };
    let started = Instant::now();
    std::hint::black_box(compose(&ask, stock, profile, model, NOW.plus(round as i64 * 1000)));
    started.elapsed()
}
