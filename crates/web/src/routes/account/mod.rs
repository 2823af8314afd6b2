//! `/sign-in`, `/sign-up`, `/recover`, `/sign-out` and `/account`: who a reader is, and how she says so.
//!
//! What only she may ask takes `SignedIn`; what would let somebody else in for good, who sits down at her browser, takes
//! `Lately`: she signed in a few minutes ago.

mod door;
mod everything;
mod filmed;
pub mod passkeys;
mod settings;
pub mod tokens;

pub use door::{recover, recover_form, sign_in, sign_in_form, sign_out, sign_up, sign_up_form};
pub use everything::everything;
pub use filmed::{everything_filmed, filmed, let_go};
pub use settings::{
    account, change_name, change_password, delete, delete_form, end_session, new_code, new_code_form, password_form,
    sessions,
};

use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    safety::{back, cookie, drop_cookie, set_cookie},
    site::Site,
    view::CodeView,
    wrong::AccountWrong,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, Method, request::Parts},
    response::{IntoResponse, Response},
};
use model::{MINUTE, ReaderId};
use readers::{
    Secret,
    accounts::{Code, Entry, Session},
};

/// Whoever signed in so long ago is still sitting there.
const LATELY: i64 = 15 * MINUTE;

/// Somebody with an account. Others are led to sign in, and back.
pub struct SignedIn {
    pub arrival: Arrival,
    pub reader: ReaderId,
    pub session: Session,
}

impl FromRequestParts<Site> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<SignedIn, Response> {
        let Ok(arrival) = Arrival::from_request_parts(parts, site).await;
        let reader = arrival.reader().await.map_err(IntoResponse::into_response)?;
        match (reader, arrival.session().cloned()) {
            (Some(reader), Some(session)) => Ok(SignedIn { arrival, reader, session }),
            _ if parts.method == Method::GET => Err(lead_to(&door_to(&arrival.here, ""), None)),
            _ => Err(Wrong::from(AccountWrong::NotSignedIn).into_response()),
        }
    }
}

/// Somebody who signed in a few minutes ago. Others do so again.
pub struct Lately(pub SignedIn);

impl FromRequestParts<Site> for Lately {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Lately, Response> {
        let signed_in = SignedIn::from_request_parts(parts, site).await?;
        let arrival = &signed_in.arrival;
        // Back to the page that the form stands on: a form itself cannot be opened.
        let page = ["/ask", "/remove", "/revoke"].iter().find_map(|end| arrival.here.strip_suffix(end));
        match to_door(arrival, &signed_in.session, page.unwrap_or(&arrival.here)) {
            Some(door) => Err(door),
            None => Ok(Lately(signed_in)),
        }
    }
}

/// To sign in once more, and back to that page; `None` for whoever did so a few minutes ago.
pub fn to_door(arrival: &Arrival, session: &Session, page: &str) -> Option<Response> {
    let lately = arrival.now.since(session.began) < LATELY;
    (!lately).then(|| lead_to(&door_to(page, "&again=1"), None))
}

fn door_to(here: &str, rest: &str) -> String {
    let back: String = url::form_urlencoded::byte_serialize(here.as_bytes()).collect();
    format!("/sign-in?back={back}{rest}")
}

/// Where she goes after the door: not to another door.
fn onward(path: &str) -> &str {
    match back(path) {
        door if ["/sign-", "/recover"].iter().any(|start| door.starts_with(start)) => "/",
        path => path,
    }
}

/// What her browser holds once she is in: her session in place of the guest's secret, which is laid aside.
fn cookies_in(arrival: &Arrival, entry: &Entry, keeps_guest: bool) -> Vec<HeaderValue> {
    let site = &arrival.site;
    let guest = arrival.guest().filter(|_| keeps_guest);
    let aside = guest.and_then(|(_, secret)| set_cookie(&site.guest_cookie, &secret.as_hex(), site.https));
    set_cookie(&site.cookie, &entry.secret.as_hex(), site.https).into_iter().chain(aside).collect()
}

/// She has an account now. Her recovery code is the answer itself: no address leads to it a second time.
async fn welcome(arrival: &Arrival, entry: &Entry, code: &Code, back: &str) -> Result<Response, Wrong> {
    if arrival.guest().is_none() {
        // What stood in her browser goes on with her.
        arrival.site.readers.set_wishes(entry.reader, &arrival.wishes.made()).await?;
    }
    let shown = CodeView { code: code.shown(), back: onward(back).to_owned() };
    let page = Page::new(pages::code(&arrival.visit(), &shown)).shown_once();
    Ok(page.with_cookies(cookies_in(arrival, entry, false)).into_response())
}

/// What it holds when she is out: the guest's secret again, or none. What the browser has stored of her goes.
fn out(arrival: &Arrival, headers: &HeaderMap, path: &str) -> Response {
    forgotten_by_the_browser(lead_to(path, cookies_out(arrival, headers)))
}

pub fn cookies_out(arrival: &Arrival, headers: &HeaderMap) -> Vec<HeaderValue> {
    let site = &arrival.site;
    let guest = cookie(headers, &site.guest_cookie).and_then(Secret::from_hex);
    let own = match guest {
        Some(secret) => set_cookie(&site.cookie, &secret.as_hex(), site.https),
        None => drop_cookie(&site.cookie, site.https),
    };
    own.into_iter().chain(drop_cookie(&site.guest_cookie, site.https)).collect()
}

/// What the browser has stored of her goes.
pub fn forgotten_by_the_browser(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

/// Whether a guest's things would come along: as she says, or `wanted` where she did not say yet. `None` where there are
/// none, or nobody is a guest.
async fn along(arrival: &Arrival, wanted: bool) -> Result<Option<bool>, Wrong> {
    let Some((guest, _)) = arrival.guest() else { return Ok(None) };
    Ok(arrival.site.readers.has_things(guest).await?.then_some(wanted))
}

/// She proved who she is: what she wants of the guest's comes along, and the session before ends.
async fn enter(arrival: &Arrival, entry: &Entry, along: bool, to: &str) -> Result<Response, Wrong> {
    if let Some((guest, _)) = arrival.guest().filter(|_| along) {
        arrival.site.readers.bring_along(guest, entry.reader).await?;
    }
    end_the_one_before(arrival).await?;
    Ok(lead_to(onward(to), cookies_in(arrival, entry, true)))
}

/// A session that her browser held before ends: she holds another now.
async fn end_the_one_before(arrival: &Arrival) -> Result<(), Wrong> {
    if let (Some(reader), Some(session)) = (arrival.reader().await?, arrival.session()) {
        arrival.site.readers.end_session(reader, session.id).await?;
    }
    Ok(())
}
