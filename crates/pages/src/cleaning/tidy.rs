//! A page's nodes, or some of them, as tidy HTML: what is kept, what becomes something else, what goes.

use model::Picture;
use url::Url;

use super::addresses;
use super::pictures::{emoji_of, is_hidden, picture_of};
use super::writer::{Entered, Writer, push_attribute};
use crate::dom::{NodeId, Page, Tag};

/// What every link of a stranger says about itself.
pub const REL: &str = "nofollow noopener noreferrer";

/// Pictures of one text; what follows is left out.
const MOST_PICTURES: usize = 500;

pub struct Tidy {
    pub html: String,
    pub text: String,
    pub pictures: Vec<Picture>,
}

/// Tidies everything below `top` except the nodes for which `skip` says so.
pub fn tidy(page: &Page, top: NodeId, base: Option<&Url>, skip: &dyn Fn(NodeId) -> bool) -> Tidy {
    let mut walk = Walk { page, base, writer: Writer::default(), pictures: Vec::new(), tables: real_tables(page, top) };
    let mut entered: Vec<(NodeId, Entered)> = Vec::new();
    let mut at = top;
    while at < page.end(top) {
        while entered.last().is_some_and(|&(end, _)| end <= at) {
            if let Some((_, left)) = entered.pop() {
                walk.writer.leave(left);
            }
        }
        if page.tag(at) == Tag::Text {
            walk.writer.text(&page.text(at));
            at += 1;
            continue;
        }
        if skip(at) || page.tag(at).is_unread() || is_hidden(page, at) && at != top {
            if page.tag(at).is_block() {
                walk.writer.border();
            }
            at = page.end(at).max(at + 1);
            continue;
        }
        match walk.enter(at) {
            Some(state) => {
                entered.push((page.end(at), state));
                at += 1;
            }
            None => at = page.end(at).max(at + 1),
        }
    }
    while let Some((_, left)) = entered.pop() {
        walk.writer.leave(left);
    }
    let (html, text) = walk.writer.finish();
    Tidy { html, text, pictures: walk.pictures }
}

struct Walk<'w, 'a> {
    page: &'w Page<'a>,
    base: Option<&'w Url>,
    writer: Writer,
    pictures: Vec<Picture>,
    /// Tables that order facts; the others only arrange a page.
    tables: Vec<NodeId>,
}

impl Walk<'_, '_> {
    /// `None` when what is below the element has been dealt with or is not to be read.
    fn enter(&mut self, id: NodeId) -> Option<Entered> {
        let tag = self.page.tag(id);
        let entered = match tag {
            Tag::H1 | Tag::H2 => self.writer.enter_block(Tag::H2),
            Tag::P
            | Tag::H3
            | Tag::H4
            | Tag::H5
            | Tag::H6
            | Tag::Pre
            | Tag::Blockquote
            | Tag::Li
            | Tag::Dl
            | Tag::Dt
            | Tag::Dd
            | Tag::Figure
            | Tag::Figcaption => self.writer.enter_block(tag),
            Tag::Listing => self.writer.enter_block(Tag::Pre),
            Tag::Ul | Tag::Dir | Tag::Menu => self.writer.enter_block(Tag::Ul),
            Tag::Ol => {
                let start = self.number(id, "start", 1..=100_000).filter(|&start| start != 1);
                self.writer.enter_block_with(Tag::Ol, written(&[("start", start)]))
            }
            Tag::Table if self.tables.binary_search(&id).is_ok() => self.writer.enter_block(Tag::Table),
            Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Tr | Tag::Caption if self.is_in_real_table(id) => {
                self.writer.enter_block(if tag == Tag::Tfoot { Tag::Tbody } else { tag })
            }
            Tag::Td | Tag::Th if self.is_in_real_table(id) => {
                let spans =
                    [("colspan", self.number(id, "colspan", 2..=60)), ("rowspan", self.number(id, "rowspan", 2..=200))];
                self.writer.enter_block_with(tag, written(&spans))
            }
            Tag::A => self.link(id),
            Tag::B | Tag::Strong => self.writer.enter_inline(Tag::Strong, String::new()),
            Tag::I | Tag::Em => self.writer.enter_inline(Tag::Em, String::new()),
            Tag::S | Tag::Strike => self.writer.enter_inline(Tag::S, String::new()),
            Tag::Tt | Tag::Code => self.writer.enter_inline(Tag::Code, String::new()),
            Tag::Del
            | Tag::Ins
            | Tag::Sub
            | Tag::Sup
            | Tag::Kbd
            | Tag::Samp
            | Tag::Var
            | Tag::Q
            | Tag::Cite
            | Tag::Mark
            | Tag::Small
            | Tag::U => self.writer.enter_inline(tag, String::new()),
            Tag::Abbr | Tag::Acronym => self.with_attribute(id, Tag::Abbr, "title"),
            Tag::Time => self.with_attribute(id, Tag::Time, "datetime"),
            Tag::Br => {
                self.writer.line_break();
                return None;
            }
            Tag::Hr => {
                self.writer.rule();
                return None;
            }
            Tag::Img => {
                self.picture(id);
                return None;
            }
            Tag::Iframe | Tag::Embed => {
                self.player(id);
                return None;
            }
            Tag::Video | Tag::Audio => {
                self.media(id);
                return None;
            }
            // Holds the picture that a script would have put here, or asks for scripts.
            Tag::Noscript if !self.page.below(id).any(|child| self.page.tag(child) == Tag::Img) => return None,
            _ if tag.is_block() => {
                self.writer.border();
                Entered::Border
            }
            _ => Entered::Nothing,
        };
        Some(entered)
    }

