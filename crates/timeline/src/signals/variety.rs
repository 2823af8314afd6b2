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

/// Hours, at most two days.
pub(super) fn since_shown(seen: &Seen<'_>) -> Reading {
    let shown = seen.situation.last_shown(seen.row.id);
    let hours = shown.map_or(48.0, |last| seen.situation.now.since(last).max(0) as f64 / model::HOUR as f64);
    Reading::number(hours.min(48.0))
}

pub(super) fn how_often_shown(seen: &Seen<'_>) -> Reading {
    Reading::number(f64::from(seen.situation.times_shown(seen.row.id)))
}

pub(super) fn read_before(seen: &Seen<'_>) -> Reading {
    let read = seen.situation.read_items.binary_search(&seen.row.id).is_ok();
    Reading::number(f64::from(u8::from(read)))
}

pub(super) fn is_context(seen: &Seen<'_>) -> Reading {
    Reading::number(f64::from(u8::from(seen.situation.ask.context == Some(seen.row.id))))
}

/// Hours, at most two weeks, which stand for never too.
pub(super) fn since_read(seen: &Seen<'_>) -> Reading {
    let read = seen.situation.profile.reads.iter().rev().find(|read| read.item == seen.row.id);
    let hours = read.map_or(336.0, |read| seen.situation.now.since(read.at).max(0) as f64 / model::HOUR as f64);
    Reading::number(hours.min(336.0))
}
