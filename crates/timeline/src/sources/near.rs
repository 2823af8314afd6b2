//! Like what you read: the items among the newest that are most like one of her last reads.

use super::newest;
use crate::likeness::Direction;
use crate::situation::Situation;

const QUOTA: usize = 80;
/// How many of the newest items are compared, with how many of her last reads.
const COMPARED: usize = 2048;
const READS: usize = 4;

pub(super) fn candidates(situation: &Situation<'_>) -> Vec<u32> {
    let reads = &situation.reads;
    let last = &reads[reads.len().saturating_sub(READS)..];
    if last.is_empty() {
        return Vec::new();
    }
    let stock = situation.stock;
    // Embeddings have nearly the same length, so the plain product will do for a first choice.
    let mut likest: Vec<(i32, u32)> = newest(situation, COMPARED)
        .into_iter()
        .map(|row| (Direction::greatest_product(stock.embedding(row), last), row))
        .filter(|&(likeness, _)| likeness > 0)
        .collect();
    let key = |&(likeness, row): &(i32, u32)| (std::cmp::Reverse(likeness), stock.row(row).id);
    if likest.len() > QUOTA {
        likest.select_nth_unstable_by_key(QUOTA, key);
        likest.truncate(QUOTA);
    }
    likest.into_iter().map(|(_, row)| row).collect()
}
