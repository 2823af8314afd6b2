//! Where does this link lead?

use std::borrow::Cow;

use memchr::memchr;
use url::Url;

use crate::entity::{Declared, decode};

const LONGEST: usize = 8_192;

/// The address that `link` means when it stands in a document at `base`; `None` unless it is one of the web
/// (http or https). What is absolute already stays as it was written.
pub fn absolute(link: &str, base: Option<&str>) -> Option<String> {
    let link = link.trim();
    if link.is_empty() || link.len() > LONGEST {
        return None;
    }
    if is_clean_and_absolute(link) {
        return Some(link.to_owned());
    }
    let joined = match base {
        Some(base) => Url::parse(base).ok()?.join(link).ok()?,
        None => Url::parse(link).ok()?,
    };
    let of_the_web = matches!(joined.scheme(), "http" | "https") && joined.has_host();
    of_the_web.then(|| joined.into())
}

/// `https://host…` of letters that need no escaping.
fn is_clean_and_absolute(link: &str) -> bool {
    let bytes = link.as_bytes();
    let scheme =
        [&b"https://"[..], b"http://"].iter().find(|start| bytes.starts_with(start)).map_or(0, |start| start.len());
    let host = bytes.get(scheme).filter(|byte| byte.is_ascii_alphanumeric());
    scheme > 0
        && host.is_some()
        && bytes
            .iter()
            .all(|byte| (0x21..=0x7E).contains(byte) && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'`' | b'^'))
}

/// Does it name a scheme of its own (`mailto:`, `javascript:`)?
pub fn has_scheme(link: &str) -> bool {
    let link = link.trim_start();
    let letters = link.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b)).count();
    letters > 0 && link.as_bytes()[letters..].starts_with(b":") && link.as_bytes()[0].is_ascii_alphabetic()
}

/// HTML with the addresses in its tags made absolute. Only for content whose feed set `xml:base`.
pub fn absolute_in_html<'a>(html: &'a str, base: &str) -> Cow<'a, str> {
    let bytes = html.as_bytes();
    if memchr(b'<', bytes).is_none() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 64);
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let (stop, end) = crate::token::tag_end(bytes, start + 1);
        at = end.max(start + 1);
        let tag = &html[start..stop];
        let name_end = tag.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(tag.len());
        for (name, value) in crate::token::Attributes(&tag[name_end..]) {
            if !holds_an_address(name) || value.is_empty() || value.starts_with('#') {
                continue;
            }
            let decoded = decode(value, &Declared::default());
            if is_clean_and_absolute(&decoded) || has_scheme(&decoded) {
                continue;
            }
            if let Some(address) = absolute(&decoded, Some(base)) {
                // `value` is a slice of `html`: its place follows from the addresses of both.
                let place = value.as_ptr() as usize - html.as_ptr() as usize;
                out.push_str(&html[done..place]);
                out.push_str(&address.replace('&', "&amp;").replace('"', "%22").replace('\'', "%27"));
                done = place + value.len();
            }
        }
    }
    if done == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}

fn holds_an_address(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "href",
        "src",
        "action",
        "cite",
        "poster",
        "longdesc",
        "data",
        "background",
        "usemap",
        "codebase",
        "classid",
        "profile",
        "formaction",
        "lowsrc",
    ];
    name.len() > 2 && NAMES.iter().any(|one| name.eq_ignore_ascii_case(one))
}

#[cfg(test)]
mod tests {
    use super::{absolute, absolute_in_html};

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for (link, base, want) in [
            ("https://a.example", None, Some("https://a.example")),
            (" http://a.example/x y ", None, Some("http://a.example/x%20y")),
            ("/x", Some("https://a.example/feed"), Some("https://a.example/x")),
            ("../x", Some("https://a.example/b/c/"), Some("https://a.example/b/x")),
            ("//b.example/x", Some("https://a.example/"), Some("https://b.example/x")),
            ("/x", None, None),
            ("javascript:alert(1)", Some("https://a.example/"), None),
            ("mailto:a@b.example", None, None),
            ("file:///etc/passwd", Some("https://a.example/"), None),
            ("http://", None, None),
        ] {
            assert_eq!(absolute(link, base).as_deref(), want, "{link}");
        }
    }

    #[test]
    fn links_inside_html_find_their_base() {
        assert_eq!(
            absolute_in_html(
                "<a href='b?x=1&amp;y'>1</a><img src=\"https://c.example/\"><a href=\"#n\">",
                "https://a.example/d/"
            ),
            "<a href='https://a.example/d/b?x=1&amp;y'>1</a><img src=\"https://c.example/\"><a href=\"#n\">"
        );
    }
}
