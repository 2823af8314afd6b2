//! In which sizes is a clip kept?

use crate::Probed;

/// Of a frame, in pixels. Both even: H.264 with colours at half the resolution has no odd ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// The short edges of renditions.
const RUNGS: [u32; 3] = [1080, 720, 480];

/// Frames smaller than this, H.264 encoders refuse.
const LEAST: u32 = 16;

impl Size {
    pub fn short_edge(self) -> u32 {
        self.width.min(self.height)
    }

    pub fn long_edge(self) -> u32 {
        self.width.max(self.height)
    }

    /// The most bits a second that this size is given: what good streaming ladders give it, and a bound for the disk.
    pub(crate) fn most_bitrate(self) -> u64 {
        match u64::from(self.width) * u64::from(self.height) {
            0..230_400 => 1_000_000,
            230_400..480_000 => 1_600_000,
            480_000..1_300_000 => 3_500_000,
            1_300_000..2_800_000 => 7_000_000,
            _ => 14_000_000,
        }
    }

    /// The same shape with this short edge; both edges even.
    pub(crate) fn with_short_edge(self, edge: u32) -> Size {
        let share = f64::from(edge) / f64::from(self.short_edge().max(1));
        Size { width: even(f64::from(self.width) * share), height: even(f64::from(self.height) * share) }
    }
}

fn even(pixels: f64) -> u32 {
    (((pixels / 2.0).round() as u32) * 2).max(LEAST)
}

/// Sizes of the renditions, largest first: short edges of 1080, 720 and 480, none larger than the original. A clip that
/// is smaller has one, of its own size.
pub fn ladder(probed: &Probed) -> Vec<Size> {
    let own = Size { width: probed.width, height: probed.height };
    let sizes: Vec<Size> =
        RUNGS.into_iter().filter(|&rung| rung <= own.short_edge()).map(|rung| own.with_short_edge(rung)).collect();
    if sizes.is_empty() { vec![own.with_short_edge(own.short_edge())] } else { sizes }
}

#[cfg(test)]
mod tests {
    use super::ladder;
    use crate::Probed;

    #[test]
    fn sizes_are_even_and_never_larger_than_the_original() {
        for (width, height, want) in [
            (1080, 1920, "1080x1920 720x1280 480x854"),
            (1920, 1080, "1920x1080 1280x720 854x480"),
            (3840, 2160, "1920x1080 1280x720 854x480"),
            (1280, 720, "1280x720 854x480"),
            (640, 480, "640x480"),
            (1000, 1000, "720x720 480x480"),
            (321, 577, "322x578"),
            (270, 480, "270x480"),
            (1, 1, "16x16"),
            (8192, 100, "8192x100"),
        ] {
            let probed = Probed { width, height, ..Probed::default() };
            let sizes: Vec<String> =
                ladder(&probed).into_iter().map(|size| format!("{}x{}", size.width, size.height)).collect();
            assert_eq!(sizes.join(" "), want);
        }
    }
}
