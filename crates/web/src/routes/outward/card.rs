//! `/article/{id}/card.jpg`: the picture that is shown beside a link to an article.

use crate::{Wrong, arrival::Arrival, outward::Doc, routes::number};
use axum::{extract::Path, http::HeaderMap, response::Response};
use model::ItemId;
use newsroom::Piece;

const KEEP: &str = "public, max-age=604800";

/// Below this site, with what it shows spelled in it: a corrected headline has another address.
pub fn card_path(arrival: &Arrival, piece: &Piece) -> String {
    format!("/article/{}/card.jpg?v={}", piece.item, arrival.site.newsroom.card_version(piece))
}

/// The version in the address is for who keeps it; what is shown is today's.
pub async fn card(arrival: Arrival, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Wrong> {
    let room = &arrival.site.newsroom;
    let piece = room.piece(number(&id, ItemId)?).await?.ok_or(Wrong::NoSuchItem)?;
    let key = room.card_version(&piece);
    if let Some(doc) = arrival.site.cards.get(&key, 0) {
        return Ok(doc.answer(&headers));
    }
    let doc = Doc::new(room.card(&piece).await?, "image/jpeg", None, KEEP).anywhere();
    arrival.site.cards.put(key, 0, &doc);
    Ok(doc.answer(&headers))
}
