//! Something that a reader did.

use crate::{ItemId, Time};

/// Given by the page that reports it, so that a report sent twice counts once. Unique for one reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deed {
    /// At least half of its slot was on the screen for a second.
    Shown,
    Opened,
    /// Read or watched to the end.
    Finished,
    Liked,
    Hidden,
    /// Opened at its source.
    Visited,
    Shared,
    /// Its source was followed from it.
    Followed,
    Reported,
    /// Its sound was turned on.
    Heard,
}

impl Deed {
    pub const ALL: [Deed; 10] = [
        Deed::Shown,
        Deed::Opened,
        Deed::Finished,
        Deed::Liked,
        Deed::Hidden,
        Deed::Visited,
        Deed::Shared,
        Deed::Followed,
        Deed::Reported,
        Deed::Heard,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Deed::Shown => "shown",
            Deed::Opened => "opened",
            Deed::Finished => "finished",
            Deed::Liked => "liked",
            Deed::Hidden => "hidden",
            Deed::Visited => "visited",
            Deed::Shared => "shared",
            Deed::Followed => "followed",
            Deed::Reported => "reported",
            Deed::Heard => "heard",
        }
    }

    pub fn from_word(word: &str) -> Option<Deed> {
        Deed::ALL.into_iter().find(|deed| deed.word() == word)
    }
}

/// What a reader says is wrong with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportReason {
    NotNews,
    Misleading,
    Offensive,
    Spam,
}

impl ReportReason {
    pub const ALL: [ReportReason; 4] =
        [ReportReason::NotNews, ReportReason::Misleading, ReportReason::Offensive, ReportReason::Spam];

    pub fn word(self) -> &'static str {
        match self {
            ReportReason::NotNews => "not-news",
            ReportReason::Misleading => "misleading",
            ReportReason::Offensive => "offensive",
            ReportReason::Spam => "spam",
        }
    }

    pub fn from_word(word: &str) -> Option<ReportReason> {
        ReportReason::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub item: ItemId,
    pub deed: Deed,
    pub at: Time,
    /// Milliseconds with the item in view; 0 where it does not apply.
    pub dwell_ms: u32,
    /// Position of the slot that led here, from 1; 0 when it was not a slot.
    pub slot: u16,
}
