//! Just published: the newest items, or the newest of the page's topic, source or kind.

use super::newest;
use crate::situation::Situation;
use crate::{Order, Within};

const QUOTA: usize = 300;

pub(super) fn candidates(situation: &Situation<'_>) -> Vec<u32> {
    let shelves = situation.stock.shelves();
    // Several items of a story share a slot, so a page by time alone needs more candidates than slots.
    let quota = match situation.ask.order {
        Order::ForYou => QUOTA,
        _ => QUOTA.max(4 * situation.slots_in_all()),
    };
    match situation.ask.within {
        Within::Everything | Within::Clips => newest(situation, quota),
        Within::Topic(topic) => shelves.topic(topic).map_or(Vec::new(), |shelf| shelf.newest(2 * quota).collect()),
        Within::Source(source) => shelves.source(source).map_or(Vec::new(), |shelf| shelf.newest(quota).collect()),
    }
}
