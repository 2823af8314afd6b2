//! In which encoding is this written?
//!
//! What the bytes show (byte order mark, the shape of `<?`), then what HTTP said, then the XML declaration, then UTF-8,
//! and for bytes that are none of it a guess from how often which occur. A claim that the bytes contradict is not
//! believed. Nothing fails: single bytes that do not fit are read as Windows-1252.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem;

use crate::entity::WINDOWS_1252 as HIGH_LETTERS;

pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// Name of the encoding that was used, lower case.
    pub encoding: String,
    /// One sentence when what was claimed does not hold.
    pub fault: Option<String>,
}

/// Reads `bytes` as text; `content_type` is the header's value, if there was one.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some(decoded) = by_shape(bytes) {
        return decoded;
    }
    let header = content_type.and_then(charset);
    let declared = declared_encoding(bytes);
    let valid_utf8 = std::str::from_utf8(bytes).ok();
    let claims = [header.as_deref(), declared.as_deref()];
    let mut fault = None;
    for claim in claims.into_iter().flatten() {
        let Some(encoding) = named(claim) else {
            fault.get_or_insert_with(|| format!("says that it is written in {}, which nobody knows", shown(claim)));
            continue;
        };
        if let Some(text) = valid_utf8
            && encoding != UTF_8
            && encoding.is_single_byte()
            && !text.is_ascii()
            && plausible_utf8(text)
        {
            let fault = Some(format!("says that it is written in {}, but it is UTF-8", shown(claim)));
            return Decoded { text: Cow::Borrowed(text), encoding: "utf-8".to_owned(), fault };
        }
        if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE {
            // Bytes of UTF-16 would have been seen by their shape.
            let fault = fault.or_else(|| {
                (encoding != UTF_8).then(|| format!("says that it is written in {}, but it is not", shown(claim)))
            });
            return utf8(bytes, valid_utf8, fault);
        }
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        if wrong && let Some(text) = valid_utf8 {
            let fault = Some(format!("says that it is written in {}, but it is UTF-8", shown(claim)));
            return Decoded { text: Cow::Borrowed(text), encoding: "utf-8".to_owned(), fault };
        }
        let fault = fault.or_else(|| wrong.then(|| format!("has bytes that {} does not have", shown(claim))));
        return Decoded { text, encoding: claim.trim().to_ascii_lowercase(), fault };
    }
    utf8(bytes, valid_utf8, fault)
}

/// Unicode by its byte order mark or by the zeros around the first `<`; EBCDIC by its `<?xml`.
fn by_shape(bytes: &[u8]) -> Option<Decoded<'_>> {
    let decoded = |text: Cow<'_, str>, name: &str, wrong: bool| {
        let fault = wrong.then(|| format!("has bytes that {name} does not have"));
        Some(Decoded { text: Cow::Owned(text.into_owned()), encoding: name.to_owned(), fault })
    };
    let utf32 = |bytes: &[u8], read: fn([u8; 4]) -> u32, name: &str| {
        let letters = bytes.chunks(4).map(|four| match <[u8; 4]>::try_from(four) {
            Ok(four) => char::from_u32(read(four)).unwrap_or('\u{fffd}'),
            Err(_) => '\u{fffd}',
        });
        decoded(Cow::Owned(letters.collect()), name, !bytes.len().is_multiple_of(4))
    };
    match bytes {
        [0, 0, 0xFE, 0xFF, rest @ ..] => return utf32(rest, u32::from_be_bytes, "utf-32be"),
        [0xFF, 0xFE, 0, 0, rest @ ..] => return utf32(rest, u32::from_le_bytes, "utf-32le"),
        [0, 0, 0, b'<', ..] => return utf32(bytes, u32::from_be_bytes, "utf-32be"),
        [b'<', 0, 0, 0, ..] => return utf32(bytes, u32::from_le_bytes, "utf-32le"),
        [0x4C, 0x6F, 0xA7, 0x94, ..] => {
            let text = bytes.iter().map(|byte| char::from(EBCDIC[*byte as usize])).collect();
            return decoded(Cow::Owned(text), "cp037", false);
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => return Some(utf8(rest, std::str::from_utf8(rest).ok(), None)),
        _ => {}
    }
    let (encoding, name, rest) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (UTF_16BE, "utf-16be", rest),
        [0xFF, 0xFE, rest @ ..] => (UTF_16LE, "utf-16le", rest),
        [0, b'<' | b'\n' | b' ' | b'{', ..] => (UTF_16BE, "utf-16be", bytes),
        [b'<' | b'\n' | b' ' | b'{', 0, ..] => (UTF_16LE, "utf-16le", bytes),
        _ => return None,
    };
    let (text, wrong) = encoding.decode_without_bom_handling(rest);
    decoded(text, name, wrong)
}

fn utf8<'a>(bytes: &'a [u8], valid: Option<&'a str>, fault: Option<String>) -> Decoded<'a> {
    if let Some(text) = valid {
        return Decoded { text: Cow::Borrowed(text), encoding: "utf-8".to_owned(), fault };
    }
    // Hardly any of it is UTF-8: the bytes themselves tell best what they are.
    let chunks = bytes.utf8_chunks();
    let (read, unread) = chunks.fold((0, 0), |(read, unread), chunk| {
        let letters = chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        (read + letters, unread + chunk.invalid().len())
    });
    if unread > read {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        let encoding = detector.guess(None, Utf8Detection::Deny);
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let name = encoding.name();
        let fault =
            fault.or_else(|| Some(format!("is not UTF-8 and says nothing else that holds; it was read as {name}")));
        return Decoded { text, encoding: name.to_ascii_lowercase(), fault };
    }
    // One item pasted in from elsewhere must not cost the rest: only its bytes are read as Windows-1252.
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push(match byte {
                0x80..=0x9F => HIGH_LETTERS[*byte as usize - 0x80],
                other => char::from(*other),
            });
        }
    }
    let fault = fault.or_else(|| Some("has bytes that UTF-8 does not have; they were read as Windows-1252".to_owned()));
    Decoded { text: Cow::Owned(out), encoding: "utf-8".to_owned(), fault }
}

