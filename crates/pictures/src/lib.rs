//! **What does this picture look like, smaller?**
//!
//! Bytes in, bytes out: JPEG, PNG, WebP and the first frame of a GIF become WebP in the widths that a page asks for,
//! turned the way the camera was held, and without anything that the camera wrote besides the pixels (a photograph's
//! EXIF block says where it was taken). Dimensions are read, and refused, before any pixel is decoded.
//!
//! What an editor uploads is [`stripped`] before it is kept, [`crop`] and [`around`] cut a part out of it, and [`card`]
//! lays a headline over it for the networks where a link is shown; [`slide`]s are the pages of a clip.
//!
//! The decoders are safe Rust, because strangers choose what they read. The encoder is libwebp, in C, because no
//! encoder of lossy WebP in Rust comes near it; it sees nothing but pixels of our own.

mod card;
mod cut;
mod decode;
mod glance;
mod inspect;
mod kept;
mod raw;
mod shrink;
mod slide;
mod turn;
mod written;

pub use card::{Card, card};
pub use cut::{Crop, around, crop};
pub use inspect::{Format, Inspected, MOST_PIXELS, inspect};
pub use kept::stripped;
pub use raw::{jpeg, png};
pub use shrink::{Rendition, Shrunk, renditions, shrink};
pub use slide::{Colours, Drawn, Pictured, SLIDE, Slide, pictured, slide};

/// Why a picture cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("this is not a JPEG, PNG, WebP or GIF picture")]
    Unknown,
    #[error("the picture claims {width} × {height} pixels, more than is decoded here")]
    TooLarge { width: u32, height: u32 },
    #[error("the built-in fonts lack letters of this text")]
    Letters,
    #[error("the picture is broken: {0}")]
    Broken(String),
}
