//! What does a folder in MIND's own form say? (Wu et al. 2020, "MIND: A Large-scale Dataset for News Recommendation")

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::ids::Ids;
use super::jsonl::{item_number, keep, topics};
use super::lines::Lines;
use super::{Faults, Log, LogHistory, LogImpression, LogItem};

/// MIND was logged on one page.
const SURFACE: &str = "front";

/// `news.tsv`: id, category, subcategory, title, abstract, address, and two columns of entities that are not used.
pub fn items(path: &Path, ids: &mut Ids, log: &mut Log) -> Result<()> {
    let mut lines = Lines::open(path)?;
    while lines.advance(&mut log.faults) {
        let line = String::from_utf8_lossy(lines.line());
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let (&[id, topic, subtopic, title, ..], false) = (&cells[..], cells[0].is_empty()) else {
            log.faults.add(|| format!("{}: this is no item: {} of 8 columns", lines.place(), cells.len()));
            continue;
        };
        let item = LogItem {
            id: id.to_owned(),
            title: title.to_owned(),
            topics: topics(topic, subtopic),
            standfirst: cells.get(4).copied().unwrap_or_default().to_owned(),
            ..LogItem::default()
        };
        keep(item, ids, log);
    }
    Ok(())
}

/// `behaviors.tsv`: impression id, reader, time, history, slate. Its rows are in no order. A reader's history is that of her
/// earliest row that has one, without times.
pub fn behaviors(path: &Path, ids: &mut Ids, log: &mut Log) -> Result<Vec<LogImpression>> {
    let surface = ids.surfaces.number(SURFACE);
    let mut histories: BTreeMap<u32, (i64, LogHistory)> = BTreeMap::new();
    let mut impressions = Vec::new();
    let mut lines = Lines::open(path)?;
    while lines.advance(&mut log.faults) {
        let line = String::from_utf8_lossy(lines.line());
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let &[_, reader, time, history, slate] = &cells[..] else {
            log.faults.add(|| format!("{}: this is no impression: {} of 5 columns", lines.place(), cells.len()));
            continue;
        };
        let Some(time_ms) = time_of(time) else {
            log.faults.add(|| format!("{}: \"{time}\" is no time like 11/13/2019 8:36:57 AM", lines.place()));
            continue;
        };
        let reader = ids.readers.number(reader);
        if !history.is_empty() && histories.get(&reader).is_none_or(|known| time_ms < known.0) {
            let reads = history.split_whitespace();
            let reads = reads.filter_map(|id| Some((item_number(&ids.items, id, &lines, &mut log.faults)?, None)));
            let history = LogHistory { reader, reads: reads.collect(), ..LogHistory::default() };
            histories.insert(reader, (time_ms, history));
        }
        let mut impression = LogImpression { time_ms, reader, surface, ..LogImpression::default() };
        read_slate(slate, &mut impression, ids, &lines, &mut log.faults);
        if impression.slate.is_empty() {
            log.faults.add(|| format!("{}: the slate is empty; the impression is left out", lines.place()));
            continue;
        }
        log.count(time_ms);
        impressions.push(impression);
    }
    for known in &log.histories {
        histories.remove(&known.reader);
    }
    log.histories.extend(histories.into_values().map(|(_, history)| history));
    Ok(impressions)
}

/// `N1-1 N2-0`: opened and not.
fn read_slate(slate: &str, into: &mut LogImpression, ids: &Ids, lines: &Lines, faults: &mut Faults) {
    for shown in slate.split_whitespace() {
        let (id, opened) = match shown.rsplit_once('-') {
            Some((id, "1")) => (id, true),
            Some((id, "0")) => (id, false),
            _ => {
                faults.add(|| format!("{}: \"{shown}\" ends neither in -1 nor in -0 and is left out", lines.place()));
                continue;
            }
        };
        let Some(item) = item_number(&ids.items, id, lines, faults) else { continue };
        if into.slate.contains(&item) {
            faults.add(|| format!("{}: item \"{id}\" stands twice in the slate; the first counts", lines.place()));
            continue;
        }
        into.slate.push(item);
        into.opened.push(opened);
    }
}

/// `11/13/2019 8:36:57 AM`, in UTC, as Unix milliseconds.
fn time_of(text: &str) -> Option<i64> {
    let mut parts = text.split(['/', ' ', ':']);
    let mut number = || parts.next()?.parse::<i16>().ok();
    let (month, day, year, hour, minute, second) = (number()?, number()?, number()?, number()?, number()?, number()?);
    let afternoon = match parts.next()? {
        "AM" => 0,
        "PM" => 12,
        _ => return None,
    };
    if parts.next().is_some() || !(1..=12).contains(&hour) {
        return None;
    }
    let part = |number: i16| i8::try_from(number).ok();
    let hour = part(hour % 12 + afternoon)?;
    let moment = DateTime::new(year, part(month)?, part(day)?, hour, part(minute)?, part(second)?, 0).ok()?;
    Some(TimeZone::UTC.to_timestamp(moment).ok()?.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::time_of;

    #[test]
    fn times_are_read_with_their_half_of_the_day() {
        for (text, ms) in [
            ("11/13/2019 8:36:57 AM", Some(1_573_634_217_000)),
            ("11/9/2019 12:01:13 AM", Some(1_573_257_673_000)),
            ("11/9/2019 12:01:13 PM", Some(1_573_300_873_000)),
            ("11/13/2019 11:49:27 PM", Some(1_573_688_967_000)),
            ("13/13/2019 8:36:57 AM", None),
            ("11/13/2019 13:36:57 PM", None),
            ("11/13/2019 8:36:57", None),
            ("11/13/2019 8:36:57 AM UTC", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(time_of(text), ms, "{text}");
        }
    }
}
