//! Markdown and a few blocks of ours become HTML that may be shown.
//!
//! ```text
//! ::: pull            ![A bridge](media:12 "The bridge in March")
//! The words.
//! — Who said them
//! :::
//! ```
//!
//! HTML that somebody typed is text. What comes out has passed the one sanitiser.

use std::collections::HashMap;

use model::{Medium, MediumId, Picture};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// How a picture of the newsroom is called in Markdown.
const MEDIA: &str = "media:";
/// Under this name the newsroom's pictures are known in the edition. `.example` is nobody's (RFC 2606), so the addresses
/// can never be fetched from anywhere.
pub const ADDRESS: &str = "https://newsroom.example/media/";

/// A text as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    pub html: String,
    /// The same words.
    pub text: String,
    pub words: u32,
    pub pictures: Vec<Picture>,
}

/// Where a picture lies, whole.
pub fn address(medium: &Medium) -> String {
    format!("{ADDRESS}{}", medium.file)
}

/// Where it lies as it is shown beside headlines: cut around what may never be cut off.
pub fn card_address(medium: &Medium) -> String {
    format!("{ADDRESS}{}/{}-{}", medium.file, medium.focus.0, medium.focus.1)
}

/// The same picture whole, of an address as it is shown beside headlines.
pub fn uncut(address: &str) -> &str {
    let file = address.strip_prefix(ADDRESS).and_then(|rest| rest.split_once('/'));
    file.map_or(address, |(file, _)| &address[..ADDRESS.len() + file.len()])
}

/// The numbers of the pictures that a text shows.
pub fn media_in(markdown: &str) -> Vec<MediumId> {
    let mut found = Vec::new();
    for event in Parser::new_ext(markdown, options()) {
        if let Event::Start(Tag::Image { dest_url, .. }) = event
            && let Some(id) = medium_id(&dest_url)
            && !found.contains(&id)
        {
            found.push(id);
        }
    }
    found
}

/// `media` holds the pictures that [`media_in`] named; one that is not among them is left out.
pub fn write(markdown: &str, media: &HashMap<MediumId, Medium>) -> Written {
    let mut raw = String::with_capacity(markdown.len() * 3 / 2);
    for part in parts(markdown) {
        match part {
            Part::Prose(prose) => push_prose(&mut raw, &prose, media),
            Part::Pull(lines) => push_pull(&mut raw, &lines, media),
        }
    }
    let clean = pages::clean(&raw, None);
    Written { html: clean.html, text: clean.text, words: clean.words, pictures: clean.pictures }
}

enum Part {
    Prose(String),
    Pull(Vec<String>),
}

/// Blocks stand between lines of colons; one that is not closed goes to the next empty line.
fn parts(markdown: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut prose = String::new();
    let mut pull: Option<Vec<String>> = None;
    let mut in_code = false;
    for line in markdown.lines() {
        let trimmed = line.trim();
        if pull.is_none() && (trimmed.starts_with("```") || trimmed.starts_with("~~~")) {
            in_code = !in_code;
        }
        match &mut pull {
            Some(lines) if trimmed.starts_with(":::") || trimmed.is_empty() => {
                parts.push(Part::Pull(std::mem::take(lines)));
                pull = None;
            }
            Some(lines) => lines.push(trimmed.to_owned()),
            None if !in_code && opens_pull(trimmed) => {
                parts.push(Part::Prose(std::mem::take(&mut prose)));
                pull = Some(Vec::new());
            }
            None => {
                prose.push_str(line);
                prose.push('\n');
            }
        }
    }
    parts.extend(pull.map(Part::Pull));
    parts.push(Part::Prose(prose));
    parts
}

/// What is pulled out of the text, as plain words and without who said it.
pub fn pulled(markdown: &str) -> Vec<String> {
    let words = |part: Part| match part {
        Part::Pull(lines) => Some(write(said(&lines).0.join("\n").as_str(), &HashMap::new()).text),
        Part::Prose(_) => None,
    };
    parts(markdown).into_iter().filter_map(words).filter(|words| !words.trim().is_empty()).collect()
}

