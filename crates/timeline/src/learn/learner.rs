//! Makes models from what readers did: a little with each event, and anew from the recent log now and then.

use std::sync::Arc;

use model::{HOUR, Time};

use super::calibration::Calibration;
use super::heads::{Deeds, Head};
use super::lesson::{Chunk, Fitted, Lesson};
use super::model::{Bench, GROWN, HeadModel, Model, Order, Votes};
use crate::chance::Chance;
use crate::signals::{Slate, WIDTH};
use crate::trees::{Forest, LANES};

/// Rows kept for the next fit, at most; the oldest go. At two bytes a reading this bounds the log's memory.
const KEPT: usize = 1_200_000;
/// Slots in a part of the log.
const CHUNK: usize = 8_192;
/// The first fit waits for so many rows, and for so many of them opened.
const FIRST_FIT: usize = 3_000;
const FIRST_OPENED: f32 = 150.0;
/// The next for a part more, or for some hours.
const MORE: usize = 5;
const FIT_AT_LEAST_EVERY: i64 = 24 * HOUR;
/// Outcomes kept beside what was foretold, for the calibration.
const FORETOLD: usize = 60_000;
const CALIBRATE_EVERY: usize = 4_000;
/// After so many rows, one slate in so many is looked at as a whole: how its items stand among each other, and whether
/// as many are opened as was foretold. Of the others each row teaches for itself.
const COMPARED_AT_FIRST: usize = 100_000;
const COMPARED: usize = 8;
/// Where nothing was done with a slot, one in so many teaches, and as much as all of them (negative down-sampling: He et
/// al., 2014); for the deeds that happen seldom one in more.
const PASSED_OVER: usize = 2;
const SELDOM: usize = 8;

/// An impression of which it is known what came of it.
pub struct Outcome<'a> {
    pub at: Time,
    /// As read when it was shown.
    pub slate: &'a Slate,
    /// What the weights set by hand gave each, then.
    pub by_hand: &'a [f64],
    pub deeds: &'a [Deeds],
}

pub struct Learner {
    model: Model,
    chunks: Vec<Arc<Chunk>>,
    open: Chunk,
    rows: usize,
    /// Since the trees were fitted.
    new_rows: usize,
    last_fit: Option<Time>,
    seen: usize,
    order: [Foretold; GROWN],
    level: [Foretold; GROWN],
    contests: [Contest; GROWN],
    /// Readings and deeds that wait until there are enough to be checked side by side.
    unchecked: (Vec<f32>, Vec<Deeds>),
    /// The same for learning.
    waiting: Waiting,
    bench: Bench,
    slates: usize,
    chance: Chance,
}

#[derive(Default)]
struct Waiting {
    readings: Vec<f32>,
    by_hand: Vec<f64>,
    /// And for how many outcomes like it each stands.
    deeds: Vec<(Deeds, f32)>,
}

impl Waiting {
    fn clear(&mut self) {
        self.readings.clear();
        self.by_hand.clear();
        self.deeds.clear();
    }
}

#[derive(Default)]
struct Foretold {
    rows: Vec<(f32, bool)>,
    next: usize,
    since: usize,
}

impl Default for Learner {
    fn default() -> Self {
        Learner::new(Model::empty())
    }
}

impl Learner {
    /// Goes on from a model.
    pub fn new(model: Model) -> Learner {
        Learner {
            chunks: Vec::new(),
            open: Chunk::default(),
            rows: 0,
            new_rows: 0,
            last_fit: None,
            seen: 0,
            order: Default::default(),
            level: Default::default(),
            contests: Default::default(),
            unchecked: Default::default(),
            bench: Bench::default(),
            waiting: Waiting::default(),
            slates: 0,
            chance: Chance::new(u64::from(model.number), 5),
            model,
        }
    }

    /// As it stands now, with all that was learned by now.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Rows in the log for the next fit.
    pub fn kept(&self) -> usize {
        self.rows
    }

