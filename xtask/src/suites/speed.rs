//! How much faster than Python's feedparser, on the same files, in the same run, one thread each?

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::libraries::files;

/// Reads each file first, so that both are timed on parsing alone.
const PYTHON: &str = r#"
import sys, time, warnings
warnings.simplefilter("ignore")
import feedparser
loaded = [open(line.rstrip("\n"), "rb").read() for line in sys.stdin]
begun = time.perf_counter()
entries = 0
for data in loaded:
    try:
        entries += len(feedparser.parse(data).entries)
    except Exception:
        pass
print(feedparser.__version__, time.perf_counter() - begun, entries)
"#;

pub fn run(folder: &Path) -> Result<()> {
    let inputs: Vec<_> = files(folder)?
        .into_iter()
        .filter(|path| {
            path.extension()
                .is_some_and(|end| ["xml", "rss", "atom", "rdf", "json"].iter().any(|wanted| end == *wanted))
        })
        .collect();
    let loaded = inputs.iter().map(std::fs::read).collect::<std::io::Result<Vec<_>>>()?;
    let bytes: usize = loaded.iter().map(Vec::len).sum();
    println!("{} files, {:.1} MB", loaded.len(), bytes as f64 / 1e6);
    if cfg!(debug_assertions) {
        println!("This is not a release build: use `cargo run --release -p xtask -- suites --speed`.");
    }

    let begun = Instant::now();
    let mut entries = 0;
    for bytes in &loaded {
        entries += feeds::parse(bytes, &feeds::Hint::default()).feed.entries.len();
    }
    let ours = begun.elapsed().as_secs_f64();
    println!("feeds              {ours:>9.3} s  {entries:>7} entries  {:>7.1} MB/s", bytes as f64 / 1e6 / ours);

    let mut python = Command::new("python3")
        .args(["-c", PYTHON])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("python3 cannot be started: install it, and feedparser with `pip install feedparser`")?;
    if let Some(mut input) = python.stdin.take() {
        for path in &inputs {
            writeln!(input, "{}", path.display())?;
        }
    }
    let output = python.wait_with_output()?;
    if !output.status.success() {
        bail!("Python's feedparser did not run: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let answer = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut parts = answer.split_whitespace();
    let version = parts.next().unwrap_or("?");
    let theirs: f64 = parts.next().and_then(|seconds| seconds.parse().ok()).context("Python gave no time")?;
    println!("feedparser {version:<7} {theirs:>9.3} s  {:>7} entries", parts.next().unwrap_or("?"));
    println!("ratio              {:>9.1}", theirs / ours);
    Ok(())
}
