//! `/oembed`: what a page elsewhere shows of one of our articles (oEmbed 1.0). Only our own addresses are answered.

use super::house;
use crate::{
    Wrong,
    arrival::Arrival,
    outward::{Doc, oembed as write},
    routes::newsroom::Pairs,
};
use axum::{extract::Query, http::HeaderMap, response::Response};
use newsroom::addresses::article_at;

const KEEP: &str = "public, max-age=3600";

pub async fn oembed(arrival: Arrival, Query(asked): Query<Pairs>, headers: HeaderMap) -> Result<Response, Wrong> {
    let said = |name: &str| asked.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str());
    let id = article_at(arrival.base(), said("url").unwrap_or_default()).ok_or(Wrong::NoSuchItem)?;
    let piece = arrival.site.newsroom.piece(id).await?.ok_or(Wrong::NoSuchItem)?;
    let item = arrival.site.readers.article(id).await?.ok_or(Wrong::NoSuchItem)?;
    let most = |name: &str| said(name).and_then(|most| most.parse().ok());
    let (house, told) = (house(&arrival), arrival.outgoing(&piece, &item).await?);
    match said("format").unwrap_or("json") {
        "json" => {
            Ok(answer(&headers, write::json(&house, &told, most("maxwidth"), most("maxheight")), "application/json"))
        }
        "xml" => Ok(answer(
            &headers,
            write::xml(&house, &told, most("maxwidth"), most("maxheight")),
            "text/xml; charset=utf-8",
        )),
        // By the specification 501; to whoever asks, it is a thing that we do not have.
        _ => Ok(crate::reply::for_a_script(501, "json or xml\n")),
    }
}

fn answer(headers: &HeaderMap, text: String, media_type: &'static str) -> Response {
    Doc::new(text.into_bytes(), media_type, None, KEEP).anywhere().answer(headers)
}
