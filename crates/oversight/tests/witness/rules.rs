//! The rules of `tlog-witness`, one by one.

use ledger::note::KeyKind;
use ledger::{Checkpoint, Note, Submission};
use oversight::witness::{Opening, Witness};

use crate::stand::{Log, NOW, ORIGIN, Scratch, ask, hash, is_cosignature, key};

/// A witness that has cosigned the log at `size`; at none where it is none.
fn at(scratch: &Scratch, log: &Log, size: Option<u64>) -> Witness {
    let witness = scratch.witness();
    if let Some(size) = size {
        assert_eq!(ask(&witness, &log.request(0, size)).0, 200);
    }
    witness
}

#[test]
fn a_head_is_cosigned_where_its_log_only_grew() {
    let log = Log::new();
    for (known, old, size) in [
        (None, 0, 1),
        (None, 0, 0),
        (None, 0, 64),
        (Some(0), 0, 0),
        (Some(0), 0, 7),
        (Some(1), 1, 2),
        (Some(8), 8, 64),
        (Some(13), 13, 13),
        (Some(63), 63, 64),
    ] {
        let scratch = Scratch::new();
        let witness = at(&scratch, &log, known);
        let (status, body) = ask(&witness, &log.request(old, size));
        assert_eq!(status, 200, "{known:?} {old} {size}: {body}");
        assert!(is_cosignature(&witness, &log.head(size), &body));
    }
}

#[test]
fn a_head_that_does_not_follow_is_refused_and_nothing_changes() {
    let log = Log::new();
    let fork = Log::forked(ORIGIN, 1, 64, 5);
    let empty_with_root = Checkpoint::new(ORIGIN, 0, [7; 32]).signed(&log.key).unwrap();
    let with = |proof: &dyn Fn(&mut Submission)| {
        let mut submission = log.submission(8, 13);
        proof(&mut submission);
        submission
    };
    for (what, known, submission, status, said) in [
        ("it never saw this log", None, log.submission(3, 8), 409, "0"),
        ("it saw more", Some(8), log.submission(3, 13), 409, "8"),
        ("it saw less", Some(8), log.submission(9, 13), 409, "8"),
        ("it is asked whether it saw something", Some(8), log.submission(0, 13), 409, "8"),
        ("the log shrank", Some(8), log.submission(3, 4), 409, "8"),
        (
            "the log shrank, it says from where",
            Some(8),
            Submission { old: 8, ..log.submission(3, 4) },
            400,
            "the old size 8 is more than the 4 entries of the checkpoint",
        ),
        (
            "another root of the same size",
            Some(8),
            fork.submission(8, 8),
            422,
            "the consistency proof does not lead to both roots",
        ),
        (
            "a fork, with its own proof",
            Some(8),
            fork.submission(8, 13),
            422,
            "the consistency proof does not lead to both roots",
        ),
        (
            "a fork, with the proof of the log",
            Some(8),
            Submission { head: fork.head(13), ..log.submission(8, 13) },
            422,
            "the consistency proof does not lead to both roots",
        ),
        ("no proof", Some(8), with(&|s| s.proof.clear()), 422, "the consistency proof does not lead to both roots"),
        (
            "half a proof",
            Some(13),
            Submission { proof: log.proof(13, 64)[..2].to_vec(), ..log.submission(13, 64) },
            422,
            "the consistency proof does not lead to both roots",
        ),
        ("a proof with more", Some(8), with(&|s| s.proof.push([1; 32])), 422, "the consistency proof is too long"),
        (
            "a proof of what is the same",
            Some(8),
            Submission { proof: vec![[1; 32]], ..log.submission(8, 8) },
            422,
            "the consistency proof is too long",
        ),
        (
            "a proof of what grew from nothing",
            None,
            Submission { proof: log.proof(8, 13), ..log.submission(0, 13) },
            422,
            "nothing is to be proven of an empty tree",
        ),
        (
            "the same, of a log that was empty",
            Some(0),
            Submission { proof: log.proof(8, 13), ..log.submission(0, 13) },
            422,
            "nothing is to be proven of an empty tree",
        ),
        (
            "the root of a log without entries",
            None,
            Submission { old: 0, proof: Vec::new(), head: empty_with_root },
            422,
            "a log without entries has another root",
        ),
    ] {
        let scratch = Scratch::new();
        let witness = at(&scratch, &log, known);
        let before = scratch.served(ORIGIN);
        let (found, body) = ask(&witness, submission.to_string().as_bytes());
        assert_eq!((found, body.as_str()), (status, &*format!("{said}\n")), "{what}");
        assert_eq!(scratch.served(ORIGIN), before, "{what}");
    }
}

