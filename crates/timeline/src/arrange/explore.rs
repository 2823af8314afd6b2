//! The slot for something new: drawn among what hardly anybody was shown yet, so that nothing stays unknown only because
//! it is unknown. The chance that it had is kept, for honest estimates later.
//!
//! Thompson sampling (Chapelle and Li: An empirical evaluation of Thompson sampling, NeurIPS 2011): each candidate is
//! drawn as often as it is the best one, by what is known of it. How often that is, is computed and not tried, on a grid
//! of shares: so the propensity is exact, and the draw is the same on every machine.

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

/// What came of a new candidate by now.
#[derive(Clone, Copy)]
pub(super) struct Tried {
    opened: u8,
    passed_over: u8,
}

/// Shares of openings that are told apart.
const GRID: usize = 32;
/// Counters above this say no more.
const MOST: f64 = 60.0;
/// An optimistic guess: as if of three that were shown it one had opened it (Beta(1, 2), with what follows).
const PRIOR_PASSED_OVER: u8 = 1;

pub(super) fn tried(row: &Row, situation: &Situation<'_>) -> Tried {
    let (opened, shown) = situation.stock.counters_of(row).map_or((0.0, 0.0), |counters| {
        let read = |deed| counters.read(deed, HalfLife::Day, situation.now);
        (read(Deed::Opened), read(Deed::Shown))
    });
    let whole = |count: f64| (count + 0.5).clamp(0.0, MOST) as u8;
    Tried { opened: whole(opened), passed_over: whole(shown - opened) }
}

pub(super) fn draw(page: &Page<'_>, left: &[usize], rules: Rules, number: u64) -> Option<Drawn> {
    let lots: Vec<(usize, Tried)> = left
        .iter()
        .filter_map(|&place| {
            let contender: &Contender = page.contender(place);
            contender.tried.filter(|_| !page.has_enough_of(contender.source)).map(|tried| (place, tried))
        })
        .collect();
    let tried: Vec<Tried> = lots.iter().map(|lot| lot.1).collect();
    let propensities = chances_to_be_best(&tried);
    let mut chance = Chance::new(rules.seed, number);
    let third = rules.slots / 3;
    let slot = third + chance.below(rules.slots - 1 - third);
    let mut drawn = chance.share();
    let last = lots.last()?.0;
    for (&(place, _), &propensity) in lots.iter().zip(&propensities) {
        if drawn < propensity || place == last {
            return Some(Drawn { place, slot, propensity });
        }
        drawn -= propensity;
    }
    None
}

/// How likely each has the greatest share of openings of all; together 1.
fn chances_to_be_best(tried: &[Tried]) -> Vec<f64> {
    let densities: Vec<[f64; GRID]> = tried.iter().map(|&tried| density(tried)).collect();
    // What each leaves below a share, equals counted half.
    let below: Vec<[f64; GRID]> = densities
        .iter()
        .map(|density| {
            let mut sum = 0.0;
            density.map(|part| {
                let middle = sum + part / 2.0;
                sum += part;
                middle
            })
        })
        .collect();
    let mut all_below = [1.0; GRID];
    for below in &below {
        for (product, below) in all_below.iter_mut().zip(below) {
            *product *= below;
        }
    }
    let mut chances: Vec<f64> = densities
        .iter()
        .zip(&below)
        .map(|(density, below)| {
            let mut chance = 0.0;
            for ((part, below), all) in density.iter().zip(below).zip(&all_below) {
                if *below > 0.0 {
                    chance += part * (all / below);
                }
            }
            chance
        })
        .collect();
    let sum: f64 = chances.iter().sum();
    let even = 1.0 / chances.len().max(1) as f64;
    chances.iter_mut().for_each(|chance| *chance = if sum > 0.0 { *chance / sum } else { even });
    chances
}

/// What is believed about the share of openings, on the grid: a beta distribution, of whole numbers, so that products
/// are enough.
fn density(tried: Tried) -> [f64; GRID] {
    let mut density: [f64; GRID] = std::array::from_fn(|cell| {
        let share = (cell as f64 + 0.5) / GRID as f64;
        let mut density = 1.0;
        for _ in 0..tried.opened {
            density *= share;
        }
        for _ in 0..tried.passed_over.saturating_add(PRIOR_PASSED_OVER) {
            density *= 1.0 - share;
        }
        density
    });
    let sum: f64 = density.iter().sum();
    density.iter_mut().for_each(|part| *part /= sum);
    density
}

#[cfg(test)]
mod tests {
    use super::{Tried, chances_to_be_best};

    fn chances(counts: &[(u8, u8)]) -> Vec<f64> {
        let tried: Vec<Tried> = counts.iter().map(|&(opened, passed_over)| Tried { opened, passed_over }).collect();
        chances_to_be_best(&tried)
    }

    #[test]
    fn equals_have_equal_chances_and_all_together_one() {
        for count in [1, 2, 7, 300] {
            let chances = chances(&vec![(0, 0); count]);
            assert!(chances.iter().all(|chance| (chance - 1.0 / count as f64).abs() < 1e-9), "{count}: {chances:?}");
        }
        assert!((chances(&[(0, 0), (3, 9), (60, 60), (0, 60)]).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    /// Drawn from the same distributions a million times by another program (NumPy, beta(1 + opened,
    /// 2 + passed over), the greatest of each draw): .601, .348, .051.
    #[test]
    fn what_is_unknown_has_hope_what_was_passed_over_little() {
        let chances = chances(&[(0, 0), (1, 5), (0, 9)]);
        for (chance, expected) in chances.iter().zip([0.601, 0.348, 0.051]) {
            assert!((chance - expected).abs() < 0.01, "{chances:?}");
        }
    }
}