/// Two or more letters beyond ASCII in a row of valid UTF-8 do not come about by chance.
fn plausible_utf8(text: &str) -> bool {
    text.chars().filter(|letter| !letter.is_ascii()).take(2).count() == 2
}

fn shown(name: &str) -> String {
    name.chars().filter(|letter| letter.is_ascii_graphic()).take(40).collect()
}

/// `charset=` of a content type.
fn charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let value =
        lower.split(';').skip(1).find_map(|part| part.trim().strip_prefix("charset")?.trim().strip_prefix('='))?;
    let value = value.trim().trim_matches(['"', '\'']).trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// `encoding=` of the XML declaration.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(1_024)];
    let start = memmem::find(head, b"<?xml")?;
    let end = start + memmem::find(&head[start..], b"?>")?;
    let declaration = String::from_utf8_lossy(&head[start..end]).into_owned();
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
    let value = rest[1..].split(quote).next()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The encoding of a name, with those names that feeds use and the Encoding Standard does not list.
fn named(name: &str) -> Option<&'static Encoding> {
    let name = name.trim();
    if let Some(encoding) = Encoding::for_label(name.as_bytes()) {
        return Some(encoding);
    }
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    match plain.as_str() {
        "utf8" | "utf" | "unicode" => Some(UTF_8),
        "u16" | "utf16" => Some(UTF_16LE),
        "ascii" | "usascii" | "latin1" | "cp1252" | "ansi" => Some(WINDOWS_1252),
        other => {
            let code = other.strip_prefix("cp").or_else(|| other.strip_prefix("windows"))?;
            Encoding::for_label(format!("windows-{code}").as_bytes())
        }
    }
}

/// Code page 37 as Latin-1.
const EBCDIC: &[u8; 256] = b"\
\x00\x01\x02\x03\x9c\x09\x86\x7f\x97\x8d\x8e\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x9d\x85\x08\x87\x18\x19\x92\x8f\x1c\x1d\x1e\x1f\
\x80\x81\x82\x83\x84\x0a\x17\x1b\x88\x89\x8a\x8b\x8c\x05\x06\x07\x90\x91\x16\x93\x94\x95\x96\x04\x98\x99\x9a\x9b\x14\x15\x9e\x1a\
\x20\xa0\xe2\xe4\xe0\xe1\xe3\xe5\xe7\xf1\xa2.<(+|&\xe9\xea\xeb\xe8\xed\xee\xef\xec\xdf!$*);\xac\
-/\xc2\xc4\xc0\xc1\xc3\xc5\xc7\xd1\xa6,%_>?\xf8\xc9\xca\xcb\xc8\xcd\xce\xcf\xcc`:#@'=\"\
\xd8abcdefghi\xab\xbb\xf0\xfd\xfe\xb1\xb0jklmnopqr\xaa\xba\xe6\xb8\xc6\xa4\
\xb5~stuvwxyz\xa1\xbf\xd0\xdd\xde\xae^\xa3\xa5\xb7\xa9\xa7\xb6\xbc\xbd\xbe[]\xaf\xa8\xb4\xd7\
{ABCDEFGHI\xad\xf4\xf6\xf2\xf3\xf5}JKLMNOPQR\xb9\xfb\xfc\xf9\xfa\xff\
\\\xf7STUVWXYZ\xb2\xd4\xd6\xd2\xd3\xd50123456789\xb3\xdb\xdc\xd9\xda\x9f";

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn bytes_win_over_what_is_claimed_about_them() {
        let utf16: Vec<u8> = "<a>ü</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let utf32: Vec<u8> = "<a>ü</a>".chars().flat_map(|letter| (letter as u32).to_le_bytes()).collect();
        let ebcdic = b"\x4c\x6f\xa7\x94\x93\x6f\x6e";
        for (bytes, content_type, want, fault) in [
            ("<a>ü</a>".as_bytes(), None, "<a>ü</a>", false),
            (b"<a>\xfc</a>", None, "<a>ü</a>", true),
            (b"<a>\xfc \x80</a>", Some("text/xml; charset=\"ISO-8859-1\""), "<a>ü €</a>", false),
            (&utf16, Some("text/xml; charset=utf-8"), "<a>ü</a>", false),
            (&utf32, None, "<a>ü</a>", false),
            (ebcdic, None, "<?xml?>", false),
            (b"<?xml version='1.0' encoding='koi8-r'?>\xc1", None, "<?xml version='1.0' encoding='koi8-r'?>а", false),
            ("<?xml encoding=\"latin1\"?>süß".as_bytes(), None, "<?xml encoding=\"latin1\"?>süß", true),
            ("<?xml encoding=\"utf-16\"?>ü".as_bytes(), None, "<?xml encoding=\"utf-16\"?>ü", true),
            (
                b"<a>\x82\xb1\x82\xcc\x92\xac\x82\xcc\x8b\xb4\x82\xaa\x8a\x4a\x82\xa2\x82\xbd</a>",
                None,
                "<a>この町の橋が開いた</a>",
                true,
            ),
            ("<?xml encoding=\"bogus\"?>ü".as_bytes(), None, "<?xml encoding=\"bogus\"?>ü", true),
        ] {
            let decoded = decode(bytes, content_type);
            assert_eq!(decoded.text, want);
            assert_eq!(decoded.fault.is_some(), fault, "{want}: {:?}", decoded.fault);
        }
    }
}
