//! `/letter`: a letter with her timeline, ordered and withdrawn by her who is here, and ended by the links in mails.

use super::account::{Lately, SignedIn};
use crate::{
    LetterLink, LetterOrder, Ordered, Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    site::Site,
    view::{DepositView, LetterKept, LetterLinkView, LetterTyped, LetterView},
    words::LetterWords,
};
use axum::{
    Form, Router,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use model::{LetterId, MailAddress, ReaderId, Rhythm};
use serde::Deserialize;
use std::time::Instant;

pub fn router() -> Router<Site> {
    Router::new()
        .route("/letter", get(letter).post(order))
        .route("/letter/withdraw", post(withdraw))
        .route("/letter/confirm/{id}/{sign}", get(ask_to_confirm).post(confirm))
        .route("/letter/end/{id}/{sign}", get(ask_to_end).post(end))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    email: String,
    weekday: String,
    hour: String,
    /// What was done just now.
    done: String,
}

/// What a form begins with.
const HOUR: u8 = 7;

pub async fn letter(her: SignedIn, Query(typed): Query<Typed>) -> Result<Page, Wrong> {
    let says = LetterWords::of(her.arrival.tongue);
    let notice = match typed.done.as_str() {
        "asked" => Some(says.asked),
        "changed" => Some(says.changed),
        "withdrawn" => Some(says.withdrawn),
        _ => None,
    };
    shown(&her.arrival, her.reader, None, (None, notice)).await
}

async fn shown(
    arrival: &Arrival,
    reader: ReaderId,
    typed: Option<LetterTyped>,
    (fault, notice): (Option<&'static str>, Option<&'static str>),
) -> Result<Page, Wrong> {
    let kept = arrival.site.readers.letter(reader).await?;
    let typed = typed.unwrap_or_else(|| match &kept {
        Some(kept) => LetterTyped {
            email: kept.to.as_str().to_owned(),
            weekday: kept.row.rhythm.weekday().unwrap_or(0),
            hour: kept.row.rhythm.hour(),
        },
        None => LetterTyped { hour: HOUR, ..LetterTyped::default() },
    });
    let kept = kept.map(|kept| LetterKept {
        to: kept.to.as_str().to_owned(),
        due: kept.row.due,
        is_confirmed: kept.row.is_confirmed,
        deposited: kept.deposited.map(deposit),
    });
    let zone = arrival.site.zone.iana_name().unwrap_or_default().to_owned();
    let view = LetterView { sends: arrival.site.desk.sends_letters(), kept, typed, fault, notice, zone };
    // It holds her address.
    let page = Page::new(pages::letter(&arrival.visit(), &view)).shown_once();
    Ok(if fault.is_some() { page.with_status(422) } else { page })
}

pub fn deposit(kept: vault::Deposited) -> DepositView {
    DepositView { since: kept.since, uses: kept.uses }
}

/// Whoever sits down at her browser must not have her timeline sent elsewhere.
pub async fn order(Lately(her): Lately, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    let arrival = &her.arrival;
    let says = LetterWords::of(arrival.tongue);
    let number = |text: &str| text.parse::<u8>().unwrap_or(u8::MAX);
    let (weekday, hour) = (number(&typed.weekday), number(&typed.hour));
    let email = typed.email.chars().take(MailAddress::LONGEST).collect();
    let again = async |fault| {
        let typed = LetterTyped { email, weekday, hour };
        shown(arrival, her.reader, Some(typed), (Some(fault), None)).await.map(IntoResponse::into_response)
    };
    if !arrival.site.desk.sends_letters() {
        return again(says.none_sent).await;
    }
    let Some(to) = MailAddress::new(&typed.email) else { return again(says.bad_email).await };
    let Some(rhythm) = Rhythm::new(weekday, hour) else { return again(says.bad_time).await };
    arrival.site.orders.take(arrival.caller.address, Instant::now())?;
    let order = LetterOrder { to, language: arrival.tongue.tag(), rhythm };
    match arrival.site.desk.order_letter(her.reader, order).await? {
        Ordered::Goes => Ok(lead_to("/letter?done=changed", None)),
        Ordered::Asked => Ok(lead_to("/letter?done=asked", None)),
        Ordered::Unsent => again(says.unsent).await,
    }
}

pub async fn withdraw(her: SignedIn) -> Result<Response, Wrong> {
    her.arrival.site.readers.end_letter_of(her.reader).await?;
    Ok(lead_to("/letter?done=withdrawn", None))
}

type Named = Path<(String, String)>;

fn named(arrival: &Arrival, link: LetterLink, Path((id, sign)): &Named) -> Result<LetterId, Wrong> {
    arrival.site.desk.letter_named(link, id, sign).ok_or(Wrong::NoSuchPage)
}

fn asked(arrival: &Arrival, link: LetterLink, address: &Named) -> Result<Page, Wrong> {
    named(arrival, link, address)?;
    let Path((id, sign)) = address;
    let view = LetterLinkView { link, path: format!("/letter/{}/{id}/{sign}", link.word()) };
    Ok(Page::new(pages::letter_link(&arrival.visit(), &view)))
}

fn done(arrival: &Arrival, link: LetterLink) -> Page {
    Page::new(pages::letter_link(&arrival.visit(), &LetterLinkView { link, path: String::new() }))
}

pub async fn ask_to_confirm(arrival: Arrival, address: Named) -> Result<Page, Wrong> {
    asked(&arrival, LetterLink::Confirm, &address)
}

pub async fn confirm(arrival: Arrival, address: Named) -> Result<Page, Wrong> {
    let letter = named(&arrival, LetterLink::Confirm, &address)?;
    // One that has ended meanwhile does not begin again.
    if !arrival.site.readers.confirm_letter(letter).await? {
        return Err(Wrong::NoSuchPage);
    }
    Ok(done(&arrival, LetterLink::Confirm))
}

pub async fn ask_to_end(arrival: Arrival, address: Named) -> Result<Page, Wrong> {
    asked(&arrival, LetterLink::End, &address)
}

/// By the button, or by a mail program on its own (RFC 8058); a second time changes nothing.
pub async fn end(arrival: Arrival, address: Named) -> Result<Page, Wrong> {
    let letter = named(&arrival, LetterLink::End, &address)?;
    arrival.site.readers.end_letter(letter).await?;
    Ok(done(&arrival, LetterLink::End))
}
