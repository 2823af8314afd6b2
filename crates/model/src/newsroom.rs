//! What the newsroom works with: who works there, what is written, who signs it, and its pictures.

use crate::{AuthorId, MediumId, ReaderId, Time};

/// What somebody may do in the newsroom. Later ones may all that the earlier may, but for `Moderator`, who has to do with
/// comments alone, and for channels, which are their owners'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Decides about comments.
    Moderator,
    /// Uploads clips and publishes them in a channel of her own.
    Creator,
    /// Writes, and hands in for review.
    Author,
    /// Works on what others wrote, publishes and corrects.
    Editor,
    /// Withdraws what was published, and says who works here.
    Chief,
}

impl Role {
    pub const ALL: [Role; 5] = [Role::Moderator, Role::Creator, Role::Author, Role::Editor, Role::Chief];

    pub fn word(self) -> &'static str {
        match self {
            Role::Moderator => "moderator",
            Role::Creator => "creator",
            Role::Author => "author",
            Role::Editor => "editor",
            Role::Chief => "chief",
        }
    }

    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// How far a manuscript has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ManuscriptState {
    Draft,
    /// Handed in; an editor reads it.
    Review,
    /// Goes out by itself at a stated time.
    Scheduled,
    Published,
    /// Was published, and is no more; its address says why.
    Withdrawn,
}

impl ManuscriptState {
    pub const ALL: [ManuscriptState; 5] = [
        ManuscriptState::Draft,
        ManuscriptState::Review,
        ManuscriptState::Scheduled,
        ManuscriptState::Published,
        ManuscriptState::Withdrawn,
    ];

    pub fn word(self) -> &'static str {
        match self {
            ManuscriptState::Draft => "draft",
            ManuscriptState::Review => "review",
            ManuscriptState::Scheduled => "scheduled",
            ManuscriptState::Published => "published",
            ManuscriptState::Withdrawn => "withdrawn",
        }
    }

    pub fn from_word(word: &str) -> Option<ManuscriptState> {
        ManuscriptState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// Why a revision was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RevisionKind {
    /// By itself, while somebody wrote; takes the place of the one before.
    Auto,
    /// Somebody pressed Save.
    Saved,
    /// Readers saw it.
    Published,
    /// Written beside what somebody else saved meanwhile.
    Beside,
}

impl RevisionKind {
    pub const ALL: [RevisionKind; 4] =
        [RevisionKind::Auto, RevisionKind::Saved, RevisionKind::Published, RevisionKind::Beside];

    pub fn word(self) -> &'static str {
        match self {
            RevisionKind::Auto => "auto",
            RevisionKind::Saved => "saved",
            RevisionKind::Published => "published",
            RevisionKind::Beside => "beside",
        }
    }

    pub fn from_word(word: &str) -> Option<RevisionKind> {
        RevisionKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What readers are told beside an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// What was wrong, and how it is right.
    Correction,
    /// What came to be known since, in a running story.
    Update,
}

impl NoticeKind {
    pub fn word(self) -> &'static str {
        match self {
            NoticeKind::Correction => "correction",
            NoticeKind::Update => "update",
        }
    }

    pub fn from_word(word: &str) -> Option<NoticeKind> {
        [NoticeKind::Correction, NoticeKind::Update].into_iter().find(|kind| kind.word() == word)
    }
}

/// Who signs articles; has a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub id: AuthorId,
    /// Name in addresses.
    pub slug: String,
    pub name: String,
    /// A few sentences, plain text.
    pub about: String,
    /// An address on the web; empty for none.
    pub site: String,
    pub picture: Option<MediumId>,
    /// Where the author has an account here.
    pub reader: Option<ReaderId>,
}

/// A picture of the newsroom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    pub id: MediumId,
    /// SHA-256 of the file as it is shown, in hexadecimal digits: its name in the edition's media folder.
    pub file: String,
    /// The same of the file before anything was cut away.
    pub original: String,
    /// As the file was called where it came from.
    pub name: String,
    /// Pixels of `file`.
    pub width: u32,
    pub height: u32,
    /// Thousandths of width and height: what may never be cut off.
    pub focus: (u32, u32),
    /// Words for those who do not see it.
    pub alt: String,
    pub caption: String,
    /// Source or credit.
    pub credit: String,
    pub added: Time,
    /// What an import calls it; empty for an upload.
    pub origin: String,
}
