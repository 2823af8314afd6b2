//! **Which part of it?** Cut out by hand, or around the point that must stay.

use crate::Error;
use crate::decode::decode;
use crate::inspect::header;
use crate::turn::Turn;
use crate::written::{HIGH, profile, written};

/// A part of a picture, in thousandths of its upright sides. What reaches over an edge ends there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crop {
    pub left: u16,
    pub top: u16,
    pub width: u16,
    pub height: u16,
}

/// That part of the picture, upright and without metadata: a JPEG, or a PNG where something shines through.
pub fn crop(bytes: &[u8], crop: Crop) -> Result<Vec<u8>, Error> {
    cut(bytes, |width, height| {
        let (left, right) = span(crop.left, crop.width, width);
        let (top, bottom) = span(crop.top, crop.height, height);
        Area { left, top, width: right - left, height: bottom - top }
    })
}

/// The largest part of the shape `ratio` (width, height) that has `focus` (from left, from top, in thousandths of the
/// upright picture) as near its middle as the edges allow. Otherwise as [`crop`].
pub fn around(bytes: &[u8], focus: (u16, u16), ratio: (u32, u32)) -> Result<Vec<u8>, Error> {
    cut(bytes, |width, height| area_around((width, height), focus, ratio))
}

/// Pixels, at least one each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Area {
    /// Where this part of the upright picture lies in the file (`stored` is the picture's size there).
    pub fn stored(self, turn: Turn, stored: (u32, u32)) -> Area {
        let Area { left, top, width, height } = self;
        // The corners as the file has them; which of them is the upper left one depends on the turn.
        let (one_x, one_y) = turn.from(left, top, stored.0, stored.1);
        let (other_x, other_y) = turn.from(left + width - 1, top + height - 1, stored.0, stored.1);
        let (width, height) = turn.seen(width, height);
        Area { left: one_x.min(other_x), top: one_y.min(other_y), width, height }
    }
}

pub(crate) fn area_around((width, height): (u32, u32), focus: (u16, u16), ratio: (u32, u32)) -> Area {
    let (across, down) = (u64::from(ratio.0.max(1)), u64::from(ratio.1.max(1)));
    let (wide, high) = (u64::from(width), u64::from(height));
    let (new_width, new_height) = if wide * down > high * across {
        (((high * across + down / 2) / down).clamp(1, wide) as u32, height)
    } else {
        (width, ((wide * down + across / 2) / across).clamp(1, high) as u32)
    };
    let start = |focus: u16, side: u32, part: u32| {
        let middle = (u64::from(side) * u64::from(focus.min(1000)) / 1000) as u32;
        middle.saturating_sub(part / 2).min(side - part)
    };
    Area {
        left: start(focus.0, width, new_width),
        top: start(focus.1, height, new_height),
        width: new_width,
        height: new_height,
    }
}

fn cut(bytes: &[u8], choose: impl Fn(u32, u32) -> Area) -> Result<Vec<u8>, Error> {
    let header = header(bytes)?;
    let pixels = decode(bytes, &header)?;
    let seen = header.turn.seen(header.width, header.height);
    let area = choose(seen.0, seen.1);
    let stored = area.stored(header.turn, (header.width, header.height));

    let row = pixels.width as usize * pixels.channels;
    let part = stored.width as usize * pixels.channels;
    let mut kept = Vec::with_capacity(part * stored.height as usize);
    for line in pixels.bytes.chunks_exact(row).skip(stored.top as usize).take(stored.height as usize) {
        let start = stored.left as usize * pixels.channels;
        kept.extend_from_slice(&line[start..start + part]);
    }
    let upright = header.turn.apply(kept, stored.width as usize, stored.height as usize, pixels.channels);
    written(upright, area.width, area.height, profile(bytes, header.format), Some(HIGH))
}

/// First pixel and the one after the last.
fn span(start: u16, length: u16, side: u32) -> (u32, u32) {
    let at = |thousandths: u32| ((u64::from(side) * u64::from(thousandths.min(1000)) + 500) / 1000) as u32;
    let first = at(u32::from(start)).min(side - 1);
    (first, at(u32::from(start) + u32::from(length)).clamp(first + 1, side))
}

#[cfg(test)]
mod tests {
    use super::{Area, area_around};

    #[test]
    fn the_focal_point_is_as_near_the_middle_as_the_edges_allow() {
        for (size, focus, ratio, (left, top, width, height)) in [
            ((1000, 500), (500, 500), (1, 1), (250, 0, 500, 500)),
            ((1000, 500), (100, 500), (1, 1), (0, 0, 500, 500)),
            ((1000, 500), (1000, 0), (1, 1), (500, 0, 500, 500)),
            ((1000, 500), (500, 900), (4, 1), (0, 250, 1000, 250)),
            ((1000, 500), (9999, 9999), (2, 1), (0, 0, 1000, 500)),
            ((1, 1), (500, 500), (16, 9), (0, 0, 1, 1)),
            ((3, 4000), (0, 1000), (4000, 1), (0, 3999, 3, 1)),
            ((7, 7), (500, 500), (0, 0), (0, 0, 7, 7)),
            ((7, 7), (500, 500), (u32::MAX, 1), (0, 3, 7, 1)),
        ] {
            assert_eq!(
                area_around(size, focus, ratio),
                Area { left, top, width, height },
                "{size:?} {focus:?} {ratio:?}"
            );
        }
    }
}
