//! Are notes, heads, proofs and trust policies read as strictly as their specifications want?
#![allow(clippy::unwrap_used, clippy::expect_used)]

use ledger::note::{KeyKind, Signature};
use ledger::tree::{Frontier, leaf_hash, prove_inclusion};
use ledger::{Checkpoint, Fault, Note, Proof, SigningKey, TrustPolicy, VerifierKey};

/// The example of C2SP signed-note.
const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const EXAMPLE: &str = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
/// The example of C2SP tlog-cosignature.
const COSIGNED: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

fn key(name: &str, seed: u8) -> SigningKey {
    SigningKey::new(name, &[seed; 32]).unwrap()
}

fn vkey(name: &str, seed: u8, kind: KeyKind) -> String {
    key(name, seed).verifier(kind).to_string()
}

#[test]
fn the_examples_of_the_specifications_are_read_and_written_again() {
    let known = VerifierKey::parse(EXAMPLE_KEY).unwrap();
    assert_eq!(known.to_string(), EXAMPLE_KEY);
    let note = Note::parse(EXAMPLE.as_bytes()).unwrap();
    assert_eq!(note.to_string(), EXAMPLE);
    assert_eq!(note.text(), "This is an example message.\n");
    assert_eq!(note.verify(std::slice::from_ref(&known)).unwrap().len(), 1);

    let note = Note::parse(COSIGNED.as_bytes()).unwrap();
    assert_eq!(note.to_string(), COSIGNED);
    let checkpoint = Checkpoint::parse(note.text()).unwrap();
    assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(checkpoint.to_string(), note.text());
    assert_eq!(note.verify(&[known]), Err(Fault::Unsigned), "an example's keys are nobody's");
}

#[test]
fn a_note_is_refused_unless_it_is_written_as_it_should() {
    let parse = |note: &str| Note::parse(note.as_bytes());
    let line = EXAMPLE.rsplit("\n\n").next().unwrap();
    assert!(parse(EXAMPLE).is_ok());
    assert!(parse(&format!("a\n\nb\n\n{line}")).is_ok(), "a text may have empty lines");
    for (wrong, note) in [
        ("nothing", String::new()),
        ("no signature", "text\n\n".to_owned()),
        ("no blank line", format!("text\n{line}")),
        ("no newline at the end", EXAMPLE.trim_end().to_owned()),
        ("a line after the signatures", format!("{EXAMPLE}more\n")),
        ("a blank line after the signatures", format!("{EXAMPLE}\n")),
        ("a hyphen for the dash", EXAMPLE.replace('—', "-")),
        ("a carriage return", EXAMPLE.replace("message.", "message.\r")),
        ("a tab", EXAMPLE.replace("an example", "an\texample")),
        ("a zero byte", EXAMPLE.replace("an example", "an\0example")),
        ("a plus in the name", EXAMPLE.replace("— example.com/foo", "— example.com+foo")),
        ("no name", EXAMPLE.replace("— example.com/foo ", "—  ")),
        ("a wide space in the name", EXAMPLE.replace("— example.com/foo", "— example\u{3000}com")),
        ("no padding", EXAMPLE.replace("aQM=", "aQM")),
        ("bits after the end", EXAMPLE.replace("aQM=", "aQN=")),
        ("an address and nothing else", "text\n\n— a AAAAAA==\n".to_owned()),
        ("65 signatures", format!("text\n\n{}", line.repeat(65))),
        ("more than 1 MiB", format!("{}\n\n{line}", "x".repeat(1 << 20))),
    ] {
        assert!(parse(&note).is_err(), "{wrong}");
    }
    assert!(Note::parse(b"\xff\n\n\xe2\x80\x94 a AAAAAAAA\n").is_err(), "what is not UTF-8");
    assert!(parse(&format!("text\n\n{}", line.repeat(64))).is_ok(), "64 signatures");
}

#[test]
fn unknown_signatures_count_for_nothing_and_a_wrong_one_of_a_known_key_spoils_the_note() {
    let (log, other) = (key("log.example", 1), key("other.example", 2));
    let text = "text\n";
    let known = [log.verifier(KeyKind::Text)];
    let mut note = Note::new(text, other.sign(text)).unwrap();
    assert_eq!(note.verify(&known), Err(Fault::Unsigned));
    note.add(log.sign(text));
    assert!(note.verify(&known).is_ok());

    // The same id under another name, and the same name with another id, are other keys.
    let alike = Signature { name: "alike.example".to_owned(), ..log.sign(text) };
    note.add(alike);
    note.add(Signature { id: 6, ..log.sign(text) });
    assert!(note.verify(&known).is_ok());

    note.add(log.sign("another text\n"));
    assert_eq!(note.verify(&known), Err(Fault::BadSignature("log.example".to_owned())));
}

