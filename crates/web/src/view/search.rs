//! What was looked for, and what was found.

use super::ItemLine;

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
    pub query: String,
    pub filters: Vec<Filter>,
    pub total: usize,
    pub found: Vec<Found>,
    /// From 1.
    pub page: u32,
    pub more: bool,
    /// What was wrong with the question, in a sentence.
    pub fault: Option<String>,
}
