//! What readers said below articles of the newsroom.

use super::Problem;
use crate::{Wrong, arrival::Arrival, routes::number};
use axum::{
    Json,
    extract::{Path, Query},
};
use model::{CommentId, CommentState, ItemId, ManuscriptState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct From {
    /// Threads begin behind this comment; `next` of the page before.
    after: Option<i64>,
}

/// Comments by threads, oldest first.
#[derive(Serialize, ToSchema)]
pub struct Comments {
    /// All that are shown below the article.
    count: u32,
    comments: Vec<Comment>,
    /// `after` of the next page.
    next: Option<i64>,
}

/// What somebody said. An e-mail address is no part of it.
#[derive(Serialize, ToSchema)]
pub struct Comment {
    id: i64,
    /// What it answers.
    parent: Option<i64>,
    name: String,
    /// Empty for none.
    website: String,
    /// Plain text.
    text: String,
    /// By somebody of the newsroom.
    staff: bool,
    #[schema(format = DateTime)]
    at: String,
    /// What moderators say of their editing; empty when they did not edit it.
    note: String,
}

/// What readers said below an article that was written here. Of each thread the first answers.
#[utoipa::path(get, path = "/api/v1/articles/{id}/comments", tag = "reading", params(("id" = i64, Path, description = "The number of an item."), From), responses(
    (status = 200, body = Comments),
    (status = 400, description = "`after` is no number of a comment.", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such article, or it was not written here.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn comments(
    arrival: Arrival,
    Path(id): Path<String>,
    Query(from): Query<From>,
) -> Result<Json<Comments>, Wrong> {
    let row = arrival.site.store.manuscript_of(number(&id, ItemId)?).await?;
    let row = row.filter(|row| row.state == ManuscriptState::Published).ok_or(Wrong::NoSuchItem)?;
    let page = arrival.site.comments.threads(row.id, CommentId(from.after.unwrap_or(0).max(0))).await?;
    let shown = page.threads.into_iter().flat_map(|thread| thread.comments).map(|shown| shown.comment);
    let comments = shown.filter(|row| row.state == CommentState::Shown).map(|row| Comment {
        id: row.id.0,
        parent: row.parent.map(|parent| parent.0),
        name: row.name,
        website: row.website,
        text: row.text,
        staff: row.staff,
        at: row.at.rfc3339(),
        note: row.note,
    });
    Ok(Json(Comments { count: page.count, comments: comments.collect(), next: page.next.map(|next| next.0) }))
}
