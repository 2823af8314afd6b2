//! The one who places, with the clusters of the last days in memory.

use std::collections::BTreeMap;

use model::{DAY, ItemId, MINUTE, StoryId, Time};
use store::{Placed, Store, Unplaced};
use text::{Arrival, Change, Placement, Stories, Terms};

use crate::Error;

/// How often stories are looked over for merges and splits, in milliseconds of the edition's time.
pub const TEND_EVERY: i64 = 10 * MINUTE;
/// Items older than this no longer attract others, so they are not loaded at start.
const WINDOW: i64 = 6 * DAY;
/// Placed in one transaction.
const AT_ONCE: u32 = 500;

pub struct Placer {
    store: Store,
    clusters: Stories,
    tended: Time,
}

impl Placer {
    /// Puts the placements of the last days back into memory.
    pub async fn restore(store: Store, now: Time) -> Result<Placer, Error> {
        let mut clusters = Stories::new();
        let mut after = ItemId(0);
        loop {
            let rows = store.placed_recently(now.plus(-WINDOW), after, 5_000).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            for row in &rows {
                if let (Some(story), Some(terms)) = (row.story, Terms::from_bytes(&row.terms)) {
                    clusters.restore(&arrival(row, &terms), story);
                }
            }
        }
        Ok(Placer { store, clusters, tended: now })
    }

    /// Places everything that waits; returns how many items readers can see now that they could not before.
    pub async fn place_waiting(&mut self, now: Time) -> Result<usize, Error> {
        let mut placed = 0;
        loop {
            match self.place_some(now).await? {
                0 => return Ok(placed),
                some => placed += some,
            }
        }
    }

    /// Places some of what waits, oldest arrival first; returns how many, 0 when nothing waits.
    pub async fn place_some(&mut self, now: Time) -> Result<usize, Error> {
        if now.since(self.tended) >= TEND_EVERY {
            self.tend(now).await?;
        }
        let waiting = self.store.unplaced(AT_ONCE).await?;
        if !waiting.is_empty() {
            self.place(&waiting, now).await?;
        }
        Ok(waiting.len())
    }

    /// Looks over all stories for merges and splits.
    pub async fn tend(&mut self, now: Time) -> Result<(), Error> {
        self.tended = now;
        let mut batch = Batch::default();
        batch.change(self.clusters.tend(now));
        self.write(batch, now).await
    }

    async fn place(&mut self, waiting: &[Unplaced], now: Time) -> Result<(), Error> {
        let mut batch = Batch::default();
        for row in waiting {
            let terms = Terms::from_bytes(&row.terms).unwrap_or_default();
            // An edited item keeps its story: an edit never makes a second one.
            if let Some(story) = row.story {
                self.clusters.update(row.id, &terms);
                batch.placed.insert(row.id, story);
                continue;
            }
            let Placement { story, changes, .. } = self.clusters.place(&arrival(row, &terms));
            batch.placed.insert(row.id, story);
            batch.change(changes);
        }
        self.write(batch, now).await
    }

    // Borrowed alone: what the stories keep to think with is not to be shared between threads while this waits.
    async fn write(&mut self, batch: Batch, now: Time) -> Result<(), Error> {
        if batch.placed.is_empty() && batch.moved.is_empty() && batch.merged.is_empty() {
            return Ok(());
        }
        let placed: Vec<Placed> = batch.placed.into_iter().map(|(item, story)| Placed { item, story }).collect();
        let moved: Vec<(ItemId, StoryId)> = batch.moved.into_iter().collect();
        Ok(self.store.place(&placed, &moved, &batch.merged, now).await?)
    }
}

fn arrival<'a>(row: &'a Unplaced, terms: &'a Terms) -> Arrival<'a> {
    Arrival {
        id: row.id,
        source: row.source,
        language: row.language,
        published: row.published,
        terms,
        embedding: &row.embedding,
    }
}

/// What one transaction will write: new placements, and what they changed about older ones.
#[derive(Default)]
struct Batch {
    placed: BTreeMap<ItemId, StoryId>,
    moved: BTreeMap<ItemId, StoryId>,
    merged: Vec<(StoryId, StoryId)>,
}

impl Batch {
    /// Changes are told in order, and a later one may touch what an earlier one made.
    fn change(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change {
                Change::Merged { from, into } => {
                    self.merged.push((from, into));
                    let stories = self.placed.values_mut().chain(self.moved.values_mut());
                    stories.filter(|story| **story == from).for_each(|story| *story = into);
                }
                Change::Split { into, items, .. } => {
                    for item in items {
                        match self.placed.get_mut(&item) {
                            Some(story) => *story = into,
                            None => {
                                self.moved.insert(item, into);
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_after_a_split_takes_the_split_items_along() {
        let mut batch = Batch::default();
        batch.placed.insert(ItemId(9), StoryId(1));
        batch.change(vec![
            Change::Split { from: StoryId(1), into: StoryId(5), items: vec![ItemId(5), ItemId(9)] },
            Change::Merged { from: StoryId(5), into: StoryId(2) },
        ]);
        assert_eq!(batch.placed[&ItemId(9)], StoryId(2));
        assert_eq!(batch.moved[&ItemId(5)], StoryId(2));
        assert_eq!(batch.merged, [(StoryId(5), StoryId(2))]);
    }
}
