//! `/uploads`: clips come in by the tus protocol 1.0.0 (tus.io), so that a line that breaks costs nothing.

use crate::{Wrong, arrival::Arrival, reply::for_a_script, routes::number, words::NewsroomWords};
use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use futures_util::StreamExt;
use model::{ClipId, SourceId, Time};
use newsroom::{Editor, Refusal};

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,termination";
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");

/// Why nothing was done, for the program that asked.
enum No {
    Version,
    BadRequest(&'static str),
    Wrong(Wrong),
}

impl<E: Into<Wrong>> From<E> for No {
    fn from(wrong: E) -> No {
        No::Wrong(wrong.into())
    }
}

pub async fn options(arrival: Arrival) -> Response {
    let largest = arrival.site.newsroom.clip_limits().largest;
    let extra = [
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", EXTENSIONS.to_owned()),
        ("tus-max-size", largest.to_string()),
    ];
    answered(StatusCode::NO_CONTENT, String::new(), &extra)
}

pub async fn create(arrival: Arrival, headers: HeaderMap) -> Response {
    let created = async {
        let editor = who(&arrival, &headers)?;
        let size = count(&headers, &LENGTH).ok_or(No::BadRequest("Upload-Length is missing or no number."))?;
        let metadata = said(&headers, &METADATA);
        let name = meta(metadata, "filename").unwrap_or_default();
        let channel = meta(metadata, "channel").and_then(|channel| channel.parse().ok()).map(SourceId);
        let channel = channel.ok_or(No::BadRequest("Upload-Metadata names no channel."))?;
        let language = arrival.tongue.tag();
        let room = &arrival.site.newsroom;
        let clip = room.begin_clip(&editor, channel, &name, size, language, arrival.now).await?;
        let extra = [("location", format!("/uploads/{}", clip.id)), ("upload-offset", "0".to_owned())];
        Ok(answered(StatusCode::CREATED, String::new(), &extra))
    };
    created.await.unwrap_or_else(|no| refused(&arrival, no))
}

pub async fn head(arrival: Arrival, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let looked = async {
        let editor = who(&arrival, &headers)?;
        let clip = arrival.site.newsroom.own_clip(&editor, number(&id, ClipId)?).await?;
        let extra = [
            ("upload-offset", clip.received.to_string()),
            ("upload-length", clip.size.to_string()),
            ("upload-metadata", format!("filename {}", BASE64_STANDARD.encode(&clip.name))),
            ("cache-control", "no-store".to_owned()),
        ];
        Ok(answered(StatusCode::OK, String::new(), &extra))
    };
    looked.await.unwrap_or_else(|no| refused(&arrival, no))
}

pub async fn patch(arrival: Arrival, headers: HeaderMap, Path(id): Path<String>, body: Body) -> Response {
    let taken = async {
        let editor = who(&arrival, &headers)?;
        if said(&headers, &header::CONTENT_TYPE) != "application/offset+octet-stream" {
            return Ok(answered(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Send application/offset+octet-stream.".to_owned(),
                &[],
            ));
        }
        let offset = count(&headers, &OFFSET).ok_or(No::BadRequest("Upload-Offset is missing or no number."))?;
        let parts = body.into_data_stream().boxed();
        let id = number(&id, ClipId)?;
        let taken = match arrival.site.newsroom.take_part(&editor, id, offset, parts, Time::now).await {
            Err(why) if why.is_full() => {
                tracing::error!("An upload broke off: {why}");
                return Err(Refusal::DiskFull.into());
            }
            taken => taken?,
        };
        Ok(answered(StatusCode::NO_CONTENT, String::new(), &[("upload-offset", taken.received.to_string())]))
    };
    taken.await.unwrap_or_else(|no| refused(&arrival, no))
}

/// From where only GET and POST get through (tus 1.0.0, X-HTTP-Method-Override).
pub async fn instead(arrival: Arrival, headers: HeaderMap, Path(id): Path<String>, body: Body) -> Response {
    match said(&headers, &OVERRIDE) {
        "PATCH" => patch(arrival, headers, Path(id), body).await,
        "HEAD" => head(arrival, headers, Path(id)).await,
        "DELETE" => delete(arrival, headers, Path(id)).await,
        _ => answered(StatusCode::METHOD_NOT_ALLOWED, String::new(), &[("allow", "HEAD, PATCH, DELETE".to_owned())]),
    }
}

pub async fn delete(arrival: Arrival, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let gone = async {
        let editor = who(&arrival, &headers)?;
        arrival.site.newsroom.throw_clip_away(&editor, number(&id, ClipId)?).await?;
        Ok(answered(StatusCode::NO_CONTENT, String::new(), &[]))
    };
    gone.await.unwrap_or_else(|no| refused(&arrival, no))
}

fn who(arrival: &Arrival, headers: &HeaderMap) -> Result<Editor, No> {
    if said(headers, &RESUMABLE) != VERSION {
        return Err(No::Version);
    }
    Ok(arrival.editor()?)
}

fn said<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim()
}

