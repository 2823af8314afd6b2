//! On the rise: opened more now than before, or reported by more and more sources.

use crate::situation::Situation;

const QUOTA: usize = 60;

pub(super) fn candidates(situation: &Situation<'_>) -> Vec<u32> {
    from_lists(situation, QUOTA, true)
}

/// From the lists that the stock keeps by the minute: `rising`, or else the most covered.
pub(super) fn from_lists(situation: &Situation<'_>, quota: usize, rising: bool) -> Vec<u32> {
    let stock = situation.stock;
    let languages: Vec<_> = match situation.languages.as_slice() {
        [] => vec![None],
        some => some.iter().copied().map(Some).collect(),
    };
    let lists = languages.into_iter().filter_map(|language| stock.surveyed().lists(language));
    lists
        .flat_map(|lists| if rising { &lists.rising } else { &lists.most_covered }.iter().take(quota))
        .filter_map(|&item| stock.row_of(item))
        .collect()
}
