//! What is known about one reader from what she did. Bounded: about 8 KiB, whatever she does.
//!
//! What she chose (follows, mutes) is not in here: that is kept as rows and comes with the ask. Sensitive topics leave
//! no trace: whatever is done with an item about one changes nothing in here, except that hiding or reporting it hides it.

mod affinity;
mod bytes;
mod every;
mod learn;
mod level;
mod told;
mod unlearn;

use model::{Embedding, ItemId, Kind, SourceId, StoryId, Time, Topic};

use crate::decay::left_after;
use crate::stock::Coordinate;

pub(crate) use affinity::Affinities;
pub use every::Part;

/// Bounds, chosen so that all of it fits 8 KiB.
pub(crate) const READS: usize = 32;
pub(crate) const READ_IDS: usize = 192;
pub(crate) const HIDDEN: usize = 32;
pub(crate) const SHOWN: usize = 96;
pub(crate) const TOPICS: usize = 48;
pub(crate) const SOURCES: usize = 64;
pub(crate) const DAY_PART_TOPICS: usize = 8;
pub(crate) const TERMS: usize = 80;
pub(crate) const CLASSES: usize = 12;

/// An item that she read lately.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Read {
    pub(crate) item: ItemId,
    pub(crate) story: StoryId,
    pub(crate) embedding: Embedding,
    /// To the second.
    pub(crate) at: Time,
}

/// An item that she was shown and did not open.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    pub(crate) item: ItemId,
    pub(crate) times: u8,
    pub(crate) last: Time,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// The moment to which the affinities are decayed.
    at: Time,
    /// Oldest first, all of them.
    pub(crate) reads: Vec<Read>,
    pub(crate) read_ids: Vec<ItemId>,
    pub(crate) hidden: Vec<ItemId>,
    pub(crate) shown: Vec<Shown>,
    pub(crate) topics: Affinities<Topic>,
    pub(crate) sources: Affinities<SourceId>,
    /// Words of titles, by their numbers (`title_words`).
    pub(crate) terms: Affinities<u32>,
    /// How much she was shown, opened and read to the end: how much she reads at all.
    pub(crate) taken: [f32; 3],
    /// Opened within the last hour or so; half after an hour.
    pub(crate) busy: f32,
    busy_at: Time,
    /// Her own part in the log-odds that what she is shown is taken (see `stock::quality`).
    pub(crate) level: Coordinate,
    /// The same for as long as the last ten or so outcomes.
    pub(crate) level_lately: Coordinate,
    /// What is to be added to her level for each class of length, and by kind of page (`Ask::surface`).
    pub(crate) size_levels: [Coordinate; CLASSES],
    pub(crate) page_levels: Vec<(u8, Coordinate)>,
    /// By how much longer than others she stays, as a difference of quantiles: the mean, and of how many stays.
    pub(crate) stays: [f32; 2],
    /// The same, the last time.
    pub(crate) last_stay: f32,
    /// How old what she opened was, and how long, by classes; half after a week.
    pub(crate) ages: [f32; CLASSES],
    pub(crate) sizes: [f32; CLASSES],
    /// Her direction by lot (`stock::indexing`); 0 before her first event.
    pub(crate) signs: u64,
    /// Her first event; 0 before.
    pub(crate) met: Time,
    /// In the order of `Kind::ALL`.
    pub(crate) kinds: [f32; 3],
    /// Read to the end: short, middling, long.
    pub(crate) lengths: [f32; 3],
    /// Topics by six hours of the day, from midnight UTC.
    pub(crate) day_parts: [Affinities<Topic>; 4],
}

impl Profile {
    pub fn is_empty(&self) -> bool {
        *self == Profile::default()
    }

    /// Topics and how much she is drawn to them (negative: away from them), strongest first.
    pub fn topics(&self) -> Vec<(Topic, f64)> {
        self.topics.strongest_first()
    }

