//! Character references (`&amp;`, `&#8217;`) in and out.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;

/// The longest name with its semicolon has 32 letters.
const LONGEST: usize = 33;

/// Text or attribute value as written in the source, with its references resolved.
pub fn decode(raw: &str) -> Cow<'_, str> {
    let Some(first) = raw.bytes().position(|b| matches!(b, b'&' | b'\r' | 0)) else {
        return Cow::Borrowed(raw);
    };
    let mut out = String::with_capacity(raw.len());
    out.push_str(&raw[..first]);
    let mut rest = &raw[first..];
    while let Some(letter) = rest.chars().next() {
        match letter {
            '&' => {
                let (taken, used) = reference(rest);
                match taken {
                    Some((one, two)) => {
                        out.push(one);
                        out.extend(two);
                    }
                    None => out.push_str(&rest[..used]),
                }
                rest = &rest[used..];
            }
            '\r' => {
                out.push('\n');
                rest = rest.strip_prefix("\r\n").unwrap_or(&rest[1..]);
            }
            '\0' => rest = &rest[1..],
            _ => {
                let end = rest.bytes().position(|b| matches!(b, b'&' | b'\r' | 0)).unwrap_or(rest.len());
                out.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    Cow::Owned(out)
}

/// What the reference at the start of `rest` stands for, and how many bytes it takes.
fn reference(rest: &str) -> (Option<(char, Option<char>)>, usize) {
    let bytes = rest.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(rest);
    }
    let letters = bytes.iter().skip(1).take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    let with_semicolon = bytes.get(1 + letters) == Some(&b';');
    let longest = if with_semicolon { letters + 1 } else { letters };
    for length in (2..=longest).rev() {
        // Only names that HTML has without a semicolon are in the table without one.
        if let Some(&(one, two)) = NAMED_ENTITIES.get(&rest[1..1 + length])
            && let Some(first) = char::from_u32(one).filter(|&c| c != '\0')
        {
            return (Some((first, char::from_u32(two).filter(|&c| c != '\0'))), 1 + length);
        }
    }
    (None, 1 + letters)
}

fn numeric(rest: &str) -> (Option<(char, Option<char>)>, usize) {
    let hexadecimal = matches!(rest.as_bytes().get(2), Some(b'x' | b'X'));
    let (start, radix) = if hexadecimal { (3, 16) } else { (2, 10) };
    let digits = rest.bytes().skip(start).take_while(|&b| char::from(b).is_digit(radix)).count();
    if digits == 0 {
        return (None, start.min(rest.len()));
    }
    let code = u32::from_str_radix(&rest[start..start + digits], radix).unwrap_or(u32::MAX);
    let used = start + digits + usize::from(rest.as_bytes().get(start + digits) == Some(&b';'));
    (Some((letter_of(code), None)), used)
}

/// Codes from 0x80 to 0x9f mean windows-1252, as in every browser.
fn letter_of(code: u32) -> char {
    if (0x80..0xA0).contains(&code) {
        let byte = [code as u8];
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next().unwrap_or('\u{FFFD}');
    }
    match char::from_u32(code) {
        Some('\r') => '\n',
        Some(letter @ ('\t' | '\n' | '\x0C')) => letter,
        Some(letter) if !letter.is_control() => letter,
        _ => '\u{FFFD}',
    }
}

/// Appends text so that every HTML parser reads it back as text, as html5ever writes it.
pub fn escape_text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Appends an attribute's value (to stand between double quotes), as html5ever writes it.
pub fn escape_attribute(out: &mut String, value: &str) {
    escape(out, value, true);
}

fn escape(out: &mut String, text: &str, quotes: bool) {
    let mut done = 0;
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let (written, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' if quotes => ("&quot;", 1),
            0xC2 if bytes.get(at + 1) == Some(&0xA0) => ("&nbsp;", 2),
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(written);
        done = at + length;
    }
    out.push_str(&text[done..]);
}

#[cfg(test)]
mod tests {
    use super::{decode, escape_attribute, escape_text};

    #[test]
    fn references_become_letters() {
        for (raw, want) in [
            ("plain", "plain"),
            ("a &amp; b", "a & b"),
            ("&lt;p&gt;", "<p>"),
            ("AT&T", "AT&T"),
            ("&copy 2026", "© 2026"),
            ("&#8217;&#x2019;", "’’"),
            ("&#146;", "’"),
            ("&#0;&#xD800;", "\u{FFFD}\u{FFFD}"),
            ("&#;&#x;&", "&#;&#x;&"),
            ("&nonsense;", "&nonsense;"),
            ("&NotEqualTilde;", "\u{2242}\u{338}"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("&#99999999999999;", "\u{FFFD}"),
            ("& ü", "& ü"),
        ] {
            assert_eq!(decode(raw), want, "{raw}");
        }
    }

    #[test]
    fn what_is_escaped_reads_back() {
        let text = "a < b > c & d \" e \u{A0} ü Â";
        let mut out = String::new();
        escape_text(&mut out, text);
        assert_eq!(decode(&out), text);
        let mut out = String::new();
        escape_attribute(&mut out, text);
        assert!(!out.contains('"'));
        assert_eq!(decode(&out), text);
    }
}
