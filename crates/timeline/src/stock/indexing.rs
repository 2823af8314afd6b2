//! What do the readers of a word read besides? Random indexing (Kanerva, Kristoferson, Holst, 2000): every reader has a
//! direction drawn by lot; a word, or a topic, points where those who read it point; two that share readers point the
//! same way. What chance alone would give, the direction of all reading, is taken off first: without that, frequent
//! words are all alike. Directions of readers are 64 signs; nobody can be read off a sum of many.

use super::number_hash::ById;

pub(crate) const DIMENSIONS: usize = 64;
/// More tokens than this are not kept; the least read go.
const TOKENS: usize = 150_000;
/// So many chance readings a token is given, so that one reader makes no direction.
const PRIOR: f32 = 3.0;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) readings: f32,
    pub(crate) sum: [f32; DIMENSIONS],
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Indexing {
    pub(crate) tokens: ById<u32, Token>,
    pub(crate) all: Token,
}

/// Of unit length, or nothing.
pub(crate) type Pointing = [f32; DIMENSIONS];

impl Default for Indexing {
    fn default() -> Self {
        Indexing { tokens: ById::default(), all: Token { readings: 0.0, sum: [0.0; DIMENSIONS] } }
    }
}

impl Indexing {
    /// A reader whose direction has these signs read something with these tokens.
    pub(super) fn read(&mut self, tokens: impl Iterator<Item = u32>, signs: u64) {
        for token in tokens {
            let entry = self.tokens.entry(token).or_insert_with(|| Token { readings: 0.0, sum: [0.0; DIMENSIONS] });
            for token in [entry, &mut self.all] {
                token.readings += 1.0;
                for (place, part) in token.sum.iter_mut().enumerate() {
                    *part += if signs >> place & 1 == 1 { 1.0 } else { -1.0 };
                }
            }
        }
    }

    pub(super) fn tend(&mut self) {
        if self.tokens.len() > TOKENS {
            let mut readings: Vec<f32> = self.tokens.values().map(|token| token.readings).collect();
            let middle = readings.len() / 2;
            let (_, &mut median, _) = readings.select_nth_unstable_by(middle, f32::total_cmp);
            self.tokens.retain(|_, token| token.readings > median);
        }
    }

    /// Where something with these tokens, each with its weight, points.
    pub(crate) fn pointing(&self, tokens: impl Iterator<Item = (u32, f32)>) -> Option<Pointing> {
        let all = self.all.readings.max(1.0);
        let mut sum = [0.0f32; DIMENSIONS];
        for (token, weight) in tokens {
            let Some(token) = self.tokens.get(&token) else { continue };
            let scale = weight / (token.readings + PRIOR).sqrt();
            let by_chance = token.readings / all;
            for ((sum, part), all) in sum.iter_mut().zip(&token.sum).zip(&self.all.sum) {
                *sum += scale * (part - by_chance * all);
            }
        }
        let square = product(&sum, &sum);
        if square <= 1e-12 {
            return None;
        }
        let length = square.sqrt();
        Some(sum.map(|part| part / length))
    }

    pub(super) fn bytes(&self) -> usize {
        self.tokens.capacity() * 8 / 7 * (size_of::<(u32, Token)>() + 1)
    }
}

/// In eight strands, added in a fixed order: quick, and the same on every processor.
pub(crate) fn product(a: &Pointing, b: &Pointing) -> f32 {
    let mut strands = [0.0f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for place in 0..8 {
            strands[place] += a[place] * b[place];
        }
    }
    ((strands[0] + strands[1]) + (strands[2] + strands[3])) + ((strands[4] + strands[5]) + (strands[6] + strands[7]))
}

#[cfg(test)]
mod tests {
    use super::{Indexing, product};
    use crate::chance::Chance;

    #[test]
    fn words_with_the_same_readers_point_the_same_way_and_frequent_ones_are_not_all_alike() {
        let mut indexing = Indexing::default();
        let mut chance = Chance::new(1, 1);
        for reader in 0..2_000 {
            let signs = chance.next();
            let group = reader % 2;
            // Word 9 is in everything; 1 and 2 belong to one group of readers, 11 and 12 to the other.
            for word in [1, 2] {
                indexing.read([9, group * 10 + word].into_iter(), signs);
            }
        }
        let pointing = |word| indexing.pointing([(word, 1.0)].into_iter()).unwrap();
        assert!(product(&pointing(1), &pointing(2)) > 0.7);
        assert!(product(&pointing(11), &pointing(12)) > 0.7);
        assert!(product(&pointing(1), &pointing(11)) < 0.2);
        assert_eq!(indexing.pointing([(77, 1.0)].into_iter()), None);
    }
}
