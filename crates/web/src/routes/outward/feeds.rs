//! `/feed.xml`, `/feed.atom`, `/feed.json`: what was written here, the newest first, with its whole text. Each section,
//! tag and author has them too. What others wrote stands in none of them.

use super::gather::channel;
use crate::{
    Wrong,
    arrival::Arrival,
    outward::{Doc, Format},
};
use axum::{extract::Path, http::HeaderMap, response::Response};
use newsroom::addresses;
use store::Shelf;

/// Whoever asks again within a minute has nothing to gain.
const KEEP: &str = "public, max-age=60";

pub async fn site(format: Format, arrival: Arrival, headers: HeaderMap) -> Result<Response, Wrong> {
    feed(format, &arrival, &headers, Shelf::All, None, String::new()).await
}

pub async fn section(
    format: Format,
    arrival: Arrival,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Wrong> {
    let sections = arrival.site.newsroom.sections().await?;
    let (slug, name) = sections.into_iter().find(|(each, _)| *each == slug).ok_or(Wrong::NoSuchPage)?;
    let path = addresses::section(&slug);
    feed(format, &arrival, &headers, Shelf::Section(slug), Some(name), path).await
}

pub async fn tag(
    format: Format,
    arrival: Arrival,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Wrong> {
    let name = arrival.site.store.tag_name(&slug).await?.ok_or(Wrong::NoSuchPage)?;
    let path = addresses::tag(&slug);
    feed(format, &arrival, &headers, Shelf::Tag(slug), Some(name), path).await
}

pub async fn author(
    format: Format,
    arrival: Arrival,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Wrong> {
    let author = arrival.site.newsroom.author_called(&slug).await?.ok_or(Wrong::NoSuchPage)?;
    let path = addresses::author(&author.slug);
    feed(format, &arrival, &headers, Shelf::Author(author.id), Some(author.name), path).await
}

async fn feed(
    format: Format,
    arrival: &Arrival,
    headers: &HeaderMap,
    shelf: Shelf,
    name: Option<String>,
    path: String,
) -> Result<Response, Wrong> {
    let key = format!("{}{path}/{}", arrival.base(), format.name());
    let changes = arrival.site.newsroom.changes();
    if let Some(doc) = arrival.site.outward.get(&key, changes) {
        return Ok(doc.answer(headers));
    }
    let edition = &arrival.site.store.edition().title;
    let title = name.map_or_else(|| edition.clone(), |name| format!("{name} · {edition}"));
    let channel = channel(arrival, &shelf, title, path).await?;
    let doc =
        Doc::new(format.write(&channel).into_bytes(), format.media_type(), Some(channel.changed), KEEP).anywhere();
    arrival.site.outward.put(key, changes, &doc);
    Ok(doc.answer(headers))
}
