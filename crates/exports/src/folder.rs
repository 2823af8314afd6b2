//! One file of a folder of Markdown, as Hugo, Jekyll, Eleventy and their like keep texts, or as we write it ourselves.

use model::{Language, Time};

use crate::front::{self, Entry, Front, Value};
use crate::words::{one_line, percent_decoded, plain};
use crate::{Body, Post, State, Summary, dates, own};

/// Bytes of a file that are read: a text with its comments.
const MOST_BYTES: usize = 64 << 20;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileRead {
    /// Authors, sections and tags are named as the file names them; nothing else tells of them.
    pub post: Post,
    pub summary: Summary,
}

/// Reads a file; `name` is its path inside the folder, with `/`.
///
/// A file never fails to be read: without front matter it is a text whose first heading is the headline, and a draft.
pub fn markdown_file(name: &str, bytes: &[u8]) -> FileRead {
    let mut read = FileRead::default();
    let room = bytes.get(..MOST_BYTES).unwrap_or(bytes);
    if room.len() < bytes.len() {
        read.summary.unreadable(name, format!("It is longer than {} MB; the rest was left out.", MOST_BYTES >> 20));
    }
    let text = String::from_utf8_lossy(room);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        read.summary.changed(name, "Some of its letters are not UTF-8; they became �. Save it as UTF-8.");
    }
    let (front, body) = front::read(&text);
    for words in &front.faults {
        read.summary.changed(name, words.clone());
    }
    read.post = if front.value(own::MARK).is_some() {
        own::post_of(&front, body, name, &mut read.summary)
    } else {
        foreign(&front, body, name, &mut read.summary)
    };
    read
}

fn foreign(front: &Front, body: &str, name: &str, summary: &mut Summary) -> Post {
    let path = Path::of(name);
    let mut body = body.trim_start_matches(['\n', '\r']).to_owned();
    let mut headline = plain(first_text(front, &["title", "headline"]));
    if headline.is_empty()
        && let Some((heading, rest)) = heading_of(&body)
    {
        headline = heading;
        body = rest;
    }
    if headline.is_empty() {
        headline = one_line(&path.slug.replace(['-', '_'], " "));
        summary.changed(name, "It has no title; its file's name became the headline.");
    }
    let has_front = !front.values.is_empty();
    let state = state(front, &path, has_front);
    if !has_front {
        summary.changed(name, "It has no front matter, so it became a draft.");
    }
    let date = |keys: &[&str], summary: &mut Summary| {
        let text = first_text(front, keys);
        let read = dates::read(text);
        if read.is_none() && !text.is_empty() && !matches!(text, "true" | "false") {
            summary.unreadable(name, format!("Its date “{}” cannot be read.", crate::words::cut(text, 60)));
        }
        read
    };
    let published = date(&["date", "publishdate", "pubdate", "published", "created"], summary).or(path.date);
    let changed = date(&["lastmod", "updated", "modified", "last_modified_at", "changed"], summary);
    if ["{{<", "{{%", "{% "].iter().any(|sign| body.contains(sign)) {
        summary.changed(
            name,
            "Its text has commands of its site generator ({{…}} or {%…%}), which stay as they are: replace them.",
        );
    }
    let slug = one_line(first_text(front, &["slug"]));
    let lead = first_text(front, LEAD).to_owned();
    Post {
        key: name.to_owned(),
        page: is_page(front, &path),
        state,
        kicker: one_line(first_text(front, &["kicker", "overline", "eyebrow"])),
        headline,
        standfirst: plain(first_text(front, &["standfirst", "description", "summary", "excerpt", "subtitle", "dek"])),
        place: one_line(first_text(front, &["place", "dateline", "location"])),
        slug: if slug.is_empty() { path.slug } else { slug },
        addresses: texts(front, &["url", "permalink", "aliases", "alias", "redirect_from"], Split::No),
        body: if path.is_html { Body::Html(body) } else { Body::Markdown(body) },
        language: Language::from_tag(first_text(front, &["lang", "language", "locale"])),
        authors: texts(front, &["authors", "author", "byline"], Split::Commas),
        sections: texts(front, &["sections", "section", "categories", "category"], Split::Commas),
        tags: texts(front, &["tags", "tag", "keywords"], Split::Commas),
        lead,
        published,
        changed,
        comments_open: truth(front, "comments").unwrap_or(true),
        pinned: ["pinned", "sticky", "featured"].iter().any(|key| truth(front, key) == Some(true)),
        ..Post::default()
    }
}

const LEAD: &[&str] = &[
    "image",
    "cover",
    "featured_image",
    "featuredimage",
    "feature_image",
    "thumbnail",
    "banner",
    "hero",
    "cover.image",
    "image.src",
    "image.path",
    "image.url",
    "image.feature",
    "cover.src",
    "images",
];

fn state(front: &Front, path: &Path, has_front: bool) -> State {
    let is_draft = truth(front, "draft") == Some(true)
        || truth(front, "published") == Some(false)
        || path.folders.iter().any(|folder| matches!(*folder, "_drafts" | "drafts"));
    if is_draft || !has_front {
        return State::Draft;
    }
    match front.text("state").to_lowercase().as_str() {
        "draft" => State::Draft,
        "private" => State::Private,
        _ if front.text("status").eq_ignore_ascii_case("draft") => State::Draft,
        _ => State::Published,
    }
}

