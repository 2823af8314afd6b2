//! What a slate whose outcome is known teaches about its items: how they did against each other, and how good they are
//! whoever sees them.

use model::{Deed, Event, ItemId, Time};

use super::quality::{HOURS, ITEM, MANY, SOURCE};
use super::{Coordinate, Counters, NONE, Row, Stock, class, tallies};
use crate::profile::{Profile, size_class};

/// As in `Ask::surface`.
const UNKNOWN_PAGE: u8 = 0;

impl Stock {
    /// A slate whose outcome is known: what stood on it, and what of it was opened (or, where that is what counts, read
    /// to the end). Each opening is a comparison that the opened item won: log-odds are moved as in online
    /// Bradley-Terry models (Luce's choice axiom; Elo, 1978).
    pub fn settle(&mut self, slate: &[(ItemId, bool)], surface: u8, reader: &mut Profile, at: Time, weight: f64) {
        let rows: Vec<(usize, bool)> = slate
            .iter()
            .filter_map(|&(item, won)| {
                let row = *self.row_of.get(&item)? as usize;
                (self.rows[row].counters != NONE).then_some((row, won))
            })
            .collect();
        for &(row, won) in &rows {
            self.learn_quality(row, won, (surface, at), reader, weight);
        }
        let rows: Vec<(usize, bool)> =
            rows.into_iter().map(|(row, won)| (self.rows[row].counters as usize, won)).collect();
        for &(counters, _) in &rows {
            self.counters[counters].stand(slate.len(), at, weight);
        }
        let won = rows.iter().filter(|row| row.1).count() as f64;
        if rows.len() < 2 || won == 0.0 {
            return;
        }
        for (estimate, rate) in [(0, 0.1), (1, 0.4)] {
            let odds: Vec<f64> = rows.iter().map(|row| odds(self.counters[row.0].strength[estimate])).collect();
            let all: f64 = odds.iter().sum();
            for (&(counters, is_won), odds) in rows.iter().zip(odds) {
                let strength = &mut self.counters[counters].strength[estimate];
                let step = rate * weight * (f64::from(u8::from(is_won)) - won * odds / all);
                *strength = (f64::from(*strength) + step).clamp(-6.0, 6.0) as f32;
            }
        }
    }

    fn learn_quality(&mut self, row: usize, won: bool, on: (u8, Time), reader: &mut Profile, weight: f64) {
        let (surface, at) = on;
        let row = self.rows[row];
        let class = class(row.kind, row.words);
        let happened = f64::from(u8::from(won));
        let quality = self.quality(&row, surface) + self.page_quality(surface, at);
        let foretold = crate::sigmoid::sigmoid(quality + reader.level.weight());
        let miss = happened - foretold;
        let tallies = &mut self.tallies;
        let many = |coordinate: &mut Coordinate| coordinate.learn(MANY, foretold, miss, weight);
        many(&mut tallies.whole);
        many(tallies.pages.entry(tallies::on_page(tallies::ANY_CLASS, surface)).or_default());
        many(tallies.pages.entry(tallies::on_page(class, surface)).or_default());
        many(tallies.sets.entry(tallies::topic_set(self.topics.read(row.topics))).or_default());
        // Of a history it is known neither where nor when things were shown.
        if surface != UNKNOWN_PAGE {
            tallies.hours[tallies::hour(at)].learn(HOURS, foretold, miss, weight);
        }
        if let Some(source) = tallies.sources.get_mut(&row.source) {
            source.quality.learn(SOURCE, foretold, miss, weight);
        }
        self.counters[row.counters as usize].quality.learn(ITEM, foretold, miss, weight);
        // What is sensitive teaches nothing about her, not even how much she reads.
        if !self.topics_of(&row).iter().any(|topic| topic.is_sensitive()) {
            reader.take_or_leave(surface, size_class(row.kind, row.words), quality, happened, weight);
        }
    }

    /// How long somebody stayed with an item, who stays by `hers` longer than others do; with the weight at which it
    /// was counted. Gives by how much longer than others stay with it.
    pub(crate) fn stayed(&mut self, event: &Event, hers: f64, weight: f64) -> Option<f64> {
        // What was found elsewhere was not stayed with longer or shorter than what else was shown.
        let is_of_a_slot = event.deed != Deed::Opened || event.slot > 0;
        if event.dwell_ms == 0 || weight == 0.0 || !is_of_a_slot {
            return None;
        }
        let row = self.rows[*self.row_of.get(&event.item)? as usize];
        let counters = self.counters.get_mut(row.counters as usize)?;
        let quantile = self.watch.learn(class(row.kind, row.words), event.dwell_ms) - 0.5;
        let longer = quantile - counters.stay();
        counters.stayed(quantile - hers, event.at, weight);
        Some(longer)
    }

    /// The item's part: its own, its source's, its topics' and its kind and length's on that page.
    pub(crate) fn quality(&self, row: &Row, surface: u8) -> f64 {
        let tallies = &self.tallies;
        let of = |counters: Option<&Counters>| counters.map_or(0.0, |counters| counters.quality.weight());
        let class = tallies::on_page(class(row.kind, row.words), surface);
        let topics = tallies.sets.get(&tallies::topic_set(self.topics_of(row))).map_or(0.0, Coordinate::weight);
        of(self.counters_of(row))
            + of(tallies.sources.get(&row.source))
            + topics
            + tallies.pages.get(&class).map_or(0.0, Coordinate::weight)
    }

    /// The page's and the hour's part.
    pub(crate) fn page_quality(&self, surface: u8, at: Time) -> f64 {
        let page = self.tallies.pages.get(&tallies::on_page(tallies::ANY_CLASS, surface));
        let hour = &self.tallies.hours[tallies::hour(at)];
        self.tallies.whole.weight() + page.map_or(0.0, Coordinate::weight) + hour.weight()
    }
}

/// e to the `log_odds`, from the table of the logistic curve.
fn odds(log_odds: f32) -> f64 {
    let share = crate::sigmoid::sigmoid(f64::from(log_odds));
    share / (1.0 - share)
}
