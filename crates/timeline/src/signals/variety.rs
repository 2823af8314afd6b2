//! Not the same again.

use super::{NOTHING, Of, Reading, Seen};

pub(super) fn shown_before(seen: &Seen<'_>) -> Reading {
    let times = seen.situation.times_shown(seen.row.id);
    if times == 0 {
        return NOTHING;
    }
    let x = f64::from(times);
    Reading::of(-x / (x + 2.0), Of::Count(u32::from(times)))
}

pub(super) fn story_read(seen: &Seen<'_>) -> Reading {
    let was_read = seen.situation.read_stories.binary_search(&seen.row.story).is_ok();
    if was_read { Reading::of(-1.0, Of::Nothing) } else { NOTHING }
}

pub(super) fn explore(_: &Seen<'_>) -> Reading {
    NOTHING
}
