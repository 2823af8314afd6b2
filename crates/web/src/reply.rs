//! From what a route says to what a browser gets: the one place where pages, redirects and everything that is wrong
//! become answers.

use crate::{
    Wrong,
    api::{self, Problem},
    arrival::{Arrival, is_local},
    assets::{address, gzip},
    headers,
    once::Once,
    pages,
    safety::came_from_here,
    site::Site,
    wrong::{AccountWrong, TokenWrong},
};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts, MatchedPath, Request, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use flate2::Compression;
use maud::Markup;
use model::Time;
use std::{
    sync::{Arc, LazyLock, OnceLock},
    time::Instant,
};

/// A page, with the cookies that go along.
#[derive(Default)]
pub struct Page {
    html: Option<Html>,
    cookies: Vec<HeaderValue>,
    /// What it says holds a fault.
    status: Option<StatusCode>,
    /// Shows a secret: no browser keeps it.
    once: bool,
    /// The same for everybody who sends these cookies: whoever is between keeps it for a little.
    lasts: bool,
}

/// A page's text, and the same compressed once it was needed; copies share both.
#[derive(Clone)]
pub struct Html {
    plain: Bytes,
    small: Arc<OnceLock<Bytes>>,
}

impl From<Markup> for Html {
    fn from(markup: Markup) -> Html {
        Html { plain: markup.into_string().into(), small: Arc::default() }
    }
}

impl Html {
    /// Compressed already, to be sent many times.
    pub fn pressed(markup: Markup) -> Html {
        let html = Html::from(markup);
        // A page that goes out a thousand times is worth more effort than one that goes out once.
        html.small(Compression::new(6));
        html
    }

    /// As much effort as whoever needs it first makes; empty where it would be no smaller.
    fn small(&self, effort: Compression) -> Bytes {
        self.small.get_or_init(|| gzip(&self.plain, effort).into()).clone()
    }

    /// In memory.
    pub fn bytes(&self) -> usize {
        self.plain.len() + self.small.get().map_or(0, Bytes::len)
    }
}

impl Page {
    pub fn new(html: impl Into<Html>) -> Page {
        Page { html: Some(html.into()), ..Page::default() }
    }

    pub fn with_cookies(mut self, cookies: impl IntoIterator<Item = HeaderValue>) -> Page {
        self.cookies.extend(cookies);
        self
    }

    pub fn with_status(mut self, status: u16) -> Page {
        self.status = StatusCode::from_u16(status).ok();
        self
    }

    /// It shows a secret, this once.
    pub fn shown_once(mut self) -> Page {
        self.once = true;
        self
    }

    /// It is nobody's, and half a minute old is new enough.
    pub fn lasting_a_little(mut self) -> Page {
        self.lasts = true;
        self
    }

