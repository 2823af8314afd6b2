//! `/account`: what she may change about it.

use super::{
    Lately, SignedIn, cookies_in, cookies_out,
    door::{refusal, status},
    forgotten_by_the_browser,
};
use crate::{
    Wrong, pages,
    reply::{Page, lead_to},
    routes::my_data,
    view::{AccountView, CodeView, SessionLine},
    words::AccountWords,
};
use axum::{
    Form,
    extract::Query,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use readers::accounts::Refusal;
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    name: String,
    password: String,
    end: String,
    /// What was done just now.
    done: String,
}

pub async fn account(her: SignedIn, Query(typed): Query<Typed>) -> Result<Page, Wrong> {
    let says = AccountWords::of(her.arrival.tongue);
    let notice = match typed.done.as_str() {
        "name" => Some(says.name_changed),
        "password" => Some(says.password_changed),
        _ => None,
    };
    Ok(Page::new(pages::account(&her.arrival.visit(), &AccountView { notice, ..view(&her).await? })))
}

async fn view(her: &SignedIn) -> Result<AccountView, Wrong> {
    let readers = &her.arrival.site.readers;
    let account = readers.account(her.reader).await?.ok_or(Wrong::NoSuchPage)?;
    Ok(AccountView {
        since: account.added,
        has_password: account.password_hash.is_some(),
        sessions: readers.sessions(her.reader, her.arrival.now).await?.len(),
        passkeys: readers.passkeys(her.reader).await?.len(),
        tokens: readers.tokens(her.reader).await?.len(),
        notice: None,
        fault: None,
        typed: account.name.clone(),
        name: account.name,
    })
}

pub async fn change_name(her: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    match her.arrival.site.readers.rename(her.reader, &typed.name).await {
        Ok(()) => {
            her.arrival.site.newsroom.rename(her.reader, typed.name.trim()).await?;
            Ok(lead_to("/account?done=name", None))
        }
        Err(error) => {
            let refusal = refusal(error)?;
            let typed = typed.name.chars().take(100).collect();
            let shown = AccountView { fault: Some(said(&her, &refusal)), typed, ..view(&her).await? };
            let page = Page::new(pages::account(&her.arrival.visit(), &shown));
            Ok(page.with_status(status(&refusal)).into_response())
        }
    }
}

fn said(her: &SignedIn, refusal: &Refusal) -> String {
    (AccountWords::of(her.arrival.tongue).refusal)(refusal)
}

pub async fn password_form(Lately(her): Lately) -> Page {
    Page::new(pages::password(&her.arrival.visit(), &her.session.name, None))
}

pub async fn change_password(Lately(her): Lately, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let arrival = &her.arrival;
    let changed = arrival.site.readers.change_password(her.reader, &typed.password, &arrival.caller, arrival.now).await;
    match changed {
        Ok(entry) => Ok(lead_to("/account?done=password", cookies_in(arrival, &entry, true))),
        Err(error) => {
            let refusal = refusal(error)?;
            let said = said(&her, &refusal);
            let page = Page::new(pages::password(&arrival.visit(), &her.session.name, Some(&said)));
            Ok(page.with_status(status(&refusal)).into_response())
        }
    }
}

pub async fn new_code_form(Lately(her): Lately) -> Page {
    Page::new(pages::new_code(&her.arrival.visit()))
}

pub async fn new_code(Lately(her): Lately) -> Result<Page, Wrong> {
    let code = her.arrival.site.readers.new_recovery_code(her.reader).await?;
    let shown = CodeView { code: code.shown(), back: "/account".to_owned() };
    Ok(Page::new(pages::code(&her.arrival.visit(), &shown)).shown_once())
}

pub async fn sessions(her: SignedIn) -> Result<Page, Wrong> {
    let kept = her.arrival.site.readers.sessions(her.reader, her.arrival.now).await?;
    let line = |session: store::SessionRow| SessionLine {
        this: session.id == her.session.id,
        id: session.id,
        agent: session.agent,
        began: session.added,
        seen: session.seen,
    };
    let rows: Vec<SessionLine> = kept.into_iter().map(line).collect();
    Ok(Page::new(pages::sessions(&her.arrival.visit(), &rows)))
}

pub async fn end_session(her: SignedIn, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let readers = &her.arrival.site.readers;
    if typed.end == "others" {
        readers.end_other_sessions(her.reader, her.session.id).await?;
        return Ok(lead_to("/account/sessions", None));
    }
    let id = typed.end.parse().map_err(|_| Wrong::Unreadable("it names no session".into()))?;
    // One that has ended meanwhile has ended.
    readers.end_session(her.reader, id).await?;
    Ok(lead_to("/account/sessions", None))
}

pub async fn delete_form(Lately(her): Lately) -> Page {
    Page::new(pages::delete(&her.arrival.visit()))
}

pub async fn delete(Lately(her): Lately, headers: HeaderMap) -> Result<Response, Wrong> {
    let page = my_data::erase_now(&her.arrival, her.reader).await?;
    Ok(forgotten_by_the_browser(page.with_cookies(cookies_out(&her.arrival, &headers)).into_response()))
}
