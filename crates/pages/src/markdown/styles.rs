//! What an element's name, class and style say about the text in it.

use super::inline::Style;
use crate::dom::{NodeId, Page, Tag};

/// The style of text inside of an inline element.
pub fn inside(page: &Page, id: NodeId, tag: Tag, around: Style) -> Style {
    let mut style = around;
    match tag {
        Tag::B | Tag::Strong => style.bold = true,
        Tag::I | Tag::Em | Tag::Dfn => style.italic = true,
        Tag::S | Tag::Strike | Tag::Del => style.strike = true,
        Tag::Code | Tag::Tt | Tag::Kbd | Tag::Samp => style.code = true,
        _ => {}
    }
    let Some(written) = page.attribute(id, "style") else { return style };
    for (name, value) in declarations(&written) {
        match name.as_str() {
            "font-weight" => match value.parse::<u32>() {
                Ok(weight) => style.bold = weight >= 600,
                Err(_) => match value.as_str() {
                    "bold" | "bolder" => style.bold = true,
                    "normal" | "lighter" => style.bold = false,
                    _ => {}
                },
            },
            "font-style" => match value.as_str() {
                "italic" | "oblique" => style.italic = true,
                "normal" => style.italic = false,
                _ => {}
            },
            "text-decoration" | "text-decoration-line" if value.contains("line-through") => style.strike = true,
            _ => {}
        }
    }
    style
}

/// Names and values of a style, in lower case.
fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    style.split(';').take(200).filter_map(|one| {
        let (name, value) = one.split_once(':')?;
        let value = value.trim().trim_end_matches("!important").trim();
        Some((name.trim().to_ascii_lowercase(), value.to_ascii_lowercase()))
    })
}

pub fn has_class(page: &Page, id: NodeId, wanted: &[&str]) -> bool {
    let classes = page.raw_attribute(id, "class").unwrap_or("");
    classes.split_ascii_whitespace().any(|class| wanted.contains(&class))
}

/// A quotation that is taken out of the text to be looked at.
pub fn is_pull(page: &Page, id: NodeId, tag: Tag) -> bool {
    let named = has_class(page, id, &["wp-block-pullquote", "pullquote", "pull-quote", "kg-blockquote-alt"]);
    match tag {
        Tag::Figure | Tag::Blockquote | Tag::Div | Tag::P => named,
        Tag::Aside => {
            let is_text = |child: NodeId| {
                let tag = page.tag(child);
                !tag.is_heading() && !tag.is_list() && !matches!(tag, Tag::Table | Tag::Pre | Tag::Figure | Tag::Aside)
            };
            // Long ones are not looked through.
            let is_short = page.end(id) - id <= 1_000;
            named || is_short && page.below(id).all(is_text) && page.line(id).split(' ').count() <= MOST_PULLED
        }
        _ => false,
    }
}

/// Words of an aside that is still a quotation rather than a text of its own.
const MOST_PULLED: usize = 80;

/// What Word writes beside a text for itself: comments, numbers of footnotes' lists.
pub fn is_of_word(page: &Page, id: NodeId) -> bool {
    let class = page.raw_attribute(id, "class").unwrap_or("");
    if class.len() >= 6 && class.to_ascii_lowercase().starts_with("msocom") {
        return true;
    }
    page.raw_attribute(id, "style").is_some_and(|style| {
        let style = style.to_ascii_lowercase();
        style.contains("mso-list:ignore") || style.contains("mso-list: ignore") || style.contains("mso-element:comment")
    })
}

/// A paragraph that Word means as an entry of a list: its level from 1, and whether it is numbered.
pub fn word_item(page: &Page, id: NodeId) -> Option<(usize, bool)> {
    let style = page.raw_attribute(id, "style").filter(|style| style.contains("mso-list"))?.to_ascii_lowercase();
    let (_, list) = declarations(&style).find(|(name, _)| name == "mso-list")?;
    let level = list.split_whitespace().find_map(|word| word.strip_prefix("level")?.parse::<usize>().ok())?;
    let marker = page.below(id).take(50).find(|&child| page.tag(child) != Tag::Text && is_of_word(page, child));
    let marker = marker.map(|marker| page.line(marker)).unwrap_or_default();
    let is_ordered = marker.starts_with(char::is_alphanumeric) && marker.len() > 1 && marker.contains(['.', ')']);
    Some((level.clamp(1, 8), is_ordered))
}

/// The language that a block of code names.
pub fn code_language(page: &Page, pre: NodeId) -> String {
    let inner = page.below(pre).find(|&child| page.tag(child) == Tag::Code);
    let classes = [Some(pre), inner].into_iter().flatten().filter_map(|id| page.raw_attribute(id, "class"));
    let named = classes
        .flat_map(str::split_ascii_whitespace)
        .find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")));
    let is_name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#');
    named.unwrap_or("").chars().take_while(is_name).take(30).collect()
}
