//! What is asked of a timeline.

use model::{Choices, ItemId, Language, SourceId, Topic};

/// In which order, and by what. Only `ForYou` looks at the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    #[default]
    ForYou,
    Newest,
    MostCovered,
    /// What she follows, newest first.
    Following,
}

impl Order {
    pub const ALL: [Order; 4] = [Order::ForYou, Order::Newest, Order::MostCovered, Order::Following];

    pub fn word(self) -> &'static str {
        match self {
            Order::ForYou => "for-you",
            Order::Newest => "newest",
            Order::MostCovered => "most-covered",
            Order::Following => "following",
        }
    }

    pub fn from_word(word: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.word() == word)
    }

    /// Does this order use what was learned about the reader?
    pub fn is_personal(self) -> bool {
        self == Order::ForYou
    }
}

/// A part of the edition that has a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Within {
    #[default]
    Everything,
    /// This topic and those below it.
    Topic(Topic),
    Source(SourceId),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub order: Order,
    pub within: Within,
    /// How many slots a page has.
    pub slots: usize,
    /// How many slots stood on earlier pages.
    pub skip: usize,
    /// What the reader follows and mutes. A mute always holds.
    pub choices: Choices,
    /// Languages she accepts; empty accepts all. Items of unknown language are always accepted.
    pub languages: Vec<Language>,
    /// Items that must not come back, for example those of the page she has before her.
    pub already: Vec<ItemId>,
    /// Decides which new item is tried, and where. The only chance there is.
    pub seed: u64,
    /// Work out where each slot would stand without each group of signals (`Slot::without`); costs about seven times
    /// as much, so only pages that show it should ask.
    pub explain_fully: bool,
}

impl Default for Ask {
    fn default() -> Self {
        Ask {
            order: Order::ForYou,
            within: Within::Everything,
            slots: 30,
            skip: 0,
            choices: Vec::new(),
            languages: Vec::new(),
            already: Vec::new(),
            seed: 0,
            explain_fully: false,
        }
    }
}
