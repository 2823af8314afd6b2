//! The words of an expected article, read by a parser that is not ours.

use html5ever::parse_document;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that stand on a line of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "br",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "blockquote",
    "figure",
    "figcaption",
    "section",
    "article",
    "header",
    "footer",
    "pre",
    "table",
    "dd",
    "dt",
    "dl",
    "hr",
    "caption",
];

pub fn text_of(html: &str) -> String {
    enum Step {
        Enter(Handle),
        Space,
    }
    let document = parse_document(RcDom::default(), Default::default()).one(html).document;
    let mut text = String::new();
    // The document stays in hand: a node that is dropped takes what is below it apart.
    let mut left = vec![Step::Enter(document.clone())];
    while let Some(step) = left.pop() {
        let Step::Enter(node) = step else {
            text.push(' ');
            continue;
        };
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { name, .. } if matches!(&*name.local, "script" | "style") => continue,
            NodeData::Element { name, .. } if BLOCKS.contains(&&*name.local) => {
                text.push(' ');
                left.push(Step::Space);
            }
            _ => {}
        }
        left.extend(node.children.borrow().iter().rev().cloned().map(Step::Enter));
    }
    text
}
