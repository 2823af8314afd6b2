//! From log-odds to a probability that means what it says: of all that was given 0.2, a fifth happens.
//!
//! A line through a few points, never falling (Zadrozny and Elkan, 2002: isotonic regression by pooling adjacent
//! violators), drawn towards the logistic curve where little is known, so that it rises everywhere and never changes
//! an order.

use crate::sigmoid::sigmoid;

const POINTS: usize = 24;
/// So many outcomes the logistic curve is worth in each part.
const PRIOR: f64 = 20.0;
/// Keeps equal shares apart.
const SLOPE: f64 = 0.01;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration {
    /// Rising in both; empty stands for the logistic curve itself.
    pub(crate) points: Vec<(f64, f64)>,
}

impl Calibration {
    /// From what was foretold (log-odds) and what happened; keeps the logistic curve where there is too little.
    pub fn fit(foretold: &[(f32, bool)]) -> Calibration {
        let mut rows: Vec<(f32, bool)> = foretold.iter().copied().filter(|row| row.0.is_finite()).collect();
        if rows.len() < 40 * POINTS {
            return Calibration::default();
        }
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        // Margin, happened and rows of each part.
        let mut parts: Vec<(f64, f64, f64)> = Vec::with_capacity(POINTS);
        for part in rows.chunks(rows.len().div_ceil(POINTS)) {
            let n = part.len() as f64;
            let margin = part.iter().map(|row| f64::from(row.0)).sum::<f64>() / n;
            let mean = part.iter().map(|row| sigmoid(f64::from(row.0))).sum::<f64>() / n;
            let happened = part.iter().filter(|row| row.1).count() as f64;
            parts.push((margin, (happened + PRIOR * mean) / (n + PRIOR), n));
        }
        let mut pooled: Vec<(f64, f64, usize)> = Vec::new();
        for &(_, share, n) in &parts {
            pooled.push((share, n, 1));
            while let [.., before, last] = pooled.as_mut_slice() {
                if before.0 <= last.0 {
                    break;
                }
                *before = (
                    (before.0 * before.1 + last.0 * last.1) / (before.1 + last.1),
                    before.1 + last.1,
                    before.2 + last.2,
                );
                pooled.pop();
            }
        }
        let shares = pooled.iter().flat_map(|&(share, _, count)| std::iter::repeat_n(share, count));
        let mut points: Vec<(f64, f64)> = Vec::with_capacity(POINTS);
        for (&(margin, _, _), share) in parts.iter().zip(shares) {
            let share = (1.0 - SLOPE) * share + SLOPE * sigmoid(margin);
            if points.last().is_none_or(|last| margin > last.0 && share > last.1) {
                points.push((margin, share));
            }
        }
        if points.len() < 2 { Calibration::default() } else { Calibration { points } }
    }

    /// From 0 to 1.
    pub fn probability(&self, margin: f64) -> f64 {
        let (Some(&first), Some(&last)) = (self.points.first(), self.points.last()) else { return sigmoid(margin) };
        // Outside of what was seen: the logistic curve, moved so that it meets the end.
        if margin <= first.0 {
            return first.1 * (sigmoid(margin) / sigmoid(first.0));
        }
        if margin >= last.0 {
            return 1.0 - (1.0 - last.1) * ((1.0 - sigmoid(margin)) / (1.0 - sigmoid(last.0)));
        }
        crate::decay::along(&self.points, margin)
    }
}

#[cfg(test)]
mod tests {
    use super::Calibration;
    use crate::chance::Chance;
    use crate::sigmoid::sigmoid;

    #[test]
    fn a_forecast_that_is_too_sure_is_set_right_and_no_order_changes() {
        let mut chance = Chance::new(1, 1);
        let foretold: Vec<(f32, bool)> = (0..40_000)
            .map(|_| {
                let margin = chance.share() * 8.0 - 5.0;
                (margin as f32, chance.share() < sigmoid(margin / 2.0 - 1.0))
            })
            .collect();
        let calibration = Calibration::fit(&foretold);
        let mut before = 0.0;
        for step in -79..79 {
            let margin = f64::from(step) / 10.0;
            let probability = calibration.probability(margin);
            assert!(probability > before && probability < 1.0, "at {margin}");
            before = probability;
            if (-4.5..2.5).contains(&margin) {
                assert!((probability - sigmoid(margin / 2.0 - 1.0)).abs() < 0.04, "{probability} at {margin}");
            }
        }
    }

    #[test]
    fn little_known_leaves_the_logistic_curve() {
        assert_eq!(Calibration::fit(&[(0.0, true); 10]).probability(0.5), sigmoid(0.5));
        assert_eq!(Calibration::fit(&[(f32::NAN, true); 10_000]).probability(0.5), sigmoid(0.5));
    }
}
