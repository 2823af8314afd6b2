//! What an HTML5 parser makes of a text: is there anything in it that runs, loads or leads somewhere it must not?

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Everything dangerous in `html`, judged by the tree that html5ever builds of it: as part of a page, as a page of its
/// own, and with scripting on and off. Empty when there is nothing.
pub fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for scripting in [true, false] {
        let mut options = ParseOpts::default();
        options.tree_builder.scripting_enabled = scripting;
        let around = QualName::new(None, ns!(html), local_name!("div"));
        judge(&parse_fragment(RcDom::default(), options.clone(), around, vec![], false).one(html).document, &mut found);
        judge(&parse_document(RcDom::default(), options).one(html).document, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

const HARMLESS: &[&str] = &[
    "html",
    "head",
    "body",
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

fn judge(document: &Handle, found: &mut Vec<String>) {
    // The document stays in hand: a node that is dropped takes what is below it apart.
    let mut left = vec![document.clone()];
    while let Some(node) = left.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let tag = &*name.local;
            if name.ns != ns!(html) {
                found.push(format!("foreign element {tag}"));
            }
            if !HARMLESS.contains(&tag) {
                found.push(format!("element {tag}"));
            }
            for attribute in attrs.borrow().iter() {
                let (name, value) = (&*attribute.name.local, attribute.value.trim());
                let harmless = match (tag, name) {
                    ("a", "href") => ["http://", "https://", "mailto:"].iter().any(|start| value.starts_with(start)),
                    ("img", "src") => ["http://", "https://"].iter().any(|start| value.starts_with(start)),
                    ("a", "rel") => value == "nofollow noopener noreferrer",
                    ("img", "alt") | ("abbr", "title") | ("time", "datetime") => true,
                    ("img", "width" | "height") | ("ol", "start") | ("td" | "th", "colspan" | "rowspan") => {
                        value.bytes().all(|b| b.is_ascii_digit())
                    }
                    _ => false,
                };
                if !harmless {
                    found.push(format!("{tag} {name}={value}"));
                }
            }
        } else if let NodeData::Comment { .. } | NodeData::ProcessingInstruction { .. } = &node.data {
            found.push("a comment or instruction".to_owned());
        }
        left.extend(node.children.borrow().iter().cloned());
    }
}

#[test]
fn the_judge_sees_what_is_deep_inside() {
    for html in [
        "<p><em><a href=javascript:x>x</a></em></p>",
        "<ul><li><p><svg><a/></svg></p></li></ul>",
        "<table><tbody><tr><td><strong><img src=x onerror=y></strong></td></tr></tbody></table>",
        "<p><em><!-- x --></em></p>",
    ] {
        assert!(!dangers(html).is_empty(), "{html}");
    }
}
