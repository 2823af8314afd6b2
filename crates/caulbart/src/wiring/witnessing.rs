//! Editions cosign each other's heads: over HTTP, a witness is asked, and answers.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path as Address, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ledger::submission::BYTES_AT_MOST;
use ledger::{VerifierKey, note::KeyKind};
use model::Time;
use oversight::Oversight;
use oversight::book::Witnesses;
use oversight::witness::{Answer, Circle, Member, Post, Posted, Witness};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::log_at;

/// A head waits so long for its witnesses; what comes later is added.
const PATIENCE: Duration = Duration::from_secs(2);
/// A witness that has not answered by then is not waited for at all.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// And so long somebody may take to bring a head.
const BROUGHT_WITHIN: Duration = Duration::from_secs(10);
/// Heads that are looked at together.
const AT_ONCE: usize = 16;
/// Whom the server asks, for commands that write beside it.
const WITNESSES: &str = "witnesses";

/// `VKEY@URL`: a witness's key, and the address below which it takes heads.
pub fn member(typed: &str) -> Result<Member, String> {
    let (key, url) = typed.find("@http").map(|at| (&typed[..at], &typed[at + 1..])).ok_or_else(|| {
        format!(
            "`--witness {typed}` is not VKEY@URL, such as news.example/main/witness+…@https://news.example/witness."
        )
    })?;
    let key = VerifierKey::parse(key).map_err(|why| format!("`--witness {typed}`: {why}."))?;
    let is_web = reqwest::Url::parse(url).is_ok_and(|url| url.host().is_some());
    match (key.kind(), is_web) {
        (KeyKind::Text, _) => {
            Err(format!("`--witness {typed}` has the key of a log; a witness cosigns with a key of type 04."))
        }
        (_, false) => Err(format!("`--witness {typed}`: {url} is no address.")),
        (KeyKind::Cosignature, true) => Ok(Member { url: url.to_owned(), key }),
    }
}

/// The key of a log that is to be witnessed.
pub fn log_key(option: &str, typed: &str) -> Result<VerifierKey, String> {
    let key = VerifierKey::parse(typed).map_err(|why| format!("`{option} {typed}`: {why}."))?;
    match key.kind() {
        KeyKind::Text => Ok(key),
        KeyKind::Cosignature => {
            Err(format!("`{option} {typed}` is a witness's key; a log signs with a key of type 01."))
        }
    }
}

/// Keeps whom the server asks, so that commands that write beside it ask the same.
pub fn keep(folder: &Path, members: &[Member]) -> std::io::Result<()> {
    let lines: String = members.iter().map(|member| format!("{}@{}\n", member.key, member.url)).collect();
    let path = folder.join(WITNESSES);
    if std::fs::read_to_string(&path).unwrap_or_default() == lines {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(path, lines)
}

/// Those that the server asked when it was started last; none where there are none.
pub fn kept(folder: &Path) -> Option<Arc<dyn Witnesses>> {
    let lines = std::fs::read_to_string(folder.join(WITNESSES)).ok()?;
    let members: Vec<Member> = lines.lines().filter_map(|line| member(line).ok()).collect();
    if members.is_empty() {
        return None;
    }
    let client = log_at::client(|builder| builder.timeout(ANSWER_WITHIN).connect_timeout(PATIENCE)).ok()?;
    Some(Arc::new(Circle::new(ByHttp(client), members, PATIENCE, Handle::current())))
}

struct ByHttp(reqwest::Client);

impl Post for ByHttp {
    async fn post(&self, url: &str, body: Vec<u8>, at_most: usize) -> Result<Posted, String> {
        let sent = self.0.post(url).body(body).send().await;
        let mut answer = sent.map_err(|why| log_at::said(&why))?;
        let content_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok());
        let (status, content_type) = (answer.status().as_u16(), content_type.map(str::to_owned));
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|why| log_at::said(&why))? {
            body.extend_from_slice(&chunk);
            if body.len() > at_most {
                body.truncate(at_most + 1);
                break;
            }
        }
        Ok(Posted { status, content_type, body })
    }
}

