//! Feed files and OPML lists from disk.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use model::{Language, SourceKind, Time};
use sources::{Delivery, Intake, Nature};
use store::NewSource;

use super::{feed, say};
use crate::settings::Settings;
use crate::wiring::Opened;
use crate::wiring::desk::add_outlines;

/// A folder in a folder in … : a link that leads back to itself ends here.
const DEPTH_AT_MOST: usize = 8;

pub async fn run(settings: Settings, paths: Vec<PathBuf>) -> Result<()> {
    let edition = Opened::open(&settings).await?;
    let mut files = Vec::new();
    for path in &paths {
        list(path, 0, &mut files).with_context(|| format!("{} could not be read", path.display()))?;
    }
    let intake = Intake::new(edition.store.clone());
    let (mut items, mut refused) = (0, Vec::new());
    for file in &files {
        match one(&edition, &intake, file).await {
            Ok(new) => items += new,
            Err(error) => refused.push(format!("{}: {error:#}", file.display())),
        }
    }
    edition.place_waiting(Time::now()).await?;
    say(&format!("{items} new items from {} files.", files.len() - refused.len()));
    if !refused.is_empty() {
        bail!("{}", refused.join("\n"));
    }
    Ok(())
}

fn list(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        std::fs::metadata(path)?;
        files.push(path.to_owned());
        return Ok(());
    }
    if depth >= DEPTH_AT_MOST {
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    entries.iter().try_for_each(|entry| list(entry, depth + 1, files))
}

/// Returns how many items are new.
async fn one(edition: &Opened, intake: &Intake, file: &Path) -> Result<usize> {
    let bytes = std::fs::read(file).context("could not be read")?;
    let outlines = feeds::opml::parse(&bytes).outlines;
    if !outlines.is_empty() {
        let added = add_outlines(&edition.store, &outlines).await?;
        say(&format!("{}: {added} new sources", file.display()));
        return Ok(0);
    }
    let now = Time::now();
    let place = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let new = NewSource {
        kind: SourceKind::File,
        address: format!("file:{}", place.display()),
        title: name,
        site: String::new(),
        language: Language::UNKNOWN,
        folder: String::new(),
    };
    if !feeds::is_feed(&bytes) {
        bail!("this is neither a feed nor an OPML list; nothing was taken from it");
    }
    let (id, _) = edition.store.add_source(&new, now).await?;
    let source = edition.store.source(id).await?.context("the source was removed meanwhile")?;
    let taken = intake.take_in(&source, Delivery { bytes, content_type: None, base: None }, now).await?;
    if taken.nature != Nature::Feed {
        bail!("this is no feed");
    }
    feed::name_after_feed(edition, source, &taken.feed).await?;
    Ok(taken.new)
}
