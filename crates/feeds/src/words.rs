//! Is this text plain, or HTML?
//!
//! Atom says so (`type`, and `mode` in version 0.3), RSS leaves it open: its descriptions are HTML, its titles are
//! whichever they look like.

use std::borrow::Cow;

use crate::document::{Document, Keep, trimmed};
use crate::entity::escape;
use crate::links;
use crate::name::Space;
use crate::plain::{collapse, cut, looks_like_html, plain_text};
use crate::tree::Node;

/// Characters of a title.
const LONGEST_TITLE: usize = 2_000;

pub struct Words<'a> {
    value: Cow<'a, str>,
    is_html: bool,
}

impl<'a> Words<'a> {
    /// The text of an element that may say what it is.
    pub fn of(document: &Document<'a>, node: &Node<'a>) -> Words<'a> {
        let kind = node.raw_attribute("type").map(|kind| kind.trim().to_ascii_lowercase());
        let mode = node.raw_attribute("mode").map(|mode| mode.trim().to_ascii_lowercase());
        let raw = document.raw(node);
        let kind = kind.as_deref().unwrap_or("");
        let is_xhtml = matches!(kind, "xhtml" | "application/xhtml+xml") || node.space == Space::Xhtml;
        let is_html = matches!(kind, "html" | "text/html");
        let (value, is_html) = match mode.as_deref() {
            Some("base64") => from_base64(document, raw, is_html || is_xhtml),
            _ if is_base64(node, kind) => from_base64(document, raw, false),
            Some("escaped") if is_xhtml => (document.read(raw, Keep::Html), true),
            _ if is_xhtml => (without_div(document.read(raw, Keep::Xhtml)), true),
            _ if is_html && mode.as_deref().is_none_or(|mode| mode == "escaped") => {
                (document.read(raw, Keep::Html), true)
            }
            _ if is_html => (without_div(document.read(raw, Keep::Xhtml)), true),
            _ if node.space == Space::Atom => {
                let markup = raw.contains('<') && !raw.contains("<![CDATA[");
                if markup && !kind.starts_with("text") {
                    (without_div(document.read(raw, Keep::Xhtml)), true)
                } else {
                    (document.read(raw, Keep::Text), false)
                }
            }
            _ => {
                let value = document.read(raw, Keep::Html);
                let is_html = kind != "text" && kind != "plain" && kind != "text/plain" && looks_like_html(&value);
                (value, is_html)
            }
        };
        let mut value = trimmed(value);
        if is_html && let Some(base) = document.base(node.base) {
            value = match links::absolute_in_html(&value, base) {
                Cow::Owned(changed) => Cow::Owned(changed),
                Cow::Borrowed(_) => value,
            };
        }
        Words { value, is_html }
    }

    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    pub fn plain(&self) -> String {
        if self.is_html { plain_text(&self.value) } else { collapse(&self.value) }
    }

    pub fn html(self) -> String {
        if self.is_html { self.value.into_owned() } else { escape(&self.value).into_owned() }
    }

    /// As HTML that was never meant as plain text, whatever it looks like: descriptions of RSS.
    pub fn description(self) -> String {
        self.value.into_owned()
    }

    /// Plain and HTML, both cut to the length of a title; tells whether that cost something.
    pub fn title(self) -> (String, String, bool) {
        title(&self.value, self.is_html)
    }
}

/// See [`Words::title`].
pub fn title(value: &str, is_html: bool) -> (String, String, bool) {
    // Four bytes a character and markup: more than this cannot matter.
    let room = cut(value, LONGEST_TITLE * 16);
    let plain = if is_html { plain_text(room) } else { collapse(room) };
    let short: String = plain.chars().take(LONGEST_TITLE).collect();
    let was_cut = short.len() < plain.len() || room.len() < value.len();
    let html = if was_cut || !is_html { escape(&short).into_owned() } else { room.to_owned() };
    let html = if !is_html && !was_cut { escape(room).into_owned() } else { html };
    (short, html, was_cut)
}

/// RFC 4287, 4.1.3.3: content of a type that is neither text nor XML is Base64. Some do the same in titles.
fn is_base64(node: &Node, kind: &str) -> bool {
    node.space == Space::Atom
        && kind.contains('/')
        && !kind.starts_with("text/")
        && !kind.ends_with("+xml")
        && !kind.ends_with("/xml")
        && node.raw_attribute("src").is_none()
        && node.raw_attribute("mode").is_none()
}

fn from_base64<'a>(document: &Document<'a>, raw: &'a str, is_html: bool) -> (Cow<'a, str>, bool) {
    let text = document.read(raw, Keep::Text);
    match base64(&text).map(String::from_utf8) {
        Some(Ok(decoded)) => (Cow::Owned(decoded), is_html),
        _ => (text, is_html),
    }
}

/// Bytes of a Base64 text, white space ignored.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

/// Atom wraps XHTML in one `div` that is not part of the content.
fn without_div(html: Cow<'_, str>) -> Cow<'_, str> {
    let inner = |html: &str| -> Option<(usize, usize)> {
        let start = html.len() - html.trim_start().len();
        let rest = &html[start..];
        if !rest.get(..4)?.eq_ignore_ascii_case("<div")
            || !matches!(rest.as_bytes().get(4)?, b'>' | b' ' | b'\n' | b'\t')
        {
            return None;
        }
        let first = start + rest.find('>')? + 1;
        let end = html.trim_end().strip_suffix("</div>").or_else(|| html.trim_end().strip_suffix("</DIV>"))?.len();
        // `<div>a</div> b <div>c</div>` is no wrapper: inside, every `div` must be closed before the end.
        let between = html.get(first..end)?;
        let mut depth = 0i32;
        for (at, _) in between.match_indices("div") {
            let before = &between[..at];
            if before.ends_with("</") {
                depth -= 1;
            } else if before.ends_with('<') {
                depth += 1;
            }
            if depth < 0 {
                return None;
            }
        }
        Some((first, end))
    };
    match (inner(&html), html) {
        (Some((start, end)), Cow::Borrowed(html)) => Cow::Borrowed(&html[start..end]),
        (Some((start, end)), Cow::Owned(html)) => Cow::Owned(html[start..end].to_owned()),
        (None, html) => html,
    }
}

#[cfg(test)]
mod tests {
    use super::{base64, without_div};

    #[test]
    fn the_wrapper_of_xhtml_goes_and_only_that() {
        for (html, want) in [
            ("<div xmlns=\"x\"><p>a</p></div>", "<p>a</p>"),
            ("<div>a</div> b <div>c</div>", "<div>a</div> b <div>c</div>"),
            ("<divine>a</divine>", "<divine>a</divine>"),
            (" plain ", " plain "),
        ] {
            assert_eq!(without_div(html.into()), want);
        }
        assert_eq!(base64("UHJp bWE=").as_deref(), Some(b"Prima".as_slice()));
    }
}