/// Opens the witness that an edition, or a server of its own, is for these logs.
pub fn open(folder: &Path, name: &str, logs: Vec<VerifierKey>) -> Result<Witness, oversight::Error> {
    let opening = oversight::witness::Opening::new(folder.join("witness"), folder.join("witness-keys"), name, logs);
    Witness::open(opening)
}

/// The witness that an edition is, named after its ledger.
pub fn of_edition(folder: &Path, oversight: &Oversight, logs: Vec<VerifierKey>) -> anyhow::Result<Witness> {
    let key = oversight.files().keys()?.pop().context("The ledger has no key yet; `caulbart serve` makes it")?;
    Ok(open(folder, &format!("{}/witness", key.name()), logs)?)
}

#[derive(Clone)]
struct Desk {
    witness: Witness,
    seats: Arc<Semaphore>,
}

/// `add-checkpoint`, and the last head of each log (C2SP tlog-witness), and the key to verify them with.
pub fn router(witness: Witness) -> Router {
    let desk = Desk { witness, seats: Arc::new(Semaphore::new(AT_ONCE)) };
    Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/vkey", get(vkey))
        .route("/{hash}/checkpoint", get(checkpoint))
        .with_state(desk)
}

async fn add_checkpoint(State(desk): State<Desk>, body: Body) -> Response {
    let Ok(_seat) = desk.seats.clone().try_acquire_owned() else {
        return told(StatusCode::SERVICE_UNAVAILABLE, "too many heads at once; bring it again\n");
    };
    let request = match timeout(BROUGHT_WITHIN, to_bytes(body, BYTES_AT_MOST)).await {
        Ok(Ok(request)) => request,
        Ok(Err(_)) => return told(StatusCode::PAYLOAD_TOO_LARGE, "a head with its proof is shorter\n"),
        Err(_) => return told(StatusCode::REQUEST_TIMEOUT, "the head did not come in time\n"),
    };
    let now = u64::try_from(Time::now().0 / 1000).unwrap_or(0);
    answer(move || desk.witness.add_checkpoint(&request, now)).await
}

async fn checkpoint(State(desk): State<Desk>, Address(hash): Address<String>) -> Response {
    answer(move || desk.witness.checkpoint(&hash)).await
}

async fn vkey(State(desk): State<Desk>) -> Response {
    told(StatusCode::OK, &format!("{}\n", desk.witness.vkey()))
}

/// It waits for the disk, so it is done apart.
async fn answer(work: impl FnOnce() -> Result<Answer, oversight::Error> + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(Answer { status, content_type, body })) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (status, headers, body).into_response()
        }
        Ok(Err(failure)) => {
            tracing::error!("a head could not be cosigned: {failure}; {}", failure.hint());
            told(StatusCode::INTERNAL_SERVER_ERROR, "the witness cannot write what it would cosign\n")
        }
        Err(_) => told(StatusCode::INTERNAL_SERVER_ERROR, "the witness failed\n"),
    }
}

fn told(status: StatusCode, words: &str) -> Response {
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    (status, [(header::CONTENT_TYPE, text)], words.to_owned()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_is_named_by_its_key_and_address() {
        let key = ledger::SigningKey::new("b.example/main/witness", &[7; 32]).unwrap();
        let (witness, log) = (key.verifier(KeyKind::Cosignature), key.verifier(KeyKind::Text));
        let found = member(&format!("{witness}@http://127.0.0.1:81/witness")).unwrap();
        assert_eq!((found.key, found.url.as_str()), (witness.clone(), "http://127.0.0.1:81/witness"));
        for typed in [
            witness.to_string(),
            "http://127.0.0.1:81/witness".to_owned(),
            format!("{log}@http://127.0.0.1:81/witness"),
            format!("{witness}@http://"),
            format!("{witness}@ftp://b.example/"),
            "@http://b.example/".to_owned(),
        ] {
            assert!(member(&typed).is_err(), "{typed}");
        }
        assert!(log_key("--log", &log.to_string()).is_ok());
        assert!(log_key("--log", &witness.to_string()).is_err());
    }
}
