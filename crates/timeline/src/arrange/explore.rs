//! The slot for something new: drawn by lot among what hardly anybody was shown yet, so that nothing stays unknown
//! only because it is unknown. The chance that it had is kept, for honest estimates later.

use model::Deed;

use super::variety::Page;
use super::{Contender, Rules};
use crate::chance::Chance;
use crate::situation::Situation;
use crate::stock::{HalfLife, Row};

pub(super) struct Drawn {
    /// Among the contenders.
    pub(super) place: usize,
    /// Where on the page, from 0: not at the top, not at the very end.
    pub(super) slot: usize,
    pub(super) propensity: f64,
}

/// How good it may be: an optimistic guess that gives way to experience.
pub(super) fn hope(row: &Row, situation: &Situation<'_>) -> f64 {
    let (opened, shown) = situation.stock.counters_of(row).map_or((0.0, 0.0), |counters| {
        let read = |deed| counters.read(deed, HalfLife::Day, situation.now);
        (read(Deed::Opened), read(Deed::Shown))
    });
    (opened + 1.0) / (shown + 3.0)
}

pub(super) fn draw(page: &Page<'_>, left: &[usize], rules: Rules, number: u64) -> Option<Drawn> {
    let new = |place: &&usize| {
        let contender: &Contender = page.contender(**place);
        contender.hope > 0.0 && !page.has_enough_of(contender.source)
    };
    let lots: Vec<usize> = left.iter().filter(new).copied().collect();
    let all: f64 = lots.iter().map(|&place| page.contender(place).hope).sum();
    let mut chance = Chance::new(rules.seed, number);
    let third = rules.slots / 3;
    let slot = third + chance.below(rules.slots - 1 - third);
    let mut drawn = chance.share() * all;
    let last = *lots.last()?;
    for place in lots {
        let hope = page.contender(place).hope;
        if drawn < hope || place == last {
            return Some(Drawn { place, slot, propensity: hope / all });
        }
        drawn -= hope;
    }
    None
}
