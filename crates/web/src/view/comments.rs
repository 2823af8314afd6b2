//! Comments below an article, one's own, and the moderators' queue.

use model::{CommentId, ItemId};
use newsroom::Editor;
use newsroom::comments::{Tab, Thread, Unsaid};
use store::{CommentRow, DecisionRow, Waiting};

/// What a page needs to show comments and the form for one more.
pub struct CommentsView {
    pub item: ItemId,
    /// All that are shown.
    pub count: u32,
    pub threads: Vec<Thread>,
    /// Threads go on there.
    pub next: Option<String>,
    /// Hers that others do not see, or that she may still change.
    pub hers: Vec<HersView>,
    /// `None` where nothing more can be said.
    pub form: Option<CommentForm>,
}

pub struct HersView {
    pub comment: CommentRow,
    pub may_edit: bool,
}

pub struct CommentForm {
    /// Where she is signed in.
    pub account: Option<String>,
    /// Can she be told of answers?
    pub mails: bool,
    pub stamp: String,
    /// What she answers.
    pub answering: Option<CommentRow>,
    pub typed: CommentTyped,
    pub unsaid: Option<Unsaid>,
}

/// What she typed, for the form to show again. It may hold her address: shown to herself alone, and printed nowhere.
#[derive(Default)]
pub struct CommentTyped {
    pub text: String,
    pub name: String,
    pub mail: String,
    pub website: String,
    pub wants: bool,
}

/// A page of comments alone.
pub struct CommentsPage {
    pub headline: String,
    pub comments: CommentsView,
}

/// Her own comment.
pub struct MyComment {
    pub item: ItemId,
    pub headline: String,
    pub comment: CommentRow,
    pub may_edit: bool,
    /// Where everybody sees it.
    pub place: Option<String>,
    /// What was typed into the field that was refused, and the sentence.
    pub refused: Option<(Typing, String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    Edit,
    Appeal,
}

pub struct UnsubscribeView {
    pub path: String,
    pub done: bool,
}

pub struct QueueView {
    pub editor: Editor,
    pub tab: Tab,
    pub waiting: Waiting,
    pub rows: Vec<QueueRow>,
    /// The list goes on behind this one.
    pub next: Option<CommentId>,
    /// What was just decided, with its last decision.
    pub done: Option<(CommentRow, DecisionRow)>,
    pub refused: Option<(Option<CommentId>, String)>,
}

pub struct QueueRow {
    pub comment: CommentRow,
    pub item: Option<ItemId>,
    pub headline: String,
    pub answers: Option<CommentRow>,
    pub decisions: Vec<DecisionRow>,
}
