//! What is searched for again and again: saved searches and rules, what they find, what is followed.

use super::{ItemLine, Stance};
use model::{FinderId, FinderKind, Task};
use search::query::Fault;

/// A query as it was typed, and what was wrong with it.
#[derive(Default, Clone)]
pub struct TypedQuery {
    pub typed: String,
    pub faults: Vec<Fault>,
}

/// A saved search or a rule in a list.
pub struct FinderRow {
    pub id: FinderId,
    pub name: String,
    pub query: String,
    pub task: Task,
    /// What it found since she last looked.
    pub new: u32,
}

/// The form for a new one, or for one that is changed.
pub struct FinderForm {
    pub id: Option<FinderId>,
    pub name: String,
    pub query: TypedQuery,
    /// Place in `words.places`.
    pub place: usize,
    pub task: Task,
}

pub struct FindersView {
    pub kind: FinderKind,
    pub rows: Vec<FinderRow>,
    pub form: FinderForm,
    /// Why nothing was saved.
    pub fault: Option<&'static str>,
    pub page: usize,
    pub pages: usize,
}

/// What a rule would match, before it is saved.
pub struct PreviewView {
    pub form: FinderForm,
    /// As it was read; empty where it asks for nothing.
    pub read_as: String,
    pub total: usize,
    pub newest: Vec<ItemLine>,
}

/// One saved search or rule, and what it found.
pub struct FinderView {
    pub kind: FinderKind,
    pub form: FinderForm,
    pub notice: Option<String>,
    /// The latest first, each with whether it is new to her.
    pub found: Vec<(ItemLine, bool)>,
}

/// One thing that she follows or mutes.
pub struct FollowedRow {
    pub kind: &'static str,
    pub value: String,
    pub name: String,
    /// Empty for a word.
    pub href: String,
    pub stance: Stance,
}

pub struct FollowingView {
    pub sources: Vec<FollowedRow>,
    pub topics: Vec<FollowedRow>,
    pub words: Vec<FollowedRow>,
    pub report: Option<ListReport>,
}

/// What came of a list that was taken over.
#[derive(Default)]
pub struct ListReport {
    /// A sentence each.
    pub good: Vec<String>,
    pub bad: Vec<(String, Vec<String>)>,
}
