//! What you follow: the newest of the sources, topics and words that she follows, and of what her saved searches found.

use super::{newest, newest_first};
use crate::situation::Situation;

const QUOTA: usize = 300;
/// How many of the newest items are tried for a followed word.
const TRIED_FOR_WORDS: usize = 2048;

pub(super) fn candidates(situation: &Situation<'_>) -> Vec<u32> {
    let follows = &situation.follows;
    let found = situation.ask.finds.wanted().filter_map(|item| situation.stock.row_of(item));
    let mut rows: Vec<u32> = found.collect();
    if follows.is_empty() && rows.is_empty() {
        return Vec::new();
    }
    let quota = QUOTA.max(4 * situation.slots_in_all());
    let shelves = situation.stock.shelves();
    let things = follows.sources().len() + follows.topics().len();
    // A few of each when she follows hundreds, many of each when she follows two.
    let each = (2 * quota / things.max(1)).max(5);
    for shelf in follows.sources().iter().filter_map(|&source| shelves.source(source)) {
        rows.extend(shelf.newest(each));
    }
    for shelf in follows.topics().iter().filter_map(|&topic| shelves.topic(topic)) {
        rows.extend(shelf.newest(each));
    }
    if follows.has_words() {
        let stock = situation.stock;
        let matches = |&row: &u32| follows.word(stock.title_of(stock.row(row))).is_some();
        rows.extend(newest(situation, TRIED_FOR_WORDS).into_iter().filter(matches).take(quota));
    }
    rows.sort_unstable();
    rows.dedup();
    newest_first(situation, &mut rows, quota);
    rows
}
