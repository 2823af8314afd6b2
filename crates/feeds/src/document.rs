//! What is being read: the text, what it declared about itself, and what was wrong with it so far.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memmem};

use crate::Fault;
use crate::entity::{Declared, decode, decode_into, escape};
use crate::links;
use crate::plain::cut;
use crate::token::tag_end;
use crate::tree::Node;

/// Bytes of one text; an entry has few.
pub const LONGEST_TEXT: usize = 2_000_000;
const MOST_FAULTS: usize = 100;
const MOST_BASES: usize = 1_000;

pub struct Document<'a> {
    pub source: &'a str,
    pub declared: Declared,
    pub faults: Faults,
    /// Addresses that `xml:base` set, first the empty one for "none".
    bases: Vec<String>,
    languages: Vec<&'a str>,
    /// Where the feed itself lies.
    pub own_address: Option<&'a str>,
}

impl<'a> Document<'a> {
    pub fn new(source: &'a str, own_address: Option<&'a str>, faults: Faults) -> Document<'a> {
        let declared = Declared::default();
        Document { source, declared, faults, bases: vec![String::new()], languages: vec![""], own_address }
    }

    pub fn fault(&mut self, place: &str, what: impl Into<String>) {
        self.faults.add(|| (place.to_owned(), what.into()));
    }

    pub fn fault_at(&mut self, position: usize, what: impl FnOnce() -> String) {
        let before = &self.source.as_bytes()[..position.min(self.source.len())];
        self.faults.add(|| (format!("line {}", memchr_iter(b'\n', before).count() + 1), what()));
    }

    /// The base that holds inside an element which says `xml:base="value"` inside one where `outer` holds.
    pub fn add_base(&mut self, outer: u16, value: &str) -> u16 {
        let value = decode(value, &self.declared);
        let outer_address = self.base(outer).or(self.own_address);
        match links::absolute(&value, outer_address) {
            Some(address) if self.bases.len() < MOST_BASES => {
                self.bases.push(address);
                (self.bases.len() - 1) as u16
            }
            _ => outer,
        }
    }

    pub fn base(&self, index: u16) -> Option<&str> {
        self.bases.get(index as usize).map(String::as_str).filter(|address| !address.is_empty())
    }

    pub fn add_language(&mut self, value: &'a str) -> u16 {
        if let Some(found) = self.languages.iter().position(|known| *known == value) {
            return found as u16;
        }
        if self.languages.len() >= MOST_BASES {
            return 0;
        }
        self.languages.push(value);
        (self.languages.len() - 1) as u16
    }

    pub fn language(&self, index: u16) -> Option<String> {
        let tag = self.languages.get(index as usize)?.trim();
        (!tag.is_empty()).then(|| cut(tag, 40).replace('_', "-"))
    }

    /// What stands between the node's tags, cut to a size.
    pub fn raw(&self, node: &Node<'a>) -> &'a str {
        cut(&self.source[node.inner.0..node.inner.1], LONGEST_TEXT)
    }

    /// Its text with references decoded once and markup left out, trimmed.
    pub fn text(&self, node: &Node<'a>) -> Cow<'a, str> {
        trimmed(self.read(self.raw(node), Keep::Text))
    }

    /// Its text if there is any.
    pub fn some_text(&self, node: &Node<'a>) -> Option<String> {
        let text = self.text(node);
        (!text.is_empty()).then(|| text.into_owned())
    }

    pub fn attribute(&self, node: &Node<'a>, name: &str) -> Option<Cow<'a, str>> {
        let value = decode(node.raw_attribute(name)?, &self.declared);
        Some(trimmed(value)).filter(|value| !value.is_empty())
    }

    /// Turns source into text: see [`Keep`].
    pub fn read<'s>(&self, raw: &'s str, keep: Keep) -> Cow<'s, str> {
        let bytes = raw.as_bytes();
        let Some(first) = memchr(b'<', bytes) else {
            return if keep == Keep::Xhtml { Cow::Borrowed(raw) } else { decode(raw, &self.declared) };
        };
        if let Some(whole) = whole_cdata(raw) {
            return if keep == Keep::Xhtml { escape(whole) } else { Cow::Borrowed(whole) };
        }
        let mut out = String::with_capacity(raw.len());
        let comments_end = memmem::rfind(bytes, b"-->").unwrap_or(0);
        let (mut at, mut next) = (0, Some(first));
        loop {
            let start = next.unwrap_or(bytes.len());
            let text = &raw[at..start];
            if keep == Keep::Xhtml {
                out.push_str(text)
            } else {
                decode_into(text, 0, &self.declared, &mut out)
            }
            if start == bytes.len() {
                return Cow::Owned(out);
            }
            let rest = &raw[start..];
            at = start + self.markup(rest, keep, start < comments_end, &mut out);
            next = memchr(b'<', &bytes[at..]).map(|found| at + found);
        }
    }

    /// Reads the markup at the start of `rest`; gives its length.
    fn markup(&self, rest: &str, keep: Keep, comment_ends: bool, out: &mut String) -> usize {
        let bytes = rest.as_bytes();
        if bytes.starts_with(b"<![CDATA[") {
            let end = memmem::find(bytes, b"]]>").unwrap_or(bytes.len());
            let text = rest.get(9..end).unwrap_or("");
            if keep == Keep::Xhtml {
                out.push_str(&escape(text))
            } else {
                out.push_str(text)
            }
            return (end + 3).min(bytes.len());
        }
        if bytes.starts_with(b"<!--") && comment_ends {
            return memmem::find(bytes, b"-->").map_or(4, |at| at + 3);
        }
        let is_tag =
            bytes.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?' | b'_'));
        if !is_tag {
            out.push_str(if keep == Keep::Xhtml { "&lt;" } else { "<" });
            return 1;
        }
        let (_, end) = tag_end(bytes, 1);
        let tag = &rest[..end];
        if keep != Keep::Text && !matches!(bytes[1], b'!' | b'?') {
            push_tag(tag, out);
        }
        end
    }
}

