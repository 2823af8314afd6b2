//! What do the probabilities of all rows together say?

use super::ranking::auc;

/// A probability of exactly 0 or 1 that is wrong once would make the log loss infinite.
const NEAREST: f64 = 1e-6;

/// One shown item: 9 bytes in all, so that millions fit. Values are rounded to `f32`, which can only make two nearly
/// equal ones equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub order: Vec<f32>,
    pub probability: Vec<f32>,
    pub positive: Vec<bool>,
}

/// Rows of similar probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The mean probability that was predicted.
    pub predicted: f64,
    /// The share that was positive.
    pub positive: f64,
    pub rows: u64,
}

impl Rows {
    pub fn push(&mut self, order: f64, probability: f64, positive: bool) {
        self.order.push(order as f32);
        self.probability.push(clamped(probability) as f32);
        self.positive.push(positive);
    }

    pub fn len(&self) -> usize {
        self.positive.len()
    }

    /// AUC of the probability over the rows of this range.
    pub fn pooled_auc(&self, range: std::ops::Range<usize>) -> Option<f64> {
        auc(&mut self.by_probability(range))
    }

    /// In nats; `None` without rows.
    pub fn log_loss(&self, range: std::ops::Range<usize>) -> Option<f64> {
        let rows = range.len();
        let sum: f64 = range.map(|row| log_loss_of(self.probability[row].into(), self.positive[row])).sum();
        (rows > 0).then(|| sum / rows as f64)
    }

    /// At most `bins` bins of about equal mass, by rising probability. Rows of one probability stay in one bin, the one in
    /// which their middle lies, so a constant prediction is one bin and no chance order splits it.
    pub fn bins(&self, bins: usize) -> Vec<Bin> {
        let mut rows = self.by_probability(0..self.len());
        rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut found: Vec<(usize, Bin)> = Vec::new();
        let mut before = 0;
        for equals in rows.chunk_by(|a, b| a.0 == b.0) {
            let number = (2 * before + equals.len()) * bins / (2 * rows.len());
            before += equals.len();
            if found.last().is_none_or(|last| last.0 != number) {
                found.push((number, Bin { predicted: 0.0, positive: 0.0, rows: 0 }));
            }
            let Some((_, bin)) = found.last_mut() else { continue };
            bin.rows += equals.len() as u64;
            bin.predicted += f64::from(equals[0].0) * equals.len() as f64;
            bin.positive += equals.iter().filter(|row| row.1).count() as f64;
        }
        found
            .into_iter()
            .map(|(_, bin)| Bin {
                predicted: bin.predicted / bin.rows as f64,
                positive: bin.positive / bin.rows as f64,
                rows: bin.rows,
            })
            .collect()
    }

    fn by_probability(&self, range: std::ops::Range<usize>) -> Vec<(f32, bool)> {
        range.map(|row| (self.probability[row], self.positive[row])).collect()
    }
}

/// Expected calibration error (Naeini et al. 2015): the mean distance between predicted and seen, weighted by rows.
pub(super) fn calibration_error(bins: &[Bin]) -> Option<f64> {
    let rows: u64 = bins.iter().map(|bin| bin.rows).sum();
    let sum: f64 = bins.iter().map(|bin| (bin.predicted - bin.positive).abs() * bin.rows as f64).sum();
    (rows > 0).then(|| sum / rows as f64)
}

pub(super) fn log_loss_of(probability: f64, positive: bool) -> f64 {
    let probability = clamped(probability);
    if positive { -probability.ln() } else { -(1.0 - probability).ln() }
}

fn clamped(probability: f64) -> f64 {
    probability.clamp(NEAREST, 1.0 - NEAREST)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::{Bin, Rows, calibration_error};

    fn rows(given: &[(f64, bool)]) -> Rows {
        let mut rows = Rows::default();
        for &(probability, positive) in given {
            rows.push(0.0, probability, positive);
        }
        rows
    }

    #[test]
    fn bins_hold_equal_mass_and_never_split_one_probability() {
        let spread = rows(&[(0.75, true), (0.25, false), (0.5, true), (0.125, false)]);
        assert_eq!(
            spread.bins(2),
            [Bin { predicted: 0.1875, positive: 0.0, rows: 2 }, Bin { predicted: 0.625, positive: 1.0, rows: 2 }]
        );
        assert_eq!(calibration_error(&spread.bins(2)), Some((0.1875 + 0.375) / 2.0));
        let constant = rows(&[(0.25, true), (0.25, false), (0.25, false), (0.25, false)]);
        assert_eq!(constant.bins(20), [Bin { predicted: 0.25, positive: 0.25, rows: 4 }]);
        assert_eq!(calibration_error(&constant.bins(20)), Some(0.0));
        assert_eq!(calibration_error(&rows(&[]).bins(20)), None);
    }

    #[test]
    fn being_certainly_wrong_costs_much_but_not_everything() {
        let certain = rows(&[(1.0, false), (0.0, true), (1.5, true), (-3.0, false)]);
        let loss = certain.log_loss(0..4).unwrap();
        assert!((loss - 1e6f64.ln() / 2.0).abs() < 0.05, "{loss}");
        let even = rows(&[(0.5, true), (0.5, false)]).log_loss(0..2).unwrap();
        assert!((even - 2f64.ln()).abs() < 1e-12);
    }
}
