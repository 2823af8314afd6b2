//! Tags into frames and fields.
//!
//! Frames nest (an item, a comment in it); a field is text up to its end tag, and tags inside of it are part of that
//! text, since some programs forget CDATA. Everything else is looked through, so a channel may be called anything.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::names::{Frame, Space, field_of, frame_of, space_by_habit, space_of_address, split};
use super::{Collected, Fields, Record};
use crate::words::{Names, decode};
use crate::xml::{MOST_TEXT, Token, Tokens, attributes, name};

/// Elements inside one another, fields aside.
const MOST_DEPTH: usize = 64;
/// Comments of one post that are held.
const MOST_COMMENTS: usize = 50_000;
/// Bytes of one item with its comments.
const MOST_ITEM: usize = 64 << 20;
/// Terms of one item.
const MOST_TERMS: usize = 1_000;

/// An open element that is not part of a field.
struct Open {
    /// As written, with its prefix.
    name: String,
    frame: Option<Record>,
    /// Prefixes that it gives a meaning.
    spaces: Vec<(String, Space)>,
    line: u64,
}

struct Field {
    /// As written.
    tag: String,
    name: &'static str,
    text: String,
    /// Of a category: its kind and slug.
    marks: (String, String),
    line: u64,
}

pub struct Walk<'c, 't, 'f, R> {
    tokens: Tokens<R>,
    collected: &'c mut Collected<'t, 'f>,
    open: Vec<Open>,
    field: Option<Field>,
    /// Bytes held for the item that is being read.
    held: usize,
    has_channel: bool,
    has_items: bool,
}

impl<'c, 't, 'f, R: BufRead> Walk<'c, 't, 'f, R> {
    pub fn new(reader: R, collected: &'c mut Collected<'t, 'f>) -> Self {
        let tokens = Tokens::new(reader);
        collected.site = Some(Fields::new());
        Walk { tokens, collected, open: Vec::new(), field: None, held: 0, has_channel: false, has_items: false }
    }

    pub fn read(mut self) {
        while let Some(token) = self.tokens.next() {
            if self.token(token).is_break() {
                return;
            }
        }
        let _ = self.end();
    }

    fn token(&mut self, token: Token) -> ControlFlow<()> {
        if self.tokens.was_cut {
            let words = format!("Something here is longer than {} MB; the rest of it was left out.", MOST_TEXT >> 20);
            self.fault_here(words);
        }
        match token {
            Token::Text | Token::Literal if self.field.is_none() => ControlFlow::Continue(()),
            Token::Text => {
                let text = decode(&self.tokens.held(), Names::Xml).into_owned();
                self.text(&text);
                ControlFlow::Continue(())
            }
            Token::Literal => {
                let text = self.tokens.held().into_owned();
                self.text(&text);
                ControlFlow::Continue(())
            }
            Token::Declares => {
                self.fault_here("The export declares abbreviations of its own, which are never looked up.".into());
                ControlFlow::Continue(())
            }
            Token::Start { closed } => {
                let tag = self.tokens.held().into_owned();
                self.start(&tag, closed)
            }
            Token::End => {
                let tag = self.tokens.held().trim().to_owned();
                self.end_tag(&tag)
            }
        }
    }

    fn start(&mut self, tag: &str, closed: bool) -> ControlFlow<()> {
        let written = name(tag);
        let (prefix, local) = split(written);
        let spaces: Vec<(String, Space)> = attributes(tag)
            .filter_map(|(name, value)| {
                let prefix = if name == "xmlns" { "" } else { name.strip_prefix("xmlns:")? };
                Some((prefix.to_owned(), space_of_address(value)))
            })
            .take(64)
            .collect();
        let space = match spaces.iter().find(|(known, _)| known == prefix) {
            Some(&(_, space)) => space,
            None => self.space(prefix),
        };
        if self.field.is_some() {
            if !is_of_export(space, local) {
                self.text(&format!("<{tag}{}>", if closed { "/" } else { "" }));
                return ControlFlow::Continue(());
            }
            self.finish_cut_field();
        }
        self.has_channel |= local == "channel";
        if space == Space::Plain && local == "item" && self.inside().is_some() {
            self.fault_here("The article before this line has no end; it was taken to end here.".into());
            while self.inside().is_some() {
                self.close_top(true)?;
            }
        }
        let inside = self.inside();
        if let Some(frame) = frame_of(space, local, inside) {
            if inside.is_none() {
                self.site()?;
                self.held = 0;
                self.has_items |= frame == Frame::Item;
            }
            let line = self.tokens.line();
            let record = Record {
                frame,
                fields: Fields::new(),
                terms: Vec::new(),
                comments: Vec::new(),
                more_comments: 0,
                line,
                is_cut: false,
            };
            self.open.push(Open { name: written.to_owned(), frame: Some(record), spaces, line });
            return if closed { self.close_top(false) } else { ControlFlow::Continue(()) };
        }
        if let Some(name) = field_of(space, local, inside) {
            let mark = |wanted: &str| {
                let found = attributes(tag).find(|(name, _)| *name == wanted);
                found.map_or(String::new(), |(_, value)| decode(value, Names::Xml).into_owned())
            };
            let marks = if name == "category" { (mark("domain"), mark("nicename")) } else { Default::default() };
            let line = self.tokens.line();
            self.field = Some(Field { tag: written.to_owned(), name, text: String::new(), marks, line });
            if closed {
                self.finish_field();
            }
            return ControlFlow::Continue(());
        }
        if closed {
            return ControlFlow::Continue(());
        }
        if self.open.len() >= MOST_DEPTH {
            self.fault_here(
                "Elements are nested too deeply here; they were read as if they stood side by side.".into(),
            );
            return ControlFlow::Continue(());
        }
        self.open.push(Open { name: written.to_owned(), frame: None, spaces, line: self.tokens.line() });
        ControlFlow::Continue(())
    }

