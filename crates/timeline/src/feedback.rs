//! What readers did goes where it belongs: into the edition's counters, the reader's profile, and the learner.

use model::{Deed, Event, ItemId, Time};

use crate::learn::{Deeds, Head, Learner, Outcome};
use crate::profile::Profile;
use crate::signals::Slate;
use crate::stock::{Standing, Stock};

/// So many of the last reads before it are read together with an item.
const TOGETHER: usize = 20;

/// Takes in one event, at once: her next timeline and everybody's counters know of it. Events must come once each; late
/// ones, and those about items that are not here, are harmless. Gives with which weight it was counted, from 0 to 1.
pub fn take_in(event: &Event, stock: &mut Stock, profile: &mut Profile, now: Time) -> f64 {
    let event = Event { at: event.at.min(now), ..*event };
    let weight = stock.count(&event, profile.standing(event.at));
    let longer = stock.stayed(&event, profile.stay(), weight);
    let is_reading = matches!(event.deed, Deed::Opened | Deed::Finished);
    if is_reading && !profile.has_read(event.item) {
        let first = profile.read_ids.len().saturating_sub(TOGETHER);
        stock.read_together(event.item, &profile.read_ids[first..], profile.signs, event.at);
    }
    if let Some(item) = stock.get(event.item) {
        profile.apply(&event, &item, now);
        // What is sensitive teaches nothing about her.
        if let Some(longer) = longer.filter(|_| !item.topics.iter().any(|topic| topic.is_sensitive())) {
            profile.stayed(longer);
        }
    }
    weight
}

/// What was shown at once, kept until it is known what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Impression {
    pub at: Time,
    pub items: Vec<ItemId>,
    /// A row each.
    pub slate: Slate,
    /// What the weights set by hand gave each.
    pub by_hand: Vec<f64>,
    pub deeds: Vec<Deeds>,
    /// As in the ask.
    pub surface: u8,
}

impl Impression {
    pub fn note(&mut self, item: ItemId, deed: Deed) {
        if let Some(place) = self.items.iter().position(|&other| other == item) {
            self.deeds[place] = self.deeds[place].and(deed);
        }
    }

    /// Nothing more is waited for: items are compared with each other, and the learner learns.
    pub fn settle(&self, stock: &mut Stock, reader: &mut Profile, learner: &mut Learner) {
        // Where it is known what was read to the end, that is what counts.
        let aim = if learner.model().knows(Head::Finish) { Head::Finish } else { Head::Open };
        let won = |deeds: Deeds| deeds.has(aim);
        let slate: Vec<(ItemId, bool)> =
            self.items.iter().copied().zip(self.deeds.iter().map(|&deeds| won(deeds))).collect();
        // Crowds that nobody knows teach nothing: neither the items' strength nor the model.
        let Standing::Known(weight) = reader.standing(self.at) else { return };
        stock.settle(&slate, self.surface, reader, self.at, weight);
        learner.learn(&Outcome { at: self.at, slate: &self.slate, by_hand: &self.by_hand, deeds: &self.deeds });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use model::{Deed, Embedding, Event, EventId, HOUR, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};

    use super::{Impression, take_in};
    use crate::learn::{Deeds, Head, Learner};
    use crate::signals::{Slate, WIDTH};
    use crate::{Profile, Standing, Stock, StockItem};

    const RELIGION: Topic = Topic(12000000);
    const WEATHER: Topic = Topic(17000000);

    fn stock(topic: Topic) -> Stock {
        let mut stock = Stock::default();
        for id in 1..40 {
            stock.upsert(&StockItem {
                id: ItemId(id),
                source: SourceId(1),
                story: StoryId(id),
                kind: Kind::Article,
                language: Language::ENGLISH,
                topics: vec![topic],
                published: Time(0),
                first_seen: Time(0),
                words: 300,
                embedding: Embedding([id as i8; 64]),
                has_picture: false,
                title_words: vec![id as u32],
            });
        }
        stock
    }

    /// She reads everything, and every page is settled.
    fn after_reading(topic: Topic) -> Profile {
        let (mut stock, mut profile, mut learner) = (stock(topic), Profile::default(), Learner::default());
        for id in 1..40 {
            let at = Time(id * HOUR);
            for (number, deed) in [Deed::Shown, Deed::Opened, Deed::Finished].into_iter().enumerate() {
                let event = Event {
                    id: EventId(id as u64 * 10 + number as u64),
                    item: ItemId(id),
                    deed,
                    at,
                    dwell_ms: 30_000,
                    slot: 1,
                };
                take_in(&event, &mut stock, &mut profile, at);
            }
            let page = Impression {
                at,
                items: vec![ItemId(id)],
                slate: Slate::from_readings(vec![0.5; WIDTH]).unwrap(),
                by_hand: vec![0.0],
                deeds: vec![Deeds::default().with(Head::Open)],
                surface: 1,
            };
            page.settle(&mut stock, &mut profile, &mut learner);
            stock.settle(&[(ItemId(id), true)], 1, &mut profile, at, 1.0);
        }
        profile
    }

    #[test]
    fn who_reads_only_what_is_sensitive_is_known_as_little_as_who_reads_nothing() {
        assert_eq!(after_reading(RELIGION), Profile::default());
        assert_ne!(after_reading(WEATHER), Profile::default());
        assert!(matches!(after_reading(WEATHER).standing(Time(100 * HOUR)), Standing::Known(_)));
    }
}
