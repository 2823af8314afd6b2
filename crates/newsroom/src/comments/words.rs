//! What the filter learns when a moderator decides.

use std::collections::BTreeMap;

use store::{CommentRow, WordCount};

use super::filter;

/// From what it was learned as to what it is to be; empty where nothing changes. The words are those of who wrote it,
/// not those that moderators put in their place.
pub(super) fn lessons(row: &CommentRow, to: Option<bool>) -> Vec<WordCount> {
    if row.learned == to {
        return Vec::new();
    }
    let text = row.earlier.as_ref().unwrap_or(&row.text);
    let hashes = filter::word_pieces(&row.name, &row.website, text).into_iter().map(|piece| piece.hash);
    let mut all: BTreeMap<i64, WordCount> = BTreeMap::new();
    for hash in hashes.chain([filter::TOTALS]) {
        let count = all.entry(hash).or_insert(WordCount { hash, good: 0, bad: 0 });
        for (learned, by) in [(row.learned, -1), (to, 1)] {
            match learned {
                Some(true) => count.bad += by,
                Some(false) => count.good += by,
                None => {}
            }
        }
    }
    all.into_values().collect()
}
