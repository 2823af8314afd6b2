//! How well are the positives of one impression ordered?
//!
//! Items of equal value have no order among themselves, so each measure is its exact mean over all orders of the equals:
//! neither luck nor the slate's own order can add to it.

/// Figures of one impression that holds both outcomes; each between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImpressionFigures {
    /// The chance that a positive stands above a negative; equals count half.
    pub auc: f64,
    /// The mean of 1/rank over the positives, as in MIND's official evaluation (Wu et al. 2020, "MIND", section 5).
    pub mrr: f64,
    /// Discounted gain of the first 5 over the best possible (Järvelin and Kekäläinen 2002); binary gains, 1/log2(1 + rank).
    pub ndcg5: f64,
    /// The same of the first 10.
    pub ndcg10: f64,
}

/// `None` unless both outcomes are there. `order`: higher is better, no NaN; both slices have one entry an item.
pub fn of_impression(order: &[f64], positive: &[bool]) -> Option<ImpressionFigures> {
    let mut rows: Vec<(f64, bool)> = order.iter().copied().zip(positive.iter().copied()).collect();
    let positives = rows.iter().filter(|row| row.1).count();
    if positives == 0 || positives == rows.len() {
        return None;
    }
    rows.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let (mut reciprocal, mut gain5, mut gain10) = (0.0, 0.0, 0.0);
    let mut start = 0;
    for equals in rows.chunk_by(|a, b| a.0 == b.0) {
        let share = equals.iter().filter(|row| row.1).count() as f64 / equals.len() as f64;
        for rank in start + 1..=start + equals.len() {
            reciprocal += share / rank as f64;
            gain5 += share * discount(rank, 5);
            gain10 += share * discount(rank, 10);
        }
        start += equals.len();
    }
    let best = |depth| (1..=positives).map(|rank| discount(rank, depth)).sum::<f64>();
    rows.reverse();
    Some(ImpressionFigures {
        auc: of_rising(rows.into_iter())?,
        mrr: reciprocal / positives as f64,
        ndcg5: gain5 / best(5),
        ndcg10: gain10 / best(10),
    })
}

fn discount(rank: usize, depth: usize) -> f64 {
    if rank > depth { 0.0 } else { 1.0 / (1.0 + rank as f64).log2() }
}

/// The area under the ROC curve, as the Mann-Whitney statistic; equals count half. `None` unless both outcomes are there.
/// Sorts the rows.
pub fn auc(rows: &mut [(f32, bool)]) -> Option<f64> {
    rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    of_rising(rows.iter().copied())
}

/// Of rows whose values rise.
fn of_rising<V: PartialEq>(rows: impl Iterator<Item = (V, bool)>) -> Option<f64> {
    let (mut positives, mut negatives, mut twice_below) = (0u64, 0u64, 0.0);
    let (mut equal_positives, mut equal_negatives) = (0u64, 0u64);
    let mut value: Option<V> = None;
    for (next, positive) in rows {
        if value.as_ref() != Some(&next) {
            twice_below += equal_positives as f64 * (2 * negatives + equal_negatives) as f64;
            negatives += equal_negatives;
            positives += equal_positives;
            (equal_positives, equal_negatives) = (0, 0);
            value = Some(next);
        }
        if positive {
            equal_positives += 1;
        } else {
            equal_negatives += 1;
        }
    }
    twice_below += equal_positives as f64 * (2 * negatives + equal_negatives) as f64;
    negatives += equal_negatives;
    positives += equal_positives;
    let pairs = positives as f64 * negatives as f64;
    (pairs > 0.0).then(|| twice_below / 2.0 / pairs)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::{auc, of_impression};

    #[test]
    fn an_impression_is_measured_as_by_hand() {
        let third = 1.0 / 4f64.log2();
        let second = 1.0 / 3f64.log2();
        for (order, positive, by_hand) in [
            (&[3.0, 2.0, 1.0][..], &[true, false, false][..], [1.0, 1.0, 1.0, 1.0]),
            (&[3.0, 2.0, 1.0], &[false, false, true], [0.0, 1.0 / 3.0, third, third]),
            // Ranks 1 and 3 of 3: one of two pairs right.
            (&[3.0, 2.0, 1.0], &[true, false, true], {
                let gain = (1.0 + third) / (1.0 + second);
                [0.5, (1.0 + 1.0 / 3.0) / 2.0, gain, gain]
            }),
            // All equal: the mean over three places.
            (&[7.0, 7.0, 7.0], &[true, false, false], {
                let gain = (1.0 + second + third) / 3.0;
                [0.5, (1.0 + 0.5 + 1.0 / 3.0) / 3.0, gain, gain]
            }),
            // A positive at rank 6 of 6 is outside the first 5.
            (&[6.0, 5.0, 4.0, 3.0, 2.0, 1.0], &[false, false, false, false, false, true], {
                [0.0, 1.0 / 6.0, 0.0, 1.0 / 7f64.log2()]
            }),
            (&[f64::INFINITY, 0.0, f64::NEG_INFINITY], &[true, false, false], [1.0, 1.0, 1.0, 1.0]),
            // Zero of either sign is one value.
            (&[0.0, -0.0], &[false, true], {
                let gain = (1.0 + second) / 2.0;
                [0.5, 0.75, gain, gain]
            }),
        ] {
            let found = of_impression(order, positive).unwrap();
            let found = [found.auc, found.mrr, found.ndcg5, found.ndcg10];
            for (ours, hand) in found.iter().zip(by_hand) {
                assert!((ours - hand).abs() < 1e-12, "{order:?} {positive:?}: {found:?} for {by_hand:?}");
            }
        }
    }

    #[test]
    fn one_outcome_alone_has_no_figures() {
        assert_eq!(of_impression(&[1.0, 2.0], &[true, true]), None);
        assert_eq!(of_impression(&[1.0], &[false]), None);
        assert_eq!(of_impression(&[], &[]), None);
        assert_eq!(auc(&mut []), None);
    }

    #[test]
    fn the_area_is_the_share_of_pairs_in_order_equals_half() {
        // Pairs: (.9,.4) (.9,.2) (.4,.4) half, (.4,.2): 3.5 of 4.
        let mut rows = [(0.4, true), (0.9, true), (0.2, false), (0.4, false)];
        assert_eq!(auc(&mut rows), Some(0.875));
    }
}
