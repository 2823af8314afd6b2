//! What a server's answer says beside its body: how long it stays fresh, when to come back, who pushes.

use model::{DAY, SECOND, Time};
use reqwest::header::HeaderMap;
use url::Url;

/// The headers that somebody here looks at; empty or `None` where there were none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    pub etag: String,
    pub last_modified: String,
    pub content_type: String,
    /// Milliseconds for which the answer stays fresh (`Cache-Control: max-age`, else `Expires`).
    pub fresh_for: Option<i64>,
    /// Milliseconds after which to come back (`Retry-After`, in seconds or as a date).
    pub retry_after: Option<i64>,
    /// WebSub, from `Link` headers.
    pub hub: Option<String>,
    pub topic: Option<String>,
    /// Where to tell of a link to this page (W3C Webmention, 3.1.2).
    pub webmention: Option<String>,
}

impl Headers {
    pub fn content_type(&self) -> Option<&str> {
        Some(self.content_type.as_str()).filter(|text| !text.is_empty())
    }

    pub fn read(headers: &HeaderMap, address: &Url, now: Time) -> Headers {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").trim();
        let all = |name: &str| {
            let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
            values.join(", ")
        };
        let links = all("link");
        Headers {
            etag: bounded(text("etag")),
            last_modified: bounded(text("last-modified")),
            content_type: headers
                .get("content-type")
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
                .unwrap_or_default(),
            fresh_for: max_age(&all("cache-control")).or_else(|| until(text("expires"), now)),
            retry_after: retry_after(text("retry-after"), now),
            hub: link_of(&links, "hub").and_then(|link| Some(address.join(link).ok()?.into())),
            webmention: link_of(&links, "webmention").and_then(|link| Some(address.join(link).ok()?.into())),
            topic: link_of(&links, "self").and_then(|link| Some(address.join(link).ok()?.into())),
        }
    }
}

/// Nobody's ETag is longer; one that is would be a burden to keep and to send.
fn bounded(text: &str) -> String {
    if text.len() <= 1_000 { text.to_owned() } else { String::new() }
}

fn max_age(cache_control: &str) -> Option<i64> {
    let mut fresh = None;
    for part in cache_control.split(',') {
        let part = part.trim().to_ascii_lowercase();
        if part == "no-cache" || part == "no-store" {
            return None;
        }
        if let Some(seconds) = part.strip_prefix("max-age=") {
            fresh = seconds.trim_matches('"').parse::<i64>().ok();
        }
    }
    fresh.filter(|seconds| *seconds >= 0).map(|seconds| seconds.saturating_mul(SECOND).min(365 * DAY))
}

fn retry_after(text: &str, now: Time) -> Option<i64> {
    match text.parse::<i64>() {
        Ok(seconds) => (seconds >= 0).then(|| seconds.saturating_mul(SECOND)),
        Err(_) => until(text, now),
    }
}

fn until(date: &str, now: Time) -> Option<i64> {
    Some(http_date(date)?.since(now).max(0))
}

/// The dates of HTTP (RFC 9110, 5.6.7). The two obsolete forms are read by nobody's server today.
pub(crate) fn http_date(text: &str) -> Option<Time> {
    let moment = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok()?;
    Some(Time(moment.as_millisecond()))
}

/// The target of the first link with this relation in a `Link` header (RFC 8288).
fn link_of<'a>(links: &'a str, relation: &str) -> Option<&'a str> {
    let mut rest = links;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>')?;
        let target = &rest[start + 1..end];
        let next = rest[end..].find('<').map_or(rest.len(), |at| end + at);
        let fits = rest[end + 1..next].split([';', ',']).any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            name.trim().eq_ignore_ascii_case("rel")
                && value
                    .trim()
                    .trim_matches('"')
                    .split_ascii_whitespace()
                    .any(|word| word.eq_ignore_ascii_case(relation))
        });
        if fits {
            return Some(target);
        }
        rest = &rest[next..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Headers {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(*name, value.parse().unwrap());
        }
        let now = Time::from_rfc3339("2026-11-23T12:00:00Z").unwrap();
        Headers::read(&map, &Url::parse("https://a.example/feed").unwrap(), now)
    }

    #[test]
    fn a_server_says_in_many_ways_when_to_come_back() {
        for (pairs, fresh, retry) in [
            (&[("cache-control", "public, max-age=600")][..], Some(600), None),
            (&[("cache-control", "max-age=\"60\""), ("expires", "Mon, 23 Nov 2026 13:00:00 GMT")], Some(60), None),
            (&[("expires", "Mon, 23 Nov 2026 13:00:00 GMT")], Some(3600), None),
            (&[("expires", "0")], None, None),
            (&[("expires", "Mon, 23 Nov 2020 13:00:00 GMT")], Some(0), None),
            (&[("cache-control", "no-cache, max-age=600")], None, None),
            (&[("cache-control", "max-age=99999999999999999999")], None, None),
            (&[("retry-after", "120")], None, Some(120)),
            (&[("retry-after", "Mon, 23 Nov 2026 12:30:00 GMT")], None, Some(1800)),
            (&[("retry-after", "-5")], None, None),
            (&[("retry-after", "soon")], None, None),
        ] {
            let headers = read(pairs);
            assert_eq!(
                (headers.fresh_for, headers.retry_after),
                (fresh.map(|s| s * SECOND), retry.map(|s| s * SECOND)),
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn hubs_are_found_in_link_headers() {
        for (pairs, hub, topic) in [
            (
                &[("link", "<https://hub.example/>; rel=\"hub\", </feed>; rel=self")][..],
                Some("https://hub.example/"),
                Some("https://a.example/feed"),
            ),
            (
                &[("link", "<https://a.example/x>; rel=self"), ("link", "</hub>; title=\"x\"; rel=\"hub me\"")],
                Some("https://a.example/hub"),
                Some("https://a.example/x"),
            ),
            (&[("link", "<style.css>; rel=preload")], None, None),
            (&[("link", "<broken; rel=hub")], None, None),
        ] {
            let headers = read(pairs);
            assert_eq!((headers.hub.as_deref(), headers.topic.as_deref()), (hub, topic), "{pairs:?}");
        }
    }
}
