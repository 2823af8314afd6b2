//! What other readers do with it, and how many sources report it. Rates are causal, rolling and smoothed by what is
//! usual, so that one click is no fame.

use model::Deed;

use super::{NOTHING, Of, Reading, Seen};
use crate::situation::Situation;
use crate::stock::{HalfLife, Row};

/// Usual shares: of those shown it who open it, and of those who open it who read to the end.
const USUAL_OPEN_RATE: f64 = 0.1;
const USUAL_FINISH_RATE: f64 = 0.4;
/// So many showings (openings) the usual rate weighs.
const SHOWINGS: f64 = 30.0;
const OPENINGS: f64 = 10.0;
/// Fewer than this say nothing, and would say too much about the few.
const ENOUGH: f64 = 10.0;

#[derive(Default)]
pub(crate) struct Lately {
    shown: f64,
    opened: f64,
    opened_in_hour: f64,
    finished: f64,
    liked: f64,
    hidden: f64,
}

impl Lately {
    pub(crate) fn of(row: &Row, situation: &Situation<'_>) -> Lately {
        let Some(counters) = situation.stock.counters_of(row) else { return Lately::default() };
        let [shown, opened, finished, liked, hidden, _visited] = counters.read_day(situation.now);
        let opened_in_hour = counters.read(Deed::Opened, HalfLife::Hour, situation.now);
        Lately { shown, opened, opened_in_hour, finished, liked, hidden }
    }
}

pub(super) fn coverage(seen: &Seen<'_>) -> Reading {
    let others = f64::from(seen.story.sources.saturating_sub(1));
    Reading::of(others / (others + 4.0), Of::Count(seen.story.sources))
}

pub(super) fn spreading(seen: &Seen<'_>) -> Reading {
    let reports = seen.situation.stock.surveyed().reports(seen.row.story);
    if reports < 2 {
        return NOTHING;
    }
    let others = f64::from(reports - 1);
    Reading::of(others / (others + 3.0), Of::Count(reports))
}

pub(super) fn open_rate(seen: &Seen<'_>) -> Reading {
    let lately = &seen.popularity;
    against_usual(lately.opened, lately.shown, USUAL_OPEN_RATE, SHOWINGS)
}

pub(super) fn finish_rate(seen: &Seen<'_>) -> Reading {
    let lately = &seen.popularity;
    against_usual(lately.finished, lately.opened, USUAL_FINISH_RATE, OPENINGS)
}

/// 0 at the usual rate, towards 1 far above it, towards -1 far below.
fn against_usual(happened: f64, chances: f64, usual: f64, weight: f64) -> Reading {
    let chances = chances.max(happened);
    if chances < ENOUGH {
        return NOTHING;
    }
    let rate = (happened + usual * weight) / (chances + weight);
    let percent = (100.0 * happened / chances + 0.5) as u32;
    Reading::of((rate - usual) / (rate + usual), Of::Count(percent))
}

/// In a steady stream the counter of a day holds 24 times that of an hour; what rises has more in the hour.
pub(super) fn rising(seen: &Seen<'_>) -> Reading {
    let hour = seen.popularity.opened_in_hour;
    let share = hour / (hour + seen.popularity.opened / 24.0 + 3.0);
    Reading::of((2.0 * share - 1.0).max(0.0), Of::Nothing)
}

pub(super) fn liked(seen: &Seen<'_>) -> Reading {
    let lately = &seen.popularity;
    Reading::of((10.0 * lately.liked / (lately.shown + SHOWINGS)).min(1.0), Of::Nothing)
}

pub(super) fn hidden(seen: &Seen<'_>) -> Reading {
    let lately = &seen.popularity;
    Reading::of(-(10.0 * lately.hidden / (lately.shown + SHOWINGS)).min(1.0), Of::Nothing)
}
