//! Which entries are in which report.

use ledger::entry::{Day, Entry, Minute};
use ledger::report::{Period, Tally};
use proptest::prelude::*;

use crate::example::beat;

pub fn minute(text: &str) -> Minute {
    Minute::from_text(text).unwrap()
}

#[test]
fn a_period_is_a_year_a_quarter_or_a_month() {
    for (word, first, last) in [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q2", "2026-04-01", "2026-06-30"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("9999-Q4", "9999-10-01", "9999-12-31"),
    ] {
        let period = Period::parse(word).unwrap();
        assert_eq!(period.to_string(), word);
        let (first, last) = (Day::from_text(first).unwrap(), Day::from_text(last).unwrap());
        assert_eq!((period.first_day(), period.last_day()), (first, last), "{word}");
        assert_eq!((period.start(), period.end()), (first.start(), last.start().plus(1440)), "{word}");
    }
    for word in [
        "",
        "2",
        "202",
        "2019",
        "10000",
        "+026",
        "2026-",
        "2026-Q",
        "2026-Q0",
        "2026-Q5",
        "2026-q4",
        "2026-Q44",
        "2026-0",
        "2026-00",
        "2026-13",
        "2026-1",
        "2026-001",
        "2026-+1",
        "2026Q4",
        "2026-11-29",
        " 2026",
        "2026 ",
        "202６",
        "2026‐11",
    ] {
        let fault = Period::parse(word).unwrap_err().to_string();
        assert_eq!(fault, "this is no period: it is not like 2026, 2026-Q4 or 2026-11, from 2020 to 9999", "{word}");
    }
}

#[test]
fn the_periods_of_a_log_that_are_over_are_those_that_have_ended_since_its_first_entry() {
    let over =
        |first, now| Period::over(minute(first), minute(now)).map(|p| p.to_string()).collect::<Vec<_>>().join(" ");
    for (first, now, wanted) in [
        ("2026-11-29T08:00Z", "2026-11-30T23:59Z", ""),
        ("2026-11-29T08:00Z", "2026-12-01T00:00Z", "2026-11"),
        ("2026-11-29T08:00Z", "2027-01-01T00:00Z", "2026-11 2026-12 2026-Q4 2026"),
        ("2026-11-29T08:00Z", "2027-04-01T00:00Z", "2026-11 2026-12 2026-Q4 2026 2027-01 2027-02 2027-03 2027-Q1"),
        ("2026-11-29T08:00Z", "2026-11-29T08:00Z", ""),
    ] {
        assert_eq!(over(first, now), wanted);
    }
}

/// Entries of these minutes.
fn at(minutes: &[i64]) -> Vec<Entry> {
    let first = minute("2026-11-30T23:50Z");
    (1..).zip(minutes).map(|(number, later)| beat(number, first.plus(*later), "running")).collect()
}

fn bounds(entries: &[Entry], word: &str) -> (u64, u64) {
    let mut tally = Tally::new(Period::parse(word).unwrap());
    entries.iter().for_each(|entry| tally.add(entry));
    (tally.report().from, tally.report().to)
}

#[test]
fn a_report_begins_with_the_first_entry_of_its_period_and_ends_before_the_first_that_is_later() {
    // Midnight is ten minutes after the first of these.
    for (minutes, november, december) in [
        (&[0, 9, 10, 11][..], (0, 2), (2, 4)),
        (&[0, 9, 10, 9, 11], (0, 2), (2, 5)),
        (&[0, 3, 9], (0, 3), (3, 3)),
        (&[10, 11], (0, 0), (0, 2)),
        (&[0, 44_650], (0, 1), (1, 1)),
        (&[], (0, 0), (0, 0)),
    ] {
        let entries = at(minutes);
        assert_eq!((bounds(&entries, "2026-11"), bounds(&entries, "2026-12")), (november, december), "{minutes:?}");
    }
}

proptest! {
    #[test]
    fn every_entry_is_in_one_month_even_if_the_clock_goes_back(steps in prop::collection::vec(-10_i64..20_000, 0..60)) {
        let minutes: Vec<i64> = steps.iter().scan(-300_000, |now, step| { *now += step; Some(*now) }).collect();
        let entries = at(&minutes);
        let mut next = bounds(&entries, "2026-01").0;
        prop_assert_eq!(next, 0);
        for year in 2026..=2028 {
            let first_of_year = next;
            for month in 1..=12 {
                let (from, to) = bounds(&entries, &format!("{year}-{month:02}"));
                prop_assert_eq!(from, next);
                prop_assert!(to >= from);
                next = to;
            }
            prop_assert_eq!(bounds(&entries, &year.to_string()), (first_of_year, next));
        }
        prop_assert_eq!(next, entries.len() as u64);
    }
}
