//! What Caulbart thinks a reader cares about, as she sees it.

use super::Stance;
use model::{ItemId, Time};

/// Something learned, with its strength and what names it in "forget this".
pub struct Learned {
    pub name: String,
    /// Where it leads; empty for what has no page.
    pub href: String,
    pub strength: f64,
    pub value: String,
}

/// An item that the profile remembers.
pub struct Remembered {
    pub item: ItemId,
    /// Empty when the item is not kept any more.
    pub headline: String,
    /// Its source, and what is remembered of it.
    pub notes: Vec<String>,
}

/// One list of the page; `of` is the word by which its entries are forgotten.
pub struct LearnedList {
    pub of: &'static str,
    pub entries: Vec<Learned>,
    /// Entries that are too weak to be shown here; the download has them.
    pub more: usize,
}

pub struct RememberedList {
    pub entries: Vec<Remembered>,
    pub more: usize,
}

/// What she chose herself: how it is named in the form, and how it is called.
pub struct ChosenView {
    pub kind: &'static str,
    pub value: String,
    pub name: String,
    pub stance: Stance,
}

pub struct YouView {
    /// Nothing was learned yet.
    pub empty: bool,
    pub met: Option<Time>,
    /// Shown, opened, read to the end, of late.
    pub taken: [f64; 3],
    pub topics: LearnedList,
    pub sources: LearnedList,
    pub words: LearnedList,
    pub kinds: LearnedList,
    pub lengths: LearnedList,
    pub hours: LearnedList,
    pub read: RememberedList,
    pub shown: RememberedList,
    pub hidden: RememberedList,
    pub chosen: Vec<ChosenView>,
    pub tuned: bool,
}
