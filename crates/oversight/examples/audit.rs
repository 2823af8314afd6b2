//! How long does an auditor take for a long log, and how much memory?
//!
//! `cargo run --release -p oversight --example audit -- <folder> [entries]` writes a log there if there is none, and audits it if
//! there is one: run it twice.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::time::Instant;

use ledger::entry::{
    Access, Allow, Allowed, Beat, Body, Country, Counts, Entry, Field, Fields, Minute, Name, Policy, Purpose,
    Reference, Release, Role, Source, State, Subjects,
};
use ledger::note::KeyKind;
use ledger::{SigningKey, TrustPolicy};
use oversight::audit::{Questions, audit};
use oversight::book::Files;
use oversight::{Book, Opening};

const ORIGIN: &str = "news.example/town";
const SEED: [u8; 32] = [7; 32];
/// Between two beats.
const ACCESSES: u64 = 999;

fn access(number: u64) -> Body {
    let mut nonce = [0; 16];
    nonce[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    Access {
        actor: [3; 16],
        role: Role::Staff,
        country: Country::new("AT").unwrap(),
        purpose: Purpose::Support,
        fields: Fields::new(&[Field::Contact]).unwrap(),
        reference: Reference::new("CASE-12").unwrap(),
        minutes: 15,
        subjects: Subjects::One { nonce, subject: [4; 32] },
    }
    .into()
}

fn write(folder: &std::path::Path, entries: u64) {
    let opening = Opening::new(folder.join("ledger"), folder.join("ledger-keys"), ORIGIN);
    let book = Book::open(Opening { seed: Some(SEED), ..opening }).unwrap();
    let key = SigningKey::new(ORIGIN, &SEED).unwrap().verifier(KeyKind::Text);
    let (version, source) = (Name::new("0.1.0").unwrap(), Source::Unknown);
    let release = Release { version, source, binary: [1; 32], assets: [2; 32], model: None, key };
    let line = Allow {
        role: Role::Staff,
        purpose: Purpose::Support,
        fields: Fields::new(&[Field::Contact]).unwrap(),
        countries: None,
    };
    let allowed = Allowed::new(vec![line]).unwrap();
    let policy = Policy { version: 1, terms: [5; 32], beat_minutes: 15, answer_days: 30, allowed };
    let mut time = Minute::from_text("2026-01-01T00:00Z").unwrap();
    let mut counts = Counts::default();
    let mut batch: Vec<Entry> = [Body::from(release), policy.into()].map(|body| Entry { time, body }).into();
    let mut written = 0;
    for number in 1.. {
        batch.extend((0..ACCESSES).map(|n| Entry { time, body: access(number * ACCESSES + n) }));
        batch.iter().for_each(|entry| counts.add(entry.kind()));
        batch.push(Entry { time, body: Beat { number, state: State::Running, counts, pack: None }.into() });
        written += batch.len() as u64;
        book.append_blocking(&std::mem::take(&mut batch)).unwrap();
        if written >= entries {
            break;
        }
        time = time.plus(15);
    }
    book.close();
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().unwrap());
    let entries: u64 = args.next().map_or(1_000_000, |entries| entries.parse().unwrap());
    let log = Files::new(folder.join("ledger"));
    if log.head().unwrap().is_none() {
        write(&folder, entries);
        println!("written; run it again to audit");
        return;
    }
    let trust = TrustPolicy::of_log(SigningKey::new(ORIGIN, &SEED).unwrap().verifier(KeyKind::Text));
    let start = Instant::now();
    let now = Minute(i64::MIN);
    let verdict = audit(&log, &Questions { trust: &trust, since: None, now, reports: None }).unwrap();
    let size = verdict.head.as_ref().unwrap().checkpoint.size;
    println!("{size} entries audited in {:.2?}, {} faults", start.elapsed(), verdict.faults.len());
    verdict.faults.iter().take(3).for_each(|fault| println!("{fault}"));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
}
