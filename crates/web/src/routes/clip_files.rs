//! `/clip/…`: the bytes of clips, in whole or in parts (RFC 9110, 14). An address names its content, so it is good for ever.

use super::number;
use crate::{
    Wrong,
    arrival::Arrival,
    reply::for_a_script,
    site::{ClipPart, Relay},
};
use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use model::ItemId;
use newsroom::BucketFault;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");
const HERS_FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("private, max-age=3600");
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// The first and the last byte.
type Part = (u64, u64);

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Part),
    /// Nothing of it is there.
    Beyond,
}

pub async fn file(
    arrival: Arrival,
    method: Method,
    headers: HeaderMap,
    Path((sha256, _)): Path<(String, String)>,
) -> Result<Response, Wrong> {
    let site = &arrival.site;
    let shown = match site.newsroom.clip_file(None, &sha256).await? {
        None => match arrival.editor_of_file().await {
            Some(editor) => site.newsroom.clip_file(Some(&editor), &sha256).await?,
            None => None,
        },
        shown => shown,
    };
    let shown = shown.ok_or(Wrong::NoSuchItem)?;
    let kept = if shown.to_everybody { FOR_EVER } else { HERS_FOR_AN_HOUR };
    let known = shown.file;
    let dressed = |status, body, tag: &str| dressed(status, body, tag, kept.clone());
    let tag = format!("\"{sha256}\"");
    let said = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let names = |names: &str| names.split(',').any(|name| [tag.as_str(), "*"].contains(&name.trim()));
    if !said(header::IF_MATCH).is_empty() && !names(said(header::IF_MATCH)) {
        return Ok(dressed(StatusCode::PRECONDITION_FAILED, Body::empty(), &tag));
    }
    if said(header::IF_NONE_MATCH)
        .split(',')
        .any(|known| [tag.as_str(), "*"].contains(&known.trim().trim_start_matches("W/")))
    {
        return Ok(dressed(StatusCode::NOT_MODIFIED, Body::empty(), &tag));
    }
    let size = known.bytes;
    // A part is good only for the content that the rest is of.
    let same = matches!(said(header::IF_RANGE), "") || said(header::IF_RANGE) == tag;
    let wanted = if same && method == Method::GET { wanted(said(header::RANGE), size) } else { Wanted::Whole };
    let (status, (from, to)) = match wanted {
        Wanted::Whole => (StatusCode::OK, (0, size.saturating_sub(1))),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Wanted::Beyond => {
            let mut response = dressed(StatusCode::RANGE_NOT_SATISFIABLE, Body::empty(), &tag);
            insert(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
            response.headers_mut().insert(header::CACHE_CONTROL, NOT_KEPT);
            return Ok(response);
        }
    };
    let length = if size == 0 { 0 } else { to - from + 1 };
    let body = if method == Method::HEAD || length == 0 {
        Body::empty()
    } else {
        match site.newsroom.clip_files().read(&sha256, from, length).await {
            Ok(Some(steps)) => Body::from_stream(steps),
            Ok(None) => return Err(Wrong::NoSuchItem),
            Err(newsroom::Error::Bucket(BucketFault::Down(why))) => {
                tracing::warn!("A clip cannot be shown now: {why}");
                return Ok(not_now());
            }
            Err(other) => return Err(other.into()),
        }
    };
    let mut response = dressed(status, body, &tag);
    insert(&mut response, header::CONTENT_TYPE, &known.media_type);
    insert(&mut response, header::CONTENT_LENGTH, &length.to_string());
    if status == StatusCode::PARTIAL_CONTENT {
        insert(&mut response, header::CONTENT_RANGE, &format!("bytes {from}-{to}/{size}"));
    }
    Ok(response)
}

/// Where the clip that a feed encloses with this item is had.
pub fn enclosed_address(item: ItemId) -> String {
    format!("/clip/enclosed/{item}")
}

/// The clip of somebody else, passed on. Nobody but a feed says where it lies.
pub async fn enclosed(
    arrival: Arrival,
    method: Method,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Wrong> {
    let item = arrival.site.store.cards(&[number(&id, ItemId)?]).await?.pop().ok_or(Wrong::NoSuchItem)?;
    let file = arrival.enclosed_clip(&item).filter(|file| !file.adults || arrival.old_enough);
    let file = file.ok_or(Wrong::NoSuchItem)?;
    let Some(media_type) = file.played_as() else { return Err(Wrong::NoSuchItem) };
    let said = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let part = match method {
        Method::GET => ClipPart { range: said(header::RANGE).to_owned(), if_range: said(header::IF_RANGE).to_owned() },
        _ => ClipPart::default(),
    };
    let relayed = match arrival.site.desk.relay(file.url.clone(), part, arrival.caller.address).await {
        Relay::Goes(relayed) => relayed,
        Relay::Gone => return Ok(for_a_script(StatusCode::BAD_GATEWAY.as_u16(), Body::empty())),
        Relay::Busy => {
            let mut response = for_a_script(StatusCode::SERVICE_UNAVAILABLE.as_u16(), Body::empty());
            insert(&mut response, header::RETRY_AFTER, "5");
            return Ok(response);
        }
    };
    let body = if method == Method::HEAD { Body::empty() } else { Body::from_stream(relayed.body) };
    let mut response = for_a_script(relayed.status, body);
    let kept = match (relayed.status, file.adults) {
        (416, _) => NOT_KEPT,
        (_, true) => HERS_FOR_AN_HOUR,
        (_, false) => FOR_AN_HOUR,
    };
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    insert(&mut response, header::CONTENT_TYPE, media_type);
    if let Some(length) = relayed.length {
        insert(&mut response, header::CONTENT_LENGTH, &length.to_string());
    }
    for (name, value) in [
        (header::CONTENT_RANGE, relayed.content_range),
        (header::ETAG, relayed.etag),
        (header::LAST_MODIFIED, relayed.last_modified),
    ] {
        if !value.is_empty() {
            insert(&mut response, name, &value);
        }
    }
    Ok(response)
}

fn dressed(status: StatusCode, body: Body, tag: &str, kept: HeaderValue) -> Response {
    // What is wrong here, a player is told and no person.
    let mut response = for_a_script(status.as_u16(), body);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, kept);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    insert(&mut response, header::ETAG, tag);
    response
}

fn insert(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Players ask again by themselves.
fn not_now() -> Response {
    let mut response = for_a_script(503, Body::empty());
    insert(&mut response, header::RETRY_AFTER, "5");
    insert(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// One part; whoever asks for several gets the whole, as does who asks in words that are none (RFC 9110, 14.2).
fn wanted(range: &str, size: u64) -> Wanted {
    let Some(spec) = range.trim().strip_prefix("bytes=").filter(|spec| !spec.contains(',')) else {
        return Wanted::Whole;
    };
    let Some((from, to)) = spec.trim().split_once('-') else { return Wanted::Whole };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(from) || !digits(to) {
        return Wanted::Whole;
    }
    // A number too large for anything is beyond everything.
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    match (from.is_empty(), to.is_empty()) {
        (true, true) => Wanted::Whole,
        (true, false) if number(to) == 0 || size == 0 => Wanted::Beyond,
        (true, false) => Wanted::Part((size.saturating_sub(number(to)), size - 1)),
        (false, _) => {
            let from = number(from);
            let last = if to.is_empty() { u64::MAX } else { number(to) };
            if last < from {
                Wanted::Whole
            } else if from >= size {
                Wanted::Beyond
            } else {
                Wanted::Part((from, last.min(size - 1)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_the_browser_means() {
        for (range, size, want) in [
            ("", 10, Wanted::Whole),
            ("bytes=0-", 10, Wanted::Part((0, 9))),
            ("bytes=0-1", 10, Wanted::Part((0, 1))),
            ("bytes=5-99", 10, Wanted::Part((5, 9))),
            ("bytes=-3", 10, Wanted::Part((7, 9))),
            ("bytes=-30", 10, Wanted::Part((0, 9))),
            ("bytes=10-", 10, Wanted::Beyond),
            ("bytes=-0", 10, Wanted::Beyond),
            ("bytes=99999999999999999999-", 10, Wanted::Beyond),
            ("bytes=0-99999999999999999999", 10, Wanted::Part((0, 9))),
            ("bytes=5-3", 10, Wanted::Whole),
            ("bytes=0-1,3-4", 10, Wanted::Whole),
            ("bytes=a-b", 10, Wanted::Whole),
            ("bytes=-", 10, Wanted::Whole),
            ("lines=0-1", 10, Wanted::Whole),
            ("bytes=0-", 0, Wanted::Beyond),
            ("bytes=-1", 0, Wanted::Beyond),
        ] {
            assert_eq!(wanted(range, size), want, "{range} of {size}");
        }
    }
}