    fn link(&mut self, id: NodeId) -> Entered {
        let Some(address) = self.page.attribute(id, "href").and_then(|raw| addresses::link(&raw, self.base)) else {
            return Entered::Nothing;
        };
        self.writer.enter_inline(Tag::A, link_attributes(&address))
    }

    fn with_attribute(&mut self, id: NodeId, tag: Tag, name: &str) -> Entered {
        let mut attributes = String::new();
        if let Some(value) = self.page.attribute(id, name) {
            let value: String = crate::dom::one_line(&value).chars().filter(|c| !c.is_control()).take(200).collect();
            if !value.is_empty() {
                push_attribute(&mut attributes, name, &value);
            }
        }
        self.writer.enter_inline(tag, attributes)
    }

    fn picture(&mut self, id: NodeId) {
        if let Some(words) = emoji_of(self.page, id) {
            return self.writer.text(&words);
        }
        let Some(picture) = picture_of(self.page, id, self.base) else { return };
        // The same picture twice in a row: once by a script, once for those without.
        let repeats = self.page.around(id).take(3).any(|around| self.page.tag(around) == Tag::Noscript);
        if repeats && self.pictures.iter().any(|other| same_file(&other.url, &picture.url)) {
            return;
        }
        self.show(picture);
    }

    fn show(&mut self, picture: Picture) {
        if self.pictures.len() >= MOST_PICTURES {
            return;
        }
        self.writer.picture(&picture_attributes(&picture));
        self.pictures.push(picture);
    }

    fn player(&mut self, id: NodeId) {
        let sources = ["src", "data-src", "data-lazy-src"];
        let found = sources.iter().find_map(|name| addresses::player(&self.page.attribute(id, name)?, self.base));
        let Some(address) = found else { return };
        let title = self.page.attribute(id, "title").map(|title| crate::dom::one_line(&title)).unwrap_or_default();
        let meaningless = title.len() < 4 || title.to_ascii_lowercase().contains("video player");
        let words = if meaningless { without_scheme(&address) } else { title.as_str() };
        self.standalone_link(&address, words);
    }

