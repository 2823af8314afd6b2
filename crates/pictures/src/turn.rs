//! Which way up: the orientation that a camera notes beside the pixels (EXIF 2.32, tag 0x0112).

/// One of the eight ways to turn and mirror a rectangle, numbered as in EXIF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn(u8);

impl Turn {
    pub const NONE: Turn = Turn(1);

    /// Reads the orientation from an EXIF block (with or without its `Exif\0\0` prefix); `NONE` when there is none.
    pub fn from_exif(block: &[u8]) -> Turn {
        orientation(block).filter(|number| (1..=8).contains(number)).map_or(Turn::NONE, |number| Turn(number as u8))
    }

    pub fn swaps_sides(self) -> bool {
        self.0 >= 5
    }

    /// Width and height as a person sees them.
    pub fn seen(self, width: u32, height: u32) -> (u32, u32) {
        if self.swaps_sides() { (height, width) } else { (width, height) }
    }

    /// Where the pixel that a person sees at `x`, `y` is stored in a file of `width` × `height`.
    pub fn from(self, x: u32, y: u32, width: u32, height: u32) -> (u32, u32) {
        match self.0 {
            2 => (width - 1 - x, y),
            3 => (width - 1 - x, height - 1 - y),
            4 => (x, height - 1 - y),
            5 => (y, x),
            6 => (y, height - 1 - x),
            7 => (width - 1 - y, height - 1 - x),
            8 => (width - 1 - y, x),
            _ => (x, y),
        }
    }

    /// Turns `pixels` (`width` × `height`, `channels` bytes each) upright.
    pub fn apply(self, pixels: Vec<u8>, width: usize, height: usize, channels: usize) -> Vec<u8> {
        if self == Turn::NONE {
            return pixels;
        }
        let (seen_width, seen_height) = if self.swaps_sides() { (height, width) } else { (width, height) };
        let mut turned = Vec::with_capacity(pixels.len());
        for y in 0..seen_height {
            for x in 0..seen_width {
                let (from_x, from_y) = self.from(x as u32, y as u32, width as u32, height as u32);
                let start = (from_y as usize * width + from_x as usize) * channels;
                turned.extend_from_slice(&pixels[start..start + channels]);
            }
        }
        turned
    }
}

fn orientation(block: &[u8]) -> Option<u16> {
    let tiff = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    let little = match tiff.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let high_low = (usize::from(short(4)?), usize::from(short(6)?));
    let directory = if little { high_low.1 << 16 | high_low.0 } else { high_low.0 << 16 | high_low.1 };
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map(|entry| directory + 2 + entry * 12)
        .find(|&at| short(at) == Some(0x0112))
        .and_then(|at| short(at + 8))
}

#[cfg(test)]
mod tests {
    use super::Turn;

    pub(crate) fn exif(number: u8) -> Vec<u8> {
        let mut block = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        block.extend([number, 0, 0, 0, 0, 0, 0]);
        block
    }

    #[test]
    fn pictures_are_turned_as_the_camera_was_held() {
        // Stored: A B C / D E F. What a person sees, row by row, for each of EXIF's eight numbers.
        for (number, seen) in [
            (1, "ABCDEF"),
            (2, "CBAFED"),
            (3, "FEDCBA"),
            (4, "DEFABC"),
            (5, "ADBECF"),
            (6, "DAEBFC"),
            (7, "FCEBDA"),
            (8, "CFBEAD"),
        ] {
            let turn = Turn::from_exif(&exif(number));
            assert_eq!(String::from_utf8(turn.apply(b"ABCDEF".to_vec(), 3, 2, 1)).unwrap(), seen, "{number}");
        }
    }

    #[test]
    fn a_senseless_exif_block_turns_nothing() {
        for block in [
            &b""[..],
            b"Exif\0\0",
            b"Exif\0\0MM\0\x2a\xff\xff\xff\xff",
            b"II\x2a\0\x08\0\0\0\xff\xff",
            &exif(9),
            &exif(0),
        ] {
            assert_eq!(Turn::from_exif(block), Turn::NONE);
        }
    }
}