    /// Rows learned from since the start.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// Learns from an impression; gives nothing back and keeps no reader. What does not fit together is not learned.
    pub fn learn(&mut self, outcome: &Outcome<'_>) {
        let rows = outcome.slate.len();
        if rows == 0 || outcome.deeds.len() != rows || outcome.by_hand.len() != rows {
            return;
        }
        for &deeds in outcome.deeds {
            for head in Head::ALL {
                let of = &mut self.model.heads[head as usize];
                of.seen += 1.0;
                of.happened += f32::from(u8::from(deeds.has(head)));
            }
        }
        if self.seen < COMPARED_AT_FIRST || self.slates.is_multiple_of(COMPARED) {
            self.learn_slate(outcome);
        } else {
            self.learn_some(outcome);
        }
        self.slates += 1;
        self.seen += rows;
        self.keep(outcome);
    }

    /// From each row, and from how they stood among each other.
    fn learn_slate(&mut self, outcome: &Outcome<'_>) {
        let readings: Vec<&[f32]> = (0..outcome.slate.len()).map(|row| outcome.slate.row(row)).collect();
        let mut bench = std::mem::take(&mut self.bench);
        let mut votes: [Vec<Votes>; GROWN] = Default::default();
        let parts = readings.chunks(LANES).zip(outcome.by_hand.chunks(LANES)).zip(outcome.deeds.chunks(LANES));
        for ((readings, by_hand), deeds) in parts {
            self.model.lay(readings, by_hand, true, &mut bench);
            for (votes, found) in votes.iter_mut().zip(&bench.votes) {
                votes.extend(found.iter().take(readings.len()));
            }
            for (lane, (&row, &deeds)) in readings.iter().zip(deeds).enumerate() {
                self.learn_row(&bench, lane, deeds, 1.0, true);
                self.check_level(row, deeds);
            }
        }
        self.bench = bench;
        for (head, votes) in [Head::Open, Head::Finish].into_iter().zip(&votes) {
            let order = &mut self.model.order[head as usize];
            if order.by_pairs.trees() > 0 {
                self.contests[head as usize].add(votes, outcome.deeds, head);
                order.vote = self.contests[head as usize].best();
            }
        }
    }

    /// From what was done, and by lot from a part of what was not; rows of several slates are judged side by side.
    fn learn_some(&mut self, outcome: &Outcome<'_>) {
        for (place, (&by_hand, &deeds)) in outcome.by_hand.iter().zip(outcome.deeds).enumerate() {
            let weight = if deeds == Deeds::default() { PASSED_OVER } else { 1 };
            if weight > 1 && self.chance.below(PASSED_OVER) > 0 {
                continue;
            }
            self.waiting.readings.extend_from_slice(outcome.slate.row(place));
            self.waiting.by_hand.push(by_hand);
            self.waiting.deeds.push((deeds, weight as f32));
            if self.waiting.deeds.len() == LANES {
                let mut waiting = std::mem::take(&mut self.waiting);
                let mut bench = std::mem::take(&mut self.bench);
                let rows: Vec<&[f32]> = waiting.readings.chunks_exact(WIDTH).collect();
                self.model.lay(&rows, &waiting.by_hand, false, &mut bench);
                for (lane, &(deeds, weight)) in waiting.deeds.iter().enumerate() {
                    self.learn_row(&bench, lane, deeds, weight, false);
                }
                self.bench = bench;
                waiting.clear();
                self.waiting = waiting;
            }
        }
    }

    fn learn_row(&mut self, bench: &Bench, lane: usize, deeds: Deeds, weight: f32, pairs: bool) {
        let seldom = self.chance.below(SELDOM) == 0;
        for head in Head::ALL {
            let happened = deeds.has(head);
            let trees = self.model.trees_of(head);
            let has_own = self.model.has_own(head);
            let of = &mut self.model.heads[head as usize];
            // A head that never happened has nothing to learn yet.
            if of.happened == 0.0 {
                continue;
            }
            let weight = match happened || head.has_trees() {
                true => weight,
                false if seldom => weight * SELDOM as f32,
                false => continue,
            };
            let base = bench.bases[head as usize][lane];
            // Only margins of the trees grown by rows are log-odds; the layer learns what these miss.
            let odds = if has_own { bench.votes[trees][lane][0] } else { base };
            let before = of.layer.learn(odds, &bench.reached[trees], lane, happened, weight);
            if pairs
                && let Some(foretold) = self.order.get_mut(head as usize)
                && foretold.add(base + (before - odds), happened)
            {
                of.calibration = Calibration::fit(&foretold.rows);
            }
        }
    }

