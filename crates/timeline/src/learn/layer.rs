//! The online layer: a logistic model over the trees' leaves that learns from each event, between two fits of the
//! trees (He et al.: Practical lessons from predicting clicks on ads at Facebook, 2014), with a rate of its own for
//! each coordinate (Duchi, Hazan, Singer: AdaGrad, 2011).

use std::sync::LazyLock;

use crate::sigmoid::sigmoid;
use crate::trees::{LANES, Reached};

/// The greatest step, in log-odds, of all coordinates of a row together, where none of them was ever touched. Leaves of
/// many trees move at once: steps that a single coordinate could bear would throw the sum about.
const RATE: f32 = 0.2;
/// Squared gradients that a coordinate starts with, so that its first event does not move it by a whole step.
const START: f32 = 1.0;
/// No weight leaves this range, whatever is learned.
const MOST: f32 = 4.0;

/// A division and a root for each coordinate would cost more than all the rest: 1/√x from a table, 32 steps for each
/// doubling of x from 1 to 2²⁵, beyond which adding to a single changes nothing any more. Off by 1.6 % at most.
static RATES: LazyLock<[f32; 800]> =
    LazyLock::new(|| std::array::from_fn(|place| 1.0 / f32::from_bits(ONE + ((place as u32) << 18)).sqrt()));
const ONE: u32 = 1.0f32.to_bits();

fn place(squares: f32) -> usize {
    (squares.to_bits().saturating_sub(ONE) >> 18).min(799) as usize
}

/// For one head: log-odds to be added to the trees' margin. The last coordinate is the bias.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layer {
    pub(crate) weights: Vec<f32>,
    /// The sum of squared gradients of each.
    pub(crate) squares: Vec<f32>,
}

impl Layer {
    pub(crate) fn new(leaves: usize) -> Layer {
        Layer { weights: vec![0.0; leaves + 1], squares: vec![START; leaves + 1] }
    }

    pub(crate) fn leaves(&self) -> usize {
        self.weights.len().saturating_sub(1)
    }

    /// What the bias alone says.
    pub(crate) fn bias(&self) -> f64 {
        self.weights.last().copied().map_or(0.0, f64::from)
    }

    /// As new, but for the bias.
    pub(crate) fn with_fresh_leaves(&self, leaves: usize) -> Layer {
        let mut layer = Layer::new(leaves);
        if let (Some(weight), Some(square)) = (self.weights.last(), self.squares.last()) {
            layer.weights[leaves] = *weight;
            layer.squares[leaves] = *square;
        }
        layer
    }

    /// Of several rows. Leaves are numbered over all trees; a number that this layer does not know adds nothing.
    pub(crate) fn margins(&self, reached: &Reached) -> [f64; LANES] {
        let mut margins = [self.bias(); LANES];
        let weights = self.weights.get(..self.leaves()).unwrap_or(&[]);
        for leaves in reached {
            for (margin, &leaf) in margins.iter_mut().zip(leaves) {
                *margin += f64::from(weights.get(leaf as usize).copied().unwrap_or(0.0));
            }
        }
        margins
    }

    fn margin(&self, reached: &Reached, lane: usize) -> f64 {
        let mut margin = self.bias();
        let weights = self.weights.get(..self.leaves()).unwrap_or(&[]);
        for leaves in reached {
            margin += f64::from(weights.get(leaves[lane] as usize).copied().unwrap_or(0.0));
        }
        margin
    }

    /// One step from an outcome. `base`: the margin of everything but this layer; `weight`: for how many outcomes like
    /// this one it stands. Gives the margin from before.
    pub(crate) fn learn(&mut self, base: f64, reached: &Reached, lane: usize, happened: bool, weight: f32) -> f64 {
        let before = base + self.margin(reached, lane);
        let error = (sigmoid(before) - f64::from(u8::from(happened))) as f32 * weight;
        if !error.is_finite() {
            return before;
        }
        let rates = &*RATES;
        let step = RATE / (reached.len() as f32 + 1.0) * error;
        let square = error * error;
        let bias = self.leaves();
        let numbers = reached.iter().map(|leaves| leaves[lane] as usize).filter(|&leaf| leaf < bias);
        for number in numbers.chain([bias]) {
            if let (Some(weight), Some(squares)) = (self.weights.get_mut(number), self.squares.get_mut(number)) {
                *squares += square;
                *weight = (*weight - step * rates[place(*squares)]).clamp(-MOST, MOST);
            }
        }
        before
    }
}

#[cfg(test)]
mod tests {
    use super::Layer;
    use crate::sigmoid::sigmoid;
    use crate::trees::{LANES, Reached};

    fn at(leaves: &[u32]) -> Reached {
        leaves.iter().map(|&leaf| [leaf; LANES]).collect()
    }

    #[test]
    fn a_leaf_that_is_opened_more_often_than_foretold_rises_and_the_others_stay_where_they_were() {
        let mut layer = Layer::new(4);
        for round in 0..200_000 {
            layer.learn(-2.0, &at(&[0, 2]), 0, round % 2 == 0, 1.0);
            layer.learn(-2.0, &at(&[1, 2]), 7, round % 8 == 0, 1.0);
        }
        assert!((sigmoid(-2.0 + layer.margins(&at(&[0, 2]))[0]) - 0.5).abs() < 0.1);
        assert!((sigmoid(-2.0 + layer.margins(&at(&[1, 2]))[3]) - 0.125).abs() < 0.06);
        assert_eq!(layer.margins(&at(&[3])), layer.margins(&at(&[])));
        assert_eq!(layer.margins(&at(&[4])), layer.margins(&at(&[])), "the bias is no leaf");
        assert_eq!(layer.margins(&at(&[99])), layer.margins(&at(&[])));
    }

    #[test]
    fn rates_are_close_to_one_over_the_root() {
        for squares in [1.0f32, 1.01, 1.99, 2.0, 77.7, 1e4, 1.6e7] {
            let off = super::RATES[super::place(squares)] * squares.sqrt();
            assert!((0.999..1.017).contains(&off), "{squares}: {off}");
        }
        assert_eq!(super::place(f32::MAX), 799);
    }

    #[test]
    fn what_is_not_a_number_teaches_nothing() {
        let mut layer = Layer::new(1);
        layer.learn(f64::NAN, &at(&[0]), 0, true, 1.0);
        layer.learn(0.0, &at(&[0]), 0, true, f32::NAN);
        assert!(layer.margins(&at(&[0]))[0].abs() < 1.0);
    }
}
