//! An article's addresses, and what a reader reports.

use model::ItemId;

pub struct ShareView {
    pub item: ItemId,
    pub headline: String,
    pub source: String,
    /// Of the article in this edition.
    pub here: String,
    /// At its source; empty when it has none.
    pub url: String,
}

pub struct ReportView {
    pub item: ItemId,
    pub headline: String,
    pub source: String,
    /// It was told already.
    pub noted: bool,
}
