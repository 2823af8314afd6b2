//! The key with which the ledger is signed gives way to another one.

use anyhow::Result;
use model::Time;
use serde_json::json;

use super::{say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Ledger;
use crate::wiring::{Opened, overseeing};

pub async fn run(settings: Settings, ledger: Ledger) -> Result<()> {
    let Ledger::Rotate = ledger;
    let edition = Opened::open(&settings).await?;
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
