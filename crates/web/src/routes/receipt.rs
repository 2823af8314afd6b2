//! `/receipt`: the reader's front page as it is composed now, with all that it came of. Hers alone: whose it is, the
//! cookie tells, and no address names a reader.

use super::front::wish;
use crate::{Wrong, arrival::Arrival};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use std::time::Instant;
use timeline::Within;

pub async fn receipt(arrival: Arrival) -> Result<Response, Wrong> {
    let reader = arrival.reader().await?;
    arrival.site.turns.take(reader, Instant::now())?;
    let wish = wish(&arrival, reader.map_or(0, |reader| reader.0), arrival.wishes.order, Within::Everything);
    let bundle = arrival.site.readers.bundle(reader, &wish, arrival.now).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"caulbart-page.bundle\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::VARY, HeaderValue::from_static("Cookie")),
    ];
    Ok((headers, bundle.to_bytes()).into_response())
}
