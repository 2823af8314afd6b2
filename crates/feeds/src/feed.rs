//! What a feed says, in the words of Caulbart.

use model::{Enclosure, Picture, Time};

/// In which format it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    Rss090,
    Rss091,
    Rss092,
    Rss093,
    Rss094,
    Rss10,
    Rss11,
    Rss20,
    /// RSS that does not say which.
    Rss,
    Atom03,
    Atom10,
    Json10,
    Json11,
    Cdf,
    Sitemap,
    #[default]
    Unknown,
}

impl Format {
    pub fn word(self) -> &'static str {
        match self {
            Format::Rss090 => "rss 0.90",
            Format::Rss091 => "rss 0.91",
            Format::Rss092 => "rss 0.92",
            Format::Rss093 => "rss 0.93",
            Format::Rss094 => "rss 0.94",
            Format::Rss10 => "rss 1.0",
            Format::Rss11 => "rss 1.1",
            Format::Rss20 => "rss 2.0",
            Format::Rss => "rss",
            Format::Atom03 => "atom 0.3",
            Format::Atom10 => "atom 1.0",
            Format::Json10 => "json feed 1.0",
            Format::Json11 => "json feed 1.1",
            Format::Cdf => "cdf",
            Format::Sitemap => "news sitemap",
            Format::Unknown => "unknown",
        }
    }

    pub fn is_atom(self) -> bool {
        matches!(self, Format::Atom03 | Format::Atom10)
    }
}

/// Somebody who wrote or helped; at least one of the three is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    pub name: String,
    pub email: String,
    pub uri: String,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feed {
    pub format: Format,
    /// Plain text.
    pub title: String,
    /// The same as HTML, as it came.
    pub title_html: String,
    /// The site that it belongs to, absolute.
    pub link: Option<String>,
    /// Every address given for it, `link` first.
    pub links: Vec<String>,
    /// Its identifier, as given.
    pub id: Option<String>,
    /// Plain text.
    pub description: String,
    pub description_html: String,
    /// What Atom 0.3 called `info`, as HTML.
    pub info: Option<String>,
    /// Tag as given.
    pub language: Option<String>,
    /// The first of `authors`, by name if it has one.
    pub author: Option<String>,
    pub authors: Vec<Author>,
    pub contributors: Vec<Author>,
    pub publisher: Option<Author>,
    /// Absolute address of its picture or logo.
    pub picture: Option<String>,
    pub icon: Option<String>,
    /// When it last changed, and when it says it was published.
    pub updated: Option<Time>,
    pub published: Option<Time>,
    /// WebSub: where to subscribe, and under which address.
    pub hub: Option<String>,
    pub self_link: Option<String>,
    /// How long an answer stays fresh, from `ttl` or the syndication module.
    pub ttl_minutes: Option<u32>,
    /// Hours of the day in UTC, 0 to 23, in which it need not be asked.
    pub skip_hours: Vec<u8>,
    /// Days in which it need not be asked: English names, lower case.
    pub skip_days: Vec<String>,
    /// Pages of a paged feed.
    pub next: Option<String>,
    pub previous: Option<String>,
    /// Plain or HTML text.
    pub rights: Option<String>,
    pub generator: Option<String>,
    pub categories: Vec<String>,
    /// What it says of all its entries that do not say it themselves: are they for adults?
    pub explicit: Option<bool>,
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// The guid as given; `None` when there was none.
    pub id: Option<String>,
    pub guid_is_permalink: bool,
    /// Plain text, decoded once, at most 2,000 characters.
    pub title: String,
    pub title_html: String,
    /// Where it stands on the web: absolute, http or https.
    pub link: Option<String>,
    /// Every `alternate` link, `link` first.
    pub links: Vec<String>,
    /// The page of its comments.
    pub comments: Option<String>,
    /// The feed of its comments.
    pub comments_feed: Option<String>,
    /// What it answers (`thr:in-reply-to`).
    pub in_reply_to: Option<String>,
    pub authors: Vec<Author>,
    pub contributors: Vec<Author>,
    pub publisher: Option<Author>,
    pub published: Option<Time>,
    pub updated: Option<Time>,
    pub created: Option<Time>,
    /// HTML, not sanitised. Relative links in it hang on `base`, except under `xml:base`, where they are absolute.
    pub summary: Option<String>,
    pub content: Option<String>,
    /// Where relative links in the HTML hang: `xml:base`, else the entry's page, else the site.
    pub base: Option<String>,
    pub categories: Vec<String>,
    /// Tag as given, the feed's unless the entry has its own.
    pub language: Option<String>,
    pub enclosures: Vec<Enclosure>,
    pub pictures: Vec<Picture>,
    pub duration_seconds: Option<u32>,
    pub season: Option<u32>,
    pub episode: Option<u32>,
    pub explicit: Option<bool>,
    pub rights: Option<String>,
    pub licence: Option<String>,
    /// The feed that it was taken from.
    pub source_title: Option<String>,
    pub source: Option<Box<Feed>>,
}
