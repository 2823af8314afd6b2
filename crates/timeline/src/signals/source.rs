//! Where it comes from.

use model::Deed;

use super::interest::drawn;
use super::popularity::times_usual;
use super::{NOTHING, Of, Reading, Seen};
use crate::stock::HalfLife;

pub(super) fn followed_source(seen: &Seen<'_>) -> Reading {
    let source = seen.row.source;
    if seen.situation.follows.source(source) { Reading::of(1.0, Of::Source(source)) } else { NOTHING }
}

pub(super) fn source_affinity(seen: &Seen<'_>) -> Reading {
    let source = seen.row.source;
    Reading::of(drawn(seen.situation.profile.sources.get(source)), Of::Source(source))
}

/// The bonus of the first to publish, inside a story that others cover too.
pub(super) fn first_to_report(seen: &Seen<'_>) -> Reading {
    let is_first = seen.story.sources > 1 && seen.story.first == seen.at;
    if is_first { Reading::of(1.0, Of::Source(seen.row.source)) } else { NOTHING }
}

pub(super) fn rate(seen: &Seen<'_>, deed: Deed, half_life: HalfLife) -> Reading {
    let situation = seen.situation;
    let crowd = situation.stock.tallies().source(seen.row.source, situation.now);
    Reading::number(times_usual(&crowd, deed, half_life, situation.usual(deed, half_life), 30.0))
}

pub(super) fn affinity(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.situation.profile.sources.get(seen.row.source))
}
