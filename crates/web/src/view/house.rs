//! What the operator sees of everything but the learner.

use plots::Bar;
use store::Counts;

pub struct HouseView {
    pub counts: Counts,
    /// Items that timelines choose from.
    pub live: u64,
    /// `None` where the system does not say.
    pub memory_mb: Option<u64>,
    /// Sources by health.
    pub health: Vec<Bar>,
    /// Minutes before now (from below 0), and what came in each.
    pub requests: Vec<(f64, f64)>,
    pub faults: Vec<(f64, f64)>,
    /// The same, and milliseconds within which half and 99 of 100 answers were given.
    pub median: Vec<(f64, f64)>,
    pub slowest: Vec<(f64, f64)>,
    pub dead: Vec<DeadRow>,
}

/// A job that was given up.
pub struct DeadRow {
    pub kind: String,
    pub tries: u32,
    pub words: String,
}
