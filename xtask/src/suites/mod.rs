//! **How well does `feeds` read what other feed readers are tested with?**
//!
//! `cargo x suites` reads every file of every suite below `../shared/data/feeds` and counts which of their
//! expectations hold. `--failures SUITE` lists those that do not, `--left-out SUITE` what was not checked and why,
//! `--speed` reads all files against Python's feedparser in the same run.

mod expected;
mod feedparser;
mod libraries;
mod python;
mod python_feed;
mod speed;
mod tally;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};

use tally::Tally;

const SUITES: [&str; 6] = ["gofeed", "feed-rs", "rss-parser", "feedparser", "miniflux", "netnewswire"];

pub fn run(args: &[String]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [] => table(),
        ["--failures", suite] => failures(suite),
        ["--left-out", suite] => left_out(suite),
        ["--speed"] => speed::run(&folder()?),
        _ => bail!(
            "Usage: cargo x suites [--failures SUITE | --left-out SUITE | --speed]; suites: {}",
            SUITES.join(", ")
        ),
    }
}

fn folder() -> Result<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../../shared/data/feeds");
    if !folder.is_dir() {
        bail!("The feed suites are not there: {} does not exist.", folder.display());
    }
    Ok(folder)
}

fn tally(suite: &str) -> Result<Tally> {
    let folder = folder()?.join(suite);
    match suite {
        "gofeed" => libraries::gofeed(&folder),
        "feed-rs" => libraries::feed_rs(&folder),
        "rss-parser" => libraries::rss_parser(&folder),
        "feedparser" => feedparser::tally(&folder),
        "miniflux" | "netnewswire" => libraries::without_expectations(&folder),
        _ => bail!("There is no suite {suite}; there is: {}", SUITES.join(", ")),
    }
}

fn table() -> Result<()> {
    println!(
        "{:<12} {:>6} {:>6} {:>7} {:>7} {:>8} {:>7} {:>9} {:>8} {:>9} {:>8}",
        "suite", "files", "read", "items", "faulty", "checked", "hold", "as text", "percent", "left out", "seconds"
    );
    let mut all_read = true;
    for suite in SUITES {
        let begun = Instant::now();
        let tally = tally(suite)?;
        all_read &= tally.files == tally.read;
        let percent = match tally.checked() {
            0 => "–".to_owned(),
            checked => format!("{:.1}", 100.0 * tally.hold() as f64 / checked as f64),
        };
        println!(
            "{:<12} {:>6} {:>6} {:>7} {:>7} {:>8} {:>7} {:>9} {:>8} {:>9} {:>8.2}",
            suite,
            tally.files,
            tally.read,
            tally.items,
            tally.faults,
            tally.checked(),
            tally.hold(),
            tally.as_text,
            percent,
            tally.left_out.values().sum::<usize>(),
            begun.elapsed().as_secs_f64()
        );
    }
    if !all_read {
        bail!("Some files crashed the parser; see above.");
    }
    Ok(())
}

fn failures(suite: &str) -> Result<()> {
    let tally = tally(suite)?;
    for miss in &tally.misses {
        println!("{}: {}\n  expected {}\n  got      {}", miss.file, miss.what, shown(&miss.expected), shown(&miss.got));
    }
    println!("{} of {} expectations do not hold.", tally.misses.len(), tally.checked());
    Ok(())
}

fn left_out(suite: &str) -> Result<()> {
    let tally = tally(suite)?;
    let mut reasons: Vec<(&String, &usize)> = tally.left_out.iter().collect();
    reasons.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (reason, count) in reasons {
        println!("{count:>6}  {reason}");
    }
    Ok(())
}

fn shown(text: &str) -> String {
    let line = text.replace('\n', "\\n");
    match line.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
