//! `/report/{item}`: a reader tells the operator that something is wrong with an item.

use super::number;
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::ReportView,
};
use axum::{
    Form,
    extract::{Path, RawQuery},
    http::HeaderValue,
    response::Response,
};
use model::{ItemId, ReportReason};
use serde::Deserialize;

/// What the page is led to with, once the report is kept.
const NOTED: &str = "noted";

#[derive(Deserialize)]
pub struct Told {
    item: String,
    #[serde(default)]
    reason: String,
}

pub async fn report(arrival: Arrival, Form(told): Form<Told>) -> Result<Response, Wrong> {
    let (item, cookie) = keep(&arrival, &told.item, &told.reason).await?;
    Ok(lead_to(&format!("/report/{item}?{NOTED}"), cookie))
}

pub async fn keep(arrival: &Arrival, item: &str, reason: &str) -> Result<(ItemId, Option<HeaderValue>), Wrong> {
    let item = number(item, ItemId)?;
    let reason = ReportReason::from_word(reason)
        .ok_or_else(|| Wrong::Unreadable(arrival.tongue.words().report_needs_reason.into()))?;
    if arrival.site.store.cards(&[item]).await?.is_empty() {
        return Err(Wrong::NoSuchItem);
    }
    let (reader, cookie) = arrival.reader_or_new().await?;
    arrival.site.readers.report(reader, item, reason, arrival.now).await?;
    Ok((item, cookie))
}

pub async fn form(arrival: Arrival, Path(id): Path<String>, RawQuery(query): RawQuery) -> Result<Page, Wrong> {
    let item = number(&id, ItemId)?;
    let card = arrival.site.store.cards(&[item]).await?.pop().ok_or(Wrong::NoSuchItem)?;
    let noted = query.as_deref() == Some(NOTED);
    let view = ReportView { item, headline: card.title, source: arrival.source_name(card.source), noted };
    Ok(Page::new(pages::report(&arrival.visit(), &view)))
}
