//! The bundled demo edition: what a newcomer sees before any source was added.

use anyhow::{Context, Result};
use model::{HOUR, Health, Language, Source, SourceKind, Time};
use rust_embed::RustEmbed;
use serde_json::Value;
use sources::{Delivery, Intake};
use store::NewSource;

/// Feeds (`*.json`), pictures, clips and starter lists, written for Caulbart; see demo/README.md.
#[derive(RustEmbed)]
#[folder = "../../demo"]
#[include = "*.json"]
#[include = "clips/*.json"]
#[include = "clips/*.mp4"]
#[include = "clips/*.jpg"]
#[include = "clips/*.vtt"]
#[include = "newsroom/articles/*.md"]
#[include = "pictures/*.jpg"]
#[include = "starter/*.opml"]
struct Bundle;

/// A bundled source: its address in the edition, and its feed with dates as if it were being written today.
pub struct DemoFeed {
    pub address: String,
    pub bytes: Vec<u8>,
}

/// Under this name the pictures of the bundle are known in the edition. `.example` is nobody's (RFC 2606), so the
/// addresses can never be fetched from anywhere.
pub const PICTURES: &str = "https://pictures.demo.example/";

pub fn feeds(now: Time) -> Result<Vec<DemoFeed>> {
    let names = Bundle::iter().filter(|name| name.ends_with(".json") && !name.contains('/'));
    let mut feeds = Vec::new();
    for name in names {
        let file = Bundle::get(&name).with_context(|| format!("the demo edition lacks {name}"))?;
        let feed: Value = serde_json::from_slice(&file.data).with_context(|| format!("demo/{name} is no JSON"))?;
        feeds.push(DemoFeed {
            address: format!("demo:{}", name.trim_end_matches(".json")),
            bytes: rss(&feed, now).into_bytes(),
        });
    }
    Ok(feeds)
}

/// The bundle tells time in hours before the first start, so that its news are never old news; and it names who drew a
/// picture, which Media RSS has words for and JSON Feed has not.
fn rss(feed: &Value, now: Time) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>",
    );
    for (name, key) in
        [("title", "title"), ("link", "home_page_url"), ("language", "language"), ("description", "description")]
    {
        element(&mut xml, name, text_of(&feed[key]));
    }
    for item in feed["items"].as_array().into_iter().flatten() {
        let hours_ago = item["_caulbart"]["hours_ago"].as_f64().unwrap_or(24.0);
        let published = now.plus(-((hours_ago * HOUR as f64) as i64));
        xml.push_str("<item>");
        element(&mut xml, "guid", text_of(&item["id"]));
        for (name, key) in [
            ("title", "title"),
            ("link", "url"),
            ("description", "summary"),
            ("content:encoded", "content_html"),
            ("dc:language", "language"),
        ] {
            element(&mut xml, name, text_of(&item[key]));
        }
        element(&mut xml, "dc:date", &published.rfc3339());
        for author in item["authors"].as_array().into_iter().flatten() {
            element(&mut xml, "dc:creator", text_of(&author["name"]));
        }
        for tag in item["tags"].as_array().into_iter().flatten() {
            element(&mut xml, "category", text_of(tag));
        }
        picture_element(&mut xml, item);
        xml.push_str("</item>");
    }
    xml.push_str("</channel></rss>");
    xml
}

fn picture_element(xml: &mut String, item: &Value) {
    let Some(name) = text_of(&item["image"]).strip_prefix("demo:") else { return };
    let words = &item["_caulbart"]["picture"];
    let size =
        bundled(name).and_then(|bytes| pictures::inspect(&bytes).ok()).map(|picture| (picture.width, picture.height));
    let (width, height) = size.unwrap_or_default();
    xml.push_str(&format!(
        "<media:content url=\"{PICTURES}{name}\" medium=\"image\" width=\"{width}\" height=\"{height}\">"
    ));
    element(xml, "media:description", text_of(&words["alt"]));
    element(xml, "media:credit", text_of(&words["credit"]));
    xml.push_str("</media:content>");
}

