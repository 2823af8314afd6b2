//! Small frames from all over the clip: which is the best to stand for it, and how do they look side by side?

use crate::{Refusal, Size};

/// How many frames are looked at.
pub(crate) const FRAMES: usize = 30;
/// Of a thumbnail, in pixels.
const HEIGHT: u32 = 160;
/// A panorama's thumbnail ends here.
const MOST_WIDTH: u32 = 480;
/// How many stand in the strip.
pub(crate) const THUMBS: usize = 10;
const QUALITY: u8 = 76;

/// Red, green and blue, row by row.
pub(crate) struct Frame {
    pub size: Size,
    pub pixels: Vec<u8>,
}

/// Of the thumbnails of a clip with frames of this size.
pub(crate) fn thumb_size(of: Size) -> Size {
    let width = f64::from(of.width) * f64::from(HEIGHT) / f64::from(of.height.max(1));
    Size { width: (width.round() as u32).clamp(8, MOST_WIDTH), height: HEIGHT }
}

/// When frame `place` is shown, in seconds: the first, then from the middles of equal parts.
pub(crate) fn time_of(place: usize, duration_ms: u64) -> f64 {
    let part = duration_ms as f64 / 1000.0 / FRAMES as f64;
    if place == 0 { 0.0 } else { (place as f64 + 0.5) * part }
}

/// FFmpeg's filters that choose and shrink them.
pub(crate) fn filters(duration_ms: u64, size: Size) -> String {
    let part = duration_ms as f64 / 1000.0 / FRAMES as f64;
    let Size { width, height } = size;
    format!(
        "select='(eq(n,0)+gte(t-start_t,(selected_n+0.5)*{part:.5}))*lt(selected_n,{FRAMES})',\
         scale={width}:{height}:flags=area,format=rgb24"
    )
}

/// From FFmpeg's `rawvideo`.
pub(crate) fn read(bytes: &[u8], size: Size) -> Vec<Frame> {
    let each = (size.width * size.height * 3) as usize;
    bytes.chunks_exact(each.max(1)).map(|pixels| Frame { size, pixels: pixels.to_vec() }).collect()
}

impl Frame {
    /// Greys of 0 to 255 (Rec. 709 weights).
    pub fn greys(&self) -> Vec<f32> {
        let grey = |pixel: &[u8]| match pixel {
            [red, green, blue] => f32::from(*red) * 0.2126 + f32::from(*green) * 0.7152 + f32::from(*blue) * 0.0722,
            _ => 0.0,
        };
        self.pixels.chunks_exact(3).map(grey).collect()
    }

    /// How much there is to see: contrast and edges count, darkness, glare and emptiness against it. 0 to about 1.
    fn worth(&self) -> f32 {
        let greys = self.greys();
        let count = greys.len().max(1) as f32;
        let mean = greys.iter().sum::<f32>() / count;
        let contrast = (greys.iter().map(|grey| (grey - mean).powi(2)).sum::<f32>() / count).sqrt();
        let exposure = (mean / 70.0).min((255.0 - mean) / 50.0).clamp(0.0, 1.0);
        (contrast / 60.0).min(1.0) * exposure * (0.3 + 0.7 * (self.edges(&greys) / 12.0).min(1.0))
    }

    /// Mean size of the Laplacian: small in a blurred frame.
    fn edges(&self, greys: &[f32]) -> f32 {
        let width = self.size.width as usize;
        let at = |place: usize| greys.get(place).copied().unwrap_or(0.0);
        let (mut sum, mut count) = (0.0, 0.0_f32);
        for y in 1..(self.size.height as usize).saturating_sub(1) {
            for x in 1..width.saturating_sub(1) {
                let place = y * width + x;
                let around = at(place - 1) + at(place + 1) + at(place - width) + at(place + width);
                sum += (4.0 * at(place) - around).abs();
                count += 1.0;
            }
        }
        sum / count.max(1.0)
    }
}

/// The place of the frame that shows most. Of two that are about alike, the earlier: what a clip begins with is what it
/// is about; but the very first is often a fade or a shutter.
pub(crate) fn best(frames: &[Frame]) -> usize {
    let mut best = (0, f32::MIN);
    for (place, frame) in frames.iter().enumerate() {
        let early = 1.0 - 0.15 * place as f32 / frames.len() as f32;
        let worth = frame.worth() * early * if place == 0 && frames.len() > 1 { 0.8 } else { 1.0 };
        if worth > best.1 {
            best = (place, worth);
        }
    }
    best.0
}

/// [`THUMBS`] frames side by side, or as many as there are, as a JPEG file; and how many.
pub(crate) fn strip(frames: &[Frame]) -> Result<(Vec<u8>, usize), Refusal> {
    let count = frames.len().min(THUMBS);
    let chosen: Vec<&Frame> = (0..count).filter_map(|thumb| frames.get(thumb * frames.len() / count)).collect();
    let size = frames.first().map_or(Size { width: 1, height: 1 }, |frame| frame.size);
    let row = size.width as usize * 3;
    let mut pixels = Vec::with_capacity(row * size.height as usize * count);
    for y in 0..size.height as usize {
        for frame in &chosen {
            pixels.extend_from_slice(frame.pixels.get(y * row..(y + 1) * row).unwrap_or_default());
        }
    }
    let file = pictures::jpeg(&pixels, size.width * count as u32, size.height, QUALITY).map_err(Refusal::ours)?;
    Ok((file, count))
}

#[cfg(test)]
mod tests {
    use super::{Frame, best, strip, thumb_size};
    use crate::Size;

    fn frame(paint: impl Fn(u32, u32) -> u8) -> Frame {
        let size = Size { width: 64, height: 48 };
        let pixels = (0..48).flat_map(|y| (0..64).map(move |x| (x, y))).flat_map(|(x, y)| [paint(x, y); 3]).collect();
        Frame { size, pixels }
    }

    #[test]
    fn a_poster_is_neither_black_nor_flat_nor_blurred() {
        let frames = [
            frame(|_, _| 2),
            frame(|_, _| 128),
            frame(|_, _| 255),
            frame(|x, _| (x * 4) as u8),
            frame(|x, y| if (x / 4 + y / 4) % 2 == 0 { 20 } else { 220 }),
            frame(|_, _| 0),
        ];
        assert_eq!(best(&frames), 4);
        assert_eq!(best(&frames[..1]), 0);
    }

    #[test]
    fn a_strip_has_ten_thumbnails_or_as_many_as_there_are() {
        for (frames, want) in [(1, 1), (7, 7), (10, 10), (30, 10)] {
            let frames: Vec<Frame> = (0..frames).map(|shade| frame(move |_, _| shade)).collect();
            let (file, count) = strip(&frames).unwrap();
            let inspected = pictures::inspect(&file).unwrap();
            assert_eq!((count, inspected.width, inspected.height), (want, 64 * want as u32, 48));
        }
        assert_eq!(thumb_size(Size { width: 1080, height: 1920 }), Size { width: 90, height: 160 });
        assert_eq!(thumb_size(Size { width: 8192, height: 100 }).width, 480);
    }
}
