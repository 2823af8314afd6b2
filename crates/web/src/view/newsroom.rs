//! What the pages of the newsroom show, and what an article written here has that others have not.

use super::{ItemLine, PictureView};
use model::{Author, ItemId, Language, ManuscriptId, ManuscriptState, Medium, MediumId, ReaderId, Role, Time};
use newsroom::{Content, Editor};
use store::{ManuscriptRow, MentionRow, MentionState, Note, RevisionLine, StaffRow};
use text::Piece;

/// A sentence about what just happened; `true` where it is bad.
pub type Told = Option<(bool, String)>;

pub struct ManuscriptsView {
    pub editor: Editor,
    pub state: Option<ManuscriptState>,
    pub typed: String,
    pub counts: Vec<(ManuscriptState, u32)>,
    pub rows: Vec<ManuscriptRow>,
    /// Goes on after the last row.
    pub next: Option<String>,
    pub told: Told,
}

/// Where somebody writes.
pub struct DeskView {
    pub editor: Editor,
    pub row: ManuscriptRow,
    pub content: Content,
    /// What a save is based on.
    pub base: i64,
    pub differs: bool,
    pub locked_by: Option<String>,
    pub told: Told,
    pub sections: Vec<(String, String)>,
    pub authors: Vec<Author>,
    pub lead: Option<(Medium, PictureView)>,
    pub notes: Vec<Note>,
    /// Until when it is pinned.
    pub pinned: Option<Time>,
    /// HTML that has been through the sanitiser and whose pictures are this edition's own.
    pub preview: String,
    /// The latest pictures, to choose from without a script.
    pub pictures: Vec<(Medium, PictureView)>,
    /// What was typed elsewhere on the page and could not be done.
    pub typed: Vec<(String, String)>,
}

pub struct RevisionsView {
    pub row: ManuscriptRow,
    pub lines: Vec<RevisionLine>,
    /// Numbers of the two that are compared, the earlier first.
    pub compared: Option<(i64, i64)>,
    /// Labels and what became of each field.
    pub changes: Vec<(&'static str, Vec<Piece>)>,
}

pub struct WallView {
    pub typed: String,
    pub pictures: Vec<(Medium, PictureView)>,
    pub next: Option<MediumId>,
    pub told: Told,
}

pub struct MediumView {
    pub medium: Medium,
    pub whole: PictureView,
    /// As it stands beside headlines.
    pub card: PictureView,
    pub told: Told,
}

pub struct AuthorsView {
    pub editor: Editor,
    pub authors: Vec<Author>,
    pub told: Told,
}

pub struct AuthorEdit {
    pub editor: Editor,
    pub author: Author,
    pub picture: Option<PictureView>,
    /// Who may be this author: names of accounts of the newsroom.
    pub accounts: Vec<(ReaderId, String)>,
    pub told: Told,
}

pub struct NewsroomHouseView {
    pub editor: Editor,
    pub sections: Vec<(String, String)>,
    pub staff: Vec<StaffRow>,
    pub redirects: Vec<(String, String)>,
    pub told: Told,
}

impl NewsroomHouseView {
    pub const ROLES: [Role; 5] = Role::ALL;
}

/// Around an article that was written here.
pub struct PieceView {
    pub manuscript: ManuscriptId,
    /// With its name, below this site.
    pub address: String,
    pub kicker: String,
    pub place: String,
    /// Slug and name.
    pub section: Option<(String, String)>,
    pub tags: Vec<(String, String)>,
    pub authors: Vec<AuthorView>,
    pub lead: Option<LeadView>,
    pub corrected: Option<Time>,
    pub corrections: Vec<(Time, String)>,
    /// The latest first, as HTML that may be shown.
    pub updates: Vec<(Time, String)>,
    pub running: bool,
    pub previous: Option<BesideView>,
    pub next: Option<BesideView>,
    pub related: Vec<ItemLine>,
    /// Pages elsewhere that link here, as somebody let them through.
    pub mentions: Vec<MentionView>,
}

/// A page elsewhere; all of it is its own word.
pub struct MentionView {
    pub source: String,
    pub host: String,
    /// Its address where it has none.
    pub title: String,
    pub author: String,
}

/// Mentions in one state, to be decided about.
pub struct MentionsView {
    pub editor: Editor,
    pub state: MentionState,
    pub rows: Vec<MentionRow>,
    pub next: Option<i64>,
    pub told: Told,
}

pub struct LeadView {
    pub picture: PictureView,
    pub caption: String,
}

pub struct AuthorView {
    pub slug: String,
    pub name: String,
    pub about: String,
    pub site: String,
    pub picture: Option<PictureView>,
}

pub struct BesideView {
    pub item: ItemId,
    pub headline: String,
    pub language: Language,
}

/// What stands where an article was.
pub struct WithdrawnView {
    pub headline: String,
    pub reason: String,
    pub at: Time,
}

/// Everything of a section, an author or a tag.
pub struct ShelfView {
    pub title: String,
    /// Its address, and what stands before it elsewhere.
    pub path: String,
    pub base: String,
    /// Is it the newest part of it?
    pub first: bool,
    pub author: Option<AuthorView>,
    pub lines: Vec<ItemLine>,
    pub next: Option<String>,
}