#[test]
fn a_head_that_no_known_key_signed_is_refused() {
    let log = Log::new();
    let (stranger, renewed) = (Log::forked("news.example/land", 1, 8, 8), Log::forked(ORIGIN, 2, 8, 8));
    let mut bent = log.head(8);
    let mut signature = bent.signatures()[0].clone();
    signature.bytes[3] ^= 1;
    bent = Note::new(bent.text(), signature.clone()).unwrap();
    let mut also_bent = log.head(8);
    also_bent.add(signature);
    let cosigned_only = Note::new(log.head(8).text(), log.key.cosign(log.head(8).text(), NOW)).unwrap();
    for (what, head, status, said) in [
        ("another log", stranger.head(8), 404, "no log \"news.example/land\" is known here"),
        ("another key of this log", renewed.head(8), 403, "no signature is from a key that is known here"),
        ("a wrong signature", bent, 403, "the signature of news.example/town does not fit the text"),
        ("a wrong one besides a good one", also_bent, 403, "the signature of news.example/town does not fit the text"),
        ("a cosignature of the log's own", cosigned_only, 403, "no signature is from a key that is known here"),
    ] {
        let scratch = Scratch::new();
        let witness = scratch.witness();
        let request = Submission { old: 0, proof: Vec::new(), head }.to_string();
        assert_eq!(ask(&witness, request.as_bytes()), (status, format!("{said}\n")), "{what}");
        assert_eq!(scratch.served(ORIGIN), "", "{what}");
        // What is known of the head comes before what is known of the size.
        let request = request.replacen("old 0", "old 99", 1);
        assert_eq!(ask(&witness, request.as_bytes()).0, status, "{what}");
    }
}

#[test]
fn signatures_of_strangers_count_for_nothing_and_any_key_of_the_log_will_do() {
    let log = Log::new();
    let scratch = Scratch::new();
    let logs = [1, 2].map(|seed| key(ORIGIN, seed).verifier(KeyKind::Text)).to_vec();
    let witness = Witness::open(Opening { logs, ..scratch.opening() }).unwrap();
    let text = log.head(8).text().to_owned();
    let mut head = Note::new(text.clone(), key("stranger.example", 5).sign(&text)).unwrap();
    head.add(key(ORIGIN, 2).sign(&text));
    head.add(key(ORIGIN, 1).sign(&text));
    head.add(key(ORIGIN, 3).sign(&text));
    head.add(key("stranger.example/w", 5).cosign(&text, NOW));
    let (status, body) = ask(&witness, Submission { old: 0, proof: Vec::new(), head }.to_string().as_bytes());
    assert_eq!(status, 200, "{body}");

    let served = witness.checkpoint(&hash(ORIGIN)).unwrap();
    let served = Note::parse(&served.body).unwrap();
    assert_eq!(served.text(), text);
    let keys = [witness.vkey(), key(ORIGIN, 1).verifier(KeyKind::Text), key(ORIGIN, 2).verifier(KeyKind::Text)];
    assert_eq!(served.verify(&keys).unwrap().len(), 3);
    assert_eq!(served.signatures().len(), 3, "{served}");

    let new_key = Log::forked(ORIGIN, 2, 13, 13);
    assert_eq!(ask(&witness, &new_key.request(8, 13)).0, 200);
}

