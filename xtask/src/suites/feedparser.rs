//! feedparser's own suite: the expectation is a Python expression in a comment at the top of each file.
//!
//! Its harness evaluates the expression over the parser's result; so do we, as far as the language of those
//! expressions goes (see `python`) and as far as `feeds` keeps what they ask for (see `python_feed`); the rest is
//! counted by reason. `bozo` ("not well-formed") says how that library felt, not what the feed says: `not bozo` is
//! taken as true, `bozo` as "something was found wrong". Values that the library sanitised are compared as text.

use std::path::Path;

use anyhow::Result;
use feeds::Hint;

use super::libraries::{files, read};
use super::python::{self, Value};
use super::python_feed;
use super::tally::{Outcome, Tally};

pub fn tally(folder: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in files(&folder.join("tests"))? {
        let is_input = path.extension().is_some_and(|end| end == "xml" || end == "json");
        if !is_input {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        let file = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        // Zeros go, so that the comment can be read in UTF-16 and UTF-32 too.
        let head: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).take(20_000).collect();
        let head = String::from_utf8_lossy(&head).into_owned();
        let content_type = header(&head, "content-type");
        // Its harness serves the files of these names from an address of their own.
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_served = name.starts_with("http_") || name.starts_with("headers_");
        let own = is_served.then(|| format!("http://127.0.0.1:8097/{file}"));
        let base =
            header(&head, "content-location").and_then(|link| feeds::absolute_link(&link, own.as_deref())).or(own);
        let hint = Hint { content_type: content_type.as_deref(), base: base.as_deref() };
        let Some(parsed) = read(&bytes, &hint, &file, &mut tally) else { continue };
        let Some(expression) = expression(&head) else {
            tally.leave_out("no expectation that can be read");
            continue;
        };
        let lookup = |name: &str| python_feed::lookup(&parsed, name);
        match python::evaluate(&expression, &lookup) {
            Ok(outcome) => {
                let (came, as_text) = (outcome.value, outcome.as_text);
                let holds = !matches!(came, Value::Nothing) && came.truth();
                let outcome = match (holds, as_text) {
                    (true, false) => Outcome::Exact,
                    (true, true) => Outcome::AsText,
                    (false, _) => Outcome::Missed,
                };
                tally.note(&file, "Expect", outcome, &expression, &outcome_shown(&outcome, &parsed));
            }
            Err(reason) => tally.leave_out(reason),
        }
    }
    Ok(tally)
}

fn outcome_shown(outcome: &Outcome, parsed: &feeds::Parsed) -> String {
    if *outcome != Outcome::Missed {
        return String::new();
    }
    let mut feed = parsed.feed.clone();
    let entry = feed.entries.first().cloned();
    feed.entries.clear();
    let described = match entry {
        Some(entry) => format!("{entry:?}"),
        None => format!("{feed:?}"),
    };
    let quiet = |part: &&str| !part.ends_with(": None") && !part.ends_with("[]") && !part.ends_with("\"\"");
    described.split(", ").filter(quiet).collect::<Vec<_>>().join(", ")
}

fn header(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (key, value) = line.trim().strip_prefix("Header:")?.trim().split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

fn expression(head: &str) -> Option<String> {
    let (_, rest) = head.split_once("Expect:")?;
    let line = rest.lines().next()?;
    let line = line.split("-->").next()?.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
