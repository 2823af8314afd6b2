//! **What of an upload may be kept?** Its pixels, the order in which they are shown, and what their colours mean.
//!
//! Every format is taken apart into its blocks, and only blocks known to be harmless are put together again: a list of
//! what to leave out would miss the next maker's own block. Pixels are copied, not compressed again, unless the picture
//! has to be turned.

mod gif;
mod jpeg;
pub(crate) mod png;
mod webp;

use crate::Error;
use crate::decode::decode;
use crate::inspect::{Format, Header, header};
use crate::turn::Turn;
use crate::written::{HIGHEST, profile, written};

/// The same picture, upright, without anything that tells where, when or by whom it was taken: EXIF, XMP, comments,
/// thumbnails and whatever hangs behind its end are gone. Format and pixels stay to the bit, unless it has to be turned:
/// then it is a JPEG of high quality, or a PNG where its own format was lossless or something shines through.
pub fn stripped(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let header = header(bytes)?;
    if header.turn == Turn::NONE {
        let kept = match header.format {
            Format::Jpeg => jpeg::kept(bytes),
            Format::Png => png::kept(bytes),
            Format::WebP => webp::kept(bytes),
            Format::Gif => gif::kept(bytes),
        };
        let same = Header { turn: Turn::NONE, ..header };
        if decode(&kept, &same).is_ok() {
            return Ok(kept);
        }
    }
    // To be turned, or so oddly made that its blocks alone are no picture: then its pixels must do.
    let pixels = decode(bytes, &header)?;
    let (width, height) = header.turn.seen(header.width, header.height);
    let upright = header.turn.apply(pixels.bytes, header.width as usize, header.height as usize, pixels.channels);
    let lossless = match header.format {
        Format::Jpeg => false,
        Format::Png | Format::Gif => true,
        Format::WebP => webp::is_lossless(bytes),
    };
    written(upright, width, height, profile(bytes, header.format), (!lossless).then_some(HIGHEST))
}
