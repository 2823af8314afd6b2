//! What is refused, and at which line.

use ledger::entry::{Country, Field, Fields, Purpose, Role};
use ledger::{Entry, entry::Body, subject};

use crate::samples::SAMPLES;

/// In the first sample of this kind, what is replaced by what, and the line that the fault names.
const REFUSED: &[(&str, &str, &str, usize)] = &[
    ("release", "kind release", "kind releases", 1),
    ("release", "kind release", "Kind release", 1),
    ("release", "kind release", "kind  release", 1),
    ("release", "time 2026-11-29T08:00Z", "time 2026-11-31T08:00Z", 2),
    ("release", "time 2026-11-29T08:00Z", "time 2019-11-29T08:00Z", 2),
    ("release", "time 2026-11-29T08:00Z", "time 2026-11-29T08:00:00Z", 2),
    ("release", "version 0.1.0", "version -1", 3),
    ("release", "version 0.1.0", "version ", 3),
    ("release", "version 0.1.0", "version a b", 3),
    ("release", "source 0123", "source 123", 4),
    ("release", "source 0123", "source 012G", 4),
    ("release", "source 0123", "source 012A", 4),
    ("release", "binary 00", "binary none", 5),
    ("release", "assets 00", "assets 0", 6),
    ("release", "model none", "model unknown", 7),
    ("release", "model none", "models none", 7),
    ("release", "+530d903a+", "+530d903b+", 8),
    ("release", "3U2k\n", "3U2k\nmore yes\n", 9),
    ("release", "3U2k\n", "3U2k\n\n", 9),
    ("policy", "version 1", "version 0", 3),
    ("policy", "version 1", "version 01", 3),
    ("policy", "beat-minutes 15", "beat-minutes 0", 5),
    ("policy", "beat-minutes 15", "beat-minutes 1441", 5),
    ("policy", "answer-days 30", "answer-days 367", 6),
    ("policy", "answer-days 30", "answer-days 0", 6),
    ("policy", "allow processor repair", "allow reader repair", 7),
    ("policy", "allow processor repair", "allow staff tampering", 7),
    ("policy", "history any\nallow staff legal", "history all\nallow staff legal", 7),
    ("policy", "allow processor repair history any", "allow processor repair any", 7),
    ("policy", "allow processor", "allow  processor", 7),
    ("policy", "allow processor", "allow third-party", 8),
    ("policy", "identity,contact,follows,history any", "identity,contact,history,follows any", 8),
    ("policy", "allow staff support contact AT,DE", "allow staff support contact DE,AT", 9),
    ("policy", "allow staff support contact AT,DE", "allow staff support contact AT,AT", 9),
    ("policy", "allow staff support contact AT,DE", "allow staff support contact at", 9),
    (
        "policy",
        "allow staff support contact AT,DE\n",
        "allow staff support contact AT,DE\nallow staff support contact AT,DE\n",
        10,
    ),
    ("access", "actor 00", "actor", 3),
    ("access", "actor 0011", "actor 00112", 3),
    ("access", "role staff", "role reader", 4),
    ("access", "country AT", "country AUT", 5),
    ("access", "country AT", "country at", 5),
    ("access", "purpose support", "purpose curiosity", 6),
    ("access", "fields contact", "fields ", 7),
    ("access", "fields contact", "fields contact,contact", 7),
    ("access", "fields contact", "fields contact,", 7),
    ("access", "fields contact", "fields contact,identity", 7),
    ("access", "fields contact", "fields name", 7),
    ("access", "reference CASE-12", "reference Ada Lovelace", 8),
    ("access", "reference CASE-12", "reference ADALOVELACE-1", 8),
    ("access", "reference CASE-12", "reference CASE-1234567890123", 8),
    ("access", "reference CASE-12", "reference CASE-", 8),
    ("access", "reference CASE-12", "reference -12", 8),
    ("access", "minutes 15", "minutes 0", 9),
    ("access", "minutes 15", "minutes 1441", 9),
    ("access", "nonce ff", "nonce FF", 10),
    ("access", "subject 00", "subject 0", 11),
    ("access", "subject 00", "subjects 00", 11),
    ("transfer", "to backup", "to /backup", 3),
    ("transfer", "to backup.example/a_b", "to Bücher", 3),
    ("transfer", "basis contract", "basis Contract", 5),
    ("transfer", "basis contract", "basis 9", 5),
    ("transfer", "types content", "types content,contact", 6),
    ("transfer", "volume 9007199254740991", "volume 9007199254740992", 7),
    ("transfer", "volume 9007199254740991", "volume 99999999999999999999", 7),
    ("transfer", "volume 9007199254740991", "volume -1", 7),
    ("transfer", "use backup", "end-use backup", 8),
    ("transfer", "subjects 0", "subjects 1", 10),
    ("transfer", "subjects 0", "subjects 00", 10),
    ("request", "type removal", "type polite", 5),
    ("request", "items 4\n", "", 7),
    ("request", "items 4", "items ٤", 7),
    ("outcome", "request 6", "request ffeeddccbbaa99887766554433221100", 3),
    ("outcome", "result some", "result most", 4),
    ("decision", "action withheld", "action hidden", 4),
    ("decision", "object article", "object reader", 5),
    ("decision", "ground illegal", "ground taste", 7),
    ("decision", "automated no", "automated maybe", 9),
    ("decision", "notice authority", "notice police", 10),
    ("decision", "where DE,FR", "where any", 11),
    ("decision", "where DE,FR", "where ", 11),
    ("decision", "where DE,FR", "where FR,DE", 11),
    ("decision", "answers none", "answers 0", 12),
    ("erase", "by reader", "by staff", 3),
    ("sealed", "state closed", "state ajar", 3),
    ("sealed", "until 2027-02-28", "until 2027-02-29", 5),
    ("beat", "number 1", "number 0", 3),
    ("beat", "state start", "state started", 4),
    ("beat", "policy 1\n", "", 6),
    ("beat", "sealed 2\n", "sealed 2\nbeat 1\n", 14),
    ("beat", "pack none\n", "pack none\n\n", 19),
];

