//! `/history`: what a reader has read, and how she prunes it. Whose it is, her cookie tells: no address and no form names
//! a reader.

use super::{
    number,
    saved::{ON_A_PAGE, lines, place},
};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::{HistoryDay, HistoryView},
    words,
};
use axum::{Form, extract::Query, response::Response};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::{HOUR, ItemId, Time};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    before: String,
    forgotten: String,
}

pub async fn history(arrival: Arrival, Query(asked): Query<Asked>) -> Result<Page, Wrong> {
    let mut view = find(&arrival, &asked.before).await?;
    view.forgotten = asked.forgotten.parse().ok();
    Ok(Page::new(pages::history(&arrival.visit(), &view)))
}

/// `before` is where an earlier page ended; empty for the first.
pub async fn find(arrival: &Arrival, before: &str) -> Result<HistoryView, Wrong> {
    let after = if before.is_empty() { None } else { Some(place(before)?) };
    let mut view = HistoryView { days: Vec::new(), later: after.is_some(), next: None, forgotten: None };
    let Some(reader) = arrival.reader().await? else { return Ok(view) };
    let mut found = arrival.site.readers.history(reader, after, ON_A_PAGE + 1).await?;
    let more = found.len() > ON_A_PAGE as usize;
    found.truncate(ON_A_PAGE as usize);
    view.next = found.last().filter(|_| more).map(|(item, at)| format!("{}-{item}", at.0));
    let ids: Vec<ItemId> = found.iter().map(|(item, _)| *item).collect();
    let cards = arrival.site.store.cards(&ids).await?;
    let zone = &arrival.site.zone;
    for (line, at) in lines(arrival, &cards, &found).await? {
        match view.days.last_mut().filter(|day| (day.from..day.until).contains(&at)) {
            Some(day) => day.lines.push((line, at)),
            None => {
                let (from, until) = day_around(at, zone);
                let title = words::day_ago(arrival.tongue, at, arrival.now, zone);
                view.days.push(HistoryDay { title, from, until, lines: vec![(line, at)] });
            }
        }
    }
    Ok(view)
}

/// What is to be forgotten.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Pruned {
    what: String,
    item: String,
    from: String,
    until: String,
}

/// Part of her history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Item(ItemId),
    /// From one moment until before another.
    Between(Time, Time),
}

pub const ALL: Part = Part::Between(Time(i64::MIN), Time(i64::MAX));

pub async fn prune(arrival: Arrival, Form(pruned): Form<Pruned>) -> Result<Response, Wrong> {
    let part = part(&pruned, arrival.now, &arrival.site.zone)
        .ok_or_else(|| Wrong::Unreadable(words::ReadingWords::of(arrival.tongue).unclear_part.to_owned()))?;
    let forgotten = forget(&arrival, part).await?;
    Ok(lead_to(&format!("/history?forgotten={forgotten}"), None))
}

/// How many items that were.
pub async fn forget(arrival: &Arrival, part: Part) -> Result<usize, Wrong> {
    let Some(reader) = arrival.reader().await? else { return Ok(0) };
    let readers = &arrival.site.readers;
    Ok(match part {
        Part::Item(item) => readers.forget_read(reader, &[item], arrival.now).await.map(|()| 1)?,
        Part::Between(from, until) => readers.forget_read_between(reader, from, until, arrival.now).await?,
    })
}

fn part(pruned: &Pruned, now: Time, zone: &TimeZone) -> Option<Part> {
    match pruned.what.as_str() {
        "item" => number(&pruned.item, ItemId).ok().map(Part::Item),
        "hour" => Some(Part::Between(now.plus(-HOUR), Time(i64::MAX))),
        "today" => Some(Part::Between(day_around(now, zone).0, Time(i64::MAX))),
        "all" => Some(ALL),
        // Moments, as the button of a day has them.
        "day" => {
            let (from, until) = (Time(pruned.from.parse().ok()?), Time(pruned.until.parse().ok()?));
            (from < until).then_some(Part::Between(from, until))
        }
        // Whole days, as a calendar has them.
        "range" => {
            let (first, last) = (starts(&pruned.from, zone)?, starts(&pruned.until, zone)?);
            let until = day_around(last, zone).1;
            (first < until).then_some(Part::Between(first, until))
        }
        _ => None,
    }
}

/// When a day (`2026-11-28`) begins by the edition's clock.
fn starts(date: &str, zone: &TimeZone) -> Option<Time> {
    let date: Date = date.parse().ok()?;
    date.to_zoned_datetime(zone.clone()).ok().map(|midnight| Time(midnight.timestamp().as_millisecond()))
}

/// Where the day of a moment begins, and the next.
fn day_around(at: Time, zone: &TimeZone) -> (Time, Time) {
    let date =
        Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(zone.clone()).date();
    let midnight =
        |date: Date| date.to_zoned_datetime(zone.clone()).map(|midnight| Time(midnight.timestamp().as_millisecond()));
    let next = date.tomorrow().and_then(midnight);
    (midnight(date).unwrap_or(at), next.unwrap_or(at.plus(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_she_named_by_the_edition_s_clock() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let at = |text: &str| Time::from_rfc3339(text).unwrap();
        let now = at("2026-11-28T22:30:00Z");
        let (from, until) = (at("2026-11-27T22:00:00Z"), at("2026-11-28T22:00:00Z"));
        for (what, first, last, want) in [
            ("hour", "", "", Some(Part::Between(at("2026-11-28T21:30:00Z"), Time(i64::MAX)))),
            ("today", "", "", Some(Part::Between(until, Time(i64::MAX)))),
            ("range", "2026-11-28", "2026-11-28", Some(Part::Between(from, until))),
            ("range", "2026-11-28", "2026-11-27", None),
            ("range", "2026-02-30", "2026-11-27", None),
            ("range", "", "", None),
            ("day", "5", "9", Some(Part::Between(Time(5), Time(9)))),
            ("day", "9", "5", None),
            ("day", "x", "5", None),
            ("all", "", "", Some(ALL)),
            ("item", "", "", None),
            ("", "", "", None),
        ] {
            let pruned = Pruned { what: what.into(), item: "0".into(), from: first.into(), until: last.into() };
            assert_eq!(part(&pruned, now, &zone), want, "{what} {first} {last}");
        }
    }
}
