//! How many entries a second are durable, how long proofs and openings take, and an audit of all of them.
//!
//! Everything stands in a folder that goes away afterwards, on the disk of `--data`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use ledger::TrustPolicy;
use ledger::entry::{
    self, Body, Country, Entry, Field, Fields, Minute, Name, Purpose, Reference, Role, Source, State, Subjects,
};
use model::{MINUTE, ReaderId, Time};
use oversight::audit::{Questions, audit};
use oversight::{Access, Book, Files, Opening, Oversight, Running, Served, Terms};
use serde_json::json;
use vault::Vault;

use super::{peak_memory_mb, quantile};
use crate::commands::{say, say_json};
use crate::settings::Settings;

const NOW: Time = Time(1_795_426_200_000);
/// Entries that are written at once: about what many who wait give together.
const AT_ONCE: u64 = 4_000;
const PROOFS: u64 = 2_000;
const OPENINGS: usize = 200;
const READER: ReaderId = ReaderId(1);

/// Goes away with what is in it.
struct Aside(PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct Took(Vec<Duration>);

impl Took {
    /// Median and 99th percentile in milliseconds.
    fn of(mut self) -> (f64, f64) {
        self.0.sort_unstable();
        let at = |share| quantile(&self.0, share).as_secs_f64() * 1e3;
        (at(0.5), at(0.99))
    }
}

pub async fn run(settings: &Settings, entries: u64) -> Result<()> {
    let folder = settings.folder.join(format!("bench-ledger-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
    let aside = Aside(folder);
    let oversight = begun(&aside.0).await?;

    let started = Instant::now();
    let mut longest = Duration::ZERO;
    let mut written = 0;
    while written < entries {
        let batch: Vec<Entry> =
            (written..entries.min(written + AT_ONCE)).map(access).collect::<Option<_>>().context("An entry")?;
        let began = Instant::now();
        oversight.book().append_many(&batch).await?;
        longest = longest.max(began.elapsed());
        written += batch.len() as u64;
    }
    let rate = written as f64 / started.elapsed().as_secs_f64();

    let size = oversight.tally()?.size;
    let mut took = Took(Vec::new());
    for number in 0..PROOFS {
        let began = Instant::now();
        oversight.book().proof(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size)?;
        took.0.push(began.elapsed());
    }
    let proof = took.of();

    oversight.vault().enrol(READER, &[]).await?;
    let wanted = wanted().context("An access")?;
    let mut took = Took(Vec::new());
    for _ in 0..OPENINGS {
        let began = Instant::now();
        oversight.open(&wanted, &[READER], NOW).await?;
        took.0.push(began.elapsed());
    }
    let open = took.of();
    oversight.beat(State::Stop, Served::default(), None, NOW).await?;
    oversight.book().close();

    let before = peak_memory_mb();
    let (audited, seconds, faults) = audited(&aside.0)?;
    let peak = peak_memory_mb();
    if settings.json {
        return say_json(&json!({
            "entries": written, "entries_per_second": rate, "longest_wait_ms": longest.as_secs_f64() * 1e3,
            "proof_median_ms": proof.0, "proof_p99_ms": proof.1, "open_median_ms": open.0, "open_p99_ms": open.1,
            "audited": audited, "audit_seconds": seconds, "faults": faults, "memory_mb_before_audit": before, "memory_mb": peak,
        }));
    }
    say(&format!(
        "{written} entries, {rate:.0} a second durable in a signed head; the longest wait for one {:.0} ms",
        longest.as_secs_f64() * 1e3
    ));
    say(&format!("a proof in {:.3} ms at the median, {:.3} ms at p99", proof.0, proof.1));
    say(&format!("an opening with its entry in {:.1} ms at the median, {:.1} ms at p99", open.0, open.1));
    let memory = match (before, peak) {
        (Some(before), Some(peak)) => format!("; {peak} MB at most, {before} MB before it"),
        _ => String::new(),
    };
    say(&format!("{audited} entries audited in {seconds:.2} s, {faults} faults{memory}"));
    Ok(())
}

async fn begun(folder: &Path) -> Result<Oversight> {
    let vault = Vault::open(&folder.join("vault"))?;
    let opening = Opening::new(folder.join("ledger"), folder.join("ledger-keys"), "bench.example/main");
    let oversight = Oversight::new(Book::open(opening)?, vault);
    let version = Name::new(env!("CARGO_PKG_VERSION")).context("The version is no name")?;
    let running = Running { version, source: Source::Unknown, binary: [1; 32], assets: [2; 32], model: None };
    oversight.begin(&running, &Terms::usual([3; 32]), None, NOW).await?;
    oversight.beat(State::Start, Served::default(), None, NOW).await?;
    Ok(oversight)
}

fn wanted() -> Option<Access> {
    Some(Access {
        actor: "bench".to_owned(),
        role: Role::Staff,
        country: Country::new("AT")?,
        purpose: Purpose::Support,
        fields: Fields::new(&[Field::History])?,
        reference: Reference::new("CASE-12")?,
        minutes: 15,
    })
}

/// An access to nobody in particular.
fn access(number: u64) -> Option<Entry> {
    let Access { role, country, purpose, fields, reference, minutes, .. } = wanted()?;
    let mut nonce = [0; 16];
    nonce[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    let subjects = Subjects::One { nonce, subject: [4; 32] };
    let body = entry::Access { actor: [3; 16], role, country, purpose, fields, reference, minutes, subjects };
    Some(Entry { time: Minute(NOW.0 / MINUTE), body: Body::from(body) })
}

fn audited(folder: &Path) -> Result<(u64, f64, usize)> {
    let log = Files::new(folder.join("ledger"));
    let trust = TrustPolicy::of_log(log.keys()?.pop().context("The log names no key")?);
    let began = Instant::now();
    let questions = Questions { trust: &trust, since: None, now: Minute(NOW.0 / MINUTE), reports: None };
    let verdict = audit(&log, &questions)?;
    let size = verdict.head.as_ref().map_or(0, |head| head.checkpoint.size);
    Ok((size, began.elapsed().as_secs_f64(), verdict.faults.len()))
}
