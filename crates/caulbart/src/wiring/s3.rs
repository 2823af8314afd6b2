//! One bucket of an S3-compatible store, by presigned requests: `rusty-s3` signs them, the client that everything here asks with
//! sends them.
//!
//! Bytes stream in both directions. What fails for a moment is tried again a few times; every fault is a sentence without the
//! address, because a presigned one opens the file.

use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body_util::{StreamBody, combinators::BoxBody};
use hyper::body::Frame;
use newsroom::{BucketFault, Steps};
use reqwest::header::{ACCEPT_ENCODING, CONTENT_LENGTH, RANGE};
use reqwest::{Body, Client, Response, StatusCode};
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use tokio::io::AsyncReadExt;
use tokio::time::timeout;
use url::Url;

use super::log_at;
use crate::settings::ClipBucket;

/// A presigned address can be used so long; it is used at once.
const VALID: Duration = Duration::from_secs(300);
const CONNECT: Duration = Duration::from_secs(5);
/// Nothing moves for so long: the line is dead.
const SILENCE: Duration = Duration::from_secs(30);
/// Before what failed is tried again.
const WAITS: [Duration; 3] = [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(3)];
/// Read from the disk at once.
const STEP: usize = 128 * 1024;
/// Of an answer that says what is wrong; and of a mark.
const SMALL: usize = 4096;

/// Cheap to copy.
#[derive(Clone)]
pub struct S3(Arc<Inside>);

struct Inside {
    client: Client,
    bucket: Bucket,
    credentials: Credentials,
    prefix: String,
    /// For people.
    told: String,
}

#[derive(Default)]
struct Tries(usize);

impl Tries {
    /// Waits a moment, where it makes sense to try again.
    async fn once_more<T>(&mut self, done: &Result<T, BucketFault>) -> bool {
        let (Err(BucketFault::Down(_)), Some(wait)) = (done, WAITS.get(self.0)) else { return false };
        self.0 += 1;
        tokio::time::sleep(*wait).await;
        true
    }
}

impl S3 {
    pub fn open(at: &ClipBucket) -> Result<S3, String> {
        let agent = concat!("Caulbart/", env!("CARGO_PKG_VERSION"), " (clips)");
        let client = log_at::client(|client| {
            client.connect_timeout(CONNECT).user_agent(agent).no_gzip().no_brotli().no_deflate()
        })?;
        let (endpoint, region) = (at.endpoint.clone(), at.store_region.clone());
        let bucket = Bucket::new(endpoint, UrlStyle::Path, at.name.clone(), region)
            .map_err(|why| format!("The bucket {} cannot be asked: {why}.", at.told()))?;
        let credentials = Credentials::new(&at.key_id, &at.secret);
        Ok(S3(Arc::new(Inside { client, bucket, credentials, prefix: at.prefix.clone(), told: at.told() })))
    }

    pub fn told(&self) -> &str {
        &self.0.told
    }

    fn signed<'a, A: S3Action<'a>>(&'a self, action: impl Fn(&'a Bucket, &'a Credentials) -> A) -> Url {
        action(&self.0.bucket, &self.0.credentials).sign(VALID)
    }

    fn object(&self, name: &str) -> String {
        format!("{}{name}", self.0.prefix)
    }

    /// In place of what has this name.
    pub async fn put(&self, name: &str, file: &Path) -> Result<(), BucketFault> {
        let mut tries = Tries::default();
        loop {
            let done = self.put_once(name, file).await;
            if !tries.once_more(&done).await {
                return done;
            }
        }
    }

    async fn put_once(&self, name: &str, path: &Path) -> Result<(), BucketFault> {
        let unread = |why: std::io::Error| BucketFault::Refused(format!("{} cannot be read: {why}.", path.display()));
        let file = tokio::fs::File::open(path).await.map_err(unread)?;
        let size = file.metadata().await.map_err(unread)?.len();
        let moved = Arc::new(AtomicU64::new(0));
        self.send_body(name, size, from_disk(file, moved.clone()), &moved).await
    }

    /// A few bytes.
    pub async fn put_text(&self, name: &str, text: &str) -> Result<(), BucketFault> {
        let mut tries = Tries::default();
        loop {
            let body = Body::from(text.to_owned());
            let done = self.send_body(name, text.len() as u64, body, &AtomicU64::new(0)).await;
            if !tries.once_more(&done).await {
                return done;
            }
        }
    }

