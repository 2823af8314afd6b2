//! The vault that an edition's keys are in: of this process, or of one that is asked.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use store::Store;
use tracing::warn;
use vault::{Error, Vault};

use crate::places;
use crate::settings::Settings;

/// Key of the setting that tells in which vault the keys are, by which the database is sealed.
const ID: &str = "vault";
/// A vault that is asked may start a little later.
const PATIENCE: Duration = Duration::from_secs(60);

pub async fn open(settings: &Settings, store: &Store) -> Result<Vault> {
    let folder = places::vault(&settings.folder);
    let is_here = folder.join("vault.db").exists();
    let kept = store.setting(ID).await?;
    let is_known = kept.as_ref().is_some_and(|id| !id.is_empty());
    let vault = match &settings.vault {
        Some(address) if is_here => bail!(
            "The keys of this edition are in {}: carry that folder to where `caulbart vault` runs, or leave out --vault {address}.",
            folder.display()
        ),
        Some(address) => {
            let vault = Vault::at(address.clone(), settings.vault_identity.as_deref())?;
            wait(&vault).await?;
            vault
        }
        None if !is_here && is_known => bail!(
            "The keys of this edition are in another vault: name it with --vault, or put its folder back as {}; where it is lost for \
             good, `caulbart restore FILE --new-vault` begins another.",
            folder.display()
        ),
        None => Vault::open(&folder)?,
    };
    let id = ledger::entry::to_hex(&vault.id().await?);
    if kept.is_some() && !is_known {
        store.set_setting(ID, &id).await?;
    }
    if store.settle_setting(ID, &id).await? != id {
        bail!(
            "This database was sealed with the keys of another vault, and nothing in it opens with those in {}: name the right one.",
            settings.vault.as_ref().map_or_else(|| folder.display().to_string(), ToString::to_string)
        );
    }
    Ok(vault)
}

/// The keys are lost for good: what they opened stays closed for ever, and readers are given new ones.
pub async fn forget(store: &Store) -> Result<()> {
    Ok(store.set_setting(ID, "").await?)
}

async fn wait(vault: &Vault) -> Result<()> {
    let since = Instant::now();
    let mut told = false;
    loop {
        match vault.id().await {
            Ok(_) => return Ok(()),
            Err(why @ Error::Down(_)) if since.elapsed() < PATIENCE => {
                if !told {
                    warn!("Waiting for the vault: {why}. Start `caulbart vault`; this goes on by itself then.");
                    told = true;
                }
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
            Err(why) => return Err(why).context("The vault did not open"),
        }
    }
}
