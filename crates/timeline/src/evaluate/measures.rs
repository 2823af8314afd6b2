//! How well did the order and the probabilities agree with what readers did?

use super::ranking::{auc, of_impression};
use super::rows::{Bin, Rows, calibration_error, log_loss_of};

/// As many as the calibration error is computed with.
const BINS: usize = 20;

/// Collects impressions one by one, in the order of the log.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    rows: Rows,
    impressions: Vec<Impression>,
    positions: Vec<Position>,
    log_loss: f64,
    auc: Mean,
    mrr: Mean,
    ndcg5: Mean,
    ndcg10: Mean,
    refused: u64,
}

#[derive(Clone, Copy, Debug)]
struct Impression {
    reader: u64,
    first_row: usize,
    /// NaN where one outcome is missing.
    auc: f32,
}

/// `None` where the log has nothing to measure it by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Impressions with both outcomes.
    pub impressions: u64,
    /// Impressions with at least one item, of whatever outcome.
    pub all_impressions: u64,
    /// Items shown: the rows.
    pub examples: u64,
    pub positives: u64,
    /// Impressions that could not be counted: a value was not a number, or the lists were of different lengths.
    pub refused: u64,
    /// The four means over impressions with both outcomes, of the value that orders.
    pub auc: Option<f64>,
    pub mrr: Option<f64>,
    pub ndcg5: Option<f64>,
    pub ndcg10: Option<f64>,
    /// Of the probability, over all rows together.
    pub pooled_auc: Option<f64>,
    /// Of the probability, in nats, over all rows; probabilities nearer than 1e-6 to 0 or 1 count as 1e-6 away.
    pub log_loss: Option<f64>,
    /// Expected calibration error over 20 bins of equal mass.
    pub calibration_error: Option<f64>,
    /// AUC of the value that orders over each reader's rows, over readers with both outcomes, weighted by their rows.
    pub reader_auc: Option<f64>,
}

/// A stretch of the log, for a learning curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Number of its first impression among all that were counted, from 0.
    pub first: usize,
    pub impressions: usize,
    pub examples: usize,
    /// Mean over its impressions with both outcomes.
    pub auc: Option<f64>,
    pub pooled_auc: Option<f64>,
    pub log_loss: Option<f64>,
}

/// A place in the slate, as the log gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Position {
    pub shown: u64,
    pub positive: u64,
}

impl Position {
    pub fn rate(&self) -> f64 {
        if self.shown == 0 { 0.0 } else { self.positive as f64 / self.shown as f64 }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    sum: f64,
    count: u64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn value(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }
}

impl Measures {
    /// One impression; each slice has one entry an item, in the slate's order. `order` is the value that orders (higher is
    /// better, any scale), `probability` that of a positive. An impression with a NaN is refused and counted, as is one
    /// whose slices differ in length.
    pub fn add_impression(&mut self, order: &[f64], probability: &[f64], positive: &[bool], reader: u64) {
        let fits = order.len() == positive.len() && probability.len() == positive.len();
        if !fits || order.iter().chain(probability).any(|value| value.is_nan()) {
            self.refused += 1;
            return;
        }
        if order.is_empty() {
            return;
        }
        let first_row = self.rows.len();
        for (place, &positive) in positive.iter().enumerate() {
            self.rows.push(order[place], probability[place], positive);
            self.log_loss += log_loss_of(probability[place], positive);
            if self.positions.len() == place {
                self.positions.push(Position::default());
            }
            self.positions[place].shown += 1;
            self.positions[place].positive += u64::from(positive);
        }
        let figures = of_impression(order, positive);
        if let Some(figures) = figures {
            self.auc.add(figures.auc);
            self.mrr.add(figures.mrr);
            self.ndcg5.add(figures.ndcg5);
            self.ndcg10.add(figures.ndcg10);
        }
        let auc = figures.map_or(f32::NAN, |figures| figures.auc as f32);
        self.impressions.push(Impression { reader, first_row, auc });
    }

    pub fn figures(&self) -> Figures {
        let examples = self.rows.len();
        Figures {
            impressions: self.auc.count,
            all_impressions: self.impressions.len() as u64,
            examples: examples as u64,
            positives: self.rows.positive.iter().filter(|&&positive| positive).count() as u64,
            refused: self.refused,
            auc: self.auc.value(),
            mrr: self.mrr.value(),
            ndcg5: self.ndcg5.value(),
            ndcg10: self.ndcg10.value(),
            pooled_auc: self.rows.pooled_auc(0..examples),
            log_loss: (examples > 0).then(|| self.log_loss / examples as f64),
            calibration_error: calibration_error(&self.rows.bins(BINS)),
            reader_auc: self.reader_auc(),
        }
    }

    /// The log cut into this many stretches of about equally many impressions, in its order; fewer when it is shorter.
    pub fn windows(&self, windows: usize) -> Vec<Window> {
        let count = self.impressions.len();
        let windows = windows.min(count);
        (0..windows)
            .map(|window| {
                let within = window * count / windows..(window + 1) * count / windows;
                let rows = self.impressions[within.start].first_row..self.rows_until(within.end);
                let mut auc = Mean::default();
                for impression in self.impressions[within.clone()].iter().filter(|one| !one.auc.is_nan()) {
                    auc.add(impression.auc.into());
                }
                Window {
                    first: within.start,
                    impressions: within.len(),
                    examples: rows.len(),
                    auc: auc.value(),
                    pooled_auc: self.rows.pooled_auc(rows.clone()),
                    log_loss: self.rows.log_loss(rows),
                }
            })
            .collect()
    }

