//! What would another policy have earned, judged from a log that knows its propensities?
//!
//! Inverse propensity scoring (Horvitz and Thompson 1952), its self-normalised form (Swaminathan and Joachims 2015), and
//! doubly robust (Dudík, Langford and Li 2011), which stays right when either the propensities or the predictions are.

/// The normal distribution's 97.5 % point.
const NORMAL: f64 = 1.959_963_984_540_054;

/// One logged action.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logged {
    pub reward: f64,
    /// With what probability the logging policy took this action: above 0, at most 1.
    pub propensity: f64,
    /// With what probability the policy under evaluation takes it: 0 to 1.
    pub policy: f64,
    /// The reward that a model predicts for this action; 0 without a model, doubly robust is then plain scoring.
    pub predicted: f64,
    /// The reward that the model expects under the policy under evaluation; 0 without a model.
    pub expected: f64,
}

/// A mean reward an action, its standard error and its normal 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub standard_error: f64,
    pub low: f64,
    pub high: f64,
}

/// Collects logged actions one by one, in constant memory.
#[derive(Clone, Debug, Default)]
pub struct Estimates {
    clip: Option<f64>,
    rows: u64,
    refused: u64,
    first_refusal: Option<String>,
    clipped: u64,
    plain: Spread,
    robust: Spread,
    weight: f64,
    weight2: f64,
    /// Sums of w·x, w²·x and w²·x² of the reward, for the self-normalised estimate.
    rewards: Weighted,
    /// The same of reward minus prediction, and what ties it to the expected reward.
    residuals: Weighted,
    expected: Spread,
    weight_expected: f64,
    residual_expected: f64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Weighted {
    w: f64,
    w2: f64,
    w2_square: f64,
}

impl Weighted {
    fn add(&mut self, weight: f64, value: f64) {
        self.w += weight * value;
        self.w2 += weight * weight * value;
        self.w2_square += weight * weight * value * value;
    }

    /// Sum of w²·(x − mean)².
    fn around(&self, mean: f64, weight2: f64) -> f64 {
        (self.w2_square - 2.0 * mean * self.w2 + mean * mean * weight2).max(0.0)
    }
}

/// Mean and sum of squared distances from it (Welford 1962).
#[derive(Clone, Copy, Debug, Default)]
struct Spread {
    count: u64,
    mean: f64,
    square: f64,
}

impl Spread {
    fn add(&mut self, value: f64) {
        self.count += 1;
        let from_old = value - self.mean;
        self.mean += from_old / self.count as f64;
        self.square += from_old * (value - self.mean);
    }

    fn estimate(&self) -> Option<Estimate> {
        let count = self.count as f64;
        (self.count > 1).then(|| estimate(self.mean, (self.square / (count - 1.0) / count).sqrt()))
    }
}

impl Estimates {
    /// With `clip`, no weight counts more than that: less variance for some bias. A limit that is not above 0 is none.
    pub fn new(clip: Option<f64>) -> Estimates {
        Estimates { clip: clip.filter(|&limit| limit > 0.0), ..Estimates::default() }
    }

    /// A row that cannot be weighed is refused: counted, and the first reason kept.
    pub fn add(&mut self, logged: &Logged) {
        if let Some(reason) = refusal(logged) {
            self.first_refusal.get_or_insert_with(|| format!("row {}: {reason}", self.rows + self.refused + 1));
            self.refused += 1;
            return;
        }
        let mut weight = logged.policy / logged.propensity;
        if let Some(limit) = self.clip.filter(|&limit| weight > limit) {
            weight = limit;
            self.clipped += 1;
        }
        let residual = logged.reward - logged.predicted;
        self.rows += 1;
        self.weight += weight;
        self.weight2 += weight * weight;
        self.plain.add(weight * logged.reward);
        self.robust.add(logged.expected + weight * residual);
        self.rewards.add(weight, logged.reward);
        self.residuals.add(weight, residual);
        self.expected.add(logged.expected);
        self.weight_expected += weight * logged.expected;
        self.residual_expected += weight * residual * logged.expected;
    }

    pub fn rows(&self) -> u64 {
        self.rows
    }

    pub fn refused(&self) -> u64 {
        self.refused
    }

    /// Why the first refused row was refused, in a sentence.
    pub fn first_refusal(&self) -> Option<&str> {
        self.first_refusal.as_deref()
    }

    /// Rows whose weight was cut to the limit.
    pub fn clipped(&self) -> u64 {
        self.clipped
    }

