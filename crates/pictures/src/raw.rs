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
