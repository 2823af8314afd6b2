//! In and out.

use super::{along, cookies_in, end_the_one_before, enter, onward, out, welcome};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::{CodeView, DoorView},
    words::AccountWords,
    wrong::AccountWrong,
};
use axum::{
    Form,
    extract::Query,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use readers::accounts::{Refusal, SignUp};
use serde::Deserialize;

/// What any of the doors' forms sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    name: String,
    password: String,
    invitation: String,
    code: String,
    back: String,
    again: String,
    along: String,
}

impl Typed {
    async fn view(&self, arrival: &Arrival, fault: Option<&Refusal>) -> Result<DoorView, Wrong> {
        // What was refused was sent: there she has said whether her things come along.
        let wanted = fault.is_none() || !self.along.is_empty();
        Ok(DoorView {
            name: shortened(&self.name),
            invitation: shortened(&self.invitation),
            fault: fault.map(|refusal| (AccountWords::of(arrival.tongue).refusal)(refusal)),
            back: onward(&self.back).to_owned(),
            guest: arrival.guest().is_some(),
            along: along(arrival, wanted).await?,
            again: !self.again.is_empty() && arrival.session().is_some(),
            mode: Some(arrival.site.readers.sign_up_mode().await?),
            host: arrival.passkey_host(),
        })
    }
}

/// A page gives back no more than a name can be.
fn shortened(typed: &str) -> String {
    typed.chars().take(100).collect()
}

/// What was refused is told on the form that it was typed into; anything else is told by the page of errors.
pub(super) fn refusal(error: readers::Error) -> Result<Refusal, Wrong> {
    match error {
        readers::Error::Account(refusal) => Ok(refusal),
        other => Err(other.into()),
    }
}

pub(super) fn status(refusal: &Refusal) -> u16 {
    Wrong::from(AccountWrong::Refused(refusal.clone())).status()
}

pub async fn sign_in_form(arrival: Arrival, Query(typed): Query<Typed>) -> Result<Page, Wrong> {
    let typed = Typed { name: arrival.session().map(|session| session.name.clone()).unwrap_or_default(), ..typed };
    let shown = typed.view(&arrival, None).await?;
    Ok(Page::new(pages::sign_in(&arrival.visit(), &shown)))
}

pub async fn sign_in(arrival: Arrival, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let readers = &arrival.site.readers;
    match readers.sign_in(&typed.name, &typed.password, &arrival.caller, arrival.now).await {
        Ok(entry) => enter(&arrival, &entry, !typed.along.is_empty(), &typed.back).await,
        Err(error) => {
            let refusal = refusal(error)?;
            let shown = typed.view(&arrival, Some(&refusal)).await?;
            Ok(Page::new(pages::sign_in(&arrival.visit(), &shown)).with_status(status(&refusal)).into_response())
        }
    }
}

pub async fn sign_up_form(arrival: Arrival, Query(typed): Query<Typed>) -> Result<Response, Wrong> {
    if arrival.session().is_some() {
        return Ok(lead_to("/account", None));
    }
    let shown = typed.view(&arrival, None).await?;
    Ok(Page::new(pages::sign_up(&arrival.visit(), &shown)).into_response())
}

/// Her recovery code is the answer itself: no address leads to it a second time.
pub async fn sign_up(arrival: Arrival, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    if arrival.session().is_some() {
        return Ok(lead_to("/account", None));
    }
    let wanted = SignUp {
        name: &typed.name,
        password: &typed.password,
        invitation: &typed.invitation,
        guest: arrival.guest().map(|(reader, _)| reader),
    };
    match arrival.site.readers.sign_up(wanted, &arrival.caller, arrival.now).await {
        Ok((entry, code)) => welcome(&arrival, &entry, &code, &typed.back).await,
        Err(error) => {
            let refusal = refusal(error)?;
            let shown = typed.view(&arrival, Some(&refusal)).await?;
            Ok(Page::new(pages::sign_up(&arrival.visit(), &shown)).with_status(status(&refusal)).into_response())
        }
    }
}

pub async fn recover_form(arrival: Arrival) -> Result<Page, Wrong> {
    let shown = Typed::default().view(&arrival, None).await?;
    Ok(Page::new(pages::recover(&arrival.visit(), &shown)))
}

pub async fn recover(arrival: Arrival, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let readers = &arrival.site.readers;
    match readers.recover(&typed.name, &typed.code, &typed.password, &arrival.caller, arrival.now).await {
        Ok((entry, code)) => {
            end_the_one_before(&arrival).await?;
            let shown = CodeView { code: code.shown(), back: "/account".to_owned() };
            let page = Page::new(pages::code(&arrival.visit(), &shown)).shown_once();
            Ok(page.with_cookies(cookies_in(&arrival, &entry, true)).into_response())
        }
        Err(error) => {
            let refusal = refusal(error)?;
            let shown = typed.view(&arrival, Some(&refusal)).await?;
            Ok(Page::new(pages::recover(&arrival.visit(), &shown)).with_status(status(&refusal)).into_response())
        }
    }
}

pub async fn sign_out(arrival: Arrival, headers: HeaderMap) -> Result<Response, Wrong> {
    if arrival.session().is_none() {
        return Ok(lead_to("/", None));
    }
    end_the_one_before(&arrival).await?;
    Ok(out(&arrival, &headers, "/"))
}
