//! The front page: a timeline with an end.

use super::{SlotView, TuneView};
use model::Time;
use timeline::Order;

pub struct Front {
    pub order: Order,
    /// Where the order looks at what was learned, and can be tuned.
    pub tune: Option<TuneView>,
    pub slots: Vec<SlotView>,
    /// When the timeline was made.
    pub up_to_date_at: Time,
    /// Stories that were considered and left out.
    pub left_out: u32,
    /// Sources that the slots come from.
    pub sources: u32,
}
