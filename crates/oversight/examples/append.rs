//! How many entries a second are durable in a signed head, and how long does a proof take?
//!
//! `cargo run --release -p oversight --example append -- <folder> [entries]`; the folder is made, and should be on the disk that
//! the ledger is to be on.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use ledger::Entry;
use ledger::entry::{
    Access, Country, Field, Fields, Minute, Name, Purpose, Reference, Release, Role, Source, Subjects,
};
use oversight::{Book, Opening};

const WRITERS: u64 = 4;
const AT_ONCE: u64 = 4000;

fn access(number: u64) -> Entry {
    let mut nonce = [0; 16];
    nonce[..8].copy_from_slice(&number.to_be_bytes());
    let body = Access {
        actor: [3; 16],
        role: Role::Staff,
        country: Country::new("AT").unwrap(),
        purpose: Purpose::Support,
        fields: Fields::new(&[Field::Contact]).unwrap(),
        reference: Reference::new("CASE-12").unwrap(),
        minutes: 15,
        subjects: Subjects::One { nonce, subject: [4; 32] },
    };
    Entry { time: Minute::from_text("2026-11-29T08:01Z").unwrap(), body: body.into() }
}

fn middle(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().unwrap());
    let entries: u64 = args.next().map_or(200_000, |entries| entries.parse().unwrap());
    let opening = || Opening::new(folder.join("ledger"), folder.join("ledger-keys"), "news.example/town");
    let book = Book::open(opening()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let key = runtime.block_on(book.next_key(None)).unwrap();
    let release = Release {
        version: Name::new("0.1.0").unwrap(),
        source: Source::Unknown,
        binary: [1; 32],
        assets: [2; 32],
        model: None,
        key,
    };
    book.append_blocking(&[Entry { time: access(0).time, body: release.into() }]).unwrap();

    let start = Instant::now();
    let longest = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let book = &book;
                scope.spawn(move || {
                    let share = entries / WRITERS;
                    let mut longest = Duration::ZERO;
                    for first in (writer * share..(writer + 1) * share).step_by(AT_ONCE as usize) {
                        let several: Vec<_> = (first..first + AT_ONCE).map(access).collect();
                        let start = Instant::now();
                        book.append_blocking(&several).unwrap();
                        longest = longest.max(start.elapsed());
                    }
                    longest
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).max().unwrap()
    });
    let took = start.elapsed();
    let size = book.head().unwrap().unwrap().checkpoint.size;
    println!(
        "{size} entries, {:.0} a second; the longest wait for a head {longest:.1?}",
        size as f64 / took.as_secs_f64()
    );

    let one: Vec<_> = (0..200_u64)
        .map(|n| {
            let start = Instant::now();
            book.append_blocking(&[access(1 << 40 | n)]).unwrap();
            start.elapsed()
        })
        .collect();
    let (half, nearly_all) = middle(one);
    println!("one entry alone is durable after {half:.1?}, 99 of 100 after {nearly_all:.1?}");

    let proofs: Vec<_> = (0..2000_u64)
        .map(|n| {
            let start = Instant::now();
            book.proof(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size).unwrap();
            start.elapsed()
        })
        .collect();
    let (half, nearly_all) = middle(proofs);
    println!("a proof takes {half:.0?}, 99 of 100 take {nearly_all:.0?}");
    book.close();

    let start = Instant::now();
    Book::open(opening()).unwrap().close();
    println!("opened again in {:.1?}", start.elapsed());
}
