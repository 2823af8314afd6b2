//! What stands in a picture's place while it loads.

/// A thumbhash (<https://evanw.github.io/thumbhash/>) and the average colour of a picture of at most 100 × 100 pixels.
pub(crate) fn glance(bytes: &[u8], width: usize, height: usize, channels: usize) -> (Vec<u8>, [u8; 3]) {
    let mut rgba = Vec::with_capacity(width * height * 4);
    let (mut sums, mut weight) = ([0_u64; 3], 0_u64);
    for pixel in bytes.chunks_exact(channels) {
        let opacity = pixel.get(3).copied().unwrap_or(255);
        rgba.extend_from_slice(&[pixel[0], pixel[1], pixel[2], opacity]);
        for (sum, &value) in sums.iter_mut().zip(pixel) {
            *sum += u64::from(value) * u64::from(opacity);
        }
        weight += u64::from(opacity);
    }
    let average = sums.map(|sum| sum.checked_div(weight).unwrap_or(255) as u8);
    (thumbhash::rgba_to_thumb_hash(width, height, &rgba), average)
}
