//! What is read.

use super::{Problem, wire};
use crate::{Wrong, arrival::Arrival, routes};
use axum::{
    Json,
    extract::{Path, Query},
};
use model::{SourceId, Topic};
use serde::Deserialize;
use timeline::{Order, Within};
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// `for-you`, `newest`, `most-covered` or `following`; as she chose the last time where it is left out.
    order: Option<String>,
    /// The slug of a topic: nothing else has a slot.
    topic: Option<String>,
    /// The number of a source: nothing else has a slot.
    source: Option<i64>,
}

/// Her timeline as it is now.
#[utoipa::path(get, path = "/api/v1/timeline", tag = "reading", params(Wanted), responses(
    (status = 200, body = wire::Timeline),
    (status = 400, description = "There is no such order, topic or source.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn timeline(arrival: Arrival, Query(wanted): Query<Wanted>) -> Result<Json<wire::Timeline>, Wrong> {
    let order = match &wanted.order {
        None => arrival.wishes.order,
        Some(word) => Order::from_word(word).ok_or_else(|| Wrong::Unreadable("there is no such order".into()))?,
    };
    let within = match (&wanted.topic, wanted.source) {
        (None, None) => Within::Everything,
        (Some(slug), None) => Within::Topic(
            Topic::from_slug(slug)
                .filter(|_| !slug.is_empty())
                .ok_or_else(|| Wrong::Unreadable("there is no such topic".into()))?,
        ),
        (None, Some(source)) if source > 0 => Within::Source(SourceId(source)),
        (None, Some(_)) => return Err(Wrong::Unreadable("there is no such source".into())),
        (Some(_), Some(_)) => return Err(Wrong::Unreadable("it names a topic and a source; name one of them".into())),
    };
    Ok(Json(routes::front::compose(&arrival, order, within, None).await?.into()))
}

/// One item, whole, with what it leads to.
#[utoipa::path(get, path = "/api/v1/items/{id}", tag = "reading", params(("id" = i64, Path, description = "The number of an item.")), responses(
    (status = 200, body = wire::Article),
    (status = 404, description = "There is no such item.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn article(arrival: Arrival, Path(id): Path<String>) -> Result<Json<wire::Article>, Wrong> {
    Ok(Json(routes::article::find(&arrival, &id).await?.into()))
}

/// Why an item stands where it stands in her timeline, worked out exactly, or why it has no slot.
#[utoipa::path(get, path = "/api/v1/items/{id}/why", tag = "reading", params(("id" = i64, Path, description = "The number of an item.")), responses(
    (status = 200, body = wire::Why),
    (status = 404, description = "There is no such item.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn why(arrival: Arrival, Path(id): Path<String>) -> Result<Json<wire::Why>, Wrong> {
    Ok(Json(routes::why::find(&arrival, &id, routes::asked::Asked::Front).await?.into()))
}

/// One event as its sources tell it. A story that became part of another is found under both numbers.
#[utoipa::path(get, path = "/api/v1/stories/{id}", tag = "reading", params(("id" = i64, Path, description = "The number of a story.")), responses(
    (status = 200, body = wire::Story),
    (status = 404, description = "There is no such story.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn story(arrival: Arrival, Path(id): Path<String>) -> Result<Json<wire::Story>, Wrong> {
    Ok(Json(routes::story::find(&arrival, &id).await?.into()))
}

/// Broad topics of the last days, those with most stories first.
#[utoipa::path(get, path = "/api/v1/topics", tag = "reading", responses(
    (status = 200, body = [wire::TopicRow]),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn topics(arrival: Arrival) -> Result<Json<Vec<wire::TopicRow>>, Wrong> {
    let view = routes::topics::all(&arrival).await?;
    Ok(Json(view.rows.into_iter().map(wire::TopicRow::from).collect()))
}

/// What is newest about a topic.
#[utoipa::path(get, path = "/api/v1/topics/{slug}", tag = "reading", params(("slug" = String, Path, description = "As `/api/v1/topics` names it.")), responses(
    (status = 200, body = wire::TopicPage),
    (status = 404, description = "There is no such topic.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn topic(arrival: Arrival, Path(slug): Path<String>) -> Result<Json<wire::TopicPage>, Wrong> {
    Ok(Json(routes::topics::one(&arrival, &slug).await?.into()))
}

/// Where the news comes from, and how each source is doing.
#[utoipa::path(get, path = "/api/v1/sources", tag = "reading", responses(
    (status = 200, body = [wire::SourceRow]),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn sources(arrival: Arrival) -> Result<Json<Vec<wire::SourceRow>>, Wrong> {
    let view = routes::sources::all(&arrival).await?;
    Ok(Json(view.rows.into_iter().map(wire::SourceRow::from).collect()))
}

/// A source with its latest items.
#[utoipa::path(get, path = "/api/v1/sources/{id}", tag = "reading", params(("id" = i64, Path, description = "The number of a source.")), responses(
    (status = 200, body = wire::SourcePage),
    (status = 404, description = "There is no such source.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn source(arrival: Arrival, Path(id): Path<String>) -> Result<Json<wire::SourcePage>, Wrong> {
    Ok(Json(routes::sources::find(&arrival, &id).await?.into()))
}
