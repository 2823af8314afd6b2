//! Compares what a library of another language wrote down about a feed (as JSON) with what `feeds` reads.
//!
//! The libraries use different names for the same things, so one table of names serves all. What they keep and
//! `feeds` does not (raw date strings, arbitrary extensions, their own made-up identifiers) is counted as left out,
//! never as holding. Policies that differ and are honoured: HTML is compared as text where it is not equal to the
//! letter, because they sanitise; a date may stand as published or as updated, because each library ranks them
//! otherwise; addresses may differ in their normal form; of several links any may come first. One library (rss-parser) moves tags
//! that stand unescaped in a description behind its text, so there the same letters in another order count as text.

use feeds::{Author, Entry, Feed};
use model::Time;
use serde_json::Value;

use super::tally::{self, Outcome, Tally};

pub struct Checker<'t> {
    pub tally: &'t mut Tally,
    pub file: String,
    /// The file itself, to tell an identifier that was given from one that the library made up.
    pub source: &'t [u8],
    /// Does the library keep text in order? One moves the tags of inline markup behind its text.
    pub keeps_order: bool,
}

/// The text of a value: a string, or an object that wraps one.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => ["content", "value", "body", "_", "uri", "url", "term", "text", "href"]
            .iter()
            .find_map(|key| object.get(*key).filter(|inner| !inner.is_null()))
            .and_then(text_of),
        _ => None,
    }
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        Value::Null => Vec::new(),
        other => vec![other],
    }
}

