//! Does a receipt hold? Computes timelines again from their bundles; needs no edition.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use ledger::entry::{Body, Minute, from_hex, to_hex};
use ledger::{Hash, TrustPolicy, packs};
use oversight::audit::{Computed, Fetch, Questions, audit_each};
use serde_json::{Value, json};
use timeline::{Bundle, Receipt};

use super::audit::own_key;
use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::wiring::log_at::LogAt;

/// Exit status 0 where all are the same, and their packs stand in the ledger where one is named; 1 where one differs, 2 where one
/// cannot be read.
pub async fn run(settings: &Settings, files: &[PathBuf], ledger: Option<&str>) -> Result<()> {
    let beats = match ledger {
        Some(place) => Some(Beats::of(place).await?),
        None => None,
    };
    let mut told: Vec<Value> = Vec::new();
    let (mut differing, mut unfound) = (0, 0);
    for file in files {
        let (kept, again) = replayed(file)?;
        let difference = kept.first_difference(&again);
        differing += usize::from(difference.is_some());
        let beat = beats.as_ref().map(|beats| beats.find(&kept));
        unfound += usize::from(matches!(beat, Some(None)));
        if settings.json {
            told.push(json!({
                "file": file.display().to_string(),
                "receipt": kept.hash(),
                "same": difference.is_none(),
                "pack": kept.line("pack"),
                "beat": beat.flatten().map(|(index, time)| json!({ "entry": index, "time": time.to_string() })),
                "first_difference": difference.map(|(line, kept, again)| {
                    json!({ "line": line, "receipt": kept, "computed": again })
                }),
            }));
            continue;
        }
        let file = file.display();
        match difference {
            None => say(&format!("{file}: the same, to the byte. Receipt {}", kept.hash())),
            Some((line, kept, again)) => {
                say(&format!(
                    "{file}: another timeline comes out. Line {line} of the receipt says\n  {kept}\nbut it is\n  {again}"
                ));
            }
        }
        match beat {
            None => {}
            Some(Some((index, time))) => {
                say(&format!("Its pack stands in the beat of {time}, entry {index} of the ledger."))
            }
            Some(None) => say(&unheard(&kept)),
        }
    }
    if settings.json {
        say_json(&Value::Array(told))?;
    }
    if differing > 0 {
        bail!("{differing} of {} receipts do not hold.", files.len());
    }
    if unfound > 0 {
        bail!("The packs of {unfound} of {} receipts stand in no beat.", files.len());
    }
    Ok(())
}

fn replayed(file: &Path) -> Result<(Receipt, Receipt)> {
    let wrong = |fault: &dyn std::fmt::Display| Usage(format!("{}: {fault}", file.display()));
    let bytes = std::fs::read(file).map_err(|fault| {
        Usage(format!(
            "{} cannot be read; name a file that `caulbart timeline --bundle` wrote: {fault}",
            file.display()
        ))
    })?;
    let bundle = Bundle::from_bytes(&bytes).map_err(|fault| wrong(&fault))?;
    let again = bundle.replay().map_err(|fault| wrong(&fault))?;
    Ok((bundle.receipt().clone(), again))
}

fn unheard(receipt: &Receipt) -> String {
    match receipt.line("pack") {
        Some(pack) => format!(
            "Its pack {pack} stands in no beat that covers its time. If no beat was due since, try again after the next one; a timeline that a \
             command composed was given to nobody, and no beat tells of it."
        ),
        None => "It is of a release that named no pack.".to_owned(),
    }
}

/// The beats of a ledger that was audited, each with the hashes of the packs that it covers.
struct Beats(Vec<(u64, Minute, Vec<Hash>)>);

impl Beats {
    async fn of(place: &str) -> Result<Beats> {
        let log = LogAt::find(place).await.map_err(Usage)?;
        let shown = place.to_owned();
        let work = move || {
            let trust = TrustPolicy::of_log(own_key(&log)?);
            // What is late is no reason not to look: nobody may serve this ledger any more.
            let questions = Questions { trust: &trust, since: None, now: Minute(i64::MIN), reports: Some(&Computed) };
            let mut roots = Vec::new();
            let verdict = audit_each(&log, &questions, &mut |index, entry| {
                if let Body::Beat(beat) = &entry.body {
                    roots.extend(beat.pack.map(|root| (index, entry.time, root)));
                }
            })?;
            if let Some(fault) = verdict.faults.first() {
                bail!("{shown} does not hold what it promises, so its beats prove nothing. At fault: {fault}");
            }
            let mut beats = Vec::with_capacity(roots.len());
            for (index, time, root) in roots {
                let bytes = log.get(&format!("packs/{}", to_hex(&root)), packs::SIDE_FILE_AT_MOST)?.unwrap_or_default();
                beats.push((index, time, packs::list(&bytes)?.to_vec()));
            }
            Ok(Beats(beats))
        };
        tokio::task::spawn_blocking(work).await?
    }

    /// The first beat that covers the receipt's time and lists its pack.
    fn find(&self, receipt: &Receipt) -> Option<(u64, Minute)> {
        let pack: Hash = from_hex(receipt.line("pack")?)?;
        let minute = Minute::from_text(&format!("{}Z", receipt.line("time")?.get(..16)?))?;
        let covers = self.0.iter().filter(|(_, time, _)| *time >= minute);
        covers.filter(|(.., packs)| packs.binary_search(&pack).is_ok()).map(|(index, time, _)| (*index, *time)).next()
    }
}
