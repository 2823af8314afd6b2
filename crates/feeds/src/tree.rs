//! What stands inside what?
//!
//! Tokens become one small tree per entry and one for the feed itself, each node with the positions of its text in
//! the source. Nothing recurses: what is open is a list of at most [`DEEPEST`]. An element that holds text is opaque:
//! markup inside it is text of the feed, not structure, so unclosed HTML never confuses the rest.

use memchr::memmem;

use crate::document::Document;
use crate::name::{Name, Space};
use crate::token::{Attributes, Token, Tokens};

pub const DEEPEST: usize = 200;
pub const MOST_ENTRIES: usize = 10_000;
/// Nodes of one entry, or of the feed itself.
const MOST_NODES: usize = 20_000;
const MOST_BINDINGS: usize = 500;

#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    pub space: Space,
    pub name: Name,
    pub raw_name: &'a str,
    pub attributes: &'a str,
    /// Positions of what stands between its tags.
    pub inner: (usize, usize),
    /// Indices into the document's lists of bases and languages.
    pub base: u16,
    pub language: u16,
    /// The node after everything inside this one.
    next: u32,
}

impl<'a> Node<'a> {
    /// Raw value of an attribute, its prefix ignored.
    pub fn raw_attribute(&self, wanted: &str) -> Option<&'a str> {
        if self.attributes.is_empty() {
            return None;
        }
        Attributes(self.attributes)
            .find(|(name, _)| name.rsplit(':').next().is_some_and(|local| local.eq_ignore_ascii_case(wanted)))
            .map(|(_, value)| value)
    }
}

#[derive(Default)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
}

impl<'a> Tree<'a> {
    pub fn node(&self, at: usize) -> &Node<'a> {
        &self.nodes[at]
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Positions of the nodes directly inside the one at `at`.
    pub fn inside(&self, at: usize) -> impl Iterator<Item = usize> {
        self.siblings(at + 1, self.nodes.get(at).map_or(0, |node| node.next as usize))
    }

    /// Every node of the feed's own tree that is neither a frame around others nor inside something else.
    pub fn top(&self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            if is_frame(node) {
                at += 1;
            } else {
                found.push(at);
                at = (node.next as usize).max(at + 1);
            }
        }
        found
    }

    /// The nodes around others, outermost first.
    pub fn frames(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(|at| is_frame(&self.nodes[*at]))
    }

    fn siblings(&self, mut at: usize, end: usize) -> impl Iterator<Item = usize> {
        std::iter::from_fn(move || {
            let here = at;
            let node = self.nodes.get(here).filter(|_| here < end)?;
            at = (node.next as usize).max(here + 1);
            Some(here)
        })
    }
}

struct Open<'a> {
    name: &'a str,
    /// Its node, if it got one, in the tree of the entry or of the feed.
    node: Option<u32>,
    space: Space,
    word: Name,
    base: u16,
    language: u16,
    bindings: usize,
    opaque: bool,
    /// Elements of the same name open inside an opaque one.
    nested: u32,
    is_entry: bool,
}

/// Reads the document's tags; `entry` gets each entry's tree as soon as it is closed, its root first. Gives the
/// feed's own tree.
pub fn walk<'a>(document: &mut Document<'a>, mut entry: impl FnMut(&mut Document<'a>, &Tree<'a>)) -> Tree<'a> {
    let mut walk = Walk {
        feed: Tree::default(),
        entry: Tree::default(),
        open: Vec::with_capacity(16),
        bindings: Vec::new(),
        in_entry: false,
        entries: 0,
        too_deep: 0,
    };
    let mut tokens = Tokens::new(document.source);
    for found in tokens.by_ref() {
        match found.token {
            Token::Doctype(text) => document.declared.read(text),
            Token::Open { name, attributes, empty } => {
                walk.open(document, &mut entry, name, attributes, empty, found.start, found.end);
            }
            Token::Close { name } => walk.close(document, &mut entry, name, found.start),
        }
    }
    let end = document.source.len();
    if let Some(last) = walk.open.last() {
        let name = last.name;
        document.fault_at(tokens.position(), || format!("ends before <{name}> is closed"));
    }
    while !walk.open.is_empty() {
        walk.pop(document, &mut entry, end);
    }
    if walk.entries > MOST_ENTRIES {
        let left = walk.entries - MOST_ENTRIES;
        document.fault("feed", format!("has {} entries; the last {left} were left out", walk.entries));
    }
    walk.feed
}

