//! Where it comes from.

use super::interest::drawn;
use super::{NOTHING, Of, Reading, Seen};

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
