//! Second thoughts: stories that have grown together are merged, items that are better off elsewhere move, items that
//! no longer fit found a story of their own.

use super::fit::{self, Known};
use super::vector::Query;
use super::{Change, Stories};
use model::{DAY, HOUR, ItemId, StoryId, Time};

/// A story without coverage for so long is over.
const WINDOW: i64 = 5 * DAY;
/// An item that fits its story by so much less than nothing leaves it.
const MISFIT: f32 = 6.0;
/// Stories that one is compared with closely.
const COMPARED: usize = 5;
/// Merges of one story in one round.
const MERGES: usize = 8;

impl Stories {
    /// To be called now and then, with the time it is: regroups, and forgets stories that are over.
    pub fn tend(&mut self, now: Time) -> Vec<Change> {
        let changes = self.regroup();
        self.forget_before(now.plus(-WINDOW));
        changes
    }

    pub(super) fn regroup(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        let touched: Vec<u32> = (0..self.clusters.len() as u32)
            .filter(|number| self.cluster(*number).is_some_and(|cluster| cluster.touched))
            .collect();
        for number in &touched {
            self.sum_up(*number);
        }
        for number in &touched {
            // An item alone was compared with all stories when it came; it is the others' turn to find it.
            if self.cluster(*number).is_none_or(|cluster| cluster.members.len() < 2) {
                continue;
            }
            for _ in 0..MERGES {
                let Some(other) = self.partner(*number) else { break };
                changes.extend(self.merge(*number, other));
            }
        }
        for id in std::mem::take(&mut self.recent) {
            changes.extend(self.reconsider(id));
        }
        for number in &touched {
            if let Some(cluster) = self.clusters[*number as usize].as_mut() {
                cluster.touched = false;
            }
        }
        changes
    }

    /// The story that this one should be one with.
    fn partner(&self, number: u32) -> Option<u32> {
        let cluster = self.cluster(number)?;
        let middle = self.middle(cluster);
        let this_query =
            || Query::of_story(&middle, cluster.members.len(), cluster.language, &self.rarity, &self.settings);
        let query = this_query();
        let mut best: Option<(u32, f32)> = None;
        for (other, _) in self.likely(&query, Some(number)).into_iter().take(COMPARED) {
            let Some(that) = self.cluster(other) else { continue };
            let that_middle = self.middle(that);
            let that_query =
                || Query::of_story(&that_middle, that.members.len(), that.language, &self.rarity, &self.settings);
            let gap = cluster.last.since(that.last).abs() as f32 / HOUR as f32;
            let this_known = Known { middle: &middle, members: cluster.members.len(), nearest: 0.0, gap };
            let that_known = Known { middle: &that_middle, members: that.members.len(), nearest: 0.0, gap };
            let score = if cluster.members.len() <= that.members.len() {
                fit::stories_fit(&query, &this_known, that_query, &that_known, &self.settings)
            } else {
                fit::stories_fit(&that_query(), &that_known, this_query, &this_known, &self.settings)
            };
            if score > 0.0 && best.is_none_or(|(_, highest)| score > highest) {
                best = Some((other, score));
            }
        }
        best.map(|(other, _)| other)
    }

    /// The older story survives.
    fn merge(&mut self, a: u32, b: u32) -> Option<Change> {
        let (a_id, b_id) = (self.cluster(a)?.id, self.cluster(b)?.id);
        let (from, into) = if a_id < b_id { (b, a) } else { (a, b) };
        let gone = self.clusters[from as usize].take()?;
        self.by_story.remove(&gone.id.0);
        for member in &gone.members {
            self.members.insert(member.id.0, into);
        }
        let cluster = self.clusters[into as usize].as_mut()?;
        cluster.members.extend(gone.members);
        cluster.last = cluster.last.max(gone.last);
        for term in gone.posted {
            if cluster.posted.len() < super::POSTED_MOST && !cluster.posted.contains(&term) {
                cluster.posted.push(term);
                self.postings.post(cluster.language, term, into);
            }
        }
        let into_id = cluster.id;
        self.sum_up(into);
        Some(Change::Merged { from: gone.id, into: into_id })
    }

    /// Moves an item that fits another story better, or none.
    fn reconsider(&mut self, id: ItemId) -> Option<Change> {
        let number = *self.members.get(&id.0)?;
        let cluster = self.cluster(number)?;
        if cluster.members.len() < 2 {
            return None;
        }
        let (from, language, at) = (cluster.id, cluster.language, cluster.last);
        let query = Query::again(cluster.held(id)?, language, &self.rarity, &self.settings);
        let own = self.fit(&query, at, cluster, Some(id));
        let best =
            self.nearest(&query, at, Some(number)).filter(|(_, fit)| *fit > 0.0 && *fit > own + self.settings.loyalty);
        let into = match best {
            Some((other, _)) => other,
            None if own < -MISFIT && !self.by_story.contains_key(&id.0) => self.found(StoryId(id.0), language),
            None => return None,
        };
        let cluster = self.clusters[number as usize].as_mut()?;
        let at_place = cluster.members.iter().position(|member| member.id == id)?;
        let held = cluster.members.remove(at_place).held;
        self.sum_up(number);
        self.put(into, id, at, held, &query);
        let into = self.cluster(into)?.id;
        Some(Change::Split { from, into, items: vec![id] })
    }
}
