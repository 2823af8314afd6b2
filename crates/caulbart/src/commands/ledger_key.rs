//! The keys of the ledger: what others verify it with, and how one gives way to another.

use anyhow::{Context, Result};
use model::Time;
use serde_json::json;

use super::{say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Ledger;
use crate::wiring::{Opened, overseeing, witnessing};

pub async fn run(settings: Settings, ledger: Ledger) -> Result<()> {
    let edition = Opened::open(&settings).await?;
    match ledger {
        Ledger::Keys => keys(&settings, &edition),
        Ledger::Rotate => rotate(&settings, &edition).await,
    }
}

fn keys(settings: &Settings, edition: &Opened) -> Result<()> {
    let keys = edition.oversight.files().keys()?;
    let log = keys.last().context("The ledger has no key yet; `caulbart serve` makes it.")?;
    let witness = witnessing::of_edition(&settings.folder, &edition.oversight, Vec::new())?.vkey();
    if settings.json {
        return say_json(&json!({ "log": log.to_string(), "witness": witness.to_string() }));
    }
    say(&format!("log      {log}"));
    say(&format!("witness  {witness}"));
    Ok(())
}

async fn rotate(settings: &Settings, edition: &Opened) -> Result<()> {
    let oversight = &edition.oversight;
    // The same program, with another key: what ran before still runs.
    let running = overseeing::running_before(oversight)?;
    let index = oversight.rotate(&running, Time::now()).await?;
    let key = oversight.files().keys()?.pop().map(|key| key.to_string()).unwrap_or_default();
    oversight.book().close();
    if settings.json {
        return say_json(&json!({ "entry": index, "key": key }));
    }
    say(&format!("Entry {index} names the new key, and the old one signed it. From now on the ledger is signed with"));
    say(&key);
    say("Whoever trusts the old key follows by rotation/* by herself; tell those who hold it in a trust policy.");
    Ok(())
}
