//! What "more" or "less like this" changed.

use model::ItemId;

/// Where an item stands in a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    At(u32),
    /// With the reason, as a sentence without a full stop.
    LeftOut(String),
    Nowhere,
}

pub struct MovedView {
    pub item: ItemId,
    pub headline: String,
    pub source: String,
    pub before: Placed,
    pub after: Placed,
}

pub struct StrengthView {
    pub name: String,
    pub before: f64,
    pub after: f64,
}

pub struct ChangeView {
    /// More like this, not less.
    pub more: bool,
    /// First the item that she spoke of, then those most affected.
    pub moved: Vec<MovedView>,
    pub strengths: Vec<StrengthView>,
    /// Where the page leads back to.
    pub back: String,
}
