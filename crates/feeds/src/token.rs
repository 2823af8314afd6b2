//! Where do the tags begin and end?
//!
//! A reader of markup that never fails. Comments, processing instructions and CDATA are stepped over; text is not
//! handed out at all, because whoever wants it has the positions (see `tree`). A `<` that begins nothing is text.

use memchr::{memchr, memchr2, memmem};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    Open { name: &'a str, attributes: &'a str, empty: bool },
    Close { name: &'a str },
    Doctype(&'a str),
}

pub struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// Ends that do not come any more: looking for each again and again would take the square of the length.
    no_comment_end: bool,
    no_instruction_end: bool,
    doctype_seen: bool,
}

/// A token and the bytes that it covers.
pub struct Found<'a> {
    pub token: Token<'a>,
    pub start: usize,
    pub end: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(source: &'a str) -> Tokens<'a> {
        Tokens { source, at: 0, no_comment_end: false, no_instruction_end: false, doctype_seen: false }
    }

    /// How far it has read.
    pub fn position(&self) -> usize {
        self.at
    }

    fn find_from(&self, from: usize, what: &[u8]) -> Option<usize> {
        memmem::find(self.source.as_bytes().get(from..)?, what).map(|at| at + from)
    }

    /// Steps over `<!...`: gives the document type, if it is one.
    fn declaration(&mut self, start: usize) -> Option<Found<'a>> {
        let rest = &self.source.as_bytes()[start..];
        let end = self.source.len();
        if rest.starts_with(b"<!--") {
            // An unfinished comment hides nothing: what follows is read.
            let found = if self.no_comment_end { None } else { self.find_from(start + 4, b"-->") };
            self.no_comment_end = found.is_none();
            self.at = found.map_or(start + 4, |at| at + 3);
        } else if rest.starts_with(b"<![CDATA[") {
            self.at = self.find_from(start + 9, b"]]>").map_or(end, |at| at + 3);
        } else if !self.doctype_seen && rest.len() > 9 && rest[..9].eq_ignore_ascii_case(b"<!doctype") {
            self.doctype_seen = true;
            self.at = doctype_end(self.source, start);
            let token = Token::Doctype(&self.source[start..self.at]);
            return Some(Found { token, start, end: self.at });
        } else {
            self.at = memchr(b'>', rest).map_or(start + 2, |at| start + at + 1);
        }
        None
    }

    fn close(&mut self, start: usize) -> Option<Found<'a>> {
        let bytes = self.source.as_bytes();
        let name_start = start + 2;
        if !bytes.get(name_start).is_some_and(|byte| begins_name(*byte)) {
            self.at = name_start;
            return None;
        }
        let found = memchr2(b'>', b'<', &bytes[name_start..]);
        let stop = found.map_or(bytes.len(), |at| name_start + at);
        self.at = if bytes.get(stop) == Some(&b'>') { stop + 1 } else { stop };
        let name = self.source[name_start..stop].trim_end();
        let name = name.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or(name);
        Some(Found { token: Token::Close { name }, start, end: self.at })
    }

    fn open(&mut self, start: usize) -> Found<'a> {
        let bytes = self.source.as_bytes();
        let name_start = start + 1;
        let mut name_end = name_start;
        while name_end < bytes.len() && !ends_name(bytes[name_end]) {
            name_end += 1;
        }
        let (mut stop, end) = tag_end(bytes, name_end);
        self.at = end;
        let empty = stop > name_end && bytes[stop - 1] == b'/' || stop == name_end && bytes.get(stop) == Some(&b'/');
        if empty && stop > name_end {
            stop -= 1;
        }
        let name = &self.source[name_start..name_end];
        let attributes = self.source[name_end..stop].trim();
        Found { token: Token::Open { name, attributes, empty }, start, end }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Found<'a>;

    fn next(&mut self) -> Option<Found<'a>> {
        let bytes = self.source.as_bytes();
        while let Some(found) = memchr(b'<', &bytes[self.at..]) {
            let start = self.at + found;
            let token = match bytes.get(start + 1) {
                Some(b'!') => self.declaration(start),
                Some(b'?') => {
                    let end =
                        if self.no_instruction_end { None } else { self.find_from(start, b"?>").map(|at| at + 2) };
                    self.no_instruction_end = end.is_none();
                    self.at = end.or_else(|| self.find_from(start, b">").map(|at| at + 1)).unwrap_or(bytes.len());
                    None
                }
                Some(b'/') => self.close(start),
                Some(byte) if begins_name(*byte) => Some(self.open(start)),
                _ => {
                    self.at = start + 1;
                    None
                }
            };
            if token.is_some() {
                return token;
            }
        }
        self.at = bytes.len();
        None
    }
}

fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || byte >= 0x80
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<' | b'"' | b'\'' | b'=')
}

/// Where the tag's text stops, and where reading goes on. Quotes count only as an attribute's value begins, and a
/// quote that is never closed does not swallow the rest of the feed.
pub fn tag_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return (at, at + 1),
            b'<' => return (at, at),
            b'=' => {
                at += 1;
                while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                let Some(quote) = bytes.get(at).filter(|byte| matches!(byte, b'"' | b'\'')) else { continue };
                match memchr(*quote, &bytes[at + 1..]) {
                    Some(length) if length < 1_000_000 => at += length + 2,
                    _ => at += 1,
                }
            }
            _ => at += 1,
        }
    }
    (bytes.len(), bytes.len())
}

/// A document type may hold `>` in its internal subset; one without an end ends at its first `>`.
fn doctype_end(source: &str, start: usize) -> usize {
    let bytes = source.as_bytes();
    let first = memchr(b'>', &bytes[start..]).map_or(bytes.len(), |at| start + at + 1);
    let subset = memchr(b'[', &bytes[start..first]);
    let Some(opened) = subset else { return first };
    match memmem::find(&bytes[start + opened..], b"]") {
        Some(_) => {
            let mut at = start + opened + 1;
            let mut quote = None;
            while at < bytes.len() {
                match (bytes[at], quote) {
                    (byte, Some(open)) if byte == open => quote = None,
                    (byte @ (b'"' | b'\''), None) => quote = Some(byte),
                    (b']', None) => {
                        return memchr(b'>', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1);
                    }
                    _ => {}
                }
                at += 1;
            }
            first
        }
        None => first,
    }
}

/// The attributes of a tag in order: names as written, values undecoded.
pub struct Attributes<'a>(pub &'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        let text = self.0.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'' | '='));
        let name_end = text.bytes().position(|b| b == b'=' || b.is_ascii_whitespace()).unwrap_or(text.len());
        if name_end == 0 {
            self.0 = "";
            return None;
        }
        let (name, rest) = text.split_at(name_end);
        let Some(rest) = rest.trim_start().strip_prefix('=') else {
            self.0 = rest;
            return Some((name, ""));
        };
        let rest = rest.trim_start();
        let quote = rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''));
        let quoted = quote.and_then(|quote| Some((quote, memchr(quote, &rest.as_bytes()[1..])?)));
        let (value, rest) = match quoted {
            Some((_, length)) => (&rest[1..=length], &rest[length + 2..]),
            None => {
                let end = rest.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(rest.len());
                (rest[..end].trim_matches(['"', '\'']), &rest[end..])
            }
        };
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::{Attributes, Token, Tokens};

    fn written(source: &str) -> String {
        Tokens::new(source)
            .map(|found| match found.token {
                Token::Open { name, empty, .. } => format!("<{name}{}", if empty { "/" } else { "" }),
                Token::Close { name } => format!(">{name}"),
                Token::Doctype(_) => "!".to_owned(),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn tags_are_found_in_whatever_stands_around_them() {
        for (source, want) in [
            ("<a><b/></a>", "<a <b/ >a"),
            ("<a href='x>y' b=\"/\"/>", "<a/"),
            ("1 < 2 <b>&</b >", "<b >b"),
            ("<!-- <x> --><y><![CDATA[<z>]]></y>", "<y >y"),
            ("<!DOCTYPE r [<!ENTITY a \"]>\">]><r>", "! <r"),
            ("<a title=\"never closed><b>", "<a <b"),
            ("<a <b>", "<a <b"),
            ("</ x><?php <q> ?></p", ">p"),
            ("<![CDATA[<z>", ""),
            ("<", ""),
        ] {
            assert_eq!(written(source), want, "{source}");
        }
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let found: Vec<_> = Attributes("a=\"1 2\" b = '3' c=4 d e=\"unclosed").collect();
        assert_eq!(found, [("a", "1 2"), ("b", "3"), ("c", "4"), ("d", ""), ("e", "unclosed")]);
    }
}
