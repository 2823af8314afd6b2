//! Who the caller is: her account, her sessions, her tokens. What is secret is in none of them.

use super::Problem;
use crate::{
    Wrong,
    arrival::Arrival,
    wrong::{AccountWrong, TokenWrong},
};
use axum::{Json, extract::Path, http::StatusCode};
use model::ReaderId;
use readers::accounts::scopes;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct Account {
    name: String,
    since: String,
    /// What the token that was sent may do; left out where she asks herself.
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<&'static str>>,
}

#[derive(Serialize, ToSchema)]
pub struct Session {
    id: i64,
    /// Browser and system, in a few known words.
    #[schema(example = "firefox linux")]
    agent: String,
    since: String,
    seen: String,
    /// It is the one that asks.
    current: bool,
}

#[derive(Serialize, ToSchema)]
pub struct Token {
    id: i64,
    label: String,
    scopes: Vec<&'static str>,
    since: String,
    ends: String,
    seen: Option<String>,
    /// It is the one that asks.
    current: bool,
}

/// With an account, herself or by a token.
async fn her(arrival: &Arrival) -> Result<ReaderId, Wrong> {
    match arrival.reader().await? {
        Some(reader) if arrival.session().is_some() || arrival.token().is_some() => Ok(reader),
        _ => Err(AccountWrong::NotSignedIn.into()),
    }
}

/// Herself: no token does what lets others in or keeps her out.
async fn herself(arrival: &Arrival) -> Result<ReaderId, Wrong> {
    let reader = her(arrival).await?;
    if arrival.token().is_some() { Err(TokenWrong::NotHerself.into()) } else { Ok(reader) }
}

fn id(text: &str) -> Result<i64, Wrong> {
    text.parse().ok().filter(|id| *id > 0).ok_or(Wrong::NoSuchItem)
}

/// Who she is.
#[utoipa::path(get, path = "/api/v1/account", tag = "account", responses(
    (status = 200, body = Account),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
    (status = 403, description = "Nobody with an account asks.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn account(arrival: Arrival) -> Result<Json<Account>, Wrong> {
    let kept = arrival.site.readers.account(her(&arrival).await?).await?.ok_or(AccountWrong::NotSignedIn)?;
    let scopes = arrival.token().map(|token| token.scopes.iter().map(|scope| scope.word()).collect());
    Ok(Json(Account { name: kept.name, since: kept.added.rfc3339(), scopes }))
}

/// Where she is signed in.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "account", responses(
    (status = 200, body = [Session]),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
    (status = 403, description = "Nobody with an account asks, or the token may not manage.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn sessions(arrival: Arrival) -> Result<Json<Vec<Session>>, Wrong> {
    let kept = arrival.site.readers.sessions(her(&arrival).await?, arrival.now).await?;
    let this = arrival.session().map(|session| session.id);
    let told = |session: store::SessionRow| Session {
        current: this == Some(session.id),
        id: session.id,
        agent: session.agent,
        since: session.added.rfc3339(),
        seen: session.seen.rfc3339(),
    };
    Ok(Json(kept.into_iter().map(told).collect()))
}

/// Signs her out there.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", tag = "account", params(("id" = i64, Path, description = "The number of a session.")), responses(
    (status = 204, description = "It has ended."),
    (status = 403, description = "Only she herself ends a session, signed in.", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "She has no such session.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn end_session(arrival: Arrival, Path(number): Path<String>) -> Result<StatusCode, Wrong> {
    let reader = herself(&arrival).await?;
    match arrival.site.readers.end_session(reader, id(&number)?).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Wrong::NoSuchItem),
    }
}

/// Her tokens, ended ones too; not what they are known by.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "account", responses(
    (status = 200, body = [Token]),
    (status = 401, description = "The token is unknown, expired or revoked.", body = Problem, content_type = "application/problem+json"),
    (status = 403, description = "Nobody with an account asks, or the token may not manage.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn tokens(arrival: Arrival) -> Result<Json<Vec<Token>>, Wrong> {
    let kept = arrival.site.readers.tokens(her(&arrival).await?).await?;
    let this = arrival.token().map(|token| token.id);
    let told = |token: store::TokenRow| Token {
        current: this == Some(token.id),
        id: token.id,
        label: token.label,
        scopes: scopes(&token.scopes).into_iter().map(|scope| scope.word()).collect(),
        since: token.added.rfc3339(),
        ends: token.expires.rfc3339(),
        seen: token.seen.map(|at| at.rfc3339()),
    };
    Ok(Json(kept.into_iter().map(told).collect()))
}

/// Revokes a token. A token may revoke itself as `current`, and no other.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "account", params(("id" = String, Path, description = "The number of a token, or `current`.")), responses(
    (status = 204, description = "It opens nothing more."),
    (status = 403, description = "Only she herself revokes another token, signed in.", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "She has no such token.", body = Problem, content_type = "application/problem+json"),
))]
pub async fn revoke(arrival: Arrival, Path(number): Path<String>) -> Result<StatusCode, Wrong> {
    let (reader, id) = match arrival.token() {
        Some(token) if number == "current" => (her(&arrival).await?, token.id),
        _ => (herself(&arrival).await?, id(&number)?),
    };
    match arrival.site.readers.revoke_token(reader, id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Wrong::NoSuchItem),
    }
}
