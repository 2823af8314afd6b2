//! How fast is a search? On generated documents whose words are as unevenly spread as in real texts:
//! `cargo run --release -p search --example speed -- 100000`

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, Instant};

use model::{DAY, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};
use search::{Ask, Condition, Conditions, Query, Search, SearchDoc, Sort, Text};

const NOW: Time = Time(1_795_426_200_000);
/// Different words there are.
const WORDS: u64 = 60_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let size: usize = std::env::args().nth(1).and_then(|size| size.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir()?;
    let search = Search::open(folder.path())?;
    let mut lots = Lots(1);
    let start = Instant::now();
    for batch in 0..size.div_ceil(1000) {
        let docs: Vec<SearchDoc> =
            (0..1000.min(size - batch * 1000)).map(|number| document(batch * 1000 + number, size, &mut lots)).collect();
        search.add(&docs)?;
        if batch % 10 == 9 {
            search.commit(batch as i64)?;
        }
    }
    search.commit(size as i64)?;
    let indexed = start.elapsed();
    let start = Instant::now();
    search.rest()?;
    println!("{size} documents of about 200 words in two languages");
    println!("  indexing   {:.0} documents/s", size as f64 / indexed.as_secs_f64());
    println!("  resting    {:.2?} to finish merges", start.elapsed());
    println!("  on disk    {} MB", bytes_in(folder.path())? / 1_000_000);
    println!("  in memory  {} MB when idle", resident() / 1_000_000);

    rules(&mut lots);

    let start = Instant::now();
    let again = Search::open(folder.path())?;
    println!("  opening    {:.2?}", start.elapsed());
    type Question = (&'static str, fn(&mut Lots) -> String, Sort);
    let questions: [Question; 7] = [
        ("one common word", |lots| format!("{} ", word(lots.next(30))), Sort::Best),
        ("one word", |lots| format!("{} ", word(lots.zipf())), Sort::Best),
        ("two words", |lots| format!("{} {} ", word(lots.zipf()), word(lots.zipf())), Sort::Best),
        ("four words", |lots| (0..4).map(|_| word(lots.zipf()) + " ").collect(), Sort::Best),
        ("a phrase", |lots| format!("\"{} {}\"", word(lots.next(60)), word(lots.next(60))), Sort::Best),
        ("a beginning", |lots| word(lots.zipf())[..3].to_owned(), Sort::Best),
        ("newest first", |lots| format!("{} -{}", word(lots.zipf()), word(lots.zipf())), Sort::Newest),
    ];
    for (name, question, sort) in questions {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..500 {
            let ask = Ask { words: question(&mut lots), sort, now: NOW, ..Ask::default() };
            let start = Instant::now();
            found += again.find(&ask)?.total;
            times.push(start.elapsed());
        }
        times.sort_unstable();
        let at = |share: usize| -> Duration { times[times.len() * share / 100] };
        println!("  {name:<16} median {:>9.2?}  p99 {:>9.2?}  ({} found on average)", at(50), at(99), found / 500);
    }
    Ok(())
}

struct Lots(u64);

impl Lots {
    fn next(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    /// Word number k about as often as 1/k.
    fn zipf(&mut self) -> u64 {
        let share = self.next(1 << 53) as f64 / (1u64 << 53) as f64;
        ((WORDS as f64).powf(share) as u64).min(WORDS) - 1
    }
}

/// Common words are short.
fn word(mut number: u64) -> String {
    let syllables = ["ba", "ko", "mi", "ter", "lu", "sen", "da", "ri", "vo", "hal", "ne", "gu", "st", "pe", "fa", "zu"];
    let mut word = String::from(syllables[(number % 16) as usize]);
    word.push_str(syllables[(number / 7 % 16) as usize]);
    while number > 16 {
        number /= 16;
        word.push_str(syllables[(number % 16) as usize]);
    }
    word
}

fn document(number: usize, size: usize, lots: &mut Lots) -> SearchDoc {
    let mut text = |words: u64| -> String { (0..words).map(|_| word(lots.zipf()) + " ").collect() };
    let (title, standfirst, body_text) = (text(9), text(25), text(170));
    SearchDoc {
        id: ItemId(number as i64 + 1),
        story: StoryId(number as i64 + 1),
        source: SourceId(lots.next(1000) as i64),
        language: if lots.next(3) == 0 { Language::GERMAN } else { Language::ENGLISH },
        title,
        standfirst,
        body_text,
        byline: format!("{} {}", word(lots.next(5000)), word(lots.next(5000))),
        source_title: format!("Gazette {}", lots.next(1000)),
        topics: vec![Topic::ALL[lots.next(128) as usize]],
        published: NOW.plus(-((size - number) as i64 * 30 * DAY / size as i64)),
        kind: Kind::Article,
    }
}

fn bytes_in(folder: &std::path::Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

/// Bytes of this process in memory without mapped files, where the system tells; 0 elsewhere.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(0) * 1024
}

/// Ten thousand rules over a hundred new items.
fn rules(lots: &mut Lots) {
    let languages = [Language::ENGLISH, Language::GERMAN];
    let typed: Vec<String> = (0..10_000u64)
        .map(|number| match number % 5 {
            0 => format!("{} -{}", word(lots.zipf()), word(lots.zipf())),
            1 => format!("title:\"{} {}\"", word(lots.zipf()), word(lots.zipf())),
            2 => format!("{} OR ({} lang:de)", word(lots.zipf()), word(lots.zipf())),
            3 => format!("source:{} kind:article", word(lots.zipf())),
            _ => format!("{} {} after:2026-01-01", word(lots.zipf()), word(lots.zipf())),
        })
        .collect();
    let start = Instant::now();
    let set = Conditions::new(typed.iter().map(|typed| Condition::of(&Query::read(typed).query, &languages)));
    println!("  rules      {:.2?} to make ready {} of them", start.elapsed(), set.len());
    let docs: Vec<SearchDoc> = (0..100).map(|number| document(number, 100, lots)).collect();
    let start = Instant::now();
    let held: usize = docs.iter().map(|doc| set.that_hold(&Text::of(doc)).len()).sum();
    println!("  rules      {:.2?} over {} items; {held} times one holds", start.elapsed(), docs.len());
}
