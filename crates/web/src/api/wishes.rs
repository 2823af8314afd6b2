//! How she wants her pages, and how far she has read.

use super::{
    Problem,
    acting::{read, with_cookie},
};
use crate::{Wrong, arrival::Arrival, routes, wishes::Wishes};
use axum::{
    Json,
    extract::{Path, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How she wants her pages. What is left out stays as it is.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wished {
    /// With which the front page opens: `for-you`, `newest`, `most-covered` or `following`.
    #[schema(example = "newest")]
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<String>,
    /// `device`, `light` or `dark`.
    #[schema(example = "device")]
    #[serde(skip_serializing_if = "Option::is_none")]
    look: Option<String>,
    /// `device`, `usual` or `more`.
    #[schema(example = "device")]
    #[serde(skip_serializing_if = "Option::is_none")]
    contrast: Option<String>,
    /// `small`, `usual`, `large` or `huge`.
    #[schema(example = "large")]
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// `device`, `en` or `de`.
    #[schema(example = "en")]
    #[serde(skip_serializing_if = "Option::is_none")]
    tongue: Option<String>,
    /// The front page ends after 10, 15 or 20 slots; 0 for as many as there are.
    #[schema(example = 10, maximum = 20)]
    #[serde(skip_serializing_if = "Option::is_none")]
    slots: Option<u8>,
    /// And after 10, 20, 30 or 60 minutes; 0 for never.
    #[schema(example = 30, maximum = 60)]
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u8>,
}

impl From<Wishes> for Wished {
    fn from(wishes: Wishes) -> Wished {
        let word = |name| Some(wishes.word(name));
        Wished {
            order: word("order"),
            look: word("look"),
            contrast: word("contrast"),
            text: word("text"),
            tongue: word("tongue"),
            slots: Some(wishes.slots),
            minutes: Some(wishes.minutes),
        }
    }
}

/// How she wants her pages.
#[utoipa::path(get, path = "/api/v1/wishes", tag = "choosing", responses(
    (status = 200, body = Wished),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn wishes(arrival: Arrival) -> Json<Wished> {
    Json(arrival.wishes.into())
}

/// Changes how she wants her pages; all that is named or nothing.
#[utoipa::path(patch, path = "/api/v1/wishes", tag = "choosing", request_body = Wished, responses(
    (status = 204, description = "It holds from now on: for her, or, of whom nothing is kept, in her cookies."),
    (status = 400, description = "There is no such wish, or no such value for it.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn wish(arrival: Arrival, wished: Result<Json<Wished>, JsonRejection>) -> Result<Response, Wrong> {
    let Wished { order, look, contrast, text, tongue, slots, minutes } = read(wished)?;
    let number = |number: Option<u8>| number.map(|number| number.to_string());
    let named = [
        ("order", order),
        ("look", look),
        ("contrast", contrast),
        ("text", text),
        ("tongue", tongue),
        ("slots", number(slots)),
        ("minutes", number(minutes)),
    ];
    let pairs: Vec<(String, String)> =
        named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let cookies = routes::settings::keep(&arrival, &pairs).await?;
    let headers: HeaderMap = cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie)).collect();
    Ok((headers, StatusCode::NO_CONTENT).into_response())
}

/// How far she has read an item.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Reached {
    /// In thousandths of its text; 0 where nothing is kept.
    #[schema(maximum = 1000)]
    pub place: u32,
}

/// How far she has read an item, on whatever device.
#[utoipa::path(get, path = "/api/v1/items/{id}/place", tag = "reading", params(("id" = i64, Path, description = "The number of an item.")), responses(
    (status = 200, body = Reached),
    (status = 404, description = "That is no number of an item.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn place(arrival: Arrival, Path(id): Path<String>) -> Result<Json<Reached>, Wrong> {
    Ok(Json(Reached { place: routes::place::find(&arrival, &id).await?.unwrap_or(0) }))
}

/// Keeps how far she has read. At the beginning or the end of it nothing is left to keep.
#[utoipa::path(put, path = "/api/v1/items/{id}/place", tag = "acting", params(("id" = i64, Path, description = "The number of an item.")), request_body = Reached, responses(
    (status = 204, description = "Kept."),
    (status = 400, description = "A place goes from 0 to 1000.", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such item.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn set_place(
    arrival: Arrival,
    Path(id): Path<String>,
    reached: Result<Json<Reached>, JsonRejection>,
) -> Result<Response, Wrong> {
    let cookie = routes::place::keep(&arrival, &id, &read(reached)?.place.to_string()).await?;
    Ok(with_cookie(cookie, StatusCode::NO_CONTENT))
}
