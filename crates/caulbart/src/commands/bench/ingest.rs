//! From the wire to the reader: fetch, parse, clean, understand, place, keep. Then the same feeds again, unchanged.

use std::time::Instant;

use anyhow::Result;
use model::{Language, SourceKind, Time};
use serde_json::json;
use store::{Database, NewSource};

use super::loopback::{self, Web};
use super::peak_memory_mb;
use crate::commands::{say, say_json};
use crate::settings::Settings;
use crate::wiring::Opened;
use crate::wiring::workers::{self, Bell, Closing};

pub async fn run(mut settings: Settings, feeds: usize, entries: usize) -> Result<()> {
    if loopback::serve_if_asked(entries).await? {
        return Ok(());
    }
    let folder = std::env::temp_dir().join(format!("caulbart-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    settings.folder = folder.clone();
    if matches!(settings.database, Database::Sqlite(_)) {
        settings.database = Database::Sqlite(folder.clone());
    }
    let measured = measure(&mut settings, feeds, entries).await;
    let _ = std::fs::remove_dir_all(&folder);
    measured
}

async fn measure(settings: &mut Settings, feeds: usize, entries: usize) -> Result<()> {
    let web = Web::start(entries)?;
    settings.allow_private = vec![web.address.to_string()];
    let edition = Opened::open(settings).await?;
    for number in 0..feeds {
        let source = NewSource {
            kind: SourceKind::Feed,
            address: format!("http://{}/{number}", web.address),
            title: format!("Feed {number}"),
            site: String::new(),
            language: Language::ENGLISH,
            folder: String::new(),
        };
        edition.store.add_source(&source, Time::now()).await?;
    }
    let (bell, (close, closing)) = (Bell::default(), Closing::new());
    let news = edition.news(None, None, None);
    let mut at_work = workers::start(&edition, &news, &bell, &closing);
    let poller = news.poller;

    let started = Instant::now();
    let told = poller.refresh(None, |_| bell.ring()).await?;
    let fetched = started.elapsed().as_secs_f64();
    while edition.store.counts().await?.unplaced > 0 {
        bell.ring();
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let placed = started.elapsed().as_secs_f64();
    let stories = edition.store.counts().await?.stories;

    let started = Instant::now();
    poller.refresh(None, |_| bell.ring()).await?;
    let unchanged = started.elapsed().as_secs_f64();
    let memory = peak_memory_mb();
    let _ = close.send(true);
    while at_work.join_next().await.is_some() {}
    edition.store.close().await?;

    let items = told.new;
    let per_second = items as f64 / placed;
    if settings.json {
        return say_json(&json!({
            "feeds": feeds, "items": items, "stories": stories, "seconds": placed, "items_per_second": per_second,
            "refresh_unchanged_seconds": unchanged, "peak_memory_mb": memory,
        }));
    }
    say(&format!(
        "{items} items from {feeds} feeds: kept after {fetched:.1} s, placed into {stories} stories after {placed:.1} s"
    ));
    say(&format!("{per_second:.0} items/s from the wire to the reader"));
    say(&format!("{feeds} unchanged feeds asked again in {unchanged:.2} s"));
    if let Some(memory) = memory {
        say(&format!("{memory} MB of memory at most"));
    }
    if told.failing > 0 {
        say(&format!("{} feeds did not answer well", told.failing));
    }
    Ok(())
}
