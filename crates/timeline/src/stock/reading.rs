//! What a reading teaches about other items: which are read by the same readers, and which words are.

use model::{ItemId, Time, Topic};

use super::{Pointing, Stock};

impl Stock {
    /// Somebody opened this item, and before it `earlier`, oldest first. Nothing is kept of whom, and nothing at all of
    /// sensitive topics.
    ///
    /// `signs` is the direction that her profile drew by lot (`indexing`).
    pub fn read_together(&mut self, item: ItemId, earlier: &[ItemId], signs: u64, at: Time) {
        let may = |id: &ItemId| self.get(*id).is_none_or(|item| !item.topics.iter().any(|topic| topic.is_sensitive()));
        if !self.row_of.contains_key(&item) || !may(&item) {
            return;
        }
        let earlier: Vec<ItemId> = earlier.iter().copied().filter(may).collect();
        self.together.read(item, &earlier, at);
        let Some(&row) = self.row_of.get(&item) else { return };
        let row = &self.rows[row as usize];
        let words = self.titles.read(row.title).iter().copied();
        self.indexing.read(words.chain(self.topics.read(row.topics).iter().map(|&topic| topic_token(topic))), signs);
    }

    /// Where the reading of an item's words and topics points; rare words count more.
    pub(crate) fn pointing(&self, at: u32) -> Option<Pointing> {
        let row = self.row(at);
        let all = self.len().max(1) as f32;
        let words = self.title_of(row).iter().map(|&word| {
            let share = self.titles_with(word) as f32 / all;
            (word, RARE / (RARE + share))
        });
        self.indexing.pointing(words.chain(self.topics_of(row).iter().map(|&topic| (topic_token(topic), 0.3))))
    }
}

/// A word in every so many titles weighs half.
const RARE: f32 = 0.01;

/// Topics are tokens like words; their numbers are moved so that none is taken for a word.
pub(crate) fn topic_token(topic: Topic) -> u32 {
    topic.0.wrapping_mul(0x9e37_79b1) ^ 0x5bd1_e995
}
