//! What stands in the head of an article of the newsroom, and of the pages that lead to articles.

use super::{Format, House, Outgoing, linked};
use maud::{Markup, PreEscaped, html};
use url::form_urlencoded::byte_serialize;

/// Open Graph, for the picture and words beside a link; the canonical address; JSON-LD; and where else it can be had.
pub fn head_of_article(house: &House, piece: &Outgoing) -> Markup {
    let alt = piece.picture.as_ref().map_or(piece.title.as_str(), |picture| match picture.alt.as_str() {
        "" => piece.title.as_str(),
        alt => alt,
    });
    let updated = (piece.changed > piece.published).then(|| piece.changed.rfc3339());
    let scripts = [linked::article(house, piece), linked::breadcrumbs(house, piece)];
    html! {
        link rel="canonical" href=(piece.address);
        (feed_links("", &house.name))
        @if !house.base.is_empty() {
            @for format in ["json", "xml"] { (oembed(house, piece, format)) }
        }
        @if house.takes_mentions { link rel="webmention" href={ (house.base) "/webmention" }; }
        @if !piece.standfirst.is_empty() { meta name="description" content=(piece.standfirst); }
        @if !piece.authors.is_empty() { meta name="author" content=(names(piece)); }
        meta property="og:type" content="article";
        meta property="og:site_name" content=(house.name);
        meta property="og:title" content=(piece.title);
        @if !piece.standfirst.is_empty() { meta property="og:description" content=(piece.standfirst); }
        meta property="og:url" content=(piece.address);
        meta property="og:image" content=(piece.card);
        meta property="og:image:type" content="image/jpeg";
        meta property="og:image:width" content="1200";
        meta property="og:image:height" content="630";
        meta property="og:image:alt" content=(alt);
        @if let Some(film) = &piece.film {
            meta property="og:video" content=(film.address);
            meta property="og:video:type" content=(film.media_type);
            meta property="og:video:width" content=(film.width);
            meta property="og:video:height" content=(film.height);
        }
        @if let Some(locale) = locale(piece) { meta property="og:locale" content=(locale); }
        meta property="article:published_time" content=(piece.published.rfc3339());
        @if let Some(updated) = updated { meta property="article:modified_time" content=(updated); }
        @for author in &piece.authors { meta property="article:author" content=(author.address); }
        @if let Some(section) = &piece.section { meta property="article:section" content=(section.name); }
        @for tag in &piece.tags { meta property="article:tag" content=(tag.name); }
        meta name="twitter:card" content="summary_large_image";
        meta name="robots" content="max-image-preview:large";
        @for script in &scripts {
            script type="application/ld+json" { (PreEscaped(linked::script_text(script))) }
        }
    }
}

/// The feeds of a page that lists articles. `path` is its own, empty for the front page.
pub fn head_of_shelf(base: &str, path: &str, title: &str) -> Markup {
    html! {
        link rel="canonical" href={ (base) (path) };
        (feed_links(path, title))
    }
}

fn feed_links(path: &str, title: &str) -> Markup {
    html! {
        @for format in Format::ALL {
            link rel="alternate" type=(format.media_type().split(';').next().unwrap_or_default()) title=(title) href={ (path) "/" (format.name()) };
        }
    }
}

fn oembed(house: &House, piece: &Outgoing, format: &str) -> Markup {
    let address: String = byte_serialize(piece.address.as_bytes()).collect();
    html! {
        link rel="alternate" type={ @if format == "json" { "application/json+oembed" } @else { "text/xml+oembed" } } title=(piece.title)
            href={ (house.base) "/oembed?url=" (address) "&format=" (format) };
    }
}

fn names(piece: &Outgoing) -> String {
    piece.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Open Graph wants a country too; the one that most readers of it think of.
fn locale(piece: &Outgoing) -> Option<String> {
    let language = piece.language.tag().to_owned();
    let country = match language.as_str() {
        "und" => return None,
        "en" => "US",
        "da" => "DK",
        "sv" => "SE",
        "uk" => "UA",
        "ja" => "JP",
        "zh" => "CN",
        "ar" => "AR",
        "cs" => "CZ",
        "el" => "GR",
        "he" => "IL",
        "nb" => "NO",
        "fa" => "IR",
        "ko" => "KR",
        same => return Some(format!("{same}_{}", same.to_ascii_uppercase())),
    };
    Some(format!("{language}_{country}"))
}
