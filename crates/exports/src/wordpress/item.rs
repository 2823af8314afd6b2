//! An item: a post, a page, a medium, or something that has no place here.

use std::ops::ControlFlow;

use model::{Language, Time};

use super::others::{TermKind, slug};
use super::{Collected, Fields, Record, of};
use crate::words::plain;
use crate::{Author, Body, Comment, CommentState, Medium, Part, Post, Section, State, Tag, dates};

impl Collected<'_, '_> {
    pub fn item(&mut self, record: Record) -> ControlFlow<()> {
        let headline = plain(of(&record.fields, "title"));
        let mut key = key_of(&record);
        let place = if headline.is_empty() { format!("{key}, line {}", record.line) } else { headline.clone() };
        if !super::is_new(&mut self.told.items, &key) {
            self.summary.unreadable(&place, "It has the same number as something before it; both were brought over.");
            key = format!("{key}, line {}", record.line);
        }
        match of(&record.fields, "post_type") {
            "attachment" => self.medium(record, key, headline, &place),
            "page" => self.post(record, key, headline, &place, true),
            "post" => self.post(record, key, headline, &place, false),
            "" => {
                self.summary.unreadable(&place, "It does not say what it is; it was taken for an article.");
                self.post(record, key, headline, &place, false)
            }
            other => {
                let what = LEFT_ASIDE.iter().find(|(kind, _)| *kind == other).map(|(_, what)| (*what).to_owned());
                let what = what.unwrap_or_else(|| format!("something of the kind “{}”", crate::words::cut(other, 60)));
                self.summary.left_aside(&place, format!("This is {what}, which has no place here; it was left aside."));
                ControlFlow::Continue(())
            }
        }
    }

    fn medium(&mut self, record: Record, key: String, name: String, place: &str) -> ControlFlow<()> {
        let fields = &record.fields;
        let address = [of(fields, "attachment_url"), of(fields, "guid")].into_iter().find(|found| !found.is_empty());
        let Some(address) = address else {
            self.summary
                .unreadable(place, "A picture or file has no address, so it cannot be fetched; it was left out.");
            return ControlFlow::Continue(());
        };
        if !record.comments.is_empty() {
            let words =
                format!("{} below a picture of its own were left aside.", comments_in_words(record.comments.len()));
            self.summary.left_aside(place, words);
        }
        self.hand_over(Part::Medium(Medium {
            key,
            address: address.to_owned(),
            name,
            alt: plain(of(fields, "_wp_attachment_image_alt")),
            caption: plain(of(fields, "excerpt:encoded")),
            of: Some(of(fields, "post_parent")).filter(|parent| *parent != "0").unwrap_or("").to_owned(),
            ..Medium::default()
        }))
    }

    fn post(&mut self, mut record: Record, key: String, headline: String, place: &str, page: bool) -> ControlFlow<()> {
        let Some(state) = self.state(&record, place) else { return ControlFlow::Continue(()) };
        let (sections, tags) = self.terms(&record, place)?;
        let author = [of(&record.fields, "creator"), of(&record.fields, "author")].into_iter().find(|a| !a.is_empty());
        let authors: Vec<String> = author.map(str::to_owned).into_iter().collect();
        for login in &authors {
            self.author(Author { login: login.clone(), name: plain(login), ..Author::default() })?;
        }
        let comments = self.comments(&mut record, place);
        let fields = &record.fields;
        let mut addresses: Vec<String> = Vec::new();
        for name in ["link", "guid"] {
            let address = of(fields, name);
            if address.contains("://") && !addresses.iter().any(|known| known == address) {
                addresses.push(address.to_owned());
            }
        }
        let post = Post {
            page,
            state,
            slug: slug(of(fields, "post_name")),
            addresses,
            standfirst: plain(of(fields, "excerpt:encoded")),
            language: Language::UNKNOWN,
            authors,
            sections,
            tags,
            lead: Some(of(fields, "_thumbnail_id")).filter(|id| *id != "0").unwrap_or("").to_owned(),
            published: self.published(fields, state, place),
            changed: dates::database(of(fields, "post_modified_gmt")),
            comments_open: of(fields, "comment_status") == "open",
            pinned: of(fields, "is_sticky") == "1",
            comments,
            body: Body::Html(record.fields.remove("content:encoded").unwrap_or_default()),
            key,
            headline,
            ..Post::default()
        };
        self.hand_over(Part::Post(Box::new(post)))
    }

