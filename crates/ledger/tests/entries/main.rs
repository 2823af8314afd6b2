//! Are entries read as strictly as they are written, and what is wrong with those that are not?
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod any;
mod rules;
mod samples;

use ledger::entry::{Day, Entry, Kind, Minute};
use ledger::report::Statement;
use ledger::{Checkpoint, Note, Submission, policy::TrustPolicy, proof::Proof, tiles::Tile};
use proptest::prelude::*;
use samples::SAMPLES;

#[test]
fn a_sample_of_each_kind_is_read_and_written_again_to_the_byte() {
    let mut seen = std::collections::HashSet::new();
    for sample in SAMPLES {
        let entry = Entry::parse(sample.as_bytes()).unwrap_or_else(|fault| panic!("{fault}\n{sample}"));
        assert_eq!(String::from_utf8(entry.to_bytes().unwrap()).unwrap(), *sample);
        seen.insert(entry.kind());
    }
    assert_eq!(seen.len(), Kind::ALL.len());
}

#[test]
fn an_entry_with_any_byte_taken_away_or_a_line_changed_over_is_refused_or_says_something_else() {
    for sample in SAMPLES {
        let entry = Entry::parse(sample.as_bytes()).unwrap();
        let lines: Vec<&str> = sample.split_inclusive('\n').collect();
        for line in 0..lines.len() {
            let mut without = lines.clone();
            without.remove(line);
            let twice = [&lines[..=line], &lines[line..]].concat();
            for changed in [without.concat(), twice.concat(), format!("{sample}{}", lines[line])] {
                let same = Entry::parse(changed.as_bytes()).is_ok_and(|read| read == entry);
                assert!(!same, "{changed}");
            }
            if line > 0 {
                let mut swapped = lines.clone();
                swapped.swap(line - 1, line);
                assert!(Entry::parse(swapped.concat().as_bytes()).is_err(), "{}", swapped.concat());
            }
        }
        for place in 0..sample.len() {
            let mut bytes = sample.as_bytes().to_vec();
            bytes.remove(place);
            assert!(Entry::parse(&bytes).map_or(true, |read| read != entry && read.to_bytes().unwrap() == bytes));
        }
    }
}

#[test]
fn a_day_and_a_minute_are_read_where_they_exist() {
    for (text, days) in
        [("2020-01-01", 18_262), ("2020-02-29", 18_321), ("2024-02-29", 19_782), ("9999-12-31", 2_932_896)]
    {
        assert_eq!(Day::from_text(text), Some(Day(days)), "{text}");
        assert_eq!(Day(days).to_string(), text);
    }
    for text in [
        "2019-12-31",
        "2021-02-29",
        "2100-02-29",
        "2024-04-31",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "10000-01-01",
        "2024-1-01",
        "+024-01-01",
        "2024-01-01 ",
    ] {
        assert_eq!(Day::from_text(text), None, "{text}");
    }
    assert_eq!(Minute::from_text("2026-11-29T23:59Z").unwrap().plus(1).to_string(), "2026-11-30T00:00Z");
    for text in [
        "2026-11-29T24:00Z",
        "2026-11-29T23:60Z",
        "2026-11-29T23:59",
        "2026-11-29 23:59Z",
        "2026-11-29T3:59Z",
        "2026-11-29T23:59z",
        "2026-11-29T23:59:00Z",
    ] {
        assert_eq!(Minute::from_text(text), None, "{text}");
    }
}

fn is_read_strictly(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(entry) = Entry::parse(bytes) {
        prop_assert_eq!(entry.to_bytes().unwrap(), bytes);
    }
    if let Ok(note) = Note::parse(bytes) {
        prop_assert_eq!(note.to_string().into_bytes(), bytes);
    }
    if let Ok(submission) = Submission::parse(bytes) {
        prop_assert_eq!(submission.to_string().into_bytes(), bytes);
    }
    if let Ok(proof) = Proof::parse(bytes) {
        prop_assert_eq!(proof.to_string().into_bytes(), bytes);
    }
    if let Ok(text) = str::from_utf8(bytes) {
        if let Ok(checkpoint) = Checkpoint::parse(text) {
            prop_assert_eq!(checkpoint.to_string(), text);
        }
        if let Ok(statement) = Statement::parse(text) {
            prop_assert_eq!(statement.to_string(), text);
        }
        if let Ok(tile) = Tile::parse(text) {
            prop_assert_eq!(tile.to_string(), text);
        }
        let _ = TrustPolicy::parse(text);
    }
    let _ = ledger::subject::tags(bytes);
    let _ = ledger::tiles::entries(bytes, 256);
    Ok(())
}

proptest! {
    #[test]
    fn every_day_is_read_as_it_is_written(days in 18_262_i64..=2_932_896, minutes in 0_i64..1440) {
        let minute = Day(days).start().plus(minutes);
        prop_assert_eq!(Minute::from_text(&minute.to_string()), Some(minute));
        prop_assert_eq!(minute.day(), Day(days));
    }

    #[test]
    fn whatever_an_entry_says_is_read_as_it_was_written(entry in any::entry()) {
        let bytes = entry.to_bytes().unwrap();
        prop_assert_eq!(Entry::parse(&bytes).unwrap(), entry);
    }

    #[test]
    fn whatever_a_stranger_sends_is_refused_or_written_again_to_the_byte(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        is_read_strictly(&bytes)?;
    }

    #[test]
    fn what_a_stranger_changed_is_refused_or_written_again_to_the_byte(
        sample in prop::sample::select(samples::all_formats()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"\n 0az+/=-".to_vec())], 0..3_u8), 1..4),
    ) {
        let mut bytes = sample.into_bytes();
        for (place, byte, how) in changes {
            let place = place.index(bytes.len());
            match how {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => { bytes.truncate(place.max(1)); }
            }
        }
        is_read_strictly(&bytes)?;
    }
}
