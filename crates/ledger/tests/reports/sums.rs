//! Do the tables add up to the entries, whatever these are?

use ledger::entry::{Access, Body, Decision, Entry, Kind, Minute, RequestType, State, Subjects};
use ledger::report::{Period, Publication, Report, Table, Tally};
use proptest::prelude::*;

use crate::any;
use crate::example::{beat, policy, publication};

/// Any entries, from September to December 2026, outcomes among them that name requests.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec((any::entry(), 0_i64..4_000, any::<prop::sample::Index>()), 1..60).prop_map(|entries| {
        let start = Minute::from_text("2026-09-20T00:00Z").unwrap();
        let mut now = start;
        let mut log: Vec<Entry> = Vec::new();
        for (mut entry, step, index) in entries {
            now = now.plus(step);
            entry.time = now;
            if let Body::Outcome(outcome) = &mut entry.body {
                let requests: Vec<usize> = (0..log.len()).filter(|index| log[*index].kind() == Kind::Request).collect();
                if !requests.is_empty() {
                    outcome.request = *index.get(&requests) as u64;
                }
            }
            log.push(entry);
        }
        log
    })
}

fn report(entries: &[Entry], word: &str) -> Report {
    let mut tally = Tally::new(Period::parse(word).unwrap());
    entries.iter().for_each(|entry| tally.add(entry));
    tally.report()
}

fn total(table: &Table, measure: &str) -> u64 {
    table.figure(&[], measure).unwrap().count
}

