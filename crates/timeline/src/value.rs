//! What a candidate is worth: published weights times readings, summed in the order of the table.
//!
//! The weights are set by hand and stand in `SIGNALS`. When there is a learned model, its predictions (open, finish,
//! like, share, follow, hide, report) come in here: `parts` then are the predictions' shares in the value by signal,
//! and nothing before or after this file changes.

use model::Time;

use crate::Order;
use crate::signals::{Group, SIGNALS};

/// The orders without a profile count only what their names say.
pub(crate) fn weights(order: Order) -> [f64; SIGNALS.len()] {
    let mut weights = [0.0; SIGNALS.len()];
    for (weight, signal) in weights.iter_mut().zip(&SIGNALS) {
        let counts = match order {
            Order::ForYou => true,
            Order::Newest => signal.name == "freshness",
            Order::MostCovered => matches!(signal.name, "coverage" | "freshness"),
            Order::Following => {
                matches!(signal.name, "followed_source" | "followed_topic" | "followed_word" | "freshness")
            }
        };
        if counts {
            *weight = signal.weight;
        }
    }
    weights
}

/// The sum, leaving one group out where asked.
pub(crate) fn sum(parts: &[f64; SIGNALS.len()], without: Option<Group>) -> f64 {
    let mut value = 0.0;
    for (part, signal) in parts.iter().zip(&SIGNALS) {
        if Some(signal.group) != without {
            value += part;
        }
    }
    value
}

/// What the candidates are ordered by.
pub(crate) fn value(order: Order, parts: &[f64; SIGNALS.len()], published: Time, sources: impl Fn() -> u32) -> f64 {
    match order {
        Order::ForYou => sum(parts, None),
        // Milliseconds since 1970 are exact in a double for the next 285,000 years.
        Order::Newest | Order::Following => published.0 as f64,
        // How new it is decides among stories that equally many sources cover.
        Order::MostCovered => f64::from(sources()) + 0.9 * sum(parts, Some(Group::Popularity)),
    }
}