/// The words, and who said them.
fn said(lines: &[String]) -> (&[String], Option<&String>) {
    match lines.split_last() {
        Some((last, words)) if last.starts_with("— ") && !words.is_empty() => (words, Some(last)),
        _ => (lines, None),
    }
}

fn opens_pull(line: &str) -> bool {
    line.strip_prefix(":::").is_some_and(|rest| rest.trim() == "pull")
}

fn push_pull(out: &mut String, lines: &[String], media: &HashMap<MediumId, Medium>) {
    let (words, said_by) = said(lines);
    if words.is_empty() {
        return;
    }
    out.push_str("<figure><blockquote>");
    push_prose(out, &words.join("\n"), media);
    out.push_str("</blockquote>");
    if let Some(name) = said_by {
        out.push_str("<figcaption>");
        escape(out, name);
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

fn push_prose(out: &mut String, markdown: &str, media: &HashMap<MediumId, Medium>) {
    let events: Vec<Event> = Parser::new_ext(markdown, options()).collect();
    let mut shown = Vec::with_capacity(events.len());
    let mut at = 0;
    while at < events.len() {
        if let Some((figure, next)) = figure_at(&events, at, media) {
            shown.push(Event::Html(figure.into()));
            at = next;
            continue;
        }
        let (event, next) = plain(&events, at, media);
        shown.extend(event);
        at = next;
    }
    html::push_html(out, shown.into_iter());
}

/// A picture that is a paragraph of its own.
fn figure_at(events: &[Event], at: usize, media: &HashMap<MediumId, Medium>) -> Option<(String, usize)> {
    let (Event::Start(Tag::Paragraph), Event::Start(Tag::Image { dest_url, title, .. })) =
        (&events[at], events.get(at + 1)?)
    else {
        return None;
    };
    let end = events[at..].iter().position(|event| *event == Event::End(TagEnd::Image))? + at;
    if !matches!(events.get(end + 1)?, Event::End(TagEnd::Paragraph)) {
        return None;
    }
    Some((picture(dest_url, title, &words_of(&events[at + 2..end]), media, true), end + 2))
}

/// One event as it goes out; a picture in running text takes all of its events along.
fn plain<'e>(events: &[Event<'e>], at: usize, media: &HashMap<MediumId, Medium>) -> (Option<Event<'e>>, usize) {
    let event = match &events[at] {
        Event::Start(Tag::Image { dest_url, title, .. }) => {
            let length = events[at..].iter().position(|event| *event == Event::End(TagEnd::Image)).unwrap_or(0);
            let alt = words_of(&events[at + 1..(at + length).max(at + 1)]);
            let html = picture(dest_url, title, &alt, media, false);
            return (Some(Event::InlineHtml(html.into())), at + length + 1);
        }
        // The headline alone is of the first rank.
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) => Event::End(TagEnd::Heading(HeadingLevel::H2)),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text.clone()),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        other => other.clone(),
    };
    (Some(event), at + 1)
}

fn words_of(events: &[Event]) -> String {
    let words = events.iter().filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    });
    words.collect()
}

fn picture(address_: &CowStr, title: &CowStr, alt: &str, media: &HashMap<MediumId, Medium>, as_figure: bool) -> String {
    let own = medium_id(address_);
    let known = own.and_then(|id| media.get(&id));
    if own.is_some() && known.is_none() {
        return String::new();
    }
    let src = known.map_or_else(|| address_.to_string(), address);
    let mut html = String::from("<img src=\"");
    escape(&mut html, &src);
    html.push_str("\" alt=\"");
    escape(&mut html, if alt.is_empty() { known.map_or("", |medium| &medium.alt) } else { alt });
    html.push('"');
    if let Some(medium) = known {
        html.push_str(&format!(" width=\"{}\" height=\"{}\"", medium.width, medium.height));
    }
    html.push('>');
    if !as_figure {
        return html;
    }
    let caption = if title.is_empty() { known.map_or("", |medium| &medium.caption) } else { title };
    let credit = known.map_or("", |medium| &medium.credit);
    let mut figure = format!("<figure>{html}");
    if !caption.is_empty() || !credit.is_empty() {
        figure.push_str("<figcaption>");
        escape(&mut figure, caption);
        if !credit.is_empty() {
            figure.push_str(if caption.is_empty() { "<small>" } else { " <small>" });
            escape(&mut figure, credit);
            figure.push_str("</small>");
        }
        figure.push_str("</figcaption>");
    }
    figure.push_str("</figure>");
    figure
}

