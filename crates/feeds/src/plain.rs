//! What does this HTML say, without its markup?

use memchr::{memchr, memchr2, memmem};

use crate::entity::{Declared, decode_into};

/// More than this many bytes of HTML are not looked at: the callers want a title or a standfirst.
const MOST: usize = 2_000_000;

/// The text of a piece of HTML: tags gone, references decoded once, white space collapsed, scripts and styles left
/// out. A tag that divides (`<p>`, `<br>`, `<li>` …) leaves a space. Made for feeds' titles and summaries; it is no
/// sanitiser, so its answer must still be escaped before it is shown.
pub fn plain_text(html: &str) -> String {
    let html = cut(html, MOST);
    if memchr2(b'<', b'&', html.as_bytes()).is_none() {
        return collapse(html);
    }
    let none = Declared::default();
    let bytes = html.as_bytes();
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    // Where the last comment ends: beyond it `<!--` is not looked into again, which would take the square of the length.
    let comments_end = memmem::rfind(bytes, b"-->").unwrap_or(0);
    while at < bytes.len() {
        let next = memchr(b'<', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        decode_into(&html[at..next], 0, &none, &mut out);
        if next == bytes.len() {
            break;
        }
        at = match tag_at(html, next, comments_end) {
            Some((name, end)) => {
                if divides(name) {
                    out.push(' ');
                }
                if is_unread(name) { end_of_unread(html, name, end) } else { end }
            }
            None => {
                out.push('<');
                next + 1
            }
        };
    }
    collapse(&out)
}

/// Name and end of the tag, comment or declaration at `start`; `None` when the `<` begins nothing.
fn tag_at(html: &str, start: usize, comments_end: usize) -> Option<(&str, usize)> {
    let bytes = html.as_bytes();
    let rest = &bytes[start..];
    if rest.starts_with(b"<!--") {
        let found = if start < comments_end { memmem::find(rest, b"-->") } else { None };
        // Broken off or badly closed: hide what a tag would hide, not the rest of the text.
        let end = found
            .map(|at| at + 3)
            .or_else(|| memchr2(b'>', b'<', &rest[1..]).map(|at| at + 1 + usize::from(rest[at + 1] == b'>')));
        return Some(("", start + end.unwrap_or(rest.len())));
    }
    if rest.starts_with(b"<![CDATA[") {
        return Some(("", start + 9));
    }
    let closing = usize::from(rest.get(1) == Some(&b'/'));
    let first = rest.get(1 + closing)?;
    if !first.is_ascii_alphabetic() && !matches!(first, b'!' | b'?') {
        return None;
    }
    let name_start = 1 + closing;
    let letters = rest[name_start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let mut at = name_start + letters;
    while at < rest.len() {
        match rest[at] {
            b'>' => {
                at += 1;
                break;
            }
            quote @ (b'"' | b'\'') if rest[at - 1] == b'=' => match memchr(quote, &rest[at + 1..]) {
                Some(length) => at += length + 2,
                None => at += 1,
            },
            _ => at += 1,
        }
    }
    let name = if closing == 0 { &html[start + name_start..start + name_start + letters] } else { "" };
    let name =
        if closing == 1 && divides(&html[start + name_start..start + name_start + letters]) { "p" } else { name };
    Some((name, start + at))
}

fn divides(name: &str) -> bool {
    const DIVIDING: [&str; 22] = [
        "p",
        "br",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "blockquote",
        "section",
        "article",
        "figure",
        "figcaption",
    ];
    DIVIDING.iter().any(|one| name.eq_ignore_ascii_case(one))
}

fn is_unread(name: &str) -> bool {
    ["script", "style"].iter().any(|one| name.eq_ignore_ascii_case(one))
}

/// The end of `</script>`; of the whole when it never closes.
fn end_of_unread(html: &str, name: &str, from: usize) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(found) = memmem::find(&bytes[at..], b"</") {
        at += found + 2;
        let named = bytes.get(at..at + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
        if named {
            return memchr(b'>', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
        }
    }
    bytes.len()
}

/// One space for any white space, none at the ends, no control characters.
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = true;
        } else if !letter.is_control() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(letter);
        }
    }
    out
}

/// The first `most` bytes, ending between two characters.
pub fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Would a browser see markup here, or a writer's `<` and `&`?
pub fn looks_like_html(text: &str) -> bool {
    const TAGS: [&str; 34] = [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "br",
        "center",
        "cite",
        "code",
        "del",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "i",
        "img",
        "ins",
        "li",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "ul",
    ];
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr2(b'<', b'&', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        let rest = &bytes[at..];
        if bytes[start] == b'&' {
            let letters = rest.iter().take(32).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
            if letters > 1 && rest.get(letters) == Some(&b';') {
                return true;
            }
            continue;
        }
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let letters = rest.iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
        let ends = rest.get(letters).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
        if ends && TAGS.iter().any(|tag| rest[..letters].eq_ignore_ascii_case(tag.as_bytes())) {
            return true;
        }
        if rest.starts_with(b"!--") {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{looks_like_html, plain_text};

    #[test]
    fn markup_goes_and_words_stay() {
        for (html, want) in [
            ("Market  day\n", "Market day"),
            ("<p>One</p><p>Two<br/>Three</p>", "One Two Three"),
            ("R&amp;D <b>grows</b>&hellip;", "R&D grows…"),
            ("5 < 6 &lt;b&gt;", "5 < 6 <b>"),
            ("a<script>if (a < b) { x('</p>') }</script>b", "ab"),
            ("<style>p{}", ""),
            ("<img alt=\"a > b\" src='x'>after", "after"),
            ("<!-- hidden > -->shown", "shown"),
            ("a<!-- -- broken >b", "ab"),
            ("cut <a href=\"x", "cut"),
        ] {
            assert_eq!(plain_text(html), want, "{html}");
        }
    }

    #[test]
    fn a_title_about_code_is_not_markup() {
        for (text, want) in [
            ("Vec<T> and friends", false),
            ("Q&A; R&D", false),
            ("a <b>bold</b> step", true),
            ("caf&eacute;", true),
            ("1 <2", false),
        ] {
            assert_eq!(looks_like_html(text), want, "{text}");
        }
    }
}
