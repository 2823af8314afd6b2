//! Do our off-policy estimates agree with those of another implementation? Prints a generated log of a policy over five
//! actions, one JSON line a row, and as last lines our estimates of another policy, for `bench/obp_check.py`:
//! `cargo run --release -p timeline --example estimate > rows.jsonl`

use std::fmt::Write as _;
use std::io::Write;

use timeline::evaluate::{Estimate, Estimates, Logged};

const ROWS: usize = 20_000;
const ACTIONS: usize = 5;
const CLIPS: [Option<f64>; 3] = [None, Some(5.0), Some(1.0)];

/// SplitMix64: the same rows at every run.
struct Lots(u64);

impl Lots {
    /// 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn distribution(&mut self) -> [f64; ACTIONS] {
        let mut shares: [f64; ACTIONS] = std::array::from_fn(|_| 0.05 + self.next());
        let sum: f64 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= sum);
        shares
    }

    fn draw(&mut self, distribution: &[f64; ACTIONS]) -> usize {
        let mut left = self.next();
        for (action, share) in distribution.iter().enumerate() {
            left -= share;
            if left < 0.0 {
                return action;
            }
        }
        ACTIONS - 1
    }
}

fn main() {
    let mut lots = Lots(7);
    let mut estimates = CLIPS.map(Estimates::new);
    let mut text = String::new();
    for _ in 0..ROWS {
        let logging = lots.distribution();
        let policy = lots.distribution();
        let chances: [f64; ACTIONS] = std::array::from_fn(|_| lots.next());
        // A model that is roughly right.
        let predicted = chances.map(|chance| 0.7 * chance + 0.2 * lots.next());
        let action = lots.draw(&logging);
        let reward = if lots.next() < chances[action] { 1.0 } else { 0.0 };
        let row = Logged {
            reward,
            propensity: logging[action],
            policy: policy[action],
            predicted: predicted[action],
            expected: policy.iter().zip(predicted).map(|(share, reward)| share * reward).sum(),
        };
        estimates.iter_mut().for_each(|estimates| estimates.add(&row));
        let propensity = row.propensity;
        let _ = writeln!(
            text,
            "{{\"reward\":{reward},\"action\":{action},\"propensity\":{propensity},\"policy\":{policy:?},\
             \"predicted\":{predicted:?}}}"
        );
    }
    for (clip, estimates) in CLIPS.iter().zip(&estimates) {
        let clip = clip.map_or("null".to_owned(), |clip| clip.to_string());
        let effective = estimates.effective_sample_size();
        let _ = write!(text, "{{\"clip\":{clip},\"effective_sample_size\":{effective}");
        for (name, estimate) in [
            ("ips", estimates.ips()),
            ("snips", estimates.snips()),
            ("dr", estimates.doubly_robust()),
            ("sndr", estimates.self_normalised_doubly_robust()),
        ] {
            let Some(Estimate { value, standard_error, low, high }) = estimate else { continue };
            let _ = write!(
                text,
                ",\"{name}\":{{\"value\":{value},\"standard_error\":{standard_error},\"low\":{low},\"high\":{high}}}"
            );
        }
        text.push_str("}\n");
    }
    // A reader of the output that went away is no error.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}
