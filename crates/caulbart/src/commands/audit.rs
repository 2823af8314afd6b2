//! Does a ledger hold all that it promises? Anybody can ask, of any log; nothing is written but what `--keep` names.

use std::path::Path;

use anyhow::{Context, Result, bail};
use ledger::entry::{Kind, Minute, to_hex};
use ledger::{Note, TrustPolicy, VerifierKey, note::KeyKind};
use model::Time;
use oversight::audit::{Computed, Fetch, Questions, Verdict, audit};
use serde_json::json;

use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Audit;
use crate::wiring::log_at::LogAt;

/// Faults that people are shown; programs are told all that is kept.
const SHOWN: usize = 20;

/// Whom the auditor believes, and who said so.
struct Believed {
    trust: TrustPolicy,
    by: By,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Policy,
    Key,
    /// Nobody: it is the key that the log gives itself.
    TheLog,
}

pub async fn run(settings: &Settings, asked: Audit) -> Result<()> {
    let now = match &asked.now {
        None => Minute::from_seconds(Time::now().0 / 1000),
        Some(typed) => Minute::from_text(typed)
            .ok_or_else(|| Usage(format!("`--now {typed}` is no minute: write it as 2026-11-29T08:00Z.")))?,
    };
    let since = asked.since.as_deref().map(seen_before).transpose()?;
    let given = given(&asked)?;
    let log = LogAt::find(&asked.place).await.map_err(Usage)?;
    let work = move || -> Result<(Believed, Verdict)> {
        let believed = match given {
            Some(believed) => believed,
            None => Believed { trust: TrustPolicy::of_log(own_key(&log)?), by: By::TheLog },
        };
        let questions = Questions { trust: &believed.trust, since: since.as_ref(), now, reports: Some(&Computed) };
        let verdict = audit(&log, &questions)?;
        Ok((believed, verdict))
    };
    let (believed, verdict) = tokio::task::spawn_blocking(work).await??;
    match settings.json {
        true => say_json(&as_json(&verdict, &believed))?,
        false => tell(&verdict, &believed, now),
    }
    if let Some(first) = verdict.faults.first() {
        bail!("At fault: {first}");
    }
    if let (Some(file), Some(head)) = (&asked.keep, &verdict.head) {
        std::fs::write(file, head.note.to_string())
            .with_context(|| format!("{} could not be written", file.display()))?;
    }
    Ok(())
}

fn seen_before(file: &Path) -> Result<Note> {
    let shown = file.display();
    let bytes = std::fs::read(file).map_err(|why| Usage(format!("`--since {shown}` could not be read: {why}.")))?;
    Ok(Note::parse(&bytes).map_err(|why| Usage(format!("`--since {shown}` is no checkpoint: {why}.")))?)
}

fn given(asked: &Audit) -> Result<Option<Believed>> {
    if let Some(file) = &asked.policy {
        let shown = file.display();
        let text = std::fs::read_to_string(file)
            .map_err(|why| Usage(format!("`--policy {shown}` could not be read: {why}.")))?;
        let trust = TrustPolicy::parse(&text).map_err(|why| Usage(format!("`--policy {shown}`: {why}.")))?;
        return Ok(Some(Believed { trust, by: By::Policy }));
    }
    let Some(typed) = &asked.key else { return Ok(None) };
    let key = VerifierKey::parse(typed).map_err(|why| Usage(format!("`--key {typed}`: {why}.")))?;
    if key.kind() != KeyKind::Text {
        return Err(Usage(format!("`--key {typed}` is a witness's; a log signs with a key of type 01.")).into());
    }
    Ok(Some(Believed { trust: TrustPolicy::of_log(key), by: By::Key }))
}

/// The first that the log names: whoever has no other can still find out whether it contradicts itself.
fn own_key(log: &LogAt) -> Result<VerifierKey> {
    let bytes = log.get("vkey", ledger::note::BYTES_AT_MOST)?.context("At fault: the log: it has no file vkey")?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    VerifierKey::parse(text.lines().next().unwrap_or_default()).context("At fault: the log: its file vkey names no key")
}

