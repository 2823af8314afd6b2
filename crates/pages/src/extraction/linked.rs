//! What a page says of its article to search engines (JSON-LD, schema.org).

use serde_json::Value;

use crate::dom::{Page, Tag, one_line};

#[derive(Debug, Default)]
pub struct Linked {
    pub headline: String,
    pub name: String,
    pub author: String,
    pub published: String,
    pub description: String,
    pub body: String,
    pub site: String,
    pub image: String,
    pub language: String,
}

/// Bytes of one script that are read.
const MOST_BYTES: usize = 512 << 10;

/// The first article that the page describes.
pub fn linked(page: &Page) -> Option<Linked> {
    for (id, node) in page.nodes.iter().enumerate() {
        let is_linked = node.tag == Tag::Script
            && page
                .raw_attribute(id, "type")
                .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"));
        let raw = page.inner_raw(id);
        if !is_linked || raw.len() > MOST_BYTES || !raw.contains("@type") {
            continue;
        }
        let Some(value) = parsed(raw) else { continue };
        if let Some(article) = article_in(&value) {
            return Some(read(article));
        }
    }
    None
}

fn parsed(raw: &str) -> Option<Value> {
    let bare = raw.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let bare =
        bare.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(bare).ok().or_else(|| {
        // Line breaks inside strings are the usual mistake.
        let flat: String = bare.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        serde_json::from_str(&flat).ok()
    })
}

fn article_in(value: &Value) -> Option<&Value> {
    let mut left = vec![value];
    let mut seen = 0;
    while let Some(value) = left.pop() {
        seen += 1;
        if seen > 2_000 {
            return None;
        }
        match value {
            Value::Array(many) => left.extend(many.iter().rev()),
            Value::Object(fields) => {
                if fields.get("@type").is_some_and(is_article) {
                    return Some(value);
                }
                left.extend(["mainEntity", "mainEntityOfPage", "@graph"].iter().filter_map(|name| fields.get(*name)));
            }
            _ => {}
        }
    }
    None
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article")
                || kind.ends_with("BlogPosting")
                || matches!(
                    kind,
                    "Report" | "SocialMediaPosting" | "DiscussionForumPosting" | "Recipe" | "Review" | "CreativeWork"
                )
        }
        Value::Array(kinds) => kinds.iter().take(8).any(|kind| kind.is_string() && is_article(kind)),
        _ => false,
    }
}

fn read(article: &Value) -> Linked {
    let text = |name: &str| article.get(name).and_then(Value::as_str).map(cleaned).unwrap_or_default();
    Linked {
        headline: text("headline"),
        name: text("name"),
        author: article.get("author").map(names).unwrap_or_default(),
        published: [text("datePublished"), text("dateCreated")]
            .into_iter()
            .find(|date| !date.is_empty())
            .unwrap_or_default(),
        description: text("description"),
        body: article.get("articleBody").and_then(Value::as_str).unwrap_or_default().to_owned(),
        site: article.get("publisher").map(names).unwrap_or_default(),
        image: article.get("image").map(address).unwrap_or_default(),
        language: text("inLanguage"),
    }
}

fn cleaned(text: &str) -> String {
    one_line(&crate::plain_text(text))
}

/// The name of a person or organisation, or of several.
fn names(value: &Value) -> String {
    let name_of = |value: &Value| match value {
        Value::String(name) if !name.starts_with("http") => cleaned(name),
        Value::Object(fields) => fields
            .get("name")
            .map(|name| match name {
                Value::String(name) => cleaned(name),
                Value::Array(parts) => cleaned(&parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")),
                _ => String::new(),
            })
            .unwrap_or_default(),
        _ => String::new(),
    };
    let all: Vec<String> = match value {
        Value::Array(many) => many.iter().take(12).map(name_of).filter(|name| !name.is_empty()).collect(),
        one => vec![name_of(one)],
    };
    all.join(", ")
}

fn address(value: &Value) -> String {
    match value {
        Value::String(address) => address.clone(),
        Value::Array(many) => many.first().filter(|first| !first.is_array()).map(address).unwrap_or_default(),
        Value::Object(fields) => fields.get("url").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}
