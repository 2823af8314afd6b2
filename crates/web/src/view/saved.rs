//! What a reader has put aside.

use super::ItemLine;
use model::Time;

pub struct SavedView {
    /// On all pages of it.
    pub total: usize,
    /// The latest first, each with when it was saved.
    pub lines: Vec<(ItemLine, Time)>,
    /// Is this a later page than the first?
    pub later: bool,
    /// Where the next page goes on.
    pub next: Option<String>,
}
