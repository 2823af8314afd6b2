//! What does this entry say?
//!
//! RSS items and Atom entries are read alike: their words hardly collide, and feeds mix them anyway. Where two elements
//! say the same thing, the format's own wins over an extension's, and the first over a later one.

use model::Time;

use crate::channel;
use crate::date;
use crate::document::{Document, LONGEST_TEXT};
use crate::feed::{Author, Entry};
use crate::links;
use crate::media::{self, Captions};
use crate::name::{Name, Space};
use crate::people;
use crate::plain::{collapse, cut, plain_text};
use crate::tree::{Node, Tree};
use crate::words::Words;

const MOST_CATEGORIES: usize = 200;
const LONGEST_ID: usize = 2_000;

/// An entry whose links may still wait for the feed's own address.
pub struct Draft {
    pub entry: Entry,
    /// A relative link that nothing could complete yet.
    pub relative_link: Option<String>,
}

/// Values that are used only when nothing better comes.
#[derive(Default)]
pub(crate) struct Fallbacks {
    pub title: Option<(String, String)>,
    pub summary: Option<String>,
    pub subtitle: Option<String>,
    pub authors: Vec<Author>,
    pub published: Option<Time>,
    pub updated: Option<Time>,
    pub id: Option<String>,
    pub original_link: Option<String>,
    pub other_link: Option<String>,
}

pub(crate) struct Reading<'d, 'a> {
    pub document: &'d mut Document<'a>,
    pub tree: &'d Tree<'a>,
    number: usize,
    pub entry: Entry,
    relative_link: Option<String>,
    pub fallbacks: Fallbacks,
    captions: Captions,
}

/// Reads the tree of one entry, the `number`th of its feed.
pub fn read<'a>(document: &mut Document<'a>, tree: &Tree<'a>, number: usize) -> Draft {
    let root = *tree.node(0);
    let entry = Entry { language: document.language(root.language), guid_is_permalink: false, ..Entry::default() };
    let (fallbacks, captions) = (Fallbacks::default(), Captions::default());
    let mut reading = Reading { document, tree, number, entry, relative_link: None, fallbacks, captions };
    reading.fallbacks.id = root.raw_attribute("about").map(str::to_owned);
    if let Some(href) = reading.document.attribute(&root, "href") {
        reading.link(&root, &href);
    }
    if let Some(date) = root.raw_attribute("lastmod") {
        reading.entry.updated = reading.date(date);
    }
    for at in tree.inside(0) {
        let node = *tree.node(at);
        match node.space {
            Space::Rss | Space::Atom | Space::Rdf => reading.core(at, &node),
            Space::Dublin => reading.dublin(at, &node),
            Space::Itunes | Space::Podcast => reading.podcast(at, &node),
            Space::Media if node.name == Name::Category => reading.category(&node),
            Space::Media if node.name == Name::Keywords => reading.keywords(&node),
            Space::Media => media::media(reading.document, tree, at, &mut reading.entry, &mut reading.captions),
            Space::News | Space::Sitemap | Space::SitemapImage => reading.sitemap(at, &node),
            _ => reading.extension(&node),
        }
    }
    reading.finish(root.base)
}