#[test]
fn a_cosignature_holds_for_its_text_and_its_time_alone() {
    let witness = key("witness.example", 3);
    let text = Checkpoint::new("log.example", 7, [1; 32]).to_string();
    let known = [witness.verifier(KeyKind::Cosignature)];
    let signature = witness.cosign(&text, 1_679_315_147);
    let note = Note::new(text.clone(), signature.clone()).unwrap();
    assert_eq!(note.verify(&known).unwrap()[0].time, 1_679_315_147);

    for place in [0, 7, 8, 71] {
        let mut bytes = signature.bytes.clone();
        bytes[place] ^= 1;
        let note = Note::new(text.clone(), Signature { bytes, ..signature.clone() }).unwrap();
        assert!(note.verify(&known).is_err(), "byte {place}");
    }
    // Without its time it would be the same key's signature of the other kind, which is another id.
    assert_ne!(known[0], witness.verifier(KeyKind::Text));
    assert_eq!(note.verify(&[witness.verifier(KeyKind::Text)]), Err(Fault::Unsigned));
}

#[test]
fn a_verifier_key_is_refused_unless_its_id_is_that_of_its_name_and_key() {
    for wrong in [
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "example com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ] {
        assert!(VerifierKey::parse(wrong).is_err(), "{wrong}");
    }
    assert!(SigningKey::new("a b", &[0; 32]).is_err());
}

#[test]
fn a_checkpoint_is_refused_unless_it_is_written_as_it_should() {
    const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    assert!(Checkpoint::parse(&format!("log\n0\n{ROOT}\n")).is_ok());
    assert!(Checkpoint::parse(&format!("log\n{}\n{ROOT}\nmore\n", u64::MAX)).is_ok());
    for (wrong, text) in [
        ("no origin", format!("\n7\n{ROOT}\n")),
        ("a leading zero", format!("log\n07\n{ROOT}\n")),
        ("a sign", format!("log\n+7\n{ROOT}\n")),
        ("too large a size", format!("log\n18446744073709551616\n{ROOT}\n")),
        ("no size", format!("log\n\n{ROOT}\n")),
        ("no root", "log\n7\n".to_owned()),
        ("a short root", "log\n7\nAAAA\n".to_owned()),
        ("an empty line", format!("log\n7\n{ROOT}\n\nmore\n")),
        ("no newline at the end", format!("log\n7\n{ROOT}")),
    ] {
        assert!(Checkpoint::parse(&text).is_err(), "{wrong}");
    }
    let head = Checkpoint::new("another.example", 7, [0; 32]).signed(&key("log.example", 1)).unwrap();
    assert!(matches!(
        Checkpoint::verified(&head, &key("log.example", 1).verifier(KeyKind::Text)),
        Err(Fault::OtherLog { .. })
    ));
}

fn proof() -> (Proof, SigningKey) {
    let log = key("log.example", 1);
    let leaves: Vec<_> = (0..11_u8).map(|n| leaf_hash(&[n])).collect();
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    let node = |height: u32, index: u64| {
        let width = 1_usize << height;
        let first = usize::try_from(index).unwrap() * width;
        Ok::<_, Fault>(ledger::tree::root_of(&leaves[first..first + width]))
    };
    let path = prove_inclusion(9, 11, node).unwrap();
    let head = Checkpoint::new("log.example", 11, frontier.root()).signed(&log).unwrap();
    (Proof { extra: None, index: 9, path, head }, log)
}

#[test]
fn a_proof_shows_one_entry_at_one_place_and_nothing_else() {
    let (mut proof, log) = proof();
    let trust = TrustPolicy::of_log(log.verifier(KeyKind::Text));
    proof.extra = Some(b"what somebody put along".to_vec());
    let read = Proof::parse(proof.to_string().as_bytes()).unwrap();
    assert_eq!(read, proof);
    assert_eq!(read.verify(&[9], &trust).unwrap().checkpoint.size, 11);
    assert!(read.verify(&[8], &trust).is_err());
    assert!(Proof { index: 8, ..read.clone() }.verify(&[9], &trust).is_err());
    assert!(Proof { path: read.path[1..].to_vec(), ..read.clone() }.verify(&[9], &trust).is_err());
    let others = TrustPolicy::of_log(key("log.example", 2).verifier(KeyKind::Text));
    assert_eq!(read.verify(&[9], &others), Err(Fault::Unsigned));
}

