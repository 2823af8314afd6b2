//! What form it has.

use super::{NOTHING, Of, Reading, Seen};

pub(super) fn picture(seen: &Seen<'_>) -> Reading {
    if seen.row.has_picture { Reading::of(1.0, Of::Nothing) } else { NOTHING }
}
