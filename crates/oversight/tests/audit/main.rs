//! Does an auditor see what is wrong with a log, and nothing where nothing is?
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod chance;
mod forged;
mod harmed;
mod mutations;
mod shown;
mod town;

use ledger::entry::{Kind, Minute};
use ledger::{Note, TrustPolicy};
use oversight::audit::{Questions, Verdict, audit};

use shown::{ByKind, Showing, Shown, show, trust};
use town::{Town, town};

fn asked(log: &Shown, trust: &TrustPolicy, since: Option<&Note>, now: Minute) -> Verdict {
    audit(log, &Questions { trust, since, now, reports: Some(&ByKind) }).unwrap()
}

fn head(log: &Shown) -> Note {
    Note::parse(&log.files["checkpoint"]).unwrap()
}

fn told(verdict: &Verdict) -> String {
    verdict.faults.iter().map(|fault| format!("{fault}\n")).collect()
}

/// The town's log with its first `size` entries.
fn earlier(size: usize) -> Shown {
    let mut town = town();
    town.entries.truncate(size);
    show(&town, &Showing::default())
}

#[test]
fn a_log_that_holds_all_that_it_promises_is_found_to() {
    let town = town();
    assert!(town.entries.len() > 600, "{} entries", town.entries.len());
    for is_server in [false, true] {
        let log = Shown { is_server, ..show(&town, &Showing::default()) };
        for size in [100, 255, 256, 257, 600, town.entries.len()] {
            let since = head(&earlier(size));
            let verdict = asked(&log, &trust(), Some(&since), town.end().plus(10));
            assert!(verdict.holds(), "since {size}:\n{}", told(&verdict));
            assert_eq!(verdict.cosigned, [("W".to_owned(), 1_772_700_000)]);
            assert_eq!(verdict.reports, 2);
            for kind in Kind::COUNTED {
                let there = town.places(|body| body.kind() == *kind).len();
                assert!(there > 0, "no {kind}");
                assert_eq!(verdict.counts.of(*kind), there as u64);
            }
        }
    }
}

#[test]
fn a_log_is_found_to_hold_at_each_of_its_heads() {
    let town = town();
    for size in (20..town.entries.len()).step_by(37) {
        let log = earlier(size);
        let verdict = asked(&log, &trust(), None, town.entries[size - 1].time);
        assert!(verdict.holds(), "{size}:\n{}", told(&verdict));
    }
}

#[test]
fn what_the_book_has_written_is_audited_where_it_stands() {
    let folder = std::env::temp_dir().join(format!("caulbart-audit-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let opening = oversight::Opening {
        seed: Some([1; 32]),
        ..oversight::Opening::new(folder.join("ledger"), folder.join("ledger-keys"), town::ORIGIN)
    };
    let book = oversight::Book::open(opening).unwrap();
    let Town { entries, subjects, packs } = town();
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(book.next_key(Some([2; 32]))).unwrap();
    let is_rotation = |entry: &ledger::Entry| entry.body == town::release(2);
    entries.chunk_by(|entry, _| !is_rotation(entry)).for_each(|part| drop(book.append_blocking(part)));
    for (list, roots) in [("subjects", subjects), ("packs", packs)] {
        let list = folder.join("ledger").join(list);
        std::fs::create_dir(&list).unwrap();
        for (root, hashes) in roots {
            std::fs::write(list.join(ledger::entry::to_hex(&root)), hashes).unwrap();
        }
    }
    let trust = TrustPolicy::of_log(town::key(1).verifier(ledger::note::KeyKind::Text));
    let now = entries.last().unwrap().time;
    let verdict = audit(book.files(), &Questions { trust: &trust, since: None, now, reports: None }).unwrap();
    assert!(verdict.holds(), "{}", told(&verdict));
    assert_eq!(verdict.head.unwrap().checkpoint.size, entries.len() as u64);
    book.close();
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_log_that_is_silent_is_heard_to_be_unless_it_said_that_it_stops() {
    let town = town();
    let log = show(&town, &Showing::default());
    let late = |minutes| asked(&log, &trust(), None, town.end().plus(minutes));
    assert!(late(town::BEAT_MINUTES + 2).holds());
    let verdict = late(town::BEAT_MINUTES + 3);
    assert!(told(&verdict).contains("no beat"), "{}", told(&verdict));
    assert_eq!(verdict.faults[0].entry, Some(town.entries.len() as u64 - 1));

    let stop = town
        .places(|body| matches!(body, ledger::entry::Body::Beat(beat) if beat.state == ledger::entry::State::Stop))[0];
    let verdict = asked(&earlier(stop + 1), &trust(), None, town.entries[stop].time.plus(600));
    assert!(verdict.holds(), "{}", told(&verdict));
}
