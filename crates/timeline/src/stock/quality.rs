//! How good are things, whoever is shown them? An additive model of the log-odds that what is shown is taken: the edition,
//! the page, the kind and length on that page, the source, the topics, the item, and the reader who looks. Learned with
//! each outcome, with a rate of its own for each coordinate (AdaGrad). What is asked of it is the part of the item and
//! of what it belongs to: good things shown to people who seldom take anything are not held against.

/// The greatest step of a coordinate, in log-odds.
const RATE: f64 = 0.1;
/// Draws every coordinate towards nothing.
const PULL: f64 = 0.002;
const MOST: f64 = 6.0;

/// A weight and the sum of its squared gradients.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Coordinate {
    pub(crate) weight: f32,
    pub(crate) squares: f32,
}

impl Coordinate {
    pub(crate) fn weight(&self) -> f64 {
        f64::from(self.weight)
    }

    pub(crate) fn parts(&self) -> [&f32; 2] {
        [&self.weight, &self.squares]
    }

    /// `miss`: what happened (1 or 0) less what was foretold.
    pub(crate) fn learn(&mut self, miss: f64) {
        self.learn_at(RATE, miss);
    }

    pub(crate) fn learn_at(&mut self, rate: f64, miss: f64) {
        let squares = f64::from(self.squares) + miss * miss;
        let weight = self.weight();
        let step = rate * (miss - PULL * weight) / (1.0 + squares).sqrt();
        self.squares = squares.min(1e9) as f32;
        self.weight = (weight + step).clamp(-MOST, MOST) as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::Coordinate;
    use crate::sigmoid::sigmoid;

    #[test]
    fn a_coordinate_finds_the_log_odds_and_stays_within_bounds() {
        let mut rare = Coordinate::default();
        for round in 0..5_000 {
            rare.learn(f64::from(u8::from(round % 10 == 0)) - sigmoid(rare.weight()));
        }
        assert!((sigmoid(rare.weight()) - 0.1).abs() < 0.03, "{}", sigmoid(rare.weight()));
        let mut sure = Coordinate::default();
        for _ in 0..100_000 {
            sure.learn(1.0);
        }
        assert!(sure.weight() <= 6.0 && sure.weight().is_finite());
    }
}
