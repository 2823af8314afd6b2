//! A page as a flat list of nodes in the order of the source.
//!
//! Because a node's descendants are exactly the nodes between it and its `end`, every walk is a loop over numbers:
//! nothing recurses, whatever a stranger nests. The tree is for thinking about a page; what readers are shown is
//! judged by ammonia.

mod parse;
mod reference;
mod tag;

use std::borrow::Cow;

pub use parse::parse;
pub use reference::{decode, escape_attribute, escape_text};
pub use tag::Tag;

/// Position of a node in its page.
pub type NodeId = usize;

#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    pub tag: Tag,
    /// The element around it; the root is its own parent.
    pub parent: NodeId,
    /// One past its last descendant.
    pub end: NodeId,
    /// A text node's text as written in the source.
    raw: &'a str,
    /// Where its attributes start and how many there are.
    attributes: (u32, u16),
    /// Text in which `&` is only an ampersand.
    literal: bool,
}

/// A page, parsed as far as it goes.
#[derive(Debug, Default)]
pub struct Page<'a> {
    pub nodes: Vec<Node<'a>>,
    attributes: Vec<(&'a str, &'a str)>,
    /// What had to be cut.
    pub faults: Vec<String>,
}

impl<'a> Page<'a> {
    pub fn tag(&self, id: NodeId) -> Tag {
        self.nodes.get(id).map_or(Tag::Other, |node| node.tag)
    }

    pub fn end(&self, id: NodeId) -> NodeId {
        self.nodes.get(id).map_or(id + 1, |node| node.end)
    }

    pub fn parent(&self, id: NodeId) -> NodeId {
        self.nodes.get(id).map_or(0, |node| node.parent)
    }

    /// All nodes below `id`, in the order of the source.
    pub fn below(&self, id: NodeId) -> std::ops::Range<NodeId> {
        id + 1..self.end(id)
    }

    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.end(id);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let this = next;
            next = self.end(this).max(this + 1);
            (this < end).then_some(this)
        })
    }

    /// The elements around `id`, from the nearest outwards, without the root.
    pub fn around(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut at = id;
        std::iter::from_fn(move || {
            at = self.parent(at);
            (at != 0).then_some(at)
        })
    }

    /// An attribute as written in the source.
    pub fn raw_attribute(&self, id: NodeId, name: &str) -> Option<&'a str> {
        self.raw_attributes(id).iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
    }

    pub fn raw_attributes(&self, id: NodeId) -> &[(&'a str, &'a str)] {
        let Some(node) = self.nodes.get(id) else { return &[] };
        let start = node.attributes.0 as usize;
        self.attributes.get(start..start + usize::from(node.attributes.1)).unwrap_or(&[])
    }

    pub fn attribute(&self, id: NodeId, name: &str) -> Option<Cow<'a, str>> {
        self.raw_attribute(id, name).map(decode)
    }

    /// The text of a text node; empty for elements.
    pub fn text(&self, id: NodeId) -> Cow<'a, str> {
        match self.nodes.get(id) {
            Some(node) if node.literal => Cow::Borrowed(node.raw),
            Some(node) => decode(node.raw),
            None => Cow::Borrowed(""),
        }
    }

    /// The text of a text node as written in the source.
    pub fn raw_text(&self, id: NodeId) -> &'a str {
        self.nodes.get(id).map_or("", |node| node.raw)
    }

    /// All text below `id` in one line, without what is not meant to be read.
    pub fn line(&self, id: NodeId) -> String {
        let mut line = String::new();
        let mut at = id;
        while at < self.end(id) {
            let tag = self.tag(at);
            if tag == Tag::Text {
                line.push_str(&self.text(at));
            } else if tag.is_unread() && at != id {
                at = self.end(at);
                continue;
            } else if tag.is_block() || tag == Tag::Br {
                line.push(' ');
            }
            at += 1;
        }
        one_line(&line)
    }

    /// The text of the first node inside an element with raw text (`script`, `title`).
    pub fn inner_raw(&self, id: NodeId) -> &'a str {
        self.below(id).next().map_or("", |child| self.raw_text(child))
    }

    pub fn first(&self, tag: Tag) -> Option<NodeId> {
        self.nodes.iter().position(|node| node.tag == tag)
    }
}

/// White space as one space between words, none around.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
