//! What is put aside for later, and what was read.

use super::{Problem, acting::with_cookie, wire};
use crate::{
    Wrong,
    arrival::Arrival,
    routes::{self, history::Part},
};
use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use model::{ItemId, Time};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// An item with a moment of hers.
#[derive(Serialize, ToSchema)]
pub struct Moment {
    #[serde(flatten)]
    pub line: wire::Line,
    /// When she put it aside, or opened it last.
    #[schema(format = DateTime)]
    pub at: String,
}

/// One page of a list, the latest first.
#[derive(Serialize, ToSchema)]
pub struct Moments {
    pub items: Vec<Moment>,
    /// What `before` has to be for the next page; none on the last.
    pub next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paged {
    /// As `next` of the page before said.
    #[serde(default)]
    #[param(required = false)]
    pub before: String,
}

/// What she has put aside for later.
#[utoipa::path(get, path = "/api/v1/saved", tag = "reading", params(Paged), responses(
    (status = 200, body = Moments),
    (status = 400, description = "`before` is none of ours.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn saved(arrival: Arrival, Query(paged): Query<Paged>) -> Result<Json<Moments>, Wrong> {
    let view = routes::saved::find(&arrival, &paged.before).await?;
    let items = view.lines.into_iter().map(|(line, at)| Moment { line: line.into(), at: at.rfc3339() }).collect();
    Ok(Json(Moments { items, next: view.next }))
}

/// Puts an item aside; doing it twice changes nothing.
#[utoipa::path(put, path = "/api/v1/saved/{id}", tag = "acting", params(("id" = i64, Path, description = "The number of an item.")), responses(
    (status = 204, description = "It is put aside."),
    (status = 400, description = "So many are put aside already that no more can be kept.", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such item.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn save(arrival: Arrival, Path(id): Path<String>) -> Result<Response, Wrong> {
    Ok(with_cookie(routes::saved::keep(&arrival, &id).await?, StatusCode::NO_CONTENT))
}

/// Takes it back; nothing happens where it was not put aside.
#[utoipa::path(delete, path = "/api/v1/saved/{id}", tag = "acting", params(("id" = i64, Path, description = "The number of an item.")), responses(
    (status = 204, description = "It is not put aside any more."),
    (status = 404, description = "That is no number of an item.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn unsave(arrival: Arrival, Path(id): Path<String>) -> Result<StatusCode, Wrong> {
    routes::saved::take_back(&arrival, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What she has read, the latest first.
#[utoipa::path(get, path = "/api/v1/history", tag = "reading", params(Paged), responses(
    (status = 200, body = Moments),
    (status = 400, description = "`before` is none of ours.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn history(arrival: Arrival, Query(paged): Query<Paged>) -> Result<Json<Moments>, Wrong> {
    let view = routes::history::find(&arrival, &paged.before).await?;
    let lines = view.days.into_iter().flat_map(|day| day.lines);
    let items = lines.map(|(line, at)| Moment { line: line.into(), at: at.rfc3339() }).collect();
    Ok(Json(Moments { items, next: view.next }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Stretch {
    /// A moment (RFC 3339); from the beginning where it is left out.
    #[serde(default)]
    #[param(required = false, format = DateTime)]
    from: String,
    /// A moment that is not forgotten any more (RFC 3339); to the end where it is left out.
    #[serde(default)]
    #[param(required = false, format = DateTime)]
    until: String,
}

/// How many items were forgotten.
#[derive(Serialize, ToSchema)]
pub struct Forgotten {
    pub items: u64,
}

/// Forgets what she opened in a stretch of time, all of it without one, and unlearns it.
#[utoipa::path(delete, path = "/api/v1/history", tag = "choosing", params(Stretch), responses(
    (status = 200, body = Forgotten),
    (status = 400, description = "These are no two moments, or not in their order.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn forget_stretch(arrival: Arrival, Query(stretch): Query<Stretch>) -> Result<Json<Forgotten>, Wrong> {
    let read = |text: &str, open: i64| match text {
        "" => Ok(Time(open)),
        text => Time::from_rfc3339(text).ok_or_else(|| Wrong::Unreadable("a moment is not as RFC 3339 has it".into())),
    };
    let (from, until) = (read(&stretch.from, i64::MIN)?, read(&stretch.until, i64::MAX)?);
    if from >= until {
        return Err(Wrong::Unreadable("the stretch ends before it begins".into()));
    }
    let items = routes::history::forget(&arrival, Part::Between(from, until)).await? as u64;
    Ok(Json(Forgotten { items }))
}

/// Forgets all that she did with one item, and unlearns it.
#[utoipa::path(delete, path = "/api/v1/history/{id}", tag = "choosing", params(("id" = i64, Path, description = "The number of an item.")), responses(
    (status = 204, description = "Nothing of it is left."),
    (status = 404, description = "That is no number of an item.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn forget_item(arrival: Arrival, Path(id): Path<String>) -> Result<StatusCode, Wrong> {
    routes::history::forget(&arrival, Part::Item(routes::number(&id, ItemId)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}
