//! What readers did goes where it belongs: into the edition's counters, the reader's profile, and the learner.

use model::{Deed, Event, ItemId, Time};

use crate::learn::{Deeds, Head, Learner, Outcome};
use crate::profile::Profile;
use crate::signals::Slate;
use crate::stock::{Standing, Stock};

/// So many of the last reads before it are read together with an item.
const TOGETHER: usize = 20;

/// Takes in one event, at once: her next timeline and everybody's counters know of it. Events must come once each; late
/// ones, and those about items that are not here, are harmless.
pub fn take_in(event: &Event, stock: &mut Stock, profile: &mut Profile, now: Time) {
    let event = Event { at: event.at.min(now), ..*event };
    stock.count(&event, profile.standing(event.at));
    let is_reading = matches!(event.deed, Deed::Opened | Deed::Finished);
    if is_reading && !profile.has_read(event.item) {
        let first = profile.read_ids.len().saturating_sub(TOGETHER);
        stock.read_together(event.item, &profile.read_ids[first..], profile.signs, event.at);
    }
    if let Some(item) = stock.get(event.item) {
        profile.apply(&event, &item, now);
    }
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
