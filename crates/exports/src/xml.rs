//! XML as a stream of tags and texts, from bytes that may be wrong in any way.
//!
//! Written for this crate because every token has a cap: an export may have a gigabyte without a single `<`, and a
//! reader that holds a token until it ends would hold that. It never fails and never looks at what a document type
//! declares. Bytes that are no UTF-8 are replaced.

use std::borrow::Cow;
use std::io::{BufRead, ErrorKind};

/// Bytes of one text; what follows is read past.
pub const MOST_TEXT: usize = 4 << 20;
/// Bytes of one tag.
const MOST_TAG: usize = 64 << 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// What stands between `<` and `>`.
    Start {
        /// It ends with `/>`.
        closed: bool,
    },
    /// The name between `</` and `>`.
    End,
    /// Text as written, with its references.
    Text,
    /// Text that is nothing but text.
    Literal,
    /// A document type with declarations of its own.
    Declares,
}

pub struct Tokens<R> {
    reader: R,
    /// What the last token holds.
    held: Vec<u8>,
    line: u64,
    /// The last token was longer than its cap.
    pub was_cut: bool,
    /// Why nothing more came, other than that the export ended: a sentence.
    pub broken: Option<String>,
}

impl<R: BufRead> Tokens<R> {
    pub fn new(reader: R) -> Tokens<R> {
        Tokens { reader, held: Vec::new(), line: 1, was_cut: false, broken: None }
    }

    /// The line that the reader has come to, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    pub fn held(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.held)
    }

    /// The next token, or `None` at the end.
    pub fn next(&mut self) -> Option<Token> {
        loop {
            self.held.clear();
            self.was_cut = false;
            if self.peek()? != b'<' {
                self.text();
                return Some(Token::Text);
            }
            self.take();
            match self.peek() {
                Some(b'!') => {
                    self.take();
                    if let Some(token) = self.declaration() {
                        return Some(token);
                    }
                }
                Some(b'?') => self.skip_to(b"?>"),
                Some(b'/') => {
                    self.take();
                    self.tag();
                    return Some(Token::End);
                }
                Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => {
                    self.tag();
                    let closed = self.held.last() == Some(&b'/');
                    if closed {
                        self.held.pop();
                    }
                    return Some(Token::Start { closed });
                }
                _ => {
                    self.held.push(b'<');
                    return Some(Token::Text);
                }
            }
        }
    }

    fn declaration(&mut self) -> Option<Token> {
        match self.peek() {
            Some(b'-') => {
                self.take();
                if self.peek() == Some(b'-') {
                    self.take();
                    self.skip_to(b"-->");
                } else {
                    self.skip_to(b">");
                }
                None
            }
            Some(b'[') => {
                for wanted in b"[CDATA[" {
                    if self.peek() != Some(*wanted) {
                        self.skip_to(b">");
                        return None;
                    }
                    self.take();
                }
                self.until(b"]]>", true);
                Some(Token::Literal)
            }
            _ => self.document_type(),
        }
    }

    /// Up to the `>` outside of brackets and quotes; tells whether there were brackets.
    fn document_type(&mut self) -> Option<Token> {
        let (mut depth, mut quote, mut declares) = (0u32, None, false);
        while let Some(byte) = self.peek() {
            self.take();
            match (quote, byte) {
                (Some(open), _) if byte == open => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'[') => {
                    depth += 1;
                    declares = true;
                }
                (None, b']') => depth = depth.saturating_sub(1),
                (None, b'>') if depth == 0 => break,
                _ => {}
            }
        }
        declares.then_some(Token::Declares)
    }

    fn text(&mut self) {
        while let Some(chunk) = fill(&mut self.reader, &mut self.broken) {
            let end = memchr::memchr(b'<', chunk);
            let length = end.unwrap_or(chunk.len());
            self.line += newlines(&chunk[..length]);
            self.was_cut |= hold(&mut self.held, &chunk[..length], MOST_TEXT);
            self.reader.consume(length);
            if end.is_some() {
                return;
            }
        }
    }

    /// A tag up to its `>` outside of quotes. A `<` ends it too: the `>` was forgotten.
    fn tag(&mut self) {
        let mut quote = None;
        while let Some(chunk) = fill(&mut self.reader, &mut self.broken) {
            let end = memchr::memchr2(b'>', b'<', chunk);
            let length = end.unwrap_or(chunk.len());
            let part = &chunk[..length];
            for &byte in part {
                match quote {
                    Some(open) if byte == open => quote = None,
                    None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
                    _ => {}
                }
            }
            self.line += newlines(part);
            self.was_cut |= hold(&mut self.held, part, MOST_TAG);
            let closes = end.is_some_and(|at| chunk.get(at) == Some(&b'>'));
            self.reader.consume(length + usize::from(closes));
            if end.is_none() {
                continue;
            }
            if closes && quote.is_some() && !self.was_cut {
                self.held.push(b'>');
                continue;
            }
            return;
        }
    }

    fn skip_to(&mut self, end: &[u8]) {
        self.until(end, false);
        self.held.clear();
    }

    /// Reads past `end`, which ends with `>`, and holds what comes before it if that is wished.
    fn until(&mut self, end: &[u8], keep: bool) {
        let mut tail = [0u8; 3];
        while let Some(chunk) = fill(&mut self.reader, &mut self.broken) {
            let found = memchr::memchr(b'>', chunk);
            let length = found.map_or(chunk.len(), |at| at + 1);
            let part = &chunk[..length];
            for &byte in part.get(length.saturating_sub(3)..).unwrap_or(part) {
                tail = [tail[1], tail[2], byte];
            }
            self.line += newlines(part);
            if keep {
                self.was_cut |= hold(&mut self.held, part, MOST_TEXT);
            }
            self.reader.consume(length);
            if found.is_some() && tail.ends_with(end) {
                if keep && !self.was_cut {
                    self.held.truncate(self.held.len().saturating_sub(end.len()));
                }
                return;
            }
        }
        self.broken
            .get_or_insert_with(|| "The export ends inside of a text: it was cut off, so export it again.".into());
    }

    fn peek(&mut self) -> Option<u8> {
        fill(&mut self.reader, &mut self.broken)?.first().copied()
    }

    /// Reads past the byte that was looked at.
    fn take(&mut self) {
        if self.peek() == Some(b'\n') {
            self.line += 1;
        }
        self.reader.consume(1);
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// Appends as much as fits; `true` when something did not.
fn hold(held: &mut Vec<u8>, bytes: &[u8], most: usize) -> bool {
    let room = most.saturating_sub(held.len()).min(bytes.len());
    held.extend_from_slice(&bytes[..room]);
    room < bytes.len()
}

/// What is read next, never empty.
fn fill<'r, R: BufRead>(reader: &'r mut R, broken: &mut Option<String>) -> Option<&'r [u8]> {
    loop {
        match reader.fill_buf() {
            Ok([]) => return None,
            // Asked again, since a borrow that is returned cannot end in the other arms.
            Ok(_) => break,
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            Err(fault) => {
                broken.get_or_insert_with(|| format!("The export could not be read any further: {fault}."));
                return None;
            }
        }
    }
    reader.fill_buf().ok().filter(|chunk| !chunk.is_empty())
}

