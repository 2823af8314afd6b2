//! What staff is shown of a reader's data: the form that asks for it, and what was opened.

use ledger::entry::{Field, Purpose};
use model::{ItemId, ReaderId, Time};
use newsroom::Editor;

/// As typed.
#[derive(Debug, Clone, Default)]
pub struct AccessTyped {
    pub reader: String,
    pub fields: Vec<String>,
    pub purpose: String,
    pub reference: String,
    pub country: String,
    pub minutes: String,
}

pub struct AccessView {
    pub editor: Editor,
    pub typed: AccessTyped,
    /// What the policy in force allows staff.
    pub purposes: Vec<Purpose>,
    pub fault: Option<String>,
}

pub struct OpenedView {
    pub editor: Editor,
    pub index: u64,
    pub until: Time,
    pub entry: String,
    pub readers: Vec<(ReaderId, Vec<OpenedClass>)>,
}

/// A field that was opened, with the kinds of rows in it.
pub type OpenedClass = (Field, Vec<OpenedRowsView>);

/// Rows of one kind, by its word.
pub struct OpenedRowsView {
    pub kind: String,
    pub lines: Vec<OpenedLine>,
}

#[derive(Default)]
pub struct OpenedLine {
    pub at: Option<Time>,
    pub text: String,
    pub item: Option<(ItemId, String)>,
}
