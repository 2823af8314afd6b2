//! How good are things, whoever is shown them? An additive model of the log-odds that what is shown is taken: the edition,
//! the page, the hour, the kind and length on that page, the source, the topics, the item, and the reader who looks. What
//! is asked of it is the part of the item and of what it belongs to: good things shown to people who seldom take
//! anything are not held against.
//!
//! Learned with each outcome, by Bayes' rule with a normal distribution for each coordinate (after Graepel,
//! Quiñonero Candela, Borchert, Herbrich: AdPredictor, 2010; here in log-odds, one Newton step an outcome): what little is
//! known of moves far, what much is known of hardly.

const MOST: f64 = 6.0;

/// How a kind of coordinate learns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// What is known beforehand: as much as so much information from outcomes.
    pub(crate) prior: f64,
    /// No more than this is ever known: what lies further back is forgotten.
    pub(crate) most: f64,
}

/// The hours of a day; what they say changes from week to week.
pub(crate) const HOURS: Pace = Pace { prior: 4.0, most: 300.0 };
/// The edition, its pages, topics, kinds and lengths: much is known of them, and they drift.
pub(crate) const MANY: Pace = Pace { prior: 4.0, most: 1_000.0 };
pub(crate) const ITEM: Pace = Pace { prior: 4.0, most: 1e9 };
pub(crate) const SOURCE: Pace = Pace { prior: 32.0, most: 1e9 };
/// A weight, and how much is known of it: the sum of `p (1 - p)` over the outcomes, the information that they carry.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Coordinate {
    pub(crate) weight: f32,
    pub(crate) known: f32,
}

impl Coordinate {
    pub(crate) fn weight(&self) -> f64 {
        f64::from(self.weight)
    }

    pub(crate) fn parts(&self) -> [&f32; 2] {
        [&self.weight, &self.known]
    }

    /// `foretold`: how likely it was; `miss`: what happened (1 or 0) less that; `weight` of the outcome.
    pub(crate) fn learn(&mut self, pace: Pace, foretold: f64, miss: f64, weight: f64) {
        let known = f64::from(self.known);
        let step = weight * miss / (pace.prior + known);
        self.weight = (self.weight() + step).clamp(-MOST, MOST) as f32;
        self.known = (known + weight * foretold * (1.0 - foretold)).min(pace.most) as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::{Coordinate, ITEM, Pace};
    use crate::sigmoid::sigmoid;

    fn learn(coordinate: &mut Coordinate, pace: Pace, happened: bool) {
        let foretold = sigmoid(coordinate.weight());
        coordinate.learn(pace, foretold, f64::from(u8::from(happened)) - foretold, 1.0);
    }

    #[test]
    fn a_coordinate_finds_the_log_odds_and_stays_within_bounds() {
        let mut rare = Coordinate::default();
        for round in 0..5_000 {
            learn(&mut rare, ITEM, round % 10 == 0);
        }
        assert!((sigmoid(rare.weight()) - 0.1).abs() < 0.01, "{}", sigmoid(rare.weight()));
        let mut sure = Coordinate::default();
        for _ in 0..100_000 {
            learn(&mut sure, ITEM, true);
        }
        assert!(sure.weight() <= 6.0 && sure.weight().is_finite());
    }

    #[test]
    fn the_more_is_known_the_less_an_outcome_moves_and_what_is_bounded_keeps_moving() {
        let step = |pace: Pace| {
            let mut coordinate = Coordinate::default();
            for round in 0..1_000 {
                learn(&mut coordinate, pace, round % 2 == 0);
            }
            let before = coordinate.weight();
            learn(&mut coordinate, pace, true);
            coordinate.weight() - before
        };
        let [all, lately] = [step(ITEM), step(Pace { most: 2.0, ..ITEM })];
        assert!(all > 0.0 && all < 0.003, "{all}");
        assert!(lately > 0.05, "{lately}");
    }
}
