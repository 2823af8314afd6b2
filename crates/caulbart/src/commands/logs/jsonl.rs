//! What does a folder of JSON Lines say?

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use anyhow::Result;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::ids::{Ids, Numbers};
use super::impressions::Stream;
use super::lines::Lines;
use super::{Faults, Log, LogHistory, LogImpression, LogItem};

#[derive(Deserialize)]
struct ItemRow {
    id: String,
    kind: Option<String>,
    title: Option<String>,
    topic: Option<String>,
    subtopic: Option<String>,
    #[serde(rename = "abstract")]
    standfirst: Option<String>,
    source: Option<String>,
    published_ms: Option<i64>,
    length_chars: Option<f64>,
    duration_ms: Option<f64>,
    paid: Option<bool>,
    width: Option<f64>,
    height: Option<f64>,
}

/// Items known from an earlier folder are completed: what they lack is filled in.
pub fn items(path: &Path, ids: &mut Ids, log: &mut Log) -> Result<()> {
    let mut lines = Lines::open(path)?;
    while lines.advance(&mut log.faults) {
        match serde_json::from_slice::<ItemRow>(lines.line()) {
            Ok(row) => keep(item(row), ids, log),
            Err(error) => log.faults.add(|| format!("{}: this is no item: {error}", lines.place())),
        }
    }
    Ok(())
}

pub fn keep(item: LogItem, ids: &mut Ids, log: &mut Log) {
    let number = ids.items.number(&item.id) as usize;
    match log.items.get_mut(number) {
        Some(known) => complete(known, item),
        None => log.items.push(item),
    }
}

fn complete(known: &mut LogItem, later: LogItem) {
    for (text, more) in
        [(&mut known.title, later.title), (&mut known.standfirst, later.standfirst), (&mut known.source, later.source)]
    {
        if text.is_empty() {
            *text = more;
        }
    }
    if known.topics.is_empty() {
        known.topics = later.topics;
    }
    known.is_video |= later.is_video;
    known.published_ms = known.published_ms.or(later.published_ms);
    known.length_chars = known.length_chars.or(later.length_chars);
    known.duration_ms = known.duration_ms.or(later.duration_ms);
    known.paid = known.paid.or(later.paid);
    known.width = known.width.or(later.width);
    known.height = known.height.or(later.height);
}

fn item(row: ItemRow) -> LogItem {
    let topics = topics(&row.topic.unwrap_or_default(), &row.subtopic.unwrap_or_default());
    // A fraction is cut and what is below 0 is 0, which as a size says as little as nothing.
    let size = |number: Option<f64>| number.map(|number| number as u32).filter(|&number| number > 0);
    LogItem {
        id: row.id,
        is_video: row.kind.is_some_and(|kind| kind == "video"),
        title: row.title.unwrap_or_default(),
        topics,
        standfirst: row.standfirst.unwrap_or_default(),
        source: row.source.unwrap_or_default(),
        published_ms: row.published_ms,
        length_chars: size(row.length_chars),
        duration_ms: size(row.duration_ms),
        paid: row.paid,
        width: size(row.width),
        height: size(row.height),
    }
}

/// Numbers joined by commas are several topics; a comma in words belongs to the name.
pub fn topics(topic: &str, subtopic: &str) -> Vec<String> {
    let numbers = topic.split(',').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let parts: Vec<&str> = if numbers { topic.split(',').collect() } else { vec![topic] };
    let parts = parts.into_iter().chain([subtopic]).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[derive(Deserialize)]
struct HistoryRow {
    reader: String,
    reads: Option<Vec<(String, Option<i64>)>>,
    shown: Option<Vec<String>>,
    liked: Option<Vec<String>>,
}

/// The history of a reader who has one is not read again: it would tell what was replayed.
pub fn histories(path: &Path, ids: &mut Ids, log: &mut Log) -> Result<()> {
    let mut known: HashSet<u32> = log.histories.iter().map(|history| history.reader).collect();
    let mut lines = Lines::open(path)?;
    while lines.advance(&mut log.faults) {
        let row: HistoryRow = match serde_json::from_slice(lines.line()) {
            Ok(row) => row,
            Err(error) => {
                log.faults.add(|| format!("{}: this is no history: {error}", lines.place()));
                continue;
            }
        };
        let reader = ids.readers.number(&row.reader);
        if !known.insert(reader) {
            continue;
        }
        let mut item = |id: &str| item_number(&ids.items, id, &lines, &mut log.faults);
        let reads = row.reads.unwrap_or_default();
        let reads = reads.iter().filter_map(|(id, time)| Some((item(id)?, *time))).collect();
        let mut all = |list: Option<Vec<String>>| list.unwrap_or_default().iter().filter_map(|id| item(id)).collect();
        log.histories.push(LogHistory { reader, reads, shown: all(row.shown), liked: all(row.liked), before: 0 });
    }
    Ok(())
}

pub fn item_number(items: &Numbers, id: &str, lines: &Lines, faults: &mut Faults) -> Option<u32> {
    let number = items.of(id);
    if number.is_none() {
        faults.add(|| format!("{}: item \"{id}\" has no row and is left out", lines.place()));
    }
    number
}

/// Enough of an impression to know its place in the log.
#[derive(Deserialize)]
struct Glance<'line> {
    time_ms: i64,
    #[serde(borrow)]
    reader: Cow<'line, str>,
    #[serde(borrow, default)]
    surface: Option<Cow<'line, str>>,
    finished: Option<IgnoredAny>,
    propensity: Option<IgnoredAny>,
}

