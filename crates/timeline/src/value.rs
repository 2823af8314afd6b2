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
    /// The reverse.
    of_pool: Vec<usize>,
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
        let shorts: Vec<usize> = (0..judged.worths.len()).collect();
        let of_shorts = judged.values(&shorts, &self.parts, without, self.situation);
        let lowest = of_shorts.iter().copied().fold(f64::INFINITY, f64::min);
        let mut values: Vec<f64> =
            judged.place.iter().map(|short| short.map_or(f64::NAN, |short| of_shorts[short as usize])).collect();
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

    /// By how much each group raises or lowers the value of each of some candidates; `None` where no model was asked.
    pub(crate) fn by_group(&self, places: &[usize], values: &[f64]) -> Option<Vec<[f64; Group::ALL.len()]>> {
        let judged = self.judged()?;
        let shorts: Vec<(usize, usize)> = places
            .iter()
            .enumerate()
            .filter_map(|(at, &place)| judged.place[place].map(|short| (at, short as usize)))
            .collect();
        let of_short: Vec<usize> = shorts.iter().map(|&(_, short)| short).collect();
        let mut all = vec![[0.0; Group::ALL.len()]; places.len()];
        for group in Group::ALL {
            let without = judged.values(&of_short, &self.parts, Some(group), self.situation);
            for (&(at, _), without) in shorts.iter().zip(without) {
                all[at][group as usize] = values[places[at]] - without;
            }
        }
        Some(all)
    }

    pub(crate) fn parts(&self) -> &[Parts] {
        &self.parts
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
        let by_hand: Vec<f64> = best.iter().map(|&(by_hand, _)| by_hand).collect();
        let worths: Vec<f64> = model.judge(slate.readings(), &by_hand).iter().map(|judged| judged.worth).collect();
        let count = worths.len().max(1) as f64;
        let mean = worths.iter().sum::<f64>() / count;
        let square = worths.iter().map(|worth| (worth - mean) * (worth - mean)).sum::<f64>() / count;
        let deviation = square.sqrt();
        let scale = if deviation > 1e-9 { SPREAD / deviation } else { 0.0 };
        let of_pool = best.iter().map(|&(_, at)| at as usize).collect();
        Shortlist { model, place, of_pool, slate, worths, mean, scale }
    }

    /// What the model says of some of the shortlist without a group.
    fn worths_without(&self, shorts: &[usize], parts: &[Parts], group: Group) -> Vec<f64> {
        let mut readings = vec![0.0; shorts.len() * WIDTH];
        for (&short, row) in shorts.iter().zip(readings.as_chunks_mut::<WIDTH>().0) {
            self.slate.without(short, group, row);
        }
        let by_hand: Vec<f64> =
            shorts.iter().map(|&short| sum(&parts[self.of_pool[short]], Some(group), |_| 1.0)).collect();
        self.model.judge(&readings, &by_hand).into_iter().map(|judged| judged.worth).collect()
    }

    /// What some of the shortlist are ordered by, leaving one group out where asked. `parts` by place in the pool.
    fn values(&self, shorts: &[usize], parts: &[Parts], without: Option<Group>, situation: &Situation<'_>) -> Vec<f64> {
        let sliders = situation.ask.sliders;
        let mut worths: Vec<f64> = match without {
            Some(group) => self.worths_without(shorts, parts, group),
            None => shorts.iter().map(|&short| self.worths[short]).collect(),
        };
        for group in Group::ALL.into_iter().filter(|&group| Some(group) != without) {
            let factor = sliders.factor(group);
            if factor == 1.0 {
                continue;
            }
            let without = self.worths_without(shorts, parts, group);
            for ((worth, &short), without) in worths.iter_mut().zip(shorts).zip(without) {
                *worth += (factor - 1.0) * (self.worths[short] - without);
            }
        }
        for (worth, &short) in worths.iter_mut().zip(shorts) {
            let mut value = (*worth - self.mean) * self.scale;
            for (part, signal) in parts[self.of_pool[short]].iter().zip(&SIGNALS) {
                if signal.explicit && Some(signal.group) != without {
                    value += part * sliders.factor(signal.group);
                }
            }
            *worth = value;
        }
        worths
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
