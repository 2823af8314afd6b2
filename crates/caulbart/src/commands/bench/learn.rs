//! How many examples a second does the online layer of the learner take in?
//!
//! First a model is fitted on generated slates; then its layer learns on from new ones, one at a time, as it does
//! while serving. `--export` writes the signals of the same examples for `bench/online.py`, which has Vowpal Wabbit
//! learn them.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use model::Time;
use serde_json::json;
use timeline::learn::{Deeds, Head, Learner, Outcome};
use timeline::signals::{Slate, WIDTH};

use super::generate::Dice;
use crate::commands::{say, say_json};
use crate::settings::Settings;

/// Slots of a slate.
pub const SLOTS: usize = 11;
const NOW: Time = Time(1_795_426_200_000);
/// Impressions on which the trees are grown first.
const FITTED_ON: usize = 20_000;
/// Slates are made in parts, so that making them is not measured.
const PART: usize = 4_096;

pub fn run(settings: &Settings, examples: usize, export: Option<&Path>) -> Result<()> {
    let mut dice = Dice(11);
    let mut learner = taught(FITTED_ON, &mut dice);
    let fitted = learner.lesson(NOW).fit(2);
    learner.adopt(fitted);
    let mut out = export.map(std::fs::File::create).transpose().context("The examples could not be written")?;
    let mut out = out.as_mut().map(BufWriter::new);
    let (mut took, mut learned) = (0.0, 0);
    while learned < examples {
        let part: Vec<Generated> = (0..PART).map(|_| Generated::new(&mut dice)).collect();
        if let Some(out) = &mut out {
            part.iter().try_for_each(|one| one.write(out)).context("The examples could not be written")?;
        }
        let started = Instant::now();
        part.iter().for_each(|one| learner.learn(&one.outcome()));
        took += started.elapsed().as_secs_f64();
        learned += PART * SLOTS;
    }
    let rate = learned as f64 / took;
    if settings.json {
        return say_json(
            &json!({ "examples": learned, "signals": WIDTH, "seconds": took, "examples_per_second": rate }),
        );
    }
    say(&format!("{learned} examples of {WIDTH} readings in {took:.2} s on one thread: {rate:.0} a second"));
    Ok(())
}

/// A learner that has seen so many generated impressions, and was not fitted yet.
pub fn taught(impressions: usize, dice: &mut Dice) -> Learner {
    let mut learner = Learner::default();
    for _ in 0..impressions {
        learner.learn(&Generated::new(dice).outcome());
    }
    learner
}

/// A slate on which about one slot is opened: what a few readings say decides which, and chance.
struct Generated {
    slate: Slate,
    by_hand: Vec<f64>,
    deeds: Vec<Deeds>,
}

impl Generated {
    fn new(dice: &mut Dice) -> Generated {
        let unit = |dice: &mut Dice| dice.below(1 << 20) as f32 / (1 << 20) as f32;
        let readings: Vec<f32> = (0..SLOTS * WIDTH).map(|_| unit(dice)).collect();
        let deeds = readings
            .chunks_exact(WIDTH)
            .map(|row| {
                let pull = row[3] * row[7] + 0.5 * row[11] + if row[20] > 0.7 { 0.4 } else { 0.0 };
                let opens = f64::from(unit(dice)) < 0.02 + 0.09 * f64::from(pull);
                let finishes = opens && unit(dice) < 0.4;
                let deeds = if opens { Deeds::default().with(Head::Open) } else { Deeds::default() };
                if finishes { deeds.with(Head::Finish) } else { deeds }
            })
            .collect();
        let by_hand = readings.chunks_exact(WIDTH).map(|row| f64::from(row[3] + row[7])).collect();
        Generated { slate: Slate::from_readings(readings).unwrap_or_default(), by_hand, deeds }
    }

    fn outcome(&self) -> Outcome<'_> {
        Outcome { at: NOW, slate: &self.slate, by_hand: &self.by_hand, deeds: &self.deeds }
    }

    /// A line for each slot: 1 or -1, then the readings.
    fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        for (place, deeds) in self.deeds.iter().enumerate() {
            write!(out, "{}", if deeds.has(Head::Open) { 1 } else { -1 })?;
            for reading in self.slate.row(place) {
                write!(out, " {reading:.5}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
