//! What a candidate is worth.
//!
//! Until something was learned: published weights times readings, summed in the order of the table. Then: published
//! weights times predictions, for the best by hand; brought to the same scale, so that what follows need not know.
//! What a reader chose explicitly counts by hand in both. Her sliders multiply each group's part, which is the
//! difference that leaving the group out makes.

use model::Time;

use crate::Order;
use crate::filters::Candidate;
use crate::learn::Model;
use crate::signals::{BY_HAND, Group, Parts, SIGNALS, Slate, WIDTH, by_hand};
use crate::situation::Situation;

/// So many of the best by hand are judged by the model, for each slot asked for; and not fewer than the second number.
const JUDGED_PER_SLOT: usize = 4;
const JUDGED_AT_LEAST: usize = 120;
/// How far apart typical candidates stand: as far as by hand.
const SPREAD: f64 = 0.5;

/// The orders without a profile count only what their names say.
pub(crate) fn weights(order: Order) -> [f64; BY_HAND] {
    let mut weights = [0.0; BY_HAND];
    for (weight, signal) in weights.iter_mut().zip(&SIGNALS) {
        let counts = match order {
            Order::ForYou => true,
            Order::Newest => signal.name == "freshness",
            Order::MostCovered => matches!(signal.name, "coverage" | "freshness"),
            Order::Following => {
                matches!(signal.name, "followed_source" | "followed_topic" | "followed_word" | "freshness")
            }
        };
        if counts {
            *weight = signal.weight;
        }
    }
    weights
}

/// What the candidates of one timeline are worth, and by what.
pub(crate) struct Worth<'a> {
    situation: &'a Situation<'a>,
    published: Vec<Time>,
    sources: Vec<u32>,
    parts: Vec<Parts>,
    /// What the model reads; for personal timelines only. There before anything was learned too, to learn from.
    read: Option<Shortlist<'a>>,
}

/// The candidates that the model looks at.
struct Shortlist<'a> {
    model: &'a Model,
    /// Place of each in the shortlist, by place in the pool.
    place: Vec<Option<u32>>,
    slate: Slate,
    worths: Vec<f64>,
    mean: f64,
    scale: f64,
}

impl<'a> Worth<'a> {
    pub(crate) fn of(pool: &[Candidate], situation: &'a Situation<'a>, model: &'a Model) -> Worth<'a> {
        let stock = situation.stock;
        let parts = by_hand(pool, situation);
        let personal = situation.ask.order == Order::ForYou;
        let read = personal.then(|| Shortlist::of(pool, &parts, situation, model));
        Worth {
            published: pool.iter().map(|candidate| stock.row(candidate.at).published).collect(),
            sources: pool.iter().map(|candidate| stock.coverage(stock.row(candidate.at).story).sources).collect(),
            situation,
            parts,
            read,
        }
    }

    /// What each candidate is ordered by, leaving one group out where asked.
    pub(crate) fn values(&self, without: Option<Group>) -> Vec<f64> {
        let Some(judged) = self.judged() else {
            return (0..self.parts.len()).map(|place| self.by_hand(place, without)).collect();
        };
        let mut leaves = judged.model.leaves();
        let mut values: Vec<f64> = Vec::with_capacity(self.parts.len());
        let mut lowest = f64::INFINITY;
        for place in 0..self.parts.len() {
            values.push(match judged.place[place] {
                Some(short) => judged.value(short as usize, &self.parts[place], without, self.situation, &mut leaves),
                None => f64::NAN,
            });
            lowest = lowest.min(values[place]);
        }
        // What the model did not look at stands below what it did, in the order by hand.
        let hand: Vec<f64> = self.parts.iter().map(|parts| self.sum(parts, without)).collect();
        let highest = hand.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for (value, hand) in values.iter_mut().zip(hand) {
            if value.is_nan() {
                *value = lowest.min(0.0) - 0.01 - (highest - hand);
            }
        }
        values
    }

    /// By how much each group raises or lowers a candidate's value.
    pub(crate) fn by_group(&self, place: usize, value: f64) -> [f64; Group::ALL.len()] {
        Group::ALL.map(|group| match self.judged() {
            Some(judged) => judged.place[place].map_or(0.0, |short| {
                let mut leaves = judged.model.leaves();
                let parts = &self.parts[place];
                value - judged.value(short as usize, parts, Some(group), self.situation, &mut leaves)
            }),
            None => {
                let sum = |without| self.sum(&self.parts[place], without);
                sum(None) - sum(Some(group))
            }
        })
    }

    pub(crate) fn parts(&self) -> &[Parts] {
        &self.parts
    }

    /// Was the model asked?
    pub(crate) fn is_judged(&self) -> bool {
        self.judged().is_some()
    }

    fn judged(&self) -> Option<&Shortlist<'a>> {
        self.read.as_ref().filter(|read| read.model.has_learned())
    }

