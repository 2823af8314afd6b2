//! JSON Feed 1.1.

use super::{Channel, Format, Named, Outgoing};
use serde_json::{Value, json};

pub fn json_feed(channel: &Channel) -> String {
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page(),
        "feed_url": channel.feed(Format::Json.name()),
        "items": channel.entries.iter().map(item).collect::<Vec<_>>(),
    });
    put(&mut feed, "description", &channel.house.about);
    put(&mut feed, "icon", &channel.house.logo);
    if channel.language.is_known() {
        feed["language"] = channel.language.tag().into();
    }
    if let Some(hub) = &channel.house.hub {
        feed["hubs"] = json!([{ "type": "WebSub", "url": hub }]);
    }
    feed.to_string()
}

fn item(entry: &Outgoing) -> Value {
    let mut item = json!({
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": entry.published.rfc3339(),
    });
    put(&mut item, "summary", &entry.standfirst);
    if entry.changed > entry.published {
        item["date_modified"] = entry.changed.rfc3339().into();
    }
    if entry.language.is_known() {
        item["language"] = entry.language.tag().into();
    }
    if let Some(picture) = &entry.picture {
        item["image"] = picture.address.clone().into();
    }
    if let Some(film) = &entry.film {
        item["attachments"] = json!([{
            "url": film.address,
            "mime_type": film.media_type,
            "size_in_bytes": film.bytes,
            "duration_in_seconds": film.seconds(),
        }]);
    }
    let author = |each: &Named| json!({ "name": each.name, "url": each.address });
    if !entry.authors.is_empty() {
        item["authors"] = entry.authors.iter().map(author).collect();
    }
    let headings: Vec<&str> = entry.section.iter().chain(&entry.tags).map(|each| each.name.as_str()).collect();
    if !headings.is_empty() {
        item["tags"] = headings.into();
    }
    item
}

/// The format wants no empty texts.
fn put(object: &mut Value, key: &str, text: &str) {
    if !text.is_empty() {
        object[key] = text.into();
    }
}