    /// (Σw)² / Σw² (Kish 1965): how many rows of equal weight would say as much. 0 without a row that the policy takes.
    pub fn effective_sample_size(&self) -> f64 {
        if self.weight2 > 0.0 { self.weight * self.weight / self.weight2 } else { 0.0 }
    }

    /// Inverse propensity scoring; `None` with fewer than two rows, as all of these.
    pub fn ips(&self) -> Option<Estimate> {
        self.plain.estimate()
    }

    /// Self-normalised: divided by the weights that came, not by those that were to come. Its error is that of a ratio, by
    /// the delta method. `None` also when the policy takes none of the logged actions.
    pub fn snips(&self) -> Option<Estimate> {
        if self.rows < 2 || self.weight <= 0.0 {
            return None;
        }
        let mean = self.rewards.w / self.weight;
        Some(estimate(mean, self.rewards.around(mean, self.weight2).sqrt() / self.weight))
    }

    pub fn doubly_robust(&self) -> Option<Estimate> {
        self.robust.estimate()
    }

    /// Doubly robust with its correction self-normalised.
    pub fn self_normalised_doubly_robust(&self) -> Option<Estimate> {
        if self.rows < 2 || self.weight <= 0.0 {
            return None;
        }
        let rows = self.rows as f64;
        let correction = self.residuals.w / self.weight;
        let scale = rows / self.weight;
        let both = self.residual_expected - correction * self.weight_expected;
        let square =
            self.expected.square + 2.0 * scale * both + scale * scale * self.residuals.around(correction, self.weight2);
        Some(estimate(self.expected.mean + correction, square.max(0.0).sqrt() / rows))
    }
}

fn refusal(logged: &Logged) -> Option<String> {
    let Logged { reward, propensity, policy, predicted, expected } = *logged;
    if !propensity.is_finite() || propensity <= 0.0 || propensity > 1.0 {
        return Some(format!("a propensity is above 0 and at most 1, this one is {propensity}"));
    }
    if !(0.0..=1.0).contains(&policy) {
        return Some(format!("a policy's probability is between 0 and 1, this one is {policy}"));
    }
    for (name, value) in [("reward", reward), ("predicted reward", predicted), ("expected reward", expected)] {
        if !value.is_finite() {
            return Some(format!("the {name} is {value}, which is no finite number"));
        }
    }
    // A propensity like 1e-310 is above 0 and still gives a weight beyond every number.
    (!(policy / propensity).is_finite()).then(|| format!("a propensity of {propensity} is too small to divide by"))
}

fn estimate(value: f64, standard_error: f64) -> Estimate {
    let reach = NORMAL * standard_error;
    Estimate { value, standard_error, low: value - reach, high: value + reach }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::{Estimates, Logged};

    fn row(reward: f64, propensity: f64, policy: f64, predicted: f64, expected: f64) -> Logged {
        Logged { reward, propensity, policy, predicted, expected }
    }

    fn near(found: f64, by_hand: f64) {
        assert!((found - by_hand).abs() < 1e-12, "{found} for {by_hand}");
    }

    /// Weights 2, 0.5, 1, 0.
    const ROWS: [Logged; 4] = [
        Logged { reward: 1.0, propensity: 0.25, policy: 0.5, predicted: 0.5, expected: 0.75 },
        Logged { reward: 0.0, propensity: 0.5, policy: 0.25, predicted: 0.5, expected: 0.25 },
        Logged { reward: 1.0, propensity: 0.5, policy: 0.5, predicted: 1.0, expected: 0.5 },
        Logged { reward: 1.0, propensity: 1.0, policy: 0.0, predicted: 0.0, expected: 0.5 },
    ];

    #[test]
    fn estimates_are_as_by_hand() {
        let mut estimates = Estimates::new(None);
        ROWS.iter().for_each(|row| estimates.add(row));
        // Weighted rewards 2, 0, 1, 0: mean 0.75, squared distances 1.5625 + 0.5625 + 0.0625 + 0.5625 = 2.75.
        let ips = estimates.ips().unwrap();
        near(ips.value, 0.75);
        near(ips.standard_error, (2.75f64 / 3.0 / 4.0).sqrt());
        near(ips.high - ips.value, 1.959963984540054 * ips.standard_error);
        near(ips.value - ips.low, 1.959963984540054 * ips.standard_error);
        // 3 / 3.5; w(r - 6/7): 2/7, -3/7, 1/7, 0.
        let snips = estimates.snips().unwrap();
        near(snips.value, 6.0 / 7.0);
        near(snips.standard_error, (14.0f64 / 49.0).sqrt() / 3.5);
        // Residuals .5, -.5, 0, 1, weighted 1, -.25, 0, 0; plus expected: 1.75, 0, .5, .5.
        let robust = estimates.doubly_robust().unwrap();
        near(robust.value, 0.6875);
        let square = 1.0625f64.powi(2) + 0.6875f64.powi(2) + 2.0 * 0.1875f64.powi(2);
        near(robust.standard_error, (square / 3.0 / 4.0).sqrt());
        // Correction D = .75 / 3.5 = 3/14; influence: (expected - .5) + w(residual - D) / .875.
        let normalised = estimates.self_normalised_doubly_robust().unwrap();
        near(normalised.value, 0.5 + 3.0 / 14.0);
        let d: f64 = 3.0 / 14.0;
        let influences = [0.25 + 2.0 * (0.5 - d) / 0.875, -0.25 + 0.5 * (-0.5 - d) / 0.875, -d / 0.875, 0.0];
        let square: f64 = influences.iter().map(|influence| influence * influence).sum();
        near(normalised.standard_error, square.sqrt() / 4.0);
        near(estimates.effective_sample_size(), 3.5 * 3.5 / 5.25);
    }

    #[test]
    fn a_limit_cuts_weights_above_it() {
        let mut estimates = Estimates::new(Some(1.0));
        ROWS.iter().for_each(|row| estimates.add(row));
        // Weights 1, 0.5, 1, 0.
        near(estimates.ips().unwrap().value, 0.5);
        near(estimates.snips().unwrap().value, 0.8);
        assert_eq!(estimates.clipped(), 1);
        for no_limit in [0.0, -1.0, f64::NAN] {
            let mut estimates = Estimates::new(Some(no_limit));
            ROWS.iter().for_each(|row| estimates.add(row));
            near(estimates.ips().unwrap().value, 0.75);
        }
    }

    #[test]
    fn rows_that_cannot_be_weighed_are_refused_with_a_sentence() {
        for (row, reason) in [
            (row(1.0, 0.0, 0.5, 0.0, 0.0), "row 1: a propensity is above 0 and at most 1, this one is 0"),
            (row(1.0, -0.5, 0.5, 0.0, 0.0), "row 1: a propensity is above 0 and at most 1, this one is -0.5"),
            (row(1.0, 1.5, 0.5, 0.0, 0.0), "row 1: a propensity is above 0 and at most 1, this one is 1.5"),
            (row(1.0, f64::NAN, 0.5, 0.0, 0.0), "row 1: a propensity is above 0 and at most 1, this one is NaN"),
            (row(1.0, f64::INFINITY, 0.5, 0.0, 0.0), "row 1: a propensity is above 0 and at most 1, this one is inf"),
            (row(1.0, 0.5, f64::NAN, 0.0, 0.0), "row 1: a policy's probability is between 0 and 1, this one is NaN"),
            (row(1.0, 0.5, 1.5, 0.0, 0.0), "row 1: a policy's probability is between 0 and 1, this one is 1.5"),
            (row(f64::NAN, 0.5, 0.5, 0.0, 0.0), "row 1: the reward is NaN, which is no finite number"),
            (row(1.0, 0.5, 0.5, f64::INFINITY, 0.0), "row 1: the predicted reward is inf, which is no finite number"),
            (row(1.0, 0.5, 0.5, 0.0, f64::NAN), "row 1: the expected reward is NaN, which is no finite number"),
        ] {
            let mut estimates = Estimates::new(None);
            estimates.add(&row);
            assert_eq!(estimates.first_refusal(), Some(reason));
            ROWS.iter().for_each(|row| estimates.add(row));
            assert_eq!((estimates.rows(), estimates.refused()), (4, 1));
            near(estimates.ips().unwrap().value, 0.75);
        }
        let mut estimates = Estimates::new(None);
        estimates.add(&row(1.0, 1e-310, 1.0, 0.0, 0.0));
        assert!(estimates.first_refusal().unwrap().contains("too small to divide by"));
    }

    #[test]
    fn too_little_to_say_anything_is_none() {
        let mut estimates = Estimates::new(None);
        assert_eq!((estimates.ips(), estimates.snips(), estimates.effective_sample_size()), (None, None, 0.0));
        estimates.add(&row(1.0, 0.5, 0.0, 0.0, 0.0));
        assert_eq!((estimates.ips(), estimates.doubly_robust()), (None, None));
        estimates.add(&row(1.0, 0.5, 0.0, 0.0, 0.0));
        // The policy takes none of the logged actions: it earned nothing here, and a ratio has no answer.
        near(estimates.ips().unwrap().value, 0.0);
        assert_eq!((estimates.snips(), estimates.self_normalised_doubly_robust()), (None, None));
    }
}
