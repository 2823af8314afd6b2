//! WordPress's shortcodes: commands in square brackets inside of a text.

use std::borrow::Cow;

use crate::dom::escape_attribute;

const KNOWN: &[&str] = &["caption", "wp_caption", "gallery", "playlist", "embed", "video", "audio"];

/// Longest shortcode that is looked at.
const LONGEST: usize = 4_000;

/// Replaces those that hold something for readers by elements; takes away those that cannot be followed.
pub fn resolve<'h>(html: &'h str, faults: &mut Vec<String>) -> Cow<'h, str> {
    let is_there = KNOWN.iter().any(|name| html.contains(&format!("[{name}")));
    if !is_there {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // The words below the picture whose shortcode is open.
    let mut caption: Option<String> = None;
    while let Some(at) = memchr::memchr(b'[', rest.as_bytes()) {
        // `[[gallery]]` is how one writes about a shortcode.
        out.push_str(&rest[..at]);
        let is_quoted = out.ends_with('[');
        rest = &rest[at..];
        let Some(code) = Code::at(rest).filter(|_| !is_quoted) else {
            out.push('[');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[code.length..];
        match (code.name, code.ends) {
            ("caption" | "wp_caption", false) => {
                caption = code.value(&["caption"]).map(str::to_owned);
                out.push_str("<figure>");
            }
            ("caption" | "wp_caption", true) => {
                if let Some(words) = caption.take() {
                    out.push_str("<figcaption>");
                    out.push_str(&words);
                    out.push_str("</figcaption>");
                }
                out.push_str("</figure>");
            }
            ("gallery" | "playlist", false) => {
                let ids = code.value(&["ids"]).map(|ids| format!(" (media {ids})")).unwrap_or_default();
                let words = format!("A {}{ids} stood here by its number only; put its media in again.", code.name);
                if faults.len() < 100 && !faults.contains(&words) {
                    faults.push(words);
                }
                out.push_str("\n\n");
            }
            ("video" | "audio", false) => {
                if let Some(address) = code.value(&["src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav"]) {
                    out.push_str("\n\n<a href=\"");
                    escape_attribute(&mut out, address);
                    out.push_str("\">");
                    out.push_str(address.rsplit('/').next().unwrap_or(address));
                    out.push_str("</a>\n\n");
                }
            }
            ("embed", _) => out.push_str("\n\n"),
            _ => {}
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

struct Code<'c> {
    name: &'static str,
    ends: bool,
    values: &'c str,
    length: usize,
}

impl<'c> Code<'c> {
    /// The shortcode that `text` begins with.
    fn at(text: &'c str) -> Option<Code<'c>> {
        let inner = text.strip_prefix('[')?;
        let (ends, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let letters = inner.bytes().take(20).take_while(|b| b.is_ascii_alphabetic() || *b == b'_').count();
        let name = KNOWN.iter().find(|name| **name == &inner[..letters])?;
        let after = &inner[letters..];
        if !after.starts_with([' ', ']', '/', '\n', '\t']) {
            return None;
        }
        let end = after.bytes().take(LONGEST).position(|b| matches!(b, b']' | b'['))?;
        if after.as_bytes().get(end) == Some(&b'[') {
            return None;
        }
        Some(Code { name, ends, values: &after[..end], length: text.len() - after.len() + end + 1 })
    }

    fn value(&self, names: &[&str]) -> Option<&'c str> {
        names.iter().find_map(|name| {
            let at = self.values.match_indices(name).map(|(at, _)| at).find(|&at| {
                self.values[..at].ends_with(char::is_whitespace) && self.values[at + name.len()..].starts_with('=')
            })?;
            let rest = &self.values[at + name.len() + 1..];
            let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''));
            let value = match quote {
                Some(quote) => rest[1..].split(quote).next(),
                None => rest.split(char::is_whitespace).next(),
            };
            value.filter(|value| !value.is_empty())
        })
    }
}
