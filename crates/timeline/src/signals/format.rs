//! What form it has.

use model::Kind;

use crate::situation::Situation;

use super::{NOTHING, Of, Reading, Seen};

pub(super) fn picture(seen: &Seen<'_>) -> Reading {
    if seen.row.has_picture { Reading::of(1.0, Of::Nothing) } else { NOTHING }
}

pub(super) fn words(seen: &Seen<'_>) -> Reading {
    Reading::number(f64::from(seen.row.words.min(20_000)))
}

pub(super) fn is_video(seen: &Seen<'_>) -> Reading {
    Reading::number(f64::from(u8::from(seen.row.kind == Kind::Video)))
}

pub(super) fn surface(seen: &Seen<'_>) -> Reading {
    Reading::number(f64::from(seen.situation.ask.surface))
}

pub(super) fn device(seen: &Seen<'_>) -> Reading {
    Reading::number(f64::from(seen.situation.ask.device))
}

/// The part of the page and of the hour in the log-odds that what is shown is taken.
pub(super) fn page_level(seen: &Seen<'_>) -> Reading {
    let Situation { stock, ask, now, .. } = seen.situation;
    Reading::number(stock.page_quality(ask.surface, *now))
}
