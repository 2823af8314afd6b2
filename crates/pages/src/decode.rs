//! Bytes into text: byte order mark, then the header, then what the page says of itself, then a guess.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its declaration of encoding is looked for.
const DECLARED_WITHIN: usize = 4096;

/// The text of a page as it came from the web; what cannot be read becomes U+FFFD.
pub fn decode<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Cow<'b, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or(&[])).0;
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    // Text that is valid UTF-8 and more than ASCII is hardly ever anything else, whatever it claims.
    if let Ok(text) = std::str::from_utf8(bytes)
        && (!text.is_ascii() || !bytes.contains(&0x1B))
    {
        return Cow::Borrowed(text);
    }
    let header = content_type.and_then(charset_of).and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = header.or_else(|| declared(bytes)).unwrap_or_else(|| guess(bytes));
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors && encoding != UTF_8 {
        // A wrong label: a cut UTF-8 page is worth more than a page of strange letters.
        let (other, _) = UTF_8.decode_without_bom_handling(bytes);
        if unreadable(&other) < unreadable(&text) {
            return other;
        }
    }
    text
}

fn unreadable(text: &str) -> usize {
    text.chars().filter(|&letter| letter == '\u{FFFD}').count()
}

/// UTF-16 shows by the zero bytes of its ASCII letters.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The value after `charset=` in a header or a meta element.
fn charset_of(text: &str) -> Option<&str> {
    let at = text.to_ascii_lowercase().find("charset")?;
    let value = text.get(at + 7..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/' | ','))
        .unwrap_or(value.len());
    Some(&value[..end]).filter(|label| !label.is_empty())
}

/// `<meta charset>`, `<meta http-equiv>` or an XML declaration near the start.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start: String =
        bytes.iter().take(DECLARED_WITHIN).map(|&b| if b.is_ascii() { char::from(b) } else { '?' }).collect();
    let lower = start.to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = lower.get(at..).and_then(|rest| rest.find("<meta")) {
        let from = at + found;
        let end = lower[from..].find('>').map_or(lower.len(), |end| from + end);
        if let Some(encoding) = charset_of(&start[from..end]).and_then(|label| Encoding::for_label(label.as_bytes())) {
            // The page could be read so far, so it is not in a wide encoding.
            let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
            return Some(if is_wide { UTF_8 } else { encoding });
        }
        at = end;
    }
    let declaration = lower.strip_prefix("<?xml")?;
    let (_, value) = declaration.get(..declaration.find("?>")?)?.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_matches(['"', '\'', ' ']);
    Encoding::for_label(value.split(['"', '\'', ' ']).next()?.as_bytes())
}

/// Without any word about it: UTF-8 if hardly anything speaks against it, else what the oldest pages are in.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let (text, had_errors) = UTF_8.decode_without_bom_handling(bytes);
    let broken = if had_errors { unreadable(&text) } else { 0 };
    let beyond_ascii = text.chars().filter(|letter| !letter.is_ascii()).count();
    if broken * 10 <= beyond_ascii { UTF_8 } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn pages_are_read_in_the_encoding_they_are_in() {
        let wide: Vec<u8> = "<p>Grüße".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide_big: Vec<u8> = "<p>Grüße".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let table: &[(&[u8], Option<&str>, &str)] = &[
            ("<p>Grüße".as_bytes(), None, "<p>Grüße"),
            ("\u{FEFF}<p>Grüße".as_bytes(), Some("text/html; charset=latin1"), "<p>Grüße"),
            ("<p>Grüße".as_bytes(), Some("text/html; charset=iso-8859-1"), "<p>Grüße"),
            (b"<p>Gr\xFC\xDFe", Some("text/html; charset=\"ISO-8859-1\""), "<p>Grüße"),
            (b"<meta charset=windows-1252><p>Gr\xFC\xDFe", None, "<meta charset=windows-1252><p>Grüße"),
            (b"<p>Gr\xFC\xDFe", None, "<p>Grüße"),
            (b"<meta charset=koi8-r>\xC1", None, "<meta charset=koi8-r>а"),
            (
                b"<?xml version='1.0' encoding='Shift_JIS'?>\x82\xA0",
                None,
                "<?xml version='1.0' encoding='Shift_JIS'?>あ",
            ),
            (&wide, None, "<p>Grüße"),
            (&wide_big, None, "<p>Grüße"),
            (b"", None, ""),
        ];
        for (bytes, content_type, want) in table {
            assert_eq!(decode(bytes, *content_type), *want, "{content_type:?}");
        }
    }
}
