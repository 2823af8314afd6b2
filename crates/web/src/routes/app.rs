//! What makes an edition an app on a phone: its manifest, its worker, and the page that says that there is no connection.

use crate::{
    arrival::Arrival,
    assets::{address, bundle, worker as worker_text},
    pages,
    reply::Page,
};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// The colours of `--paper` in assets/css/tokens.css, light; the system draws with them before a page is there.
const PAPER: &str = "#fdfcfa";

/// Web Application Manifest (W3C).
pub async fn manifest(arrival: Arrival) -> Response {
    let edition = arrival.site.store.edition();
    let icon = |name: &str, sizes: &str, purpose: &str| {
        let kind = if name.ends_with(".svg") { "image/svg+xml" } else { "image/png" };
        json!({ "src": address(name), "sizes": sizes, "type": kind, "purpose": purpose })
    };
    let manifest = json!({
        "id": "/",
        "name": edition.title,
        "short_name": edition.title,
        "description": edition.motto,
        "lang": arrival.tongue.tag(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["news"],
        "icons": [
            icon("mark.svg", "any", "any"),
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            { "name": crate::words::ReadingWords::of(arrival.tongue).saved, "url": "/saved" },
            { "name": arrival.tongue.words().search, "url": "/search" },
        ],
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    (headers, manifest.to_string()).into_response()
}

/// Asked for anew by browsers whenever a page is opened: another release has another worker.
pub async fn worker() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, worker_text(bundle())).into_response()
}

pub async fn offline(arrival: Arrival) -> Page {
    Page::new(pages::offline(&arrival.visit()))
}
