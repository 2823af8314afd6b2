//! Precision, recall and F1 of a text against the expected one, by shingles of four words.

use std::collections::HashMap;

#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

pub fn score(expected: &str, found: &str) -> Score {
    let (expected, found) = (shingles(expected), shingles(found));
    let size = |shingles: &HashMap<Vec<&str>, usize>| shingles.values().sum::<usize>() as f64;
    if expected.is_empty() && found.is_empty() {
        return Score { precision: 1.0, recall: 1.0, f1: 1.0 };
    }
    let shared: usize =
        expected.iter().map(|(shingle, &count)| count.min(found.get(shingle).copied().unwrap_or(0))).sum();
    let precision = shared as f64 / size(&found).max(1.0);
    let recall = shared as f64 / size(&expected).max(1.0);
    let f1 = if shared == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    Score { precision, recall, f1 }
}

pub fn mean(scores: impl Iterator<Item = Score>) -> Score {
    let (mut sum, mut count) = (Score::default(), 0.0f64);
    for score in scores {
        sum.precision += score.precision;
        sum.recall += score.recall;
        sum.f1 += score.f1;
        count += 1.0;
    }
    let count = count.max(1.0);
    Score { precision: sum.precision / count, recall: sum.recall / count, f1: sum.f1 / count }
}

/// Do both say the same words, whatever stands between them?
pub fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| words(text).map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).filter(|word| !word.is_empty())
}

fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = words(text).collect();
    let mut shingles = HashMap::new();
    if words.len() < 4 {
        if !words.is_empty() {
            shingles.insert(words, 1);
        }
        return shingles;
    }
    for shingle in words.windows(4) {
        *shingles.entry(shingle.to_vec()).or_insert(0) += 1;
    }
    shingles
}

#[cfg(test)]
mod tests {
    use super::{same_words, score};

    #[test]
    fn half_of_a_text_has_half_the_recall() {
        let score = score("a b c d e f g h", "a b c d e");
        assert_eq!((score.precision, score.recall), (1.0, 0.4));
        assert!(same_words("Fire – in town", "fire in Town"));
    }
}
