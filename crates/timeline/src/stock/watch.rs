//! How long is long? A watch time means something only beside those of other items as long as this one.

use std::collections::HashMap;

/// Upper ends of the bins in milliseconds: each a third longer than the one before, from a quarter of a second.
const BINS: usize = 32;
/// An old showing weighs half after so many newer ones.
const MEMORY: f32 = 20_000.0;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Watched {
    pub(crate) bins: [f32; BINS],
}

/// By class (`tallies::class`).
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct WatchTimes {
    pub(crate) of: HashMap<u8, Watched>,
}

impl WatchTimes {
    /// Takes in a watch time and gives its quantile, from 0 to 1, among those before it; a half where none were.
    pub(super) fn learn(&mut self, class: u8, dwell_ms: u32) -> f64 {
        let watched = self.of.entry(class).or_insert(Watched { bins: [0.0; BINS] });
        let bin = bin(dwell_ms);
        let all: f32 = watched.bins.iter().sum();
        let below: f32 = watched.bins[..bin].iter().sum();
        let quantile = if all > 0.0 { (below + watched.bins[bin] / 2.0) / all } else { 0.5 };
        if all > MEMORY {
            watched.bins.iter_mut().for_each(|bin| *bin *= 0.5);
        }
        watched.bins[bin] += 1.0;
        f64::from(quantile)
    }
}

fn bin(dwell_ms: u32) -> usize {
    let mut end = 250u64;
    for bin in 0..BINS - 1 {
        if u64::from(dwell_ms) < end {
            return bin;
        }
        end += end / 3;
    }
    BINS - 1
}

#[cfg(test)]
mod tests {
    use super::WatchTimes;

    #[test]
    fn the_same_seconds_are_long_for_a_short_clip_and_short_for_a_long_one() {
        let mut times = WatchTimes::default();
        for round in 0..200 {
            times.learn(1, 1_000 + 20 * round);
            times.learn(2, 20_000 + 400 * round);
        }
        assert!(times.learn(1, 10_000) > 0.95);
        assert!(times.learn(2, 10_000) < 0.05);
        assert_eq!(times.learn(3, 10_000), 0.5);
        assert!(times.learn(1, u32::MAX) <= 1.0);
    }
}
