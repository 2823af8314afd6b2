//! A small log, and its report to the byte.

use ledger::entry::{Beat, Body, Counts, Entry, Minute, Policy, State};
use ledger::note::KeyKind;
use ledger::report::{Figure, Period, Publication, Statement, recompute};
use ledger::tree::{Frontier, leaf_hash};
use ledger::{Checkpoint, SigningKey};

pub const ORIGIN: &str = "news.example/town";

pub fn entry(text: &str) -> Entry {
    Entry::parse(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

pub fn beat(number: u64, time: Minute, state: &str) -> Entry {
    let counts = Counts { timelines: 100 * number, digests: number, unlocks: 7 * number, ..Counts::default() };
    let state = State::from_word(state).unwrap();
    Entry { time, body: Body::Beat(Beat { number, state, counts, pack: None }) }
}

pub fn policy(version: u64, time: Minute, beat_minutes: u64) -> Entry {
    let sample = "kind policy\ntime 2026-11-29T08:00Z\nversion 1\nterms 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\nbeat-minutes 15\nanswer-days 30\nallow staff support contact any\n";
    let Body::Policy(policy) = entry(sample).body else { panic!() };
    Entry { time, body: Body::Policy(Policy { version, beat_minutes, ..policy }) }
}

/// Lines after kind and time, with bytes written as one digit.
fn of(kind: &str, time: &str, rest: &str) -> Entry {
    let rest: Vec<String> = rest.split("; ").map(spelled).collect();
    entry(&format!("kind {kind}\ntime {time}\n{}\n", rest.join("\n")))
}

fn spelled(line: &str) -> String {
    let (key, value) = line.split_once(' ').unwrap();
    let digits = match key {
        "id" | "item" | "actor" | "nonce" | "answers" if value != "none" => 32,
        "subject" | "root" | "commitment" => 64,
        _ => return line.to_owned(),
    };
    format!("{key} {}", value.repeat(digits))
}

pub fn request(time: &str, rest: &str) -> Entry {
    of("request", time, rest)
}

pub fn outcome(time: &str, rest: &str) -> Entry {
    of("outcome", time, rest)
}

pub fn decision(time: &str, rest: &str) -> Entry {
    of("decision", time, rest)
}

/// The end of October, all of November, and the first entry of December 2026.
pub fn log() -> Vec<Entry> {
    let at = |text| Minute::from_text(text).unwrap();
    vec![
        policy(1, at("2026-10-31T22:00Z"), 60),
        beat(1, at("2026-10-31T23:00Z"), "start"),
        request("2026-10-31T23:10Z", "id 1; country FR; type legal; accounts 5; items 0"),
        request("2026-10-31T23:20Z", "id 2; country FR; type removal; accounts 0; items 4"),
        // November begins.
        beat(2, at("2026-11-01T00:00Z"), "stop"),
        beat(3, at("2026-11-02T00:00Z"), "start"),
        outcome("2026-11-02T00:10Z", "request 2; result some; accounts 2; items 0"),
        request("2026-11-02T00:20Z", "id 3; country AT; type emergency; accounts 1; items 0"),
        request("2026-11-02T00:30Z", "id 4; country AT; type legal; accounts 3; items 0"),
        outcome("2026-11-02T00:40Z", "request 8; result none; accounts 0; items 0"),
        outcome("2026-11-02T00:40Z", "request 8; result none; accounts 0; items 0"),
        of(
            "access",
            "2026-11-02T00:50Z",
            "actor 1; role staff; country AT; purpose support; fields identity,contact; reference none; minutes 15; nonce 1; subject 1",
        ),
        of(
            "access",
            "2026-11-02T00:51Z",
            "actor 1; role staff; country AT; purpose support; fields identity,contact; reference none; minutes 30; nonce 2; subjects 9; root 1",
        ),
        of(
            "transfer",
            "2026-11-02T00:52Z",
            "to backup.example; country DE; basis contract; types content; volume 4096; use backup; method sftp; subjects 0",
        ),
        decision(
            "2026-11-02T00:53Z",
            "id 5; action removed; object comment; item 5; ground terms; rule 4.2; automated yes; notice own; where all; answers none",
        ),
        decision(
            "2026-11-02T00:54Z",
            "id 6; action restored; object comment; item 5; ground terms; rule 4.2; automated no; notice reader; where all; answers 5",
        ),
        decision(
            "2026-11-02T00:55Z",
            "id 7; action withheld; object article; item 7; ground illegal; rule fr/lcen-6; automated no; notice authority; where FR; answers none",
        ),
        of("erase", "2026-11-02T00:56Z", "by reader; nonce 3; subject 3"),
        of("sealed", "2026-11-02T00:57Z", "state closed; commitment 1; until 2027-02-28"),
        beat(4, at("2026-11-02T02:04Z"), "stop"),
        // December begins.
        beat(5, at("2026-12-01T00:00Z"), "start"),
        request("2026-12-01T00:10Z", "id 8; country AT; type legal; accounts 3; items 0"),
    ]
}

pub fn bytes(entries: &[Entry]) -> Vec<Vec<u8>> {
    entries.iter().map(|entry| entry.to_bytes().unwrap()).collect()
}

pub fn publication(entries: &[Entry], word: &str) -> Publication {
    let bytes = bytes(entries);
    recompute(ORIGIN, Period::parse(word).unwrap(), bytes.iter().map(Vec::as_slice)).unwrap()
}

const NOVEMBER: &str = include_str!("november.csv");

#[test]
fn a_report_has_these_bytes() {
    let csv = String::from_utf8(publication(&log(), "2026-11").csv).unwrap();
    assert_eq!(csv, NOVEMBER, "{csv}");
}

#[test]
fn a_report_of_a_period_in_which_nothing_happened_says_so_in_noughts() {
    let entries = log();
    let csv = String::from_utf8(publication(&entries, "2025").csv).unwrap();
    assert!(csv.contains("\nrequests,,received,0,\n") && csv.contains("\nrequests,,granted,0,0\n"), "{csv}");
    let counts = csv.lines().skip(1).map(|line| line.split(',').rev().nth(1).unwrap());
    assert!(counts.into_iter().all(|count| count == "0"), "{csv}");
}

#[test]
fn every_share_is_printed_with_what_it_is_a_share_of() {
    for (count, of, said) in [
        (1, Some(3), "1 of 3 (33.3 %)"),
        (2, Some(3), "2 of 3 (66.7 %)"),
        (1, Some(8), "1 of 8 (12.5 %)"),
        (1, Some(2000), "1 of 2000 (0.1 %)"),
        (1, Some(2001), "1 of 2001 (0.0 %)"),
        (7, Some(7), "7 of 7 (100.0 %)"),
        (0, Some(0), "0 of 0"),
        (u64::MAX, Some(u64::MAX), "18446744073709551615 of 18446744073709551615 (100.0 %)"),
        (5, None, "5"),
    ] {
        assert_eq!(Figure { count, of }.to_string(), said);
    }
    let csv = String::from_utf8(publication(&log(), "2026-11").csv).unwrap();
    assert!(!csv.contains('%'), "{csv}");
    let shares = ["granted", "accounts-disclosed", "items-acted-on", "automated", "everywhere", "restored", "present"];
    for line in csv.lines().skip(1) {
        let mut cells = line.rsplit(',');
        let (of, _, measure) = (cells.next().unwrap(), cells.next(), cells.next().unwrap());
        assert_eq!(shares.contains(&measure), !of.is_empty(), "{line}");
    }
}

#[test]
fn a_report_is_signed_as_being_about_these_entries() {
    let entries = log();
    let publication = publication(&entries, "2026-11");
    let text = publication.statement.to_string();
    let mut frontier = Frontier::default();
    bytes(&entries)[..20].iter().for_each(|entry| frontier.push(leaf_hash(entry)));
    assert_eq!(publication.statement.root, frontier.root());
    assert!(
        text.starts_with("caulbart/report/v1\norigin news.example/town\nperiod 2026-11\nfrom 4\nto 20\nroot "),
        "{text}"
    );
    assert_eq!(Statement::parse(&text).unwrap(), publication.statement);

    let key = SigningKey::new(ORIGIN, &[1; 32]).unwrap();
    let note = publication.signed(&key).unwrap();
    note.verify(&[key.verifier(KeyKind::Text)]).unwrap();
    publication.check(&publication.csv, note.text()).unwrap();
    // The same key signs heads, and no report is one.
    assert!(Checkpoint::parse(&text).is_err());

    let line = |n: usize, to: &str| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[n] = to;
        lines.join("\n") + "\n"
    };
    for changed in [
        String::new(),
        "\n".to_owned(),
        text.trim_end().to_owned(),
        format!("{text}\n"),
        format!("{text}more 1\n"),
        line(0, "caulbart/report/v2"),
        line(1, "origin "),
        line(1, "origin"),
        line(2, "period 2026-13"),
        line(3, "from 04"),
        line(3, "from 21"),
        line(4, "to -1"),
        line(5, "root AAAA"),
        line(6, "csv 00"),
        line(6, "csv none"),
    ] {
        assert!(Statement::parse(&changed).is_err(), "{changed}");
    }
}

#[test]
fn a_changed_byte_anywhere_is_noticed_and_its_line_named() {
    let publication = publication(&log(), "2026-11");
    let text = publication.statement.to_string();
    for place in 0..publication.csv.len() {
        let mut csv = publication.csv.clone();
        csv[place] ^= 1;
        let line = 1 + publication.csv[..place].iter().filter(|byte| **byte == b'\n').count();
        let fault = publication.check(&csv, &text).unwrap_err().to_string();
        assert!(fault.contains(&format!("line {line} of its CSV says ")), "{place}: {fault}");
    }
    for place in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[place] ^= 1;
        let fault = publication.check(&publication.csv, str::from_utf8(&bytes).unwrap()).unwrap_err().to_string();
        assert!(fault.contains(" of its note says "), "{fault}");
    }
    let mut changed = publication.csv.clone();
    changed.pop();
    assert!(publication.check(&changed, &text).is_err());
    let csv = String::from_utf8(publication.csv.clone()).unwrap().replace("received,2,", "received,1,");
    let fault = publication.check(csv.as_bytes(), &text).unwrap_err().to_string();
    let said = "this is no report of this log: line 14 of its CSV says \"requests,,received,1,\", and the entries give \"requests,,received,2,\"";
    assert_eq!(fault, said);
}

#[test]
fn there_is_no_report_before_its_period_is_over_or_of_entries_that_are_none() {
    let period = |word| Period::parse(word).unwrap();
    let entries = bytes(&log());
    let of = |entries: &[Vec<u8>], word| recompute(ORIGIN, period(word), entries.iter().map(Vec::as_slice)).map(|_| ());
    of(&entries, "2026-11").unwrap();
    of(&entries[..21], "2026-11").unwrap();
    for (entries, word) in
        [(&entries[..20], "2026-11"), (&entries[..], "2026-12"), (&entries[..], "2026"), (&[], "2025")]
    {
        let fault = of(entries, word).unwrap_err().to_string();
        assert_eq!(fault, "the period is not over: the log has no entry that is later");
    }
    let mut broken = entries;
    broken[9].pop();
    let fault = of(&broken, "2026-11").unwrap_err().to_string();
    let said = "this is no log: entry 9: this is no entry: its last line does not end with a newline";
    assert_eq!(fault, said);
}
