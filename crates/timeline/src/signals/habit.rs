//! How and when she reads.

use model::{DAY, Deed, HOUR};

use super::interest::drawn;
use super::{NOTHING, Of, Reading, Seen};
use crate::profile::{day_part, kind_place, length_class};
use crate::stock::HalfLife;

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

fn of_showings(seen: &Seen<'_>, place: usize, usual: f64) -> Reading {
    let taken = seen.situation.profile.taken.map(f64::from);
    Reading::number((taken[place] + 5.0 * usual) / (taken[0].max(taken[place]) + 5.0) / usual - 1.0)
}

pub(super) fn her_open_rate(seen: &Seen<'_>) -> Reading {
    of_showings(seen, 1, seen.situation.usual(Deed::Opened, HalfLife::Week))
}

pub(super) fn her_finish_rate(seen: &Seen<'_>) -> Reading {
    of_showings(seen, 2, seen.situation.usual(Deed::Finished, HalfLife::Week))
}

pub(super) fn her_showings(seen: &Seen<'_>) -> Reading {
    let shown = f64::from(seen.situation.profile.taken[0]);
    Reading::number(shown / (shown + 20.0))
}

pub(super) fn her_reads(seen: &Seen<'_>) -> Reading {
    let reads = seen.situation.profile.read_ids.len() as f64;
    Reading::number(reads / (reads + 20.0))
}

pub(super) fn hour(seen: &Seen<'_>) -> Reading {
    Reading::number((seen.situation.now.0.rem_euclid(DAY) / HOUR) as f64)
}
