//! `/clip/{sha256}/{name}`: a file of a clip, whole or in part. It never changes.

use crate::{Wrong, site::Site};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::io::{AsyncReadExt, AsyncSeekExt, SeekFrom};

pub async fn file(
    State(site): State<Site>,
    Path((sha256, _)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Wrong> {
    let path = site.newsroom.clip_files().path(&sha256).ok_or(Wrong::NoSuchPage)?;
    let kept = site.store.clip_file_named(&sha256).await?.ok_or(Wrong::NoSuchPage)?;
    let mut file = tokio::fs::File::open(path).await.map_err(|_| Wrong::NoSuchItem)?;
    let range =
        headers.get(header::RANGE).and_then(|value| value.to_str().ok()).and_then(|text| part(text, kept.bytes));
    let (from, to) = range.unwrap_or((0, kept.bytes.saturating_sub(1)));
    let length = (to + 1).saturating_sub(from).min(kept.bytes);
    file.seek(SeekFrom::Start(from)).await.map_err(|_| Wrong::Ours)?;
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(length).read_to_end(&mut bytes).await.map_err(|_| Wrong::Ours)?;
    let status = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let said = [
        (header::CONTENT_TYPE, kept.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let mut response = (status, said, Body::from(bytes)).into_response();
    if range.is_some()
        && let Ok(value) = format!("bytes {from}-{to}/{}", kept.bytes).parse()
    {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    Ok(response)
}

/// The first and last byte of one range (RFC 9110, 14.1.2).
fn part(text: &str, bytes: u64) -> Option<(u64, u64)> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let last = bytes.checked_sub(1)?;
    let (from, to) = match (from.parse::<u64>().ok(), to.parse::<u64>().ok()) {
        (Some(from), to) => (from, to.unwrap_or(last).min(last)),
        (None, Some(count)) => (bytes.saturating_sub(count), last),
        (None, None) => return None,
    };
    (from <= to).then_some((from, to))
}
