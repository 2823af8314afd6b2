//! Ghost's export: its database as JSON.
//!
//! Which tags and authors a post has stands in tables of their own behind the posts. So the export is read twice: first
//! for the small tables, then for the posts.

mod body;

use std::collections::BTreeMap;
use std::io::{BufRead, Seek, SeekFrom};
use std::ops::ControlFlow;

use model::Language;

use crate::json::{Row, tables};
use crate::words::{one_line, plain};
use crate::{Author, Body, Medium, Part, Post, Site, State, Summary, Tag, Take, dates};

/// Members of the export that hold the tables.
const THROUGH: &[&str] = &["db", "data"];
/// Rows of the small tables that are remembered.
const MOST_ROWS: usize = 2_000_000;

/// Reads an export, handing over authors, tags, then posts. Ghost's address of the site is not in it: addresses of posts
/// are paths, and addresses in texts begin with `__GHOST_URL__`.
pub fn ghost(mut reader: impl BufRead + Seek, take: &mut Take) -> Summary {
    let mut summary = Summary::default();
    let mut known = Known::default();
    if let Err(words) = tables(&mut reader, THROUGH, &mut |table, row| known.learn(table, row)) {
        summary.unreadable("the export", words);
    }
    known.put_in_order();
    if !known.has_posts {
        summary.unreadable("the export", "There is no table of posts in it: is this the file that Ghost wrote?");
    }
    if hand_over_small(&known, take).is_break() {
        summary.stopped = true;
        return summary;
    }
    if let Err(fault) = reader.seek(SeekFrom::Start(0)) {
        summary.unreadable("the export", format!("It could not be read a second time: {fault}."));
        return summary;
    }
    let mut number = 0;
    let mut posts = |table: &str, row: Row| {
        if table != "posts" {
            return ControlFlow::Continue(());
        }
        number += 1;
        let post = post(row, number, &known, &mut summary);
        let mut flow = ControlFlow::Continue(());
        if let Some((alt, caption)) = known.leads.get(&post.key).filter(|_| !post.lead.is_empty()) {
            flow = take(Part::Medium(Medium {
                key: post.lead.clone(),
                address: post.lead.clone(),
                alt: alt.clone(),
                caption: caption.clone(),
                of: post.key.clone(),
                ..Medium::default()
            }));
        }
        if flow.is_continue() {
            flow = take(Part::Post(Box::new(post)));
        }
        summary.stopped |= flow.is_break();
        flow
    };
    // What is broken was told at the first reading.
    let _ = tables(&mut reader, THROUGH, &mut posts);
    summary
}

/// The small tables.
#[derive(Default)]
struct Known {
    has_posts: bool,
    rows: usize,
    version: String,
    settings: Row,
    /// By id.
    users: BTreeMap<String, Author>,
    tags: BTreeMap<String, Tag>,
    /// Of a post's id: (order, id).
    tags_of: BTreeMap<String, Vec<(i64, String)>>,
    authors_of: BTreeMap<String, Vec<(i64, String)>>,
    /// Of a post's id: the lead picture's words for those who do not see it, and its caption.
    leads: BTreeMap<String, (String, String)>,
}