    /// What there is to read of a candidate of the shortlist.
    pub(crate) fn readings(&self, place: usize) -> Option<&[f32]> {
        let read = self.read.as_ref()?;
        Some(read.slate.row(read.place[place]? as usize))
    }

    fn by_hand(&self, place: usize, without: Option<Group>) -> f64 {
        match self.situation.ask.order {
            Order::ForYou => self.sum(&self.parts[place], without),
            // Milliseconds since 1970 are exact in a double for the next 285,000 years.
            Order::Newest | Order::Following => self.published[place].0 as f64,
            // How new it is decides among stories that equally many sources cover.
            Order::MostCovered => {
                f64::from(self.sources[place]) + 0.9 * sum(&self.parts[place], Some(Group::Popularity), |_| 1.0)
            }
        }
    }

    fn sum(&self, parts: &Parts, without: Option<Group>) -> f64 {
        sum(parts, without, |group| self.situation.ask.sliders.factor(group))
    }
}

impl<'a> Shortlist<'a> {
    fn of(pool: &[Candidate], parts: &[Parts], situation: &Situation<'_>, model: &'a Model) -> Shortlist<'a> {
        let wanted = (situation.slots_in_all() * JUDGED_PER_SLOT).max(JUDGED_AT_LEAST);
        let mut best: Vec<(f64, u32)> =
            parts.iter().enumerate().map(|(place, parts)| (sum(parts, None, |_| 1.0), place as u32)).collect();
        let better = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if best.len() > wanted {
            best.select_nth_unstable_by(wanted, better);
            best.truncate(wanted);
        }
        // In the order of the pool, so that everything after is in a fixed order.
        best.sort_unstable_by_key(|entry| entry.1);
        let mut place = vec![None; pool.len()];
        for (short, &(_, at)) in best.iter().enumerate() {
            place[at as usize] = Some(short as u32);
        }
        let rows: Vec<u32> = best.iter().map(|&(_, at)| pool[at as usize].at).collect();
        let slate = Slate::of(&rows, situation);
        let mut leaves = model.leaves();
        let worths: Vec<f64> = best
            .iter()
            .enumerate()
            .map(|(short, &(by_hand, _))| model.judge(slate.row(short), by_hand, &mut leaves).worth)
            .collect();
        let count = worths.len().max(1) as f64;
        let mean = worths.iter().sum::<f64>() / count;
        let square = worths.iter().map(|worth| (worth - mean) * (worth - mean)).sum::<f64>() / count;
        let deviation = square.sqrt();
        let scale = if deviation > 1e-9 { SPREAD / deviation } else { 0.0 };
        Shortlist { model, place, slate, worths, mean, scale }
    }

    fn value(
        &self,
        short: usize,
        parts: &Parts,
        without: Option<Group>,
        situation: &Situation<'_>,
        leaves: &mut crate::learn::Leaves,
    ) -> f64 {
        let mut row = [0.0; WIDTH];
        let mut worth_without = |group: Group| {
            self.slate.without(short, group, &mut row);
            self.model.judge(&row, sum(parts, Some(group), |_| 1.0), leaves).worth
        };
        let sliders = situation.ask.sliders;
        let mut worth = match without {
            Some(group) => worth_without(group),
            None => self.worths[short],
        };
        if !sliders.is_usual() {
            for group in Group::ALL.into_iter().filter(|&group| Some(group) != without) {
                let factor = sliders.factor(group);
                if factor != 1.0 {
                    worth += (factor - 1.0) * (self.worths[short] - worth_without(group));
                }
            }
        }
        let mut value = (worth - self.mean) * self.scale;
        for (part, signal) in parts.iter().zip(&SIGNALS) {
            if signal.explicit && Some(signal.group) != without {
                value += part * sliders.factor(signal.group);
            }
        }
        value
    }
}

/// The sum by hand, leaving one group out where asked.
pub(crate) fn sum(parts: &Parts, without: Option<Group>, factor: impl Fn(Group) -> f64) -> f64 {
    let mut value = 0.0;
    for (part, signal) in parts.iter().zip(&SIGNALS) {
        if Some(signal.group) != without {
            value += part * factor(signal.group);
        }
    }
    value
}
