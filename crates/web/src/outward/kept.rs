//! What was written for machines, kept for a while, and sent to those alone who have it not (RFC 9110, 13).

use crate::assets::gzip;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::Compression;
use jiff::Timestamp;
use model::Time;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A document with what tells it from another.
#[derive(Clone)]
pub struct Doc {
    plain: Bytes,
    /// Empty where it would be no smaller.
    small: Bytes,
    media_type: &'static str,
    etag: String,
    /// Without it, its content alone tells whether it is new.
    changed: Option<Time>,
    keep: &'static str,
    /// May pages of others show it?
    anywhere: bool,
}

impl Doc {
    /// `keep` is what `Cache-Control` says.
    pub fn new(bytes: Vec<u8>, media_type: &'static str, changed: Option<Time>, keep: &'static str) -> Doc {
        let digest = Sha256::digest(&bytes);
        let etag: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        // A picture is compressed already.
        let small = if media_type.starts_with("image/") { Vec::new() } else { gzip(&bytes, Compression::new(6)) };
        Doc {
            plain: bytes.into(),
            small: small.into(),
            media_type,
            etag: format!("W/\"{etag}\""),
            changed,
            keep,
            anywhere: false,
        }
    }

    /// For what is there to be shown elsewhere.
    pub fn anywhere(self) -> Doc {
        Doc { anywhere: true, ..self }
    }

    fn bytes(&self) -> usize {
        self.plain.len() + self.small.len()
    }

    /// It holds nothing of who asks.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let known = self.is_known(asked);
        let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        let small = !self.small.is_empty() && crate::reply::takes_gzip(accepted);
        let body = match (known, small) {
            (true, _) => Body::empty(),
            (false, true) => Body::from(self.small.clone()),
            (false, false) => Body::from(self.plain.clone()),
        };
        let mut response = body.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.keep));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if self.anywhere {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            headers.insert(FROM_ANYWHERE.0, FROM_ANYWHERE.1);
        }
        let changed = self.changed.map(http_date);
        for (name, value) in [(header::ETAG, Some(self.etag.clone())), (header::LAST_MODIFIED, changed)] {
            headers.extend(value.and_then(|value| value.parse().ok()).map(|value| (name, value)));
        }
        if known {
            headers.remove(header::CONTENT_TYPE);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else if small {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }

    /// Who names what it has is answered by that alone (RFC 9110, 13.1.3).
    fn is_known(&self, asked: &HeaderMap) -> bool {
        let said = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
        if let Some(tags) = said(header::IF_NONE_MATCH) {
            let strong = self.etag.trim_start_matches("W/");
            return tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == strong);
        }
        let since = said(header::IF_MODIFIED_SINCE).and_then(read_http_date);
        since.zip(self.changed).is_some_and(|(since, changed)| changed.0.div_euclid(1_000) <= since.0.div_euclid(1_000))
    }
}

/// May be shown on pages of others; nothing else of ours may.
pub const FROM_ANYWHERE: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));

/// `Sat, 28 Nov 2026 21:32:58 GMT` (RFC 9110, 5.6.7); RSS reads it too.
pub fn http_date(time: Time) -> String {
    let moment = Timestamp::from_millisecond(time.0).unwrap_or_default();
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn read_http_date(text: &str) -> Option<Time> {
    let moment = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    Some(Time(moment.timestamp().as_millisecond()))
}

/// Documents as of the newsroom's last change, as many as fit.
pub struct Kept {
    room: usize,
    docs: Mutex<HashMap<String, (u64, Instant, Doc)>>,
}

impl Kept {
    /// Another node may have changed something; and whoever asked under a made-up name of ours has it kept no longer.
    const FRESH: Duration = Duration::from_secs(10);

    /// `room` in bytes, of all together.
    pub fn with_room(room: usize) -> Kept {
        Kept { room, docs: Mutex::default() }
    }

    pub fn get(&self, key: &str, changes: u64) -> Option<Doc> {
        let docs = self.docs.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, made, doc) = docs.get(key)?;
        (*at == changes && made.elapsed() < Kept::FRESH).then(|| doc.clone())
    }

    /// Where there is no room, the oldest go.
    pub fn put(&self, key: String, changes: u64, doc: &Doc) {
        let mut docs = self.docs.lock().unwrap_or_else(PoisonError::into_inner);
        docs.remove(&key);
        let mut held: usize = docs.iter().map(|(key, (_, _, doc))| key.len() + doc.bytes()).sum();
        let needed = key.len() + doc.bytes();
        while held + needed > self.room {
            let Some(oldest) = docs.iter().min_by_key(|(_, (_, made, _))| *made).map(|(key, _)| key.clone()) else {
                return;
            };
            held -= docs.remove(&oldest).map_or(0, |(_, _, doc)| oldest.len() + doc.bytes());
        }
        docs.insert(key, (changes, Instant::now(), doc.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_it_already_gets_no_body() {
        let doc = Doc::new(b"x".to_vec(), "text/plain", Some(Time(1_795_426_200_900)), "public");
        let etag = doc.etag.clone();
        for (name, value, known) in [
            (header::IF_NONE_MATCH, etag.as_str(), true),
            (header::IF_NONE_MATCH, &etag.replace("W/", ""), true),
            (header::IF_NONE_MATCH, &format!("\"a\", {etag}"), true),
            (header::IF_NONE_MATCH, "*", true),
            (header::IF_NONE_MATCH, "\"a\"", false),
            (header::IF_MODIFIED_SINCE, "Mon, 23 Nov 2026 09:30:00 GMT", true),
            (header::IF_MODIFIED_SINCE, "Mon, 23 Nov 2026 09:29:59 GMT", false),
            (header::IF_MODIFIED_SINCE, "yesterday", false),
        ] {
            let asked = HeaderMap::from_iter([(name, value.parse().unwrap())]);
            assert_eq!(doc.is_known(&asked), known, "{value}");
        }
        assert_eq!(http_date(Time(1_795_426_200_900)), "Mon, 23 Nov 2026 09:30:00 GMT");
    }

    #[test]
    fn what_is_kept_stays_within_its_room() {
        let kept = Kept::with_room(1_000);
        let doc = Doc::new(vec![7; 400], "image/jpeg", None, "public");
        for key in ["a", "b", "c"] {
            kept.put(key.to_owned(), 1, &doc);
        }
        assert_eq!(["a", "b", "c"].map(|key| kept.get(key, 1).is_some()), [false, true, true]);
        assert!(kept.get("c", 2).is_none(), "something was published since");
        kept.put("d".to_owned(), 1, &Doc::new(vec![7; 2_000], "image/jpeg", None, "public"));
        assert!(kept.get("d", 1).is_none());
    }
}
