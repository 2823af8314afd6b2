//! Texts of others as texts of ours. Nothing is looked up here, so that many are worked on at once.

use std::collections::HashMap;

use exports::{Body, Post};
use model::Medium;
use pulldown_cmark::{Event, Options, Parser, Tag};
use url::Url;

/// Where Ghost's own addresses begin.
const GHOST: &str = "__GHOST_URL__";
/// Stands for a site that is not known. `.invalid` is nobody's (RFC 2606).
const NOWHERE: &str = "https://site.invalid/";
/// A body, in bytes; see `content`.
const LONGEST_BODY: usize = 390_000;

/// A text on its way in.
pub struct Rough {
    /// The name of its file, where an export has several.
    pub place: String,
    pub post: Post,
    /// Markdown, with pictures as they are called there.
    pub body: String,
    /// What texts and the lead call pictures.
    pub pictures: Vec<String>,
    pub faults: Vec<String>,
}

impl Rough {
    pub fn of(place: String, mut post: Post, base: Option<&Url>) -> Rough {
        let mut faults = Vec::new();
        let mut body = match std::mem::take(&mut post.body) {
            Body::Markdown(body) => body,
            Body::Html(html) => {
                let own = post.addresses.iter().find_map(|address| Url::parse(address).ok());
                let own = own.filter(|url| matches!(url.scheme(), "http" | "https"));
                let nowhere = Url::parse(NOWHERE).ok();
                let base = base.or(own.as_ref()).or(nowhere.as_ref());
                let start = base.map_or("", Url::as_str).trim_end_matches('/');
                let html = if html.contains(GHOST) { html.replace(GHOST, start) } else { html };
                let written = pages::markdown(&html, base);
                faults.extend(written.faults);
                if written.markdown.contains(NOWHERE) {
                    faults.push(
                        "Addresses in it are of the site itself, and the export does not say where that was: say so with --site."
                            .to_owned(),
                    );
                }
                written.markdown
            }
        };
        if body.len() > LONGEST_BODY {
            body = shortened(&body).to_owned();
            faults.push(format!("It is longer than {} kB of text; the end of it was left out.", LONGEST_BODY / 1_000));
        }
        if post.lead.contains(GHOST) {
            let start = base.map_or(NOWHERE, Url::as_str).trim_end_matches('/');
            post.lead = post.lead.replace(GHOST, start);
        }
        let pictures = called(&body);
        Rough { place, post, body, pictures, faults }
    }

    /// Pictures that are on the wall are called by their numbers from now on; `media:` of somebody else is no number of
    /// ours.
    pub fn with_pictures(&self, found: &HashMap<String, Option<Medium>>) -> String {
        renamed(&self.body, &|address| match found.get(address) {
            Some(Some(medium)) => Some(format!("media:{}", medium.id)),
            _ if address.starts_with("media:") => Some(String::new()),
            _ => None,
        })
    }
}

/// What a text calls the pictures in it, each once.
pub fn called(markdown: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    if markdown.contains("![") {
        for event in Parser::new_ext(markdown, options()) {
            if let Event::Start(Tag::Image { dest_url, .. }) = event
                && !all.iter().any(|known| **known == *dest_url)
            {
                all.push(dest_url.into_string());
            }
        }
    }
    all
}

/// Gives pictures new addresses; everything else stays to the letter.
pub fn renamed(markdown: &str, name: &dyn Fn(&str) -> Option<String>) -> String {
    if !markdown.contains("![") {
        return markdown.to_owned();
    }
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let Event::Start(Tag::Image { dest_url, title, .. }) = event else { continue };
        let Some(new) = name(&dest_url) else { continue };
        // One picture in the words of another.
        if range.start < done {
            continue;
        }
        let whole = &markdown[range.clone()];
        out.push_str(&markdown[done..range.start]);
        out.push_str(&with_address(whole, &dest_url, &title, &new));
        done = range.end;
    }
    out.push_str(&markdown[done..]);
    out
}

/// `![alt](old "title")` with another address. Where it is written in another way, it is written anew.
fn with_address(whole: &str, old: &str, title: &str, new: &str) -> String {
    let at = whole.rmatch_indices("](").map(|(at, _)| at + 2).find(|at| {
        let rest = whole[*at..].trim_start().trim_start_matches('<');
        rest.strip_prefix(old).is_some_and(|after| after.starts_with([')', ' ', '>', '\n', '\t']))
    });
    if let Some(at) = at.filter(|_| !old.is_empty()) {
        let start = at + whole[at..].find(old).unwrap_or(0);
        let written = if new.contains([' ', '(', ')']) { format!("<{new}>") } else { new.to_owned() };
        let (before, after) = (&whole[..start], &whole[start + old.len()..]);
        return match (before.strip_suffix('<'), after.strip_prefix('>')) {
            (Some(before), Some(after)) => format!("{before}{written}{after}"),
            _ => format!("{before}{written}{after}"),
        };
    }
    let alt = whole.strip_prefix("![").and_then(|rest| Some(rest.split_once(']')?.0)).unwrap_or_default();
    let title = title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
    if title.is_empty() { format!("![{alt}]({new})") } else { format!("![{alt}]({new} \"{title}\")") }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// At the end of a paragraph.
fn shortened(body: &str) -> &str {
    let start = &body[..body.floor_char_boundary(LONGEST_BODY)];
    start.rfind("\n\n").map_or(start, |end| &start[..=end])
}

/// A text of letters as Markdown, in which none of them means anything.
pub fn plainly(words: &str) -> String {
    let mut html = String::from("<p>");
    for letter in words.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            // Else a command of WordPress's.
            '[' => html.push_str("&#91;"),
            _ => html.push(letter),
        }
    }
    html.push_str("</p>");
    pages::markdown(&html, None).markdown
}

#[cfg(test)]
mod tests {
    use super::{called, renamed};

    #[test]
    fn pictures_get_new_names_and_nothing_else_changes() {
        for (markdown, want) in [
            ("![a](old \"t\")", "![a](new \"t\")"),
            ("x ![a *b*](<old> 'old') y", "x ![a *b*](new 'old') y"),
            ("![a][r]\n\n[r]: old \"t\"", "![a](new \"t\")\n\n[r]: old \"t\""),
            ("![old](old)\n\n![](old)", "![old](new)\n\n![](new)"),
            ("`![a](old)`", "`![a](old)`"),
            ("[![a](old)](old)", "[![a](new)](old)"),
            ("![a](other)", "![a](other)"),
            ("![a](older)", "![a](older)"),
            ("\\![a](old)", "\\![a](old)"),
        ] {
            assert_eq!(renamed(markdown, &|old| (old == "old").then(|| "new".to_owned())), want, "{markdown}");
        }
        assert_eq!(called("![](a) ![](b \"x\") ![](a)"), ["a", "b"]);
    }
}
