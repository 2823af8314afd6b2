//! What one edition withholds and another does not, and on what ground: from their two public ledgers, each audited first.

use anyhow::{Context, Result, bail};
use ledger::TrustPolicy;
use ledger::diff::{Diff, Withheld};
use ledger::entry::Minute;
use oversight::audit::{Computed, Questions, audit_each};

use super::audit::own_key;
use super::{Usage, say};
use crate::settings::Settings;
use crate::wiring::log_at::LogAt;

pub async fn run(settings: &Settings, first: &str, second: &str) -> Result<()> {
    let (one, other) = (withheld(first).await?, withheld(second).await?);
    let diff = Diff::of((&one.0, &one.1), (&other.0, &other.1));
    match settings.json {
        true => say(oversight::diff::json(&diff).trim_end()),
        false => say(diff.to_string().trim_end()),
    }
    Ok(())
}

async fn withheld(place: &str) -> Result<(String, Withheld)> {
    let log = LogAt::find(place).await.map_err(Usage)?;
    let shown = place.to_owned();
    let work = move || {
        let trust = TrustPolicy::of_log(own_key(&log)?);
        // What is late is no reason not to compare: nobody may serve this ledger any more.
        let now = Minute(i64::MIN);
        let mut withheld = Withheld::default();
        let questions = Questions { trust: &trust, since: None, now, reports: Some(&Computed) };
        let verdict = audit_each(&log, &questions, &mut |_, entry| withheld.add(entry))?;
        if let Some(fault) = verdict.faults.first() {
            bail!("{shown} does not hold what it promises, so there is nothing to compare. At fault: {fault}");
        }
        let head = verdict.head.context("it has no head")?;
        Ok((head.checkpoint.origin, withheld))
    };
    tokio::task::spawn_blocking(work).await?
}