fn tell(verdict: &Verdict, believed: &Believed, now: Minute) {
    if let Some(head) = &verdict.head {
        let at = &head.checkpoint;
        say(&format!("{}: {} entries, root {}", at.origin, at.size, to_hex(&at.root)));
        say(&format!(
            "  {}",
            kinds(verdict).iter().map(|(kind, n)| format!("{n} {kind}")).collect::<Vec<_>>().join(", ")
        ));
    }
    match believed.by {
        By::Policy => {}
        By::Key => say("Judged by the key that was given."),
        By::TheLog => say(
            "No key was given, so it is judged by the one that it names itself: others may be shown another log. Ask for its key \
             elsewhere and say --key or --policy.",
        ),
    }
    say(&witnesses(verdict, believed));
    match verdict.reports {
        0 => say("No report is published, or none could be recomputed."),
        1 => say("1 published report is what the entries give."),
        reports => say(&format!("{reports} published reports are what the entries give.")),
    }
    for fault in verdict.faults.iter().take(SHOWN) {
        say(&format!("- {fault}"));
    }
    let more = verdict.more + verdict.faults.len().saturating_sub(SHOWN) as u64;
    if more > 0 {
        say(&format!("- and {more} more"));
    }
    if verdict.holds() {
        say(&format!("All of it holds, as of {now}."));
    }
}

/// Who besides the edition saw this head, in words.
fn witnesses(verdict: &Verdict, believed: &Believed) -> String {
    let others = verdict.head.as_ref().map_or(0, |head| {
        let is_own = |name: &str| name == head.checkpoint.origin;
        head.note.signatures().iter().filter(|signature| !is_own(&signature.name)).count()
    });
    match (verdict.cosigned.as_slice(), believed.by) {
        ([], By::Policy) => "None of the policy's witnesses has cosigned this head.".to_owned(),
        ([], _) if others == 0 => {
            "No witness has cosigned this head: only the edition says that everybody sees the same.".to_owned()
        }
        ([], _) => {
            format!("{others} others have cosigned this head; without --policy their signatures count for nothing.")
        }
        (cosigned, _) => {
            let names: Vec<String> = cosigned
                .iter()
                .map(|(name, at)| format!("{name} ({})", Minute::from_seconds(i64::try_from(*at).unwrap_or(0))))
                .collect();
            format!("Cosigned by {}.", names.join(", "))
        }
    }
}

/// How many entries there are of each kind that there is.
fn kinds(verdict: &Verdict) -> Vec<(&'static str, u64)> {
    let counted = Kind::COUNTED.iter().map(|kind| (kind.word(), verdict.counts.of(*kind)));
    let size = verdict.head.as_ref().map_or(0, |head| head.checkpoint.size);
    let beats = size.saturating_sub(verdict.counts.entries.iter().sum());
    counted.chain([(Kind::Beat.word(), beats)]).filter(|(_, count)| *count > 0).collect()
}

fn as_json(verdict: &Verdict, believed: &Believed) -> serde_json::Value {
    let faults: Vec<_> =
        verdict.faults.iter().map(|fault| json!({ "entry": fault.entry, "what": fault.what })).collect();
    let cosigned: Vec<_> =
        verdict.cosigned.iter().map(|(name, at)| json!({ "witness": name, "seconds": at })).collect();
    let kinds: serde_json::Map<String, serde_json::Value> =
        kinds(verdict).into_iter().map(|(kind, count)| (kind.to_owned(), count.into())).collect();
    let head = verdict.head.as_ref().map(|head| &head.checkpoint);
    json!({
        "holds": verdict.holds(), "origin": head.map(|head| &head.origin), "size": head.map(|head| head.size),
        "root": head.map(|head| to_hex(&head.root)), "entries": kinds, "cosigned": cosigned, "reports": verdict.reports,
        "key": match believed.by { By::Policy => "policy", By::Key => "given", By::TheLog => "of the log itself" },
        "faults": faults, "more": verdict.more,
    })
}
