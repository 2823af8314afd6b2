//! What other readers do with it, and how many sources report it. Rates are causal, rolling and smoothed by what is
//! usual, so that one click is no fame.

use model::Deed;

use super::{NOTHING, Of, Reading, Seen};
use crate::situation::Situation;
use crate::stock::{Counters, Faded, HalfLife};

/// Usual shares: of those shown it who open it, and of those who open it who read to the end.
const USUAL_OPEN_RATE: f64 = 0.1;
const USUAL_FINISH_RATE: f64 = 0.4;
/// So many showings (openings) the usual rate weighs.
const SHOWINGS: f64 = 30.0;
const OPENINGS: f64 = 10.0;
/// Fewer than this say nothing, and would say too much about the few.
const ENOUGH: f64 = 10.0;

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
    let day = |deed| seen.crowd.of(deed, HalfLife::Day);
    against_usual(day(Deed::Opened), day(Deed::Shown), USUAL_OPEN_RATE, SHOWINGS)
}

pub(super) fn finish_rate(seen: &Seen<'_>) -> Reading {
    let day = |deed| seen.crowd.of(deed, HalfLife::Day);
    against_usual(day(Deed::Finished), day(Deed::Opened), USUAL_FINISH_RATE, OPENINGS)
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
    let hour = seen.crowd.of(Deed::Opened, HalfLife::Hour);
    let share = hour / (hour + seen.crowd.of(Deed::Opened, HalfLife::Day) / 24.0 + 3.0);
    Reading::of((2.0 * share - 1.0).max(0.0), Of::Nothing)
}

pub(super) fn liked(seen: &Seen<'_>) -> Reading {
    Reading::of(per_showing(seen, Deed::Liked), Of::Nothing)
}

pub(super) fn hidden(seen: &Seen<'_>) -> Reading {
    Reading::of(-per_showing(seen, Deed::Hidden), Of::Nothing)
}

fn per_showing(seen: &Seen<'_>, deed: Deed) -> f64 {
    let day = |deed| seen.crowd.of(deed, HalfLife::Day);
    (10.0 * day(deed) / (day(Deed::Shown) + SHOWINGS)).min(1.0)
}

/// A deed for each showing against what is usual: 0 there, above and below by how many times. A few showings say
/// little, so ten at the usual rate are added.
pub(super) fn rate(seen: &Seen<'_>, deed: Deed, half_life: HalfLife) -> Reading {
    let usual = seen.situation.usual(deed, half_life);
    Reading::number(times_usual(&seen.crowd, deed, half_life, usual, 10.0))
}

pub(super) fn times_usual(crowd: &Faded<'_>, deed: Deed, half_life: HalfLife, usual: f64, weight: f64) -> f64 {
    let happened = crowd.of(deed, half_life);
    let shown = crowd.of(Deed::Shown, half_life).max(happened);
    (happened + weight * usual) / (shown + weight) / usual - 1.0
}

/// Openings for each that would fall to it if all on its slates were alike: 0 where it has just its part.
pub(super) fn fair_rate(seen: &Seen<'_>, half_life: HalfLife) -> Reading {
    Reading::number((seen.crowd.of(Deed::Opened, half_life) + 1.0) / (seen.crowd.fair(half_life) + 1.0) - 1.0)
}

/// Its part in all that is done in the edition, in thousandths.
pub(super) fn share(seen: &Seen<'_>, deed: Deed, half_life: HalfLife) -> Reading {
    let all = seen.situation.all.of(deed, half_life);
    Reading::number(if all > 0.0 { 1000.0 * seen.crowd.of(deed, half_life) / (all + 10.0) } else { 0.0 })
}

/// Its part in all that is read, wherever it was found, in thousandths.
pub(super) fn view_share(seen: &Seen<'_>, half_life: HalfLife) -> Reading {
    let all = seen.situation.all.views(half_life);
    Reading::number(1000.0 * seen.crowd.views(half_life) / (all + 10.0))
}

/// Readings for each opening that would fall to it if all on its slates were alike.
pub(super) fn lift(seen: &Seen<'_>, half_life: HalfLife) -> Reading {
    Reading::number(seen.crowd.views(half_life) / (seen.crowd.fair(half_life) + 1.0))
}

/// Steady openings have as much in the shorter time as its part of the longer one: 0.
pub(super) fn trend(seen: &Seen<'_>, short: HalfLife, long: HalfLife) -> Reading {
    let part = short.ms() as f64 / long.ms() as f64;
    let (short, long) = (seen.crowd.views(short), seen.crowd.views(long) * part);
    Reading::number((short + 0.3) / (long + 0.3) - 1.0)
}

pub(super) fn strength(seen: &Seen<'_>, estimate: usize) -> Reading {
    let counters = seen.situation.stock.counters_of(seen.row);
    Reading::number(counters.map_or(0.0, |counters| f64::from(counters.strength[estimate])))
}

pub(super) fn watched(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.situation.stock.counters_of(seen.row).map_or(0.0, Counters::stay))
}

pub(super) fn shown_often(seen: &Seen<'_>) -> Reading {
    let shown = seen.crowd.of(Deed::Shown, HalfLife::Week);
    Reading::number(shown / (shown + 200.0))
}

/// The mean over its words.
pub(super) fn word_rate(seen: &Seen<'_>) -> Reading {
    let situation = seen.situation;
    let usual = situation.usual(Deed::Opened, HalfLife::Day);
    let (mut sum, mut words) = (0.0, 0.0);
    for &word in situation.stock.title_of(seen.row) {
        let (shown, opened) = situation.stock.tallies().word(word, situation.now);
        sum += (opened + 10.0 * usual) / (shown.max(opened) + 10.0) / usual - 1.0;
        words += 1.0;
    }
    Reading::number(if words > 0.0 { sum / words } else { 0.0 })
}

/// The mean over its topics.
pub(super) fn topic_rate(seen: &Seen<'_>, deed: Deed, half_life: HalfLife) -> Reading {
    let situation = seen.situation;
    let usual = situation.usual(deed, half_life);
    let mut sum = 0.0;
    for &topic in seen.topics {
        let crowd = situation.stock.tallies().topic(topic, situation.now);
        sum += times_usual(&crowd, deed, half_life, usual, 30.0);
    }
    Reading::number(sum / seen.topics.len().max(1) as f64)
}

pub(super) fn class_rate(seen: &Seen<'_>, deed: Deed) -> Reading {
    let situation = seen.situation;
    let class = crate::stock::class(seen.row.kind, seen.row.words);
    let crowd = situation.stock.tallies().class(class, situation.now);
    Reading::number(times_usual(&crowd, deed, HalfLife::Week, situation.usual(deed, HalfLife::Week), 30.0))
}

/// Log-odds that it is taken, whoever is asked: the item's part, the page's and the hour's.
pub(super) fn told_of_anybody(seen: &Seen<'_>) -> Reading {
    let Situation { stock, ask, now, .. } = seen.situation;
    Reading::number(stock.quality(seen.row, ask.surface) + stock.page_quality(ask.surface, *now))
}

/// Log-odds: how good it, its source, topics, kind and length are, whoever is shown them.
pub(super) fn quality(seen: &Seen<'_>) -> Reading {
    let situation = seen.situation;
    Reading::number(situation.stock.quality(seen.row, situation.ask.surface))
}
