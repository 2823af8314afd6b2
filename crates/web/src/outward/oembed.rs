//! oEmbed 1.0: a quotation that leads to the article. It has no script, and whoever shows it loads nothing from here but
//! the picture.

use super::{House, Outgoing, xml::Xml};
use maud::html;
use serde_json::json;

const WIDTH: u32 = 600;
const LEAST_WIDTH: u32 = 200;
/// Of the card.
const CARD: (u32, u32) = (1200, 630);

struct Told {
    width: u32,
    height: u32,
    html: String,
    author: Option<(String, String)>,
    shows_card: bool,
}

/// `most_wide` and `most_high` in pixels.
fn told(house: &House, piece: &Outgoing, most_wide: Option<u32>, most_high: Option<u32>) -> Told {
    let html = html! {
        blockquote cite=(piece.address) lang=[piece.language.is_known().then(|| piece.language.tag())] {
            p { a href=(piece.address) { (piece.title) } }
            @if !piece.standfirst.is_empty() { p { (piece.standfirst) } }
            footer { a href={ (house.base) "/" } { (house.name) } }
        }
    };
    let author = piece.authors.first().map(|author| (author.name.clone(), author.address.clone()));
    let fits = most_wide.is_none_or(|most| most >= CARD.0) && most_high.is_none_or(|most| most >= CARD.1);
    let width = WIDTH.min(most_wide.unwrap_or(WIDTH)).max(LEAST_WIDTH.min(most_wide.unwrap_or(LEAST_WIDTH)));
    Told { width, height: 200.min(most_high.unwrap_or(200)), html: html.into_string(), author, shows_card: fits }
}

pub fn json(house: &House, piece: &Outgoing, most_wide: Option<u32>, most_high: Option<u32>) -> String {
    let told = told(house, piece, most_wide, most_high);
    let mut answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": piece.title,
        "provider_name": house.name,
        "provider_url": format!("{}/", house.base),
        "cache_age": 3_600,
        "html": told.html,
        "width": told.width,
        "height": told.height,
    });
    if let Some((name, address)) = told.author {
        answer["author_name"] = name.into();
        answer["author_url"] = address.into();
    }
    if told.shows_card {
        answer["thumbnail_url"] = piece.card.clone().into();
        answer["thumbnail_width"] = CARD.0.into();
        answer["thumbnail_height"] = CARD.1.into();
    }
    answer.to_string()
}

pub fn xml(house: &House, piece: &Outgoing, most_wide: Option<u32>, most_high: Option<u32>) -> String {
    let told = told(house, piece, most_wide, most_high);
    let mut xml = Xml::new();
    xml.open("oembed", &[]);
    xml.leaf("version", &[], "1.0");
    xml.leaf("type", &[], "rich");
    xml.leaf("title", &[], &piece.title);
    if let Some((name, address)) = &told.author {
        xml.leaf("author_name", &[], name);
        xml.leaf("author_url", &[], address);
    }
    xml.leaf("provider_name", &[], &house.name);
    xml.leaf("provider_url", &[], &format!("{}/", house.base));
    xml.leaf("cache_age", &[], "3600");
    if told.shows_card {
        xml.leaf("thumbnail_url", &[], &piece.card);
        xml.leaf("thumbnail_width", &[], &CARD.0.to_string());
        xml.leaf("thumbnail_height", &[], &CARD.1.to_string());
    }
    xml.leaf("html", &[], &told.html);
    xml.leaf("width", &[], &told.width.to_string());
    xml.leaf("height", &[], &told.height.to_string());
    xml.close("oembed");
    xml.finish()
}
