//! What ammonia lets through. Nothing that did not pass here is ever shown.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

static GUARD: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut guard = Builder::empty();
    guard
        .tags(HashSet::from_iter(TAGS.iter().copied()))
        .tag_attributes(HashMap::from_iter(
            ATTRIBUTES.iter().map(|&(tag, names)| (tag, HashSet::from_iter(names.iter().copied()))),
        ))
        .generic_attributes(HashSet::new())
        .clean_content_tags(HashSet::from([
            "script", "style", "svg", "math", "template", "noscript", "iframe", "object",
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(super::tidy::REL))
        .strip_comments(true);
    guard
});

/// Neither SVG nor MathML: ammonia's advisories were about those.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("abbr", &["title"]),
    ("img", &["src", "alt", "width", "height"]),
    ("ol", &["start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan"]),
    ("time", &["datetime"]),
];

pub fn guarded(html: &str) -> String {
    GUARD.clean(html).to_string()
}
