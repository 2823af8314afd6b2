//! A clip that a feed encloses, passed on while it comes, so that a viewer's browser talks to its edition alone. Nothing of it
//! is kept.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
    IF_RANGE, LAST_MODIFIED, RANGE,
};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};

use crate::error::Error;
use crate::fetch::{Ask, CLIP_TYPES, Fetcher, Limits, explain, host_of, insert, too_late};

/// Of one edition at a time, and of one address: a page plays one clip and fetches one ahead.
const AT_ONCE: u32 = 256;
const FOR_ONE: u32 = 8;
/// A source that sends nothing for so long, while somebody waits for it, is let go of.
const PATIENCE: Duration = Duration::from_secs(20);
/// A viewer who takes nothing for so long, because her player is full or she is not there, asks again for the rest.
const IDLE: Duration = Duration::from_secs(120);
/// Bytes a second, on average, once so long has passed: less is no clip that is watched.
const SLOWEST: u64 = 4096;
/// Pieces of what came that wait for her.
const AHEAD: usize = 4;
/// Longer validators are none that a server of today gives.
const LONGEST: usize = 200;

/// What a player asks for, in the words of its request (RFC 9110, 13.1.5 and 14.2); empty for the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    pub range: String,
    pub if_range: String,
}

/// What the source answers; each header empty where it has none.
pub struct Relayed {
    /// 200, 206 or 416.
    pub status: u16,
    pub length: Option<u64>,
    pub content_range: String,
    pub etag: String,
    pub last_modified: String,
    pub body: BoxStream<'static, std::io::Result<Bytes>>,
}

/// Cheap to clone.
#[derive(Clone)]
pub struct Relay {
    fetcher: Fetcher,
    limits: Limits,
    places: Arc<Places>,
}

impl Relay {
    pub fn new(fetcher: Fetcher, limits: Limits) -> Relay {
        Relay { fetcher, limits, places: Arc::default() }
    }

    /// Begins to pass on what is at `address`. `None` where too many are under way already, of this caller or of all.
    pub async fn begin(&self, address: &str, part: &Part, caller: Option<IpAddr>) -> Result<Option<Relayed>, Error> {
        let Some(place) = Places::take(&self.places, caller) else { return Ok(None) };
        let ask = Ask::new(address, CLIP_TYPES, self.limits);
        let deadline = Instant::now() + ask.limits.total;
        let reached = self.fetcher.reach(&ask, asked(part), deadline).await?;
        let (host, response) = (host_of(&reached.url), reached.response);
        let status = response.status().as_u16();
        let headers = response.headers();
        let media_type = said(headers, CONTENT_TYPE);
        if !matches!(status, 200 | 206 | 416) {
            return Err(Error::Status { host, status });
        }
        if !may_be_video(&media_type) && status != 416 {
            return Err(Error::Garbled { host });
        }
        let content_range = Some(said(headers, CONTENT_RANGE)).filter(|range| is_range(range)).unwrap_or_default();
        if status == 206 && content_range.is_empty() {
            return Err(Error::Garbled { host });
        }
        let length = said(headers, CONTENT_LENGTH).parse().ok();
        let whole = content_range.rsplit('/').next().and_then(|whole| whole.parse().ok()).max(length);
        let most = self.limits.bytes as u64;
        if whole.is_some_and(|whole: u64| whole > most) {
            return Err(Error::TooLarge { host, megabytes: (most >> 20).max(1) });
        }
        let (etag, last_modified) = (said(headers, ETAG), said(headers, LAST_MODIFIED));
        let body = if status == 416 {
            stream::empty().boxed()
        } else {
            passed_on(response, host, address.to_owned(), self.limits, place)
        };
        let length = length.filter(|_| status != 416);
        Ok(Some(Relayed { status, length, content_range, etag, last_modified, body }))
    }
}

/// Only what a player needs, and nothing that tells who watches.
fn asked(part: &Part) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(CLIP_TYPES));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    if is_part(&part.range) {
        insert(&mut headers, RANGE, part.range.trim());
        insert(&mut headers, IF_RANGE, &part.if_range);
    }
    headers
}

fn said(headers: &HeaderMap, name: HeaderName) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if value.len() > LONGEST { String::new() } else { value.to_owned() }
}

/// Many servers do not know the types of what they have.
fn may_be_video(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.starts_with("video/") || matches!(essence.as_str(), "" | "application/octet-stream" | "application/mp4")
}

/// One part of bytes, as browsers ask for it.
fn is_part(range: &str) -> bool {
    let parts = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-'));
    let digits = |text: &str| text.len() < 20 && text.bytes().all(|byte| byte.is_ascii_digit());
    parts.is_some_and(|(from, to)| digits(from) && digits(to) && !(from.is_empty() && to.is_empty()))
}

/// `bytes 0-99/200`, `bytes 0-99/*`, `bytes */200` (RFC 9110, 14.4).
fn is_range(said: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.len() < 20 && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((part, whole)) = said.strip_prefix("bytes ").and_then(|said| said.split_once('/')) else { return false };
    let known = |text: &str| text == "*" || digits(text);
    known(whole) && (part == "*" || part.split_once('-').is_some_and(|(from, to)| digits(from) && digits(to)))
}

