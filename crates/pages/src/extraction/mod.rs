//! The article on a page.

mod body;
mod linked;
mod measure;
mod metadata;
mod moment;
mod phrases;
mod prune;
mod rule;
mod vocabulary;

use model::Time;
use url::Url;

use self::measure::{Measure, Measured};
use crate::cleaning;
use crate::dom::{self, NodeId, Page};

/// What is known about a page before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageHint<'h> {
    /// Where it was found.
    pub url: Option<&'h str>,
    /// The header that came with it.
    pub content_type: Option<&'h str>,
    /// A CSS selector of the article, as an operator gave it for the source.
    pub rule: Option<&'h str>,
}

/// What a page says. Empty strings where it does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extracted {
    pub title: String,
    pub byline: String,
    pub published: Option<Time>,
    /// As the page or its text says, in BCP 47 (`de`, `en-GB`).
    pub language: Option<String>,
    /// Name of the site.
    pub site: String,
    pub excerpt: String,
    /// The article's words: a blank line between paragraphs.
    pub text: String,
    /// The article, clean: safe to show.
    pub html: String,
    /// Address of the lead picture.
    pub image: Option<String>,
    /// The page's own word on its address.
    pub canonical: Option<String>,
    pub faults: Vec<String>,
}

/// Reads the article on a page. Never fails: where there is no article, its text is empty.
pub fn extract(bytes: &[u8], hint: &PageHint<'_>) -> Extracted {
    let source = crate::decode(bytes, hint.content_type);
    let page = dom::parse(&source);
    let found_at = hint.url.and_then(|url| Url::parse(url).ok());
    let base = crate::discover::base_of(&page, found_at.as_ref());
    let base = base.as_ref();
    let mut faults = page.faults.clone();

    let mut measured = measure::measure(&page);
    let linked = linked::linked(&page);
    let about = metadata::metadata(&page, &measured, linked.as_ref(), base);
    let listed = linked.as_ref().map(|linked| listed_blocks(&page, &measured, &linked.body)).unwrap_or_default();
    let body = body::choose(&page, &mut measured, &listed);
    let titles: Vec<&str> = about.titles.iter().map(String::as_str).collect();

    let ruled = hint.rule.map(str::trim).filter(|rule| !rule.is_empty()).and_then(|rule| {
        let found = rule::named_by(&page, rule);
        match &found {
            None => faults.push(format!("the rule `{rule}` cannot be read; the article was looked for without it")),
            Some(found) if found.is_empty() => faults
                .push(format!("the rule `{rule}` names nothing on this page; the article was looked for without it")),
            Some(_) => {}
        }
        found.filter(|found| !found.is_empty())
    });
    let (mut html, mut text) = (String::new(), String::new());
    let mut pictures = Vec::new();
    for top in ruled.unwrap_or_else(|| vec![body.top]) {
        let pruned = prune::prune(&page, &measured, top, &titles, &listed);
        let shown = cleaning::clean_part(&page, top, base, &|id| pruned.shown.get(id).copied().unwrap_or(false));
        let words = cleaning::text_of_part(&page, top, &|id| pruned.text.get(id).copied().unwrap_or(false));
        if !text.is_empty() && !words.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&words);
        html.push_str(&shown.html);
        pictures.extend(shown.pictures);
        faults.extend(shown.faults);
    }
    if hint.rule.is_none() && is_too_little(&text, measured.of(body.top), measured.of(0)) {
        // Hardly an article: all that can be read there, without choosing.
        let all = measured.of(body.top).letters as usize > 200;
        let top = if all { body.top } else { page.first(dom::Tag::Body).unwrap_or(0) };
        let shown = cleaning::clean_part(&page, top, base, &|id| measured.of(id).dead);
        if shown.text.len() > text.len() {
            (text, html) = (shown.text, shown.html);
        }
    }
    let image = about.image.or_else(|| pictures.into_iter().next().map(|picture| picture.url));
    let excerpt = if about.excerpt.is_empty() { beginning(&text) } else { about.excerpt };
    Extracted {
        title: about.title,
        byline: about.byline,
        published: about.published,
        language: about.language,
        site: about.site,
        excerpt,
        text,
        html,
        image,
        canonical: about.canonical,
        faults,
    }
}

/// Has choosing left next to nothing of what was there to read?
fn is_too_little(text: &str, top: Measure, whole: Measure) -> bool {
    let letters = text.chars().count() as u32;
    let readable = top.letters - top.linked;
    letters < 200 && whole.letters < 1_500 || letters < 400 && letters * 5 < readable
}

/// Bytes of a described body, and blocks of a page, that are compared with each other.
const MOST_LISTED: usize = 100_000;
const MOST_COMPARED: usize = 1_500;

/// Blocks whose words stand in the body that the page describes to search engines.
fn listed_blocks(page: &Page, measured: &Measured, body: &str) -> Vec<NodeId> {
    if body.len() < 400 {
        return Vec::new();
    }
    let cut = (0..=body.len().min(MOST_LISTED)).rev().find(|&at| body.is_char_boundary(at)).unwrap_or(0);
    let body = prune::essence(&crate::plain_text(&body[..cut]));
    let mut compared = 0;
    let mut found = Vec::new();
    let mut matched = 0;
    for id in 1..page.nodes.len() {
        let measure = measured.of(id);
        if measure.own < 30 || measure.dead || !page.tag(id).is_block() {
            continue;
        }
        compared += 1;
        if compared > MOST_COMPARED {
            break;
        }
        let line = prune::essence(&page.line(id));
        if line.len() >= 25 && line.len() <= body.len() && body.contains(&line) {
            matched += line.len();
            found.push(id);
        }
    }
    // Less than most of it: only a summary, or another article.
    if matched * 10 < body.len() * 7 { Vec::new() } else { found }
}

/// The first passage, cut at a word.
fn beginning(text: &str) -> String {
    let passage = text
        .split("\n\n")
        .find(|passage| passage.chars().count() >= 60)
        .or_else(|| text.split("\n\n").next())
        .unwrap_or("");
    let passage = dom::one_line(passage);
    if passage.chars().count() <= 300 {
        return passage;
    }
    let cut: String = passage.chars().take(300).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', ' ']))
}
