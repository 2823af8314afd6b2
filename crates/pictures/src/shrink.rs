//! Pixels to the files that a page shows.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::Error;
use crate::decode::{Pixels, decode};
use crate::glance::glance;
use crate::inspect::{Header, broken, header};

/// On photographs of news pages, as small as JPEG at 80 looks at two thirds of its bytes.
const QUALITY: f32 = 76.0;

/// Longest side that a thumbhash takes.
const GLANCE_SIDE: u32 = 100;

/// One picture in one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// The width that was asked for; the picture itself may be narrower.
    pub asked: u32,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
}

/// All that is kept of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shrunk {
    /// The original's pixels, as a person sees them.
    pub width: u32,
    pub height: u32,
    /// See <https://evanw.github.io/thumbhash/>.
    pub thumbhash: Vec<u8>,
    /// Red, green, blue.
    pub average: [u8; 3],
    /// Narrowest first; at least one.
    pub renditions: Vec<Rendition>,
}

/// As [`shrink`], for who wants the files only.
pub fn renditions(bytes: &[u8], widths: &[u32]) -> Result<Vec<Rendition>, Error> {
    Ok(shrink(bytes, widths)?.renditions)
}

/// Decodes once and makes a WebP for each of `widths` that is narrower than the picture, and one in its own width for
/// the first that is not: pictures are never blown up.
pub fn shrink(bytes: &[u8], widths: &[u32]) -> Result<Shrunk, Error> {
    let header = header(bytes)?;
    let pixels = decode(bytes, &header)?;
    let (width, height) = header.turn.seen(header.width, header.height);

    let mut asked: Vec<u32> = widths.iter().copied().filter(|&wide| wide > 0).collect();
    asked.sort_unstable();
    asked.dedup();
    let fitting = asked.iter().position(|&wide| wide >= width).map_or(asked.len(), |first| first + 1);
    asked.truncate(fitting);

    let mut renditions = Vec::with_capacity(asked.len());
    for wide in asked {
        renditions.push(rendition(&pixels, &header, (width, height), wide)?);
    }
    let longest = width.max(height);
    let side = GLANCE_SIDE.min(longest);
    let (small_width, small_height) = (scaled(side, width, longest), scaled(side, height, longest));
    let small = sized(&pixels, &header, small_width, small_height)?;
    let (thumbhash, average) = glance(&small, small_width as usize, small_height as usize, pixels.channels);
    Ok(Shrunk { width, height, thumbhash, average, renditions })
}

fn rendition(pixels: &Pixels, header: &Header, seen: (u32, u32), asked: u32) -> Result<Rendition, Error> {
    let width = asked.min(seen.0);
    let height = scaled(width, seen.1, seen.0);
    let bytes = sized(pixels, header, width, height)?;
    let encoder = match pixels.channels {
        4 => webp::Encoder::from_rgba(&bytes, width, height),
        _ => webp::Encoder::from_rgb(&bytes, width, height),
    };
    let encoded = encoder.encode_simple(false, QUALITY).map_err(|error| Error::Broken(format!("{error:?}")))?;
    Ok(Rendition { asked, width, height, bytes: encoded.to_vec(), media_type: "image/webp" })
}

/// The picture, upright, in the size in which a person sees it.
fn sized(pixels: &Pixels, header: &Header, width: u32, height: u32) -> Result<Vec<u8>, Error> {
    // Turning a small picture costs less than turning a large one, so the sides are chosen as they lie in the file.
    let (stored_width, stored_height) = header.turn.seen(width, height);
    let resized = resize(pixels, stored_width, stored_height)?;
    Ok(header.turn.apply(resized, stored_width as usize, stored_height as usize, pixels.channels))
}

fn resize(pixels: &Pixels, width: u32, height: u32) -> Result<Vec<u8>, Error> {
    if (width, height) == (pixels.width, pixels.height) {
        return Ok(pixels.bytes.clone());
    }
    let kind = if pixels.channels == 4 { PixelType::U8x4 } else { PixelType::U8x3 };
    let from = ImageRef::new(pixels.width, pixels.height, &pixels.bytes, kind).map_err(broken)?;
    let mut to = Image::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new().resize(&from, &mut to, &options).map_err(broken)?;
    Ok(to.into_vec())
}

/// `side` × `part` ÷ `whole`, rounded, at least one pixel.
fn scaled(side: u32, part: u32, whole: u32) -> u32 {
    let exact = u64::from(side) * u64::from(part);
    let rounded = (exact + u64::from(whole) / 2) / u64::from(whole.max(1));
    u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
}