    /// Bins of about equal mass by rising probability; equal probabilities share a bin.
    pub fn calibration(&self, bins: usize) -> Vec<Bin> {
        self.rows.bins(bins)
    }

    /// How often what stood at each place was positive. A log whose slates were shuffled gives a level line.
    pub fn by_position(&self) -> &[Position] {
        &self.positions
    }

    fn rows_until(&self, impression: usize) -> usize {
        self.impressions.get(impression).map_or(self.rows.len(), |next| next.first_row)
    }

    fn reader_auc(&self) -> Option<f64> {
        let mut by_reader: Vec<usize> = (0..self.impressions.len()).collect();
        by_reader.sort_unstable_by_key(|&number| (self.impressions[number].reader, number));
        let (mut sum, mut weight) = (0.0, 0.0);
        let mut hers: Vec<(f32, bool)> = Vec::new();
        for reader in by_reader.chunk_by(|&a, &b| self.impressions[a].reader == self.impressions[b].reader) {
            hers.clear();
            for &number in reader {
                let rows = self.impressions[number].first_row..self.rows_until(number + 1);
                hers.extend(rows.map(|row| (self.rows.order[row], self.rows.positive[row])));
            }
            if let Some(auc) = auc(&mut hers) {
                sum += auc * hers.len() as f64;
                weight += hers.len() as f64;
            }
        }
        (weight > 0.0).then(|| sum / weight)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::{Measures, Position};

    fn near(found: Option<f64>, by_hand: f64) {
        assert!(found.is_some_and(|found| (found - by_hand).abs() < 1e-6), "{found:?} for {by_hand}");
    }

    #[test]
    fn means_are_over_impressions_with_both_outcomes_and_pooled_figures_over_all_rows() {
        let mut measures = Measures::default();
        measures.add_impression(&[2.0, 1.0], &[0.75, 0.25], &[true, false], 1);
        measures.add_impression(&[2.0, 1.0], &[0.75, 0.5], &[false, true], 2);
        measures.add_impression(&[1.0], &[0.25], &[false], 1);
        let figures = measures.figures();
        assert_eq!((figures.impressions, figures.all_impressions, figures.examples), (2, 3, 5));
        assert_eq!((figures.positives, figures.refused), (2, 0));
        near(figures.auc, 0.5);
        near(figures.mrr, 0.75);
        // Positives .75 and .5 against .25, .75, .25: (1 + 0.5 + 1) + (1 + 0 + 1) of 6.
        near(figures.pooled_auc, 4.5 / 6.0);
        near(figures.log_loss, -(0.75f64.ln() * 3.0 + 0.25f64.ln() + 0.5f64.ln()) / 5.0);
        // Reader 1: positive at 2 against 1 and 1, three rows. Reader 2: 0, two rows.
        near(figures.reader_auc, 3.0 / 5.0);
    }

    #[test]
    fn a_reader_without_both_outcomes_has_no_say_in_the_readers_figure() {
        let mut measures = Measures::default();
        measures.add_impression(&[1.0], &[0.5], &[true], 7);
        measures.add_impression(&[2.0], &[0.5], &[false], 8);
        assert_eq!(measures.figures().reader_auc, None);
        measures.add_impression(&[0.0], &[0.5], &[false], 7);
        near(measures.figures().reader_auc, 1.0);
        // No impression alone has both outcomes.
        assert_eq!(measures.figures().auc, None);
    }

    #[test]
    fn what_is_not_a_number_or_not_parallel_is_refused_and_counted() {
        let mut measures = Measures::default();
        measures.add_impression(&[f64::NAN, 1.0], &[0.5, 0.5], &[true, false], 1);
        measures.add_impression(&[0.0, 1.0], &[0.5, f64::NAN], &[true, false], 1);
        measures.add_impression(&[0.0], &[0.5, 0.5], &[true, false], 1);
        measures.add_impression(&[], &[], &[], 1);
        let figures = measures.figures();
        assert_eq!((figures.refused, figures.all_impressions, figures.examples), (3, 0, 0));
        assert_eq!((figures.auc, figures.log_loss, figures.calibration_error), (None, None, None));
        assert!(measures.windows(40).is_empty() && measures.calibration(20).is_empty());
    }

    #[test]
    fn windows_cover_the_log_once_in_its_order() {
        let mut measures = Measures::default();
        for number in 0..10 {
            let right = number >= 5;
            measures.add_impression(&[2.0, 1.0], &[0.75, 0.25], &[right, !right], number);
        }
        let windows = measures.windows(4);
        let sizes: Vec<_> = windows.iter().map(|window| (window.first, window.impressions, window.examples)).collect();
        assert_eq!(sizes, [(0, 2, 4), (2, 3, 6), (5, 2, 4), (7, 3, 6)]);
        let learned: Vec<_> = windows.iter().map(|window| (window.auc, window.pooled_auc)).collect();
        let (wrong, right) = ((Some(0.0), Some(0.0)), (Some(1.0), Some(1.0)));
        assert_eq!(learned, [wrong, wrong, right, right]);
        near(windows[0].log_loss, -0.25f64.ln());
        near(windows[3].log_loss, -0.75f64.ln());
        assert_eq!(measures.windows(40).len(), 10);
    }

    #[test]
    fn each_place_of_the_slate_has_its_rate() {
        let mut measures = Measures::default();
        measures.add_impression(&[0.0, 0.0], &[0.5, 0.5], &[true, false], 1);
        measures.add_impression(&[0.0], &[0.5], &[false], 1);
        assert_eq!(measures.by_position(), [Position { shown: 2, positive: 1 }, Position { shown: 1, positive: 0 }]);
        assert_eq!(measures.by_position()[0].rate(), 0.5);
    }
}