impl Known {
    fn learn(&mut self, table: &str, mut row: Row) -> ControlFlow<()> {
        let mut of = |name: &str| row.remove(name).unwrap_or_default();
        self.rows += 1;
        if self.rows > MOST_ROWS {
            return ControlFlow::Break(());
        }
        match table {
            "posts" => self.has_posts = true,
            "meta" => self.version = of("version"),
            "settings" => {
                let (key, value) = (of("key"), of("value"));
                if matches!(key.as_str(), "title" | "description" | "locale" | "lang" | "default_locale") {
                    self.settings.insert(key, value);
                }
            }
            "users" => {
                let (id, slug, email) = (of("id"), of("slug"), of("email"));
                let login = if slug.is_empty() { email.clone() } else { slug };
                let author = Author {
                    name: Some(one_line(&of("name"))).filter(|name| !name.is_empty()).unwrap_or_else(|| login.clone()),
                    login,
                    address: email,
                    site: of("website"),
                    about: one_line(&of("bio")),
                    picture: of("profile_image"),
                };
                self.users.insert(id, author);
            }
            "tags" => {
                let (id, key, name) = (of("id"), of("slug"), one_line(&of("name")));
                // `#name` orders things for the staff; readers never see it.
                if !name.starts_with('#') {
                    self.tags.insert(id, Tag { key, name, about: plain(&of("description")) });
                }
            }
            "posts_tags" => link(&mut self.tags_of, of("post_id"), of("tag_id"), &of("sort_order")),
            "posts_authors" => link(&mut self.authors_of, of("post_id"), of("author_id"), &of("sort_order")),
            "posts_meta" => {
                let words = (one_line(&of("feature_image_alt")), plain(&of("feature_image_caption")));
                if words != Default::default() {
                    self.leads.insert(of("post_id"), words);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn put_in_order(&mut self) {
        self.tags_of.values_mut().chain(self.authors_of.values_mut()).for_each(|list| list.sort());
    }
}

fn link(links: &mut BTreeMap<String, Vec<(i64, String)>>, post: String, other: String, order: &str) {
    links.entry(post).or_default().push((order.parse().unwrap_or(0), other));
}

fn hand_over_small(known: &Known, take: &mut Take) -> ControlFlow<()> {
    let setting = |names: &[&str]| names.iter().find_map(|name| known.settings.get(*name)).cloned().unwrap_or_default();
    take(Part::Site(Site {
        title: one_line(&setting(&["title"])),
        about: one_line(&setting(&["description"])),
        language: Language::from_tag(&setting(&["locale", "lang", "default_locale"])),
        format: format!("Ghost {}", known.version).trim_end().to_owned(),
        ..Site::default()
    }))?;
    for author in known.users.values() {
        take(Part::Author(author.clone()))?;
    }
    for tag in known.tags.values() {
        take(Part::Tag(tag.clone()))?;
    }
    ControlFlow::Continue(())
}

fn post(mut row: Row, number: usize, known: &Known, summary: &mut Summary) -> Post {
    let mut of = |name: &str| row.remove(name).unwrap_or_default();
    let (id, headline, slug) = (of("id"), one_line(&of("title")), of("slug"));
    let place = [&headline, &slug, &id].into_iter().find(|text| !text.is_empty()).cloned();
    let place = place.unwrap_or_else(|| format!("post {number}"));
    let mut state = match of("status").as_str() {
        "published" | "sent" => State::Published,
        "scheduled" => State::Scheduled,
        "draft" => State::Draft,
        other => {
            summary.changed(
                &place,
                format!("Its state “{}” is unknown here; it became a draft.", crate::words::cut(other, 60)),
            );
            State::Draft
        }
    };
    if !matches!(of("visibility").as_str(), "" | "public") && matches!(state, State::Published | State::Scheduled) {
        summary.changed(&place, "It was for members only, so it became a draft: publish it if everybody may read it.");
        state = State::Draft;
    }
    let (html, lexical, mobiledoc) = (of("html"), of("lexical"), of("mobiledoc"));
    let body = if html.trim().is_empty() {
        let (found, words) = body::html(&lexical, &mobiledoc);
        if let Some(words) = words {
            summary.changed(&place, words);
        }
        found
    } else {
        html
    };
    let page = of("type") == "page" || matches!(of("page").as_str(), "1" | "true");
    let mut addresses = vec![of("canonical_url")];
    if !slug.is_empty() {
        addresses.push(format!("/{slug}/"));
    }
    addresses.retain(|address| !address.is_empty());
    let mut authors: Vec<String> =
        linked(&known.authors_of, &id, |id| known.users.get(id).map(|user| user.login.clone()));
    let old_author = of("author_id");
    if authors.is_empty() {
        authors.extend(known.users.get(&old_author).map(|user| user.login.clone()));
    }
    Post {
        page,
        state,
        addresses,
        standfirst: one_line(&of("custom_excerpt")),
        language: Language::from_tag(&of("locale")),
        authors,
        tags: linked(&known.tags_of, &id, |id| known.tags.get(id).map(|tag| tag.key.clone())),
        lead: of("feature_image"),
        published: dates::database(&of("published_at")),
        changed: dates::database(&of("updated_at")),
        comments_open: true,
        pinned: matches!(of("featured").as_str(), "1" | "true"),
        body: Body::Html(body),
        key: if id.is_empty() { format!("post {number}") } else { id },
        headline,
        slug,
        ..Post::default()
    }
}

fn linked(links: &BTreeMap<String, Vec<(i64, String)>>, id: &str, of: impl Fn(&str) -> Option<String>) -> Vec<String> {
    links.get(id).into_iter().flatten().filter_map(|(_, other)| of(other)).collect()
}
