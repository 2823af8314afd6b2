//! Where a page's feeds are.

use std::collections::HashSet;

use url::Url;

use crate::cleaning::link_address;
use crate::dom::{self, NodeId, Page, Tag};

/// A feed that a page names, or may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLink {
    pub address: String,
    /// What the page calls it; empty when it does not say.
    pub title: String,
    /// MIME type as the page says; empty for guesses.
    pub media_type: String,
    /// Nothing on the page says so: it is only where such feeds often are.
    pub guessed: bool,
}

/// Feeds that the page names, best first, and then places where a site's feed often is.
pub fn feeds_of(bytes: &[u8], base: Option<&Url>) -> Vec<FeedLink> {
    let text = crate::decode(bytes, None);
    let page = dom::parse(&text);
    let base = base_of(&page, base);
    let base = base.as_ref();
    let mut found = Found::default();
    for (id, node) in page.nodes.iter().enumerate() {
        if node.tag == Tag::Link {
            found.declared(&page, id, base);
        }
    }
    for (id, node) in page.nodes.iter().enumerate() {
        if node.tag == Tag::A {
            found.linked(&page, id, base);
        }
    }
    found.guesses(base);
    // Feeds of comments come last among those named.
    found.links.sort_by_key(|link| (link.guessed, is_of_comments(link)));
    found.links
}

/// The address that relative links of the page start from: its own word (`<base>`), else where it was found.
pub(crate) fn base_of(page: &Page, found_at: Option<&Url>) -> Option<Url> {
    let declared = page.first(Tag::Base).and_then(|id| page.attribute(id, "href"));
    let declared = declared.and_then(|href| match found_at {
        Some(found_at) => found_at.join(href.trim()).ok(),
        None => Url::parse(href.trim()).ok(),
    });
    declared.filter(|url| matches!(url.scheme(), "http" | "https")).or_else(|| found_at.cloned())
}

const MEDIA_TYPES: &[&str] = &[
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/x-rss+xml",
    "text/rss+xml",
    "text/rss",
    "application/rss",
    "application/atom",
    "application/x.atom+xml",
    "application/x-atom+xml",
];

/// Where well-known programs put their feeds.
const PLACES: &[&str] = &["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json"];

const MOST_LINKS: usize = 40;

#[derive(Default)]
struct Found {
    links: Vec<FeedLink>,
    known: HashSet<String>,
}

impl Found {
    fn declared(&mut self, page: &Page, id: NodeId, base: Option<&Url>) {
        let rel = page.attribute(id, "rel").unwrap_or_default().to_ascii_lowercase();
        let says = |word: &str| rel.split_ascii_whitespace().any(|one| one == word);
        let media_type = page.attribute(id, "type").unwrap_or_default().to_ascii_lowercase();
        let media_type = media_type.split(';').next().unwrap_or("").trim().to_owned();
        let is_typed = MEDIA_TYPES.contains(&media_type.as_str());
        let is_generic = matches!(media_type.as_str(), "application/json" | "text/xml" | "application/xml");
        let href = page.attribute(id, "href").unwrap_or_default();
        if says("stylesheet")
            || !(says("feed") || says("alternate") && (is_typed || is_generic && looks_like_feed(&href)))
        {
            return;
        }
        let title = page.attribute(id, "title").map(|title| dom::one_line(&title)).unwrap_or_default();
        self.add(&href, base, title, media_type, false);
    }

    fn linked(&mut self, page: &Page, id: NodeId, base: Option<&Url>) {
        let Some(href) = page.attribute(id, "href") else { return };
        let media_type = page.attribute(id, "type").unwrap_or_default().to_ascii_lowercase();
        let is_typed = MEDIA_TYPES.contains(&media_type.as_str());
        if is_typed || looks_like_feed(&href) {
            let title = page.line(id);
            let media_type = if is_typed { media_type } else { String::new() };
            self.add(&href, base, title, media_type, false);
        }
    }

