//! How long one text takes to be understood and to be placed, and how much memory the stories hold.
//!
//! `cargo run --release -p text --example speed -- FILE.jsonl`: time on the processor (Linux; by the clock elsewhere),
//! in microseconds a text. First round with nothing remembered, later ones as a server that has run for a while.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use model::{ItemId, SourceId, Time};
use text::{Arrival, Document, Stories, understand};

/// Texts that are understood again and again.
const AGAIN: usize = 2000;
const ROUNDS: usize = 10;

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let rows: Vec<serde_json::Value> = std::fs::read_to_string(path)
        .expect("readable")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let document = |row: usize| Document {
        title: rows[row]["title"].as_str().unwrap_or(""),
        text: rows[row]["text"].as_str().unwrap_or(""),
        language: None,
        categories: &[],
    };
    let few = rows.len().min(AGAIN);
    let bytes = (0..few).map(|row| document(row).text.len()).sum::<usize>() / few.max(1);
    for round in 0..ROUNDS {
        let begin = worked();
        let most = (0..few).map(|row| understand(&document(row)).terms.to_bytes().len()).max().unwrap_or(0);
        if round == 0 || round == ROUNDS - 1 {
            let each = (worked() - begin) / few.max(1) as f64;
            println!("understood, round {round}: {each:.0} us a text of {bytes} bytes; terms at most {most} bytes");
        }
    }

    let understood: Vec<_> =
        (0..rows.len()).map(|row| understand(&document(row))).map(|u| (u.language, u.terms, u.embedding)).collect();
    let mut stories = Stories::new();
    let (before, mut begin, mut since) = (memory(), worked(), 0);
    for (at, (language, terms, embedding)) in understood.iter().enumerate() {
        stories.place(&Arrival {
            id: ItemId(at as i64 + 1),
            source: SourceId(1),
            language: *language,
            published: Time(rows[at]["time_ms"].as_i64().unwrap_or(0)),
            terms,
            embedding,
        });
        if (at + 1) % 20_000 == 0 || at + 1 == understood.len() {
            let each = (worked() - begin) / (at + 1 - since) as f64;
            let held = memory().saturating_sub(before) as f64 / 1e6;
            println!("placed, {} held: {each:.0} us each, {held:.1} MB", stories.len());
            (begin, since) = (worked(), at + 1);
        }
    }
}

/// Microseconds that this thread has had the processor.
fn worked() -> f64 {
    static BEGIN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    let begin = BEGIN.get_or_init(std::time::Instant::now);
    let on_processor = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = on_processor.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| begin.elapsed().as_secs_f64() * 1e6, |nanoseconds| nanoseconds / 1e3)
}

/// Bytes of memory in use; 0 where nobody tells.
fn memory() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    pages.and_then(|line| line.split(' ').nth(1)?.parse::<usize>().ok()).map_or(0, |pages| pages * 4096)
}
