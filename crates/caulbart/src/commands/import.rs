//! What lies on disk: other newsrooms' exports, feed files and OPML lists.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use model::{Language, SourceKind, Time};
use newsroom::Export;
use sources::{Delivery, Intake, Nature};
use store::NewSource;

use super::{complain, feed, moving, say};
use crate::settings::Settings;
use crate::settings::typed::Import;
use crate::wiring::Opened;
use crate::wiring::desk::add_outlines;

/// A folder in a folder in … : a link that leads back to itself ends here.
const DEPTH_AT_MOST: usize = 8;

pub async fn run(settings: Settings, import: Import) -> Result<()> {
    let ways = moving::Ways::of(&import)?;
    let edition = Opened::open(&settings).await?;
    let (mut exports, mut files) = (Vec::new(), Vec::new());
    for path in &import.paths {
        let unread = || format!("{} could not be read", path.display());
        let mut inside = Vec::new();
        if path.is_dir() {
            list(path, 0, &mut inside).with_context(unread)?;
        }
        match Export::at(path).with_context(unread)? {
            // A README beside exports makes no site of them.
            Some(Export::Folder(_)) if inside.iter().any(|file| is_export_file(file)) => {
                files
                    .extend(inside.into_iter().filter(|file| !matches!(Export::at(file), Ok(Some(Export::Folder(_))))));
            }
            Some(export) => exports.push((path.clone(), export)),
            None if path.is_dir() => files.extend(inside),
            None => files.push(path.clone()),
        }
    }
    let intake = Intake::new(edition.store.clone());
    let (mut items, mut read, mut refused) = (0, 0, Vec::new());
    for file in files {
        match Export::at(&file) {
            Ok(Some(export)) => exports.push((file, export)),
            Ok(None) => match one(&edition, &intake, &file).await {
                Ok(new) => {
                    items += new;
                    read += 1;
                }
                Err(error) => refused.push(format!("{}: {error:#}", file.display())),
            },
            Err(error) => refused.push(format!("{}: {error}", file.display())),
        }
    }
    let moved = moving::move_all(&edition, exports, &ways, settings.json).await?;
    edition.place_waiting(Time::now()).await?;
    if read > 0 || moved.is_empty() {
        let words = format!("{items} new items from {read} files.");
        if settings.json && !moved.is_empty() { complain(&words) } else { say(&words) }
    }
    refused.extend(moving::tell(&settings, &moved)?);
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

fn is_export_file(file: &Path) -> bool {
    matches!(Export::at(file), Ok(Some(Export::WordPress(_) | Export::Ghost(_))))
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
        bail!("this is neither a feed, nor an OPML list, nor a newsroom's export; nothing was taken from it");
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