#[test]
fn a_proof_is_refused_unless_it_is_written_as_it_should() {
    let text = proof().0.to_string();
    for (wrong, text) in [
        ("another version", text.replace("@v1", "@v2")),
        ("no index", text.replace("index 9\n", "")),
        ("a leading zero", text.replace("index 9", "index 09")),
        ("an extra that is not base 64", text.replace("index", "extra =\nindex")),
        ("an extra after the index", text.replace("index 9\n", "index 9\nextra AAAA\n")),
        ("two extras", text.replace("index", "extra AAAA\nextra AAAA\nindex")),
        ("a step that is no hash", text.replace("index 9\n", "index 9\nAAAA\n")),
        (
            "more steps than any tree",
            text.replace("index 9\n", &format!("index 9\n{}", format!("{}=\n", "A".repeat(43)).repeat(64))),
        ),
        ("no head", text.split("\n\n").next().unwrap().to_owned()),
        ("carriage returns", text.replace('\n', "\r\n")),
    ] {
        assert!(Proof::parse(text.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn a_trust_policy_is_content_with_what_it_says_and_nothing_less() {
    let log = key("log.example", 1);
    let names = ["x1", "x2", "x3", "y1", "y2"];
    let witnesses: Vec<SigningKey> = names.iter().zip(10..).map(|(name, seed)| key(name, seed)).collect();
    let mut lines =
        format!("# who we trust\n\n log \t{} https://log.example/\n", vkey("log.example", 1, KeyKind::Text));
    for (name, witness) in names.iter().zip(&witnesses) {
        lines += &format!("witness {name} {}\n", witness.verifier(KeyKind::Cosignature));
    }
    lines += "group X 2 x1 x2 x3\ngroup Y any y1 y2\ngroup both all X Y\n";
    let checkpoint = Checkpoint::new("log.example", 3, [7; 32]);
    let text = checkpoint.to_string();
    let head = |who: &[usize]| {
        let mut head = checkpoint.signed(&log).unwrap();
        who.iter().for_each(|witness| head.add(witnesses[*witness].cosign(&text, 5)));
        head
    };
    for (quorum, who, is_enough) in [
        ("none", &[][..], true),
        ("x1", &[0], true),
        ("x1", &[1, 2, 3, 4], false),
        ("X", &[0, 2], true),
        ("X", &[0, 3, 4], false),
        ("Y", &[4], true),
        ("both", &[0, 1, 3], true),
        ("both", &[0, 1, 2], false),
        ("both", &[0, 3, 4], false),
    ] {
        let policy = TrustPolicy::parse(&format!("{lines}quorum {quorum}\n")).unwrap();
        assert_eq!(policy.logs[0].url.as_deref(), Some("https://log.example/"));
        match policy.verify(&head(who)) {
            Ok(trusted) => {
                assert!(is_enough, "{quorum} by {who:?}");
                assert_eq!(trusted.cosigned.iter().map(|(witness, _)| *witness).collect::<Vec<_>>(), who);
            }
            Err(fault) => assert!(!is_enough && matches!(fault, Fault::Quorum { .. }), "{quorum} by {who:?}: {fault}"),
        }
    }
    // A witness alone is no log, and a log's key speaks for its own name only.
    let policy = TrustPolicy::parse(&format!("{lines}quorum none\n")).unwrap();
    let cosigned = Note::new(text.clone(), witnesses[0].cosign(&text, 5)).unwrap();
    assert_eq!(policy.verify(&cosigned), Err(Fault::Unsigned));
    let other = Checkpoint::new("other.example", 3, [7; 32]).signed(&log).unwrap();
    assert!(matches!(policy.verify(&other), Err(Fault::OtherLog { .. })));
}

#[test]
fn a_trust_policy_is_refused_with_the_number_of_the_line_at_fault() {
    let (log, witness) = (vkey("log.example", 1, KeyKind::Text), vkey("w", 2, KeyKind::Cosignature));
    let second = vkey("v", 3, KeyKind::Cosignature);
    for (wrong, text, line) in [
        ("no quorum", format!("log {log}\n"), None),
        ("two quorums", "quorum none\nquorum none\n".to_owned(), Some(2)),
        ("an unknown word", format!("log {log}\nlogs {log}\nquorum none\n"), Some(2)),
        ("a log without a key", "log\nquorum none\n".to_owned(), Some(1)),
        ("a log with a witness's key", format!("log {witness}\nquorum none\n"), Some(1)),
        ("a witness with a log's key", format!("witness w {log}\nquorum none\n"), Some(1)),
        ("a word too many", format!("log {log} url more\nquorum none\n"), Some(1)),
        ("the same log twice", format!("log {log}\nlog {log}\nquorum none\n"), Some(2)),
        ("the same witness twice", format!("witness a {witness}\nwitness b {witness}\nquorum none\n"), Some(2)),
        ("a name twice", format!("witness a {witness}\nwitness a {second}\nquorum none\n"), Some(2)),
        ("a witness called none", format!("witness none {witness}\nquorum none\n"), Some(1)),
        ("none as a member", "group g any none\nquorum none\n".to_owned(), Some(1)),
        ("a group of nobody", "group g any\nquorum none\n".to_owned(), Some(1)),
        ("a member that comes later", format!("group g any a\nwitness a {witness}\nquorum g\n"), Some(1)),
        ("a member of two groups", format!("witness a {witness}\ngroup g any a\ngroup h any a\nquorum g\n"), Some(3)),
        ("more than there are", format!("witness a {witness}\ngroup g 2 a\nquorum g\n"), Some(2)),
        ("none of them", format!("witness a {witness}\ngroup g 0 a\nquorum g\n"), Some(2)),
        ("a quorum that nobody defined", "quorum q\n".to_owned(), Some(1)),
        ("a carriage return", "quorum none\r\n".to_owned(), None),
    ] {
        let fault = TrustPolicy::parse(&text).expect_err(wrong).to_string();
        assert!(line.is_none_or(|line| fault.contains(&format!("line {line}:"))), "{wrong}: {fault}");
    }
    let policy = format!("witness a {witness}\ngroup g any a\nquorum a\n");
    assert!(TrustPolicy::parse(&policy).is_ok(), "a quorum may be somebody who is a member too");
}
