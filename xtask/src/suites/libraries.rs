//! The suites whose expectations lie beside the feeds as JSON, and those that have none.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use feeds::{Hint, Parsed};
use serde_json::Value;

use super::expected::Checker;
use super::tally::Tally;

/// Every file below `folder`, in order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let listed = std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        for entry in listed {
            let path = entry?.path();
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Is it part of the suite's input, and not a licence or an expectation?
fn is_input(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let is_expectation = name.ends_with(".serde.json") || name.ends_with("_expected.json");
    let is_input = ["xml", "json", "rss", "atom", "rdf", "html", "opml", "1", "2"]
        .iter()
        .any(|end| name.ends_with(&format!(".{end}")));
    is_input && !is_expectation
}

/// Reads one file; a crash is caught and told, so that one file does not hide the rest.
pub fn read(bytes: &[u8], hint: &Hint, file: &str, tally: &mut Tally) -> Option<Parsed> {
    tally.files += 1;
    match std::panic::catch_unwind(|| feeds::parse(bytes, hint)) {
        Ok(parsed) => {
            tally.read += 1;
            tally.items += parsed.feed.entries.len();
            tally.faults += usize::from(!parsed.faults.is_empty());
            Some(parsed)
        }
        Err(_) => {
            eprintln!("{file} crashed the parser");
            None
        }
    }
}

/// A suite with JSON beside its feeds; `expectation` names the file for an input.
fn with_json(
    folder: &Path,
    keeps_order: bool,
    expectation: impl Fn(&Path) -> Option<(PathBuf, Option<&'static str>)>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in files(folder)? {
        let Some((beside, member)) = expectation(&path) else { continue };
        let bytes = std::fs::read(&path)?;
        let file = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        let Some(parsed) = read(&bytes, &Hint::default(), &file, &mut tally) else { continue };
        let Ok(text) = std::fs::read(&beside) else {
            tally.leave_out("a file without an expectation");
            continue;
        };
        let expected: Value =
            serde_json::from_slice(&text).with_context(|| format!("{} is not JSON", beside.display()))?;
        let expected = member.and_then(|member| expected.get(member)).unwrap_or(&expected);
        let mut checker = Checker { tally: &mut tally, file, source: &bytes, keeps_order };
        checker.feed("feed", expected, &parsed.feed);
    }
    Ok(tally)
}

pub fn gofeed(folder: &Path) -> Result<Tally> {
    with_json(folder, true, |path| {
        let name = path.to_string_lossy();
        if name.ends_with("_expected.json") || !is_input(path) {
            return None;
        }
        if name.ends_with(".json") {
            // Beside an XML file it is that file's expectation; alone it is an input.
            return (!path.with_extension("xml").exists())
                .then(|| (PathBuf::from(name.replace(".json", "_expected.json")), None));
        }
        Some((path.with_extension("json"), None))
    })
}

pub fn feed_rs(folder: &Path) -> Result<Tally> {
    with_json(folder, true, |path| is_input(path).then(|| (path.with_extension("serde.json"), None)))
}

pub fn rss_parser(folder: &Path) -> Result<Tally> {
    with_json(folder, false, |path| {
        let name = path.file_name()?;
        let of_input = path.parent()?.ends_with("input") && is_input(path);
        of_input.then(|| (folder.join("output").join(name).with_extension("json"), Some("feed")))
    })
}

/// A suite without expectations: every file is read, and what was found is counted.
pub fn without_expectations(folder: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in files(folder)?.into_iter().filter(|path| is_input(path)) {
        let file = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        read(&std::fs::read(&path)?, &Hint::default(), &file, &mut tally);
    }
    Ok(tally)
}
