//! Groups the rows of a file online and scores the outcome against their labels.
//!
//! `cargo run --release -p text --example evaluate -- FILE.jsonl[.gz] [NAME=VALUE…]`

#![allow(clippy::unwrap_used, clippy::expect_used)]

use flate2::read::GzDecoder;
use model::{ItemId, SourceId, StoryId, Time};
use std::collections::HashMap;
use std::io::Read;
use text::{Arrival, Change, Document, Settings, Stories, score};

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("a file");
    let mut settings = Settings::default();
    let args: Vec<String> = args.flat_map(|arg| arg.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    for arg in args {
        let (name, value) = arg.split_once('=').expect("NAME=VALUE");
        let v: f32 = value.parse().expect("a number");
        match name {
            "title" => settings.title = v,
            "name" => settings.name = v,
            "number" => settings.number = v,
            "pair" => settings.pair = v,
            "repeated" => settings.repeated = v,
            "prior_texts" => settings.prior_texts = v,
            "background_texts" => settings.background_texts = v,
            "background_share" => settings.background_share = v,
            "stray" => settings.stray = v,
            "discount" => settings.discount = v,
            "lacking" => settings.lacking = v,
            "size" => settings.size = v,
            "join_evidence" => settings.join_evidence = v,
            "merge_evidence" => settings.merge_evidence = v,
            "join_short" => settings.join_short = v,
            "join_long" => settings.join_long = v,
            "merge_long" => settings.merge_long = v,
            "member" => settings.member = v,
            "fade_hours" => settings.fade_hours = v,
            "loyalty" => settings.loyalty = v,
            "tend_every" => settings.tend_every = v as usize,
            "held" => settings.held = v as usize,
            _ => panic!("{name}?"),
        }
    }
    let bytes = std::fs::read(&path).expect("readable");
    let mut text = String::new();
    if path.ends_with(".gz") {
        GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("gzip");
    } else {
        text = String::from_utf8(bytes).expect("UTF-8");
    }
    let mut stories = Stories::with(settings);
    let mut labels = Vec::new();
    let mut placed: HashMap<ItemId, StoryId> = HashMap::new();
    let mut sources: HashMap<String, i64> = HashMap::new();
    let (mut understanding, mut placing) = (0u128, 0u128);
    let (mut merges, mut splits) = (0, 0);
    for (number, line) in text.lines().enumerate() {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let next = sources.len() as i64;
        let source = *sources.entry(row["publisher"].as_str().unwrap_or("").to_owned()).or_insert(next);
        let begin = std::time::Instant::now();
        let understood = text::understand(&Document {
            title: row["title"].as_str().unwrap_or(""),
            text: row["text"].as_str().unwrap_or(""),
            language: None,
            categories: &[],
        });
        understanding += begin.elapsed().as_nanos();
        let begin = std::time::Instant::now();
        let id = ItemId(number as i64 + 1);
        let placement = stories.place(&Arrival {
            id,
            source: SourceId(source),
            language: understood.language,
            published: Time(row["time_ms"].as_i64().unwrap_or(0)),
            terms: &understood.terms,
            embedding: &understood.embedding,
        });
        placing += begin.elapsed().as_nanos();
        placed.insert(id, placement.story);
        labels.push(row["story"].as_str().unwrap_or("").to_owned());
        apply(&mut placed, &placement.changes, &mut merges, &mut splits);
    }
    let last = stories.tend(Time(0));
    apply(&mut placed, &last, &mut merges, &mut splits);
    let assignment: Vec<StoryId> = (1..=labels.len() as i64).map(|number| placed[&ItemId(number)]).collect();
    if let Ok(path) = std::env::var("ASSIGNMENT") {
        let lines: Vec<String> = assignment.iter().map(|story| story.to_string()).collect();
        std::fs::write(path, lines.join("\n")).expect("writable");
    }
    let found: std::collections::HashSet<_> = assignment.iter().collect();
    let (b, p) = (score::bcubed(&labels, &assignment), score::pairwise(&labels, &assignment));
    println!(
        "{} items, {} stories | B-cubed P {:.3} R {:.3} F1 {:.3} | pairs P {:.3} R {:.3} F1 {:.3} | {merges} merges {splits} splits | understand {} us, place {} us",
        labels.len(),
        found.len(),
        b.precision,
        b.recall,
        b.f1,
        p.precision,
        p.recall,
        p.f1,
        understanding / 1000 / labels.len() as u128,
        placing / 1000 / labels.len() as u128
    );
}

fn apply(placed: &mut HashMap<ItemId, StoryId>, changes: &[Change], merges: &mut u32, splits: &mut u32) {
    for change in changes {
        match change {
            Change::Merged { from, into } => {
                *merges += 1;
                placed.values_mut().filter(|story| *story == from).for_each(|story| *story = *into);
            }
            Change::Split { into, items, .. } => {
                *splits += 1;
                for item in items {
                    placed.insert(*item, *into);
                }
            }
        }
    }
}
