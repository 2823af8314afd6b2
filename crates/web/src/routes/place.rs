//! `/place`: how far she has read, so that she can go on elsewhere. Sent by a script while she reads; whose it is, her
//! cookie tells.

use super::number;
use crate::{Wrong, arrival::Arrival};
use axum::{
    Form,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use model::ItemId;
use serde::Deserialize;

/// A text has so many parts.
const WHOLE: u32 = 1_000;
/// Whoever has not got so far begins anyway; whoever got so far is done.
const BEGUN: u32 = 40;
const DONE: u32 = 960;

#[derive(Deserialize)]
pub struct Reached {
    item: String,
    place: String,
}

pub async fn place(arrival: Arrival, Form(reached): Form<Reached>) -> Result<Response, Wrong> {
    let cookie = keep(&arrival, &reached.item, &reached.place).await?;
    let headers: HeaderMap = cookie.map(|cookie| (header::SET_COOKIE, cookie)).into_iter().collect();
    Ok((headers, StatusCode::NO_CONTENT).into_response())
}

/// In thousandths; `None` when nothing is kept.
pub async fn find(arrival: &Arrival, item: &str) -> Result<Option<u32>, Wrong> {
    let item = number(item, ItemId)?;
    match arrival.reader().await? {
        Some(reader) => Ok(arrival.site.readers.reading_place(reader, item).await?),
        None => Ok(None),
    }
}

/// Her cookie where she is new.
pub async fn keep(arrival: &Arrival, item: &str, place: &str) -> Result<Option<HeaderValue>, Wrong> {
    let item = number(item, ItemId)?;
    let place = place.parse().ok().filter(|place| *place <= WHOLE);
    let place: u32 = place.ok_or_else(|| Wrong::Unreadable("a place in a text goes from 0 to 1000".into()))?;
    let store = &arrival.site.store;
    if !(BEGUN..DONE).contains(&place) {
        if let Some(reader) = arrival.reader().await? {
            arrival.site.readers.forget_reading_place(reader, item).await?;
        }
        return Ok(None);
    }
    if store.cards(&[item]).await?.is_empty() {
        return Err(Wrong::NoSuchItem);
    }
    let (reader, cookie) = arrival.reader_or_new().await?;
    arrival.site.readers.set_reading_place(reader, item, place, arrival.now).await?;
    Ok(cookie)
}
