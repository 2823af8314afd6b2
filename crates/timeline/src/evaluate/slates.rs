//! How wide, how varied and how little known is what stands on top?

use std::collections::BTreeMap;

/// How many of each ordering are looked at.
const TOP: usize = 5;

/// Collects orderings one by one. Items are numbers of the caller's choice.
#[derive(Clone, Debug, Default)]
pub struct Slates {
    items: BTreeMap<u32, Showings>,
    unlikeness: f64,
    compared: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Showings {
    shown: u64,
    on_top: u64,
}

/// `None` where nothing was shown, or for diversity, where no slate had two items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlateFigures {
    /// Share of the items shown in any slate that stood in the top 5 of an ordering, 0 to 1.
    pub coverage: Option<f64>,
    /// Mean over slates of two or more of 1 minus the mean likeness of the pairs in the top 5 (intra-list distance, Ziegler
    /// et al. 2005).
    pub diversity: Option<f64>,
    /// Mean self-information of what stood in the top 5, in bits: -log2 of the item's share of all showings (Zhou et al.
    /// 2010).
    pub novelty: Option<f64>,
}

impl Slates {
    /// A slate and the value that orders it, one an item; equals by item number, NaN last. `likeness` of two items is 1 for
    /// the same and 0 for nothing in common; NaN counts as 0.
    pub fn add(&mut self, order: &[f64], items: &[u32], likeness: impl Fn(u32, u32) -> f64) {
        let mut ordered: Vec<(f64, u32)> = order.iter().copied().zip(items.iter().copied()).collect();
        for row in &mut ordered {
            self.items.entry(row.1).or_default().shown += 1;
            if row.0.is_nan() {
                row.0 = f64::NEG_INFINITY;
            }
        }
        ordered.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ordered.truncate(TOP);
        let (mut sum, mut pairs) = (0.0, 0u32);
        for (place, &(_, item)) in ordered.iter().enumerate() {
            self.items.entry(item).or_default().on_top += 1;
            for &(_, above) in &ordered[..place] {
                let alike = likeness(above, item);
                sum += if alike.is_nan() { 0.0 } else { alike };
                pairs += 1;
            }
        }
        if pairs > 0 {
            self.unlikeness += 1.0 - sum / f64::from(pairs);
            self.compared += 1;
        }
    }

    pub fn figures(&self) -> SlateFigures {
        let all: u64 = self.items.values().map(|item| item.shown).sum();
        let on_top: u64 = self.items.values().map(|item| item.on_top).sum();
        let risen = self.items.values().filter(|item| item.on_top > 0).count();
        let surprise: f64 =
            self.items.values().map(|item| -(item.shown as f64 / all as f64).log2() * item.on_top as f64).sum();
        SlateFigures {
            coverage: (!self.items.is_empty()).then(|| risen as f64 / self.items.len() as f64),
            diversity: (self.compared > 0).then(|| self.unlikeness / self.compared as f64),
            novelty: (on_top > 0).then(|| surprise / on_top as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Slates;

    /// Items of the same ten are alike.
    fn same_ten(a: u32, b: u32) -> f64 {
        if a / 10 == b / 10 { 1.0 } else { 0.0 }
    }

    #[test]
    fn the_top_five_are_compared_and_the_rest_only_counted_as_shown() {
        let mut slates = Slates::default();
        // On top: 10, 11, 20, 30, 40, of which one pair of ten is alike. 50 is only shown.
        slates.add(&[6.0, 5.0, 4.0, 3.0, 2.0, 1.0], &[10, 11, 20, 30, 40, 50], same_ten);
        let figures = slates.figures();
        assert_eq!(figures.coverage, Some(5.0 / 6.0));
        assert_eq!(figures.diversity, Some(0.9));
        assert!(figures.novelty.is_some_and(|bits| (bits - 6f64.log2()).abs() < 1e-12));
    }

    #[test]
    fn what_is_shown_often_is_less_new() {
        let mut slates = Slates::default();
        slates.add(&[1.0], &[1], same_ten);
        slates.add(&[1.0], &[1], same_ten);
        slates.add(&[1.0], &[1], same_ten);
        slates.add(&[1.0], &[2], same_ten);
        let figures = slates.figures();
        let by_hand = (3.0 * -(0.75f64.log2()) + 2.0) / 4.0;
        assert!(figures.novelty.is_some_and(|bits| (bits - by_hand).abs() < 1e-12), "{figures:?}");
        assert_eq!(figures.diversity, None);
        assert_eq!(figures.coverage, Some(1.0));
    }

    #[test]
    fn nothing_shown_has_no_figures_and_nan_does_no_harm() {
        let mut slates = Slates::default();
        assert_eq!(slates.figures().coverage, None);
        assert_eq!(slates.figures().novelty, None);
        slates.add(&[f64::NAN, 1.0, 1.0, 1.0, 1.0, 1.0], &[1, 20, 30, 40, 50, 60], |_, _| f64::NAN);
        let figures = slates.figures();
        assert_eq!((figures.coverage, figures.diversity), (Some(5.0 / 6.0), Some(1.0)));
    }
}
