//! Other newsrooms' exports: how they are brought over, and what came of each.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::{Context, Result};
use exports::FaultKind;
use indicatif::{ProgressBar, ProgressStyle};
use model::Time;
use newsroom::{Export, Fetch, Moved};
use serde_json::{Value, json};
use sources::{Ask, Fetcher, Limits};
use url::Url;

use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Import;
use crate::wiring::Opened;

/// Sentences of one kind that are told on a terminal; with `--json`, all of them are.
const TOLD: usize = 40;

/// What was wished for all exports of a command.
pub struct Ways {
    media: Option<PathBuf>,
    site: Option<Url>,
    fetch: bool,
}

impl Ways {
    pub fn of(import: &Import) -> Result<Ways> {
        let site = match &import.site {
            Some(typed) => {
                let url = Url::parse(typed).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
                Some(url.ok_or_else(|| Usage(format!("--site: `{typed}` is no address; it begins with https://.")))?)
            }
            None => None,
        };
        if let Some(folder) = import.media.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(Usage(format!("--media: {} is no folder.", folder.display())).into());
        }
        Ok(Ways { media: import.media.clone(), site, fetch: import.fetch_media })
    }
}

/// One after the other. Whoever presses Ctrl-C ends it between two rounds; the next run goes on there.
pub async fn move_all(
    edition: &Opened,
    exports: Vec<(PathBuf, Export)>,
    ways: &Ways,
    json: bool,
) -> Result<Vec<(PathBuf, Moved)>> {
    let newsroom = edition.newsroom(Default::default());
    let mut all = Vec::with_capacity(exports.len());
    for (path, export) in exports {
        let shows = std::io::stderr().is_terminal() && !json;
        let bar = if shows { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        bar.set_style(ProgressStyle::default_spinner());
        let mut told = |moved: &Moved| {
            bar.set_message(format!(
                "{} articles, {} drafts, {} pictures, {} here already",
                moved.articles, moved.drafts, moved.media, moved.skipped
            ));
            bar.tick();
            ControlFlow::Continue(())
        };
        let way = newsroom::Ways {
            media: ways.media.clone(),
            site: ways.site.clone(),
            fetch: ways.fetch.then(|| fetching(edition.fetcher.clone())),
            told: &mut told,
        };
        let moved = newsroom.move_in(export, way, Time::now()).await;
        bar.finish_and_clear();
        all.push((
            path.clone(),
            moved.with_context(|| {
                format!("{} was not brought over to its end; begin again, and it goes on", path.display())
            })?,
        ));
    }
    Ok(all)
}

/// Through the guard, as everything that is fetched.
fn fetching<'w>(fetcher: Fetcher) -> Fetch<'w> {
    Box::new(move |address| {
        let fetcher = fetcher.clone();
        Box::pin(async move {
            let ask = Ask::new(&address, sources::PICTURE_TYPES, Limits::PICTURE);
            Some(fetcher.fetch(&ask).await.ok()?.expect_success().ok()?.body)
        })
    })
}

/// Prints what came of it; returns a sentence for each export that could not be read whole.
pub fn tell(settings: &Settings, all: &[(PathBuf, Moved)]) -> Result<Vec<String>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    if settings.json {
        say_json(&Value::Array(all.iter().map(row).collect()))?;
    } else {
        table(all);
    }
    let broken = all.iter().filter(|(_, moved)| !moved.is_whole());
    Ok(broken
        .map(|(path, moved)| {
            let faults = moved.faults.iter().filter(|fault| fault.kind == FaultKind::Unreadable);
            let number = faults.clone().count() as u64 + moved.more_faults;
            let first = faults.map(ToString::to_string).next().unwrap_or_default();
            format!("{}: {number} things in it could not be read. The first: {first}", path.display())
        })
        .collect())
}

fn row((path, moved): &(PathBuf, Moved)) -> Value {
    let kind = |kind: FaultKind| match kind {
        FaultKind::Unreadable => "unreadable",
        FaultKind::Changed => "changed",
        FaultKind::LeftAside => "left_aside",
    };
    let faults: Vec<Value> = moved
        .faults
        .iter()
        .map(|fault| json!({ "kind": kind(fault.kind), "place": fault.place, "words": fault.words }))
        .collect();
    json!({
        "file": path.display().to_string(), "site": moved.site, "articles": moved.articles, "drafts": moved.drafts,
        "authors": moved.authors, "sections": moved.sections, "media": moved.media, "comments": moved.comments,
        "redirects": moved.redirects, "skipped": moved.skipped, "clips": moved.clips, "faults": faults, "more_faults": moved.more_faults,
    })
}

fn table(all: &[(PathBuf, Moved)]) {
    say("articles  clips  drafts  authors  sections  pictures  comments  old addresses  here already");
    for (path, moved) in all {
        say(&format!(
            "{:>8}  {:>5}  {:>6}  {:>7}  {:>8}  {:>8}  {:>8}  {:>13}  {:>12}  {}",
            moved.articles,
            moved.clips,
            moved.drafts,
            moved.authors,
            moved.sections,
            moved.media,
            moved.comments,
            moved.redirects,
            moved.skipped,
            path.display()
        ));
    }
    for (kind, heading) in [
        (FaultKind::Unreadable, "Could not be read:"),
        (FaultKind::Changed, "Is not as it was:"),
        (FaultKind::LeftAside, "Was left aside:"),
    ] {
        let mut faults = all.iter().flat_map(|(_, moved)| &moved.faults).filter(|fault| fault.kind == kind).peekable();
        if faults.peek().is_none() {
            continue;
        }
        say(heading);
        faults.by_ref().take(TOLD).for_each(|fault| say(&format!("  {fault}")));
        let more = faults.count();
        if more > 0 {
            say(&format!("  and {more} more; `--json` tells all of them"));
        }
    }
}
