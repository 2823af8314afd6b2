//! What does the feed say about itself?

use crate::document::Document;
use crate::entry::{add_category, date_or_fault, yes_or_no};
use crate::feed::{Feed, Format};
use crate::links;
use crate::media;
use crate::name::{Name, Space};
use crate::people;
use crate::tree::{Node, Tree};
use crate::words::Words;

/// Reads the elements at `nodes`, which describe a feed; `frame` is the element around them.
pub fn read<'a>(document: &mut Document<'a>, tree: &Tree<'a>, nodes: Vec<usize>, frame: &Node<'a>) -> Feed {
    let mut feed = Feed { language: document.language(frame.language), ..Feed::default() };
    let mut reading = Reading { document, tree, feed: &mut feed, other: Other::default() };
    if let Some(href) = reading.document.attribute(frame, "href") {
        let address = reading.address(frame, &href);
        reading.feed.links.extend(address);
    }
    if let Some(date) = frame.raw_attribute("lastmod") {
        reading.feed.updated = date_or_fault(reading.document, date, || "feed".to_owned());
    }
    reading.other.id = frame.raw_attribute("about").map(str::to_owned);
    for at in nodes {
        let node = *tree.node(at);
        match node.space {
            Space::Rss | Space::Atom | Space::Rdf => reading.core(at, &node),
            Space::Dublin => reading.dublin(&node),
            Space::Itunes | Space::Podcast => reading.podcast(at, &node),
            Space::Media => reading.media(&node),
            Space::Syndication => reading.syndication(&node),
            _ => {}
        }
    }
    reading.finish();
    feed
}

/// Values that are used only when nothing better comes.
#[derive(Default)]
struct Other {
    title: Option<(String, String)>,
    description: Option<(String, String)>,
    picture: Option<String>,
    owner: Option<crate::Author>,
    authors: Vec<crate::Author>,
    link: Option<String>,
    id: Option<String>,
    period_minutes: Option<u32>,
    frequency: Option<u32>,
}

struct Reading<'d, 'a> {
    document: &'d mut Document<'a>,
    tree: &'d Tree<'a>,
    feed: &'d mut Feed,
    other: Other,
}