    async fn send_body(&self, name: &str, size: u64, body: Body, moved: &AtomicU64) -> Result<(), BucketFault> {
        let object = self.object(name);
        let url = self.signed(|bucket, key| bucket.put_object(Some(key), &object));
        let sent = self.0.client.put(url).header(CONTENT_LENGTH, size).body(body).send();
        let answer = self.heard(while_moving(sent, moved).await)?;
        if answer.status().is_success() { Ok(()) } else { Err(self.fault(name, answer).await) }
    }

    /// So many bytes from there on; where the line breaks, it goes on behind what came.
    pub async fn get(&self, name: &str, from: u64, length: u64) -> Result<Steps, BucketFault> {
        if length == 0 {
            return Ok(stream::empty().boxed());
        }
        let answer = self.get_part(name, from, length).await?;
        let coming = Coming { s3: self.clone(), name: name.to_owned(), at: from, left: length, answer, broken: 0 };
        let steps = stream::try_unfold(coming, |mut coming| async move {
            let step = coming.step().await.map_err(std::io::Error::other)?;
            Ok(step.map(|step| (step, coming)))
        });
        Ok(steps.boxed())
    }

    async fn get_part(&self, name: &str, from: u64, length: u64) -> Result<Response, BucketFault> {
        let mut tries = Tries::default();
        loop {
            let done = self.get_once(name, from, length).await;
            if !tries.once_more(&done).await {
                return done;
            }
        }
    }

    async fn get_once(&self, name: &str, from: u64, length: u64) -> Result<Response, BucketFault> {
        let object = self.object(name);
        let url = self.signed(|bucket, key| bucket.get_object(Some(key), &object));
        let part = format!("bytes={from}-{}", from.saturating_add(length) - 1);
        let asked = self.0.client.get(url).header(ACCEPT_ENCODING, "identity").header(RANGE, part).send();
        let answer = self.heard(timeout(SILENCE, asked).await.ok())?;
        match answer.status() {
            StatusCode::PARTIAL_CONTENT => Ok(answer),
            // All of it: that begins where it should.
            StatusCode::OK if from == 0 => Ok(answer),
            StatusCode::OK => Err(BucketFault::Refused(format!(
                "The bucket {} gives whole files where a part is asked for: another store is needed.",
                self.told()
            ))),
            _ => Err(self.fault(name, answer).await),
        }
    }

    /// The first bytes as text; `None` where nothing has this name.
    pub async fn get_text(&self, name: &str) -> Result<Option<String>, BucketFault> {
        let mut tries = Tries::default();
        loop {
            let mut answer = match self.get_part(name, 0, SMALL as u64).await {
                Ok(answer) => answer,
                Err(BucketFault::Missing(_)) => return Ok(None),
                Err(fault) => return Err(fault),
            };
            // Half of a mark would be another's.
            let done = match beginning(&mut answer).await {
                (text, true) => Ok(Some(text)),
                (_, false) => Err(BucketFault::Down(format!("The bucket {} broke off in {name}.", self.told()))),
            };
            if !tries.once_more(&done).await {
                return done;
            }
        }
    }

    /// Gone already is as good.
    pub async fn remove(&self, name: &str) -> Result<(), BucketFault> {
        let mut tries = Tries::default();
        loop {
            let done = self.remove_once(name).await;
            if !tries.once_more(&done).await {
                return done;
            }
        }
    }

    async fn remove_once(&self, name: &str) -> Result<(), BucketFault> {
        let object = self.object(name);
        let url = self.signed(|bucket, key| bucket.delete_object(Some(key), &object));
        let answer = self.heard(timeout(SILENCE, self.0.client.delete(url).send()).await.ok())?;
        if answer.status().is_success() {
            return Ok(());
        }
        match self.fault(name, answer).await {
            BucketFault::Missing(_) => Ok(()),
            fault => Err(fault),
        }
    }

    /// `None` is silence.
    fn heard(&self, answer: Option<reqwest::Result<Response>>) -> Result<Response, BucketFault> {
        let why = match answer {
            Some(Ok(answer)) => return Ok(answer),
            Some(Err(why)) => log_at::said(&why),
            None => "it says nothing".to_owned(),
        };
        Err(BucketFault::Down(format!("The bucket {} does not answer: {why}.", self.told())))
    }

    async fn fault(&self, name: &str, mut answer: Response) -> BucketFault {
        let status = answer.status();
        let code = code(&beginning(&mut answer).await.0);
        self.fault_of(name, status.as_u16(), &code)
    }

