//! An edition full of generated items, to measure pages and searches with.

use std::time::Instant;

use anyhow::{Context, Result};
use model::{Language, SourceKind, Time};
use sources::{Delivery, Intake};
use store::NewSource;

use super::generate;
use crate::commands::say;
use crate::settings::Settings;
use crate::wiring::Opened;

const ENTRIES: usize = 50;

pub async fn run(settings: Settings, items: usize) -> Result<()> {
    let edition = Opened::open(&settings).await?;
    let started = Instant::now();
    with(&edition, items).await?;
    edition.readers.load(Time::now()).await?;
    edition.indexer().catch_up().await?;
    let counts = edition.store.counts().await?;
    say(&format!(
        "{} items in {} stories after {:.0} s",
        counts.items,
        counts.stories,
        started.elapsed().as_secs_f64()
    ));
    Ok(())
}

/// So many more, placed.
pub async fn with(edition: &Opened, items: usize) -> Result<()> {
    let intake = Intake::new(edition.store.clone());
    let now = Time::now();
    for number in 0..items.div_ceil(ENTRIES) {
        let source = NewSource {
            kind: SourceKind::File,
            address: format!("generated:{number}"),
            title: format!("Courier {number}"),
            site: String::new(),
            language: Language::ENGLISH,
            folder: String::new(),
        };
        let (id, _) = edition.store.add_source(&source, now).await?;
        let source = edition.store.source(id).await?.context("a source went away")?;
        let bytes = generate::feed(number, ENTRIES, now);
        intake.take_in(&source, Delivery { bytes, content_type: None, base: None }, now).await?;
    }
    edition.place_waiting(now).await?;
    Ok(())
}
