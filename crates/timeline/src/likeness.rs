//! How alike two items are.

use model::Embedding;

/// An embedding made ready to be compared many times: wider numbers, which processors multiply in one step, and the
/// reciprocal of its length; 0 for the empty one, which is then like nothing.
pub(crate) struct Direction {
    wide: [i16; 64],
    scale: f64,
}

impl Direction {
    pub(crate) fn of(embedding: &Embedding) -> Direction {
        let wide = embedding.0.map(i16::from);
        let square = sum_of_products(&wide, &wide);
        Direction { wide, scale: if square == 0 { 0.0 } else { 1.0 / f64::from(square).sqrt() } }
    }

    /// The cosine: 1 for the same direction, about 0 for nothing in common.
    pub(crate) fn likeness(&self, other: &Direction) -> f64 {
        f64::from(self.product(other)) * self.scale * other.scale
    }

    pub(crate) fn product(&self, other: &Direction) -> i32 {
        sum_of_products(&self.wide, &other.wide)
    }

    /// The greatest product with any of these; for a first choice, where lengths are nearly equal.
    pub(crate) fn greatest_product(embedding: &Embedding, others: &[Direction]) -> i32 {
        let wide = embedding.0.map(i16::from);
        others.iter().map(|other| sum_of_products(&wide, &other.wide)).max().unwrap_or(0)
    }
}

/// Exact in integers, so the order in which a processor adds does not matter.
fn sum_of_products(a: &[i16; 64], b: &[i16; 64]) -> i32 {
    let mut sum = 0;
    for i in 0..64 {
        sum += i32::from(a[i]) * i32::from(b[i]);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::Direction;
    use model::Embedding;

    #[test]
    fn the_same_is_like_itself_the_opposite_unlike_and_nothing_like_nothing() {
        let one = Direction::of(&Embedding([100; 64]));
        let opposite = Direction::of(&Embedding([-128; 64]));
        let empty = Direction::of(&Embedding::default());
        assert!((one.likeness(&one) - 1.0).abs() < 1e-12);
        assert!((one.likeness(&opposite) + 1.0).abs() < 1e-12);
        assert_eq!(one.likeness(&empty), 0.0);
    }
}
