//! What does this feed say? Printed as parsed, with its faults, and nothing kept.

use anyhow::Result;
use feeds::{Entry, Feed, Hint, Parsed};
use model::Time;
use serde_json::{Value, json};

use super::{say, say_json};
use crate::settings::Settings;
use crate::wiring::bytes_of;

pub async fn run(settings: &Settings, what: &str) -> Result<()> {
    let got = bytes_of(settings, what).await?;
    let parsed =
        feeds::parse(&got.body, &Hint { content_type: got.content_type.as_deref(), base: got.address.as_deref() });
    if settings.json {
        return say_json(&as_json(&parsed));
    }
    print(&parsed);
    Ok(())
}

/// The contract that other programs rely on; see docs/reference/commands.md.
fn as_json(parsed: &Parsed) -> Value {
    let Feed { title, link, format, entries, .. } = &parsed.feed;
    json!({
        "title": title,
        "link": link,
        "format": format.word(),
        "items": entries.iter().map(item_json).collect::<Vec<_>>(),
        "faults": parsed.faults.iter().map(|fault| json!({ "where": fault.where_, "what": fault.what })).collect::<Vec<_>>(),
    })
}

fn item_json(entry: &Entry) -> Value {
    let html = entry.content.as_deref().or(entry.summary.as_deref()).unwrap_or("");
    let base = entry.link.as_deref().and_then(|link| url::Url::parse(link).ok());
    let clean = pages::clean(html, base.as_ref());
    json!({
        "id": entry.id,
        "title": entry.title,
        "link": entry.link,
        "author": author_of(entry),
        "published": entry.published.map(Time::rfc3339),
        "updated": entry.updated.map(Time::rfc3339),
        "html": clean.html,
        "text": clean.text,
        "enclosures": entry.enclosures.iter().map(|enclosure| json!({
            "url": enclosure.url,
            "type": enclosure.media_type,
            "length": enclosure.length,
        })).collect::<Vec<_>>(),
    })
}

fn author_of(entry: &Entry) -> Option<String> {
    let names: Vec<&str> = entry
        .authors
        .iter()
        .map(|author| if author.name.is_empty() { author.email.as_str() } else { &author.name })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn print(parsed: &Parsed) {
    let feed = &parsed.feed;
    say(&format!("{} ({})", if feed.title.is_empty() { "(no title)" } else { &feed.title }, feed.format.word()));
    for entry in &feed.entries {
        let when = entry.published.or(entry.updated).map_or_else(|| "no date".to_owned(), Time::rfc3339);
        say(&format!("  {when:<22} {}", if entry.title.is_empty() { "(no title)" } else { &entry.title }));
    }
    say(&format!("{} items", feed.entries.len()));
    for fault in &parsed.faults {
        say(&format!("  fault at {}: {}", fault.where_, fault.what));
    }
}
