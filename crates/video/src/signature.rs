//! Is this a clip that we have seen?
//!
//! Of each frame the signs of its lowest 63 frequencies (pHash: a discrete cosine transform of 32 × 32 greys, of which
//! the upper left 8 × 8 are compared with their median). Encoding, scaling and a small crop change few of them.

use std::f32::consts::PI;

use crate::frames::Frame;

/// Clips that are alike by at least so much are copies. Of six films, copies (encoded anew and smaller, brighter, cropped by
/// 4 %, framed and marked, at another rate) came to 0.73 and more, different films to 0.24 and less (`tests/clips/likeness.rs`).
pub const SAME: f32 = 0.5;

const EDGE: usize = 32;
const KEPT: usize = 8;
/// Less contrast than this is an empty frame, which is like every other.
const LEAST_CONTRAST: f32 = 4.0;

/// What stays of a clip when it is encoded anew: a number for each of its frames that shows something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature(Vec<Option<u64>>);

impl Signature {
    pub(crate) fn of(frames: &[Frame]) -> Signature {
        Signature(frames.iter().map(hash).collect())
    }

    /// Sixteen hexadecimal digits a frame; dashes for an empty one.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|hash| hash.map_or_else(|| "-".repeat(16), |hash| format!("{hash:016x}"))).collect()
    }

    /// `None` when [`Signature::to_text`] did not write it.
    pub fn from_text(text: &str) -> Option<Signature> {
        let mut hashes = Vec::with_capacity(text.len() / 16);
        for part in text.as_bytes().chunks(16) {
            let part = std::str::from_utf8(part).ok().filter(|part| part.len() == 16)?;
            hashes.push(if part.starts_with('-') { None } else { Some(u64::from_str_radix(part, 16).ok()?) });
        }
        Some(Signature(hashes))
    }
}

/// 0 (nothing in common) to 1 (the same frames). What one clip shows at a time is looked for in the other a little earlier
/// and later. 0 when one of them shows nothing.
pub fn likeness(a: &Signature, b: &Signature) -> f32 {
    let one_way = |a: &Signature, b: &Signature| {
        let (mut sum, mut count) = (0.0, 0.0_f32);
        for (place, hash) in a.0.iter().enumerate() {
            let Some(hash) = hash else { continue };
            let scaled = place * b.0.len() / a.0.len().max(1);
            let near = b.0.iter().skip(scaled.saturating_sub(1)).take(3).flatten();
            let apart = near.map(|other| (hash ^ other).count_ones()).min().unwrap_or(64);
            // Half of the bits agree by chance.
            sum += (1.0 - apart as f32 / 32.0).max(0.0);
            count += 1.0;
        }
        if count > 0.0 { sum / count } else { 0.0 }
    };
    one_way(a, b).min(one_way(b, a))
}

fn hash(frame: &Frame) -> Option<u64> {
    let greys = shrunk(frame);
    let mean = greys.iter().sum::<f32>() / greys.len() as f32;
    let contrast = (greys.iter().map(|grey| (grey - mean).powi(2)).sum::<f32>() / greys.len() as f32).sqrt();
    if contrast < LEAST_CONTRAST {
        return None;
    }
    let waves = frequencies(&greys);
    let mut sorted: Vec<f32> = waves.iter().skip(1).copied().collect();
    sorted.sort_by(f32::total_cmp);
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
    Some(waves.iter().skip(1).fold(0, |hash, wave| hash << 1 | u64::from(*wave > median)))
}

/// [`EDGE`] × [`EDGE`] greys, each the mean of its part. A tenth on either side is left out: that is where frames and marks
/// are laid over a copy.
fn shrunk(frame: &Frame) -> Vec<f32> {
    let (width, height) = (frame.size.width as usize, frame.size.height as usize);
    let greys = frame.greys();
    let part = |place: usize, of: usize| {
        let at = |place: usize| of / 10 + place * (of - of / 5) / EDGE;
        at(place)..at(place + 1).max(at(place) + 1).min(of.max(1))
    };
    let mut small = Vec::with_capacity(EDGE * EDGE);
    for y in 0..EDGE {
        for x in 0..EDGE {
            let (rows, columns) = (part(y, height), part(x, width));
            let count = (rows.len() * columns.len()).max(1) as f32;
            let row =
                |row: usize| greys.get(row * width + columns.start..row * width + columns.end).unwrap_or_default();
            small.push(rows.map(|y| row(y).iter().sum::<f32>()).sum::<f32>() / count);
        }
    }
    small
}

/// The lowest [`KEPT`] × [`KEPT`] of the cosine transform (DCT-II), row by row.
fn frequencies(greys: &[f32]) -> Vec<f32> {
    let wave =
        |frequency: usize, place: usize| (PI * frequency as f32 * (2 * place + 1) as f32 / (2 * EDGE) as f32).cos();
    let mut rows = Vec::with_capacity(EDGE * KEPT);
    for row in greys.chunks_exact(EDGE) {
        for frequency in 0..KEPT {
            rows.push(row.iter().enumerate().map(|(x, grey)| grey * wave(frequency, x)).sum::<f32>());
        }
    }
    let mut waves = Vec::with_capacity(KEPT * KEPT);
    for down in 0..KEPT {
        for across in 0..KEPT {
            let column = rows.iter().skip(across).step_by(KEPT).enumerate();
            waves.push(column.map(|(y, value)| value * wave(down, y)).sum::<f32>());
        }
    }
    waves
}

#[cfg(test)]
mod tests {
    use super::{Signature, likeness};
    use crate::Size;
    use crate::frames::Frame;

    fn clip(paint: impl Fn(u32, u32, u32) -> u8) -> Signature {
        let size = Size { width: 90, height: 160 };
        let paint = &paint;
        let frame = |time: u32| {
            let points = (0..160).flat_map(|y| (0..90).map(move |x| (x, y)));
            Frame { size, pixels: points.flat_map(|(x, y)| [paint(x, y, time); 3]).collect() }
        };
        Signature::of(&(0..30).map(frame).collect::<Vec<_>>())
    }

    #[test]
    fn a_brighter_copy_is_the_same_and_another_clip_is_not() {
        let waves = |x: u32, y: u32, time: u32| {
            (100.0 + 50.0 * ((x * 3 + time * 7) as f32 / 40.0).sin() + 40.0 * ((y + time * x / 9) as f32 / 23.0).cos())
                as u8
        };
        let original = clip(waves);
        let brighter = clip(|x, y, time| waves(x, y, time) / 2 + 100);
        let other = clip(|x, y, time| (120.0 + 90.0 * ((x + y * 2 + time * 31) as f32 / 31.0).sin()) as u8);
        assert!(likeness(&original, &brighter) > 0.9, "{}", likeness(&original, &brighter));
        assert!(likeness(&original, &other) < 0.5, "{}", likeness(&original, &other));
        let empty = clip(|_, _, _| 7);
        assert_eq!((likeness(&empty, &empty), likeness(&empty, &original)), (0.0, 0.0));
    }

    #[test]
    fn a_signature_comes_back_from_its_text() {
        let signature = Signature(vec![Some(7), None, Some(u64::MAX)]);
        assert_eq!(Signature::from_text(&signature.to_text()), Some(signature));
        assert_eq!(Signature::from_text(""), Some(Signature::default()));
        for text in ["7", "zzzzzzzzzzzzzzzz", "äääääääää"] {
            assert_eq!(Signature::from_text(text), None, "{text}");
        }
    }
}
