//! A fit of the trees on the recent log.

use std::sync::Arc;

use model::{DAY, Time};

use super::heads::{Deeds, HEADS, Head};
use super::model::GROWN;
use crate::chance::Chance;
use crate::decay::left_after;
use crate::signals::{Scope, Slate, WIDTH, column_of, column_scope, moves_with_the_moment};
use crate::trees::{self, Forest, Rows};

/// What lies a week back weighs half.
const HALF_LIFE: i64 = 7 * DAY;
/// Fewer deeds than this grow no trees.
const ENOUGH: f32 = 100.0;

/// A part of the log: readings at two bytes each (the upper half of an IEEE single, rounded), what was done, and where
/// slates begin. Nothing in it says who did it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chunk {
    readings: Vec<u16>,
    deeds: Vec<Deeds>,
    slates: Vec<(Time, u32)>,
}

impl Chunk {
    pub(crate) fn add(&mut self, at: Time, slate: &Slate, deeds: &[Deeds]) {
        self.slates.push((at, self.deeds.len() as u32));
        self.deeds.extend_from_slice(deeds);
        self.readings.extend(slate.readings().iter().map(|&reading| halve(reading)));
    }

    pub(crate) fn rows(&self) -> usize {
        self.deeds.len()
    }

    pub(crate) fn last(&self) -> Time {
        self.slates.last().map_or(Time(0), |slate| slate.0)
    }

    pub(crate) fn deeds(&self, row: usize) -> Deeds {
        self.deeds[row]
    }

    pub(crate) fn read(&self, row: usize, into: &mut [f32; WIDTH]) {
        for (reading, half) in into.iter_mut().zip(&self.readings[row * WIDTH..(row + 1) * WIDTH]) {
            *reading = whole(*half);
        }
    }
}

/// To the nearest, ties to even.
fn halve(reading: f32) -> u16 {
    let bits = reading.to_bits();
    let odd = (bits >> 16) & 1;
    ((bits + 0x7fff + odd) >> 16) as u16
}

fn whole(half: u16) -> f32 {
    f32::from_bits(u32::from(half) << 16)
}

pub struct Lesson {
    pub(crate) chunks: Vec<Arc<Chunk>>,
    pub(crate) happened: [f32; HEADS],
    pub(crate) number: u32,
    pub(crate) at: Time,
}

/// New trees, to be adopted by the learner.
#[derive(Clone)]
pub struct Fitted {
    pub(crate) number: u32,
    pub(crate) at: Time,
    /// By rows and by pairs.
    pub(crate) order: [[Forest; 2]; GROWN],
    pub(crate) level: [Forest; GROWN],
}

impl Lesson {
    pub fn rows(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.rows()).sum()
    }

    /// Takes seconds to a minute: let it run beside everything else.
    pub fn fit(&self, threads: usize) -> Fitted {
        let slates = self.chunks.iter().map(|chunk| chunk.slates.len()).sum::<usize>();
        let pairs = self.rows() > 2 * slates;
        let fit = |head: Head, aim: Aim| {
            if self.happened[head as usize] < ENOUGH || (aim == Aim::Pairs && !pairs) {
                return Forest::empty(WIDTH);
            }
            let seed = u64::from(self.number) * 6 + head as u64 * 3 + aim as u64;
            let sample = self.sample(head, seed);
            // Where slates hold one item nothing is compared at the same moment: what changes with what she did, or
            // within a day, would be learned as a mood and not as taste.
            let may_order =
                |column| column_scope(column) == Scope::Candidate && (pairs || !moves_with_the_moment(column));
            let used: Vec<bool> = (0..WIDTH).map(|column| aim == Aim::Level || may_order(column)).collect();
            // Her own level explains what it can before the ordering trees are grown: what they learn is about the
            // items.
            let level = column_of("her_level");
            let levels: Vec<f64> = match aim {
                Aim::Level => Vec::new(),
                _ => sample.readings.chunks_exact(WIDTH).map(|row| f64::from(row[level])).collect(),
            };
            let rows = Rows {
                width: WIDTH,
                signals: &sample.readings,
                labels: &sample.labels,
                weights: &sample.weights,
                offsets: &levels,
                slates: &sample.slates,
            };
            trees::grow(&rows, &used, &settings(sample.labels.len(), aim, seed, threads))
        };
        let grown = |head| [fit(head, Aim::Rows), fit(head, Aim::Pairs)];
        Fitted {
            number: self.number,
            at: self.at,
            order: [grown(Head::Open), grown(Head::Finish)],
            level: [fit(Head::Open, Aim::Level), fit(Head::Finish, Aim::Level)],
        }
    }

    /// So many slates, drawn by lot, that there are about [`AT_ONCE`] rows.
    fn sample(&self, head: Head, seed: u64) -> Sample {
        let share = AT_ONCE / self.rows().max(1) as f64;
        let mut chance = Chance::new(seed, 3);
        let mut sample = Sample::default();
        for chunk in &self.chunks {
            for (place, &(at, start)) in chunk.slates.iter().enumerate() {
                if share < 1.0 && chance.share() >= share {
                    continue;
                }
                let end = chunk.slates.get(place + 1).map_or(chunk.rows(), |next| next.1 as usize);
                let rows = start as usize..end;
                let weight = left_after(self.at.since(at), HALF_LIFE) as f32;
                sample.slates.push(sample.labels.len() as u32);
                sample.weights.extend(rows.clone().map(|_| weight));
                sample
                    .labels
                    .extend(chunk.deeds[rows.clone()].iter().map(|deeds| f32::from(u8::from(deeds.has(head)))));
                let readings = &chunk.readings[rows.start * WIDTH..rows.end * WIDTH];
                sample.readings.extend(readings.iter().map(|&half| whole(half)));
            }
        }
        sample
    }
}

/// What one forest is grown on.
#[derive(Default)]
struct Sample {
    readings: Vec<f32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    slates: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Aim {
    Rows,
    Pairs,
    Level,
}

/// Rows of which a forest learns, and each of its trees: each forest and each tree draws others, which keeps a fit of
/// very many rows within a minute.
const AT_ONCE: f64 = 480_000.0;
const PER_TREE: f64 = 200_000.0;

/// More rows carry finer trees: a leaf for every eight thousand.
fn settings(rows: usize, aim: Aim, seed: u64, threads: usize) -> trees::Settings {
    trees::Settings {
        trees: 150,
        leaves: (rows / 8_000).clamp(8, 31),
        rate: 0.05,
        least_rows: 100.0,
        l2: 5.0,
        bins: 127,
        signal_share: 0.4,
        row_share: (PER_TREE / rows.max(1) as f64).min(0.7),
        pairwise: f64::from(u8::from(aim == Aim::Pairs)),
        seed,
        threads,
    }
}
