//! Would a new model have done clearly worse than the one in use?
//!
//! The outcomes of the last hour are kept and foretold once more by both. A difference counts when it is both large
//! enough to matter and larger than chance explains (two standard errors of the mean of the paired differences).

use std::collections::VecDeque;

use model::{HOUR, Time};
use timeline::learn::{Deeds, Head};
use timeline::signals::Slate;
use timeline::{Impression, Model, evaluate, rate};

const KEPT: usize = 5_000;
const FOR: i64 = HOUR;
/// Fewer slates with both outcomes than this decide nothing.
const ENOUGH: usize = 100;
/// So many that came after the log was closed for the fit are compared alone: the new model has not seen them.
const UNSEEN: usize = 300;
/// What matters: this much AUC within slates, or this share of the log loss.
const AUC: f64 = 0.003;
const LOG_LOSS: f64 = 0.01;

#[derive(Default)]
pub(crate) struct Recent {
    outcomes: VecDeque<Outcome>,
}

struct Outcome {
    known: Time,
    slate: Slate,
    by_hand: Vec<f64>,
    deeds: Vec<Deeds>,
}

/// How two models did on the same outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Comparison {
    /// Slates on which something was opened and something was not.
    pub slates: usize,
    /// Mean within slates: before, and with the new model.
    pub auc: [f64; 2],
    /// Mean over slots.
    pub log_loss: [f64; 2],
    pub clearly_worse: bool,
}

impl Recent {
    pub fn add(&mut self, impression: &Impression, now: Time) {
        let Impression { slate, by_hand, deeds, .. } = impression.clone();
        self.outcomes.push_back(Outcome { known: now, slate, by_hand, deeds });
        let old = |first: &Outcome| now.since(first.known) > FOR;
        while self.outcomes.len() > KEPT || self.outcomes.front().is_some_and(old) {
            self.outcomes.pop_front();
        }
    }

    /// `None` where too little is known to compare. `closed` is when the log was closed for the fit of `new`.
    pub fn compare(&self, current: &Model, new: &Model, closed: Time) -> Option<Comparison> {
        let informative = |outcome: &&Outcome| {
            let opened = outcome.deeds.iter().filter(|deeds| deeds.has(Head::Open)).count();
            opened > 0 && opened < outcome.deeds.len()
        };
        let all: Vec<&Outcome> = self.outcomes.iter().filter(informative).collect();
        let unseen: Vec<&Outcome> = all.iter().copied().filter(|outcome| outcome.known > closed).collect();
        let slates = if unseen.len() >= UNSEEN { unseen } else { all };
        if slates.len() < ENOUGH {
            return None;
        }
        let (mut auc, mut log_loss) = (Paired::default(), Paired::default());
        for outcome in &slates {
            let [before, after] = [current, new].map(|model| score(outcome, model));
            auc.add(before.0, after.0);
            log_loss.add(before.1, after.1);
        }
        let worse_order = auc.is_certain() && auc.difference() < -AUC;
        let worse_level = log_loss.is_certain() && log_loss.difference() > LOG_LOSS * log_loss.means()[0];
        Some(Comparison {
            slates: slates.len(),
            auc: auc.means(),
            log_loss: log_loss.means(),
            clearly_worse: worse_order || worse_level,
        })
    }
}

/// AUC within the slate, and the mean log loss of its slots.
fn score(outcome: &Outcome, model: &Model) -> (f64, f64) {
    let rated = rate(&outcome.slate, &outcome.by_hand, model, Head::Open);
    let opened: Vec<bool> = outcome.deeds.iter().map(|deeds| deeds.has(Head::Open)).collect();
    let auc = evaluate::of_impression(&rated.values, &opened).map_or(0.5, |figures| figures.auc);
    let losses = rated.probabilities.iter().zip(&opened).map(|(&foretold, &opened)| log_loss(foretold, opened));
    (auc, losses.sum::<f64>() / opened.len().max(1) as f64)
}

/// In nats; a certainty that was wrong costs much, not without end.
pub(crate) fn log_loss(foretold: f64, happened: bool) -> f64 {
    let right = if happened { foretold } else { 1.0 - foretold };
    -right.clamp(1e-9, 1.0).ln()
}

#[derive(Default)]
struct Paired {
    n: f64,
    sums: [f64; 2],
    difference: f64,
    squares: f64,
}

impl Paired {
    fn add(&mut self, before: f64, after: f64) {
        if !(before.is_finite() && after.is_finite()) {
            return;
        }
        self.n += 1.0;
        self.sums[0] += before;
        self.sums[1] += after;
        self.difference += after - before;
        self.squares += (after - before) * (after - before);
    }

    fn means(&self) -> [f64; 2] {
        self.sums.map(|sum| sum / self.n.max(1.0))
    }

    fn difference(&self) -> f64 {
        self.difference / self.n.max(1.0)
    }

    fn is_certain(&self) -> bool {
        let variance = self.squares / self.n.max(1.0) - self.difference() * self.difference();
        self.difference().abs() > 2.0 * (variance.max(0.0) / self.n.max(1.0)).sqrt()
    }
}