fn count(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let text = said(headers, name);
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// `Upload-Metadata` (tus 1.0.0, creation): keys with values in base64, parted by commas.
fn meta(metadata: &str, wanted: &str) -> Option<String> {
    let pairs = metadata.split(',').filter_map(|pair| pair.trim().split_once(' '));
    let value = pairs.into_iter().find(|(key, _)| *key == wanted)?.1;
    String::from_utf8(BASE64_STANDARD.decode(value.trim()).ok()?).ok()
}

fn refused(arrival: &Arrival, no: No) -> Response {
    match no {
        No::Version => answered(
            StatusCode::PRECONDITION_FAILED,
            format!("Only tus {VERSION} is spoken here."),
            &[("tus-version", VERSION.to_owned())],
        ),
        No::BadRequest(why) => answered(StatusCode::BAD_REQUEST, why.to_owned(), &[]),
        No::Wrong(Wrong::Newsroom(refusal)) => {
            let sentence = (NewsroomWords::of(arrival.tongue).refusal)(&refusal);
            let (status, extra) = match refusal {
                Refusal::ClipElsewhere(here) => (StatusCode::CONFLICT, vec![("upload-offset", here.to_string())]),
                Refusal::ClipBusy => (StatusCode::LOCKED, vec![]),
                Refusal::ClipTooLarge(_) | Refusal::ClipLonger(_) => (StatusCode::PAYLOAD_TOO_LARGE, vec![]),
                Refusal::NoClipSpace(_) | Refusal::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, vec![]),
                Refusal::TooManyClips(_) => (StatusCode::TOO_MANY_REQUESTS, vec![]),
                Refusal::NotThere => (StatusCode::NOT_FOUND, vec![]),
                Refusal::MayNot(_) => (StatusCode::FORBIDDEN, vec![]),
                _ => (StatusCode::UNPROCESSABLE_ENTITY, vec![]),
            };
            answered(status, sentence, &extra)
        }
        No::Wrong(wrong) => {
            let status = StatusCode::from_u16(wrong.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            answered(status, (arrival.visit().words().wrong)(wrong).1.to_string(), &[])
        }
    }
}

fn answered(status: StatusCode, body: String, extra: &[(&'static str, String)]) -> Response {
    let mut response = for_a_script(status.as_u16(), body);
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, HeaderValue::from_static(VERSION));
    for (name, value) in extra {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::meta;

    #[test]
    fn metadata_is_read_by_its_keys() {
        let sent = "filename dGhlIGZlcnJ5Lm1wNA==, channel MTI=,empty";
        for (key, want) in
            [("filename", Some("the ferry.mp4")), ("channel", Some("12")), ("empty", None), ("other", None)]
        {
            assert_eq!(meta(sent, key).as_deref(), want, "{key}");
        }
        assert_eq!(meta("filename !!!", "filename"), None);
    }
}