/// Reads once through the file, so that readers have numbers and the order is known, and opens it again for the replay.
pub fn impressions(path: &Path, ids: &mut Ids, log: &mut Log) -> Result<Stream> {
    let mut lines = Lines::open(path)?;
    let (mut latest, mut sorted) = (i64::MIN, true);
    // Faults of the lines themselves are told by the replay.
    let mut untold = Faults::default();
    while lines.advance(&mut untold) {
        let Ok(glance) = serde_json::from_slice::<Glance>(lines.line()) else { continue };
        ids.readers.number(&glance.reader);
        ids.surfaces.number(glance.surface.as_deref().unwrap_or_default());
        log.has_finished |= glance.finished.is_some();
        log.has_propensity |= glance.propensity.is_some();
        log.count(glance.time_ms);
        if glance.time_ms < latest && sorted {
            sorted = false;
            log.faults.add(|| format!("{}: earlier than the line before it; the file is sorted first", lines.place()));
        }
        latest = glance.time_ms;
    }
    let mut lines = Lines::open(path)?;
    if sorted {
        return Ok(Stream::Lines(lines));
    }
    let whole = std::iter::from_fn(|| next_impression(&mut lines, ids, &mut log.faults)).collect();
    Ok(Stream::whole(whole))
}

#[derive(Deserialize)]
struct ImpressionRow {
    time_ms: i64,
    reader: String,
    surface: Option<String>,
    slate: Vec<String>,
    opened: Option<Vec<String>>,
    finished: Option<Vec<String>>,
    watched_ms: Option<BTreeMap<String, f64>>,
    liked: Option<Vec<String>>,
    hidden: Option<Vec<String>>,
    followed: Option<Vec<String>>,
    shared: Option<Vec<String>>,
    commented: Option<Vec<String>>,
    context: Option<String>,
    device: Option<u8>,
    propensity: Option<Vec<Option<f32>>>,
}

/// The next line that is an impression of at least one known item.
pub fn next_impression(lines: &mut Lines, ids: &Ids, faults: &mut Faults) -> Option<LogImpression> {
    while lines.advance(faults) {
        let row: ImpressionRow = match serde_json::from_slice(lines.line()) {
            Ok(row) => row,
            Err(error) => {
                faults.add(|| format!("{}: this is no impression: {error}", lines.place()));
                continue;
            }
        };
        let found = impression(&row, ids, lines, faults);
        if found.is_some() {
            return found;
        }
    }
    None
}

fn impression(row: &ImpressionRow, ids: &Ids, lines: &Lines, faults: &mut Faults) -> Option<LogImpression> {
    let reader = ids.readers.of(&row.reader)?;
    let surface = ids.surfaces.of(row.surface.as_deref().unwrap_or_default())?;
    let propensities = row.propensity.as_ref().filter(|given| given.len() == row.slate.len());
    if row.propensity.is_some() && propensities.is_none() {
        faults.add(|| format!("{}: there is not one propensity an item; they are left out", lines.place()));
    }
    let (mut slate, mut names, mut propensity) = (Vec::new(), Vec::new(), Vec::new());
    for (place, id) in row.slate.iter().enumerate() {
        let Some(item) = item_number(&ids.items, id, lines, faults) else { continue };
        if slate.contains(&item) {
            faults.add(|| format!("{}: item \"{id}\" stands twice in the slate; the first counts", lines.place()));
            continue;
        }
        slate.push(item);
        names.push(id.as_str());
        propensity.extend(propensities.map(|given| given[place].unwrap_or(f32::NAN)));
    }
    if slate.is_empty() {
        faults.add(|| format!("{}: the slate is empty; the impression is left out", lines.place()));
        return None;
    }
    let mut place_of = |id: &str, what: &str| {
        let place = names.iter().position(|name| *name == id);
        // An item without a row has been told of.
        if place.is_none() && !row.slate.iter().any(|shown| shown == id) {
            faults.add(|| format!("{}: \"{id}\" is {what} and not in the slate", lines.place()));
        }
        place
    };
    let mut marked = |list: &Option<Vec<String>>, what: &str| {
        let mut marks = Vec::new();
        for place in list.iter().flatten().filter_map(|id| place_of(id, what)) {
            marks.resize(slate.len(), false);
            marks[place] = true;
        }
        marks
    };
    let full = |mut marks: Vec<bool>| {
        marks.resize(slate.len(), false);
        marks
    };
    let opened = full(marked(&row.opened, "opened"));
    let finished = row.finished.is_some().then(|| full(marked(&row.finished, "finished")));
    let liked = marked(&row.liked, "liked");
    let hidden = marked(&row.hidden, "hidden");
    let followed = marked(&row.followed, "followed");
    let shared = marked(&row.shared, "shared");
    let commented = marked(&row.commented, "commented");
    let mut watched_ms = Vec::new();
    for (id, &ms) in row.watched_ms.iter().flatten() {
        if let Some(place) = place_of(id, "watched") {
            watched_ms.resize(slate.len(), 0);
            watched_ms[place] = ms as u32;
        }
    }
    let context = row.context.as_ref().and_then(|id| item_number(&ids.items, id, lines, faults));
    Some(LogImpression {
        time_ms: row.time_ms,
        reader,
        surface,
        slate,
        opened,
        finished,
        watched_ms,
        liked,
        hidden,
        followed,
        shared,
        commented,
        context,
        device: row.device.unwrap_or_default(),
        propensity,
    })
}
