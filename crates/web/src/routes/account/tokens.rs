//! Tokens for programs: made, shown once, and revoked.

use super::{
    Lately, SignedIn,
    door::{refusal, status},
};
use crate::{
    Wrong, pages,
    reply::{Page, lead_to},
    routes::tune::Pairs,
    view::TokenLine,
    words::AccountWords,
};
use axum::{
    Form,
    response::{IntoResponse, Response},
};
use readers::accounts::{LIFETIMES, Refusal, Scope, scopes};

pub async fn list(Lately(her): Lately) -> Result<Page, Wrong> {
    page(&her, None).await
}

async fn page(her: &SignedIn, refusal: Option<&Refusal>) -> Result<Page, Wrong> {
    let arrival = &her.arrival;
    let line = |token: store::TokenRow| TokenLine {
        id: token.id,
        label: token.label,
        scopes: scopes(&token.scopes),
        ends: token.expires,
        seen: token.seen,
    };
    let rows: Vec<TokenLine> = arrival.site.readers.tokens(her.reader).await?.into_iter().map(line).collect();
    let fault = refusal.map(|refusal| (AccountWords::of(arrival.tongue).refusal)(refusal));
    let page = Page::new(pages::tokens(&arrival.visit(), &rows, fault.as_deref()));
    Ok(page.with_status(refusal.map_or(200, status)))
}

pub async fn make(Lately(her): Lately, Form(typed): Form<Pairs>) -> Result<Response, Wrong> {
    let all = |name: &'static str| typed.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str());
    let scopes: Vec<Scope> =
        Scope::ALL.into_iter().filter(|scope| all("scope").any(|word| word == scope.word())).collect();
    let label = all("label").next().unwrap_or("");
    let days = all("days").next().and_then(|days| days.parse().ok()).unwrap_or(LIFETIMES[0]);
    let arrival = &her.arrival;
    match arrival.site.readers.make_token(her.reader, label, &scopes, days, arrival.now).await {
        Ok(text) => Ok(Page::new(pages::token(&arrival.visit(), &text)).shown_once().into_response()),
        Err(error) => Ok(page(&her, Some(&refusal(error)?)).await?.into_response()),
    }
}

pub async fn revoke(Lately(her): Lately, Form(typed): Form<Pairs>) -> Result<Response, Wrong> {
    let id = typed.iter().find(|(key, _)| key == "id").and_then(|(_, value)| value.parse().ok());
    let id = id.ok_or_else(|| Wrong::Unreadable("it names no token".into()))?;
    her.arrival.site.readers.revoke_token(her.reader, id).await?;
    Ok(lead_to("/account/tokens", None))
}
