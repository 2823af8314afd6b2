//! What was looked for, and what was found.

use super::{ItemLine, TypedQuery};

/// A way to narrow a search.
pub struct Filter {
    /// Name of the field in the address.
    pub name: &'static str,
    pub label: &'static str,
    /// Value and words of each choice; the first stands for "any".
    pub choices: Vec<(String, String)>,
    pub chosen: String,
}

pub struct Found {
    pub line: ItemLine,
    /// Pieces of text, and whether each was looked for.
    pub snippet: Vec<(bool, String)>,
}

pub struct SearchView {
    pub query: TypedQuery,
    pub filters: Vec<Filter>,
    /// The source that it is narrowed to, as typed.
    pub source: String,
    /// Names to choose from.
    pub sources: Vec<String>,
    /// Days as `2026-11-01`; empty for any.
    pub after: String,
    pub before: String,
    pub total: usize,
    pub found: Vec<Found>,
    /// The part that was left out, because nothing had all of it.
    pub left_out: Option<String>,
    pub only_some_words: bool,
    /// From 1.
    pub page: u32,
    pub more: bool,
}