/// The attributes of a tag: name and value as written.
pub fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag.split_once(|letter: char| letter.is_whitespace()).map_or("", |(_, rest)| rest);
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next()?;
        let (value, next) = if matches!(quote, '"' | '\'') {
            after[1..].split_once(quote).unwrap_or((&after[1..], ""))
        } else {
            after.split_once(|letter: char| letter.is_whitespace()).unwrap_or((after, ""))
        };
        rest = next;
        Some((name.trim(), value))
    })
}

/// The name that a tag begins with.
pub fn name(tag: &str) -> &str {
    tag.split(|letter: char| letter.is_whitespace()).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens, attributes, name};

    fn tokens(xml: &str) -> String {
        // A reader with three bytes at a time meets every border.
        let reader = std::io::BufReader::with_capacity(3, xml.as_bytes());
        let mut tokens = Tokens::new(reader);
        let mut out = String::new();
        while let Some(token) = tokens.next() {
            let held = tokens.held();
            out.push_str(&match token {
                Token::Start { closed: false } => format!("<{held}>"),
                Token::Start { closed: true } => format!("<{held}/>"),
                Token::End => format!("</{held}>"),
                Token::Text => format!("({held})"),
                Token::Literal => format!("[{held}]"),
                Token::Declares => "!".to_owned(),
            });
        }
        if tokens.broken.is_some() {
            out.push('…');
        }
        out
    }

    #[test]
    fn bytes_become_tokens_however_wrong_they_are() {
        for (xml, want) in [
            ("<?xml version='1.0'?><a b='1'>x</a>", "<a b='1'>(x)</a>"),
            ("<a/><!-- <b> -- --><c />", "<a/><c />"),
            ("<![CDATA[a <b> ]] ]> c]]>d", "[a <b> ]] ]> c](d)"),
            ("<![CDATA[]]>", "[]"),
            ("<![CDATA[]]]]><![CDATA[>]]>", "[]]][>]"),
            ("<![CDATA[cut", "[cut]…"),
            ("1 < 2", "(1 )(<)( 2)"),
            ("<!DOCTYPE x [<!ENTITY a \"]>\">]><y>", "!<y>"),
            ("<!DOCTYPE x><y>", "<y>"),
            ("<a b='>'>x", "<a b='>'>(x)"),
            ("<a <b>", "<a ><b>"),
            ("<!-x><![if y]>z", "(z)"),
            ("<", "(<)"),
            ("", ""),
        ] {
            assert_eq!(tokens(xml), want, "{xml}");
        }
    }

    #[test]
    fn a_long_text_is_cut_and_the_rest_still_read() {
        let long = format!("<a>{}</a><b>", "x".repeat(super::MOST_TEXT + 10));
        let mut tokens = Tokens::new(long.as_bytes());
        tokens.next();
        assert_eq!(tokens.next(), Some(Token::Text));
        assert!(tokens.was_cut);
        assert_eq!(tokens.held().len(), super::MOST_TEXT);
        assert_eq!(tokens.next(), Some(Token::End));
        assert_eq!(tokens.next(), Some(Token::Start { closed: false }));
    }

    #[test]
    fn attributes_are_read_with_any_quotes() {
        let tag = "category domain=\"post_tag\" nicename='a b' x=1 y";
        assert_eq!(name(tag), "category");
        let read: Vec<_> = attributes(tag).collect();
        assert_eq!(read, [("domain", "post_tag"), ("nicename", "a b"), ("x", "1")]);
    }
}
