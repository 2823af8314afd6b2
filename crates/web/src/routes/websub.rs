//! `/websub/{source}`: where hubs knock (<https://www.w3.org/TR/websub/>).

use super::number;
use crate::{Wrong, site::Site};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use model::SourceId;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.topic", default)]
    topic: String,
    #[serde(rename = "hub.challenge", default)]
    challenge: String,
    #[serde(rename = "hub.lease_seconds", default)]
    lease_seconds: Option<u64>,
}

/// A hub asks whether we meant it: the challenge goes back when we did.
pub async fn challenge(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Wrong> {
    let source = number(&id, SourceId)?;
    let subscribes = asked.mode == "subscribe";
    if !subscribes && asked.mode != "unsubscribe" {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if !site.desk.websub_meant(source, asked.topic, subscribes, asked.lease_seconds).await {
        return Err(Wrong::NoSuchPage);
    }
    // As plain text with nosniff, or a stranger could have us serve a page of his.
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], asked.challenge).into_response())
}

/// A wrong signature is answered like a right one (WebSub, 8): a stranger learns nothing.
pub async fn delivery(
    State(site): State<Site>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Wrong> {
    let source = number(&id, SourceId)?;
    let signature = headers.get("x-hub-signature").and_then(|value| value.to_str().ok()).unwrap_or("");
    if !site.desk.websub_delivery(source, signature.to_owned(), body.to_vec()).await {
        tracing::info!(%source, "a delivery without a right signature was dropped");
    }
    Ok(StatusCode::ACCEPTED)
}