    /// A film or sound: a link to its file, with the poster as a picture.
    fn media(&mut self, id: NodeId) {
        let own = self.page.attribute(id, "src");
        let source = self.page.below(id).filter(|&child| self.page.tag(child) == Tag::Source);
        let sources = own.into_iter().chain(source.filter_map(|child| self.page.attribute(child, "src")));
        let found = sources.filter_map(|raw| addresses::picture(&raw, self.base)).next();
        let poster = self.page.attribute(id, "poster").and_then(|raw| addresses::picture(&raw, self.base));
        self.writer.border();
        if let Some(poster) = poster {
            self.show(Picture { url: poster.into(), ..Picture::default() });
            self.writer.border();
        }
        if let Some(address) = found {
            let title = self.page.attribute(id, "title").map(|title| crate::dom::one_line(&title)).unwrap_or_default();
            let name = address.path().rsplit('/').next().unwrap_or("").to_owned();
            let words = if title.is_empty() { name } else { title };
            let address = String::from(address);
            self.standalone_link(&address, if words.is_empty() { without_scheme(&address) } else { &words });
        }
    }

    fn standalone_link(&mut self, address: &str, words: &str) {
        self.writer.border();
        let inside = self.writer.enter_inline(Tag::A, link_attributes(address));
        self.writer.text(words);
        self.writer.leave(inside);
        self.writer.border();
    }

    fn is_in_real_table(&self, id: NodeId) -> bool {
        let table = self.page.around(id).find(|&around| self.page.tag(around) == Tag::Table);
        table.is_some_and(|table| self.tables.binary_search(&table).is_ok())
    }

    fn number(&self, id: NodeId, name: &str, within: std::ops::RangeInclusive<u32>) -> Option<u32> {
        self.page.raw_attribute(id, name)?.trim().parse().ok().filter(|number| within.contains(number))
    }
}

/// Tables that hold something, have at least two rows or columns, and no table inside: in the order of the source.
pub fn real_tables(page: &Page, top: NodeId) -> Vec<NodeId> {
    let mut real = Vec::new();
    // Open tables with their end, rows, cells, and whether there is anything to read or a table inside.
    let mut open: Vec<(NodeId, u32, u32, bool, bool)> = Vec::new();
    let mut settle = |(id, rows, cells, holds, nests): (NodeId, u32, u32, bool, bool)| {
        let arranges = page.raw_attribute(id, "role").is_some_and(|role| matches!(role, "presentation" | "none"));
        if holds && !nests && !arranges && cells > rows && cells > 1 {
            real.push(id);
        }
    };
    for at in top..page.end(top) {
        while open.last().is_some_and(|&(id, ..)| page.end(id) <= at) {
            open.pop().into_iter().for_each(&mut settle);
        }
        let tag = page.tag(at);
        if tag == Tag::Table {
            open.iter_mut().for_each(|table| table.4 = true);
            open.push((at, 0, 0, false, false));
        } else if let Some(table) = open.last_mut() {
            match tag {
                Tag::Tr => table.1 += 1,
                Tag::Td | Tag::Th => table.2 += 1,
                Tag::Text => table.3 |= page.raw_text(at).bytes().any(|b| !b.is_ascii_whitespace()),
                Tag::Img => table.3 = true,
                _ => {}
            }
        }
    }
    open.into_iter().rev().for_each(&mut settle);
    real.sort_unstable();
    real
}

fn link_attributes(address: &str) -> String {
    let mut attributes = String::new();
    push_attribute(&mut attributes, "href", address);
    push_attribute(&mut attributes, "rel", REL);
    attributes
}

fn picture_attributes(picture: &Picture) -> String {
    let mut attributes = String::new();
    push_attribute(&mut attributes, "src", &picture.url);
    push_attribute(&mut attributes, "alt", &picture.alt);
    if picture.width > 0 && picture.height > 0 {
        attributes.push_str(&format!(" width=\"{}\" height=\"{}\"", picture.width, picture.height));
    }
    attributes
}

fn written(numbers: &[(&str, Option<u32>)]) -> String {
    numbers.iter().filter_map(|(name, number)| number.map(|number| format!(" {name}=\"{number}\""))).collect()
}

fn without_scheme(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest.trim_start_matches("www."))
}

/// Addresses that differ only in the size they ask for.
fn same_file(one: &str, other: &str) -> bool {
    let bare = |address: &str| address.split(['?', '#']).next().unwrap_or("").to_owned();
    bare(one) == bare(other)
}
