//! What an edition accepts, and what making renditions of it may cost.

use std::time::Duration;

/// Whoever hands out work takes it for lost after three hours.
const LONGEST_WORK: Duration = Duration::from_secs(2 * 3600 + 1800);

#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// The longest clip.
    pub longest: Duration,
    /// Pixels of the longer edge.
    pub largest_edge: u32,
    /// Pixels of a frame.
    pub most_pixels: u64,
    /// Frames a second, on average. What is shown never has more than 60.
    pub frame_rate: u32,
    /// Bytes of address space of one process.
    pub memory: u64,
    /// Threads for decoding and encoding.
    pub threads: u32,
    /// A process that gets no further for so long has hung.
    pub stall: Duration,
    /// For each second of the clip the work on it may take so many, and two minutes more.
    pub seconds_a_second: u32,
    /// How far processes stand back behind the server (`nice`).
    pub niceness: i32,
}

impl Default for Limits {
    fn default() -> Limits {
        let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get() as u32);
        Limits {
            longest: Duration::from_secs(600),
            largest_edge: 8192,
            most_pixels: 8192 * 4320,
            frame_rate: 240,
            memory: 6 << 30,
            threads: cores.clamp(1, 8),
            stall: Duration::from_secs(60),
            seconds_a_second: 20,
            niceness: 10,
        }
    }
}

impl Limits {
    /// How long the work on a clip of this length may take.
    pub(crate) fn patience(&self, duration: Duration) -> Duration {
        (Duration::from_secs(120) + duration.min(self.longest) * self.seconds_a_second).min(LONGEST_WORK)
    }
}
