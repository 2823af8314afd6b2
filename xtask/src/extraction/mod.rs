//! How well are articles found on pages? `cargo x extraction [--worst N] [--against-trafilatura]`
//!
//! Compares the text that `pages` extracts with the text expected for the saved pages in `shared/data/extraction`:
//! shingles of four words, mean over pages. The expected texts are another program's output, not a person's judgement,
//! so differences are to be looked at before anything is changed for them.

mod expected;
mod score;
mod trafilatura;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};

use score::Score;

/// A saved page with what is expected of it.
pub struct Case {
    pub name: String,
    pub path: PathBuf,
    pub page: Vec<u8>,
    pub text: String,
    pub title: String,
}

/// Rounds over all pages when time is taken.
const ROUNDS: usize = 5;

pub fn run(args: &[String]) -> anyhow::Result<()> {
    let mut worst = 0;
    let mut against = false;
    let mut left = args.iter();
    while let Some(arg) = left.next() {
        match arg.as_str() {
            "--worst" => worst = left.next().and_then(|n| n.parse().ok()).context("--worst needs a number")?,
            "--against-trafilatura" => against = true,
            other => bail!("cargo x extraction does not know {other}; it knows --worst N and --against-trafilatura"),
        }
    }
    let cases = cases()?;
    let hint = pages::PageHint { url: Some("http://fakehost/test/page.html"), ..Default::default() };

    let start = Instant::now();
    for _ in 0..ROUNDS {
        for case in &cases {
            std::hint::black_box(pages::extract(&case.page, &hint));
        }
    }
    let per_second = (ROUNDS * cases.len()) as f64 / start.elapsed().as_secs_f64();

    let mut rows: Vec<(Score, &str)> = Vec::new();
    let mut titles = 0;
    for case in &cases {
        let found = pages::extract(&case.page, &hint);
        rows.push((score::score(&case.text, &found.text), &case.name));
        let right = score::same_words(&case.title, &found.title);
        titles += usize::from(right);
        if !right && worst > 0 {
            println!("title of {}: {:?} instead of {:?}", case.name, found.title, case.title);
        }
    }
    rows.sort_by(|a, b| a.0.f1.total_cmp(&b.0.f1));
    for (score, name) in rows.iter().take(worst) {
        println!("{:.3}  precision {:.3}  recall {:.3}  {name}", score.f1, score.precision, score.recall);
    }
    let mean = score::mean(rows.iter().map(|(score, _)| *score));
    println!("pages      {}", cases.len());
    println!("F1         {:.4}  (precision {:.4}, recall {:.4})", mean.f1, mean.precision, mean.recall);
    println!("titles     {titles} of {} right ({:.1} %)", cases.len(), 100.0 * titles as f64 / cases.len() as f64);
    println!(
        "speed      {per_second:.0} pages/s on one thread{}",
        if cfg!(debug_assertions) { " (a debug build; use --release)" } else { "" }
    );
    if against {
        let theirs = trafilatura::read(&cases)?;
        let mean = score::mean(cases.iter().zip(&theirs.texts).map(|(case, text)| score::score(&case.text, text)));
        println!(
            "trafilatura {}: F1 {:.4}  (precision {:.4}, recall {:.4}), {:.0} pages/s",
            theirs.version, mean.f1, mean.precision, mean.recall, theirs.per_second
        );
        println!("ratio      {:.1} times as many pages a second", per_second / theirs.per_second);
    }
    Ok(())
}

fn cases() -> anyhow::Result<Vec<Case>> {
    let folder = crate::root().join("../shared/data/extraction/mozilla-readability");
    let entries =
        std::fs::read_dir(&folder).with_context(|| format!("the saved pages are missing: {}", folder.display()))?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.iter().map(|folder| case(folder)).collect()
}

fn case(folder: &Path) -> anyhow::Result<Case> {
    let path = folder.join("source.html");
    let about: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected-metadata.json"))?)?;
    Ok(Case {
        name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        page: std::fs::read(&path)?,
        text: expected::text_of(&std::fs::read_to_string(folder.join("expected.html"))?),
        title: about["title"].as_str().unwrap_or_default().to_owned(),
        path,
    })
}
