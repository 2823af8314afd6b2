//! How and when she reads.

use model::{DAY, Deed, HOUR};

use super::interest::drawn;
use super::{NOTHING, Of, Reading, Seen};
use crate::profile::{CLASSES, age_class, day_part, kind_place, length_class, size_class};
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

/// Log-odds: how much more she takes of what she is shown than others do.
pub(super) fn her_level(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.situation.profile.level.weight())
}

pub(super) fn her_level_lately(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.situation.profile.level_lately.weight())
}

/// The same for items as long as this.
pub(super) fn her_level_of_size(seen: &Seen<'_>) -> Reading {
    let class = size_class(seen.row.kind, seen.row.words);
    Reading::number(seen.situation.profile.size_levels[class].weight())
}

pub(super) fn her_last_stay(seen: &Seen<'_>) -> Reading {
    Reading::number(f64::from(seen.situation.profile.last_stay))
}

/// On this kind of page, beside her level at all.
pub(super) fn her_level_here(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.situation.profile.page_level(seen.situation.ask.surface))
}

/// As a share of that and a dozen outcomes.
pub(super) fn her_level_known(seen: &Seen<'_>) -> Reading {
    let known = f64::from(seen.situation.profile.level.known);
    Reading::number(known / (known + 2.5))
}

pub(super) fn her_stay(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.situation.profile.stay())
}

/// Log-odds that she takes it, by the additive model: the item's part, the page's and hers.
pub(super) fn all_told(seen: &Seen<'_>) -> Reading {
    let profile = seen.situation.profile;
    let hers = profile.level.weight() + profile.page_level(seen.situation.ask.surface);
    Reading::number(super::popularity::told_of_anybody(seen).amount + hers)
}

/// How much of what she opened was as old as this.
pub(super) fn age_habit(seen: &Seen<'_>) -> Reading {
    let age = seen.situation.now.since(seen.row.published);
    Reading::number(share_of(&seen.situation.profile.ages, age_class(age)))
}

/// How much of what she opened was as long as this.
pub(super) fn size_habit(seen: &Seen<'_>) -> Reading {
    Reading::number(share_of(&seen.situation.profile.sizes, size_class(seen.row.kind, seen.row.words)))
}

/// Its class and half of those beside it; what is known of nobody is taken to be even.
fn share_of(classes: &[f32; CLASSES], class: usize) -> f64 {
    let at = |class: usize| classes.get(class).copied().map_or(0.0, f64::from);
    let all: f64 = classes.iter().copied().map(f64::from).sum();
    let near = at(class) + 0.5 * (at(class + 1) + at(class.wrapping_sub(1)));
    (near + 1.0) / (all + CLASSES as f64 / 2.0)
}
