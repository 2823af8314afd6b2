//! Has a witness cosigned this head, and if not, why?

use std::future::Future;

use ledger::note::Signature;
use ledger::tree::Hash;
use ledger::{Note, Submission, VerifierKey};

use crate::book::Head;

/// Longer answers are not read. A cosignature has some hundred bytes, one of ML-DSA some thousand.
pub const ANSWER_AT_MOST: usize = 64 << 10;
/// Others may ask the same witness for the same log at the same time.
const ATTEMPTS: usize = 3;
const LINES_AT_MOST: usize = 64;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub status: u16,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
}

/// Whoever can send a POST request. How long it waits is its own affair, but it has to end.
pub trait Post: Send + Sync {
    /// More than `at_most` bytes of an answer need not be read: a longer one may be cut after one more.
    fn post(&self, url: &str, body: Vec<u8>, at_most: usize) -> impl Future<Output = Result<Posted, String>> + Send;
}

/// Why there is no cosignature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("it could not be asked: {0}")]
    Unreachable(String),
    #[error("its answer is longer than 64 KiB")]
    TooLong,
    #[error("it answered {status}: {said:?}")]
    Status { status: u16, said: String },
    /// Either a newer head of ours was there before this one, or somebody else signs with our key.
    #[error("it has cosigned {0} entries, which are more than there are")]
    Ahead(u64),
    #[error("it wants the proof from {0} entries on, and does not take it")]
    Contrary(u64),
    #[error("its answer holds no cosignature of this head by the key that it is known by")]
    NoCosignature,
    #[error("there is no proof from {old} entries on: {why}")]
    NoProof { old: u64, why: String },
}

/// A witness to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its submission prefix.
    pub url: String,
    /// What its cosignatures are verified with.
    pub key: VerifierKey,
}

/// Asks a witness for its cosignature of a head. `old` is how many entries it saw last, as far as that is known, or 0; `prove` gives
/// the proof that the head grew from any such size.
pub async fn submit(
    post: &impl Post,
    member: &Member,
    head: &Head,
    old: u64,
    prove: impl Fn(u64) -> Result<Vec<Hash>, crate::Error> + Send,
) -> Result<Vec<Signature>, Refused> {
    let address = format!("{}/add-checkpoint", member.url.trim_end_matches('/'));
    let size = head.checkpoint.size;
    let mut old = old.min(size);
    for _ in 0..ATTEMPTS {
        let proof = if old == 0 { Ok(Vec::new()) } else { prove(old) };
        let proof = proof.map_err(|error| Refused::NoProof { old, why: error.to_string() })?;
        let request = Submission { old, proof, head: head.note.clone() }.to_string().into_bytes();
        let posted = post.post(&address, request, ANSWER_AT_MOST).await.map_err(Refused::Unreachable)?;
        if posted.body.len() > ANSWER_AT_MOST {
            return Err(Refused::TooLong);
        }
        match (posted.status, known_size(&posted)) {
            (200, _) => return cosignatures(&posted.body, &member.key, &head.note),
            (409, Some(known)) if known > size => return Err(Refused::Ahead(known)),
            (409, Some(known)) if known == old => return Err(Refused::Contrary(known)),
            (409, Some(known)) => old = known,
            (status, _) => return Err(Refused::Status { status, said: said(&posted.body) }),
        }
    }
    Err(Refused::Contrary(old))
}

/// The size that a witness says it knows.
fn known_size(posted: &Posted) -> Option<u64> {
    let content_type = posted.content_type.as_deref()?.split(';').next()?.trim();
    let digits = str::from_utf8(&posted.body).ok()?.strip_suffix('\n')?;
    let is_plain = digits.bytes().all(|digit| digit.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    let is_size = is_plain && content_type.eq_ignore_ascii_case("text/x.tlog.size");
    if is_size { digits.parse().ok() } else { None }
}

/// Those lines that are cosignatures of this head by this key; all others count for nothing.
fn cosignatures(body: &[u8], key: &VerifierKey, head: &Note) -> Result<Vec<Signature>, Refused> {
    let lines = str::from_utf8(body).map_err(|_| Refused::NoCosignature)?.lines().take(LINES_AT_MOST);
    let is_good = |signature: &Signature| {
        let alone = Note::new(head.text(), signature.clone()).and_then(|alone| alone.verify(std::slice::from_ref(key)));
        // One without a time does not say when the witness saw this head.
        alone.is_ok_and(|signed| signed.iter().all(|signed| signed.time > 0))
    };
    let good: Vec<Signature> = lines.filter_map(|line| Signature::parse(line).ok()).filter(is_good).collect();
    if good.is_empty() { Err(Refused::NoCosignature) } else { Ok(good) }
}

/// The beginning of an answer, for a log.
fn said(body: &[u8]) -> String {
    String::from_utf8_lossy(body).trim_end().chars().take(200).collect()
}
