//! What does `&...;` stand for?
//!
//! Character references, the 2,125 names of HTML (<https://html.spec.whatwg.org/#named-character-references>, as
//! lines in `entities.txt`), and what a feed's own document type declares, which is bounded: see [`Declared`].

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::{memchr, memmem};

use crate::plain::cut;

static NAMES: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    include_str!("entities.txt")
        .lines()
        .filter_map(|line| {
            let (name, codes) = line.split_once(' ')?;
            let text =
                codes.split(' ').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)).collect();
            Some((name, text))
        })
        .collect()
});

/// The longest name of HTML has 31 letters.
const LONGEST_NAME: usize = 33;
const LONGEST_VALUE: usize = 4_096;
const LONGEST_DOCTYPE: usize = 100_000;
const MOST_DECLARED: usize = 1_000;
/// Bytes that declared entities may add to one feed.
const BUDGET: usize = 1_000_000;

/// Entities of the internal subset: simple ones only (no references to others inside), so that nothing multiplies,
/// and a budget over all of them, so that a long one used often stays small too.
#[derive(Default)]
pub struct Declared {
    values: HashMap<String, String>,
    spent: Cell<usize>,
}

impl Declared {
    /// Reads `<!ENTITY name "value">` out of a document type. Parameter and external entities are passed over.
    pub fn read(&mut self, doctype: &str) {
        let doctype = cut(doctype, LONGEST_DOCTYPE);
        let bytes = doctype.as_bytes();
        for at in memmem::find_iter(bytes, b"<!ENTITY").take(2 * MOST_DECLARED) {
            if self.values.len() >= MOST_DECLARED {
                return;
            }
            let rest = doctype[at + 8..].trim_start();
            let Some((name, rest)) = rest.split_once(char::is_whitespace) else { continue };
            let rest = rest.trim_start();
            let Some(quote) = rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\'')) else { continue };
            let Some(end) = memchr(quote, &rest.as_bytes()[1..]) else { continue };
            let value = &rest[1..=end];
            let plain = Declared::default();
            if value.len() <= LONGEST_VALUE && name != "%" {
                let read = decode(value, &plain);
                let refers_to_others = references(value) && read.contains('&') && read != "&";
                if !refers_to_others {
                    self.values.entry(name.to_owned()).or_insert_with(|| read.into_owned());
                }
            }
        }
    }

    fn value(&self, name: &str) -> Option<&str> {
        let value = self.values.get(name)?;
        let spent = self.spent.get() + value.len();
        if spent > BUDGET {
            return None;
        }
        self.spent.set(spent);
        Some(value)
    }
}

/// Does it refer to anything by a name?
fn references(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic))
}

/// Replaces every reference that is understood, once; what is not stays as written.
pub fn decode<'a>(text: &'a str, declared: &Declared) -> Cow<'a, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    decode_into(text, first, declared, &mut out);
    Cow::Owned(out)
}

/// As `decode`, appended to `out`; `from` is a position before which there is no `&`.
pub fn decode_into(text: &str, from: usize, declared: &Declared, out: &mut String) {
    let mut done = 0;
    let mut at = from;
    while let Some(found) = memchr(b'&', &text.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        out.push_str(&text[done..start]);
        match reference(&text[start..], declared, out) {
            0 => done = start,
            length => {
                done = start + length;
                at = done;
            }
        }
    }
    out.push_str(&text[done..]);
}

/// Appends what the reference at the start of `text` stands for and gives its length; 0 when it is none.
fn reference(text: &str, declared: &Declared, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return number(bytes, out);
    }
    let name_length =
        bytes[1..].iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || b"_-.".contains(b)).count();
    let name = &text[1..1 + name_length];
    if name.is_empty() {
        return 0;
    }
    let closed = bytes.get(1 + name_length) == Some(&b';');
    let simple = match name {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        "nbsp" => Some("\u{a0}"),
        _ => None,
    };
    if let Some(value) = simple {
        // Without its semicolon only where nothing runs on (`AT&amp T`, but not `&ampersand`).
        out.push_str(value);
        return 1 + name_length + usize::from(closed);
    }
    if !closed {
        return 0;
    }
    let known = || NAMES.get(name).filter(|_| name.len() < LONGEST_NAME).map(String::as_str);
    match declared.value(name).or_else(known) {
        Some(value) => {
            out.push_str(value);
            name_length + 2
        }
        None => 0,
    }
}

fn number(bytes: &[u8], out: &mut String) -> usize {
    let hexadecimal = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (start, radix) = if hexadecimal { (3, 16) } else { (2, 10) };
    let mut code: u32 = 0;
    let mut at = start;
    while let Some(digit) = bytes.get(at).and_then(|byte| (*byte as char).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        at += 1;
        if at > start + 12 {
            return 0;
        }
    }
    if at == start {
        return 0;
    }
    if let Some(letter) = letter(code) {
        out.push(letter);
    }
    at + usize::from(bytes.get(at) == Some(&b';'))
}

/// The character of a number; 128 to 159 are read as Windows meant them, control characters are dropped.
fn letter(code: u32) -> Option<char> {
    match code {
        9 | 10 | 13 => char::from_u32(code),
        0..=31 | 127 => None,
        128..=159 => Some(WINDOWS_1252[code as usize - 128]),
        _ => Some(char::from_u32(code).unwrap_or('\u{fffd}')),
    }
}

/// What Windows-1252 has at 0x80 to 0x9F.
pub const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Writes text so that HTML shows it as it stands.
pub fn escape(text: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'<', b'>', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{Declared, decode};

    #[test]
    fn references_are_read_once_and_what_is_none_stays() {
        let declared = Declared::default();
        for (text, want) in [
            ("plain", "plain"),
            ("a &amp; b &lt;i&gt;", "a & b <i>"),
            ("&amp;amp;", "&amp;"),
            ("R&D & more", "R&D & more"),
            ("&eacute;&hellip;&NotEqualTilde;", "é…≂̸"),
            ("&#8364;&#x20AC;&#128;", "€€€"),
            ("&#0;&#xD800;&#99999999;", "\u{fffd}\u{fffd}"),
            ("&unknown; &", "&unknown; &"),
            ("caf&#233", "café"),
        ] {
            assert_eq!(decode(text, &declared), want, "{text}");
        }
    }

    #[test]
    fn a_billion_laughs_stay_flat() {
        let mut declared = Declared::default();
        declared.read(
            r#"<!DOCTYPE rss [<!ENTITY lol "lol"><!ENTITY two "&lol;&lol;"><!ENTITY copy "&#169; Town"><!ENTITY x SYSTEM "f">]>"#,
        );
        assert_eq!(decode("&lol; &two; &copy; &x;", &declared), "lol &two; © Town &x;");

        let mut declared = Declared::default();
        declared.read(&format!("<!ENTITY a \"{}\">", "x".repeat(4_000)));
        let used = "&a;".repeat(100_000);
        assert!(decode(&used, &declared).len() < 1_400_000);
    }
}
