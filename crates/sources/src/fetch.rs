//! Asks an address on the web, within limits: bytes, time, redirects, and how slowly it may trickle.

use std::sync::{Arc, Once};
use std::time::Duration;

use model::Time;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LOCATION,
};
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::answer::Headers;
use crate::error::Error;
use crate::guard::{Guard, Pinned};

/// Tells a publisher who asks, and where to find out more.
pub const USER_AGENT: &str = concat!("Caulbart/", env!("CARGO_PKG_VERSION"), " (feed reader; asks politely)");

pub const FEED_TYPES: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
    application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5";
pub const PAGE_TYPES: &str = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5";
pub const PICTURE_TYPES: &str = "image/webp, image/jpeg, image/png, image/gif;q=0.8, */*;q=0.1";
pub const CLIP_TYPES: &str = "video/mp4, video/webm, */*;q=0.1";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// After decompression.
    pub bytes: usize,
    pub total: Duration,
    pub redirects: usize,
    /// Bytes a second, on average, once `grace` has passed.
    pub slowest: u64,
    pub grace: Duration,
}

impl Limits {
    pub const FEED: Limits = Limits {
        bytes: 10 << 20,
        total: Duration::from_secs(30),
        redirects: 5,
        slowest: 500,
        grace: Duration::from_secs(8),
    };
    pub const PAGE: Limits = Limits { bytes: 2 << 20, ..Limits::FEED };
    pub const PICTURE: Limits = Limits { bytes: 15 << 20, ..Limits::FEED };
    /// `total` until the answer begins; what plays may take as long as it is watched.
    pub const CLIP: Limits = Limits { bytes: 256 << 20, total: Duration::from_secs(15), ..Limits::FEED };
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    pub address: &'a str,
    pub accept: &'static str,
    /// From the last answer, to be spared an unchanged body; empty for none.
    pub etag: &'a str,
    pub last_modified: &'a str,
    pub limits: Limits,
}

impl<'a> Ask<'a> {
    pub fn new(address: &'a str, accept: &'static str, limits: Limits) -> Ask<'a> {
        Ask { address, accept, etag: "", last_modified: "", limits }
    }
}

#[derive(Debug, Clone)]
pub struct Fetched {
    pub status: u16,
    /// Where the answer came from, after redirects.
    pub final_url: Url,
    /// The new address, when the first redirects were permanent ones.
    pub moved_to: Option<Url>,
    pub headers: Headers,
    pub body: Vec<u8>,
}

impl Fetched {
    /// The body, unless the status says that it is not what was asked for.
    pub fn expect_success(self) -> Result<Fetched, Error> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        Err(Error::Status { host: host_of(&self.final_url), status: self.status })
    }
}

pub(crate) struct Reached {
    pub(crate) response: reqwest::Response,
    /// Where the answer came from.
    pub(crate) url: Url,
    moved_to: Option<Url>,
}

/// The HTTP client with the guard before it. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher {
    /// `None` when TLS cannot be set up at all: then nothing is asked, rather than asked without the guard.
    client: Option<reqwest::Client>,
    guard: Arc<Guard>,
}