impl<'a> Reading<'_, 'a> {
    fn core(&mut self, at: usize, node: &Node<'a>) {
        let document = &mut *self.document;
        let feed = &mut *self.feed;
        match node.name {
            Name::Title if feed.title.is_empty() => {
                (feed.title, feed.title_html, _) = Words::of(document, node).title()
            }
            Name::Link | Name::Uri => self.link(node),
            Name::Description | Name::Tagline | Name::Subtitle | Name::Abstract if feed.description.is_empty() => {
                (feed.description, feed.description_html) = description(document, node);
            }
            Name::Info => feed.info = Some(Words::of(document, node).html()),
            Name::Id | Name::Guid => feed.id = document.some_text(node),
            Name::Author => people::add(&mut feed.authors, people::person(document, self.tree, at)),
            Name::ManagingEditor => people::add(&mut self.other.authors, people::from_text(&document.text(node))),
            Name::Webmaster if feed.publisher.is_none() => feed.publisher = people::from_text(&document.text(node)),
            Name::Contributor => people::add(&mut feed.contributors, people::person(document, self.tree, at)),
            Name::Copyright | Name::Rights => {
                feed.rights = Some(Words::of(document, node).html()).filter(|text| !text.is_empty());
            }
            Name::Language => feed.language = tag(document, node).or(feed.language.take()),
            Name::Updated | Name::Modified | Name::LastBuildDate | Name::LastMod => {
                feed.updated = date(document, node).or(feed.updated);
            }
            Name::Pubdate | Name::Published | Name::Issued | Name::Created => {
                feed.published = date(document, node).or(feed.published);
            }
            Name::Generator => {
                let address =
                    || ["uri", "url", "resource", "agent"].iter().find_map(|name| document.attribute(node, name));
                feed.generator = document.some_text(node).or_else(|| address().map(|text| text.into_owned()));
            }
            Name::Category => {
                let text = ["label", "term"].iter().find_map(|name| document.attribute(node, name));
                add_category(&mut feed.categories, &text.unwrap_or_else(|| document.text(node)));
            }
            Name::Image => self.image(at, node),
            Name::Logo => self.feed.picture = self.address(node, &self.document.text(node)),
            Name::Icon => self.feed.icon = self.address(node, &self.document.text(node)),
            Name::Ttl => feed.ttl_minutes = document.text(node).parse().ok(),
            Name::SkipHours | Name::SkipDays => self.skip(at),
            Name::Cloud => {}
            _ => {}
        }
    }

    fn dublin(&mut self, node: &Node<'a>) {
        let document = &mut *self.document;
        let feed = &mut *self.feed;
        match node.name {
            Name::Title => {
                let (plain, html, _) = Words::of(document, node).title();
                self.other.title = Some((plain, html));
            }
            Name::Description => self.other.description = Some(description(document, node)),
            Name::Creator | Name::Author => people::add(&mut feed.authors, people::from_text(&document.text(node))),
            Name::Contributor => people::add(&mut feed.contributors, people::from_text(&document.text(node))),
            Name::Publisher => feed.publisher = people::from_text(&document.text(node)),
            Name::Rights if feed.rights.is_none() => feed.rights = Some(Words::of(document, node).html()),
            Name::Language => feed.language = tag(document, node),
            Name::Date | Name::Modified => feed.updated = feed.updated.or(date(document, node)),
            Name::Issued | Name::Created => feed.published = feed.published.or(date(document, node)),
            Name::Subject => add_category(&mut feed.categories, &document.text(node)),
            _ => {}
        }
    }

    fn podcast(&mut self, at: usize, node: &Node<'a>) {
        match node.name {
            Name::Title => {
                let (plain, html, _) = Words::of(self.document, node).title();
                self.other.title.get_or_insert((plain, html));
            }
            Name::Subtitle | Name::Summary => {
                let words = description(self.document, node);
                if self.other.description.as_ref().is_none_or(|known| known.0.len() < words.0.len()) {
                    self.other.description = Some(words);
                }
            }
            Name::Link if self.document.attribute(node, "rel").is_some_and(|relation| relation == "image") => {
                let href = self.document.attribute(node, "href");
                self.other.picture = self.other.picture.take().or(href.and_then(|href| self.address(node, &href)));
            }
            Name::Author => people::add(&mut self.feed.authors, people::from_text(&self.document.text(node))),
            Name::Owner => self.other.owner = people::person(self.document, self.tree, at),
            Name::Image => {
                let href = self.document.attribute(node, "href").or_else(|| self.document.attribute(node, "url"));
                self.other.picture = href.and_then(|href| self.address(node, &href)).or(self.other.picture.take());
            }
            Name::Category => {
                let mut waiting = vec![at];
                while let Some(at) = waiting.pop() {
                    let inside = self.tree.node(at);
                    if let Some(text) = self.document.attribute(inside, "text") {
                        add_category(&mut self.feed.categories, &text);
                    }
                    waiting.extend(self.tree.inside(at));
                }
            }
            Name::Explicit => self.feed.explicit = yes_or_no(&self.document.text(node)).or(self.feed.explicit),
            Name::Keywords => {
                for keyword in self.document.text(node).split(',') {
                    add_category(&mut self.feed.categories, keyword);
                }
            }
            _ => {}
        }
    }

    fn media(&mut self, node: &Node<'a>) {
        if matches!(node.name, Name::Thumbnail | Name::Content) && self.other.picture.is_none() {
            let url = self.document.attribute(node, "url");
            self.other.picture = url.and_then(|url| self.address(node, &url));
        }
        self.feed.explicit = media::explicit(self.document, node).or(self.feed.explicit);
    }

    fn syndication(&mut self, node: &Node<'a>) {
        let text = self.document.text(node).to_ascii_lowercase();
        match node.name {
            Name::UpdatePeriod => {
                self.other.period_minutes = match text.as_str() {
                    "hourly" => Some(60),
                    "daily" => Some(24 * 60),
                    "weekly" => Some(7 * 24 * 60),
                    "monthly" => Some(30 * 24 * 60),
                    "yearly" => Some(365 * 24 * 60),
                    _ => None,
                };
            }
            Name::UpdateFrequency => self.other.frequency = text.parse().ok().filter(|times| *times > 0),
            _ => {}
        }
    }

    fn link(&mut self, node: &Node<'a>) {
        let Some(href) = self.document.attribute(node, "href") else {
            let text = self.document.text(node);
            let mut address = self.address(node, &text);
            // `href=""` is the base itself.
            if node.raw_attribute("href").is_some() {
                let base = self.document.base(node.base).map(str::to_owned);
                if node.raw_attribute("rel").is_some_and(|relation| relation == "self") {
                    self.feed.self_link = self.feed.self_link.take().or(base);
                    return;
                }
                address = base;
            }
            self.feed.links.extend(address);
            return;
        };
        let address = self.address(node, &href);
        let relation = self.document.attribute(node, "rel").unwrap_or_default();
        let relation = relation.trim_start_matches("http://www.iana.org/assignments/relation/").to_ascii_lowercase();
        let feed = &mut *self.feed;
        match relation.as_str() {
            "" | "alternate" => feed.links.extend(address),
            "self" => feed.self_link = feed.self_link.take().or(address),
            "hub" => feed.hub = feed.hub.take().or(address),
            "next" => feed.next = address,
            "prev" | "previous" => feed.previous = address,
            "icon" => feed.icon = address,
            "license" => feed.rights = feed.rights.take().or_else(|| Some(href.into_owned())),
            "via" | "related" => self.other.link = self.other.link.take().or(address),
            _ => {}
        }
    }

    fn address(&self, node: &Node<'a>, text: &str) -> Option<String> {
        links::absolute(text, self.document.base(node.base).or(self.document.own_address))
    }

    /// RSS has the address inside, RSS 1.0 may have it as a resource.
    fn image(&mut self, at: usize, node: &Node<'a>) {
        let part = self.tree.inside(at).find(|inside| self.tree.node(*inside).name == Name::Uri);
        let text = part.map(|part| self.document.text(self.tree.node(part)));
        let text = text
            .or_else(|| self.document.attribute(node, "resource"))
            .or_else(|| self.document.attribute(node, "href"));
        let text = text.unwrap_or_default();
        let picture = self.address(node, &text);
        if self.feed.picture.is_none() {
            self.feed.picture = picture;
        }
    }

    fn skip(&mut self, at: usize) {
        for inside in self.tree.inside(at) {
            let node = self.tree.node(inside);
            let text = self.document.text(node);
            match node.name {
                Name::Hour => {
                    // Some count from 1 to 24.
                    let hour = text.parse::<u8>().ok().filter(|hour| *hour <= 24).map(|hour| hour % 24);
                    self.feed.skip_hours.extend(hour.filter(|hour| !self.feed.skip_hours.contains(hour)));
                }
                Name::Day => {
                    const DAYS: [&str; 7] =
                        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
                    let lower = text.to_ascii_lowercase();
                    let day = DAYS.into_iter().find(|day| *day == lower).map(str::to_owned);
                    self.feed.skip_days.extend(day.filter(|day| !self.feed.skip_days.contains(day)));
                }
                _ => {}
            }
        }
    }

    fn finish(self) {
        let (feed, other) = (self.feed, self.other);
        if feed.title.is_empty() {
            (feed.title, feed.title_html) = other.title.unwrap_or_default();
        }
        if feed.description.is_empty() {
            (feed.description, feed.description_html) = other.description.unwrap_or_default();
        }
        feed.links.truncate(20);
        feed.link = feed.links.first().cloned().or(other.link);
        feed.id = feed.id.take().or(other.id);
        feed.picture = feed.picture.take().or(other.picture);
        if feed.authors.is_empty() {
            feed.authors = other.authors;
            people::add(&mut feed.authors, other.owner.clone());
        } else {
            other.authors.into_iter().for_each(|author| people::add(&mut feed.contributors, Some(author)));
        }
        if feed.publisher.is_some() {
            people::add(&mut feed.contributors, other.owner.clone());
        }
        feed.publisher = feed.publisher.take().or(other.owner);
        let name =
            |author: &crate::Author| if author.name.is_empty() { author.email.clone() } else { author.name.clone() };
        feed.author = feed.authors.first().map(name).filter(|name| !name.is_empty());
        if feed.ttl_minutes.is_none() {
            feed.ttl_minutes = other.period_minutes.map(|minutes| (minutes / other.frequency.unwrap_or(1)).max(1));
        }
    }
}