/// What `Document::read` makes of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Tags go, text is decoded.
    Text,
    /// Tags stay, text is decoded: it was escaped HTML all along.
    Html,
    /// Tags stay, and so does the escaping of text.
    Xhtml,
}

/// `<xhtml:p>` is `<p>` in HTML.
fn push_tag(tag: &str, out: &mut String) {
    let (start, rest) = match tag.strip_prefix("</") {
        Some(rest) => ("</", rest),
        None => ("<", &tag[1..]),
    };
    let name_end = rest.bytes().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).unwrap_or(rest.len());
    out.push_str(start);
    let local = rest[..name_end].rfind(':').map_or(0, |colon| colon + 1);
    out.push_str(&rest[local..]);
}

fn whole_cdata(raw: &str) -> Option<&str> {
    let inner = raw.trim().strip_prefix("<![CDATA[")?;
    let end = memmem::find(inner.as_bytes(), b"]]>")?;
    (end + 3 == inner.len()).then(|| &inner[..end])
}

pub fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// What could not be read; a bounded list.
#[derive(Default)]
pub struct Faults {
    list: Vec<Fault>,
    more: usize,
}

impl Faults {
    /// The sentence is only made when there is room for it.
    pub fn add(&mut self, fault: impl FnOnce() -> (String, String)) {
        if self.list.len() >= MOST_FAULTS {
            self.more += 1;
            return;
        }
        let (where_, what) = fault();
        self.list.push(Fault { where_, what });
    }

    pub fn finish(mut self) -> Vec<Fault> {
        if self.more > 0 {
            let what = format!("{} more faults are not listed", self.more);
            self.list.push(Fault { where_: "feed".to_owned(), what });
        }
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Faults, Keep};

    #[test]
    fn text_is_decoded_once_whatever_it_is_wrapped_in() {
        let document = Document::new("", None, Faults::default());
        for (raw, keep, want) in [
            ("a &amp;amp; b", Keep::Text, "a &amp; b"),
            ("<![CDATA[a &amp; <b>b</b>]]>", Keep::Html, "a &amp; <b>b</b>"),
            ("x <![CDATA[<i>]]> &lt;b&gt; <!-- no --> y", Keep::Html, "x <i> <b>  y"),
            ("x <b>bold</b> 1 < 2", Keep::Text, "x bold 1 < 2"),
            ("<h:p>1 &lt; 2</h:p><![CDATA[<]]>", Keep::Xhtml, "<p>1 &lt; 2</p>&lt;"),
            ("<![CDATA[never closed", Keep::Html, "never closed"),
        ] {
            assert_eq!(document.read(raw, keep), want, "{raw}");
        }
    }
}