fn is_page(front: &Front, path: &Path) -> bool {
    let kind = first_text(front, &["type", "layout"]).to_lowercase();
    let kind = kind.trim_end_matches(".html").trim_end_matches(".njk");
    kind == "page" || path.folders.iter().any(|folder| matches!(*folder, "pages" | "_pages"))
}

/// What a file's path says.
struct Path<'n> {
    folders: Vec<&'n str>,
    slug: String,
    date: Option<Time>,
    is_html: bool,
}

impl<'n> Path<'n> {
    /// `_posts/2024-01-02-fire.md`, `posts/fire/index.en.md`.
    fn of(name: &'n str) -> Path<'n> {
        let mut folders: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
        let file = folders.pop().unwrap_or("");
        let (stem, end) = file.rsplit_once('.').unwrap_or((file, ""));
        let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
        let stem = match stem {
            "index" | "_index" => folders.last().copied().unwrap_or(stem),
            _ => stem,
        };
        let date = stem.get(..10).filter(|_| stem.as_bytes().get(10) == Some(&b'-')).and_then(dates::read);
        let slug = if date.is_some() { stem.get(11..).unwrap_or(stem) } else { stem };
        Path {
            folders,
            slug: percent_decoded(slug),
            date,
            is_html: end.eq_ignore_ascii_case("html") || end.eq_ignore_ascii_case("htm"),
        }
    }
}

/// `# The headline` where a text begins with it, and the text below.
fn heading_of(body: &str) -> Option<(String, String)> {
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    let heading = first.strip_prefix("# ")?.trim().trim_end_matches('#').trim_end();
    let bare: String = heading.chars().filter(|letter| !matches!(letter, '*' | '`' | '\\')).collect();
    (!bare.is_empty()).then(|| (one_line(&bare), rest.trim_start_matches(['\n', '\r']).to_owned()))
}

fn first_text<'f>(front: &'f Front, keys: &[&str]) -> &'f str {
    keys.iter().map(|key| front.text(key).trim()).find(|text| !text.is_empty()).unwrap_or("")
}

fn truth(front: &Front, key: &str) -> Option<bool> {
    match front.text(key).to_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Split {
    Commas,
    No,
}

/// All texts of these keys, each once.
fn texts(front: &Front, keys: &[&str], split: Split) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        let text = one_line(text);
        if !text.is_empty() && found.len() < 1_000 && !found.contains(&text) {
            found.push(text);
        }
    };
    for key in keys {
        match front.value(key) {
            Some(Value::Text(text)) if split == Split::Commas => text.split(',').for_each(&mut add),
            Some(Value::Text(text)) => add(text),
            Some(Value::List(list)) => {
                for entry in list {
                    match entry {
                        Entry::Text(text) => add(text),
                        Entry::Row(row) => add(row.get("name").map_or("", String::as_str)),
                    }
                }
            }
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::markdown_file;
    use crate::{Body, State};

    #[test]
    fn files_of_site_generators_become_posts() {
        for (name, file, want) in [
            (
                "content/posts/fire/index.md",
                "---\ntitle: Fire\ndate: 2024-05-01T09:30:00+02:00\ntags: [a, b]\nauthor: Anna, Ben\ncategories:\n  - City\naliases: [/old]\ncover:\n  image: f.jpg\nlang: de-AT\n---\nText",
                "Published|Fire|fire|2024-05-01T07:30:00Z|Anna,Ben|City|a,b|/old|f.jpg|de||Text",
            ),
            (
                "_posts/2024-05-01-big-fire.md",
                "---\nlayout: post\npermalink: /x/\nexcerpt: \"A *fire*\"\n---\n# Big *fire*\n\nText",
                "Published|Big fire|big-fire|2024-05-01T00:00:00Z||||/x/||und|A *fire*|Text",
            ),
            ("_drafts/a_b.md", "+++\ndraft = false\n+++\n", "Draft|a b|a_b||||||||und||"),
            ("about.html", "---\ntitle: T\ndraft: true\n---\n<p>", "Draft|T|about||||||||und||<p>"),
            ("bare.md", "Text", "Draft|bare|bare||||||||und||Text"),
        ] {
            let post = markdown_file(name, file.as_bytes()).post;
            let (Body::Html(body) | Body::Markdown(body)) = &post.body;
            let shown = [
                format!("{:?}", post.state),
                post.headline.clone(),
                post.slug.clone(),
                post.published.map(|time| time.rfc3339()).unwrap_or_default(),
                post.authors.join(","),
                post.sections.join(","),
                post.tags.join(","),
                post.addresses.join(","),
                post.lead.clone(),
                post.language.tag().to_owned(),
                post.standfirst.clone(),
                body.clone(),
            ];
            let want = want.replace("||||||||und", "|||||||und");
            assert_eq!(shown.join("|"), want, "{name}");
        }
    }

    #[test]
    fn what_is_odd_about_a_file_is_said() {
        for (file, said) in [
            (&b"---\ntitle: a\ndate: soon\n---\n"[..], "soon"),
            (b"---\ntitle: a\n---\n{{< figure >}}", "commands"),
            (b"---\ntitle: \xff\n---\n", "UTF-8"),
            (b"---\ntitle: a", "does not end"),
            (b"", "no title"),
        ] {
            let read = markdown_file("a.md", file);
            assert!(read.summary.faults.iter().any(|fault| fault.words.contains(said)), "{said}: {read:?}");
        }
        assert_eq!(markdown_file("../x", b"").post.state, State::Draft);
    }
}
