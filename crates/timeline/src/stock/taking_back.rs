//! What somebody did and then undid.

use model::{Deed, Event};

use super::counters::Counters;
use super::tallies::class;
use super::{NONE, Stock};

impl Stock {
    /// Takes out of all counters what is left there of "more" or "less like this"; `weight` is what `count` gave for it.
    pub fn take_back(&mut self, event: &Event, weight: f64) {
        if !matches!(event.deed, Deed::Liked | Deed::Hidden) {
            return;
        }
        let Some(row) = self.row_of(event.item).map(|at| self.rows[at as usize]) else { return };
        if row.counters != NONE {
            less(&mut self.counters[row.counters as usize], event, weight);
        }
        let tallies = &mut self.tallies;
        tallies.everything.iter_mut().for_each(|counters| less(counters, event, weight));
        tallies.sources.get_mut(&row.source).into_iter().for_each(|counters| less(counters, event, weight));
        tallies.classes.get_mut(&class(row.kind, row.words)).into_iter().for_each(|c| less(c, event, weight));
        for topic in self.topics.read(row.topics) {
            tallies.topics.get_mut(topic).into_iter().for_each(|counters| less(counters, event, weight));
        }
    }
}

/// Rounding leaves nothing below zero.
fn less(counters: &mut Counters, event: &Event, weight: f64) {
    counters.count(event.deed, event.at, -weight);
    for cell in &mut counters.cells[event.deed as usize] {
        *cell = cell.max(0.0);
    }
}
