//! `/receipt`: the reader's front page as it is composed now, with all that it came of. Hers alone: whose it is, the
//! cookie tells, and no address names a reader.

use super::{asked::Asked, tune::Pairs};
use crate::{Wrong, arrival::Arrival};
use axum::{
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use std::time::Instant;

/// `within=clips` is the timeline of clips.
pub async fn receipt(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Response, Wrong> {
    let reader = arrival.reader().await?;
    arrival.site.turns.take(reader, Instant::now())?;
    let wish = Asked::read(&asked).wish(&arrival, reader.map_or(0, |reader| reader.0)).await?;
    let bundle = arrival.site.readers.bundle(reader, &wish, arrival.now).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"caulbart-page.bundle\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::VARY, HeaderValue::from_static("Cookie")),
    ];
    Ok((headers, bundle.to_bytes()).into_response())
}