impl<'a> Reading<'_, 'a> {
    fn core(&mut self, at: usize, node: &Node<'a>) {
        match node.name {
            Name::Title if self.entry.title.is_empty() => self.title(node),
            Name::Link | Name::Uri => self.link_element(node),
            Name::Guid | Name::Id => self.id(node),
            Name::Description | Name::Summary | Name::Abstract => self.summary(node),
            Name::Content | Name::Body | Name::Fulltext => self.content(node),
            Name::Author => {
                let author = people::person(self.document, self.tree, at);
                people::add(&mut self.entry.authors, author);
            }
            Name::Contributor => {
                let contributor = people::person(self.document, self.tree, at);
                people::add(&mut self.entry.contributors, contributor);
            }
            Name::Category => self.category(node),
            Name::Keywords => self.keywords(node),
            Name::Pubdate | Name::Published | Name::Issued => {
                self.entry.published = self.date_of(node).or(self.entry.published)
            }
            Name::Updated | Name::Modified | Name::LastMod | Name::LastBuildDate => {
                self.entry.updated = self.date_of(node).or(self.entry.updated);
            }
            Name::Created => self.entry.created = self.date_of(node),
            Name::Date => self.fallbacks.published = self.date_of(node),
            Name::Enclosure => {
                let url = self.document.attribute(node, "url").or_else(|| self.document.attribute(node, "href"));
                if let Some(url) = url {
                    self.enclosure(node, &url);
                }
            }
            Name::Comments => self.entry.comments = self.address(node, &self.document.text(node)),
            Name::Source => self.source(at, node),
            Name::Rights | Name::Copyright => {
                self.entry.rights = Some(Words::of(self.document, node).html()).filter(|text| !text.is_empty());
            }
            Name::Language => self.entry.language = channel::tag(self.document, node),
            Name::Image | Name::Thumbnail => self.image(at, node),
            _ => {}
        }
    }

    pub fn title(&mut self, node: &Node<'a>) {
        let (title, html, was_cut) = Words::of(self.document, node).title();
        if was_cut {
            self.fault("has a title of more than 2,000 characters; it was cut");
        }
        (self.entry.title, self.entry.title_html) = (title, html);
    }

    fn id(&mut self, node: &Node<'a>) {
        let text = self.document.text(node);
        if text.is_empty() || self.entry.id.is_some() {
            return;
        }
        let says_no = node.raw_attribute("isPermaLink").is_some_and(|value| value.trim().eq_ignore_ascii_case("false"));
        self.entry.guid_is_permalink = node.name == Name::Guid && !says_no;
        self.entry.id = Some(cut(&text, LONGEST_ID).to_owned());
    }

    pub fn summary(&mut self, node: &Node<'a>) {
        self.mind_its_length(node);
        let words = Words::of(self.document, node);
        let text = if node.space == Space::Atom { words.html() } else { words.description() };
        if text.is_empty() {
            return;
        }
        if self.entry.summary.is_none() {
            self.entry.summary = Some(text);
        } else if self.entry.content.is_none() && self.entry.summary.as_ref() != Some(&text) {
            self.entry.content = Some(text);
        }
    }

    fn mind_its_length(&mut self, node: &Node<'a>) {
        if node.inner.1 - node.inner.0 > LONGEST_TEXT {
            self.fault(format!("has a text of more than {LONGEST_TEXT} bytes; it was cut"));
        }
    }

    pub fn content(&mut self, node: &Node<'a>) {
        self.mind_its_length(node);
        let words = Words::of(self.document, node);
        if words.is_empty() {
            let source = self.document.attribute(node, "src");
            let kind = self.document.attribute(node, "type").unwrap_or_default();
            if let Some(source) = source {
                if ["video/", "audio/", "image/"].iter().any(|start| kind.starts_with(start)) {
                    self.enclosure(node, &source);
                } else if let Some(link) = self.address(node, &source) {
                    self.fallbacks.other_link.get_or_insert(link);
                }
            }
            return;
        }
        let text = if node.space == Space::Atom { words.html() } else { words.description() };
        let is_first_choice = node.space == Space::Content || node.space == Space::Xhtml;
        if self.entry.content.is_none() || is_first_choice {
            self.entry.content = Some(text);
        }
    }

    /// `<link href>` of Atom, or the text of RSS's.
    fn link_element(&mut self, node: &Node<'a>) {
        let Some(href) = self.document.attribute(node, "href") else {
            let text = self.document.text(node).into_owned();
            if !text.is_empty() {
                self.link(node, &text);
            }
            return;
        };
        let relation = self.document.attribute(node, "rel").unwrap_or_default();
        let kind = self.document.attribute(node, "type").unwrap_or_default().to_ascii_lowercase();
        let relation = relation.trim_start_matches("http://www.iana.org/assignments/relation/").to_ascii_lowercase();
        match relation.as_str() {
            "" | "alternate" => self.link(node, &href),
            "enclosure" => self.enclosure(node, &href),
            "replies" if kind.contains("xml") => self.entry.comments_feed = self.address(node, &href),
            "replies" => self.entry.comments = self.address(node, &href),
            "license" => self.entry.licence = Some(href.into_owned()),
            "self" | "related" | "via" | "canonical" => {
                let address = self.address(node, &href);
                if self.fallbacks.other_link.is_none() {
                    self.fallbacks.other_link = address;
                }
            }
            _ => {}
        }
    }

    pub fn link(&mut self, node: &Node<'a>, text: &str) {
        match self.address(node, text) {
            Some(address) => {
                self.entry.links.push(address);
                self.entry.links.truncate(50);
            }
            None if links::has_scheme(text) => {
                self.fault(format!("has a link that is not one of the web ({}); it was left out", cut(text, 60)));
            }
            None => self.relative_link = self.relative_link.take().or_else(|| Some(cut(text, 4_000).to_owned())),
        }
    }

    pub fn address(&self, node: &Node<'a>, text: &str) -> Option<String> {
        links::absolute(text, self.document.base(node.base).or(self.document.own_address))
    }

    fn enclosure(&mut self, node: &Node<'a>, url: &str) {
        let kind = self.document.attribute(node, "type").unwrap_or_default();
        let length = self.document.attribute(node, "length").and_then(|text| text.replace(',', "").parse().ok());
        media::add_enclosure(self.document, node.base, &mut self.entry, url, &kind, length);
    }

    fn image(&mut self, at: usize, node: &Node<'a>) {
        let part = self.tree.inside(at).find(|inside| matches!(self.tree.node(*inside).name, Name::Uri | Name::Link));
        let text = part.map(|part| self.document.text(self.tree.node(part)));
        let text =
            text.or_else(|| self.document.attribute(node, "href")).or_else(|| self.document.attribute(node, "url"));
        let text = text.unwrap_or_else(|| self.document.text(node));
        if let Some(url) = self.address(node, &text) {
            media::add_picture(&mut self.entry, model::Picture { url, ..Default::default() });
        }
    }

    pub fn category(&mut self, node: &Node<'a>) {
        let text = ["label", "term", "text"].iter().find_map(|name| self.document.attribute(node, name));
        let text = text.unwrap_or_else(|| self.document.text(node)).into_owned();
        self.add_category(&text);
    }

    pub fn keywords(&mut self, node: &Node<'a>) {
        let text = self.document.text(node).into_owned();
        text.split(',').for_each(|keyword| self.add_category(keyword));
    }

    fn add_category(&mut self, text: &str) {
        add_category(&mut self.entry.categories, text);
    }

    pub fn source(&mut self, at: usize, node: &Node<'a>) {
        if self.tree.inside(at).next().is_some() {
            let source = channel::read(self.document, self.tree, self.tree.inside(at).collect(), node);
            self.entry.source_title = Some(source.title.clone()).filter(|title| !title.is_empty());
            self.entry.source = Some(Box::new(source));
        } else {
            let (title, title_html, _) = Words::of(self.document, node).title();
            let url = self.document.attribute(node, "url").unwrap_or_else(|| self.document.text(node));
            let link = self.address(node, &url).filter(|_| links::has_scheme(&url) || !url.contains(' '));
            self.entry.source_title = Some(title.clone()).filter(|title| !title.is_empty());
            self.entry.source = Some(Box::new(crate::Feed { title, title_html, link, ..Default::default() }));
        }
    }

    pub fn date_of(&mut self, node: &Node<'a>) -> Option<Time> {
        let text = self.document.text(node);
        self.date(&text)
    }

    fn date(&mut self, text: &str) -> Option<Time> {
        let place = self.number;
        date_or_fault(self.document, text, || format!("entry {place}"))
    }

    fn fault(&mut self, what: impl Into<String>) {
        let number = self.number;
        self.document.faults.add(|| (format!("entry {number}"), what.into()));
    }

    fn finish(mut self, base: u16) -> Draft {
        let fallbacks = std::mem::take(&mut self.fallbacks);
        let captions = std::mem::take(&mut self.captions);
        let entry = &mut self.entry;
        if entry.title.is_empty() {
            let media = captions.title.as_deref().map(|title| (plain_text(title), title.to_owned()));
            (entry.title, entry.title_html) = fallbacks.title.or(media).unwrap_or_default();
        }
        let summary = fallbacks.summary.or(fallbacks.subtitle).or_else(|| captions.description.clone());
        entry.summary = entry.summary.take().or(summary);
        captions.apply(entry);
        if entry.authors.is_empty() {
            entry.authors = fallbacks.authors;
        }
        entry.published = entry.published.or(fallbacks.published);
        entry.updated = entry.updated.or(fallbacks.updated);
        if let Some(original) = fallbacks.original_link {
            entry.links.insert(0, original);
        }
        if entry.links.is_empty() && self.relative_link.is_none() {
            let of_id = entry.id.as_deref().filter(|_| entry.guid_is_permalink);
            let of_id = of_id.filter(|id| id.starts_with("http")).and_then(|id| links::absolute(id, None));
            entry.links.extend(of_id.or(fallbacks.other_link));
        }
        entry.link = entry.links.first().cloned();
        entry.id = entry.id.take().or(fallbacks.id);
        entry.base = self.document.base(base).map(str::to_owned);
        let says_nothing = entry.title.is_empty() && entry.summary.is_none() && entry.content.is_none();
        if says_nothing && entry.enclosures.is_empty() && entry.link.is_none() && self.relative_link.is_none() {
            self.fault("has neither title, text nor link");
        }
        Draft { entry: self.entry, relative_link: self.relative_link }
    }
}

/// Reads a date; one that cannot be read, or cannot be true, is a fault.
pub fn date_or_fault(document: &mut Document, text: &str, place: impl FnOnce() -> String) -> Option<Time> {
    if text.trim().is_empty() {
        return None;
    }
    let time = date::read(text);
    match time {
        None => {
            document.faults.add(|| (place(), format!("has a date that cannot be read: {}", cut(&collapse(text), 60))))
        }
        Some(time) if date::is_implausible(time) => {
            document.faults.add(|| (place(), format!("has a date that cannot be true: {}", cut(&collapse(text), 60))));
        }
        Some(_) => {}
    }
    time
}

pub fn add_category(categories: &mut Vec<String>, text: &str) {
    let text = if text.contains(['<', '&']) { plain_text(text) } else { collapse(cut(text, 300)) };
    if !text.is_empty() && categories.len() < MOST_CATEGORIES && !categories.contains(&text) {
        categories.push(text);
    }
}

pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "true" | "explicit" => Some(true),
        "no" | "false" | "clean" => Some(false),
        _ => None,
    }
}