fn medium_id(address: &str) -> Option<MediumId> {
    address.strip_prefix(MEDIA)?.parse().ok().filter(|number| *number > 0).map(MediumId)
}

fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Time;

    use super::*;

    fn medium() -> Medium {
        Medium {
            id: MediumId(12),
            file: "ab".into(),
            original: "ab".into(),
            name: "b.jpg".into(),
            width: 600,
            height: 400,
            focus: (500, 250),
            alt: "A <bridge>".into(),
            caption: "The bridge".into(),
            credit: "Ann \"A\" Lee".into(),
            added: Time(1),
            origin: String::new(),
        }
    }

    fn written(markdown: &str) -> String {
        write(markdown, &HashMap::from([(MediumId(12), medium())])).html
    }

    #[test]
    fn markdown_becomes_what_readers_see() {
        for (markdown, html) in [
            (
                "# One\n\nTwo *three* [four](https://a.example/).",
                "<h2>One</h2><p>Two <em>three</em> <a href=\"https://a.example/\" rel=\"nofollow noopener noreferrer\">four</a>.</p>",
            ),
            ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
            ("~~no~~", "<p><del>no</del></p>"),
            (
                "::: pull\nThe words.\n— Ann Lee\n:::\n\nAfter.",
                "<figure><blockquote><p>The words.</p></blockquote><figcaption>— Ann Lee</figcaption></figure><p>After.</p>",
            ),
            (
                "Before.\n::: pull\nNot closed.\n\nAfter.",
                "<p>Before.</p><figure><blockquote><p>Not closed.</p></blockquote></figure><p>After.</p>",
            ),
            ("```\n::: pull\n```", "<pre><code>::: pull\n</code></pre>"),
        ] {
            assert_eq!(written(markdown).replace('\n', ""), html.replace('\n', ""), "{markdown}");
        }
    }

    #[test]
    fn a_picture_brings_its_caption_and_credit_along() {
        let html = written("![](media:12)");
        for part in [
            "<figure><img src=\"https://newsroom.example/media/ab\"",
            "alt=\"A &lt;bridge&gt;\"",
            "width=\"600\"",
            "The bridge",
            "Ann \"A\" Lee",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        let own = written("![Mine](media:12 \"My words\")");
        assert!(own.contains("alt=\"Mine\"") && own.contains("My words") && !own.contains("The bridge"), "{own}");
        assert_eq!(written("![](media:99)").trim(), "");
        assert_eq!(media_in("![](media:12) and ![](media:7) ![](media:12) ![](media:x)"), [MediumId(12), MediumId(7)]);
    }

    #[test]
    fn script_that_is_typed_is_text_or_nothing() {
        for typed in [
            "<script>alert(1)</script>",
            "Words <img src=x onerror=alert(1)> on",
            "[x](javascript:alert(1))",
            "![x](javascript:alert(1))",
            "![\" onerror=\"alert(1)](media:12)",
            "![x](media:12 \"<script>alert(1)</script>\")",
            "::: pull\n<script>alert(1)</script>\n— <b onclick=x>\n:::",
            "| a |\n|---|\n| <svg onload=alert(1)> |",
        ] {
            let html = written(typed);
            for bad in ["<script", "onerror=\"", "<svg", "href=\"javascript", "src=\"javascript", "onclick=\""] {
                assert!(!html.contains(bad), "{typed} became {html}");
            }
        }
        assert!(written("<script>alert(1)</script>").contains("&lt;script&gt;"));
    }
}
