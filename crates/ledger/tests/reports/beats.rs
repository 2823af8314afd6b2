//! How many beats were due, and how many came.

use ledger::report::{Period, Report, Tally};

use crate::example::{beat, policy};
use crate::periods::minute;

/// November 2026, with a beat each hour by policy. The first of these is always in time.
fn november(beats: &[(&str, &str)]) -> Report {
    let mut tally = Tally::new(Period::parse("2026-11").unwrap());
    tally.add(&policy(1, minute(beats[0].0), 60));
    for (number, (time, state)) in (1..).zip(beats) {
        tally.add(&beat(number, minute(time), state));
    }
    tally.report()
}

#[test]
fn a_beat_is_missing_where_one_was_due_and_none_came() {
    let midnight = ("2026-11-01T00:00Z", "start");
    let october = ("2026-10-31T22:50Z", "start");
    for (what, beats, expected, missing) in [
        ("nothing was due yet", &[midnight][..], 1, 0),
        ("an hour", &[midnight, ("2026-11-01T01:00Z", "running")], 2, 0),
        ("two minutes late", &[midnight, ("2026-11-01T01:02Z", "running")], 2, 0),
        ("three minutes late", &[midnight, ("2026-11-01T01:03Z", "running")], 3, 1),
        ("two hours", &[midnight, ("2026-11-01T02:04Z", "running")], 3, 1),
        ("more than two hours", &[midnight, ("2026-11-01T02:05Z", "running")], 4, 2),
        ("stopped in order", &[midnight, ("2026-11-01T01:00Z", "stop"), ("2026-11-05T00:00Z", "start")], 3, 0),
        ("stopped, not started", &[("2026-11-01T00:00Z", "stop"), ("2026-11-01T02:04Z", "running")], 3, 1),
        ("started, not stopped", &[midnight, ("2026-11-01T02:04Z", "start")], 3, 1),
        ("one was due in October already", &[october, ("2026-11-01T01:05Z", "running")], 2, 1),
        ("they were due in October", &[("2026-10-31T21:00Z", "start"), ("2026-11-01T00:00Z", "running")], 1, 0),
        ("they were due in December", &[("2026-11-30T23:00Z", "start"), ("2026-12-09T00:00Z", "start")], 1, 0),
        ("silent until December", &[("2026-11-30T21:00Z", "start"), ("2026-12-09T00:00Z", "start")], 3, 2),
        ("stopped until December", &[("2026-11-30T21:00Z", "stop"), ("2026-12-09T00:00Z", "start")], 1, 0),
        ("silent all November", &[("2026-10-31T00:00Z", "start"), ("2026-12-09T00:00Z", "start")], 696, 696),
        ("stopped all November", &[("2026-10-31T00:00Z", "stop"), ("2026-12-09T00:00Z", "start")], 0, 0),
    ] {
        let report = november(beats);
        let beats = report.table("beats").unwrap();
        let figure = |measure| beats.figure(&[], measure).unwrap();
        assert_eq!(figure("missing").count, missing, "{what}");
        assert_eq!(figure("expected").count, expected, "{what}");
        assert_eq!(
            figure("present").to_string().split(" (").next(),
            Some(&*format!("{} of {expected}", expected - missing))
        );
    }
}

#[test]
fn a_log_without_any_beat_misses_them_from_its_first_policy_on() {
    let mut tally = Tally::new(Period::parse("2026-11").unwrap());
    tally.add(&policy(1, minute("2026-11-30T00:00Z"), 60));
    tally.add(&policy(2, minute("2026-12-01T00:00Z"), 60));
    assert_eq!(tally.report().table("beats").unwrap().figure(&[], "missing").unwrap().count, 23);
}