    /// `code` is the store's own word (Amazon S3 API reference, error responses).
    fn fault_of(&self, name: &str, status: u16, code: &str) -> BucketFault {
        let bucket = self.told();
        let said = if code.is_empty() { status.to_string() } else { format!("{status} {code}") };
        match (status, code) {
            (404, "NoSuchBucket") => {
                BucketFault::Refused(format!("There is no bucket {bucket}: make it there, or correct --clip-bucket."))
            }
            (404, _) => BucketFault::Missing(format!("The bucket {bucket} has no {name}.")),
            (403, "RequestTimeTooSkewed") => BucketFault::Refused(format!(
                "The bucket {bucket} says that this machine's clock is wrong ({said}): set it right."
            )),
            (507, _) | (_, "QuotaExceeded" | "StorageFull" | "XMinioStorageFull") => {
                BucketFault::Refused(format!("The bucket {bucket} is full ({said}): make room there."))
            }
            (401 | 403, _) => BucketFault::Refused(format!(
                "The bucket {bucket} does not accept its access key ({said}): correct CAULBART_CLIP_BUCKET_KEY, or let that key list, \
                 read, write and delete there."
            )),
            (300..=399, _) | (_, "AuthorizationHeaderMalformed" | "AuthorizationQueryParametersError") => {
                BucketFault::Refused(format!(
                    "The bucket {bucket} lies elsewhere or in another region of its store ({said}): correct the address in --clip-bucket, \
                     or its ?region=WORD."
                ))
            }
            (408 | 425 | 429 | 500..=599, _) => {
                BucketFault::Down(format!("The bucket {bucket} cannot do its work now ({said})."))
            }
            _ => BucketFault::Refused(format!("The bucket {bucket} refuses {name} ({said}): ask who runs it.")),
        }
    }
}

/// A file on its way here.
struct Coming {
    s3: S3,
    name: String,
    at: u64,
    left: u64,
    answer: Response,
    /// How often the line broke since something came.
    broken: usize,
}

impl Coming {
    async fn step(&mut self) -> Result<Option<Bytes>, BucketFault> {
        while self.left > 0 {
            match timeout(SILENCE, self.answer.chunk()).await {
                Ok(Ok(Some(mut step))) if !step.is_empty() => {
                    step.truncate(usize::try_from(self.left).unwrap_or(step.len()));
                    self.at += step.len() as u64;
                    self.left -= step.len() as u64;
                    self.broken = 0;
                    return Ok(Some(step));
                }
                Ok(Ok(Some(_))) => {}
                _ if self.broken >= WAITS.len() => {
                    return Err(BucketFault::Down(format!("The bucket {} broke off again and again.", self.s3.told())));
                }
                _ => {
                    tokio::time::sleep(WAITS[self.broken]).await;
                    self.broken += 1;
                    self.answer = self.s3.get_part(&self.name, self.at, self.left).await?;
                }
            }
        }
        Ok(None)
    }
}

fn from_disk(file: tokio::fs::File, moved: Arc<AtomicU64>) -> Body {
    let steps = stream::try_unfold((file, moved), |(mut file, moved)| async move {
        let mut step = vec![0; STEP];
        let read = file.read(&mut step).await?;
        if read == 0 {
            return Ok::<_, std::io::Error>(None);
        }
        step.truncate(read);
        moved.fetch_add(read as u64, Ordering::Relaxed);
        Ok(Some((Frame::data(Bytes::from(step)), (file, moved))))
    });
    Body::wrap(BoxBody::new(StreamBody::new(steps)))
}

/// `None` once nothing moves any more.
async fn while_moving<T>(sent: impl Future<Output = T>, moved: &AtomicU64) -> Option<T> {
    let mut sent = pin!(sent);
    loop {
        let before = moved.load(Ordering::Relaxed);
        if let Ok(done) = timeout(SILENCE, &mut sent).await {
            return Some(done);
        }
        if moved.load(Ordering::Relaxed) == before {
            return None;
        }
    }
}

/// As text, as far as it comes; false where the line broke before its end.
async fn beginning(answer: &mut Response) -> (String, bool) {
    let mut bytes = Vec::new();
    let held = loop {
        match timeout(SILENCE, answer.chunk()).await {
            Ok(Ok(Some(step))) => bytes.extend_from_slice(&step),
            Ok(Ok(None)) => break true,
            Ok(Err(_)) | Err(_) => break false,
        }
        if bytes.len() >= SMALL {
            break true;
        }
    };
    bytes.truncate(SMALL);
    (String::from_utf8_lossy(&bytes).into_owned(), held)
}