/// No more is asked of the source than somebody takes, and no more is taken than a clip may have.
fn passed_on(
    mut response: reqwest::Response,
    host: String,
    address: String,
    limits: Limits,
    place: Place,
) -> BoxStream<'static, std::io::Result<Bytes>> {
    let (give, take) = mpsc::channel(AHEAD);
    tokio::spawn(async move {
        let _place = place;
        let ask = Ask::new(&address, CLIP_TYPES, limits);
        let (mut left, began) = (limits.bytes as u64, Instant::now());
        loop {
            let came = tokio::select! {
                came = timeout(PATIENCE, response.chunk()) => came,
                () = give.closed() => return,
            };
            let next = match came {
                Ok(Ok(None)) => return,
                Ok(Ok(Some(chunk))) => match left.checked_sub(chunk.len() as u64) {
                    Some(less) => {
                        left = less;
                        Ok(chunk)
                    }
                    None => Err(Error::TooLarge { host: host.clone(), megabytes: limits.bytes as u64 >> 20 }),
                },
                Ok(Err(error)) => Err(explain(&error, &host, &ask)),
                Err(_) => Err(too_late(&ask, &host)),
            };
            let is_last = next.is_err();
            let (long, came) = (began.elapsed(), limits.bytes as u64 - left);
            // Who trickles holds a place that others want.
            if long > IDLE && came < SLOWEST * long.as_secs() {
                return;
            }
            let taken = give.send_timeout(next.map_err(std::io::Error::other), IDLE).await;
            if is_last || taken.is_err() {
                return;
            }
        }
    });
    stream::unfold(take, |mut take| async move { Some((take.recv().await?, take)) }).boxed()
}

/// A line of version 6 has as many addresses as its owner likes, all in one network of 64 bits (RFC 4291, 2.5.4).
fn line(caller: IpAddr) -> IpAddr {
    match caller {
        IpAddr::V4(_) => caller,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & u128::MAX << 64).into(),
    }
}

/// How many are under way, by the line of who asked.
#[derive(Default)]
struct Places(Mutex<HashMap<Option<IpAddr>, u32>>);

impl Places {
    fn take(places: &Arc<Places>, caller: Option<IpAddr>) -> Option<Place> {
        let caller = caller.map(line);
        let mut taken = places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.values().sum::<u32>() >= AT_ONCE
            || caller.is_some() && taken.get(&caller).is_some_and(|of_one| *of_one >= FOR_ONE)
        {
            return None;
        }
        *taken.entry(caller).or_default() += 1;
        Some(Place { places: Arc::clone(places), caller })
    }
}

/// Given back when it is dropped.
struct Place {
    places: Arc<Places>,
    caller: Option<IpAddr>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_one) = taken.get_mut(&self.caller) {
            *of_one -= 1;
            if *of_one == 0 {
                taken.remove(&self.caller);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_parts_are_asked_for_and_believed() {
        for (range, is) in [
            ("bytes=0-", true),
            ("bytes=5-9", true),
            ("bytes=-9", true),
            ("bytes=-", false),
            ("bytes=0-1,3-4", false),
            ("bytes=0-1\r\nCookie: x", false),
            ("lines=0-1", false),
            ("bytes=00000000000000000000-", false),
            ("", false),
        ] {
            assert_eq!(is_part(range), is, "{range}");
        }
        for (said, is) in [
            ("bytes 0-1/2", true),
            ("bytes 0-1/*", true),
            ("bytes */2", true),
            ("bytes 0-/2", false),
            ("bytes 0-1", false),
            ("0-1/2", false),
        ] {
            assert_eq!(is_range(said), is, "{said}");
        }
    }

    #[test]
    fn a_caller_takes_no_more_places_than_are_hers_and_gives_them_back() {
        let places = Arc::new(Places::default());
        let caller = |last: u8| Some(IpAddr::from([192, 0, 2, last]));
        let sixth = |text: &str| Some(text.parse().unwrap());
        let of_one_line: Vec<_> = (0..FOR_ONE)
            .map(|host| Places::take(&places, sixth(&format!("2001:db8:0:1::{host:x}"))).unwrap())
            .collect();
        assert!(Places::take(&places, sixth("2001:db8:0:1:ffff::1")).is_none(), "another address of the same line");
        assert!(Places::take(&places, sixth("2001:db8:0:2::1")).is_some());
        drop(of_one_line);
        let hers: Vec<_> = (0..FOR_ONE).map(|_| Places::take(&places, caller(1)).unwrap()).collect();
        assert!(Places::take(&places, caller(1)).is_none());
        let others: Vec<_> = (2..).map_while(|other| Places::take(&places, caller(other))).collect();
        assert_eq!(others.len() as u32, AT_ONCE - FOR_ONE);
        drop((hers, others));
        assert!(places.0.lock().unwrap().is_empty());
    }
}
