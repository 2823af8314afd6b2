//! File to pixels.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;

use crate::Error;
use crate::inspect::{Format, Header, broken};

/// Rows of red, green, blue (and opacity when there are four channels), eight bits each, as stored.
pub(crate) struct Pixels {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
    pub channels: usize,
}

pub(crate) fn jpeg_options() -> DecoderOptions {
    // A hundred scans are ten times what a camera or a web tool writes; more only burn time.
    DecoderOptions::new_fast().jpeg_set_out_colorspace(ColorSpace::RGB).jpeg_set_max_scans(100).set_strict_mode(false)
}

/// Decodes a picture whose header was found acceptable. What is missing at the end of a truncated JPEG stays grey.
pub(crate) fn decode(bytes: &[u8], header: &Header) -> Result<Pixels, Error> {
    // Four decoders by other people read what strangers send. Should one of them panic on bytes that nobody tried
    // yet, the picture is broken and the server goes on; nothing of the decoder outlives the panic.
    let decoded = catch_unwind(AssertUnwindSafe(|| match header.format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::WebP => webp(bytes),
        Format::Gif => gif(bytes),
    }));
    let pixels = decoded.unwrap_or_else(|_| Err(Error::Broken("its decoder gave up".to_owned())))?;
    let expected = pixels.width as usize * pixels.height as usize * pixels.channels;
    if pixels.bytes.len() != expected || (pixels.width, pixels.height) != (header.width, header.height) {
        return Err(Error::Broken("it holds fewer pixels than its header says".to_owned()));
    }
    Ok(pixels)
}

fn jpeg(bytes: &[u8]) -> Result<Pixels, Error> {
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), jpeg_options());
    let bytes = decoder.decode().map_err(broken)?;
    let found = decoder.info().ok_or_else(|| Error::Broken("it has no header".to_owned()))?;
    Ok(Pixels { bytes, width: u32::from(found.width), height: u32::from(found.height), channels: 3 })
}

fn png(bytes: &[u8]) -> Result<Pixels, Error> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().ok_or_else(|| Error::Broken("its size overflows".to_owned()))?;
    let mut buffer = vec![0; size];
    let frame = reader.next_frame(&mut buffer).map_err(broken)?;
    buffer.truncate(frame.buffer_size());
    let (bytes, channels) = match frame.color_type {
        png::ColorType::Rgb => (buffer, 3),
        png::ColorType::Rgba => (buffer, 4),
        png::ColorType::Grayscale => (buffer.iter().flat_map(|&grey| [grey; 3]).collect(), 3),
        png::ColorType::GrayscaleAlpha => {
            (buffer.chunks_exact(2).flat_map(|two| [two[0], two[0], two[0], two[1]]).collect(), 4)
        }
        png::ColorType::Indexed => return Err(Error::Broken("its palette is missing".to_owned())),
    };
    Ok(Pixels { bytes, width: frame.width, height: frame.height, channels })
}

fn webp(bytes: &[u8]) -> Result<Pixels, Error> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(broken)?;
    decoder.set_memory_limit(256 << 20);
    let (width, height) = decoder.dimensions();
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let size = decoder.output_buffer_size().ok_or_else(|| Error::Broken("its size overflows".to_owned()))?;
    let mut bytes = vec![0; size];
    decoder.read_image(&mut bytes).map_err(broken)?;
    Ok(Pixels { bytes, width, height, channels })
}

/// The first frame, laid on an empty canvas.
fn gif(bytes: &[u8]) -> Result<Pixels, Error> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    options.check_frame_consistency(true);
    let mut decoder = options.read_info(bytes).map_err(broken)?;
    let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
    let mut canvas = vec![0; width * height * 4];
    let frame =
        decoder.read_next_frame().map_err(broken)?.ok_or_else(|| Error::Broken("it has no frame".to_owned()))?;
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let row_bytes = usize::from(frame.width) * 4;
    if row_bytes > 0 {
        for (y, row) in frame.buffer.chunks_exact(row_bytes).enumerate() {
            let start = ((top + y) * width + left) * 4;
            if let Some(place) = canvas.get_mut(start..start + row_bytes) {
                place.copy_from_slice(row);
            }
        }
    }
    Ok(Pixels { bytes: canvas, width: width as u32, height: height as u32, channels: 4 })
}
