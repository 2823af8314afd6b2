//! A text with everything about it, as a file.

use std::fmt::Write;

use model::{Language, Time};
use serde_json::Value as Json;

use super::{MARK, VERSION};
use crate::front::{Entry, Front, Value};
use crate::json::Row;
use crate::parts::{COMMENT_STATES, STATES, thing_of, word_of};
use crate::{Body, Comment, Post, Summary};

/// A post as a file of Markdown with front matter; [`markdown_file`](crate::markdown_file) reads it back equal, but for
/// the addresses of those who wrote comments, which are not written. A body of HTML stays HTML and says so.
pub fn write_post(post: &Post) -> String {
    let (markup, body) = match &post.body {
        Body::Html(body) => ("html", body),
        Body::Markdown(body) => ("markdown", body),
    };
    let mut file = format!("---\n{MARK}: {VERSION}\n");
    let mut line = |key: &str, value: Json| {
        if value != Json::String(String::new()) && value != Json::Array(Vec::new()) {
            let _ = writeln!(file, "{key}: {value}");
        }
    };
    line("title", post.headline.as_str().into());
    line("key", post.key.as_str().into());
    line("kicker", post.kicker.as_str().into());
    line("description", post.standfirst.as_str().into());
    line("state", word_of(STATES, &post.state).into());
    line("draft", (post.state != crate::State::Published).into());
    line("page", post.page.into());
    line("slug", post.slug.as_str().into());
    line("date", written(post.published).into());
    line("lastmod", written(post.changed).into());
    line("place", post.place.as_str().into());
    line("lang", if post.language.is_known() { post.language.tag() } else { "" }.into());
    line("authors", list(&post.authors));
    line("categories", list(&post.sections));
    line("tags", list(&post.tags));
    line("image", post.lead.as_str().into());
    line("aliases", list(&post.addresses));
    line("comments_open", post.comments_open.into());
    line("pinned", post.pinned.into());
    line("markup", markup.into());
    if post.running {
        line("running", true.into());
    }
    line("embargo", written(post.embargo).into());
    rows(&mut file, "withdrawn", post.withdrawn.iter().map(moment_row));
    rows(&mut file, "corrections", post.corrections.iter().map(moment_row));
    rows(&mut file, "updates", post.updates.iter().map(moment_row));
    rows(&mut file, "replies", post.comments.iter().map(comment_row));
    file.push_str("---\n\n");
    file.push_str(body);
    file
}

fn moment_row((at, words): &(Time, String)) -> Vec<(&'static str, String)> {
    vec![("at", at.rfc3339()), ("words", words.clone())]
}

fn comment_row(comment: &Comment) -> Vec<(&'static str, String)> {
    vec![
        ("key", comment.key.clone()),
        ("parent", comment.parent.clone()),
        ("name", comment.name.clone()),
        ("site", comment.site.clone()),
        ("at", written(comment.at)),
        ("state", word_of(COMMENT_STATES, &comment.state).to_owned()),
        ("text", comment.text.clone()),
    ]
}

fn written(time: Option<Time>) -> String {
    time.map(Time::rfc3339).unwrap_or_default()
}

fn list(texts: &[String]) -> Json {
    texts.iter().map(String::as_str).collect::<Vec<_>>().into()
}

/// A list with an object a line.
fn rows(file: &mut String, key: &str, rows: impl ExactSizeIterator<Item = Vec<(&'static str, String)>>) {
    if rows.len() == 0 {
        return;
    }
    let _ = writeln!(file, "{key}:");
    for row in rows {
        let members: Vec<String> = row
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("\"{name}\": {}", Json::String(value)))
            .collect();
        let _ = writeln!(file, "  - {{{}}}", members.join(", "));
    }
}

/// The post of a file that we wrote, whatever happened to it since.
pub fn post_of(front: &Front, body: &str, name: &str, summary: &mut Summary) -> Post {
    if front.text(MARK).parse::<u32>().ok().is_none_or(|version| version > VERSION) {
        let words = format!("It was written by a newer Caulbart; it was read as version {VERSION}.");
        summary.changed(name, words);
    }
    let text = |key: &str| front.text(key).to_owned();
    let mut time = |key: &str| {
        let written = front.text(key);
        let time = Time::from_rfc3339(written);
        if time.is_none() && !written.is_empty() {
            summary.unreadable(name, format!("Its date “{}” cannot be read.", crate::words::cut(written, 60)));
        }
        time
    };
    let (published, changed, embargo) = (time("date"), time("lastmod"), time("embargo"));
    let state = thing_of(STATES, front.text("state"));
    if state.is_none() {
        summary.unreadable(name, "It does not say whether it was published; it became a draft.");
    }
    let body = body.strip_prefix("\r\n").or(body.strip_prefix('\n')).unwrap_or(body).to_owned();
    let key = text("key");
    let key_is_missing = front.value("key").is_none() && !name.is_empty();
    Post {
        key: if key_is_missing { name.to_owned() } else { key },
        page: front.text("page") == "true",
        state: state.unwrap_or_default(),
        kicker: text("kicker"),
        headline: text("title"),
        standfirst: text("description"),
        place: text("place"),
        slug: text("slug"),
        addresses: texts(front, "aliases"),
        body: if front.text("markup") == "html" { Body::Html(body) } else { Body::Markdown(body) },
        language: Language::from_tag(front.text("lang")),
        authors: texts(front, "authors"),
        sections: texts(front, "categories"),
        tags: texts(front, "tags"),
        lead: text("image"),
        published,
        changed,
        comments_open: front.text("comments_open") == "true",
        pinned: front.text("pinned") == "true",
        corrections: entries(front, "corrections").filter_map(moment).collect(),
        updates: entries(front, "updates").filter_map(moment).collect(),
        running: front.text("running") == "true",
        embargo,
        withdrawn: entries(front, "withdrawn").find_map(moment),
        comments: entries(front, "replies").map(comment).collect(),
    }
}

fn moment(row: &Row) -> Option<(Time, String)> {
    let at = Time::from_rfc3339(row.get("at")?)?;
    Some((at, row.get("words").cloned().unwrap_or_default()))
}

fn comment(row: &Row) -> Comment {
    let text = |name: &str| row.get(name).cloned().unwrap_or_default();
    Comment {
        key: text("key"),
        parent: text("parent"),
        name: text("name"),
        address: String::new(),
        site: text("site"),
        text: text("text"),
        at: Time::from_rfc3339(&text("at")),
        state: thing_of(COMMENT_STATES, &text("state")).unwrap_or_default(),
    }
}

fn entries<'f>(front: &'f Front, key: &str) -> impl Iterator<Item = &'f Row> {
    let list = match front.value(key) {
        Some(Value::List(list)) => list.as_slice(),
        _ => &[],
    };
    list.iter().filter_map(|entry| match entry {
        Entry::Row(row) => Some(row),
        Entry::Text(_) => None,
    })
}

fn texts(front: &Front, key: &str) -> Vec<String> {
    match front.value(key) {
        Some(Value::Text(text)) if !text.is_empty() => vec![text.clone()],
        Some(Value::List(list)) => list
            .iter()
            .filter_map(|entry| match entry {
                Entry::Text(text) => Some(text.clone()),
                Entry::Row(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