    fn end_tag(&mut self, tag: &str) -> ControlFlow<()> {
        if let Some(field) = &self.field {
            if field.tag == tag {
                self.finish_field();
                return ControlFlow::Continue(());
            }
            if !self.open.iter().any(|open| open.name == tag) {
                self.text(&format!("</{tag}>"));
                return ControlFlow::Continue(());
            }
            self.finish_cut_field();
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == tag) else {
            self.fault_here(format!("Here ends a <{tag}> that never began; it was passed over.", tag = short(tag)));
            return ControlFlow::Continue(());
        };
        while self.open.len() > at + 1 {
            if let Some(open) = self.open.last() {
                let words = format!("<{}>, begun in line {}, does not end before this line.", open.name, open.line);
                self.fault_here(words);
            }
            self.close_top(true)?;
        }
        self.close_top(false)
    }

    /// Closes the innermost open element and, when it is a frame, passes on what it holds.
    fn close_top(&mut self, is_cut: bool) -> ControlFlow<()> {
        let Some(Open { frame: Some(mut record), .. }) = self.open.pop() else { return ControlFlow::Continue(()) };
        record.is_cut = is_cut;
        let around = self.open.iter_mut().rev().find_map(|open| open.frame.as_mut());
        match (record.frame, around) {
            (Frame::Aside, _) => {}
            (Frame::Meta, Some(item)) => {
                let key = record.fields.get("meta_key").map_or("", |key| key.trim());
                let kept = ["_thumbnail_id", "_wp_attachment_image_alt"].into_iter().find(|known| *known == key);
                if let (Some(name), Some(value)) = (kept, record.fields.remove("meta_value")) {
                    item.fields.entry(name).or_insert(value);
                }
            }
            (Frame::Comment, Some(item)) if item.comments.len() < MOST_COMMENTS => item.comments.push(record.fields),
            (Frame::Comment, Some(item)) => item.more_comments += 1,
            (Frame::Item, _) => return self.collected.item(record),
            _ => return self.collected.other(record),
        }
        ControlFlow::Continue(())
    }

    fn text(&mut self, text: &str) {
        let Some(field) = &mut self.field else { return };
        let room = MOST_TEXT.saturating_sub(field.text.len()).min(MOST_ITEM.saturating_sub(self.held));
        let part = crate::words::cut(text, room);
        field.text.push_str(part);
        self.held += part.len();
        if part.len() < text.len() {
            self.fault_here("This article is larger than can be held; the rest of it was left out.".into());
        }
    }

    fn finish_cut_field(&mut self) {
        if let Some(field) = &self.field {
            let words = format!("<{}>, begun in line {}, has no end.", field.tag, field.line);
            self.fault_here(words);
        }
        self.finish_field();
    }

    fn finish_field(&mut self) {
        let Some(field) = self.field.take() else { return };
        let record = self.open.iter_mut().rev().find_map(|open| open.frame.as_mut());
        match record {
            Some(record) if field.name == "category" => {
                let (kind, slug) = field.marks;
                if record.terms.len() < MOST_TERMS {
                    record.terms.push((kind, slug, field.text));
                }
            }
            Some(record) => {
                keep(&mut record.fields, field.name, field.text);
            }
            None => {
                if let Some(site) = &mut self.collected.site {
                    keep(site, field.name, field.text);
                }
            }
        }
    }

    /// The end of the export, wherever it came.
    fn end(&mut self) -> ControlFlow<()> {
        if let Some(words) = self.tokens.broken.take() {
            self.fault_here(words);
        }
        let unfinished = self.open.iter().rev().find(|open| open.frame.is_some()).or(self.open.last());
        if let Some(open) = unfinished {
            let words = format!(
                "The export ends inside of <{}>, begun in line {}: it was cut off, so what followed is missing. Export it again.",
                open.name, open.line
            );
            self.fault_here(words);
        }
        self.finish_field();
        while !self.open.is_empty() {
            self.close_top(true)?;
        }
        self.site()?;
        if !self.has_channel {
            let words = "There is no <channel> in it: is this the file that WordPress wrote?";
            self.collected.summary.unreadable("the export", words);
        }
        ControlFlow::Continue(())
    }

    /// Hands over what is known of the site, before anything else.
    fn site(&mut self) -> ControlFlow<()> {
        match self.collected.site.take() {
            Some(fields) => self.collected.site(fields),
            None => ControlFlow::Continue(()),
        }
    }

    fn inside(&self) -> Option<Frame> {
        self.open.iter().rev().find_map(|open| open.frame.as_ref()).map(|record| record.frame)
    }

    fn space(&self, prefix: &str) -> Space {
        let declared = self.open.iter().rev().flat_map(|open| &open.spaces).find(|(known, _)| known == prefix);
        declared.map_or_else(|| space_by_habit(prefix), |&(_, space)| space)
    }

    fn fault_here(&mut self, words: String) {
        let place = format!("line {}", self.tokens.line());
        self.collected.summary.unreadable(&place, words);
    }
}

/// Cannot stand inside of a text: the text before it has lost its end.
fn is_of_export(space: Space, local: &str) -> bool {
    match space {
        Space::Wp | Space::Content | Space::Excerpt | Space::Dublin => true,
        Space::Plain => matches!(local, "item" | "channel" | "category" | "pubDate" | "guid" | "description"),
        Space::Foreign => false,
    }
}

fn keep(fields: &mut Fields, name: &'static str, text: String) {
    let known = fields.entry(name).or_default();
    if known.trim().is_empty() {
        *known = text;
    }
}

fn short(tag: &str) -> &str {
    crate::words::cut(tag, 60)
}
