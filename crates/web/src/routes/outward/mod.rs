//! What machines elsewhere ask for: feeds, maps of the site, the picture beside a link. None of it is anybody's own, and
//! whoever asks stays nobody.

mod card;
mod feeds;
mod gather;
mod mention;
mod oembed;
mod sitemaps;

pub use card::card_path;
pub use gather::house;

use crate::{outward::Format, site::Site};
use axum::{
    Router,
    routing::{get, post},
};

pub fn router() -> Router<Site> {
    let mut router = Router::new()
        .route("/article/{id}/card.jpg", get(card::card))
        .route("/oembed", get(oembed::oembed))
        .route("/webmention", post(mention::take))
        .route("/robots.txt", get(sitemaps::robots))
        .route("/sitemap.xml", get(sitemaps::whole))
        .route("/sitemap/news.xml", get(sitemaps::news))
        .route("/sitemap/{part}", get(sitemaps::part));
    for format in Format::ALL {
        let name = format.name();
        router = router
            .route(&format!("/{name}"), get(move |a, h| feeds::site(format, a, h)))
            .route(&format!("/section/{{slug}}/{name}"), get(move |a, p, h| feeds::section(format, a, p, h)))
            .route(&format!("/tag/{{slug}}/{name}"), get(move |a, p, h| feeds::tag(format, a, p, h)))
            .route(&format!("/author/{{slug}}/{name}"), get(move |a, p, h| feeds::author(format, a, p, h)));
    }
    router
}
