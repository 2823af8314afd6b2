//! What is done and chosen.

use super::{Problem, wire};
use crate::{Wrong, arrival::Arrival, routes};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{Deed, Target};
use serde::{Deserialize, Serialize};
use timeline::{Group, Sliders};
use utoipa::ToSchema;

/// What a reader did with an item.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `routes::events` reads")]
pub struct Event {
    /// Drawn by lot by whoever reports it, below 2^53: reported twice, it counts once.
    #[schema(maximum = 9_007_199_254_740_991_u64)]
    id: u64,
    #[schema(minimum = 1)]
    item: i64,
    #[schema(
        example = "opened",
        pattern = "^(shown|opened|finished|liked|hidden|visited|shared|followed|reported|heard)$"
    )]
    deed: String,
    /// Milliseconds since 1970 by the reader's clock.
    at: i64,
    /// How long she stayed.
    #[schema(required = false)]
    dwell_ms: u64,
    /// Where it stood, from 1; 0 outside a timeline.
    #[schema(required = false, maximum = 65_535)]
    slot: u16,
}

/// Reports what she did; acknowledged only once it is kept. At most 200 events, all of them or none.
#[utoipa::path(post, path = "/api/v1/events", tag = "acting", request_body = [Event], responses(
    (status = 204, description = "Kept."),
    (status = 400, description = "An event is not as it should be; none was kept.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn events(arrival: Arrival, body: Bytes) -> Result<Response, Wrong> {
    routes::events::events(arrival, body).await
}

#[derive(Deserialize, ToSchema)]
pub struct Said {
    #[schema(minimum = 1)]
    item: i64,
    /// `liked` for more like this, `hidden` for less.
    #[schema(example = "hidden", pattern = "^(liked|hidden)$")]
    deed: String,
}

/// "More" or "less like this": what it changed in her timeline.
#[utoipa::path(post, path = "/api/v1/deeds", tag = "acting", request_body = Said, responses(
    (status = 200, body = wire::Change),
    (status = 400, description = "It names no item, or nothing that can be done with one.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn deed(arrival: Arrival, said: Result<Json<Said>, JsonRejection>) -> Result<Response, Wrong> {
    let said = read(said)?;
    let deed = Deed::from_word(&said.deed);
    let (reader, cookie) = routes::says::keep(&arrival, said.item, deed).await?;
    let change = routes::says::view_of(&arrival, reader, String::new()).await?.map(wire::Change::from);
    Ok(with_cookie(cookie, Json(change.unwrap_or(wire::Change { moved: Vec::new(), strengths: Vec::new() }))))
}

/// Takes the last "more" or "less like this" back.
#[utoipa::path(delete, path = "/api/v1/deeds/last", tag = "acting", responses(
    (status = 204, description = "Taken back."),
    (status = 400, description = "There is nothing to take back.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn undo(arrival: Arrival) -> Result<StatusCode, Wrong> {
    routes::says::take_back(&arrival).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
pub struct Report {
    #[schema(minimum = 1)]
    item: i64,
    /// `not-news`, `misleading`, `offensive` or `spam`.
    #[schema(example = "spam", pattern = "^(not-news|misleading|offensive|spam)$")]
    reason: String,
}

/// Tells the operator that something is wrong with an item.
#[utoipa::path(post, path = "/api/v1/reports", tag = "acting", request_body = Report, responses(
    (status = 204, description = "Kept, without who it was."),
    (status = 400, description = "There is no such reason.", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such item.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn report(arrival: Arrival, report: Result<Json<Report>, JsonRejection>) -> Result<Response, Wrong> {
    let report = read(report)?;
    let (_, cookie) = routes::report::keep(&arrival, &report.item.to_string(), &report.reason).await?;
    Ok(with_cookie(cookie, StatusCode::NO_CONTENT))
}

/// What she follows or mutes.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Choice {
    /// `follow` or `mute`.
    #[schema(example = "follow", pattern = "^(follow|mute)$")]
    choice: String,
    /// `source`, `topic` or `word`.
    #[schema(example = "word", pattern = "^(source|topic|word)$")]
    kind: String,
    /// The number of a source or topic, or the word.
    value: String,
}

/// Everything that she follows and mutes.
#[utoipa::path(get, path = "/api/v1/choices", tag = "choosing", responses(
    (status = 200, body = [Choice]),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn choices(arrival: Arrival) -> Result<Json<Vec<Choice>>, Wrong> {
    let choices = arrival.choices().await?;
    let told = |(choice, target): (model::Choice, Target)| {
        let (kind, value) = match target {
            Target::Source(source) => ("source", source.0.to_string()),
            Target::Topic(topic) => ("topic", topic.0.to_string()),
            Target::Word(word) => ("word", word),
        };
        Choice { choice: choice.word().to_owned(), kind: kind.to_owned(), value }
    };
    Ok(Json(choices.into_iter().map(told).collect()))
}

/// Follows or mutes a source, topic or word; the opposite choice about it ends.
#[utoipa::path(post, path = "/api/v1/choices", tag = "choosing", request_body = Choice, responses(
    (status = 204, description = "It holds from now on."),
    (status = 400, description = "It names no choice, source, topic or word.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn choose(arrival: Arrival, chosen: Result<Json<Choice>, JsonRejection>) -> Result<Response, Wrong> {
    let Choice { choice, kind, value } = read(chosen)?;
    let cookie = routes::choices::keep(&arrival, &choice, &kind, &value).await?;
    Ok(with_cookie(cookie, StatusCode::NO_CONTENT))
}

/// Ends a choice; nothing happens where there is none.
#[utoipa::path(delete, path = "/api/v1/choices/{choice}/{kind}/{value}", tag = "choosing", params(
    ("choice" = String, Path, description = "`follow` or `mute`."),
    ("kind" = String, Path, description = "`source`, `topic` or `word`."),
    ("value" = String, Path, description = "The number of a source or topic, or the word."),
), responses(
    (status = 204, description = "It holds no more."),
    (status = 400, description = "It names no choice, source, topic or word.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn unchoose(
    arrival: Arrival,
    Path((choice, kind, value)): Path<(String, String, String)>,
) -> Result<Response, Wrong> {
    let cookie = routes::choices::keep(&arrival, &format!("un{choice}"), &kind, &value).await?;
    Ok(with_cookie(cookie, StatusCode::NO_CONTENT))
}

/// How much each group of signals counts for her: 0 (none) to 4 (much), usually 2.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    #[schema(maximum = 4)]
    interest: u8,
    #[schema(maximum = 4)]
    popularity: u8,
    #[schema(maximum = 4)]
    freshness: u8,
    #[schema(maximum = 4)]
    source: u8,
    #[schema(maximum = 4)]
    variety: u8,
    #[schema(maximum = 4)]
    format: u8,
    #[schema(maximum = 4)]
    habit: u8,
}