    fn guesses(&mut self, base: Option<&Url>) {
        for place in PLACES {
            self.add(place, base, String::new(), String::new(), true);
        }
    }

    fn add(&mut self, href: &str, base: Option<&Url>, title: String, media_type: String, guessed: bool) {
        let href = href
            .trim()
            .strip_prefix("feed://")
            .map_or_else(|| href.trim().to_owned(), |rest| format!("https://{rest}"));
        let href = href.strip_prefix("feed:").map(str::to_owned).unwrap_or(href);
        let Some(mut address) = link_address(&href, base).and_then(|link| Url::parse(&link).ok()) else { return };
        address.set_fragment(None);
        if !matches!(address.scheme(), "http" | "https") || self.links.len() >= MOST_LINKS {
            return;
        }
        if self.known.insert(address.as_str().trim_end_matches('/').to_owned()) {
            let title: String = title.chars().take(200).collect();
            self.links.push(FeedLink { address: address.into(), title, media_type, guessed });
        }
    }
}

fn looks_like_feed(href: &str) -> bool {
    let href = href.trim().to_ascii_lowercase();
    if href.starts_with("feed:") {
        return true;
    }
    let bare = href.split('#').next().unwrap_or("");
    let (path, query) = bare.split_once('?').unwrap_or((bare, ""));
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let named = matches!(
        last,
        "feed"
            | "feeds"
            | "rss"
            | "atom"
            | "rss2"
            | "rdf"
            | "feed.xml"
            | "rss.xml"
            | "atom.xml"
            | "index.rdf"
            | "feed.json"
            | "rss.php"
            | "index.rss"
    );
    named
        || [".rss", ".atom", ".rdf"].iter().any(|end| last.ends_with(end))
        || (last.ends_with(".xml") && (last.contains("rss") || last.contains("feed") || last.contains("atom")))
        || path.contains("feeds.feedburner.com/")
        || query.split('&').any(|pair| {
            matches!(pair, "feed=rss2" | "feed=rss" | "feed=atom" | "format=feed" | "format=rss" | "type=rss")
        })
}

fn is_of_comments(link: &FeedLink) -> bool {
    let title = link.title.to_lowercase();
    link.address.contains("/comments/")
        || ["comment", "kommentar", "comentario", "commentaire"].iter().any(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::feeds_of;

    #[test]
    fn named_feeds_come_before_guesses_and_comments_last() {
        let page = br#"<base href="/blog/">
            <link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
            <link rel="alternate" type="application/rss+xml; charset=utf-8" title="Town &amp; country" href="feed">
            <link rel="ALTERNATE" type="application/json" href="/feed.json">
            <link rel="alternate" type="application/json" href="/wp-json/x">
            <link rel="stylesheet" href="rss">
            <a href="https://feeds.feedburner.com/town">By mail</a> <a href="/sport.rss">Sport</a> <a href="/about">About</a>"#;
        let base = Url::parse("https://town.example/").ok();
        let found = feeds_of(page, base.as_ref());
        let named: Vec<(&str, &str)> = found
            .iter()
            .filter(|link| !link.guessed)
            .map(|link| (link.address.as_str(), link.title.as_str()))
            .collect();
        assert_eq!(
            named,
            [
                ("https://town.example/blog/feed", "Town & country"),
                ("https://town.example/feed.json", ""),
                ("https://feeds.feedburner.com/town", "By mail"),
                ("https://town.example/sport.rss", "Sport"),
                ("https://town.example/blog/comments/feed", "Comments"),
            ]
        );
        assert!(found.iter().any(|link| link.guessed && link.address == "https://town.example/feed"));
        assert_eq!(found.iter().filter(|link| link.address.ends_with("/feed.json")).count(), 1);
    }

    #[test]
    fn a_page_without_address_offers_what_is_absolute() {
        assert_eq!(feeds_of(b"<a href=/feed>x</a>", None), []);
        assert_eq!(feeds_of(b"<a href=feed://a.example/x>x</a>", None).len(), 1);
    }
}