#[test]
fn what_is_not_in_the_grammar_is_refused_with_its_line() {
    for (kind, from, to, line) in REFUSED {
        let sample = SAMPLES.iter().find(|sample| sample.starts_with(&format!("kind {kind}\n"))).unwrap();
        assert!(sample.contains(from), "{kind}: {from}");
        let changed = sample.replacen(from, to, 1);
        let fault = Entry::parse(changed.as_bytes()).expect_err(&changed);
        assert_eq!(fault.line, *line, "{kind}, {to:?}: {fault}");
    }
    let beat = SAMPLES.last().unwrap();
    for changed in [
        String::new(),
        beat.trim_end().to_owned(),
        format!("{beat}x"),
        format!("\u{feff}{beat}"),
        beat.replace('\n', "\r\n"),
    ] {
        assert!(Entry::parse(changed.as_bytes()).is_err(), "{changed:?}");
    }
    assert!(Entry::parse(b"kind \xff\n").is_err());
    assert!(Entry::parse(&vec![b'a'; 65_536]).is_err());
}

#[test]
fn what_is_sealed_is_an_entry_of_another_kind() {
    use base64::Engine;
    let open = SAMPLES.iter().find(|sample| sample.contains("state open")).unwrap();
    let (before, _) = open.split_once("content ").unwrap();
    let hiding = |hidden: &str| {
        let content = base64::engine::general_purpose::STANDARD.encode(hidden);
        Entry::parse(format!("{before}content {content}\n").as_bytes())
    };
    for sample in SAMPLES {
        let is_sealed = sample.starts_with("kind sealed");
        assert_eq!(hiding(sample).is_err(), is_sealed, "{sample}");
    }
    let fault = hiding(&SAMPLES[6].replace("type removal", "type polite")).unwrap_err();
    assert!(fault.line == 6 && fault.to_string().contains("line 5"), "{fault}");
}

#[test]
fn a_policy_allows_what_one_of_its_lines_allows_alone() {
    let Body::Policy(policy) = Entry::parse(SAMPLES[1].as_bytes()).unwrap().body else { panic!() };
    let fields = |list: &[Field]| Fields::new(list).unwrap();
    let country = |text| Country::new(text).unwrap();
    for (role, purpose, wanted, from, is_allowed) in [
        (Role::Staff, Purpose::Support, &[Field::Contact][..], "AT", true),
        (Role::Staff, Purpose::Support, &[Field::Contact], "FR", false),
        (Role::Staff, Purpose::Support, &[Field::Contact], "ZZ", false),
        (Role::Staff, Purpose::Support, &[Field::Contact, Field::Identity], "AT", false),
        (Role::Processor, Purpose::Support, &[Field::Contact], "AT", false),
        (Role::Processor, Purpose::Repair, &[Field::History], "ZZ", true),
        (Role::Staff, Purpose::Repair, &[Field::History], "ZZ", false),
        (Role::Staff, Purpose::LegalDemand, Field::ALL, "US", true),
    ] {
        assert_eq!(policy.allows(role, purpose, fields(wanted), country(from)), is_allowed, "{role} {purpose} {from}");
    }
}

#[test]
fn a_reader_knows_her_tag_and_a_side_file_is_sorted() {
    let (hers, theirs) = (subject::tag(&[1; 32], &[2; 16]), subject::tag(&[3; 32], &[2; 16]));
    assert_ne!(hers, theirs);
    let hex: String = hers.iter().map(|byte| format!("{byte:02x}")).collect();
    // As Python's `hmac` has it.
    assert_eq!(hex, "344d64ad300c4f0722ccc5be934d0992e29ac2add78ee45c33b08607b0202731");
    assert_ne!(hers, subject::tag(&[1; 32], &[4; 16]), "another nonce is another tag");
    let mut both = [hers, theirs];
    both.sort_unstable();
    let file = subject::side_file(&both);
    assert_eq!(subject::tags(&file).unwrap(), both);
    assert_eq!(
        subject::root(&both),
        ledger::tree::node_hash(&ledger::tree::leaf_hash(&both[0]), &ledger::tree::leaf_hash(&both[1]))
    );
    both.reverse();
    for wrong in [both.concat(), [hers, hers].concat(), hers.to_vec(), file[..63].to_vec(), Vec::new()] {
        assert!(subject::tags(&wrong).is_err());
    }
}
