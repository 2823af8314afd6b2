//! Terms folded into 64 signed bytes, so that likeness is an inner product.

use crate::terms::{Kind, Terms, stir};
use model::Embedding;

/// Length of the vector before rounding; leaves room for peaks within a byte.
const LENGTH: f64 = 320.0;

/// A random projection (Achlioptas 2003: signs are enough) whose signs follow from the terms' hashes.
pub fn embed(terms: &Terms) -> Embedding {
    let mut sums = [0f64; 64];
    for term in terms.iter() {
        let title = if term.in_title { 1.6 } else { 1.0 };
        let kind = match term.kind {
            Kind::Word => 1.0,
            Kind::Name => 1.3,
            Kind::Number => 0.5,
            Kind::Pair => 0.7,
        };
        let weight = f64::from(term.weight) * title * kind;
        let signs = stir(u64::from(term.hash) ^ 0x005e_ed0f_ca1b_0a57);
        for (at, sum) in sums.iter_mut().enumerate() {
            *sum += if signs >> at & 1 == 1 { weight } else { -weight };
        }
    }
    let length = sums.iter().map(|sum| sum * sum).sum::<f64>().sqrt();
    let mut embedding = Embedding::default();
    if length > 0.0 {
        for (byte, sum) in embedding.0.iter_mut().zip(sums) {
            *byte = (sum / length * LENGTH).round().clamp(-127.0, 127.0) as i8;
        }
    }
    embedding
}

/// Cosine of the angle between two embeddings, from -1 to 1; unrelated texts lie within about 0.25 of 0.
pub fn likeness(a: &Embedding, b: &Embedding) -> f64 {
    let (mut product, mut a_square, mut b_square) = (0i32, 0i32, 0i32);
    for (a, b) in a.0.iter().zip(b.0) {
        let (a, b) = (i32::from(*a), i32::from(b));
        product += a * b;
        a_square += a * a;
        b_square += b * b;
    }
    if a_square == 0 || b_square == 0 {
        return 0.0;
    }
    f64::from(product) / (f64::from(a_square) * f64::from(b_square)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{embed, likeness};
    use crate::terms::{terms, tokens};
    use model::{Embedding, Language};

    #[test]
    fn texts_on_one_matter_lie_closer_than_texts_on_two() {
        let [quake, again, match_] = [
            "Strong earthquake shakes Valparaiso in Chile, dozens of houses collapse, rescue teams dig for survivors",
            "Chile: earthquake in Valparaiso, houses collapse and rescue teams search for survivors",
            "Late goal gives Fulham victory over Burnley in a rainy cup match at Craven Cottage",
        ]
        .map(|text| embed(&terms(&tokens("", text, Language::ENGLISH), Language::ENGLISH)));
        assert!(likeness(&quake, &again) > 0.5);
        assert!(likeness(&quake, &match_) < 0.4);
        assert_eq!(likeness(&quake, &Embedding::default()), 0.0);
        assert!((likeness(&quake, &quake) - 1.0).abs() < 1e-9);
    }
}
