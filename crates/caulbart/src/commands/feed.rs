//! Sources: add, list, refresh, export, test.

use std::path::Path;

use anyhow::{Context, Result, bail};
use feeds::opml::Outline;
use model::{Health, Language, Source, SourceId, SourceKind, Time};
use serde_json::{Value, json};
use sources::Intake;

use super::{feed_test, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Feed;
use crate::wiring::desk::add_outlines;
use crate::wiring::{Opened, demo};

pub async fn run(settings: Settings, feed: Feed) -> Result<()> {
    if let Feed::Test { what } = &feed {
        return feed_test::run(&settings, what).await;
    }
    let edition = Opened::open(&settings).await?;
    match feed {
        Feed::Add { url, folder } => add(&edition, &url, &folder).await,
        Feed::Import { file } => import(&edition, &file).await,
        Feed::Export => export(&edition).await,
        Feed::List => list(&settings, &edition).await,
        Feed::Set { id, full_text, rule, title, folder } => {
            let mut source = source_numbered(&edition, id).await?;
            source.full_text = full_text.map_or(source.full_text, |word| word == "on");
            source.full_text_rule = rule.unwrap_or(source.full_text_rule);
            source.title = title.unwrap_or(source.title);
            source.folder = folder.unwrap_or(source.folder);
            edition.store.update_source(&source).await?;
            let full_text = if source.full_text { "full text is fetched" } else { "its own text is shown" };
            say(&format!("{}  {}: {full_text}", source.id, source.title));
            Ok(())
        }
        Feed::Remove { id } => {
            let source = source_numbered(&edition, id).await?;
            edition.store.remove_source(source.id).await?;
            say(&format!("Removed {} with its items.", source.title));
            Ok(())
        }
        Feed::Refresh { all } => refresh(&edition, all).await,
        Feed::Starter { language } => starter(&edition, language.as_deref()).await,
        Feed::Test { .. } => Ok(()),
    }
}

async fn add(edition: &Opened, url: &str, folder: &str) -> Result<()> {
    let intake = Intake::new(edition.store.clone());
    let added = sources::add(&edition.store, &edition.fetcher, &intake, url, folder, Time::now()).await?;
    edition.place_waiting(Time::now()).await?;
    let source = edition.store.source(added.source).await?.context("The source was removed meanwhile")?;
    let lead = if added.new { "Added" } else { "Here already" };
    say(&format!("{lead}: {}  {}\n{}", source.id, source.title, source.health_words));
    Ok(())
}

async fn import(edition: &Opened, file: &Path) -> Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("{} could not be read", file.display()))?;
    let list = feeds::opml::parse(&bytes);
    if list.outlines.is_empty() {
        let fault = list.faults.first().map(|fault| format!(" ({fault})")).unwrap_or_default();
        bail!("{} is no OPML list with feeds in it{fault}.", file.display());
    }
    let added = add_outlines(&edition.store, &list.outlines).await?;
    say(&format!("{added} new sources, {} were here already.", list.outlines.len() - added));
    for fault in &list.faults {
        say(&format!("  fault: {fault}"));
    }
    Ok(())
}

/// A file that was imported bears its own feed's name.
pub async fn name_after_feed(edition: &Opened, mut source: Source, feed: &feeds::Feed) -> Result<()> {
    if !feed.title.is_empty() {
        source.title = feed.title.clone();
    }
    if let Some(site) = &feed.link {
        source.site = site.clone();
    }
    if let Some(tag) = &feed.language {
        source.language = Language::from_tag(tag);
    }
    Ok(edition.store.update_source(&source).await?)
}

async fn export(edition: &Opened) -> Result<()> {
    let sources = edition.store.sources().await?;
    let outlines: Vec<Outline> = sources
        .into_iter()
        .filter(|source| source.kind == SourceKind::Feed)
        .map(|source| Outline {
            title: source.title,
            address: source.address,
            site: source.site,
            folder: source.folder,
            language: if source.language.is_known() { source.language.tag().to_owned() } else { String::new() },
        })
        .collect();
    say(feeds::opml::write(&edition.store.edition().title, &outlines).trim_end());
    Ok(())
}

async fn list(settings: &Settings, edition: &Opened) -> Result<()> {
    let sources = edition.store.sources().await?;
    let counts: std::collections::HashMap<_, _> =
        edition.store.source_counts().await?.into_iter().map(|(id, items, newest)| (id, (items, newest))).collect();
    if settings.json {
        let rows: Vec<Value> = sources
            .iter()
            .map(|source| {
                json!({
                    "id": source.id.0, "title": source.title, "address": source.address, "site": source.site,
                    "language": source.language.tag(), "folder": source.folder, "health": source.health.word(),
                    "health_words": source.health_words, "items": counts.get(&source.id).map_or(0, |(items, _)| *items),
                })
            })
            .collect();
        return say_json(&Value::Array(rows));
    }
    for source in &sources {
        let items = counts.get(&source.id).map_or(0, |(items, _)| *items);
        say(&format!(
            "{:>5}  {:<8} {:>6} items  {}  {}",
            source.id,
            source.health.word(),
            items,
            source.title,
            source.address
        ));
        if !source.health_words.is_empty() {
            say(&format!("       {}", source.health_words));
        }
    }
    if sources.is_empty() {
        say("No sources yet. Add one with `caulbart feed add https://…`, or a list with `caulbart feed starter`.");
    }
    Ok(())
}

async fn source_numbered(edition: &Opened, id: i64) -> Result<Source> {
    let source = edition.store.source(SourceId(id)).await?;
    source.with_context(|| format!("There is no source {id}; `caulbart feed list` shows their numbers."))
}

async fn refresh(edition: &Opened, all: bool) -> Result<()> {
    let due: Vec<SourceId> = match all {
        true => Vec::new(),
        false => edition.store.due(Time::now(), u32::MAX).await?.into_iter().map(|(source, _)| source.id).collect(),
    };
    let bar = indicatif::ProgressBar::no_length().with_style(indicatif::ProgressStyle::default_spinner());
    let told = edition
        .news(None, None, None)
        .poller
        .refresh((!all).then_some(due.as_slice()), |visited| {
            bar.inc(1);
            if !matches!(visited.health, Health::Well) {
                bar.println(format!("{}: {}", visited.source, visited.words));
            }
        })
        .await?;
    bar.finish_and_clear();
    edition.place_waiting(Time::now()).await?;
    say(&format!(
        "{} sources asked, {} new items, {} changed, {} did not answer well.",
        told.asked, told.new, told.changed, told.failing
    ));
    Ok(())
}

async fn starter(edition: &Opened, language: Option<&str>) -> Result<()> {
    let languages = demo::starter_languages();
    let Some(language) = language else {
        say(&format!(
            "Starter lists of public feeds: {}. Take one with `caulbart feed starter en`.",
            languages.join(", ")
        ));
        return Ok(());
    };
    let Some(list) = demo::starter(language) else {
        bail!("There is no starter list for `{language}`; there is one for {}.", languages.join(", "));
    };
    let outlines = feeds::opml::parse(&list).outlines;
    let added = add_outlines(&edition.store, &outlines).await?;
    say(&format!("{added} new sources; the server asks them at its next turn, `caulbart feed refresh` asks them now."));
    Ok(())
}