/// Does each total say what its groups say together?
fn adds_up(report: &Report) -> Result<(), TestCaseError> {
    for table in report.tables.iter().filter(|table| !table.keys.is_empty()) {
        for (place, total) in table.total().iter().enumerate() {
            let (mut count, mut of) = (0_u64, 0_u64);
            for (group, figures) in table.rows() {
                prop_assert_eq!(group.len(), table.keys.len());
                count = count.saturating_add(figures[place].count);
                of = of.saturating_add(figures[place].of.unwrap_or(0));
            }
            prop_assert_eq!(total.count, count, "{} {}", table.name, table.measures[place].name());
            prop_assert_eq!(total.of.unwrap_or(0), of);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_sums_of_a_report_are_the_counts_of_its_entries(log in entries(), word in prop::sample::select(vec!["2026-10", "2026-11", "2026-Q4", "2026"])) {
        let report = report(&log, word);
        adds_up(&report)?;
        let inside = &log[report.from as usize..report.to as usize];
        let of = |kind: Kind| inside.iter().filter(|entry| entry.kind() == kind).count() as u64;
        let table = |name| report.table(name).unwrap();

        prop_assert_eq!(total(table("entries"), "entries"), inside.len() as u64);
        for kind in Kind::ALL {
            prop_assert_eq!(table("entries").figure(&[kind.word()], "entries").unwrap().count, of(*kind));
        }
        prop_assert_eq!(total(table("requests"), "received") + total(table("removals"), "received"), of(Kind::Request));
        prop_assert_eq!(total(table("outcomes"), "outcomes"), of(Kind::Outcome));
        prop_assert_eq!(total(table("access"), "entries"), of(Kind::Access));
        prop_assert_eq!(total(table("transfers"), "transfers"), of(Kind::Transfer));
        prop_assert_eq!(total(table("decisions"), "decisions"), of(Kind::Decision));
        prop_assert_eq!(total(table("rules"), "decisions"), of(Kind::Decision));
        prop_assert_eq!(total(table("erasures"), "erasures"), of(Kind::Erase));
        prop_assert_eq!(total(table("sealed"), "entries"), of(Kind::Sealed));
        prop_assert_eq!(total(table("beats"), "present"), of(Kind::Beat));
        let answers = inside.iter().filter(|entry| matches!(&entry.body, Body::Decision(Decision { answers: Some(_), .. })));
        prop_assert_eq!(total(table("appeals"), "answers"), answers.count() as u64);

        let accesses = inside.iter().filter_map(|entry| match &entry.body {
            Body::Access(Access { subjects, minutes, .. }) => Some((subjects, *minutes)),
            _ => None,
        });
        let (mut subjects, mut minutes) = (0_u64, 0);
        for (who, how_long) in accesses {
            subjects += match who { Subjects::One { .. } => 1, Subjects::Many { count, .. } => *count };
            minutes += how_long;
        }
        prop_assert_eq!(total(table("access"), "subjects"), subjects);
        prop_assert_eq!(total(table("access"), "minutes"), minutes);

        let asked = |is_removal: bool| inside.iter().filter_map(move |entry| match &entry.body {
            Body::Request(request) if (request.asked == RequestType::Removal) == is_removal => Some(request.accounts),
            _ => None,
        });
        prop_assert_eq!(total(table("requests"), "accounts-asked"), asked(false).sum::<u64>());
        prop_assert_eq!(total(table("removals"), "accounts-asked"), asked(true).sum::<u64>());
    }

    #[test]
    fn what_was_open_and_what_came_was_answered_or_is_open(log in entries()) {
        let report = report(&log, "2026-11");
        let mut answered = 0;
        for name in ["requests", "removals"] {
            let table = report.table(name).unwrap();
            for (group, _) in table.rows() {
                let group: Vec<&str> = group.iter().map(String::as_str).collect();
                let figure = |measure| table.figure(&group, measure).unwrap().count;
                let answers = figure("answered-none") + figure("answered-some") + figure("answered-all");
                prop_assert_eq!(figure("open-before") + figure("received"), answers + figure("open-after"));
                prop_assert_eq!(table.figure(&group, "granted").unwrap().of, Some(answers));
                answered += answers;
            }
        }
        let outcomes = report.table("outcomes").unwrap();
        prop_assert_eq!(answered, total(outcomes, "outcomes") - total(outcomes, "without-request"));
    }

    #[test]
    fn months_make_up_a_year(log in entries()) {
        // A silence over the end of a month is judged by what was promised then: with one promise, all months judge alike.
        let mut log = log;
        log.insert(0, policy(1, Minute::from_text("2026-09-20T00:00Z").unwrap(), 60));
        for entry in &mut log {
            match &mut entry.body {
                Body::Policy(policy) => policy.beat_minutes = 60,
                Body::Beat(beat) => beat.state = State::Running,
                _ => {}
            }
        }
        let year = report(&log, "2026");
        let months: Vec<Report> = (1..=12).map(|month| report(&log, &format!("2026-{month:02}"))).collect();
        for table in &year.tables {
            for (measure, whole) in table.measures.iter().zip(table.total()) {
                // What stands open stands open at the end of each, and beats here count backwards.
                if measure.name().starts_with("open-") || table.name == "processing" {
                    continue;
                }
                let parts = months.iter().map(|month| month.table(table.name).unwrap().figure(&[], measure.name()).unwrap().count);
                prop_assert_eq!(parts.fold(0, u64::saturating_add), whole.count, "{} {}", table.name, measure.name());
            }
        }
    }

    #[test]
    fn whoever_computes_it_again_gets_the_same_bytes(log in entries()) {
        let mut log = log;
        log.push(beat(1, Minute::from_text("2027-03-01T00:00Z").unwrap(), "running"));
        let published: Publication = publication(&log, "2026-Q4");
        prop_assert_eq!(&published, &publication(&log, "2026-Q4"));
        published.check(&published.csv, &published.statement.to_string()).unwrap();
        // What comes later changes nothing.
        log.push(beat(2, Minute::from_text("2026-12-01T00:00Z").unwrap(), "running"));
        prop_assert_eq!(&published, &publication(&log, "2026-Q4"));
        // What was before does, by the root at least.
        log.remove(0);
        prop_assert_ne!(&published.statement, &publication(&log, "2026-Q4").statement);
        // Bytes are the same however the tally came to them.
        let csv = String::from_utf8(published.csv).unwrap();
        prop_assert!(csv.ends_with('\n') && !csv.contains('\r'));
    }
}