fn description<'a>(document: &Document<'a>, node: &Node<'a>) -> (String, String) {
    let words = Words::of(document, node);
    let plain = words.plain();
    (plain, if node.space == Space::Atom { words.html() } else { words.description() })
}

/// A language tag, with the hyphen that it should have.
pub fn tag<'a>(document: &Document<'a>, node: &Node<'a>) -> Option<String> {
    document.some_text(node).map(|tag| crate::plain::cut(&tag, 40).replace('_', "-"))
}

fn date<'a>(document: &mut Document<'a>, node: &Node<'a>) -> Option<model::Time> {
    let text = document.text(node);
    date_or_fault(document, &text, || "feed".to_owned())
}

/// The format, from the outermost element that says anything.
pub fn format<'a>(document: &Document<'a>, tree: &Tree<'a>) -> Format {
    let mut format = Format::Unknown;
    for at in tree.frames() {
        let node = tree.node(at);
        let version = document.attribute(node, "version").unwrap_or_default();
        let declares = |what: &str| node.attributes.contains(what);
        format = match node.name {
            Name::Rss => match version.trim() {
                "0.90" => Format::Rss090,
                "0.91" => Format::Rss091,
                "0.92" => Format::Rss092,
                "0.93" => Format::Rss093,
                "0.94" => Format::Rss094,
                version if version.starts_with('2') => Format::Rss20,
                _ => Format::Rss,
            },
            Name::Rdf if declares("my.netscape.com") || declares("channel.netscape.com") => Format::Rss090,
            Name::Rdf => Format::Rss10,
            Name::Channel if node.raw_name == "CHANNEL" || node.raw_attribute("href").is_some() => Format::Cdf,
            Name::Channel if declares("purl.org/net/rss1.1") => Format::Rss11,
            Name::Channel => Format::Rss,
            Name::Feed | Name::Entry => {
                let old = version.starts_with("0.") || declares("purl.org/atom/ns");
                if old { Format::Atom03 } else { Format::Atom10 }
            }
            Name::UrlSet => Format::Sitemap,
            _ => Format::Unknown,
        };
        if format != Format::Unknown {
            break;
        }
    }
    format
}