    pub fn with_cookie(mut self, cookie: Option<HeaderValue>) -> Page {
        self.cookies.extend(cookie);
        self
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = self.status.unwrap_or(StatusCode::OK).into_response();
        if self.lasts {
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=30"));
        }
        if self.once {
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        for cookie in self.cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response.extensions_mut().insert(self.html);
        response
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        let mut response =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Leads the browser on with GET, with the cookies that go along.
pub fn lead_to(path: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/")));
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// It is there from now on (RFC 9110, 15.4.2).
pub fn moved_to(path: &str) -> Response {
    let mut response = StatusCode::MOVED_PERMANENTLY.into_response();
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/")));
    response
}

/// Sent as it is, whatever its status: a script reads it, no person does.
pub fn for_a_script(status: u16, body: impl IntoResponse) -> Response {
    let mut response = (StatusCode::from_u16(status).unwrap_or(StatusCode::FORBIDDEN), body).into_response();
    response.extensions_mut().insert(None::<Html>);
    response
}

/// Stands around every route.
pub async fn around(State(site): State<Site>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let accepts_gzip = accepts_gzip(request.headers());
    let local = is_local(request.headers());
    let (mut parts, body) = request.into_parts();
    let Ok(arrival) = Arrival::from_request_parts(&mut parts, &site).await;
    // Who it is, is found out once.
    parts.extensions.insert(arrival.clone());
    let (route, begun) = (route(&parts.extensions), Instant::now());
    let once = Once::of(&parts, &arrival);
    let reads_only = matches!(method, Method::GET | Method::HEAD | Method::OPTIONS);
    let refused = came_from_here(&parts.headers).err().filter(|_| !reads_only).or_else(|| arrival.token_wrong());
    let mut response = match refused {
        Some(wrong) => wrong.into_response(),
        None => match once {
            Some(once) => once.around(next.run(Request::from_parts(parts, body))).await,
            None => next.run(Request::from_parts(parts, body)).await,
        },
    };
    if let Some(wrong) = wrong_of(&response) {
        if arrival.here.starts_with(api::ROOT) {
            if let Some(challenge) = challenge(&wrong) {
                response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
            }
            put_problem(&mut response, &Problem::new(wrong, arrival.tongue));
        } else {
            response.extensions_mut().insert(Some(Html::from(pages::error(&arrival.visit(), wrong))));
        }
    }
    if let Some(Some(html)) = response.extensions_mut().remove::<Option<Html>>() {
        put_html(&mut response, html, accepts_gzip);
        put_ahead(response.headers_mut(), &arrival.whose);
    }
    site.traffic.note(&route, response.status().as_u16(), begun.elapsed(), Time::now());
    headers::put(response.headers_mut(), site.https, local);
    response
}

/// The pattern that an address fits, so that nothing of who reads what is counted; one for all that fit none.
fn route(extensions: &Extensions) -> String {
    extensions.get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned())
}

/// What is wrong, whether a route said so or the router itself refused.
fn wrong_of(response: &Response) -> Option<Wrong> {
    if let Some(wrong) = response.extensions().get::<Wrong>() {
        return Some(wrong.clone());
    }
    if response.extensions().get::<Option<Html>>().is_some() {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND => Some(Wrong::NoSuchPage),
        StatusCode::METHOD_NOT_ALLOWED => Some(Wrong::WrongMethod),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Wrong::TooLarge),
        status if status.is_client_error() => Some(Wrong::Unreadable("a part of it is missing or misspelt".into())),
        status if status.is_server_error() => Some(Wrong::Ours),
        _ => None,
    }
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    takes_gzip(headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or(""))
}

/// `said` is `Accept-Encoding`.
pub fn takes_gzip(said: &str) -> bool {
    said.split(',').any(|coding| {
        let mut pieces = coding.split(';').map(str::trim);
        pieces.next() == Some("gzip") && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// What a program is told about its token besides (RFC 6750, 3).
fn challenge(wrong: &Wrong) -> Option<HeaderValue> {
    match wrong {
        Wrong::Account(AccountWrong::Token(TokenWrong::Opens(_))) => {
            Some(HeaderValue::from_static("Bearer error=\"invalid_token\""))
        }
        Wrong::Account(AccountWrong::Token(TokenWrong::MayNot(_))) => {
            Some(HeaderValue::from_static("Bearer error=\"insufficient_scope\""))
        }
        _ => None,
    }
}

fn put_problem(response: &mut Response, problem: &Problem) {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response.headers_mut().remove(header::CONTENT_LENGTH);
    *response.body_mut() = Body::from(body);
}

fn put_html(response: &mut Response, html: Html, accepts_gzip: bool) {
    // The fastest level: a page costs a fraction of a millisecond and shrinks to a quarter.
    let small = accepts_gzip.then(|| html.small(Compression::fast()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language, Accept-Encoding"));
    headers.remove(header::CONTENT_LENGTH);
    *response.body_mut() = match small.filter(|small| !small.is_empty()) {
        Some(small) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            Body::from(small)
        }
        None => Body::from(html.plain),
    };
}

/// What a browser does besides showing the page: whose it is, and which pages may be fetched before they are asked for.
fn put_ahead(headers: &mut HeaderMap, whose: &str) {
    static RULES: LazyLock<Option<HeaderValue>> =
        LazyLock::new(|| HeaderValue::from_str(&format!("\"{}\"", address("ahead.json"))).ok());
    headers.extend(RULES.clone().map(|rules| (HeaderName::from_static("speculation-rules"), rules)));
    let whose = if whose.is_empty() { Ok(HeaderValue::from_static("-")) } else { HeaderValue::from_str(whose) };
    headers.extend(whose.ok().map(|whose| (HeaderName::from_static("x-whose"), whose)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_compressed_for_those_who_can_read_them() {
        for (said, want) in
            [("gzip, br", true), ("br;q=1.0, gzip;q=0.8", true), ("gzip;q=0", false), ("identity", false), ("", false)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(said));
            assert_eq!(accepts_gzip(&headers), want, "{said}");
        }
    }
}
