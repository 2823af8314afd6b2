//! Pixels back to a file of which others are made: as good as the eye can tell, and nothing but pixels.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jpeg_encoder::ColorType;
use zune_core::bytestream::ZCursor;

use crate::Error;
use crate::inspect::{Format, broken};

/// The JPEG quality of what is shrunk afterwards.
pub(crate) const HIGH: u8 = 92;

/// The JPEG quality of what stands in an original's place.
pub(crate) const HIGHEST: u8 = 95;

/// Larger colour profiles are printers' tables; a screen's have a few kilobytes.
const LARGEST_PROFILE: usize = 1 << 20;

/// Opaque pixels become a JPEG of `quality`, without one a PNG; where something shines through, always a PNG.
pub(crate) fn written(
    pixels: Vec<u8>,
    width: u32,
    height: u32,
    profile: Option<Vec<u8>>,
    quality: Option<u8>,
) -> Result<Vec<u8>, Error> {
    let has_opacity = pixels.len() == width as usize * height as usize * 4;
    let shines_through = has_opacity && pixels.chunks_exact(4).any(|pixel| pixel[3] < 255);
    match quality {
        Some(quality) if !shines_through => {
            let color = if has_opacity { ColorType::Rgba } else { ColorType::Rgb };
            jpeg(&pixels, width, height, color, profile, quality)
        }
        _ => {
            let color = if has_opacity { png::ColorType::Rgba } else { png::ColorType::Rgb };
            png(&pixels, width, height, color, profile)
        }
    }
}

fn jpeg(
    pixels: &[u8],
    width: u32,
    height: u32,
    color: ColorType,
    profile: Option<Vec<u8>>,
    quality: u8,
) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, quality);
    if let Some(profile) = profile {
        encoder.add_icc_profile(&profile).map_err(broken)?;
    }
    // No side is longer than 16,383 pixels; `inspect` sees to it.
    encoder.encode(pixels, width as u16, height as u16, color).map_err(broken)?;
    Ok(file)
}

fn png(
    pixels: &[u8],
    width: u32,
    height: u32,
    color: png::ColorType,
    profile: Option<Vec<u8>>,
) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let mut known = png::Info::with_size(width, height);
    known.color_type = color;
    known.bit_depth = png::BitDepth::Eight;
    known.icc_profile = profile.map(Into::into);
    let encoder = png::Encoder::with_info(&mut file, known).map_err(broken)?;
    let mut writer = encoder.write_header().map_err(broken)?;
    writer.write_image_data(pixels).map_err(broken)?;
    writer.finish().map_err(broken)?;
    Ok(file)
}

/// The colour profile (ICC.1:2022) that belongs to the pixels as they are decoded here. Without it a photograph from a
/// recent telephone pales.
pub(crate) fn profile(bytes: &[u8], format: Format) -> Option<Vec<u8>> {
    // As in `decode`: whatever a decoder does with a stranger's bytes, the picture merely has no profile.
    let read = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Jpeg => {
            let mut decoder =
                zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), crate::decode::jpeg_options());
            decoder.decode_headers().ok()?;
            decoder.icc_profile()
        }
        Format::Png => {
            let mut decoder = png::Decoder::new(Cursor::new(bytes));
            decoder.set_ignore_text_chunk(true);
            let reader = decoder.read_info().ok()?;
            reader.info().icc_profile.as_ref().map(|profile| profile.to_vec())
        }
        Format::WebP => {
            let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).ok()?;
            decoder.set_memory_limit(LARGEST_PROFILE);
            decoder.icc_profile().ok().flatten()
        }
        Format::Gif => None,
    }));
    let profile = read.ok().flatten()?;
    // Grey and printers' colours are red, green and blue once decoded.
    let fits = profile.get(16..20) == Some(b"RGB ") && profile.len() <= LARGEST_PROFILE;
    fits.then_some(profile)
}
