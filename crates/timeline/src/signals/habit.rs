//! How and when she reads.

use super::interest::drawn;
use super::{NOTHING, Of, Reading, Seen};
use crate::profile::{day_part, kind_place, length_class};

/// Her share of this kind; a few events decide nothing yet.
pub(super) fn kind_habit(seen: &Seen<'_>) -> Reading {
    let kinds = &seen.situation.profile.kinds;
    let all: f64 = kinds.iter().copied().map(f64::from).sum();
    let share = f64::from(kinds[kind_place(seen.row.kind)]) / (all + 4.0);
    Reading::of(share, Of::Kind(seen.row.kind))
}

pub(super) fn length_habit(seen: &Seen<'_>) -> Reading {
    let Some(class) = length_class(seen.row.words) else { return NOTHING };
    let lengths = &seen.situation.profile.lengths;
    let all: f64 = lengths.iter().copied().map(f64::from).sum();
    Reading::of(f64::from(lengths[class]) / (all + 4.0), Of::Nothing)
}

pub(super) fn hour_habit(seen: &Seen<'_>) -> Reading {
    let part = &seen.situation.profile.day_parts[day_part(seen.situation.now)];
    let mut strongest = NOTHING;
    for &topic in seen.topics {
        let amount = drawn(part.get(topic));
        if amount > strongest.amount {
            strongest = Reading::of(amount, Of::Topic(topic));
        }
    }
    strongest
}
