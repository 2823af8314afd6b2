//! What does a log of shown and opened items say, in order of time?
//!
//! A log is one or more folders, each either in JSON Lines (`items.jsonl.gz`, `impressions.jsonl.gz`, and where known
//! `history.jsonl.gz`; plain `.jsonl` too) or in MIND's own form (`news.tsv`, `behaviors.tsv`). Several folders are one
//! log: the same id means the same thing in all of them, and impressions are merged by time.
//!
//! Ids become numbers when the log is opened. Impressions are streamed from files that are in order of time; a file that
//! is not is read whole and sorted.

// The whole form is read, whether or not a command looks at each part of it.
#![allow(dead_code)]

mod fault;
mod ids;
mod impressions;
mod jsonl;
mod lines;
mod mind;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

pub use fault::Faults;
pub use impressions::Impressions;
pub use lines::Lines;

use ids::Ids;
use impressions::Stream;

/// What is known about all impressions before the first is replayed. An item's place in `items` is its number everywhere.
#[derive(Debug, Default)]
pub struct Log {
    pub items: Vec<LogItem>,
    pub histories: Vec<LogHistory>,
    /// Readers are numbered from 0 to this.
    pub readers: usize,
    /// Names of the surfaces, by number.
    pub surfaces: Vec<String>,
    /// How many impressions can be read; a few of them may still be left out as faulty.
    pub impressions: usize,
    /// Of the first and the last impression, Unix milliseconds.
    pub first_ms: Option<i64>,
    pub last_ms: Option<i64>,
    /// Some impression says what was finished.
    pub has_finished: bool,
    pub has_propensity: bool,
    /// Of items, histories and the files' order; those of impressions are known after the replay.
    pub faults: Faults,
}

/// Empty text and `None` where the log does not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogItem {
    pub id: String,
    pub is_video: bool,
    pub title: String,
    /// Topic, then subtopic; or several numbers.
    pub topics: Vec<String>,
    pub standfirst: String,
    pub source: String,
    pub published_ms: Option<i64>,
    pub length_chars: Option<u32>,
    pub duration_ms: Option<u32>,
    pub paid: Option<bool>,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// A slate that a reader was shown at once. Lists beside `slate` have an entry an item; those that say "empty" are empty
/// when they would hold nothing but no or 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogImpression {
    pub time_ms: i64,
    pub reader: u32,
    pub surface: u32,
    /// Items, each once.
    pub slate: Vec<u32>,
    pub opened: Vec<bool>,
    /// `None` where the log does not say.
    pub finished: Option<Vec<bool>>,
    /// Or empty.
    pub watched_ms: Vec<u32>,
    /// Or empty.
    pub liked: Vec<bool>,
    /// Or empty.
    pub hidden: Vec<bool>,
    /// Or empty.
    pub followed: Vec<bool>,
    /// Or empty.
    pub shared: Vec<bool>,
    /// Or empty.
    pub commented: Vec<bool>,
    /// The item that the reader was on.
    pub context: Option<u32>,
    /// A code of the log; 0 where it does not say.
    pub device: u8,
    /// Probability with which each item was shown at its place; or empty. Not checked.
    pub propensity: Vec<f32>,
}

/// What a reader did before the first impression, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogHistory {
    pub reader: u32,
    /// Item and Unix milliseconds.
    pub reads: Vec<(u32, Option<i64>)>,
    pub shown: Vec<u32>,
    pub liked: Vec<u32>,
    /// It is known from the first impression of its folder on, Unix milliseconds: where folders follow each other, what
    /// readers of a later one did is news then, and is neither known earlier nor stale.
    pub before: i64,
}

impl Log {
    /// Items and histories at once, impressions to be iterated. Faulty lines are read around and counted; only a folder
    /// that holds no log, or a file that cannot be opened, is an error.
    pub fn open(folders: &[PathBuf]) -> Result<(Log, Impressions)> {
        let mut log = Log::default();
        let mut ids = Ids::default();
        let forms = folders.iter().map(|folder| Form::of(folder)).collect::<Result<Vec<Form>>>()?;
        for form in &forms {
            match form {
                Form::Jsonl { items, .. } => jsonl::items(items, &mut ids, &mut log)?,
                Form::Mind { news, .. } => mind::items(news, &mut ids, &mut log)?,
            }
        }
        let mut streams = Vec::new();
        for form in &forms {
            let (of_others, first_of_others) = (log.histories.len(), log.first_ms.take());
            streams.push(match form {
                Form::Jsonl { impressions, history, .. } => {
                    if let Some(history) = history {
                        jsonl::histories(history, &mut ids, &mut log)?;
                    }
                    jsonl::impressions(impressions, &mut ids, &mut log)?
                }
                Form::Mind { behaviors, .. } => Stream::whole(mind::behaviors(behaviors, &mut ids, &mut log)?),
            });
            let before = log.first_ms.or(first_of_others).unwrap_or_default();
            log.histories.iter_mut().skip(of_others).for_each(|history| history.before = before);
            log.first_ms = first_of_others.into_iter().chain(log.first_ms).min();
        }
        log.readers = ids.readers.len();
        log.surfaces = ids.surfaces.names().to_vec();
        Ok((log, Impressions::new(streams, ids)))
    }

    /// Widens what is known of the impressions by one.
    fn count(&mut self, time_ms: i64) {
        self.impressions += 1;
        self.first_ms = Some(self.first_ms.map_or(time_ms, |first| first.min(time_ms)));
        self.last_ms = Some(self.last_ms.map_or(time_ms, |last| last.max(time_ms)));
    }
}

/// The files of one folder.
enum Form {
    Jsonl { items: PathBuf, impressions: PathBuf, history: Option<PathBuf> },
    Mind { news: PathBuf, behaviors: PathBuf },
}

impl Form {
    fn of(folder: &Path) -> Result<Form> {
        let found = |name: &str, endings: [&str; 2]| {
            endings.iter().map(|ending| folder.join(format!("{name}.{ending}"))).find(|path| path.is_file())
        };
        let jsonl = |name| found(name, ["jsonl.gz", "jsonl"]);
        let tsv = |name| found(name, ["tsv", "tsv.gz"]);
        if let (Some(items), Some(impressions)) = (jsonl("items"), jsonl("impressions")) {
            return Ok(Form::Jsonl { items, impressions, history: jsonl("history") });
        }
        if let (Some(news), Some(behaviors)) = (tsv("news"), tsv("behaviors")) {
            return Ok(Form::Mind { news, behaviors });
        }
        if !folder.is_dir() {
            bail!("{} is no folder: name a folder that holds a log", folder.display());
        }
        bail!(
            "{} holds no log: items.jsonl.gz and impressions.jsonl.gz are needed (or plain .jsonl), or MIND's news.tsv \
             and behaviors.tsv",
            folder.display()
        )
    }
}