struct Walk<'a> {
    feed: Tree<'a>,
    entry: Tree<'a>,
    open: Vec<Open<'a>>,
    bindings: Vec<(&'a str, Space)>,
    in_entry: bool,
    entries: usize,
    too_deep: usize,
}

impl<'a> Walk<'a> {
    #[allow(clippy::too_many_arguments)]
    fn open(
        &mut self,
        document: &mut Document<'a>,
        entry: &mut impl FnMut(&mut Document<'a>, &Tree<'a>),
        name: &'a str,
        attributes: &'a str,
        empty: bool,
        start: usize,
        end: usize,
    ) {
        let bindings = self.bindings.len();
        let mut declared = (None, None);
        if !attributes.is_empty() && memmem::find(attributes.as_bytes(), b"xml").is_some() {
            declared = self.declarations(attributes);
        }
        let (space, word) = self.resolve(name);
        while let Some(top) = self.open.last_mut().filter(|top| top.opaque) {
            if ends_the_open_one(top.space, top.word, space, word) {
                document.fault_at(start, || format!("<{name}> begins before <{}> is closed", top.name));
                self.pop(document, entry, start);
                continue;
            }
            if !empty && top.name == name {
                top.nested += 1;
            }
            self.bindings.truncate(bindings);
            return;
        }
        let is_entry = is_entry(space, word) || word == Name::Uri && self.in_url_set();
        if is_entry && self.in_entry {
            document.fault_at(start, || format!("<{name}> begins before the one before it is closed"));
            while self.in_entry {
                self.pop(document, entry, start);
            }
        }
        if self.open.len() >= DEEPEST {
            if self.too_deep == 0 {
                document
                    .fault_at(start, || format!("is nested more than {DEEPEST} deep; the rest of this was left out"));
            }
            self.too_deep += usize::from(!empty);
            self.bindings.truncate(bindings);
            return;
        }
        let (mut base, mut language) = self.open.last().map_or((0, 0), |top| (top.base, top.language));
        if let Some(value) = declared.0 {
            base = document.add_base(base, value);
        }
        if let Some(value) = declared.1 {
            language = document.add_language(value);
        }
        let too_many = is_entry && self.entries >= MOST_ENTRIES;
        self.entries += usize::from(is_entry);
        self.in_entry |= is_entry;
        let tree = if self.in_entry { &mut self.entry } else { &mut self.feed };
        let parent_kept = is_entry || self.open.last().is_none_or(|top| top.node.is_some() || !self.in_entry);
        let node = (parent_kept && !too_many && tree.nodes.len() < MOST_NODES).then(|| {
            let at = tree.nodes.len() as u32;
            let inner = (end, end);
            let raw_name = name;
            tree.nodes.push(Node { space, name: word, raw_name, attributes, inner, base, language, next: at + 1 });
            at
        });
        let opaque = too_many || !(is_entry || is_structure(space, word, self.in_entry));
        self.open.push(Open { name, node, space, word, base, language, bindings, opaque, nested: 0, is_entry });
        if empty {
            self.pop(document, entry, end);
        }
    }

    fn close(
        &mut self,
        document: &mut Document<'a>,
        entry: &mut impl FnMut(&mut Document<'a>, &Tree<'a>),
        name: &'a str,
        start: usize,
    ) {
        let Some(top) = self.open.last_mut() else { return };
        if top.name == name {
            if self.too_deep > 0 && !top.opaque {
                self.too_deep -= 1;
            } else if top.nested > 0 {
                top.nested -= 1;
            } else {
                self.pop(document, entry, start);
            }
            return;
        }
        let is_opaque = top.opaque;
        let same = |open: &Open| open.name.len() == name.len() && open.name.eq_ignore_ascii_case(name);
        let Some(found) = self.open.iter().rposition(same) else {
            if is_opaque {
                return;
            }
            if self.too_deep > 0 {
                self.too_deep -= 1;
                return;
            }
            document.fault_at(start, || format!("</{name}> closes what is not open"));
            return;
        };
        if found + 1 < self.open.len() {
            let unclosed = self.open.last().map_or("", |open| open.name);
            document.fault_at(start, || format!("<{unclosed}> is not closed before </{name}>"));
        }
        self.too_deep = 0;
        while self.open.len() > found {
            self.pop(document, entry, start);
        }
    }

