//! How new it is.

use super::{Of, Reading, Seen};
use crate::decay::along;

/// Readers open most of what is two to four hours old: by then it is confirmed and still new (a bump, not a decay).
/// Minutes since publication, and worth.
const BUMP: [(f64, f64); 12] = [
    (0.0, 0.75),
    (30.0, 0.85),
    (120.0, 1.0),
    (240.0, 1.0),
    (480.0, 0.8),
    (720.0, 0.62),
    (1440.0, 0.36),
    (2880.0, 0.16),
    (4320.0, 0.09),
    (7200.0, 0.04),
    (10080.0, 0.02),
    (20160.0, 0.0),
];

pub(super) fn freshness(seen: &Seen<'_>) -> Reading {
    let age = seen.situation.now.since(seen.row.published).max(0);
    Reading::of(along(&BUMP, age as f64 / 60_000.0), Of::Age(age))
}

/// Hours, at most four weeks.
pub(super) fn age(seen: &Seen<'_>) -> Reading {
    let age = seen.situation.now.since(seen.row.published).max(0);
    Reading::number((age as f64 / model::HOUR as f64).min(672.0))
}