    fn check_level(&mut self, row: &[f32], deeds: Deeds) {
        self.unchecked.0.extend_from_slice(row);
        self.unchecked.1.push(deeds);
        if self.unchecked.1.len() < LANES {
            return;
        }
        let (readings, deeds) = std::mem::take(&mut self.unchecked);
        for head in [Head::Open, Head::Finish] {
            let Some(forest) = self.model.level_of(head) else { continue };
            let margins = forest.margins(&readings);
            let foretold = &mut self.level[head as usize];
            let mut is_due = false;
            for (margin, deeds) in margins.into_iter().zip(&deeds) {
                is_due |= foretold.add(margin, deeds.has(head));
            }
            if is_due {
                self.model.heads[head as usize].level = Calibration::fit(&foretold.rows);
            }
        }
    }

    fn keep(&mut self, outcome: &Outcome<'_>) {
        self.open.add(outcome.at, outcome.slate, outcome.deeds);
        self.rows += outcome.deeds.len();
        self.new_rows += outcome.deeds.len();
        if self.open.rows() >= CHUNK {
            self.chunks.push(Arc::new(std::mem::take(&mut self.open)));
        }
        while self.rows > KEPT && !self.chunks.is_empty() {
            self.rows -= self.chunks.remove(0).rows();
        }
    }

    /// Lets go of what is older than that: examples are not kept for ever.
    pub fn forget_before(&mut self, time: Time) {
        while self.chunks.first().is_some_and(|chunk| chunk.last() < time) {
            self.rows -= self.chunks.remove(0).rows();
        }
    }

    /// Is a new fit of the trees worth its while?
    pub fn is_due(&self, now: Time) -> bool {
        if self.rows < FIRST_FIT || self.model.heads[Head::Open as usize].happened < FIRST_OPENED {
            return false;
        }
        match self.last_fit {
            None => true,
            Some(last) => {
                self.new_rows * MORE >= self.rows
                    || (now.since(last) >= FIT_AT_LEAST_EVERY && self.new_rows >= FIRST_FIT / 2)
            }
        }
    }

    /// What a fit needs; cheap, so that the fit itself can go on beside serving and learning.
    pub fn lesson(&mut self, now: Time) -> Lesson {
        self.last_fit = Some(now);
        self.new_rows = 0;
        let mut chunks = self.chunks.clone();
        if self.open.rows() > 0 {
            chunks.push(Arc::new(self.open.clone()));
        }
        let happened = std::array::from_fn(|place| self.model.heads[place].happened);
        Lesson { chunks, happened, number: self.model.number + 1, at: now }
    }

    /// Takes over new trees. The layers start again from nothing, because the trees have seen the same events.
    pub fn adopt(&mut self, fitted: Fitted) {
        let before = std::mem::take(&mut self.model);
        let mut orders = fitted.order.into_iter();
        let mut model = Model {
            number: fitted.number,
            fitted: fitted.at,
            order: std::array::from_fn(|place| {
                let [by_rows, by_pairs] = orders.next().unwrap_or_else(|| [Forest::empty(WIDTH), Forest::empty(WIDTH)]);
                let vote = if by_pairs.trees() > 0 { self.contests[place].best() } else { 0.0 };
                Order::new(by_rows, by_pairs, vote)
            }),
            level: fitted.level.map(Arc::new),
            heads: before.heads,
        };
        for head in Head::ALL {
            let leaves = model.order[model.trees_of(head)].by_rows.leaf_count();
            let of = &model.heads[head as usize];
            let mut fresh = HeadModel::new(leaves);
            // The rare heads have no trees of their own: what their layer knows must not be lost with the leaves.
            if !head.has_trees() {
                fresh.layer = of.layer.with_fresh_leaves(leaves);
            }
            fresh.happened = of.happened;
            fresh.seen = of.seen;
            fresh.calibration = of.calibration.clone();
            fresh.level = of.level.clone();
            model.heads[head as usize] = fresh;
        }
        self.model = model;
        self.relearn();
    }