/// What stands in `<Code>`, if it is a word.
fn code(xml: &str) -> String {
    let inside = xml.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map_or("", |(code, _)| code);
    let is_word = inside.len() <= 60 && inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    if is_word { inside.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt;

    use super::*;

    fn s3() -> S3 {
        let at = ClipBucket::parse("https://s3.example:9000/clips/north?region=eu-1", Some("AKID:the secret")).unwrap();
        S3::open(&at).unwrap()
    }

    #[test]
    fn what_is_asked_is_what_rusty_s3_signs_and_holds_no_secret() {
        let s3 = s3();
        let object = s3.object("ab/abcd");
        let url = s3.signed(|bucket, key| bucket.get_object(Some(key), &object));
        assert_eq!(url.path(), "/clips/north/ab/abcd");
        let says = |name: &str| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
        let names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
        let day = says("X-Amz-Date")[..8].to_owned();
        assert_eq!(says("X-Amz-Credential"), format!("AKID/{day}/eu-1/s3/aws4_request"));
        assert_eq!((&*says("X-Amz-SignedHeaders"), &*says("X-Amz-Expires")), ("host", "300"));
        assert_eq!(says("X-Amz-Signature").len(), 64);
        assert_eq!(names.len(), 6, "{names:?}");
        assert!(!url.as_str().contains("secret"));
    }

    #[test]
    fn every_fault_says_whose_it_is_and_what_to_do() {
        let s3 = s3();
        for (status, code, passes, says) in [
            (403, "InvalidAccessKeyId", false, "CAULBART_CLIP_BUCKET_KEY"),
            (403, "", false, "CAULBART_CLIP_BUCKET_KEY"),
            (403, "RequestTimeTooSkewed", false, "clock"),
            (403, "QuotaExceeded", false, "make room"),
            (404, "NoSuchBucket", false, "correct --clip-bucket"),
            (301, "PermanentRedirect", false, "?region="),
            (400, "EntityTooLarge", false, "ask who runs it"),
            (503, "SlowDown", true, "cannot do its work now (503 SlowDown)"),
            (429, "", true, "(429)"),
        ] {
            let fault = s3.fault_of("ab/abcd", status, code);
            let told = fault.to_string();
            assert!(told.contains("clips/north at s3.example:9000") && told.contains(says), "{told}");
            assert_eq!(matches!(fault, BucketFault::Down(_)), passes, "{told}");
        }
        assert!(matches!(s3.fault_of("ab/abcd", 404, "NoSuchKey"), BucketFault::Missing(_)));
    }

    /// Answers each question with the next of these bodies, each of which it says has 11 bytes.
    async fn answering(bodies: Vec<&'static str>) -> S3 {
        let host = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = format!("http://{}/clips", host.local_addr().unwrap());
        tokio::spawn(async move {
            for body in bodies {
                let (mut line, _) = host.accept().await.unwrap();
                let mut asked = Vec::new();
                while !asked.ends_with(b"\r\n\r\n") {
                    asked.push(line.read_u8().await.unwrap());
                }
                let head = "HTTP/1.1 206 Partial Content\r\nConnection: close\r\nContent-Length: 11\r\n\r\n";
                line.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
            }
        });
        S3::open(&ClipBucket::parse(&at, Some("AKID:secret")).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn a_mark_that_breaks_off_is_asked_for_again_and_never_taken_for_whole() {
        let s3 = answering(vec!["demo 12", "demo 123456"]).await;
        assert!(matches!(s3.get_text("edition").await, Ok(Some(mark)) if mark == "demo 123456"));
        let s3 = answering(vec!["demo 12"; 4]).await;
        assert!(matches!(s3.get_text("edition").await, Err(BucketFault::Down(_))));
    }

    #[test]
    fn only_a_word_is_repeated_of_what_a_store_says() {
        for (xml, want) in [
            ("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>no</Message></Error>", "AccessDenied"),
            ("<Error><Code>\u{1b}[2J</Code></Error>", ""),
            ("<Code>never closed", ""),
            ("", ""),
        ] {
            assert_eq!(code(xml), want, "{xml}");
        }
    }
}
