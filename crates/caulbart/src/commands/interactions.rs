//! The edition's own slates as a folder that `caulbart evaluate` reads. A slate names no reader, so each is somebody new
//! there: what is estimated is how the order fits all readers, not one.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{DAY, Item, ItemId, Kind, Language};
use readers::learning::slates;
use serde_json::{Value, json};

use super::logs::{Faults, Lines};
use super::{Usage, complain, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Interactions;
use crate::wiring::Opened;

/// Items looked up at once.
const AT_ONCE: usize = 500;
/// A slate stands in the file of the day on which it was settled, and a page waits a day at most; with another for the
/// files of one day, which are in no order.
const SETTLED_WITHIN: i64 = 2 * DAY;
/// Letters of a word with its space, as `evaluate` counts them.
const LETTERS: u32 = 6;

pub async fn run(settings: Settings, wanted: &Interactions) -> Result<()> {
    let Interactions::Export { folder } = wanted;
    let days = slates::kept_in(&settings.folder).context("the slates that were kept cannot be listed")?;
    if days.is_empty() {
        return Err(Usage(
            "No slates are kept yet: the first are written a minute after a reader was shown a page.".into(),
        )
        .into());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    let mut faults = Faults::default();
    let mut impressions = Packed::new(folder, "impressions.jsonl.gz")?;
    let mut named = BTreeSet::new();
    let mut written = 0u64;
    let mut waiting: Vec<Value> = Vec::new();
    for path in &days {
        let mut lines = Lines::open(path)?;
        while lines.advance(&mut faults) {
            match serde_json::from_slice::<Value>(lines.line()) {
                Ok(slate) => {
                    named.extend(items_of(&slate));
                    waiting.push(slate);
                }
                Err(error) => faults.add(|| format!("{}: this is no slate: {error}", lines.place())),
            }
        }
        let latest = waiting.iter().filter_map(time_of).max().unwrap_or(0);
        written = write(&mut waiting, latest - SETTLED_WITHIN, &mut impressions, written)?;
    }
    written = write(&mut waiting, i64::MAX, &mut impressions, written)?;
    impressions.finish()?;
    let many = items(&settings, folder, &named.into_iter().collect::<Vec<_>>()).await?;
    faults.told.iter().for_each(|fault| complain(fault));
    if settings.json {
        return say_json(&json!({ "impressions": written, "items": many, "faults": faults.total }));
    }
    say(&format!("{written} slates of {many} items are in {}; `caulbart evaluate` reads it.", folder.display()));
    Ok(())
}

fn time_of(slate: &Value) -> Option<i64> {
    slate["time_ms"].as_i64()
}

/// What is older than `before` in order of time, each as somebody new.
fn write(slates: &mut Vec<Value>, before: i64, out: &mut Packed, mut written: u64) -> Result<u64> {
    slates.sort_by_key(time_of);
    let ready = slates.partition_point(|slate| time_of(slate).unwrap_or(0) < before);
    for mut slate in slates.drain(..ready) {
        written += 1;
        slate["reader"] = json!(written.to_string());
        out.line(&slate)?;
    }
    Ok(written)
}

fn items_of(slate: &Value) -> impl Iterator<Item = ItemId> {
    let ids = slate["slate"].as_array().into_iter().flatten().chain([&slate["context"]]);
    ids.filter_map(|id| id.as_str()?.parse().ok().map(ItemId))
}

async fn items(settings: &Settings, folder: &Path, named: &[ItemId]) -> Result<u64> {
    let edition = Opened::open(settings).await?;
    let sources = edition.store.sources().await?;
    let mut out = Packed::new(folder, "items.jsonl.gz")?;
    let mut many = 0;
    for some in named.chunks(AT_ONCE) {
        for item in edition.store.cards(some).await? {
            let source = sources.iter().find(|source| source.id == item.source).map_or("", |source| &source.title);
            out.line(&told(&item, source))?;
            many += 1;
        }
    }
    out.finish()?;
    Ok(many)
}

fn told(item: &Item, source: &str) -> Value {
    let label = |place: usize| item.topics.get(place).map(|topic| topic.label(Language::ENGLISH));
    json!({
        "id": item.id.to_string(),
        "kind": if item.kind == Kind::Video { "video" } else { "article" },
        "title": item.title,
        "topic": label(0),
        "subtopic": label(1),
        "abstract": item.standfirst,
        "source": source,
        "published_ms": item.published.0,
        "length_chars": item.words.saturating_mul(LETTERS),
    })
}

struct Packed {
    name: String,
    out: GzEncoder<BufWriter<File>>,
}

impl Packed {
    fn new(folder: &Path, name: &str) -> Result<Packed> {
        let path = folder.join(name);
        let file = File::create_new(&path)
            .with_context(|| format!("{} could not be made; name a folder without one", path.display()))?;
        Ok(Packed {
            name: path.display().to_string(),
            out: GzEncoder::new(BufWriter::new(file), Compression::default()),
        })
    }

    fn line(&mut self, value: &Value) -> Result<()> {
        writeln!(self.out, "{value}").with_context(|| format!("{} could not be written", self.name))
    }

    fn finish(self) -> Result<()> {
        let done = self.out.finish().and_then(|mut file| file.flush());
        done.with_context(|| format!("{} could not be written", self.name))
    }
}
