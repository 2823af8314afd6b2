//! Where things of the newsroom stand below the site, as addresses spell it. Also asked by who tells other servers of them.

use model::ItemId;
use store::Shelf;

use crate::{Error, Newsroom, Piece};

/// Endings under which a feed is there: RSS, Atom, JSON Feed.
pub const FEEDS: [&str; 3] = ["feed.xml", "feed.atom", "feed.json"];

/// The one address of an article: a number that never changes, and words that may.
pub fn article(item: ItemId, slug: &str) -> String {
    if slug.is_empty() { format!("/article/{item}") } else { format!("/article/{item}-{}", spelled(slug)) }
}

pub fn section(slug: &str) -> String {
    format!("/section/{}", spelled(slug))
}

pub fn tag(slug: &str) -> String {
    format!("/tag/{}", spelled(slug))
}

pub fn author(slug: &str) -> String {
    format!("/author/{}", spelled(slug))
}

/// The article that an address means, where it is one of ours. `base` is what ours begin with, without a slash at the end.
pub fn article_at(base: &str, address: &str) -> Option<ItemId> {
    let rest = address.strip_prefix(base).filter(|_| !base.is_empty())?.strip_prefix("/article/")?;
    let last = rest.split(['?', '#']).next()?;
    if last.contains('/') {
        return None;
    }
    last.split('-').next()?.parse().ok().filter(|id: &ItemId| id.0 > 0)
}

impl Piece {
    pub fn path(&self) -> String {
        article(self.item, &self.slug)
    }
}

impl Newsroom {
    /// The pages on which a manuscript stands or stood, the site itself first: each has its feeds.
    pub async fn shelves_of(&self, manuscript: model::ManuscriptId) -> Result<Vec<String>, Error> {
        let mut shelves = vec![String::new()];
        if let Some(row) = self.store().manuscript(manuscript).await?.filter(|row| !row.section.is_empty()) {
            shelves.push(section(&row.section));
        }
        shelves.extend(self.store().tags_of(manuscript).await?.iter().map(|(slug, _)| tag(slug)));
        shelves.extend(self.store().authors_of(manuscript).await?.iter().map(|each| author(&each.slug)));
        Ok(shelves)
    }

    /// What stands in feeds, the newest first, with what it shows.
    pub async fn pieces(&self, shelf: &Shelf, limit: u32) -> Result<Vec<Piece>, Error> {
        let mut pieces = Vec::new();
        for row in self.published(shelf, None, limit).await? {
            if let Some(item) = row.item {
                pieces.extend(self.piece(item).await?);
            }
        }
        Ok(pieces)
    }
}

/// Letters beyond ASCII as their bytes (RFC 3986, 2.1).
fn spelled(slug: &str) -> String {
    let mut path = String::with_capacity(slug.len());
    for byte in slug.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => path.push(char::from(byte)),
            _ => path.push_str(&format!("%{byte:02X}")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_spelled_in_ascii() {
        for (slug, want) in [
            ("the-bridge", "/article/7-the-bridge"),
            ("جسر", "/article/7-%D8%AC%D8%B3%D8%B1"),
            ("a/../b?c\"<", "/article/7-a%2F..%2Fb%3Fc%22%3C"),
            ("", "/article/7"),
        ] {
            assert_eq!(article(ItemId(7), slug), want);
        }
    }

    #[test]
    fn only_addresses_of_our_articles_are_ours() {
        let base = "https://news.example";
        for (address, id) in [
            ("https://news.example/article/7-the-bridge", Some(7)),
            ("https://news.example/article/7?utm=x#y", Some(7)),
            ("https://news.example.evil.example/article/7", None),
            ("https://news.example@evil.example/article/7", None),
            ("https://evil.example/article/7", None),
            ("http://news.example/article/7", None),
            ("https://news.example/article/7/card.jpg", None),
            ("https://news.example/article/-7", None),
            ("https://news.example/article/x", None),
            ("https://news.example/story/7", None),
            ("/article/7", None),
            ("", None),
        ] {
            assert_eq!(article_at(base, address), id.map(ItemId), "{address}");
        }
        assert_eq!(article_at("", "/article/7"), None);
    }
}
