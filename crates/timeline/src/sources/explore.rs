//! Something new: recent items that hardly anybody was shown yet. One of them gets a slot, by chance.

use model::{DAY, Deed};

use super::newest;
use crate::situation::Situation;
use crate::stock::HalfLife;

/// How many of the newest items are looked at.
const TRIED: usize = 300;
/// An item that was shown more often than this has had its try.
const SHOWN_ENOUGH: f64 = 25.0;

pub(super) fn candidates(situation: &Situation<'_>) -> Vec<u32> {
    if !situation.explores() {
        return Vec::new();
    }
    let stock = situation.stock;
    let hardly_shown = |row: &u32| {
        let row = stock.row(*row);
        let shown =
            stock.counters_of(row).map_or(0.0, |counters| counters.read(Deed::Shown, HalfLife::Day, situation.now));
        shown < SHOWN_ENOUGH && situation.now.since(row.published) < DAY
    };
    newest(situation, TRIED).into_iter().filter(hardly_shown).collect()
}
