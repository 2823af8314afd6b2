//! Passkeys: what her device is asked, in JSON for the script, and its answer as a form.

use super::{
    Lately, along,
    door::{refusal, status},
    enter, onward, welcome,
};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, for_a_script, lead_to},
    view::{DoorView, PasskeyLine},
    words::AccountWords,
};
use axum::{
    Form, Json,
    response::{IntoResponse, Response},
};
use readers::accounts::{Answered, Asked, Passkeys, Refusal, agent_of};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    name: String,
    invitation: String,
    number: String,
    answer: String,
    opener: String,
    label: String,
    back: String,
    along: String,
    id: String,
}

impl Typed {
    fn answered(&self) -> Answered<'_> {
        Answered { number: &self.number, answer: &self.answer, opener: &self.opener }
    }
}

fn passkeys(arrival: &Arrival) -> Result<&Passkeys, Wrong> {
    arrival.site.passkeys.as_ref().ok_or(Wrong::NoSuchPage)
}

/// For the script: the question, or one sentence.
fn asked(arrival: &Arrival, asked: Result<Asked, readers::Error>) -> Result<Response, Wrong> {
    match asked {
        Ok(asked) => Ok(Json(json!({ "number": asked.number, "options": asked.options })).into_response()),
        Err(error) => {
            let refusal = refusal(error)?;
            let says = (AccountWords::of(arrival.tongue).refusal)(&refusal);
            Ok(for_a_script(status(&refusal), Json(json!({ "fault": says }))))
        }
    }
}

pub async fn ask_sign_in(arrival: Arrival) -> Result<Response, Wrong> {
    let question = arrival.site.readers.ask_sign_in_passkey(passkeys(&arrival)?, &arrival.caller, arrival.now).await;
    asked(&arrival, question)
}

pub async fn ask_sign_up(arrival: Arrival, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let readers = &arrival.site.readers;
    let question = readers
        .ask_sign_up_passkey(passkeys(&arrival)?, &typed.name, &typed.invitation, &arrival.caller, arrival.now)
        .await;
    asked(&arrival, question)
}

pub async fn ask_to_add(Lately(her): Lately) -> Result<Response, Wrong> {
    let arrival = &her.arrival;
    asked(arrival, arrival.site.readers.ask_for_passkey(passkeys(arrival)?, her.reader, arrival.now).await)
}

pub async fn sign_in(arrival: Arrival, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let answer = typed.answered();
    let readers = &arrival.site.readers;
    match readers.sign_in_with_passkey(passkeys(&arrival)?, answer, &arrival.caller, arrival.now).await {
        Ok(entry) => enter(&arrival, &entry, !typed.along.is_empty(), &typed.back).await,
        Err(error) => at_the_door(&arrival, &typed, &refusal(error)?, pages::sign_in).await,
    }
}

pub async fn sign_up(arrival: Arrival, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    if arrival.session().is_some() {
        return Ok(lead_to("/account", None));
    }
    let answer = typed.answered();
    let called = (AccountWords::of(arrival.tongue).agent)(&agent_of(&arrival.caller.agent));
    let guest = arrival.guest().map(|(reader, _)| reader);
    let made = arrival
        .site
        .readers
        .sign_up_with_passkey(passkeys(&arrival)?, answer, &called, guest, &arrival.caller, arrival.now)
        .await;
    match made {
        Ok((entry, code)) => welcome(&arrival, &entry, &code, &typed.back).await,
        Err(error) => at_the_door(&arrival, &typed, &refusal(error)?, pages::sign_up).await,
    }
}

async fn at_the_door(
    arrival: &Arrival,
    typed: &Typed,
    refusal: &Refusal,
    page: fn(&crate::view::Visit, &DoorView) -> maud::Markup,
) -> Result<Response, Wrong> {
    let shown = DoorView {
        fault: Some((AccountWords::of(arrival.tongue).refusal)(refusal)),
        back: onward(&typed.back).to_owned(),
        guest: arrival.guest().is_some(),
        along: along(arrival, !typed.along.is_empty()).await?,
        mode: Some(arrival.site.readers.sign_up_mode().await?),
        host: arrival.passkey_host(),
        ..DoorView::default()
    };
    Ok(Page::new(page(&arrival.visit(), &shown)).with_status(status(refusal)).into_response())
}

pub async fn list(Lately(her): Lately) -> Result<Page, Wrong> {
    page(&her, None).await
}

async fn page(her: &super::SignedIn, refusal: Option<&Refusal>) -> Result<Page, Wrong> {
    let arrival = &her.arrival;
    let kept = arrival.site.readers.passkeys(her.reader).await?;
    let line = |key: store::PasskeyRow| PasskeyLine { id: key.id, label: key.label, added: key.added, used: key.used };
    let rows: Vec<PasskeyLine> = kept.into_iter().map(line).collect();
    let fault = refusal.map(|refusal| (AccountWords::of(arrival.tongue).refusal)(refusal));
    let host = arrival.passkey_host();
    let page = Page::new(pages::passkeys(&arrival.visit(), host.as_deref(), &rows, fault.as_deref()));
    Ok(page.with_status(refusal.map_or(200, status)))
}

pub async fn add(Lately(her): Lately, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let arrival = &her.arrival;
    let answer = typed.answered();
    let called = match typed.label.trim() {
        "" => (AccountWords::of(arrival.tongue).agent)(&agent_of(&arrival.caller.agent)),
        label => label.to_owned(),
    };
    let added = arrival.site.readers.add_passkey(passkeys(arrival)?, answer, &called, her.reader, arrival.now).await;
    match added {
        Ok(()) => Ok(lead_to("/account/passkeys", None)),
        Err(error) => Ok(page(&her, Some(&refusal(error)?)).await?.into_response()),
    }
}

pub async fn remove(Lately(her): Lately, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let id = typed.id.parse().map_err(|_| Wrong::Unreadable("it names no passkey".into()))?;
    match her.arrival.site.readers.remove_passkey(her.reader, id).await {
        Ok(()) => Ok(lead_to("/account/passkeys", None)),
        Err(error) => Ok(page(&her, Some(&refusal(error)?)).await?.into_response()),
    }
}
