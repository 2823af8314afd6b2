//! What a reader may do with a slot: one prediction each, and what it is worth.

use model::Deed;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Head {
    Open,
    Finish,
    Like,
    Share,
    Follow,
    Hide,
    Report,
}

impl Head {
    pub const ALL: [Head; HEADS] =
        [Head::Open, Head::Finish, Head::Like, Head::Share, Head::Follow, Head::Hide, Head::Report];

    pub fn word(self) -> &'static str {
        match self {
            Head::Open => "open",
            Head::Finish => "finish",
            Head::Like => "like",
            Head::Share => "share",
            Head::Follow => "follow",
            Head::Hide => "hide",
            Head::Report => "report",
        }
    }

    pub fn from_word(word: &str) -> Option<Head> {
        Head::ALL.into_iter().find(|head| head.word() == word)
    }

    /// Published: what a certain deed of this kind is worth. An open alone counts little, because a title can promise
    /// what the text does not hold; what is hidden or reported counts against.
    pub fn weight(self) -> f64 {
        match self {
            Head::Open => 0.05,
            Head::Finish | Head::Like | Head::Share | Head::Follow => 1.0,
            Head::Hide => -2.0,
            Head::Report => -4.0,
        }
    }

    /// The log-odds of the deed where nothing is known.
    pub(crate) fn usual(self) -> f64 {
        match self {
            Head::Open => -2.2,
            Head::Finish => -3.0,
            Head::Like | Head::Hide => -4.6,
            Head::Share => -5.3,
            Head::Follow => -6.0,
            Head::Report => -7.0,
        }
    }

    /// By how much the log-odds rise with the value set by hand, until there is something better.
    pub(crate) fn by_hand(self) -> f64 {
        match self {
            Head::Open | Head::Finish => 1.0,
            Head::Like | Head::Share => 0.5,
            Head::Follow => 0.3,
            Head::Hide => -0.5,
            Head::Report => -0.3,
        }
    }

    /// Has it trees of its own? The others happen too rarely: they learn on the leaves of the open head's trees.
    pub fn has_trees(self) -> bool {
        matches!(self, Head::Open | Head::Finish)
    }
}

pub const HEADS: usize = 7;

/// What was done with one slot, one bit a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deeds(pub u8);

impl Deeds {
    pub fn has(self, head: Head) -> bool {
        self.0 & (1 << head as u8) != 0
    }

    pub fn with(self, head: Head) -> Deeds {
        Deeds(self.0 | (1 << head as u8))
    }

    /// With what this deed stands for; a visit at the source is an open.
    pub fn and(self, deed: Deed) -> Deeds {
        match deed {
            Deed::Shown | Deed::Heard => self,
            Deed::Opened | Deed::Visited => self.with(Head::Open),
            Deed::Finished => self.with(Head::Finish),
            Deed::Liked => self.with(Head::Like),
            Deed::Shared => self.with(Head::Share),
            Deed::Followed => self.with(Head::Follow),
            Deed::Hidden => self.with(Head::Hide),
            Deed::Reported => self.with(Head::Report),
        }
    }
}