fn element(xml: &mut String, name: &str, text: &str) {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    xml.push_str(&format!("<{name}>{escaped}</{name}>"));
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

pub fn bundled(name: &str) -> Option<Vec<u8>> {
    file(&format!("pictures/{name}"))
}

/// A file of the bundle.
pub(super) fn file(name: &str) -> Option<Vec<u8>> {
    Bundle::get(name).map(|file| file.data.into_owned())
}

/// Names of all files of the bundle.
pub(super) fn names() -> impl Iterator<Item = String> {
    Bundle::iter().map(|name| name.into_owned())
}

/// Languages with a starter list, as their tags.
pub fn starter_languages() -> Vec<String> {
    let mut tags: Vec<String> = Bundle::iter()
        .filter_map(|name| Some(name.strip_prefix("starter/")?.strip_suffix(".opml")?.to_owned()))
        .collect();
    tags.sort();
    tags
}

/// The starter list of public feeds in a language, as OPML.
pub fn starter(tag: &str) -> Option<Vec<u8>> {
    Bundle::get(&format!("starter/{tag}.opml")).map(|file| file.data.into_owned())
}

/// Takes the demo edition in, if nothing was ever kept here. Returns how many items came.
pub async fn take_in(store: &store::Store, now: Time) -> Result<usize> {
    if store.counts().await?.sources > 0 {
        return Ok(0);
    }
    let intake = Intake::new(store.clone());
    let mut items = 0;
    for feed in feeds(now)? {
        let parsed = ::feeds::parse(&feed.bytes, &::feeds::Hint::default()).feed;
        let new = NewSource {
            kind: SourceKind::Demo,
            address: feed.address,
            title: parsed.title,
            site: parsed.link.unwrap_or_default(),
            language: parsed.language.as_deref().map(Language::from_tag).unwrap_or_default(),
            folder: String::new(),
        };
        let (id, _) = store.add_source(&new, now).await?;
        let Some(source) = store.source(id).await? else { continue };
        items +=
            intake.take_in(&source, Delivery { bytes: feed.bytes, content_type: None, base: None }, now).await?.new;
        let words = "Part of the demo edition that came with this program.";
        store.update_source(&Source { health: Health::Well, health_words: words.to_owned(), ..source }).await?;
    }
    Ok(items)
}

/// A language's own name for itself, for those who look for theirs.
pub fn language_name(tag: &str) -> &str {
    const NAMES: [(&str, &str); 13] = [
        ("ar", "العربية"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("en", "English"),
        ("es", "Español"),
        ("fr", "Français"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("sv", "Svenska"),
        ("uk", "Українська"),
    ];
    NAMES.iter().find(|(known, _)| *known == tag).map_or(tag, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    const NOW: Time = Time(1_795_426_200_000);

    #[test]
    fn the_demo_edition_is_read_without_a_fault_and_shows_its_pictures() {
        let (mut items, mut pictures) = (0, 0);
        for feed in feeds(NOW).unwrap() {
            let parsed = ::feeds::parse(&feed.bytes, &::feeds::Hint::default());
            assert!(parsed.faults.is_empty(), "{}: {:?}", feed.address, parsed.faults);
            for entry in &parsed.feed.entries {
                items += 1;
                assert!(entry.published.is_some_and(|published| published < NOW), "{}", entry.title);
                for picture in &entry.pictures {
                    pictures += 1;
                    assert!(
                        picture.width > 0 && !picture.alt.is_empty() && !picture.credit.is_empty(),
                        "{}",
                        picture.url
                    );
                    assert!(bundled(picture.url.strip_prefix(PICTURES).unwrap()).is_some(), "{}", picture.url);
                }
            }
        }
        assert!(items >= 40 && pictures >= 20, "{items} items, {pictures} pictures");
    }

    #[test]
    fn every_starter_list_is_read_and_names_only_safe_addresses() {
        for tag in starter_languages() {
            let list = ::feeds::opml::parse(&starter(&tag).unwrap());
            assert!(list.faults.is_empty() && list.outlines.len() >= 10, "{tag}: {:?}", list.faults);
            let mut seen = HashMap::new();
            for outline in &list.outlines {
                assert!(outline.address.starts_with("https://"), "{}", outline.address);
                assert!(seen.insert(outline.address.clone(), ()).is_none(), "{} stands twice", outline.address);
            }
            assert_ne!(language_name(&tag), tag, "a list needs its language's own name");
        }
    }
}
