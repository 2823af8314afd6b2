//! What did readers do before the log begins? Told to the engine when it became known, and no later than the first
//! impression of the folder that says so.

use std::collections::{BTreeMap, HashSet, VecDeque};

use model::{Deed, HOUR, Time};

use super::replay::{Replay, event, item_id};
use crate::commands::logs::{Log, LogHistory};

pub struct Histories {
    deeds: VecDeque<Past>,
    /// What was shown to readers, and what of it they read, by the first impression of their folder.
    showings: BTreeMap<i64, Vec<Showing>>,
}

/// Something that was done.
struct Past {
    known: i64,
    at: Time,
    reader: u32,
    item: u32,
    deed: Deed,
    /// 0 where nothing says that it was a slot.
    slot: u16,
}

struct Showing {
    /// How many more she was shown afterwards.
    to_the_end: usize,
    reader: u32,
    item: u32,
    read: bool,
}

impl Histories {
    /// Readings without a time are taken to be an hour old at the first impression of their folder, in their order.
    pub fn of(log: &Log, delay: i64) -> Histories {
        let mut deeds = Vec::new();
        let mut showings: BTreeMap<i64, Vec<Showing>> = BTreeMap::new();
        for history in &log.histories {
            let LogHistory { reader, before, .. } = *history;
            let untimed = before - HOUR;
            let mut past = |at: i64, item: u32, deed: Deed, slot: u16| {
                let known = at.saturating_add(delay).min(before);
                deeds.push(Past { known, at: Time(at), reader, item, deed, slot });
            };
            history.shown.iter().for_each(|&item| past(untimed - 2, item, Deed::Shown, u16::from(log.has_finished)));
            for &(item, time) in &history.reads {
                let at = time.unwrap_or(untimed);
                // Where the history says what was shown, what was read of it was a slot.
                past(at, item, Deed::Opened, u16::from(log.has_finished));
                if log.has_finished {
                    past(at, item, Deed::Finished, 1);
                }
            }
            history.liked.iter().for_each(|&item| past(untimed + 1, item, Deed::Liked, u16::from(log.has_finished)));
            let read: HashSet<u32> = history.reads.iter().map(|read| read.0).collect();
            let shown = history.shown.iter().rev().enumerate();
            showings.entry(before).or_default().extend(shown.map(|(to_the_end, &item)| Showing {
                to_the_end,
                reader,
                item,
                read: read.contains(&item),
            }));
        }
        deeds.sort_by_key(|past| (past.known, past.at));
        // As pages of one item each, as far as is known; the last of all readers last.
        showings
            .values_mut()
            .for_each(|of_folder| of_folder.sort_by_key(|showing| std::cmp::Reverse(showing.to_the_end)));
        Histories { deeds: deeds.into(), showings }
    }

    /// Tells the engine what is known by now.
    pub fn tell(&mut self, replay: &mut Replay<'_>, now: Time) {
        while self.deeds.front().is_some_and(|past| past.known <= now.0) {
            let Some(Past { at, reader, item, deed, slot, .. }) = self.deeds.pop_front() else { break };
            replay.put_in_stock(item, at);
            replay.take(reader, event(item, deed, at, 0, slot), at);
        }
        while self.showings.first_key_value().is_some_and(|(&before, _)| before <= now.0) {
            let Some((before, showings)) = self.showings.pop_first() else { break };
            for Showing { reader, item, read, .. } in showings {
                let profile = &mut replay.profiles[reader as usize];
                replay.stock.settle(&[(item_id(item), read)], 0, profile, Time(before - HOUR), 1.0);
            }
        }
    }
}
