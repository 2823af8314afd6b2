//! Keeping it safe: backup, restore, and what is wrong here.

use std::path::Path;

use anyhow::{Context, Result, bail};
use model::{Health, Time};
use store::{Database, Store};

use super::say;
use crate::complaint;
use crate::places;
use crate::settings::Settings;
use crate::wiring::{Alone, Opened, belonging, bucket, overseeing, region, vault_of};

pub async fn backup(settings: Settings, file: &Path) -> Result<()> {
    if file.exists() {
        bail!("{} exists already; name a new file, so that no older backup is lost.", file.display());
    }
    let store = Opened::store(&settings).await?;
    store.backup(file).await?;
    let bytes = std::fs::metadata(file).map(|file| file.len()).unwrap_or(0);
    say(&format!("Wrote {} ({} MB).", file.display(), bytes.div_ceil(1_000_000)));
    if let Some(bucket) = &settings.clip_bucket {
        say(&format!("Clips lie in the bucket {} and are not in it: its store has to keep a copy.", bucket.told()));
    }
    Ok(())
}

pub async fn restore(settings: Settings, file: &Path, new_vault: bool) -> Result<()> {
    if !file.exists() {
        bail!("There is no file {}; name one that `caulbart backup` wrote.", file.display());
    }
    region::check_media(&settings)?;
    std::fs::create_dir_all(&settings.folder)?;
    let Some(_alone) = Alone::in_folder(&settings.folder)? else {
        bail!("A server works on {}; stop it before you restore.", settings.folder.display());
    };
    Store::restore(&settings.edition, &settings.database, file).await?;
    // The index and the stock belong to what was replaced; without them, they are made anew at the next start.
    let _ = std::fs::remove_dir_all(places::search(&settings.folder));
    let _ = std::fs::remove_file(settings.folder.join("stock.snapshot"));
    let store = Opened::store(&settings)
        .await
        .with_context(|| format!("{} is in place again, and this node must not open it", file.display()))?;
    if new_vault {
        vault_of::forget(&store).await?;
    }
    store.close().await?;
    say(&format!("{} is in place again.", file.display()));
    let vault = places::vault(&settings.folder);
    if !new_vault && settings.vault.is_none() && !vault.exists() {
        say(&format!("What is kept about readers opens with their keys alone: put back {}, too.", vault.display()));
    }
    Ok(())
}

/// What is wrong with ledger and vault; nothing is made where there is none.
async fn of_the_ledger(settings: &Settings, store: &Store) -> Vec<String> {
    let (ledger, keys) = places::ledger(&settings.folder);
    if !ledger.join("checkpoint").exists() && !keys.exists() {
        say("Ledger: none yet; the server begins it");
        return Vec::new();
    }
    let look = async {
        let vault = vault_of::open(settings, store).await?;
        let oversight = overseeing::open(&settings.folder, settings.edition.name.as_str(), None, &vault)?;
        if let Some(head) = oversight.book().head()? {
            say(&format!("Ledger: {}, {} entries", head.checkpoint.origin, head.checkpoint.size));
        }
        let worries = belonging::worries(&settings.folder, store, &oversight, Time::now()).await;
        oversight.book().close();
        worries
    };
    look.await.unwrap_or_else(|why: anyhow::Error| vec![complaint::told(&why)])
}

pub async fn doctor(settings: Settings) -> Result<()> {
    let mut worries = Vec::new();
    match &settings.database {
        Database::Sqlite(folder) => say(&format!("Database: embedded, in {}", folder.display())),
        Database::Postgres(_) => say("Database: PostgreSQL"),
    }
    let store = Opened::store(&settings).await?;
    let counts = store.counts().await?;
    say(&format!(
        "Kept: {} sources, {} items in {} stories, {} readers, {} events",
        counts.sources, counts.items, counts.stories, counts.readers, counts.events
    ));
    if counts.unplaced > 0 {
        worries.push(format!("{} items wait to be placed; the server does that while it runs.", counts.unplaced));
    }
    for source in store.sources().await? {
        if matches!(source.health, Health::Failing | Health::Stopped) {
            worries.push(format!("{}: {}", source.title, source.health_words));
        }
    }
    worries.extend(store.examine().await?);
    worries.extend(of_the_ledger(&settings, &store).await);
    let (place, fault) = bucket::looked_at(&settings, &store).await?;
    if let Some(place) = place {
        say(&format!("Clips: in the bucket {place}"));
    }
    worries.extend(fault);
    if worries.is_empty() {
        say("Nothing is wrong here.");
    }
    for worry in worries {
        say(&format!("- {worry}"));
    }
    Ok(())
}
