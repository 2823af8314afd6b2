//! What machines elsewhere read of what was written here: feeds, maps of the site, and what an article's page says about
//! itself. Writers only: each takes an [`Outgoing`] and knows neither the store nor the request.

mod atom;
mod head;
mod json_feed;
mod kept;
mod linked;
pub mod oembed;
mod robots;
mod rss;
mod sitemap;
mod xml;

pub use atom::atom;
pub use head::{head_of_article, head_of_shelf};
pub use json_feed::json_feed;
pub use kept::{Doc, FROM_ANYWHERE, Kept, http_date};
pub use robots::{CRAWLERS, CrawlerRule, robots};
pub use rss::rss;
pub use sitemap::{Place, index, news, urls};

use model::{Language, Time};

/// An article as others get it: every address absolute.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outgoing {
    /// `urn:uuid:…`, the same for as long as the edition keeps the article, wherever it is served from.
    pub id: String,
    pub address: String,
    pub title: String,
    pub standfirst: String,
    /// Of the sanitiser, with absolute addresses of this edition's pictures; what was told since stands before it, what
    /// was corrected after it.
    pub html: String,
    pub authors: Vec<Named>,
    pub section: Option<Named>,
    pub tags: Vec<Named>,
    pub language: Language,
    pub published: Time,
    /// When readers last saw it change; never before `published`.
    pub changed: Time,
    pub picture: Option<Shown>,
    pub film: Option<Film>,
    /// Not to be shown before somebody asked: then neither picture nor film is told.
    pub adults: bool,
    /// The headline over the picture, 1200 × 630 pixels, JPEG.
    pub card: String,
    pub words: u32,
    /// Oldest first.
    pub corrections: Vec<(Time, String)>,
    /// The latest first, as plain text.
    pub updates: Vec<(Time, String)>,
    pub running: bool,
}

/// A name and where more stands about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    pub name: String,
    pub address: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    pub address: String,
    pub media_type: &'static str,
    /// Pixels.
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub caption: String,
    pub credit: String,
}

/// A clip, as a file that everything plays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Film {
    pub address: String,
    pub media_type: String,
    pub bytes: u64,
    pub duration_ms: u32,
    /// Pixels.
    pub width: u32,
    pub height: u32,
}

impl Film {
    /// Whole, and at least one.
    pub fn seconds(&self) -> u32 {
        (self.duration_ms.saturating_add(500) / 1_000).max(1)
    }
}

/// Who publishes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct House {
    /// What absolute addresses begin with, without a slash at the end.
    pub base: String,
    pub name: String,
    pub about: String,
    /// A square of 512 pixels, PNG.
    pub logo: String,
    /// May others say that they link to an article (Webmention)?
    pub takes_mentions: bool,
    /// Of WebSub; told in every feed.
    pub hub: Option<String>,
}

/// A feed before it is written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Channel {
    pub house: House,
    pub id: String,
    pub title: String,
    /// Below the site, where the page of the same things stands; empty for the whole site.
    pub path: String,
    /// Of all entries, where they have the same.
    pub language: Language,
    pub changed: Time,
    /// Newest first.
    pub entries: Vec<Outgoing>,
}

impl Channel {
    pub fn page(&self) -> String {
        format!("{}{}", self.house.base, if self.path.is_empty() { "/" } else { &self.path })
    }

    /// `name` is one of [`newsroom::addresses::FEEDS`].
    pub fn feed(&self, name: &str) -> String {
        format!("{}{}/{name}", self.house.base, self.path)
    }
}

/// Which feed is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Rss,
    Atom,
    Json,
}

impl Format {
    pub const ALL: [Format; 3] = [Format::Rss, Format::Atom, Format::Json];

    /// The end of its address.
    pub fn name(self) -> &'static str {
        newsroom::addresses::FEEDS[self as usize]
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Format::Rss => "application/rss+xml; charset=utf-8",
            Format::Atom => "application/atom+xml; charset=utf-8",
            Format::Json => "application/feed+json; charset=utf-8",
        }
    }

    pub fn write(self, channel: &Channel) -> String {
        match self {
            Format::Rss => rss(channel),
            Format::Atom => atom(channel),
            Format::Json => json_feed(channel),
        }
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
