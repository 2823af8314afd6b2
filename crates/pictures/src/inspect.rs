//! What a file says about itself in its first bytes.

use std::io::Cursor;

use zune_core::bytestream::ZCursor;

use crate::Error;
use crate::turn::Turn;

/// Forty megapixels are 120 MB once decoded; no page shows more than a fraction of them.
pub const MOST_PIXELS: u64 = 40_000_000;

/// WebP knows no longer side than this.
const LONGEST_SIDE: u32 = 16_383;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
}

impl Format {
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::WebP => "image/webp",
            Format::Gif => "image/gif",
        }
    }

    /// By its signature; what a server or a file name claims is not asked.
    pub(crate) fn of(bytes: &[u8]) -> Option<Format> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Format::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Format::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::WebP),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inspected {
    pub format: Format,
    /// Pixels as a person sees them, after turning.
    pub width: u32,
    pub height: u32,
}

/// Format and dimensions, from the header alone. A picture that is too large to be decoded is an error here already.
pub fn inspect(bytes: &[u8]) -> Result<Inspected, Error> {
    let header = header(bytes)?;
    let (width, height) = header.turn.seen(header.width, header.height);
    Ok(Inspected { format: header.format, width, height })
}

pub(crate) struct Header {
    pub format: Format,
    /// As stored, before turning.
    pub width: u32,
    pub height: u32,
    pub turn: Turn,
}

pub(crate) fn header(bytes: &[u8]) -> Result<Header, Error> {
    let format = Format::of(bytes).ok_or(Error::Unknown)?;
    let (width, height, exif) = match format {
        Format::Jpeg => jpeg(bytes)?,
        Format::Png => png(bytes)?,
        Format::WebP => webp(bytes)?,
        Format::Gif => gif(bytes)?,
    };
    if width == 0 || height == 0 {
        return Err(Error::Broken("it has no pixels".to_owned()));
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || width > LONGEST_SIDE || height > LONGEST_SIDE {
        return Err(Error::TooLarge { width, height });
    }
    let turn = exif.map_or(Turn::NONE, |exif| Turn::from_exif(&exif));
    Ok(Header { format, width, height, turn })
}

type Read = Result<(u32, u32, Option<Vec<u8>>), Error>;

fn jpeg(bytes: &[u8]) -> Read {
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), crate::decode::jpeg_options());
    decoder.decode_headers().map_err(broken)?;
    let found = decoder.info().ok_or_else(|| Error::Broken("it has no header".to_owned()))?;
    Ok((u32::from(found.width), u32::from(found.height), decoder.exif().cloned()))
}

fn png(bytes: &[u8]) -> Read {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    let found = decoder.read_header_info().map_err(broken)?;
    let (width, height) = (found.width, found.height);
    // The EXIF block may stand at any distance from the header, so it is looked for by its name.
    let exif = crate::kept::png::chunks(bytes).find(|chunk| &chunk.name == b"eXIf").map(|chunk| chunk.payload.to_vec());
    Ok((width, height, exif))
}

fn webp(bytes: &[u8]) -> Read {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(broken)?;
    decoder.set_memory_limit(1 << 20);
    let (width, height) = decoder.dimensions();
    let exif = decoder.exif_metadata().ok().flatten();
    Ok((width, height, exif))
}

fn gif(bytes: &[u8]) -> Read {
    let decoder = gif::Decoder::new(bytes).map_err(broken)?;
    Ok((u32::from(decoder.width()), u32::from(decoder.height()), None))
}

pub(crate) fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}
