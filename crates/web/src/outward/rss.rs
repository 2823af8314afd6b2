//! RSS 2.0 with the whole text (`content:encoded`), names (`dc:creator`) and pictures with their credit (Media RSS).

use super::{Channel, Format, Outgoing, Shown, http_date, xml::Xml};
use newsroom::addresses::FEEDS;

const SPACES: [(&str, &str); 5] = [
    ("version", "2.0"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

pub fn rss(channel: &Channel) -> String {
    let mut xml = Xml::new();
    let page = channel.page();
    xml.open("rss", &SPACES);
    xml.open("channel", &[]);
    xml.leaf("title", &[], &channel.title);
    xml.leaf("link", &[], &page);
    let about = if channel.house.about.is_empty() { &channel.title } else { &channel.house.about };
    xml.leaf("description", &[], &html_of(about));
    if channel.language.is_known() {
        xml.leaf("language", &[], channel.language.tag());
    }
    xml.leaf("lastBuildDate", &[], &http_date(channel.changed));
    xml.leaf("generator", &[], "Caulbart");
    let own = channel.feed(Format::Rss.name());
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &own)]);
    if let Some(hub) = &channel.house.hub {
        xml.empty("atom:link", &[("rel", "hub"), ("href", hub)]);
    }
    for (name, kind) in FEEDS.into_iter().zip(["", "application/atom+xml", "application/feed+json"]).skip(1) {
        xml.empty("atom:link", &[("rel", "alternate"), ("type", kind), ("href", &channel.feed(name))]);
    }
    if !channel.house.logo.is_empty() {
        xml.open("image", &[]);
        xml.leaf("url", &[], &channel.house.logo);
        xml.leaf("title", &[], &channel.title);
        xml.leaf("link", &[], &page);
        xml.close("image");
    }
    for entry in &channel.entries {
        item(&mut xml, entry);
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn item(xml: &mut Xml, entry: &Outgoing) {
    xml.open("item", &[]);
    xml.leaf("title", &[], &title_of(&entry.title));
    xml.leaf("link", &[], &entry.address);
    xml.leaf("guid", &[("isPermaLink", "false")], &entry.id);
    xml.leaf("pubDate", &[], &http_date(entry.published));
    if entry.changed > entry.published {
        xml.leaf("atom:updated", &[], &entry.changed.rfc3339());
    }
    for author in &entry.authors {
        xml.leaf("dc:creator", &[], &author.name);
    }
    if entry.language.is_known() {
        xml.leaf("dc:language", &[], entry.language.tag());
    }
    for heading in entry.section.iter().chain(&entry.tags) {
        xml.leaf("category", &[], &heading.name);
    }
    xml.maybe("description", &[], &html_of(&entry.standfirst));
    xml.maybe("content:encoded", &[], &entry.html);
    if let Some(film) = &entry.film {
        let bytes = film.bytes.to_string();
        xml.empty("enclosure", &[("url", &film.address), ("type", &film.media_type), ("length", &bytes)]);
    }
    media(xml, entry);
    xml.close("item");
}

/// Of Media RSS 1.5.1; in Atom too.
pub fn media(xml: &mut Xml, entry: &Outgoing) {
    if let Some(film) = &entry.film {
        let [bytes, seconds, width, height] =
            [film.bytes, film.seconds().into(), film.width.into(), film.height.into()].map(|number| number.to_string());
        let attributes = [
            ("url", film.address.as_str()),
            ("type", &film.media_type),
            ("medium", "video"),
            ("fileSize", &bytes),
            ("duration", &seconds),
            ("width", &width),
            ("height", &height),
        ];
        xml.empty("media:content", &attributes);
    }
    if let Some(picture) = &entry.picture {
        still(xml, picture);
    }
    if entry.adults {
        xml.leaf("media:rating", &[("scheme", "urn:simple")], "adult");
    }
}

fn still(xml: &mut Xml, picture: &Shown) {
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    let mut attributes = vec![("url", picture.address.as_str()), ("type", picture.media_type), ("medium", "image")];
    if picture.width > 0 && picture.height > 0 {
        attributes.extend([("width", width.as_str()), ("height", height.as_str())]);
    }
    xml.open("media:content", &attributes);
    xml.maybe("media:title", &[("type", "plain")], &picture.caption);
    xml.maybe("media:description", &[("type", "plain")], &picture.alt);
    xml.maybe("media:credit", &[("role", "photographer"), ("scheme", "urn:ebu")], &picture.credit);
    xml.close("media:content");
}

/// RSS does not say whether a title is HTML, and readers take tags out of it. One that looks as if it had some is told as
/// HTML that says the same; any other is the same in both.
fn title_of(title: &str) -> String {
    let opens = |rest: &str| rest.starts_with(|first: char| first.is_ascii_alphabetic() || "/!?".contains(first));
    let has_tag = title.split('<').skip(1).any(opens);
    let has_reference = title.split('&').skip(1).any(|rest| rest.split(' ').next().unwrap_or_default().contains(';'));
    if has_tag || has_reference { html_of(title) } else { title.to_owned() }
}

/// Descriptions are HTML; a plain text says the same there once it is escaped.
fn html_of(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