impl Checker<'_> {
    pub fn feed(&mut self, place: &str, expected: &Value, feed: &Feed) {
        let Some(object) = expected.as_object() else { return };
        for (key, value) in object {
            if value.is_null() || is_empty(value) {
                continue;
            }
            let what = format!("{place}.{key}");
            match key.as_str() {
                "title" => self.text(&what, value, &[&feed.title, &feed.title_html]),
                "description" | "subtitle" | "tagline" => {
                    self.text(&what, value, &[&feed.description, &feed.description_html])
                }
                "link" | "home_page_url" => {
                    let found: Vec<Option<&str>> =
                        feed.links.iter().map(|link| Some(link.as_str())).chain([feed.link.as_deref()]).collect();
                    self.link(&what, value, &found);
                }
                "links" => self.links(&what, value, feed),
                "feedLink" | "feedUrl" | "feed_url" => self.link(&what, value, &[feed.self_link.as_deref()]),
                "next_url" => self.link(&what, value, &[feed.next.as_deref()]),
                "id" => self.id(&what, value, feed.id.as_deref()),
                "updated"
                | "updatedParsed"
                | "lastBuildDateParsed"
                | "published"
                | "publishedParsed"
                | "pubDateParsed" => {
                    self.time(&what, value, &[feed.updated, feed.published]);
                }
                "author" | "authors" | "creator" => self.people(&what, value, &feed.authors, feed.publisher.as_ref()),
                "contributors" | "managingEditor" | "webMaster" | "publisher" => {
                    let all: Vec<Author> = [&feed.contributors[..], &feed.authors[..]].concat();
                    self.people(&what, value, &all, feed.publisher.as_ref());
                }
                "language" => self.language(&what, value, feed.language.as_deref()),
                "rights" | "copyright" => self.text(&what, value, &[feed.rights.as_deref().unwrap_or("")]),
                "generator" if text_of(value).is_some() => {
                    self.text(&what, value, &[feed.generator.as_deref().unwrap_or("")])
                }
                "ttl" => self.text(&what, value, &[&feed.ttl_minutes.map(|ttl| ttl.to_string()).unwrap_or_default()]),
                "categories" => self.categories(&what, value, &feed.categories),
                "image" | "logo" | "icon" | "favicon" => {
                    let found = [feed.picture.as_deref(), feed.icon.as_deref()];
                    self.picture(&what, value, &found);
                }
                "skipHours" => self.words(&what, value, &feed.skip_hours.iter().map(u8::to_string).collect::<Vec<_>>()),
                "skipDays" => self.words(&what, value, &feed.skip_days),
                "entries" | "items" => self.entries(value, feed),
                other => self.tally.leave_out(format!("feed: {other}")),
            }
        }
    }

    fn entries(&mut self, value: &Value, feed: &Feed) {
        let expected = list(value);
        let outcome = if expected.len() == feed.entries.len() { Outcome::Exact } else { Outcome::Missed };
        self.note("entries", outcome, &expected.len().to_string(), &feed.entries.len().to_string());
        for (index, (expected, entry)) in expected.iter().zip(&feed.entries).enumerate() {
            self.entry(&format!("entries[{index}]"), expected, entry);
        }
    }

    fn entry(&mut self, place: &str, expected: &Value, entry: &Entry) {
        let Some(object) = expected.as_object() else { return };
        let summary = entry.summary.as_deref().unwrap_or("");
        let content = entry.content.as_deref().unwrap_or("");
        for (key, value) in object {
            if value.is_null() || is_empty(value) {
                continue;
            }
            let what = format!("{place}.{key}");
            match key.as_str() {
                "title" => self.text(&what, value, &[&entry.title, &entry.title_html]),
                "description" | "summary" => self.text(&what, value, &[summary, content]),
                "content" | "content:encoded" | "content_html" | "contentSnippet" => match text_of(value) {
                    Some(_) => self.text(&what, value, &[content, summary]),
                    None => self.tally.leave_out("entry: content at another address"),
                },
                "content_text" if object.contains_key("content_html") => {
                    self.tally.leave_out("entry: content_text beside content_html")
                }
                "content_text" => self.text(&what, value, &[content]),
                "link" | "url" | "external_url" => {
                    let links: Vec<Option<&str>> = entry.links.iter().map(|link| Some(link.as_str())).collect();
                    self.link(&what, value, &links);
                }
                "links" => self.entry_links(&what, value, entry),
                "id" | "guid" => {
                    self.id(&what, value, entry.id.as_deref());
                    if let Some(permalink) = value.get("isPermalink").and_then(text_of) {
                        let ours = if entry.guid_is_permalink { "true" } else { "false" };
                        self.text(&format!("{what}.isPermalink"), &Value::String(permalink), &[ours]);
                    }
                }
                "published" | "publishedParsed" | "pubDateParsed" | "updated" | "updatedParsed" | "isoDate"
                | "date_published" | "date_modified" => {
                    self.time(&what, value, &[entry.published, entry.updated]);
                }
                "author" | "authors" | "creator" | "dc:creator" => {
                    self.people(&what, value, &entry.authors, entry.publisher.as_ref());
                }
                "contributors" => self.people(&what, value, &entry.contributors, None),
                "categories" | "tags" => self.categories(&what, value, &entry.categories),
                "enclosure" | "enclosures" | "attachments" => self.enclosures(&what, value, entry),
                "comments" => self.link(&what, value, &[entry.comments.as_deref()]),
                "language" => self.language(&what, value, entry.language.as_deref()),
                "rights" => self.text(&what, value, &[entry.rights.as_deref().unwrap_or("")]),
                "image" | "banner_image" | "mediaContent" => {
                    let found: Vec<Option<&str>> =
                        entry.pictures.iter().map(|picture| Some(picture.url.as_str())).collect();
                    let files = entry.enclosures.iter().map(|file| Some(file.url.as_str()));
                    let found: Vec<Option<&str>> = found.into_iter().chain(files).collect();
                    self.picture(&what, value, &found);
                }
                "media" => list(value).into_iter().for_each(|media| self.media(&what, media, entry)),
                "source" => match &entry.source {
                    Some(source) if value.is_object() => self.feed(&what, value, source),
                    Some(source) if value.as_str().is_some_and(|text| text.starts_with("http")) => {
                        self.link(&what, value, &[source.link.as_deref()])
                    }
                    _ => self.text(&what, value, &[entry.source_title.as_deref().unwrap_or("")]),
                },
                other => self.tally.leave_out(format!("entry: {other}")),
            }
        }
    }

    fn media(&mut self, what: &str, media: &Value, entry: &Entry) {
        let files: Vec<Option<&str>> = entry.enclosures.iter().map(|file| Some(file.url.as_str())).collect();
        let pictures = entry.pictures.iter().map(|picture| Some(picture.url.as_str()));
        let found: Vec<Option<&str>> = files.into_iter().chain(pictures).collect();
        for content in media.get("content").map(list).unwrap_or_default() {
            if let Some(url) = content.get("url").filter(|url| url.is_string()) {
                self.link(&format!("{what}.content.url"), url, &found);
            }
        }
        for thumbnail in media.get("thumbnails").map(list).unwrap_or_default() {
            if let Some(url) = thumbnail.pointer("/image/uri").filter(|url| url.is_string()) {
                self.link(&format!("{what}.thumbnail"), url, &found);
            }
        }
        let seconds = media.pointer("/duration/secs").or_else(|| media.pointer("/content/0/duration/secs"));
        if let Some(seconds) = seconds {
            let ours = entry.duration_seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
            self.text(&format!("{what}.duration"), seconds, &[&ours]);
        }
    }

    fn note(&mut self, what: &str, outcome: Outcome, expected: &str, got: &str) {
        self.tally.note(&self.file, what, outcome, expected, got);
    }

    fn text(&mut self, what: &str, value: &Value, forms: &[&str]) {
        let Some(expected) = text_of(value) else { return };
        let mut outcome = tally::text(&expected, forms);
        if outcome == Outcome::Missed && !self.keeps_order && tally::letters_in_any_order(&expected, forms) {
            outcome = Outcome::AsText;
        }
        self.note(what, outcome, &expected, &forms.join(" | "));
    }

    /// Letter case means nothing in a language tag.
    fn language(&mut self, what: &str, value: &Value, found: Option<&str>) {
        let lower = Value::String(text_of(value).unwrap_or_default().to_lowercase());
        self.text(what, &lower, &[&found.unwrap_or("").to_lowercase()]);
    }

    fn id(&mut self, what: &str, value: &Value, id: Option<&str>) {
        let Some(expected) = text_of(value) else { return };
        let is_hash = expected.len() > 24 && expected.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        let is_given = String::from_utf8_lossy(self.source).contains(&expected);
        if is_hash && !is_given {
            return self.tally.leave_out("an identifier that the library made up");
        }
        let found: Vec<&str> = id.into_iter().collect();
        self.note(what, tally::link(&expected, &found), &expected, &found.join(""));
    }

    fn link(&mut self, what: &str, value: &Value, found: &[Option<&str>]) {
        let Some(expected) = text_of(value) else { return };
        let found: Vec<&str> = found.iter().copied().flatten().collect();
        if !expected.starts_with("http") && found.is_empty() && expected.contains(':') {
            return self.tally.leave_out("a link that is not one of the web");
        }
        self.note(what, tally::link(&expected, &found), &expected, &found.join(" "));
    }

    fn picture(&mut self, what: &str, value: &Value, found: &[Option<&str>]) {
        let address = ["url", "uri", "href"].iter().find_map(|key| value.get(*key)).unwrap_or(value);
        if address.is_string() {
            self.link(what, address, found);
        } else {
            self.tally.leave_out("an image without an address");
        }
    }

    fn time(&mut self, what: &str, value: &Value, found: &[Option<Time>]) {
        let Some(expected) = value.as_str().and_then(Time::from_rfc3339) else {
            return self.tally.leave_out("a date as it was written");
        };
        let same = found.iter().flatten().any(|time| time.0 == expected.0);
        let got: Vec<String> = found.iter().flatten().map(|time| time.rfc3339()).collect();
        let outcome = if same { Outcome::Exact } else { Outcome::Missed };
        self.note(what, outcome, &expected.rfc3339(), &got.join(" "));
    }

    fn links(&mut self, what: &str, value: &Value, feed: &Feed) {
        for expected in list(value) {
            let relation = expected.get("rel").and_then(Value::as_str).unwrap_or("alternate");
            let found = match relation {
                "alternate" | "self" | "hub" | "next" | "prev" | "previous" => {
                    let one = [&feed.link, &feed.self_link, &feed.hub, &feed.next, &feed.previous]
                        .map(|link| link.as_deref());
                    feed.links.iter().map(|link| Some(link.as_str())).chain(one).collect::<Vec<_>>()
                }
                other => {
                    self.tally.leave_out(format!("feed: link with relation {other}"));
                    continue;
                }
            };
            self.link(what, expected, &found);
        }
    }

    fn entry_links(&mut self, what: &str, value: &Value, entry: &Entry) {
        let all: Vec<Option<&str>> = entry.links.iter().map(|link| Some(link.as_str())).collect();
        let files = entry.enclosures.iter().map(|file| Some(file.url.as_str()));
        let others = [entry.comments.as_deref(), entry.comments_feed.as_deref(), entry.in_reply_to.as_deref()];
        let all: Vec<Option<&str>> = all.into_iter().chain(files).chain(others).collect();
        for expected in list(value) {
            match expected.get("rel").and_then(Value::as_str).unwrap_or("alternate") {
                "alternate" | "enclosure" | "replies" => self.link(what, expected, &all),
                other => self.tally.leave_out(format!("entry: link with relation {other}")),
            }
        }
    }

    fn people(&mut self, what: &str, value: &Value, people: &[Author], publisher: Option<&Author>) {
        for expected in list(value) {
            let everybody = || people.iter().chain(publisher);
            let got = everybody().map(|a| format!("{} <{}> {}", a.name, a.email, a.uri)).collect::<Vec<_>>().join("; ");
            // feed-rs has the element's name as the name and its text as the address.
            let role = expected.get("name").and_then(Value::as_str);
            let of_role =
                role.filter(|role| ["author", "managingEditor", "webMaster"].contains(role)).and(expected.get("email"));
            if let Some(written) = expected.as_str().or_else(|| of_role.and_then(Value::as_str)) {
                // One string for all: every name and address that we read in it must stand in it, and none be lost.
                let mut rest = feeds::plain_text(written);
                let has = |part: &str| {
                    !part.is_empty() && (written.contains(part) || feeds::plain_text(written).contains(part))
                };
                for author in everybody().filter(|author| has(&author.name) || has(&author.email)) {
                    rest = rest.replacen(author.name.as_str(), "", 1);
                    if !author.email.is_empty() {
                        rest = rest.replace(author.email.as_str(), "");
                    }
                }
                let lost = rest.chars().filter(|letter| letter.is_alphanumeric()).count();
                let outcome = if lost == 0 { Outcome::Exact } else { Outcome::Missed };
                self.note(what, outcome, written, &got);
                continue;
            }
            let part = |keys: &[&str]| {
                keys.iter().find_map(|key| expected.get(*key).and_then(Value::as_str)).unwrap_or("").trim().to_owned()
            };
            let (name, email, uri) = (part(&["name"]), part(&["email"]), part(&["uri", "url"]));
            if name.is_empty() && email.is_empty() && uri.is_empty() {
                continue;
            }
            let fits = |author: &Author| {
                let whole = format!("{} {}", author.name, author.email);
                (author.name == name
                    || author.name.is_empty() && name == author.email
                    || name.contains(&author.name) && whole.contains(&email))
                    && (email.is_empty() || author.email == email)
                    && (uri.is_empty() || tally::link(&uri, &[&author.uri]) != Outcome::Missed)
            };
            let outcome = if everybody().any(fits) { Outcome::Exact } else { Outcome::Missed };
            self.note(what, outcome, &format!("{name} <{email}> {uri}"), &got);
        }
    }

    fn categories(&mut self, what: &str, value: &Value, found: &[String]) {
        for expected in list(value) {
            let names: Vec<String> = ["label", "term", "value", "_"]
                .iter()
                .filter_map(|key| expected.get(*key))
                .filter_map(text_of)
                .collect();
            let names = if names.is_empty() { text_of(expected).into_iter().collect() } else { names };
            let Some(name) = names.first() else { continue };
            let forms: Vec<&str> = found.iter().map(String::as_str).collect();
            let outcomes = names.iter().map(|name| {
                // A list written with commas counts when each part is there.
                let parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
                match tally::text(name, &forms) {
                    Outcome::Missed if name.contains(',') && parts.clone().all(|part| forms.contains(&part)) => {
                        Outcome::AsText
                    }
                    outcome => outcome,
                }
            });
            let outcome = outcomes.into_iter().find(|outcome| *outcome != Outcome::Missed).unwrap_or(Outcome::Missed);
            self.note(what, outcome, name, &found.join(" | "));
        }
    }

    fn words(&mut self, what: &str, value: &Value, found: &[String]) {
        for expected in list(value).into_iter().filter_map(text_of) {
            let same = found.iter().any(|word| word.eq_ignore_ascii_case(expected.trim()));
            let outcome = if same { Outcome::Exact } else { Outcome::Missed };
            self.note(what, outcome, &expected, &found.join(" "));
        }
    }

    fn enclosures(&mut self, what: &str, value: &Value, entry: &Entry) {
        for expected in list(value) {
            let Some(url) = expected.get("url") else {
                self.tally.leave_out("an enclosure without an address");
                continue;
            };
            let found: Vec<Option<&str>> = entry.enclosures.iter().map(|file| Some(file.url.as_str())).collect();
            self.link(what, url, &found);
            let Some(file) = entry.enclosures.iter().find(|file| Some(file.url.as_str()) == url.as_str()) else {
                continue;
            };
            if let Some(kind) = ["type", "mime_type"].iter().find_map(|key| expected.get(*key)) {
                self.text(&format!("{what}.type"), kind, &[&file.media_type]);
            }
            let length = ["length", "size_in_bytes"].iter().find_map(|key| expected.get(*key)).and_then(text_of);
            if let Some(length) = length.filter(|length| length.parse::<u64>().is_ok()) {
                let ours = file.length.map(|length| length.to_string()).unwrap_or_default();
                self.text(&format!("{what}.length"), &Value::String(length), &[&ours]);
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}