    /// `None` for what was thrown away there.
    fn state(&mut self, record: &Record, place: &str) -> Option<State> {
        let state = match of(&record.fields, "status") {
            "publish" => State::Published,
            "draft" | "auto-draft" => State::Draft,
            "pending" => State::Review,
            "future" => State::Scheduled,
            "private" => State::Private,
            "trash" => {
                self.summary.left_aside(place, "It lay in the trash; it was left aside.");
                return None;
            }
            "" => {
                self.summary.unreadable(place, "It does not say whether it was published; it became a draft.");
                State::Draft
            }
            other => {
                let words = format!("Its state “{}” is unknown here; it became a draft.", crate::words::cut(other, 60));
                self.summary.changed(place, words);
                State::Draft
            }
        };
        if record.is_cut && state != State::Draft {
            self.summary.unreadable(
                place,
                "Its end is missing in the export, so it became a draft: compare it before it is published.",
            );
            return Some(State::Draft);
        }
        let has_password = !of(&record.fields, "post_password").is_empty();
        if has_password && matches!(state, State::Published | State::Scheduled) {
            self.summary.changed(
                place,
                "It could be read with a password only, so it became a draft: publish it if everybody may read it.",
            );
            return Some(State::Draft);
        }
        Some(state)
    }

    /// When it was published, in UTC as far as the export knows.
    fn published(&mut self, fields: &Fields, state: State, place: &str) -> Option<Time> {
        let known = dates::database(of(fields, "post_date_gmt")).or_else(|| dates::feed(of(fields, "pubDate")));
        let shown = matches!(state, State::Published | State::Scheduled | State::Private);
        if known.is_some() || !shown {
            return known;
        }
        let local = dates::database(of(fields, "post_date"));
        self.summary.unreadable(
            place,
            match local {
                Some(_) => "Its date has no time zone; it was taken as UTC.",
                None => "It has no date that can be read.",
            },
        );
        local
    }

    /// The keys of its sections and tags.
    fn terms(&mut self, record: &Record, place: &str) -> ControlFlow<(), (Vec<String>, Vec<String>)> {
        let (mut sections, mut tags) = (Vec::new(), Vec::new());
        for (kind, key, name) in &record.terms {
            // Old exports name each term twice, the first time without its slug.
            let kind = if kind.is_empty() && !key.is_empty() { "category" } else { kind };
            if key.is_empty() {
                continue;
            }
            let (key, name) = (slug(key), plain(name));
            let list = match self.term_kind(kind, place) {
                TermKind::Section => {
                    self.section(Section { key: key.clone(), name, ..Section::default() })?;
                    &mut sections
                }
                TermKind::Tag => {
                    self.tag(Tag { key: key.clone(), name, ..Tag::default() })?;
                    &mut tags
                }
                TermKind::Neither => continue,
            };
            if !list.contains(&key) {
                list.push(key);
            }
        }
        ControlFlow::Continue((sections, tags))
    }

    fn comments(&mut self, record: &mut Record, place: &str) -> Vec<Comment> {
        let mut comments = Vec::with_capacity(record.comments.len());
        let mut pings = 0;
        for (at, fields) in std::mem::take(&mut record.comments).into_iter().enumerate() {
            if matches!(of(&fields, "comment_type"), "pingback" | "trackback") {
                pings += 1;
                continue;
            }
            comments.push(comment(fields, at));
        }
        if pings > 0 {
            let words = format!("{pings} notices that other sites link to it (pingbacks) were left aside.");
            self.summary.left_aside(place, words);
        }
        if record.more_comments > 0 {
            let words = format!("It has too many comments to be held at once; {} were left out.", record.more_comments);
            self.summary.unreadable(place, words);
        }
        comments
    }
}

fn comment(mut fields: Fields, at: usize) -> Comment {
    let text = fields.remove("comment_content").unwrap_or_default();
    let id = of(&fields, "comment_id");
    Comment {
        key: if id.is_empty() { format!("comment {}", at + 1) } else { id.to_owned() },
        parent: Some(of(&fields, "comment_parent")).filter(|parent| *parent != "0").unwrap_or("").to_owned(),
        name: plain(of(&fields, "comment_author")),
        address: of(&fields, "comment_author_email").to_owned(),
        site: of(&fields, "comment_author_url").to_owned(),
        text,
        at: dates::database(of(&fields, "comment_date_gmt")).or_else(|| dates::database(of(&fields, "comment_date"))),
        state: match of(&fields, "comment_approved") {
            "1" | "approve" | "approved" => CommentState::Shown,
            "spam" => CommentState::Spam,
            "trash" | "post-trashed" => CommentState::Removed,
            _ => CommentState::Pending,
        },
    }
}

/// Its number, else its permanent name, else where it stands.
fn key_of(record: &Record) -> String {
    let found = [of(&record.fields, "post_id"), of(&record.fields, "guid")].into_iter().find(|key| !key.is_empty());
    found.map_or_else(|| format!("line {}", record.line), str::to_owned)
}

fn comments_in_words(number: usize) -> String {
    if number == 1 { "One comment".to_owned() } else { format!("{number} comments") }
}

const LEFT_ASIDE: &[(&str, &str)] = &[
    ("nav_menu_item", "an entry of a menu"),
    ("wp_navigation", "a menu"),
    ("revision", "an earlier version of a text"),
    ("custom_css", "a site's look"),
    ("customize_changeset", "a change of a site's look"),
    ("wp_global_styles", "a site's look"),
    ("wp_template", "a site's look"),
    ("wp_template_part", "a site's look"),
    ("wp_block", "a building block"),
    ("oembed_cache", "a remembered embed"),
];
