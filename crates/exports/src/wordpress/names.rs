//! Which names mean what, whatever prefix they come with.

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// RSS's own.
    Plain,
    Wp,
    Content,
    Excerpt,
    Dublin,
    /// Of something that we know nothing about, or that only calls itself like one of these.
    Foreign,
}

pub const NO_PREFIX: &str = "";

/// The space of an address in an `xmlns`. All versions of WordPress's are one.
pub fn space_of_address(address: &str) -> Space {
    let address = address.trim().trim_end_matches('/');
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    if let Some(version) = bare.strip_prefix("wordpress.org/export") {
        return if version.ends_with("/excerpt") { Space::Excerpt } else { Space::Wp };
    }
    match bare {
        "" => Space::Plain,
        "purl.org/rss/1.0/modules/content" => Space::Content,
        "purl.org/dc/elements/1.1" => Space::Dublin,
        _ => Space::Foreign,
    }
}

/// What a prefix means where nobody says so.
pub fn space_by_habit(prefix: &str) -> Space {
    match prefix {
        NO_PREFIX => Space::Plain,
        "wp" => Space::Wp,
        "content" => Space::Content,
        "excerpt" => Space::Excerpt,
        "dc" => Space::Dublin,
        _ => Space::Foreign,
    }
}

pub fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or((NO_PREFIX, name))
}

/// An element with others inside that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    Author,
    Category,
    Tag,
    Term,
    Item,
    Meta,
    Comment,
    /// Further words about a comment or a term, which are not brought over.
    Aside,
}

/// The frame that an element opens inside of another.
pub fn frame_of(space: Space, local: &str, inside: Option<Frame>) -> Option<Frame> {
    let frame = match (space, local) {
        (Space::Plain, "item") => Frame::Item,
        (Space::Wp, "author") if inside.is_none() => Frame::Author,
        (Space::Wp, "category") if inside.is_none() => Frame::Category,
        (Space::Wp, "tag") if inside.is_none() => Frame::Tag,
        (Space::Wp, "term") if inside.is_none() => Frame::Term,
        (Space::Wp, "postmeta") if inside == Some(Frame::Item) => Frame::Meta,
        (Space::Wp, "comment") if inside == Some(Frame::Item) => Frame::Comment,
        (Space::Wp, "commentmeta") if inside == Some(Frame::Comment) => Frame::Aside,
        (Space::Wp, "termmeta") if matches!(inside, Some(Frame::Term | Frame::Category | Frame::Tag)) => Frame::Aside,
        _ => return None,
    };
    Some(frame)
}

/// The name under which a field is kept; `None` for those that we do not read.
pub fn field_of(space: Space, local: &str, inside: Option<Frame>) -> Option<&'static str> {
    let fields: &[(Space, &'static str)] = match inside {
        None => SITE,
        Some(Frame::Item) => ITEM,
        Some(Frame::Aside) => return None,
        Some(_) => {
            let found = OTHERS.iter().copied().find(|known| space == Space::Wp && *known == local);
            return found;
        }
    };
    fields.iter().find(|&&(of, name)| of == space && last_of(name) == local).map(|&(_, name)| name)
}

fn last_of(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

const SITE: &[(Space, &str)] = &[
    (Space::Plain, "title"),
    (Space::Plain, "link"),
    (Space::Plain, "description"),
    (Space::Plain, "language"),
    (Space::Wp, "wxr_version"),
    (Space::Wp, "base_site_url"),
    (Space::Wp, "base_blog_url"),
];

const ITEM: &[(Space, &str)] = &[
    (Space::Plain, "title"),
    (Space::Plain, "link"),
    (Space::Plain, "guid"),
    (Space::Plain, "pubDate"),
    (Space::Plain, "category"),
    (Space::Dublin, "creator"),
    (Space::Content, "content:encoded"),
    (Space::Excerpt, "excerpt:encoded"),
    (Space::Wp, "author"),
    (Space::Wp, "post_id"),
    (Space::Wp, "post_date"),
    (Space::Wp, "post_date_gmt"),
    (Space::Wp, "post_modified"),
    (Space::Wp, "post_modified_gmt"),
    (Space::Wp, "comment_status"),
    (Space::Wp, "post_name"),
    (Space::Wp, "status"),
    (Space::Wp, "post_parent"),
    (Space::Wp, "post_type"),
    (Space::Wp, "post_password"),
    (Space::Wp, "is_sticky"),
    (Space::Wp, "attachment_url"),
];

/// Fields of everything but sites and items, all of them WordPress's.
const OTHERS: &[&str] = &[
    "author_login",
    "author_email",
    "author_display_name",
    "author_first_name",
    "author_last_name",
    "category_nicename",
    "category_parent",
    "cat_name",
    "category_description",
    "tag_slug",
    "tag_name",
    "tag_description",
    "term_taxonomy",
    "term_slug",
    "term_parent",
    "term_name",
    "term_description",
    "meta_key",
    "meta_value",
    "comment_id",
    "comment_author",
    "comment_author_email",
    "comment_author_url",
    "comment_date",
    "comment_date_gmt",
    "comment_content",
    "comment_approved",
    "comment_type",
    "comment_parent",
];
