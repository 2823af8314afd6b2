//! Python's trafilatura over the same pages in the same run, one thread.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use super::Case;

pub struct Theirs {
    pub version: String,
    pub texts: Vec<String>,
    pub per_second: f64,
}

/// Reads all pages first, so that only the extraction is timed; warms up with a few.
const SCRIPT: &str = r"
import json, sys, time
import trafilatura
pages = [open(path, 'rb').read() for path in json.load(sys.stdin)]
for page in pages[:5]:
    trafilatura.extract(page, include_comments=False)
start = time.perf_counter()
texts = [trafilatura.extract(page, include_comments=False) or '' for page in pages]
seconds = time.perf_counter() - start
json.dump({'version': trafilatura.__version__, 'texts': texts, 'seconds': seconds}, sys.stdout)
";

pub fn read(cases: &[Case]) -> anyhow::Result<Theirs> {
    let mut child = Command::new("python3")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .context("python3 is needed for --against-trafilatura")?;
    let paths: Vec<String> = cases.iter().map(|case| case.path.to_string_lossy().into_owned()).collect();
    if let Some(mut input) = child.stdin.take() {
        input.write_all(serde_json::to_string(&paths)?.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("trafilatura did not run; install it with `pip install trafilatura lxml_html_clean`");
    }
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let texts = answer["texts"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|text| text.as_str().unwrap_or_default().to_owned())
        .collect();
    let seconds = answer["seconds"].as_f64().unwrap_or(f64::NAN);
    Ok(Theirs {
        version: answer["version"].as_str().unwrap_or("?").to_owned(),
        texts,
        per_second: cases.len() as f64 / seconds,
    })
}
