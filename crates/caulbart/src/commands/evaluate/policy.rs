//! What would readers have done if the engine had put the slates together? Estimated from logs that say with which
//! probability each item was shown at its place.

use serde_json::{Value, json};
use timeline::Weighed;
use timeline::evaluate::{Estimate, Estimates, Logged};

use crate::commands::say;

/// Weights above this are cut, so that one rare showing does not decide everything.
const CLIP: f64 = 50.0;
/// The policy that is asked about: the engine's best with this probability, else any of the slate.
const SURE: f64 = 0.9;

pub struct Policy(Estimates);

impl Default for Policy {
    fn default() -> Self {
        Policy(Estimates::new(Some(CLIP)))
    }
}

impl Policy {
    /// Each showing is one logged action among those of its slate.
    pub fn add(&mut self, weighed: &Weighed, positive: &[bool], propensity: &[f32]) {
        let count = weighed.values.len();
        let best = (0..count).max_by(|&a, &b| weighed.values[a].total_cmp(&weighed.values[b]).then(b.cmp(&a)));
        let share = |place: usize| (1.0 - SURE) / count as f64 + if Some(place) == best { SURE } else { 0.0 };
        let expected = (0..count).map(|place| share(place) * weighed.probabilities[place]).sum();
        for (place, &propensity) in propensity.iter().enumerate().take(count) {
            self.0.add(&Logged {
                reward: f64::from(u8::from(positive[place])),
                propensity: f64::from(propensity),
                policy: share(place),
                predicted: weighed.probabilities[place],
                expected,
            });
        }
    }

    fn estimates(&self) -> [(&'static str, Option<Estimate>); 3] {
        [("ips", self.0.ips()), ("snips", self.0.snips()), ("doubly_robust", self.0.doubly_robust())]
    }

    pub fn as_json(&self) -> Value {
        let mut told = json!({ "rows": self.0.rows(), "refused": self.0.refused(), "effective_rows": self.0.effective_sample_size() });
        for (name, estimate) in self.estimates() {
            told[name] = estimate.map_or(Value::Null, |estimate| {
                json!({ "value": estimate.value, "standard_error": estimate.standard_error, "low": estimate.low, "high": estimate.high })
            });
        }
        told
    }

    pub fn print(&self) {
        say(&format!(
            "  from {} logged probabilities ({} refused), worth {:.0} rows:",
            self.0.rows(),
            self.0.refused(),
            self.0.effective_sample_size()
        ));
        for (name, estimate) in self.estimates() {
            if let Some(Estimate { value, low, high, .. }) = estimate {
                say(&format!("    {name}: {value:.4} (95 %: {low:.4} to {high:.4})"));
            }
        }
        if let Some(refusal) = self.0.first_refusal() {
            say(&format!("    first refusal: {refusal}"));
        }
    }
}
