//! The online layer: a logistic model over the trees' leaves that learns from each event, between two fits of the
//! trees (He et al.: Practical lessons from predicting clicks on ads at Facebook, 2014), with a rate of its own for
//! each coordinate (Duchi, Hazan, Singer: AdaGrad, 2011).

use crate::sigmoid::sigmoid;

/// The greatest step, in log-odds, of all coordinates of a row together, where none of them was ever touched. Leaves of
/// many trees move at once: steps that a single coordinate could bear would throw the sum about.
const RATE: f32 = 0.2;
/// Squared gradients that a coordinate starts with, so that its first event does not move it by a whole step.
const START: f32 = 1.0;
/// No weight leaves this range, whatever is learned.
const MOST: f32 = 4.0;

/// A weight and the sum of its squared gradients, side by side in memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Coordinate {
    pub(crate) weight: f32,
    pub(crate) squares: f32,
}

const FRESH: Coordinate = Coordinate { weight: 0.0, squares: START };

/// For one head: log-odds to be added to the trees' margin.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layer {
    pub(crate) bias: Coordinate,
    pub(crate) leaves: Vec<Coordinate>,
}

impl Layer {
    pub(crate) fn new(leaves: usize) -> Layer {
        Layer { bias: FRESH, leaves: vec![FRESH; leaves] }
    }

    /// Leaves are numbered over all trees; a number that this layer does not know adds nothing.
    pub(crate) fn margin(&self, leaves: &[u32]) -> f64 {
        let mut sum = f64::from(self.bias.weight);
        for &leaf in leaves {
            if let Some(coordinate) = self.leaves.get(leaf as usize) {
                sum += f64::from(coordinate.weight);
            }
        }
        sum
    }

    /// One step from an outcome. `base`: the margin of everything but this layer. Gives the margin from before.
    pub(crate) fn learn(&mut self, base: f64, leaves: &[u32], happened: bool, weight: f32) -> f64 {
        let before = base + self.margin(leaves);
        let error = (sigmoid(before) - f64::from(u8::from(happened))) as f32 * weight;
        if !error.is_finite() {
            return before;
        }
        let rate = RATE / (leaves.len() as f32 + 1.0);
        step(&mut self.bias, error, rate);
        for &leaf in leaves {
            if let Some(coordinate) = self.leaves.get_mut(leaf as usize) {
                step(coordinate, error, rate);
            }
        }
        before
    }
}

fn step(coordinate: &mut Coordinate, gradient: f32, rate: f32) {
    coordinate.squares += gradient * gradient;
    coordinate.weight = (coordinate.weight - rate * gradient / coordinate.squares.sqrt()).clamp(-MOST, MOST);
}

#[cfg(test)]
mod tests {
    use super::Layer;
    use crate::sigmoid::sigmoid;

    #[test]
    fn a_leaf_that_is_opened_more_often_than_foretold_rises_and_the_others_stay_where_they_were() {
        let mut layer = Layer::new(4);
        for round in 0..200_000 {
            layer.learn(-2.0, &[0, 2], round % 2 == 0, 1.0);
            layer.learn(-2.0, &[1, 2], round % 8 == 0, 1.0);
        }
        assert!((sigmoid(-2.0 + layer.margin(&[0, 2])) - 0.5).abs() < 0.1);
        assert!((sigmoid(-2.0 + layer.margin(&[1, 2])) - 0.125).abs() < 0.06);
        assert_eq!(layer.margin(&[3]), layer.margin(&[]));
        assert_eq!(layer.margin(&[99]), layer.margin(&[]));
    }

    #[test]
    fn what_is_not_a_number_teaches_nothing() {
        let mut layer = Layer::new(1);
        layer.learn(f64::NAN, &[0], true, 1.0);
        layer.learn(0.0, &[0], true, f32::NAN);
        assert!(layer.margin(&[0]).abs() < 1.0 && layer.margin(&[0]).is_finite());
    }
}
