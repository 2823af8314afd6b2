//! Why an item stands where it stands.

use model::ItemId;

/// How much one group of signals gave.
pub struct Bar {
    pub group: String,
    /// What it added to the item's value; `None` for an item that was left out, whose parts nobody added up.
    pub gave: Option<f64>,
    /// Where the item would stand without this group; `None` when it would not be there at all.
    pub without: Option<u16>,
}

pub struct LeftOutLine {
    pub item: ItemId,
    pub headline: String,
    pub source: String,
    pub reason: String,
    /// Where its value would place it, from 1.
    pub would_stand: Option<u32>,
}

pub struct WhyView {
    pub item: ItemId,
    pub headline: String,
    pub source: String,
    /// From 1; `None` when it was left out.
    pub position: Option<u16>,
    /// What speaks for it, or why it was left out; whole sentences, the strongest first.
    pub reasons: Vec<String>,
    /// Where its value would place it, from 1, when it was left out.
    pub would_stand: Option<u32>,
    pub bars: Vec<Bar>,
    pub value: f64,
    pub candidates: u32,
    pub left_out: Vec<LeftOutLine>,
    pub left_out_total: u32,
    /// Where all that its page came of is had.
    pub receipt: String,
}