    /// Sources and how much she is drawn to them, strongest first.
    pub fn sources(&self) -> Vec<(SourceId, f64)> {
        self.sources.strongest_first()
    }

    /// Words of titles (by their numbers, see `title_words`) and how much she is drawn to them, strongest first.
    pub fn terms(&self) -> Vec<(u32, f64)> {
        self.terms.strongest_first()
    }

    /// How much what she does counts for others. Known is who has been here for an hour and was shown or read five things; what she
    /// opens counts less the more she opens within the hour: from the twentieth on all of it together counts as
    /// twenty.
    pub fn standing(&self, now: Time) -> crate::stock::Standing {
        let known = self.read_ids.len() as f32 + self.taken[0];
        if known < 5.0 || now.since(self.met) < model::HOUR {
            return crate::stock::Standing::Newcomer;
        }
        let busy = f64::from(self.busy) * left_after(now.since(self.busy_at), model::HOUR);
        crate::stock::Standing::Known(20.0 / busy.max(20.0))
    }

    /// How much she took of each kind.
    pub fn kinds(&self) -> [(Kind, f64); 3] {
        let mut place = 0;
        Kind::ALL.map(|kind| {
            place += 1;
            (kind, f64::from(self.kinds[place - 1]))
        })
    }

    /// Items that she read, newest first.
    pub fn read(&self) -> Vec<ItemId> {
        self.read_ids.iter().rev().copied().collect()
    }

    pub fn has_read(&self, item: ItemId) -> bool {
        self.read_ids.contains(&item)
    }

    /// Items that she hid, newest first.
    pub fn hidden(&self) -> Vec<ItemId> {
        self.hidden.iter().rev().copied().collect()
    }

    /// Corrects the profile: nothing was learned about this topic.
    pub fn forget_topic(&mut self, topic: Topic) {
        self.topics.forget(topic);
        for part in &mut self.day_parts {
            part.forget(topic);
        }
    }

    /// Corrects the profile: nothing was learned about this source.
    pub fn forget_source(&mut self, source: SourceId) {
        self.sources.forget(source);
    }

    /// Corrects the profile: nothing was learned about this word.
    pub fn forget_term(&mut self, term: u32) {
        self.terms.forget(term);
    }

    /// Corrects the profile: this item was neither read nor hidden nor shown. What was learned from it by then stays.
    pub fn forget_item(&mut self, item: ItemId) {
        self.reads.retain(|read| read.item != item);
        self.read_ids.retain(|&id| id != item);
        self.hidden.retain(|&id| id != item);
        self.shown.retain(|shown| shown.item != item);
    }
}

/// Whatever the kind.
pub(crate) fn size_class(kind: Kind, words: u32) -> usize {
    usize::from(crate::stock::class(kind, words)) % CLASSES
}

/// From minutes to weeks.
pub(crate) fn age_class(age: i64) -> usize {
    const ENDS: [i64; CLASSES - 1] = [10, 30, 60, 120, 240, 480, 720, 1440, 2880, 5760, 11520];
    ENDS.iter().take_while(|&&end| age >= end * model::MINUTE).count()
}

/// As the profile keeps its times.
pub(crate) fn whole_second(at: Time) -> Time {
    Time(at.0.clamp(0, i64::from(u32::MAX) * 1000) / 1000 * 1000)
}

/// Which quarter of the day, from midnight UTC.
pub(crate) fn day_part(at: Time) -> usize {
    (at.0.rem_euclid(model::DAY) / (6 * model::HOUR)) as usize
}

/// 0 short, 1 middling, 2 long; `None` where there is nothing to read.
pub(crate) fn length_class(words: u32) -> Option<usize> {
    match words {
        0 => None,
        1..250 => Some(0),
        250..800 => Some(1),
        _ => Some(2),
    }
}

pub(crate) fn kind_place(kind: Kind) -> usize {
    match kind {
        Kind::Article => 0,
        Kind::Video => 1,
        Kind::Audio => 2,
    }
}