impl Fetcher {
    pub fn new(guard: Arc<Guard>) -> Fetcher {
        static RING: Once = Once::new();
        RING.call_once(|| {
            // Fails only when somebody else installed a provider first, and then that one serves as well.
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let builder = || {
            reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .referer(false)
                .user_agent(USER_AGENT)
                .connect_timeout(Duration::from_secs(10))
                .pool_idle_timeout(Duration::from_secs(15))
                .pool_max_idle_per_host(2)
                .dns_resolver(Pinned(Arc::clone(&guard)))
        };
        // A machine without any certificates still fetches over plain HTTP; the error of an https fetch then says so.
        let client = builder().build().or_else(|_| builder().tls_certs_only([]).build()).ok();
        Fetcher { client, guard }
    }

    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Follows redirects itself, so that each of them is checked like the first address. Any status is an answer; an
    /// error is a sentence about why there was none.
    pub async fn fetch(&self, ask: &Ask<'_>) -> Result<Fetched, Error> {
        let deadline = Instant::now() + ask.limits.total;
        let Reached { response, url, moved_to } = self.reach(ask, conditions(ask), deadline).await?;
        let status = response.status().as_u16();
        let headers = Headers::read(response.headers(), &url, Time::now());
        let body = read_body(response, ask, deadline, &host_of(&url)).await?;
        Ok(Fetched { status, final_url: url, moved_to, headers, body })
    }

    /// As far as the first answer that is no redirect, of which nothing but the header is read.
    pub(crate) async fn reach(&self, ask: &Ask<'_>, headers: HeaderMap, deadline: Instant) -> Result<Reached, Error> {
        let mut url = Url::parse(ask.address.trim()).map_err(|_| Error::address(ask.address))?;
        let first_host = host_of(&url);
        let credentials = take_credentials(&mut url);
        let first = url.clone();
        let (mut moved_to, mut all_permanent) = (None, true);

        for hop in 0..=ask.limits.redirects {
            if let Err(error) = within(deadline, ask, &host_of(&url), self.admit(hop, &first, &url)).await? {
                return Err(if hop == 0 {
                    error
                } else {
                    Error::BadRedirect { host: first_host, cause: Box::new(error) }
                });
            }
            let mut request = self.client()?.get(url.clone()).headers(headers.clone());
            // A name and password are for the origin in whose address they stand, and for nobody after it.
            if let Some(credentials) = credentials.as_ref().filter(|_| url.origin() == first.origin()) {
                request = request.header(AUTHORIZATION, credentials.clone());
            }
            let sent = within(deadline, ask, &host_of(&url), request.send()).await?;
            let response = sent.map_err(|error| explain(&error, &host_of(&url), ask))?;
            match location(&response, &url) {
                Some(Ok(mut next)) => {
                    take_credentials(&mut next);
                    next.set_fragment(
                        url.fragment().filter(|_| next.fragment().is_none()).map(str::to_owned).as_deref(),
                    );
                    all_permanent &= matches!(response.status().as_u16(), 301 | 308);
                    url = next;
                    if all_permanent {
                        moved_to = Some(url.clone());
                    }
                }
                Some(Err(error)) => return Err(Error::BadRedirect { host: first_host, cause: Box::new(error) }),
                None => return Ok(Reached { response, url, moved_to }),
            }
        }
        Err(Error::TooManyRedirects { host: first_host, times: ask.limits.redirects })
    }

    fn client(&self) -> Result<&reqwest::Client, Error> {
        self.client.as_ref().ok_or(Error::Broken)
    }

    async fn admit(&self, hop: usize, first: &Url, url: &Url) -> Result<(), Error> {
        if hop == 0 { self.guard.admit(url).await } else { self.guard.admit_redirect(first, url).await }
    }

    /// Sends a form and returns the status (WebSub subscriptions). Redirects are not followed.
    pub async fn post_form(&self, address: &str, pairs: &[(&str, &str)]) -> Result<u16, Error> {
        let url = Url::parse(address).map_err(|_| Error::address(address))?;
        self.guard.admit(&url).await?;
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let host = host_of(&url);
        let ask = Ask::new(address, "*/*", Limits::PAGE);
        let request = self.client()?.post(url).header("content-type", "application/x-www-form-urlencoded").body(form);
        let deadline = Instant::now() + ask.limits.total;
        let sent = within(deadline, &ask, &host, request.send()).await?;
        Ok(sent.map_err(|error| explain(&error, &host, &ask))?.status().as_u16())
    }
}

pub(crate) fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or(url.as_str()).to_owned()
}

async fn within<T>(deadline: Instant, ask: &Ask<'_>, host: &str, work: impl Future<Output = T>) -> Result<T, Error> {
    timeout_at(deadline, work).await.map_err(|_| too_late(ask, host))
}

pub(crate) fn too_late(ask: &Ask<'_>, host: &str) -> Error {
    Error::TooLate { host: host.to_owned(), seconds: ask.limits.total.as_secs().max(1) }
}

fn conditions(ask: &Ask<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(ask.accept));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip, deflate, br"));
    for (name, value) in [(IF_NONE_MATCH, ask.etag), (IF_MODIFIED_SINCE, ask.last_modified)] {
        insert(&mut headers, name, value);
    }
    headers
}

