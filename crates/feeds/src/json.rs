//! JSON Feed 1.0 and 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use model::Picture;

use crate::document::{Document, Faults};
use crate::entity::escape;
use crate::entry::{Draft, add_category, date_or_fault};
use crate::feed::{Author, Entry, Feed, Format};
use crate::json_value::{self, Value};
use crate::plain::{collapse, cut, looks_like_html, plain_text};
use crate::tree::MOST_ENTRIES;
use crate::{Hint, links, media, people, words};

const LONGEST_TEXT: usize = crate::document::LONGEST_TEXT;

pub fn read(text: &str, hint: &Hint, faults: Faults) -> (Feed, Faults) {
    let mut document = Document::new(text, hint.base, faults);
    let (value, broken) = json_value::read(text);
    if let Some(at) = broken {
        document.fault_at(at, || "is not JSON any more from here on; what came before was read".to_owned());
    }
    let version = value.text("version").unwrap_or("");
    let mut feed = Feed {
        format: match version {
            _ if !version.contains("jsonfeed.org") && value.list("items").is_empty() => Format::Unknown,
            _ if version.trim_end_matches('/').ends_with("1.1") => Format::Json11,
            _ => Format::Json10,
        },
        ..Feed::default()
    };
    if feed.format == Format::Unknown {
        document.fault("feed", "is JSON, but not a feed");
        return (feed, document.faults);
    }
    let address = |name: &str| value.text(name).and_then(|link| links::absolute(link, hint.base));
    (feed.title, feed.title_html, _) = title(&value);
    feed.link = address("home_page_url");
    feed.links.extend(feed.link.clone());
    feed.self_link = address("feed_url");
    feed.next = address("next_url");
    feed.picture = address("icon");
    feed.icon = address("favicon");
    feed.language = value.text("language").map(str::to_owned);
    feed.description = collapse(value.text("description").unwrap_or(""));
    feed.description_html = escape(value.text("description").unwrap_or("")).into_owned();
    feed.authors = authors(&value);
    feed.author = feed.authors.first().map(|author| author.name.clone()).filter(|name| !name.is_empty());
    let hub =
        value.list("hubs").iter().find(|hub| hub.text("type").is_none_or(|kind| kind.eq_ignore_ascii_case("websub")));
    feed.hub = hub.and_then(|hub| links::absolute(hub.text("url")?, hint.base));

    let items = value.list("items");
    if items.len() > MOST_ENTRIES {
        let left = items.len() - MOST_ENTRIES;
        document.fault("feed", format!("has {} entries; the last {left} were left out", items.len()));
    }
    let drafts = items.iter().filter(|item| matches!(item, Value::Object(_))).take(MOST_ENTRIES).enumerate();
    let drafts: Vec<Draft> = drafts.map(|(index, item)| entry(&mut document, item, index + 1)).collect();
    crate::finish(&mut feed, drafts, hint, &mut document.faults);
    (feed, document.faults)
}

fn entry(document: &mut Document, item: &Value, number: usize) -> Draft {
    let mut entry = Entry { id: item.text("id").map(|id| cut(id, 2_000).to_owned()), ..Entry::default() };
    let mut relative_link = None;
    for name in ["url", "external_url"] {
        let Some(link) = item.text(name) else { continue };
        match links::absolute(link, document.own_address) {
            Some(address) => entry.links.push(address),
            None if links::has_scheme(link) => {
                document.fault(&format!("entry {number}"), "has a link that is not one of the web; it was left out");
            }
            None => relative_link = Some(link.to_owned()),
        }
    }
    let of_id = entry.id.as_deref().filter(|id| id.starts_with("http")).and_then(|id| links::absolute(id, None));
    if entry.links.is_empty() && relative_link.is_none() {
        entry.links.extend(of_id);
    }
    entry.link = entry.links.first().cloned();
    let title = title(item);
    if title.2 {
        document.fault(&format!("entry {number}"), "has a title of more than 2,000 characters; it was cut");
    }
    (entry.title, entry.title_html) = (title.0, title.1);
    let html = item.text("content_html").map(|html| cut(html, LONGEST_TEXT).to_owned());
    let text = || item.text("content_text").map(|text| escape(cut(text, LONGEST_TEXT)).into_owned());
    entry.content = html.or_else(text);
    entry.summary = item.text("summary").map(|text| escape(cut(text, LONGEST_TEXT)).into_owned());
    entry.authors = authors(item);
    entry.language = item.text("language").map(str::to_owned);
    let place = || format!("entry {number}");
    entry.published = item.text("date_published").and_then(|text| date_or_fault(document, text, place));
    entry.updated = item.text("date_modified").and_then(|text| date_or_fault(document, text, place));
    for tag in item.list("tags") {
        if let Value::Text(tag) = tag {
            add_category(&mut entry.categories, tag);
        }
    }
    for name in ["image", "banner_image"] {
        if let Some(url) = item.text(name).and_then(|link| links::absolute(link, document.own_address)) {
            media::add_picture(&mut entry, Picture { url, ..Picture::default() });
        }
    }
    for file in item.list("attachments") {
        let Some(url) = file.text("url") else { continue };
        let length = file.text("size_in_bytes").and_then(|size| size.parse::<f64>().ok()).map(|size| size as u64);
        media::add_enclosure(document, 0, &mut entry, url, file.text("mime_type").unwrap_or(""), length);
        let seconds = file.text("duration_in_seconds").and_then(media::duration);
        entry.duration_seconds = entry.duration_seconds.or(seconds);
    }
    Draft { entry, relative_link }
}

/// Plain text by the specification, but many write `&amp;`.
fn title(value: &Value) -> (String, String, bool) {
    let text = value.text("title").unwrap_or("");
    words::title(text, looks_like_html(text))
}

/// `authors` of 1.1 and `author` of 1.0; some give both.
fn authors(value: &Value) -> Vec<Author> {
    let mut found = Vec::new();
    for author in value.list("authors").iter().chain(value.get("author")) {
        let author = match author {
            Value::Text(name) => people::from_text(name),
            object => {
                let name = plain_text(object.text("name").unwrap_or(""));
                let uri = object.text("url").and_then(|url| links::absolute(url, None)).unwrap_or_default();
                let author = Author { name, email: String::new(), uri };
                (author != Author::default()).then_some(author)
            }
        };
        people::add(&mut found, author);
    }
    found
}
