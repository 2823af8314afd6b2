//! What is left of a profile once she takes back that she read something?

use model::{Event, ItemId, Time};

use super::{Profile, affinity::Affinities};
use crate::stock::ItemView;

impl Profile {
    /// Takes away what these events taught: all of her events with some items, oldest first, each with its item. What
    /// drew her adds up, so what they alone would have taught is what they added. What she has struck out since is not
    /// there to be taken away again; how readily she opens things at all stays as it was learned.
    pub fn unlearn<'a>(&mut self, events: impl IntoIterator<Item = (&'a Event, ItemView<'a>)>, now: Time) {
        let mut items: Vec<ItemId> = Vec::new();
        let events = events.into_iter().inspect(|(_, item)| items.push(item.id));
        self.unsay(events, now);
        items.sort_unstable();
        items.dedup();
        items.into_iter().for_each(|item| self.forget_item(item));
    }

    /// The same, and what she read of them she has read.
    pub fn unsay<'a>(&mut self, events: impl IntoIterator<Item = (&'a Event, ItemView<'a>)>, now: Time) {
        let mut taught = Profile::default();
        events.into_iter().for_each(|(event, item)| taught.apply(event, &item, now));
        taught.decay_to(self.at);
        self.decay_to(taught.at);
        self.topics.take_away(&taught.topics);
        self.sources.take_away(&taught.sources);
        self.terms.take_away(&taught.terms);
        for (part, taught) in self.day_parts.iter_mut().zip(&taught.day_parts) {
            part.take_away(taught);
        }
        take_away(&mut self.kinds, &taught.kinds);
        take_away(&mut self.lengths, &taught.lengths);
        take_away(&mut self.taken, &taught.taken);
        take_away(&mut self.ages, &taught.ages);
        take_away(&mut self.sizes, &taught.sizes);
    }
}

/// These count; none of them is below nothing.
fn take_away<const N: usize>(kept: &mut [f32; N], taught: &[f32; N]) {
    for (kept, taught) in kept.iter_mut().zip(taught) {
        let left = (*kept - taught).max(0.0);
        *kept = if left < 0.001 { 0.0 } else { left };
    }
}

impl<T: Copy + Ord> Affinities<T> {
    /// What is not there any more stays so.
    fn take_away(&mut self, taught: &Affinities<T>) {
        let left = |&(thing, strength): &(T, f32)| (thing, strength - taught.get(thing) as f32);
        let entries = self.entries().iter().map(left).filter(|(_, strength)| strength.abs() > 0.001).collect();
        *self = Affinities::from_entries(entries);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use model::{DAY, Deed, Embedding, Event, EventId, HOUR, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};

    use crate::{Profile, Stock, StockItem};

    const WEATHER: Topic = Topic(17000000);
    const SPORT: Topic = Topic(15000000);

    fn stock() -> Stock {
        let mut stock = Stock::default();
        for (id, topic) in [(1, WEATHER), (2, SPORT), (3, SPORT)] {
            stock.upsert(&StockItem {
                id: ItemId(id),
                source: SourceId(id % 2),
                story: StoryId(id),
                kind: Kind::Article,
                language: Language::ENGLISH,
                topics: vec![topic],
                published: Time(DAY),
                first_seen: Time(DAY),
                words: 300,
                embedding: Embedding([id as i8; 64]),
                has_picture: false,
                title_words: vec![id as u32, 9],
            });
        }
        stock
    }

    fn deed(id: u64, item: i64, deed: Deed, hours: i64) -> Event {
        Event { id: EventId(id), item: ItemId(item), deed, at: Time(DAY + hours * HOUR), dwell_ms: 0, slot: 1 }
    }

    fn learned(stock: &Stock, events: &[Event]) -> Profile {
        let mut profile = Profile::default();
        for event in events {
            profile.apply(event, &stock.get(event.item).unwrap(), event.at);
        }
        profile
    }

    #[test]
    fn what_is_taken_back_is_as_if_it_was_never_read() {
        let stock = stock();
        let all = [
            deed(1, 1, Deed::Shown, 1),
            deed(2, 1, Deed::Opened, 2),
            deed(3, 2, Deed::Opened, 3),
            deed(4, 1, Deed::Finished, 5),
            deed(5, 3, Deed::Hidden, 30),
            deed(6, 2, Deed::Liked, 70),
        ];
        for gone in [1, 2, 3] {
            let (taken, left): (Vec<Event>, Vec<Event>) = all.iter().partition(|event| event.item == ItemId(gone));
            let mut profile = learned(&stock, &all);
            profile.unlearn(taken.iter().map(|event| (event, stock.get(event.item).unwrap())), Time(DAY + 80 * HOUR));
            let mut never = learned(&stock, &left);
            // Both as they are at the same moment.
            profile.decay_to(Time(DAY + 80 * HOUR));
            never.decay_to(Time(DAY + 80 * HOUR));
            for topic in [WEATHER, SPORT] {
                assert!((profile.topic(topic) - never.topic(topic)).abs() < 0.01, "{topic:?} without {gone}");
            }
            for source in [SourceId(0), SourceId(1)] {
                assert!((profile.source(source) - never.source(source)).abs() < 0.01, "{source:?} without {gone}");
            }
            for (kept, want) in profile.taken().into_iter().zip(never.taken()) {
                assert!((kept - want).abs() < 0.01, "without {gone}");
            }
            assert_eq!((profile.read(), profile.hidden()), (never.read(), never.hidden()), "without {gone}");
        }
    }

    #[test]
    fn what_she_has_struck_out_does_not_turn_into_a_dislike() {
        let stock = stock();
        let all = [deed(1, 1, Deed::Opened, 1), deed(2, 2, Deed::Opened, 2)];
        let mut profile = learned(&stock, &all);
        profile.forget_topic(WEATHER);
        profile.unlearn(all[..1].iter().map(|event| (event, stock.get(event.item).unwrap())), Time(DAY + 9 * HOUR));
        assert_eq!(profile.topic(WEATHER), 0.0);
        assert!(profile.topic(SPORT) > 0.9);
    }
}
