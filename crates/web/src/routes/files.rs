//! What is not a page: assets, pictures, and the small files that machines ask for. And the one page that never changes.

use crate::{
    Wrong, arrival::Arrival, assets::bundle, outward::FROM_ANYWHERE, pages, reply::Page, site::Site, view::AboutView,
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use newsroom::writing;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const FOR_A_WEEK: HeaderValue = HeaderValue::from_static("public, max-age=604800");

fn file(body: impl Into<Body>, media_type: &'static str, keep: HeaderValue) -> Response {
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(media_type)), (header::CACHE_CONTROL, keep)];
    (headers, body.into()).into_response()
}

/// Another hash belongs to another release: what it names is gone, and its page will be loaded anew.
pub async fn asset(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, Wrong> {
    let bundle = bundle();
    let found =
        bundle.assets.iter().find(|asset| hash == bundle.hash && asset.name == name).ok_or(Wrong::NoSuchPage)?;
    let said = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    if found.gzip.is_empty() {
        return Ok(file(found.bytes.as_ref().to_vec(), found.media_type, FOR_EVER));
    }
    let small = said.contains("gzip");
    let mut response = if small {
        file(found.gzip.clone(), found.media_type, FOR_EVER)
    } else {
        file(found.bytes.as_ref().to_vec(), found.media_type, FOR_EVER)
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if small {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

pub async fn picture(
    State(site): State<Site>,
    Path((width, signature, address)): Path<(String, String, String)>,
) -> Result<Response, Wrong> {
    let (width, address) = site.seal.unwrap(&width, &signature, &address).ok_or(Wrong::NoSuchPage)?;
    let own = address.starts_with(writing::ADDRESS);
    let picture = site.desk.picture(address, width).await.ok_or(Wrong::NoSuchItem)?;
    let mut response = file(picture.bytes, picture.media_type, FOR_A_WEEK);
    if own {
        // Feeds show it elsewhere.
        response.headers_mut().insert(FROM_ANYWHERE.0, FROM_ANYWHERE.1);
    }
    Ok(response)
}

pub async fn favicon() -> Response {
    file(include_str!("../../assets/mark.svg"), "image/svg+xml", FOR_A_WEEK)
}

/// Answers as long as the store does.
pub async fn healthz(State(site): State<Site>) -> Result<Response, Wrong> {
    site.store.setting("healthz").await?;
    Ok(file("ok\n", "text/plain; charset=utf-8", HeaderValue::from_static("no-store")))
}

pub async fn about(arrival: Arrival) -> Result<Page, Wrong> {
    let counts = arrival.site.store.counts().await?;
    let view =
        AboutView { sources: counts.sources as u32, items: counts.items as u32, version: env!("CARGO_PKG_VERSION") };
    Ok(Page::new(pages::about(&arrival.visit(), &view)))
}
