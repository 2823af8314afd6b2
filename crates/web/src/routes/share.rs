//! `/share/{item}`: the address of an article, to be given to others. Where scripts run, the button shares or copies it in
//! place and this page is never asked for.

use super::{events::fresh_id, number};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::ShareView,
};
use axum::{Form, extract::Path, response::Response};
use model::{Deed, Event, ItemId};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Pressed {
    item: String,
}

/// Counted here and not where the address is shown: a page that is only looked at counts nothing.
pub async fn share(arrival: Arrival, Form(pressed): Form<Pressed>) -> Result<Response, Wrong> {
    let item = number(&pressed.item, ItemId)?;
    if arrival.site.store.cards(&[item]).await?.is_empty() {
        return Err(Wrong::NoSuchItem);
    }
    let (reader, cookie) = arrival.reader_or_new().await?;
    let event = Event { id: fresh_id()?, item, deed: Deed::Shared, at: arrival.now, dwell_ms: 0, slot: 0 };
    arrival.site.readers.take(reader, &[event], arrival.now).await?;
    Ok(lead_to(&format!("/share/{item}"), cookie))
}

pub async fn addresses(arrival: Arrival, Path(id): Path<String>) -> Result<Page, Wrong> {
    let item = number(&id, ItemId)?;
    let card = arrival.site.store.cards(&[item]).await?.pop().ok_or(Wrong::NoSuchItem)?;
    let view = ShareView {
        item,
        source: arrival.source_name(card.source),
        headline: card.title,
        here: format!("{}/article/{item}", arrival.origin),
        url: card.url,
    };
    Ok(Page::new(pages::share(&arrival.visit(), &view)))
}
