//! What letters stand on: paper, or a picture that grows darker downwards.

use ab_glyph_rasterizer::Rasterizer;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::Error;
use crate::cut::area_around;
use crate::decode::decode;
use crate::inspect::{broken, header};

/// The picture darkens towards this rather than to black, which looks like a hole in photographs.
pub(crate) const DUSK: [u8; 3] = [18, 17, 16];

/// No part behind letters stays brighter than this grey: white has 5.4:1 on it (WCAG 2.2, 1.4.3, asks for 4.5), and the
/// rest is for what JPEG adds.
const BRIGHTEST: f32 = 106.0;

/// A dark picture is darkened a little all the same, or fine detail would flicker between the letters.
const LEAST: f32 = 0.36;

/// How much darker it is at the lower edge than behind the first line.
const DEEPER: f32 = 0.18;

/// Brightness is that of squares with this side: a spark behind a letter hides nothing.
const SQUARE: usize = 15;

/// Fewer pixels each way are an icon, and blown up they look broken.
const SMALLEST: (u32, u32) = (240, 126);

/// Pixels across and down.
pub(crate) type Size = (u32, u32);

/// Red, green and blue, row by row.
pub(crate) struct Ground {
    pub pixels: Vec<u8>,
    pub size: Size,
}

impl Ground {
    pub fn plain(colour: [u8; 3], size: Size) -> Ground {
        Ground { pixels: colour.repeat((size.0 * size.1) as usize), size }
    }

    fn width(&self) -> usize {
        self.size.0 as usize
    }

    fn height(&self) -> usize {
        self.size.1 as usize
    }

    /// The picture around `focus`; `None` when it is too small to be shown this large.
    pub fn picture(file: &[u8], focus: (u16, u16), paper: [u8; 3], size: Size) -> Result<Option<Ground>, Error> {
        let header = header(file)?;
        let (width, height) = header.turn.seen(header.width, header.height);
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Ok(None);
        }
        let pixels = decode(file, &header)?;
        // Cut first, then shrunk, then turned: each step has less to do than the one before.
        let part = area_around((width, height), focus, size).stored(header.turn, (header.width, header.height));
        let (wide, high) = header.turn.seen(size.0, size.1);
        let kind = if pixels.channels == 4 { PixelType::U8x4 } else { PixelType::U8x3 };
        let from = ImageRef::new(pixels.width, pixels.height, &pixels.bytes, kind).map_err(broken)?;
        let mut to = Image::new(wide, high, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom)).crop(
            f64::from(part.left),
            f64::from(part.top),
            f64::from(part.width),
            f64::from(part.height),
        );
        Resizer::new().resize(&from, &mut to, &options).map_err(broken)?;
        let upright = header.turn.apply(to.into_vec(), wide as usize, high as usize, pixels.channels);
        if pixels.channels == 3 {
            return Ok(Some(Ground { pixels: upright, size }));
        }
        let mut ground = Ground::plain(paper, size);
        for (under, over) in ground.pixels.chunks_exact_mut(3).zip(upright.chunks_exact(4)) {
            mix(under, [over[0], over[1], over[2]], f32::from(over[3]) / 255.0);
        }
        Ok(Some(ground))
    }

    /// Dark enough from row `top` on for white letters, as this picture needs it, and softly lighter above.
    pub fn darken(&mut self, top: f32) {
        let row = self.width() * 3;
        let shares = self.shades(top);
        for (row, share) in self.pixels.chunks_exact_mut(row.max(1)).zip(shares) {
            row.chunks_exact_mut(3).for_each(|pixel| mix(pixel, DUSK, share));
        }
    }

    /// How much of each row has to become [`DUSK`] so that white letters from row `top` on can be read.
    pub fn shades(&self, top: f32) -> Vec<f32> {
        let bright = self.brightest(top.max(0.0) as usize);
        let dusk = f32::from(DUSK[0]);
        let needed = ((bright - BRIGHTEST) / (bright - dusk).max(1.0)).max(LEAST);
        let height = self.size.1 as f32;
        // Of the link's card and of upright ones alike.
        let fade = 300.0;
        let share = |y: usize| {
            let below = (y as f32 - top) / (height - top).max(1.0);
            if below >= 0.0 { needed + DEEPER * below } else { needed * eased(1.0 - (top - y as f32) / fade) }
        };
        (0..self.height()).map(|y| share(y).min(1.0)).collect()
    }

    /// The brightest square from row `top` on, as the grey that it looks like.
    fn brightest(&self, top: usize) -> f32 {
        let row = self.width() * 3;
        let squares = self.width().div_ceil(SQUARE);
        let mut brightest = 0.0_f32;
        for rows in self.pixels.get(top.min(self.height()) * row..).unwrap_or_default().chunks(row * SQUARE) {
            let mut sums = vec![(0_u64, 0_u64); squares];
            for (at, pixel) in rows.chunks_exact(3).enumerate() {
                // Rec. 709 weights, in thousandths.
                let grey = u64::from(pixel[0]) * 213 + u64::from(pixel[1]) * 715 + u64::from(pixel[2]) * 72;
                if let Some((sum, count)) = sums.get_mut(at % self.width() / SQUARE) {
                    *sum += grey;
                    *count += 1;
                }
            }
            for (sum, count) in sums {
                brightest = brightest.max((sum / count.max(1)) as f32 / 1000.0);
            }
        }
        brightest
    }

    /// Lays ink where letters cover the pixels.
    pub fn ink(&mut self, coverage: &Rasterizer, colour: [u8; 3]) {
        coverage.for_each_pixel(|at, share| {
            if let Some(pixel) = self.pixels.get_mut(at * 3..at * 3 + 3) {
                mix(pixel, colour, share.clamp(0.0, 1.0));
            }
        });
    }

    /// A rule across the page, `thick` pixels high.
    pub fn rule(&mut self, top: usize, thick: usize, margin: usize, colour: [u8; 3]) {
        let wide = self.width() * 3;
        for row in self.pixels.chunks_exact_mut(wide).skip(top).take(thick) {
            let end = row.len() - margin * 3;
            row[margin * 3..end].chunks_exact_mut(3).for_each(|pixel| pixel.copy_from_slice(&colour));
        }
    }
}

fn mix(under: &mut [u8], over: [u8; 3], share: f32) {
    for (under, over) in under.iter_mut().zip(over) {
        *under = (f32::from(*under) + (f32::from(over) - f32::from(*under)) * share + 0.5) as u8;
    }
}

/// 0 to 1 without a corner at either end.
fn eased(share: f32) -> f32 {
    let share = share.clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}