#[test]
fn what_is_malformed_is_refused_in_a_sentence() {
    let log = Log::new();
    let good = String::from_utf8(log.request(8, 13)).unwrap();
    let line = good.lines().nth(1).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1).into_bytes()
    };
    let many = |count: usize| changed(&format!("{line}\n"), &format!("{line}\n").repeat(count)).clone();
    let text = "news.example/town\n13\n";
    for (what, request, said) in [
        ("nothing", Vec::new(), "no blank line parts proof and checkpoint"),
        ("a blank line", b"\n\n".to_vec(), "its first line is not old <size>"),
        ("no old size", changed("old 8\n", ""), "its first line is not old <size>"),
        ("no number", changed("old 8\n", "old \n"), "its first line is not old <size>"),
        ("a leading zero", changed("old 8\n", "old 08\n"), "its first line is not old <size>"),
        ("a sign", changed("old 8\n", "old +8\n"), "its first line is not old <size>"),
        ("two spaces", changed("old 8\n", "old  8\n"), "its first line is not old <size>"),
        ("a space behind", changed("old 8\n", "old 8 \n"), "its first line is not old <size>"),
        ("a carriage return", changed("old 8\n", "old 8\r\n"), "its first line is not old <size>"),
        ("more than 64 bits", changed("old 8\n", "old 18446744073709551616\n"), "its first line is not old <size>"),
        ("capitals", changed("old 8\n", "Old 8\n"), "its first line is not old <size>"),
        ("a hash too short", changed(line, "AAAA"), "one of its lines is not a hash in base 64"),
        ("a hash too long", changed(line, &format!("AAAA{line}")), "one of its lines is not a hash in base 64"),
        ("no base 64", changed(line, &line.replace('=', "")), "one of its lines is not a hash in base 64"),
        ("64 lines", many(65 - log.proof(8, 13).len()), "its proof has more than 63 lines"),
        ("one blank line too few", changed("\n\nnews", "\nnews"), "one of its lines is not a hash in base 64"),
        ("no head", b"old 0\n\n".to_vec(), "no blank line parts text and signatures"),
        ("no signature", format!("old 0\n\n{text}{line}\n").into_bytes(), "no blank line parts text and signatures"),
        ("no newline at its end", good.trim_end().as_bytes().to_vec(), "it does not end with a signature line"),
        ("not UTF-8", [&b"old \xff"[..], good.as_bytes()].concat(), "it is not UTF-8"),
        (
            "a control character",
            changed("news.example/town\n13", "news.example/town\0\n13"),
            "it holds a control character",
        ),
        ("no size", changed("town\n13\n", "town\nmany\n"), "its second line is no size"),
        ("a size with a leading zero", changed("town\n13\n", "town\n013\n"), "its second line is no size"),
        ("no root", changed("town\n13\n", "town\n13\nAAAA\n"), "its third line is no hash"),
        ("too long", [good.as_bytes(), &vec![b'x'; 256 << 10][..]].concat(), "it is longer than 256 KiB"),
    ] {
        let scratch = Scratch::new();
        let witness = at(&scratch, &log, Some(8));
        let (status, body) = ask(&witness, &request);
        assert_eq!(status, 400, "{what}: {body}");
        assert!(body.ends_with(&format!(": {said}\n")), "{what}: {body}");
        assert_eq!(body.lines().count(), 1, "{what}");
    }
    // 63 lines are read, if in vain.
    let scratch = Scratch::new();
    assert_eq!(ask(&at(&scratch, &log, Some(8)), &many(64 - log.proof(8, 13).len())).0, 422);
}

#[test]
fn lines_that_a_log_adds_to_its_checkpoint_are_cosigned_too() {
    let log = Log::new();
    let scratch = Scratch::new();
    let witness = scratch.witness();
    let checkpoint = Checkpoint { extensions: vec!["more to say".to_owned()], ..log.checkpoint(8) };
    let head = checkpoint.signed(&log.key).unwrap();
    let (status, body) =
        ask(&witness, Submission { old: 0, proof: Vec::new(), head: head.clone() }.to_string().as_bytes());
    assert_eq!(status, 200);
    assert!(is_cosignature(&witness, &head, &body));
    assert!(scratch.served(ORIGIN).contains("\nmore to say\n"));
}

#[test]
fn the_last_head_of_each_log_is_shown_to_whoever_knows_its_name() {
    let log = Log::new();
    let scratch = Scratch::new();
    let witness = scratch.witness();
    let shown = |name: &str| {
        let answer = witness.checkpoint(name).unwrap();
        (answer.status, String::from_utf8(answer.body).unwrap())
    };
    let none = (404, "no checkpoint of this log was cosigned here\n".to_owned());
    assert_eq!(shown(&hash(ORIGIN)), none);
    ask(&witness, &log.request(0, 8));
    ask(&witness, &log.request(8, 13));
    let (status, head) = shown(&hash(ORIGIN));
    assert_eq!(status, 200);
    let head = Note::parse(head.as_bytes()).unwrap();
    assert_eq!(head.text(), log.head(13).text());
    assert_eq!(head.verify(&[witness.vkey(), log.key.verifier(KeyKind::Text)]).unwrap().len(), 2);
    for name in
        ["", ".", "..", "../keys", ORIGIN, &hash("news.example/land"), &hash(ORIGIN).to_uppercase(), &hash(ORIGIN)[1..]]
    {
        assert_eq!(shown(name), none, "{name}");
    }
}

#[test]
fn nothing_is_cosigned_by_a_clock_that_stands_at_nought() {
    let scratch = Scratch::new();
    let error = scratch.witness().add_checkpoint(&Log::new().request(0, 8), 0).unwrap_err();
    assert_eq!(error.to_string(), "the clock says that it is 1970, and a witness does not cosign without a time");
    assert_eq!(scratch.served(ORIGIN), "");
}
