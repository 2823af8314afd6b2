//! Pixels that were made here, to a file.

use jpeg_encoder::ColorType;

use crate::Error;
use crate::inspect::broken;

/// A JPEG file of red, green and blue, row by row; `quality` up to 100.
pub fn jpeg(pixels: &[u8], width: u32, height: u32, quality: u8) -> Result<Vec<u8>, Error> {
    let too_large = |_| Error::TooLarge { width, height };
    let (wide, high) = (u16::try_from(width).map_err(too_large)?, u16::try_from(height).map_err(too_large)?);
    let mut file = Vec::new();
    jpeg_encoder::Encoder::new(&mut file, quality).encode(pixels, wide, high, ColorType::Rgb).map_err(broken)?;
    Ok(file)
}

/// A PNG file of red, green, blue and, where `opacity` is, how much it covers.
pub fn png(pixels: &[u8], width: u32, height: u32, opacity: bool) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(if opacity { png::ColorType::Rgba } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(broken)?;
    writer.write_image_data(pixels).map_err(broken)?;
    writer.finish().map_err(broken)?;
    Ok(file)
}
