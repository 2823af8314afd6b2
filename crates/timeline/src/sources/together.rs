//! Read together: what readers of her last reads read besides.

use crate::situation::Situation;

const QUOTA: usize = 60;
/// Of how many of her last reads.
const READS: usize = 8;

pub(super) fn candidates(situation: &Situation<'_>) -> Vec<u32> {
    let stock = situation.stock;
    let mut found: Vec<(u32, f64)> = Vec::new();
    for item in situation.profile.read_ids.iter().rev().take(READS) {
        let Some(neighbours) = stock.together().neighbours(*item) else { continue };
        let readings = f64::from(neighbours.readings) + 3.0;
        for &(other, shared) in &neighbours.items {
            if let Some(row) = stock.row_of(other) {
                let others = stock.together().readings(other) + 3.0;
                found.push((row, f64::from(shared) / (readings * others).sqrt()));
            }
        }
    }
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|found| found.0);
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(stock.row(a.0).id.cmp(&stock.row(b.0).id)));
    found.truncate(QUOTA);
    found.into_iter().map(|(row, _)| row).collect()
}