    fn pop(&mut self, document: &mut Document<'a>, entry: &mut impl FnMut(&mut Document<'a>, &Tree<'a>), end: usize) {
        let Some(closed) = self.open.pop() else { return };
        self.bindings.truncate(closed.bindings);
        let tree = if self.in_entry { &mut self.entry } else { &mut self.feed };
        let count = tree.nodes.len() as u32;
        if let Some(node) = closed.node.and_then(|at| tree.nodes.get_mut(at as usize)) {
            node.inner.1 = end.max(node.inner.0);
            node.next = count;
        }
        if closed.is_entry {
            if !self.entry.is_empty() {
                entry(document, &self.entry);
            }
            self.entry.nodes.clear();
            self.in_entry = false;
        }
    }

    /// Takes `xmlns`; gives `xml:base` and `xml:lang`.
    fn declarations(&mut self, attributes: &'a str) -> (Option<&'a str>, Option<&'a str>) {
        let mut found = (None, None);
        for (name, value) in Attributes(attributes) {
            match name {
                "xml:base" => found.0 = Some(value),
                "xml:lang" => found.1 = Some(value),
                _ => {
                    let Some(rest) = name.strip_prefix("xmlns") else { continue };
                    let prefix = rest.strip_prefix(':').unwrap_or("");
                    if (rest.is_empty() || rest.starts_with(':')) && self.bindings.len() < MOST_BINDINGS {
                        let mut space = Space::of_address(value);
                        if space == Space::Other && prefix.is_empty() && self.open.len() < 2 {
                            space = Space::Rss;
                        }
                        self.bindings.push((prefix, space));
                    }
                }
            }
        }
        found
    }

    fn resolve(&self, name: &str) -> (Space, Name) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let bound = self.bindings.iter().rev().find(|(bound, _)| *bound == prefix).map(|(_, space)| *space);
        let usual = || if prefix.is_empty() { Space::Rss } else { Space::of_usual_prefix(prefix) };
        (bound.unwrap_or_else(usual), Name::of(local))
    }

    fn in_url_set(&self) -> bool {
        self.open.last().is_some_and(|top| top.word == Name::UrlSet)
    }
}

fn is_entry(space: Space, name: Name) -> bool {
    matches!(name, Name::Item | Name::Entry) && matches!(space, Space::Rss | Space::Atom)
}

/// Around the feed's own elements, not one of them.
fn is_frame(node: &Node) -> bool {
    matches!(node.name, Name::Rss | Name::Rdf | Name::Channel | Name::Feed | Name::UrlSet)
        && matches!(node.space, Space::Rss | Space::Atom | Space::Rdf | Space::Sitemap)
}

/// Does it hold elements that matter, and not text? Outside entries what is unknown may hold the entries.
fn is_structure(space: Space, name: Name, in_entry: bool) -> bool {
    match (space, name) {
        (Space::Rss | Space::Atom, Name::Image | Name::TextInput | Name::Author | Name::Contributor | Name::Source) => {
            true
        }
        (Space::Rss | Space::Atom, Name::SkipDays | Name::SkipHours) => true,
        (Space::Dublin, Name::Creator | Name::Publisher) => false,
        (Space::Media, Name::Group | Name::Content) => true,
        (Space::Itunes, Name::Owner | Name::Category) => true,
        (Space::News, Name::News | Name::Publication) => true,
        (Space::SitemapImage, Name::Image) => true,
        (Space::Rss, Name::Channel | Name::Rss | Name::Feed | Name::UrlSet) => true,
        (_, Name::Unknown | Name::Items) => !in_entry,
        (Space::Atom | Space::Sitemap, Name::Feed | Name::UrlSet) | (_, Name::Rdf | Name::Channel | Name::Feed) => true,
        _ => false,
    }
}

/// Inside an element that holds text, these can only mean that its closing tag was forgotten.
fn ends_the_open_one(open_space: Space, open: Name, space: Space, name: Name) -> bool {
    if !matches!(space, Space::Rss | Space::Atom | Space::Content) || open_space == Space::Other {
        return false;
    }
    let short = matches!(
        open,
        Name::Title
            | Name::Link
            | Name::Guid
            | Name::Id
            | Name::Pubdate
            | Name::Updated
            | Name::Published
            | Name::Comments
            | Name::Category
            | Name::Language
            | Name::Ttl
            | Name::Generator
            | Name::LastBuildDate
    );
    let text = matches!(open, Name::Description | Name::Summary | Name::Content | Name::Encoded);
    match name {
        Name::Item | Name::Entry | Name::Guid | Name::Pubdate => (short || text) && space != Space::Xhtml,
        Name::Title | Name::Link | Name::Description | Name::Summary | Name::Updated | Name::Published | Name::Id => {
            short && open != name
        }
        Name::Encoded => short || open == Name::Description,
        _ => false,
    }
}
