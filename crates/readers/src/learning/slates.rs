//! Which slates were shown, and what came of them? A log for `caulbart evaluate`, without anybody's name.
//!
//! `slates/2026-11-24.jsonl.gz` in the edition's folder: one line of JSON for each slate that was settled and learned
//! from, `{"time_ms","surface","slate":[…],"propensity":[…],"opened":[…]}` and where there is anything `liked`, `shared`,
//! `followed`, `hidden`, `reported`, `context` and `device`. The minute is told, not the millisecond; nothing says who it
//! was, and two slates of one reader cannot be told from those of two. A day is a file, or several where the server was
//! started anew; days older than thirty are removed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use model::{DAY, MINUTE, Time};
use serde_json::{Map, Value, json};
use timeline::learn::Head;
use tracing::warn;

use super::pending::Settled;

const KEPT: i64 = 30 * DAY;
/// Written when there are so many, or after this time: packed one by one they would take three times the room.
const TOGETHER: usize = 512;
const WAIT: i64 = MINUTE;
/// More than this are not held where the disk takes none.
const HELD: usize = 20_000;
const ENDING: &str = ".jsonl.gz";

#[derive(Default)]
pub(crate) struct Slates {
    folder: Option<PathBuf>,
    held: Vec<String>,
    since: Option<Time>,
    /// The day that is being written, and its file.
    open: Option<(String, PathBuf)>,
}

impl Slates {
    /// Without a folder nothing is kept.
    pub fn new(folder: Option<PathBuf>) -> Slates {
        Slates { folder, ..Slates::default() }
    }

    pub fn add(&mut self, settled: &Settled, now: Time) {
        if self.folder.is_none() || self.held.len() >= HELD {
            return;
        }
        self.since.get_or_insert(now);
        self.held.push(line(settled));
    }

    /// Writes what is held, when it is time or `at_once`.
    pub fn write_when_due(&mut self, now: Time, at_once: bool) {
        let Some(since) = self.since else { return };
        if !(at_once || self.held.len() >= TOGETHER || now.since(since) >= WAIT || now < since) {
            return;
        }
        self.since = Some(now);
        match self.write(now) {
            Ok(()) => {
                self.held.clear();
                self.since = None;
            }
            Err(error) => warn!("Slates for `caulbart evaluate` could not be kept: {error}. They are tried again."),
        }
    }

    fn write(&mut self, now: Time) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let day = day(now);
        let path = match &self.open {
            Some((open, path)) if *open == day => path.clone(),
            _ => {
                fs::create_dir_all(folder)?;
                forget_before(folder, now.plus(-KEPT))?;
                unused(folder, &day)
            }
        };
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        for line in &self.held {
            packed.write_all(line.as_bytes())?;
            packed.write_all(b"\n")?;
        }
        let packed = packed.finish()?;
        // One write: what follows a piece that broke off could not be read.
        OpenOptions::new().create(true).append(true).open(&path)?.write_all(&packed)?;
        self.open = Some((day, path));
        Ok(())
    }
}

/// The files of an edition's folder, oldest first. None where nothing was kept yet.
pub fn kept_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = match fs::read_dir(folder.join("slates")) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(files),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        if day_of(&path).is_some() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn line(settled: &Settled) -> String {
    let impression = &settled.impression;
    let ids = |head: Head| -> Vec<String> {
        let with = impression.items.iter().zip(&impression.deeds).filter(|(_, deeds)| deeds.has(head));
        with.map(|(item, _)| item.to_string()).collect()
    };
    let mut told = Map::new();
    told.insert("time_ms".into(), json!(impression.at.0.div_euclid(MINUTE) * MINUTE));
    let surface = match impression.surface {
        2 => "topic",
        3 => "source",
        5 => "clips",
        timeline::BELOW_AN_ARTICLE => "article",
        _ => "front",
    };
    told.insert("surface".into(), json!(surface));
    told.insert("slate".into(), json!(impression.items.iter().map(ToString::to_string).collect::<Vec<_>>()));
    told.insert("propensity".into(), json!(settled.propensities));
    told.insert("opened".into(), json!(ids(Head::Open)));
    let rarer = [
        ("liked", Head::Like),
        ("shared", Head::Share),
        ("followed", Head::Follow),
        ("hidden", Head::Hide),
        ("reported", Head::Report),
    ];
    for (name, head) in rarer {
        let ids = ids(head);
        if !ids.is_empty() {
            told.insert(name.into(), json!(ids));
        }
    }
    if let Some(context) = settled.context {
        told.insert("context".into(), json!(context.to_string()));
    }
    if settled.device > 0 {
        told.insert("device".into(), json!(settled.device));
    }
    Value::Object(told).to_string()
}

fn day(at: Time) -> String {
    at.rfc3339().chars().take(10).collect()
}

/// `None` for a file that is none of these.
fn day_of(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?;
    let (day, rest) = name.split_at_checked(10)?;
    let is_day = day.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_number = rest.is_empty() || rest.strip_prefix('-').is_some_and(|rest| rest.parse::<u32>().is_ok());
    (is_day && is_number).then_some(day)
}

fn forget_before(folder: &Path, time: Time) -> io::Result<()> {
    let first = day(time);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if day_of(&path).is_some_and(|day| day < first.as_str()) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn unused(folder: &Path, day: &str) -> PathBuf {
    let named = |number: u32| {
        let number = if number > 1 { format!("-{number:04}") } else { String::new() };
        folder.join(format!("{day}{number}{ENDING}"))
    };
    let mut number = 1;
    while File::open(named(number)).is_ok() {
        number += 1;
    }
    named(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_are_taken_for_days() {
        for (name, want) in [
            ("2026-11-24.jsonl.gz", Some("2026-11-24")),
            ("2026-11-24-0002.jsonl.gz", Some("2026-11-24")),
            ("2026-11-24.jsonl", None),
            ("2026-11-24x.jsonl.gz", None),
            ("2026-11-2é.jsonl.gz", None),
            ("notes.jsonl.gz", None),
        ] {
            assert_eq!(day_of(Path::new(name)), want, "{name}");
        }
    }
}
