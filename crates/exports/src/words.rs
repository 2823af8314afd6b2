//! Plain text out of what exports write.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;

/// The longest name of HTML has 32 letters with its semicolon.
const LONGEST_NAME: usize = 33;

/// At most `most` bytes of a text, whole letters.
pub fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    &text[..(0..=most).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)]
}

/// HTML of a headline or an excerpt as plain text in one line.
pub fn plain(html: &str) -> String {
    let bare = without_tags(html);
    let text = decode(&bare, Names::Html);
    one_line(&text)
}

pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|letter: char| letter.is_whitespace() && letter != '\u{A0}') {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.extend(word.chars().filter(|letter| !letter.is_control()));
        }
    }
    line
}

fn without_tags(html: &str) -> Cow<'_, str> {
    if !html.contains('<') {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_tag = rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'));
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|at| at + 2) } else { rest.find('>') };
        match end.filter(|_| is_tag) {
            Some(end) => {
                // `<em>un</em>real` is one word, `one<br>two` and `<p>one</p><p>two</p>` are two.
                let name = rest[1..end].trim_start_matches('/').to_ascii_lowercase();
                if ["br", "p", "div", "li", "h", "td", "blockquote"].iter().any(|block| name.starts_with(block)) {
                    out.push(' ');
                }
                rest = &rest[end + 1..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Which names a text may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// XML's five, and HTML's where they mean no sign of XML: for text outside of CDATA.
    Xml,
    Html,
}

/// Replaces character references once; what is not understood stays as written. What a document type declares is
/// never looked at, so nothing can multiply.
pub fn decode(text: &str, names: Names) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let used = match after.strip_prefix('#') {
            Some(number) => numeric(number, &mut out).map(|used| used + 1),
            None => named(after, names, &mut out),
        };
        rest = match used {
            Some(used) => &after[used..],
            None => {
                out.push('&');
                after
            }
        };
        let next = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}

fn named(after: &str, names: Names, out: &mut String) -> Option<usize> {
    let letters = after.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    if letters == 0 || after.as_bytes().get(letters) != Some(&b';') {
        return None;
    }
    if names == Names::Xml && &after[..letters] == "apos" {
        out.push('\'');
        return Some(letters + 1);
    }
    let &(one, two) = NAMED_ENTITIES.get(&after[..=letters])?;
    out.extend([one, two].into_iter().filter(|&code| code != 0).filter_map(char::from_u32));
    Some(letters + 1)
}

fn numeric(after: &str, out: &mut String) -> Option<usize> {
    let hexadecimal = after.starts_with(['x', 'X']);
    let (start, radix) = if hexadecimal { (1, 16) } else { (0, 10) };
    let digits = after.bytes().skip(start).take_while(|&byte| char::from(byte).is_digit(radix)).count();
    if digits == 0 || after.as_bytes().get(start + digits) != Some(&b';') {
        return None;
    }
    let code = u32::from_str_radix(&after[start..start + digits], radix).unwrap_or(u32::MAX);
    out.push(char::from_u32(code).filter(|&letter| letter != '\0').unwrap_or('\u{FFFD}'));
    Some(start + digits + 1)
}

/// `%e4%bd%a0` as letters, where they are UTF-8.
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = text.get(at + 1..at + 3).filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()));
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).filter(|_| byte == b'%') {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Names, decode, percent_decoded, plain};

    #[test]
    fn headlines_lose_their_tags_and_references() {
        for (html, want) in [
            ("Fire &amp; water", "Fire & water"),
            ("Fire &#8211; and <em>wa</em>ter", "Fire – and water"),
            ("one<br />two", "one two"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("AT&T &unknown; &", "AT&T &unknown; &"),
            ("<!-- wp:x --> a", "a"),
            ("a &nbsp; b", "a \u{A0} b"),
            ("<b", "<b"),
            ("&#x110000;&#0;", "\u{FFFD}\u{FFFD}"),
        ] {
            assert_eq!(plain(html), want, "{html}");
        }
        assert_eq!(decode("&lt;p&gt; &apos;&nbsp;&lol9;", Names::Xml), "<p> '\u{A0}&lol9;");
        assert_eq!(percent_decoded("%e4%bd%a0-100%-%zz"), "你-100%-%zz");
        assert_eq!(percent_decoded("%ff"), "%ff");
    }
}
