//! What witnesses answer, and what is made of it.

use std::sync::Mutex;

use ledger::note::KeyKind;
use ledger::{Note, Submission};
use oversight::book::Head;
use oversight::witness::{ANSWER_AT_MOST, Member, Post, Posted, Refused, submit};

use crate::stand::{Log, NOW, WITNESS, key};

/// A witness that answers what it was told, and notes what it was asked.
struct Told {
    answers: Mutex<Vec<Result<Posted, String>>>,
    asked: Mutex<Vec<(String, Vec<u8>)>>,
}

impl Post for Told {
    async fn post(&self, url: &str, body: Vec<u8>, at_most: usize) -> Result<Posted, String> {
        assert_eq!(at_most, ANSWER_AT_MOST);
        self.asked.lock().unwrap().push((url.to_owned(), body));
        let mut answers = self.answers.lock().unwrap();
        assert!(!answers.is_empty(), "asked too often");
        answers.remove(0)
    }
}

fn answer(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Result<Posted, String> {
    Ok(Posted { status, content_type: Some(content_type.to_owned()), body: body.into() })
}

fn text(status: u16, body: &str) -> Result<Posted, String> {
    answer(status, "text/plain", body)
}

fn size(size: &str) -> Result<Posted, String> {
    answer(409, "text/x.tlog.size", size)
}

/// The result of submitting a head of 13 entries to a witness that is thought to know 3, and what it was asked.
fn submitted(answers: Vec<Result<Posted, String>>) -> (Result<usize, Refused>, Vec<Submission>) {
    let log = Log::new();
    let told = Told { answers: Mutex::new(answers), asked: Mutex::default() };
    let member =
        Member { url: "https://witness.example/w/".to_owned(), key: key(WITNESS, 9).verifier(KeyKind::Cosignature) };
    let head = Head { note: log.head(13), checkpoint: log.checkpoint(13) };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let cosigned = runtime.block_on(submit(&told, &member, &head, 3, |old| Ok(log.proof(old, 13))));
    assert!(told.answers.lock().unwrap().is_empty(), "it was not asked again");
    let asked = told.asked.into_inner().unwrap();
    assert!(asked.iter().all(|(url, _)| url == "https://witness.example/w/add-checkpoint"));
    let asked = asked.iter().map(|(_, body)| Submission::parse(body).unwrap()).collect();
    for signature in cosigned.iter().flatten() {
        let alone = Note::new(log.head(13).text(), signature.clone()).unwrap();
        alone.verify(std::slice::from_ref(&member.key)).unwrap();
    }
    (cosigned.map(|signatures| signatures.len()), asked)
}

/// The cosignature that is wanted.
fn good() -> String {
    key(WITNESS, 9).cosign(Log::new().head(13).text(), NOW).to_string()
}

#[test]
fn only_cosignatures_of_this_head_by_the_known_key_are_taken() {
    let head = Log::new().head(13);
    let mut bent = key(WITNESS, 9).cosign(head.text(), NOW);
    bent.bytes[30] ^= 1;
    let bent = bent.to_string();
    let stranger = key("stranger.example", 9).cosign(head.text(), NOW).to_string();
    let namesake = key(WITNESS, 8).cosign(head.text(), NOW).to_string();
    let of_text = key(WITNESS, 9).sign(head.text()).to_string();
    let of_other_root =
        key(WITNESS, 9).cosign(Log::forked("news.example/town", 1, 13, 5).head(13).text(), NOW).to_string();
    let timeless = key(WITNESS, 9).cosign(head.text(), 0).to_string();
    let wrong = [&bent, &stranger, &namesake, &of_text, &of_other_root, &timeless];
    for body in wrong {
        assert_eq!(submitted(vec![text(200, body)]).0, Err(Refused::NoCosignature), "{body}");
    }
    for body in ["", "\n", "garbage", "— \n", "— witness.example/w \n", "\u{0}", &"\n".repeat(5000)] {
        assert_eq!(submitted(vec![text(200, body)]).0, Err(Refused::NoCosignature), "{body}");
    }
    assert_eq!(submitted(vec![answer(200, "text/plain", [0xff, 0xfe])]).0, Err(Refused::NoCosignature));
    assert_eq!(submitted(vec![text(200, &good())]).0, Ok(1));
    let all = format!("garbage\n{}{}", wrong.map(String::as_str).concat(), good());
    assert_eq!(submitted(vec![text(200, &all)]).0, Ok(1));
    assert_eq!(submitted(vec![answer(200, "", good().trim_end())]).0, Ok(1));
    // Behind more lines than a note may have, nothing is looked for.
    let buried = stranger.repeat(64) + &good();
    assert_eq!(submitted(vec![text(200, &buried)]).0, Err(Refused::NoCosignature));
}

#[test]
fn a_witness_that_knows_another_size_is_asked_again_from_there() {
    let log = Log::new();
    let olds = |asked: Vec<Submission>| asked.iter().map(|submission| submission.old).collect::<Vec<_>>();
    for (answers, wanted, asked_from) in [
        (vec![text(200, &good())], Ok(1), vec![3]),
        (vec![size("8\n"), text(200, &good())], Ok(1), vec![3, 8]),
        (vec![size("0\n"), text(200, &good())], Ok(1), vec![3, 0]),
        (vec![size("13\n"), text(200, &good())], Ok(1), vec![3, 13]),
        (vec![size("5\n"), size("8\n"), text(200, &good())], Ok(1), vec![3, 5, 8]),
        (vec![answer(409, "Text/X.Tlog.Size; charset=utf-8", "8\n"), text(200, &good())], Ok(1), vec![3, 8]),
        (vec![size("14\n")], Err(Refused::Ahead(14)), vec![3]),
        (vec![size("18446744073709551615\n")], Err(Refused::Ahead(u64::MAX)), vec![3]),
        (vec![size("3\n")], Err(Refused::Contrary(3)), vec![3]),
        (vec![size("8\n"), size("5\n"), size("8\n")], Err(Refused::Contrary(8)), vec![3, 8, 5]),
    ] {
        let (found, asked) = submitted(answers);
        for submission in &asked {
            assert_eq!(submission, &log.submission(submission.old, 13));
        }
        assert_eq!((found, olds(asked)), (wanted, asked_from));
    }
    for (content_type, body) in [
        ("text/plain", "8\n"),
        ("text/x.tlog.size", "8"),
        ("text/x.tlog.size", "08\n"),
        ("text/x.tlog.size", "+8\n"),
        ("text/x.tlog.size", "\n"),
        ("text/x.tlog.size", "8\n8\n"),
        ("text/x.tlog.size", "18446744073709551616\n"),
        ("text/x.tlog.size", "eight\n"),
    ] {
        let said = body.trim_end().to_owned();
        assert_eq!(submitted(vec![answer(409, content_type, body)]).0, Err(Refused::Status { status: 409, said }));
    }
    assert!(submitted(vec![Ok(Posted { status: 409, content_type: None, body: b"8\n".to_vec() })]).0.is_err());
}

#[test]
fn whatever_else_a_witness_answers_is_no_cosignature() {
    for (answer, said) in [
        (text(400, "old size\n"), "it answered 400: \"old size\""),
        (text(403, "who?"), "it answered 403: \"who?\""),
        (text(404, ""), "it answered 404: \"\""),
        (text(422, "fork\nfork"), "it answered 422: \"fork\\nfork\""),
        (text(500, &"x".repeat(5000)), &*format!("it answered 500: {:?}", "x".repeat(200))),
        (answer(503, "", [0xff, b'!']), "it answered 503: \"\u{fffd}!\""),
        (text(204, &good()), "it answered 204: "),
        (answer(200, "text/plain", vec![b'x'; ANSWER_AT_MOST + 1]), "its answer is longer than 64 KiB"),
        (
            answer(200, "text/plain", [good().into_bytes(), vec![b'\n'; ANSWER_AT_MOST]].concat()),
            "its answer is longer than 64 KiB",
        ),
        (answer(409, "text/x.tlog.size", vec![b'1'; ANSWER_AT_MOST + 1]), "its answer is longer than 64 KiB"),
        (Err("connection refused".to_owned()), "it could not be asked: connection refused"),
    ] {
        let (found, asked) = submitted(vec![answer]);
        let found = found.unwrap_err().to_string();
        assert!(found.starts_with(said), "{found}");
        assert_eq!(asked.len(), 1);
    }
}

#[test]
fn without_a_proof_nobody_is_asked() {
    let log = Log::new();
    let told = Told { answers: Mutex::default(), asked: Mutex::default() };
    let member =
        Member { url: "https://witness.example".to_owned(), key: key(WITNESS, 9).verifier(KeyKind::Cosignature) };
    let head = Head { note: log.head(13), checkpoint: log.checkpoint(13) };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let refused = runtime.block_on(submit(&told, &member, &head, 3, |_| Err(oversight::Error::Closed)));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "there is no proof from 3 entries on: the ledger is not written any more"
    );
    assert!(told.asked.into_inner().unwrap().is_empty());
}
