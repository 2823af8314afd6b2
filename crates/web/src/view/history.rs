//! What a reader has read.

use super::ItemLine;
use model::Time;

pub struct HistoryView {
    /// The latest first, by days: each with its heading, where it begins and ends, and its lines.
    pub days: Vec<HistoryDay>,
    /// Is this a later page than the first?
    pub later: bool,
    /// Where the next page goes on.
    pub next: Option<String>,
    /// How many were just forgotten.
    pub forgotten: Option<usize>,
}

pub struct HistoryDay {
    pub title: String,
    pub from: Time,
    pub until: Time,
    /// Each with when she opened it last.
    pub lines: Vec<(ItemLine, Time)>,
}