pub(crate) fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let (false, Ok(value)) = (value.is_empty(), HeaderValue::from_str(value)) {
        headers.insert(name, value);
    }
}

fn take_credentials(url: &mut Url) -> Option<HeaderValue> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let decoded = |text: &str| String::from_utf8_lossy(&percent_decoded(text)).into_owned();
    let pair = format!("{}:{}", decoded(url.username()), decoded(url.password().unwrap_or("")));
    // Neither fails for http and https, the only schemes that get past the guard.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let mut value = HeaderValue::from_str(&format!("Basic {}", base64(pair.as_bytes()))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match hex.filter(|_| bytes[at] == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    decoded
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |sum, &byte| sum << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * place) & 63) as usize] as char;
            text.push(if place <= three.len() { letter } else { '=' });
        }
    }
    text
}

/// Where a redirect leads; `None` when the answer is none.
fn location(response: &reqwest::Response, from: &Url) -> Option<Result<Url, Error>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    // Browsers read the bytes as UTF-8, so publishers get away with writing them so.
    let target = String::from_utf8_lossy(response.headers().get(LOCATION)?.as_bytes()).into_owned();
    Some(from.join(target.trim()).map_err(|_| Error::address(&target)))
}

/// Reads decompressed bytes up to the limit. What was never going to fit is refused at the header.
async fn read_body(
    mut response: reqwest::Response,
    ask: &Ask<'_>,
    deadline: Instant,
    host: &str,
) -> Result<Vec<u8>, Error> {
    let limits = &ask.limits;
    let too_large = || Error::TooLarge { host: host.to_owned(), megabytes: (limits.bytes as u64 >> 20).max(1) };
    if response.content_length().is_some_and(|length| length > limits.bytes as u64) {
        return Err(too_large());
    }
    let mut body = Vec::with_capacity(response.content_length().unwrap_or(16_384) as usize);
    let started = Instant::now();
    let mut look_again = started + limits.grace;
    loop {
        match timeout_at(look_again.min(deadline), response.chunk()).await {
            Ok(Ok(Some(chunk))) => {
                if body.len() + chunk.len() > limits.bytes {
                    return Err(too_large());
                }
                body.extend_from_slice(&chunk);
            }
            Ok(Ok(None)) => return Ok(body),
            Ok(Err(error)) => return Err(explain(&error, host, ask)),
            Err(_) if Instant::now() >= deadline => return Err(too_late(ask, host)),
            Err(_) => {}
        }
        let passed = started.elapsed();
        if passed >= limits.grace {
            look_again = Instant::now() + Duration::from_secs(1);
            if (body.len() as f64) < limits.slowest as f64 * passed.as_secs_f64() {
                return Err(Error::TooSlow { host: host.to_owned() });
            }
        }
    }
}

pub(crate) fn explain(error: &reqwest::Error, host: &str, ask: &Ask<'_>) -> Error {
    let host = host.to_owned();
    if error.is_timeout() && !error.is_connect() {
        return too_late(ask, &host);
    }
    if error.is_connect() {
        let (mut cause, mut about_trust) = (std::error::Error::source(error), false);
        while let Some(inner) = cause {
            about_trust |= inner.to_string().contains("certificate");
            cause = inner.source();
        }
        return if about_trust { Error::NoTrust { host } } else { Error::NoConnection { host } };
    }
    Error::Garbled { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_passwords_leave_the_address() {
        for (address, left, header) in [
            ("https://a.example/f", "https://a.example/f", None),
            ("https://ada:open%20up@a.example/f", "https://a.example/f", Some("Basic YWRhOm9wZW4gdXA=")),
            ("https://ada@a.example/f", "https://a.example/f", Some("Basic YWRhOg==")),
        ] {
            let mut url = Url::parse(address).unwrap();
            let taken = take_credentials(&mut url);
            assert_eq!((url.as_str(), taken.as_ref().map(|value| value.to_str().unwrap())), (left, header));
        }
    }
}
