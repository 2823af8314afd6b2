//! The front page: a timeline with an end.

use super::{ItemLine, SlotView, TopicLink, TuneView};
use model::{StoryId, Time};
use timeline::Order;

/// Why the page ends where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontEnd {
    UpToDate,
    /// She wished for no more slots than this; so many more there are.
    AfterSlots(u8, u32),
    /// She wished for no more minutes than this, and has been here since.
    AfterMinutes(u8, Time),
}

pub struct Front {
    pub order: Order,
    /// The newest story that could have been chosen: what comes later is news to whoever has this page open.
    pub newest: StoryId,
    /// Where the order looks at what was learned, and can be tuned.
    pub tune: Option<TuneView>,
    /// Topics that a first visit is asked about; empty where nothing is asked.
    pub asks: Vec<TopicLink>,
    /// What editors hold at the top, and until when.
    pub pinned: Vec<(ItemLine, Time)>,
    pub slots: Vec<SlotView>,
    pub end: FrontEnd,
    /// When the timeline was made.
    pub up_to_date_at: Time,
    /// Stories that were considered and left out.
    pub left_out: u32,
    /// Sources that the slots come from.
    pub sources: u32,
    /// What she has put aside for later.
    pub saved: usize,
}