impl From<Sliders> for Steps {
    fn from(sliders: Sliders) -> Steps {
        let step = |group: Group| sliders.0[group as usize];
        Steps {
            interest: step(Group::Interest),
            popularity: step(Group::Popularity),
            freshness: step(Group::Freshness),
            source: step(Group::Source),
            variety: step(Group::Variety),
            format: step(Group::Format),
            habit: step(Group::Habit),
        }
    }
}

/// How she has tuned her timeline.
#[utoipa::path(get, path = "/api/v1/sliders", tag = "choosing", responses(
    (status = 200, body = Steps),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn sliders(arrival: Arrival) -> Result<Json<Steps>, Wrong> {
    let sliders = match arrival.reader().await? {
        Some(reader) => arrival.site.readers.sliders(reader).await?,
        None => Sliders::default(),
    };
    Ok(Json(sliders.into()))
}

/// Tunes her timeline.
#[utoipa::path(put, path = "/api/v1/sliders", tag = "choosing", request_body = Steps, responses(
    (status = 204, description = "It holds from now on."),
    (status = 400, description = "A slider goes from 0 to 4.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn set_sliders(arrival: Arrival, steps: Result<Json<Steps>, JsonRejection>) -> Result<Response, Wrong> {
    let Steps { interest, popularity, freshness, source, variety, format, habit } = read(steps)?;
    let named = [interest, popularity, freshness, source, variety, format, habit];
    let pairs: Vec<(String, String)> =
        Group::ALL.iter().zip(named).map(|(group, step)| (group.word().to_owned(), step.to_string())).collect();
    let sliders = routes::tune::read(&pairs)?.unwrap_or_default();
    let (reader, cookie) = arrival.reader_or_new().await?;
    arrival.site.readers.set_sliders(reader, sliders).await?;
    Ok(with_cookie(cookie, StatusCode::NO_CONTENT))
}

/// Everything that is kept about her: what was learned, what she chose, what she did.
#[utoipa::path(get, path = "/api/v1/profile", tag = "choosing", responses(
    (status = 200, description = "As `/you.json` gives it.", body = serde_json::Value),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn profile(arrival: Arrival) -> Result<Response, Wrong> {
    routes::you_json::export(arrival).await
}

/// Forgets everything that was learned about her and all that she did; what she chose stays.
#[utoipa::path(delete, path = "/api/v1/profile", tag = "choosing", responses(
    (status = 204, description = "Forgotten."),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn forget_everything(arrival: Arrival) -> Result<StatusCode, Wrong> {
    if let Some(reader) = arrival.reader().await? {
        arrival.site.readers.reset_profile(reader).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Whatever the library says of a body that is not as described, in our own words.
pub fn read<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Wrong> {
    match body {
        Ok(Json(read)) => Ok(read),
        Err(JsonRejection::BytesRejection(_)) => Err(Wrong::TooLarge),
        Err(JsonRejection::MissingJsonContentType(_)) => {
            Err(Wrong::Unreadable("its Content-Type is not application/json".into()))
        }
        Err(rejection) => {
            let says: String = rejection.body_text().chars().take(200).collect();
            Err(Wrong::Unreadable(says.trim_end_matches('.').to_owned()))
        }
    }
}

pub fn with_cookie(cookie: Option<HeaderValue>, answer: impl IntoResponse) -> Response {
    let headers: HeaderMap = cookie.map(|cookie| (header::SET_COOKIE, cookie)).into_iter().collect();
    (headers, answer).into_response()
}
