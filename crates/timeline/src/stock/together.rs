//! What was read by the same readers: for each item those that its readers read before and after it.

use model::{DAY, ItemId, Time};

use super::number_hash::ById;
use crate::decay::left_after;

/// So many neighbours an item has at most.
pub(crate) const NEIGHBOURS: usize = 48;
const HALF_LIFE: i64 = 7 * DAY;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Neighbours {
    pub(crate) at: Time,
    /// Readings of this item, half after a week.
    pub(crate) readings: f32,
    /// In no order; each with its shared readings.
    pub(crate) items: Vec<(ItemId, f32)>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Together {
    pub(crate) of: ById<ItemId, Neighbours>,
}

impl Together {
    /// Somebody read `item`, and before it `earlier`, oldest first.
    pub(super) fn read(&mut self, item: ItemId, earlier: &[ItemId], at: Time) {
        self.entry(item, at).readings += 1.0;
        for &other in earlier.iter().filter(|&&other| other != item) {
            self.entry(item, at).meet(other);
            if let Some(neighbours) = self.of.get_mut(&other) {
                neighbours.fade_to(at);
                neighbours.meet(item);
            }
        }
    }

    fn entry(&mut self, item: ItemId, at: Time) -> &mut Neighbours {
        let neighbours = self.of.entry(item).or_insert_with(|| Neighbours { at, readings: 0.0, items: Vec::new() });
        neighbours.fade_to(at);
        neighbours
    }

    pub(super) fn forget(&mut self, item: ItemId) {
        self.of.remove(&item);
    }

    pub(crate) fn neighbours(&self, item: ItemId) -> Option<&Neighbours> {
        self.of.get(&item)
    }

    pub(crate) fn readings(&self, item: ItemId) -> f64 {
        self.of.get(&item).map_or(0.0, |neighbours| f64::from(neighbours.readings))
    }

    pub(super) fn bytes(&self) -> usize {
        let lists: usize = self.of.values().map(|neighbours| neighbours.items.capacity()).sum();
        self.of.capacity() * 8 / 7 * (size_of::<(ItemId, Neighbours)>() + 1) + lists * size_of::<(ItemId, f32)>()
    }
}

impl Neighbours {
    fn fade_to(&mut self, at: Time) {
        // A day's fading at once is near enough, and saves a walk through the list at each reading.
        if at.since(self.at) < DAY {
            return;
        }
        let left = left_after(at.since(self.at), HALF_LIFE);
        self.readings = (f64::from(self.readings) * left) as f32;
        for (_, shared) in &mut self.items {
            *shared = (f64::from(*shared) * left) as f32;
        }
        self.at = at;
    }

    /// Where the list is full, the newcomer takes the place of the weakest and half of what that one had, so that
    /// what comes often gets in (after Metwally, Agrawal, El Abbadi: Space-Saving, 2005).
    fn meet(&mut self, other: ItemId) {
        if let Some((_, shared)) = self.items.iter_mut().find(|(item, _)| *item == other) {
            *shared += 1.0;
        } else if self.items.len() < NEIGHBOURS {
            self.items.push((other, 1.0));
        } else if let Some(weakest) = self.items.iter_mut().min_by(|a, b| a.1.total_cmp(&b.1)) {
            *weakest = (other, 1.0 + weakest.1 / 2.0);
        }
    }
}