    /// Goes through the last part of the log once more, so that layers of heads without trees know the new leaves.
    fn relearn(&mut self) {
        let chunks: Vec<Arc<Chunk>> = self.chunks.iter().rev().take(8).rev().cloned().collect();
        let mut bench = Bench::default();
        let mut rows = [[0.0; WIDTH]; LANES];
        for chunk in &chunks {
            for first in (0..chunk.rows()).step_by(LANES) {
                let count = LANES.min(chunk.rows() - first);
                for (place, row) in rows.iter_mut().enumerate().take(count) {
                    chunk.read(first + place, row);
                }
                let together: [&[f32]; LANES] = std::array::from_fn(|lane| rows[lane].as_slice());
                self.model.lay(&together[..count], &[], false, &mut bench);
                for lane in 0..count {
                    self.relearn_row(&bench, lane, chunk.deeds(first + lane), first + lane);
                }
            }
        }
    }

    fn relearn_row(&mut self, bench: &Bench, lane: usize, deeds: Deeds, number: usize) {
        for head in Head::ALL.into_iter().filter(|head| !head.has_trees()) {
            let trees = self.model.trees_of(head);
            let of = &mut self.model.heads[head as usize];
            let happened = deeds.has(head);
            if of.happened > 0.0 && (happened || number.is_multiple_of(SELDOM)) {
                let weight = if happened { 1.0 } else { SELDOM as f32 };
                of.layer.learn(bench.bases[head as usize][lane], &bench.reached[trees], lane, happened, weight);
            }
        }
    }
}

/// Which vote of the trees grown by pairs orders best: tried on every slate before it is learned from.
#[derive(Default)]
struct Contest {
    /// Mean share of pairs in the right order, by vote; what is older counts less and less.
    right: [f64; VOTES.len()],
    slates: f64,
}

const VOTES: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
/// So many slates are remembered.
const REMEMBERED: f64 = 5_000.0;
/// Until so many were seen, both vote alike.
const UNDECIDED: f64 = 200.0;

impl Contest {
    fn add(&mut self, votes: &[Votes], deeds: &[Deeds], head: Head) {
        let mut right = [0.0; VOTES.len()];
        let mut pairs = 0.0;
        for (did, _) in votes.iter().zip(deeds).filter(|(_, deeds)| deeds.has(head)) {
            for (did_not, _) in votes.iter().zip(deeds).filter(|(_, deeds)| !deeds.has(head)) {
                pairs += 1.0;
                for (right, vote) in right.iter_mut().zip(VOTES) {
                    let ahead = (1.0 - vote) * (did[0] - did_not[0]) + vote * (did[1] - did_not[1]);
                    *right += if ahead > 0.0 {
                        1.0
                    } else if ahead == 0.0 {
                        0.5
                    } else {
                        0.0
                    };
                }
            }
        }
        if pairs == 0.0 {
            return;
        }
        self.slates = (self.slates + 1.0).min(REMEMBERED);
        for (mean, right) in self.right.iter_mut().zip(right) {
            *mean += (right / pairs - *mean) / self.slates;
        }
    }

    fn best(&self) -> f64 {
        if self.slates < UNDECIDED {
            return 0.5;
        }
        let best = (0..VOTES.len()).max_by(|&a, &b| self.right[a].total_cmp(&self.right[b]));
        best.map_or(0.5, |best| VOTES[best])
    }
}

impl Foretold {
    /// Gives whether it is time to calibrate again.
    fn add(&mut self, margin: f64, happened: bool) -> bool {
        let row = (margin as f32, happened);
        if self.rows.len() < FORETOLD {
            self.rows.push(row);
        } else {
            self.rows[self.next] = row;
            self.next = (self.next + 1) % FORETOLD;
        }
        self.since += 1;
        if self.since < CALIBRATE_EVERY {
            return false;
        }
        self.since = 0;
        true
    }
}
