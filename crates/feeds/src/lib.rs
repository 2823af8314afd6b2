//! **What does this feed say?**
//!
//! RSS, Atom, JSON Feed, CDF, news sitemaps and OPML, as they are found and not as they should be. [`parse`] never
//! fails: it gives what could be read and lists what could not. No I/O, no clock. Everything that a stranger can make
//! large has a cap: bytes, depth, entries, texts, entities.
//!
//! In reading order: bytes become text (`decode`), text becomes tags (`token`) and small trees (`tree`), trees become
//! a [`Feed`] (`channel`, `entry`, with `words`, `people`, `media`, `date`, `links`); `json` and [`opml`] stand beside.

mod channel;
mod date;
mod date_names;
mod date_written;
mod decode;
mod document;
mod entity;
mod entry;
mod entry_extensions;
mod feed;
mod json;
mod json_value;
mod links;
mod media;
mod name;
pub mod opml;
mod people;
mod plain;
mod token;
mod tree;
mod words;

use std::borrow::Cow;

pub use date::read as read_date;
pub use feed::{Author, Entry, Feed, Format};
pub use links::absolute as absolute_link;
pub use plain::plain_text;

use document::{Document, Faults};
use entry::Draft;

/// Bytes of a feed, decoded; what lies beyond is left out.
pub const MOST_BYTES: usize = 10_000_000;

/// What is known about the bytes besides them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint<'a> {
    /// The `Content-Type` header's value.
    pub content_type: Option<&'a str>,
    /// The address that the feed was read from (or its `Content-Location`): relative links hang on it.
    pub base: Option<&'a str>,
}

/// What was read, and what was wrong with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    pub feed: Feed,
    pub faults: Vec<Fault>,
    /// Name of the character encoding that was used, lower case.
    pub encoding: String,
}

/// Something that could not be read, or had to be read around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `entry 31`, `line 12` or `feed`.
    pub where_: String,
    /// Continues the sentence that `where_` begins: `has a date that cannot be read: soon`.
    pub what: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.where_, self.what)
    }
}

/// Reads a feed of any known format.
pub fn parse(bytes: &[u8], hint: &Hint) -> Parsed {
    parse_at_most(bytes, hint, MOST_BYTES)
}

/// As [`parse`], with a cap on bytes of the caller's choice.
pub fn parse_at_most(bytes: &[u8], hint: &Hint, most_bytes: usize) -> Parsed {
    let mut faults = Faults::default();
    let room = bytes.get(..most_bytes).unwrap_or(bytes);
    if room.len() < bytes.len() {
        faults.add(|| ("feed".to_owned(), format!("is larger than {most_bytes} bytes; the rest was left out")));
    }
    let decoded = decode::decode(room, hint.content_type);
    if let Some(what) = decoded.fault {
        faults.add(|| ("feed".to_owned(), what));
    }
    let text = unix_lines(plain::cut(&decoded.text, most_bytes));
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    let (feed, faults) =
        if start.starts_with('{') { json::read(start, hint, faults) } else { markup(&text, hint, faults) };
    Parsed { feed, faults: faults.finish(), encoding: decoded.encoding }
}

/// Might these bytes be a feed? A cheap look at how they begin, for choosing between many addresses.
pub fn is_feed(bytes: &[u8]) -> bool {
    let head = decode::decode(&bytes[..bytes.len().min(4_096)], None).text.to_ascii_lowercase();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with('{') {
        return start.contains("jsonfeed.org/version");
    }
    if ["<!doctype html", "<html"].iter().any(|page| head.contains(page)) {
        return false;
    }
    ["<rss", "<feed", "<rdf:rdf", ":rss", ":feed", "<channel", "sitemap-news", "<atom:"]
        .iter()
        .any(|word| head.contains(word))
        && start.starts_with('<')
}

fn markup(text: &str, hint: &Hint, faults: Faults) -> (Feed, Faults) {
    let mut document = Document::new(text, hint.base, faults);
    let mut drafts: Vec<Draft> = Vec::new();
    let tree = tree::walk(&mut document, |document, tree| {
        let number = drafts.len() + 1;
        drafts.push(entry::read(document, tree, number));
    });
    let frame = tree.frames().last();
    let mut feed = match frame {
        Some(frame) => channel::read(&mut document, &tree, tree.top(), &tree.node(frame).clone()),
        None => Feed::default(),
    };
    feed.format = channel::format(&document, &tree);
    if feed.format == Format::Unknown && drafts.is_empty() {
        feed = Feed::default();
        let what =
            if is_page(text) { "is a web page, not a feed" } else { "is not a feed, or nothing of it can be read" };
        document.fault("feed", what);
    }
    finish(&mut feed, drafts, hint, &mut document.faults);
    (feed, document.faults)
}

/// Completes what an entry could not know: the site's address, the feed's language and authors.
fn finish(feed: &mut Feed, drafts: Vec<Draft>, hint: &Hint, faults: &mut Faults) {
    let site = feed.link.clone().or_else(|| hint.base.map(str::to_owned));
    for (index, Draft { mut entry, relative_link }) in drafts.into_iter().enumerate() {
        if let Some(link) = relative_link {
            match links::absolute(&link, site.as_deref()) {
                Some(address) => {
                    entry.links.push(address);
                    entry.link = entry.links.first().cloned();
                }
                None => faults.add(|| {
                    let place = format!("entry {}", index + 1);
                    (place, format!("has a link that leads nowhere ({}); it was left out", plain::cut(&link, 60)))
                }),
            }
        }
        if entry.base.is_none() {
            entry.base = entry.link.clone().or_else(|| site.clone());
        }
        // Atom and JSON Feed say that an entry without authors has the feed's; RSS's editor wrote nothing.
        if entry.authors.is_empty()
            && matches!(feed.format, Format::Atom03 | Format::Atom10 | Format::Json10 | Format::Json11)
        {
            let from_elsewhere =
                entry.source.as_ref().map(|source| &source.authors).filter(|authors| !authors.is_empty());
            entry.authors.clone_from(from_elsewhere.unwrap_or(&feed.authors));
        }
        if entry.language.is_none() {
            entry.language.clone_from(&feed.language);
        }
        feed.entries.push(entry);
    }
}

fn is_page(text: &str) -> bool {
    let head = plain::cut(text, 2_000).to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html")
}

/// Line ends as XML reads them.
fn unix_lines(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    Cow::Owned(out)
}
