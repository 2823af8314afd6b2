//! What is asked of a timeline.

mod bytes;
mod finds;

use std::sync::Arc;

use model::{Choices, ItemId, Language, SourceId, Topic};

use crate::signals::Group;

pub use finds::{Finds, Verdict};

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
    /// What is watched rather than read.
    Clips,
}

impl Within {
    /// The kind of page, as signals know it.
    pub fn surface(self) -> u8 {
        match self {
            Within::Everything => 1,
            Within::Topic(_) => 2,
            Within::Source(_) => 3,
            Within::Clips => 5,
        }
    }
}

/// The kind of page below an article, beside those of `Within::surface`.
pub const BELOW_AN_ARTICLE: u8 = 4;

/// What she holds in her hands, as signals know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Device {
    #[default]
    Unknown,
    Desktop,
    Phone,
}

impl Device {
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// One number for each group of signals, in the order of `Group::ALL`: 0 none, 1 a little, 2 as usual, 3 more, 4 much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sliders(pub [u8; Group::ALL.len()]);

impl Default for Sliders {
    fn default() -> Self {
        Sliders([Sliders::USUAL; Group::ALL.len()])
    }
}

impl Sliders {
    pub const USUAL: u8 = 2;
    pub const MOST: u8 = 4;

    /// What a group's part of the value is multiplied by.
    pub fn factor(self, group: Group) -> f64 {
        [0.0, 0.5, 1.0, 1.5, 2.5][usize::from(self.0[group as usize].min(Sliders::MOST))]
    }

    pub fn is_usual(self) -> bool {
        self == Sliders::default()
    }
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
    /// The article that she has before her, where the page belongs to one.
    pub context: Option<ItemId>,
    /// The kind of page (`Within::surface`, `BELOW_AN_ARTICLE`) and of device (`Device`), by number; 0 where it is not
    /// known.
    pub surface: u8,
    pub device: u8,
    /// How much each group of signals counts for her.
    pub sliders: Sliders,
    /// What her saved searches and rules found among the live items.
    pub finds: Arc<Finds>,
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
            context: None,
            surface: 0,
            device: 0,
            sliders: Sliders::default(),
            finds: Arc::default(),
            seed: 0,
            explain_fully: false,
        }
    }
}
