//! How well are items grouped? Labelled rows, in order of arrival, through the code that serves.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use model::{ItemId, SourceId, StoryId, Time};
use serde::Deserialize;
use serde_json::json;
use text::{Arrival, Change, Document};

use super::{say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Story;

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    time_ms: Option<i64>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    story: Option<serde_json::Value>,
}

pub fn run(settings: &Settings, story: Story) -> Result<()> {
    let Story::Evaluate { file } = story;
    let rows = rows_of(&file)?;
    let assigned = assign(&rows);
    let labels: Vec<String> =
        rows.iter().map(|row| row.story.as_ref().map(ToString::to_string).unwrap_or_default()).collect();
    let bcubed = text::score::bcubed(&labels, &assigned);
    let pairwise = text::score::pairwise(&labels, &assigned);
    let stories = assigned.iter().collect::<std::collections::HashSet<_>>().len();
    if settings.json {
        return say_json(&json!({
            "items": rows.len(),
            "stories": stories,
            "bcubed": { "precision": bcubed.precision, "recall": bcubed.recall, "f1": bcubed.f1 },
            "pairwise": { "precision": pairwise.precision, "recall": pairwise.recall, "f1": pairwise.f1 },
        }));
    }
    say(&format!("{} items in {stories} stories", rows.len()));
    for (name, score) in [("B-cubed", bcubed), ("pairwise", pairwise)] {
        say(&format!("{name:<9} precision {:.3}  recall {:.3}  F1 {:.3}", score.precision, score.recall, score.f1));
    }
    Ok(())
}

/// Places every row as the server would: one after the other, tending as time goes by.
fn assign(rows: &[Row]) -> Vec<i64> {
    let mut clusters = text::Stories::new();
    let mut story_of: HashMap<ItemId, StoryId> = HashMap::new();
    let mut publishers: HashMap<String, i64> = HashMap::new();
    let mut tended = None;
    let mut last = Time(0);
    for (number, row) in rows.iter().enumerate() {
        let id = ItemId(number as i64 + 1);
        let published = Time(row.time_ms.unwrap_or(0));
        let next_source = publishers.len() as i64 + 1;
        let publisher = row.publisher.clone().or_else(|| host_of(row.url.as_deref())).unwrap_or_default();
        let source = SourceId(*publishers.entry(publisher).or_insert(next_source));
        let understood = text::understand(&Document {
            title: &row.title,
            text: row.text.as_deref().unwrap_or(""),
            language: row.language.as_deref().map(model::Language::from_tag).filter(|language| language.is_known()),
            categories: &[],
        });
        last = last.max(published);
        if last.since(*tended.get_or_insert(last)) >= stories::TEND_EVERY {
            apply(&mut story_of, clusters.tend(last));
            tended = Some(last);
        }
        let placement = clusters.place(&Arrival {
            id,
            source,
            language: understood.language,
            published,
            terms: &understood.terms,
            embedding: &understood.embedding,
        });
        story_of.insert(id, placement.story);
        apply(&mut story_of, placement.changes);
    }
    apply(&mut story_of, clusters.tend(last));
    (0..rows.len()).map(|number| story_of.get(&ItemId(number as i64 + 1)).map_or(0, |story| story.0)).collect()
}

fn apply(story_of: &mut HashMap<ItemId, StoryId>, changes: Vec<Change>) {
    for change in changes {
        match change {
            Change::Merged { from, into } => {
                story_of.values_mut().filter(|story| **story == from).for_each(|story| *story = into)
            }
            Change::Split { into, items, .. } => items.iter().for_each(|item| {
                story_of.insert(*item, into);
            }),
        }
    }
}

fn host_of(url: Option<&str>) -> Option<String> {
    url::Url::parse(url?).ok()?.host_str().map(str::to_owned)
}

fn rows_of(file: &Path) -> Result<Vec<Row>> {
    let opened = std::fs::File::open(file).with_context(|| format!("{} could not be read", file.display()))?;
    let packed = file.extension().is_some_and(|end| end == "gz");
    let reader: Box<dyn Read> =
        if packed { Box::new(flate2::read::MultiGzDecoder::new(opened)) } else { Box::new(opened) };
    let mut rows = Vec::new();
    for (number, line) in BufReader::new(reader).lines().enumerate() {
        let line = line.with_context(|| format!("{} could not be read to its end", file.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let row = serde_json::from_str(&line).map_err(|error| {
            anyhow!(
                "{}, line {}: {error}. Each line is a JSON object with at least a title and a story.",
                file.display(),
                number + 1
            )
        })?;
        rows.push(row);
    }
    Ok(rows)
}
