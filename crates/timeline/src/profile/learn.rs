//! What an event teaches about the reader.

use model::{DAY, Deed, Event, HOUR, ItemId, MINUTE, Time};

use super::{
    DAY_PART_TOPICS, HIDDEN, Profile, READ_IDS, READS, Read, SHOWN, SOURCES, Shown, TERMS, TOPICS, age_class, day_part,
    kind_place, length_class, size_class, whole_second,
};
use crate::chance::Chance;
use crate::decay::left_after;
use crate::stock::ItemView;

/// What drew her last week draws her half as much today.
const HALF_LIFE: i64 = 7 * DAY;
/// A page loaded again within this time shows nothing new.
const SHOWN_AGAIN: i64 = 5 * MINUTE;

impl Profile {
    /// Takes in one event. Events must come once each; late ones are harmless.
    pub fn apply(&mut self, event: &Event, item: &ItemView<'_>, now: Time) {
        if item.topics.iter().any(|topic| topic.is_sensitive()) {
            if matches!(event.deed, Deed::Hidden | Deed::Reported) {
                remember(&mut self.hidden, item.id, HIDDEN);
            }
            return;
        }
        let at = event.at.min(now);
        self.decay_to(at);
        if self.signs == 0 {
            self.signs = Chance::new(event.id.0, event.at.0 as u64 ^ event.item.0 as u64).next() | 1;
        }
        if self.met.0 == 0 || at < self.met {
            self.met = at;
        }
        let late = left_after(self.at.since(at), HALF_LIFE);
        match event.deed {
            Deed::Shown => self.see(item, at),
            Deed::Opened => {
                self.remember_read(item, at);
                self.draw(item, 1.0 * late, at);
                add(&mut self.taken[1], late);
                add(&mut self.ages[age_class(at.since(item.published))], late);
                add(&mut self.sizes[size_class(item.kind, item.words)], late);
                self.be_busy(at);
            }
            Deed::Finished => {
                self.remember_read(item, at);
                self.draw(item, 1.0 * late, at);
                add(&mut self.taken[2], late);
                if let Some(class) = length_class(item.words) {
                    add(&mut self.lengths[class], late);
                }
            }
            Deed::Visited => {
                self.remember_read(item, at);
                self.draw(item, 0.5 * late, at);
            }
            Deed::Heard => self.draw(item, 0.5 * late, at),
            Deed::Liked | Deed::Shared | Deed::Followed => self.draw(item, 2.0 * late, at),
            Deed::Hidden => {
                remember(&mut self.hidden, item.id, HIDDEN);
                self.draw(item, -1.5 * late, at);
            }
            // A report is about the item, not about her taste; what she reported she need not see again.
            Deed::Reported => remember(&mut self.hidden, item.id, HIDDEN),
        }
    }

    pub(super) fn decay_to(&mut self, at: Time) {
        if at <= self.at {
            return;
        }
        let left = left_after(at.since(self.at), HALF_LIFE);
        self.at = at;
        self.topics.decay(left);
        self.sources.decay(left);
        self.terms.decay(left);
        for part in &mut self.day_parts {
            part.decay(left);
        }
        for strength in self
            .kinds
            .iter_mut()
            .chain(&mut self.lengths)
            .chain(&mut self.taken)
            .chain(&mut self.ages)
            .chain(&mut self.sizes)
        {
            *strength = (f64::from(*strength) * left) as f32;
        }
    }

    /// Shown and, until she opens it, not opened: a faint sign.
    fn see(&mut self, item: &ItemView<'_>, at: Time) {
        if self.has_read(item.id) {
            return;
        }
        let mut times = 1;
        if let Some(place) = self.shown.iter().position(|shown| shown.item == item.id) {
            if at.since(self.shown[place].last) < SHOWN_AGAIN {
                return;
            }
            times = self.shown.remove(place).times.saturating_add(1);
        }
        add(&mut self.taken[0], 1.0);
        self.shown.push(Shown { item: item.id, times, last: whole_second(at) });
        cut(&mut self.shown, SHOWN);
        for &topic in item.topics {
            self.topics.add(topic, -0.04, TOPICS);
        }
        self.sources.add(item.source, -0.04, SOURCES);
    }

    fn be_busy(&mut self, at: Time) {
        let left = left_after(at.since(self.busy_at), HOUR);
        self.busy = (f64::from(self.busy) * left + 1.0) as f32;
        self.busy_at = self.busy_at.max(at);
    }

    fn remember_read(&mut self, item: &ItemView<'_>, at: Time) {
        self.shown.retain(|shown| shown.item != item.id);
        if self.has_read(item.id) {
            return;
        }
        remember(&mut self.read_ids, item.id, READ_IDS);
        self.reads.push(Read { item: item.id, story: item.story, embedding: *item.embedding, at: whole_second(at) });
        cut(&mut self.reads, READS);
    }

    fn draw(&mut self, item: &ItemView<'_>, amount: f64, at: Time) {
        for &topic in item.topics {
            self.topics.add(topic, amount, TOPICS);
            self.day_parts[day_part(at)].add(topic, amount, DAY_PART_TOPICS);
        }
        self.sources.add(item.source, amount, SOURCES);
        for word in item.terms() {
            self.terms.add(word, amount, TERMS);
        }
        if amount > 0.0 {
            add(&mut self.kinds[kind_place(item.kind)], amount);
        }
    }
}

fn add(strength: &mut f32, amount: f64) {
    *strength = (f64::from(*strength) + amount).min(1e6) as f32;
}

fn remember(list: &mut Vec<ItemId>, item: ItemId, bound: usize) {
    list.retain(|&id| id != item);
    list.push(item);
    cut(list, bound);
}

fn cut<T>(list: &mut Vec<T>, bound: usize) {
    if list.len() > bound {
        list.drain(..list.len() - bound);
    }
}
