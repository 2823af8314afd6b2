//! What every export is made of, whoever wrote it.
//!
//! An empty string means that the export says nothing.

use model::{Language, Time};

/// One thing of an export, in the order in which it stands there.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Site(Site),
    Author(Author),
    Section(Section),
    Tag(Tag),
    Medium(Medium),
    Redirect(Redirect),
    Post(Box<Post>),
}

impl Part {
    /// The same at every reading of the same export, and no other part's: what was brought over under this key need
    /// not be brought over again.
    pub fn key(&self) -> String {
        let (kind, key) = match self {
            Part::Site(_) => return "site".to_owned(),
            Part::Author(author) => ("author", &author.login),
            Part::Section(section) => ("section", &section.key),
            Part::Tag(tag) => ("tag", &tag.key),
            Part::Medium(medium) => ("medium", &medium.key),
            Part::Redirect(redirect) => ("redirect", &redirect.from),
            Part::Post(post) => ("post", &post.key),
        };
        format!("{kind}:{key}")
    }
}

/// What the export says about the publication as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    pub title: String,
    pub address: String,
    pub about: String,
    pub language: Language,
    /// What wrote the export, with its version: `WordPress 1.2`.
    pub format: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// What posts name the author by.
    pub login: String,
    pub name: String,
    /// E-mail.
    pub address: String,
    pub site: String,
    /// What the author's page says.
    pub about: String,
    /// Address of a picture.
    pub picture: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// What posts name the section by.
    pub key: String,
    pub name: String,
    /// Key of the section around it.
    pub parent: String,
    pub about: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tag {
    /// What posts name the tag by.
    pub key: String,
    pub name: String,
    pub about: String,
}

/// A picture, film, sound or file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Medium {
    pub key: String,
    /// Where its bytes are: a web address, or a path inside the export.
    pub address: String,
    pub name: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// Where to look when it is cropped: shares of its width and height from the top left, 0 to 1.
    pub focus: Option<(f32, f32)>,
    /// Key of the post that it was uploaded to.
    pub of: String,
}

/// An address that leads elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redirect {
    pub from: String,
    pub to: String,
}

/// An article or a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Post {
    /// Unique among the posts of the export.
    pub key: String,
    /// Stands for itself (`About us`) and not in the order of time.
    pub page: bool,
    pub state: State,
    pub kicker: String,
    /// Plain text, as the standfirst and the place.
    pub headline: String,
    pub standfirst: String,
    pub place: String,
    pub slug: String,
    /// Where it could be found, as written: whole addresses or paths.
    pub addresses: Vec<String>,
    pub body: Body,
    pub language: Language,
    /// Their logins.
    pub authors: Vec<String>,
    /// Their keys, the first is the main one.
    pub sections: Vec<String>,
    /// Their keys.
    pub tags: Vec<String>,
    /// A medium's key, or its address.
    pub lead: String,
    pub published: Option<Time>,
    pub changed: Option<Time>,
    pub comments_open: bool,
    pub pinned: bool,
    /// When, and in which words.
    pub corrections: Vec<(Time, String)>,
    /// What came to be known since, in a running story: when, and in which words.
    pub updates: Vec<(Time, String)>,
    /// The story is not told yet.
    pub running: bool,
    /// Nobody may see it before.
    pub embargo: Option<Time>,
    /// It was published and is no more: since when, and why.
    pub withdrawn: Option<(Time, String)>,
    pub comments: Vec<Comment>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    #[default]
    Draft,
    Review,
    Scheduled,
    Published,
    /// Meant for those only who may sign in there; never to be published by itself.
    Private,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A stranger's: not fit to be shown before it was cleaned.
    Html(String),
    Markdown(String),
}

impl Default for Body {
    fn default() -> Body {
        Body::Markdown(String::new())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comment {
    /// Unique among the comments of its post.
    pub key: String,
    /// Key of the comment that it answers.
    pub parent: String,
    pub name: String,
    /// E-mail: private, and never written into an export of ours.
    pub address: String,
    pub site: String,
    /// HTML of a stranger.
    pub text: String,
    pub at: Option<Time>,
    pub state: CommentState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CommentState {
    #[default]
    Pending,
    Shown,
    Spam,
    Removed,
}

/// One table of words for what is written and read.
pub(crate) const STATES: &[(&str, State)] = &[
    ("draft", State::Draft),
    ("review", State::Review),
    ("scheduled", State::Scheduled),
    ("published", State::Published),
    ("private", State::Private),
];

pub(crate) const COMMENT_STATES: &[(&str, CommentState)] = &[
    ("pending", CommentState::Pending),
    ("shown", CommentState::Shown),
    ("spam", CommentState::Spam),
    ("removed", CommentState::Removed),
];

pub(crate) fn word_of<T: PartialEq>(table: &[(&'static str, T)], thing: &T) -> &'static str {
    table.iter().find(|(_, known)| known == thing).map_or("", |(word, _)| word)
}

pub(crate) fn thing_of<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|&(_, thing)| thing)
}
