//! How well do stories match what people would have grouped?

use std::collections::HashMap;
use std::hash::Hash;

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

/// B-cubed (Bagga and Baldwin 1998), mean over items: of the items in its story, how many share its label; of the
/// items with its label, how many share its story. `labels[i]` and `stories[i]` speak of the same item.
pub fn bcubed<L: Hash + Eq, S: Hash + Eq>(labels: &[L], stories: &[S]) -> Score {
    let table = Table::new(labels, stories);
    let items: u64 = table.both.values().sum();
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((label, story), both) in table.cells() {
        precision += both * both / story;
        recall += both * both / label;
    }
    score(precision / items.max(1) as f64, recall / items.max(1) as f64)
}

/// Of all pairs put into one story, how many share a label, and the other way round.
pub fn pairwise<L: Hash + Eq, S: Hash + Eq>(labels: &[L], stories: &[S]) -> Score {
    fn pairs(sizes: impl Iterator<Item = u64>) -> f64 {
        let mut sizes: Vec<u64> = sizes.collect();
        sizes.sort_unstable();
        sizes.iter().map(|n| n * n.saturating_sub(1) / 2).sum::<u64>() as f64
    }
    let table = Table::new(labels, stories);
    let both = pairs(table.both.values().copied());
    let of_labels = pairs(table.label_sizes.iter().copied());
    let of_stories = pairs(table.story_sizes.iter().copied());
    score(if of_stories > 0.0 { both / of_stories } else { 1.0 }, if of_labels > 0.0 { both / of_labels } else { 1.0 })
}

struct Table {
    label_sizes: Vec<u64>,
    story_sizes: Vec<u64>,
    both: HashMap<(usize, usize), u64>,
}

impl Table {
    fn new<L: Hash + Eq, S: Hash + Eq>(labels: &[L], stories: &[S]) -> Table {
        let (mut label_numbers, mut story_numbers) = (HashMap::new(), HashMap::new());
        let (mut label_sizes, mut story_sizes) = (Vec::new(), Vec::new());
        let mut both = HashMap::new();
        for (label, story) in labels.iter().zip(stories) {
            let next = label_numbers.len();
            let label = *label_numbers.entry(label).or_insert(next);
            let next = story_numbers.len();
            let story = *story_numbers.entry(story).or_insert(next);
            label_sizes.resize(label_numbers.len(), 0);
            story_sizes.resize(story_numbers.len(), 0);
            label_sizes[label] += 1;
            story_sizes[story] += 1;
            *both.entry((label, story)).or_insert(0) += 1;
        }
        Table { label_sizes, story_sizes, both }
    }

    /// Sizes of label and story, and how many they share; in a fixed order, because sums of floats depend on it.
    fn cells(&self) -> impl Iterator<Item = ((f64, f64), f64)> {
        let mut cells: Vec<_> = self.both.iter().map(|(key, both)| (*key, *both)).collect();
        cells.sort_unstable();
        cells.into_iter().map(|((label, story), both)| {
            ((self.label_sizes[label] as f64, self.story_sizes[story] as f64), both as f64)
        })
    }
}

fn score(precision: f64, recall: f64) -> Score {
    let sum = precision + recall;
    Score { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
}

#[cfg(test)]
mod tests {
    use super::{bcubed, pairwise};

    #[test]
    fn scores_are_those_of_the_textbook() {
        for (labels, stories, b_precision, b_recall, precision, recall) in [
            ("aabb", "xxyy", 1.0, 1.0, 1.0, 1.0),
            ("aabb", "xxxx", 0.5, 1.0, 1.0 / 3.0, 1.0),
            ("aabb", "wxyz", 1.0, 0.5, 1.0, 0.0),
            // Amigó et al. 2009, worked by hand: a a a b in x, b b in y.
            (
                "aaabbb",
                "xxxxyy",
                (3.0 * 0.75 + 0.25 + 2.0) / 6.0,
                (3.0 + 1.0 / 3.0 + 2.0 * 2.0 / 3.0) / 6.0,
                4.0 / 7.0,
                4.0 / 6.0,
            ),
        ] {
            let (labels, stories): (Vec<char>, Vec<char>) = (labels.chars().collect(), stories.chars().collect());
            let (b, p) = (bcubed(&labels, &stories), pairwise(&labels, &stories));
            for (got, want) in
                [(b.precision, b_precision), (b.recall, b_recall), (p.precision, precision), (p.recall, recall)]
            {
                assert!((got - want).abs() < 1e-12, "{labels:?} {stories:?}: {got} is not {want}");
            }
        }
    }
}
