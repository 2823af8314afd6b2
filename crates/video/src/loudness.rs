//! How loud is it, and what makes all clips about equally loud?
//!
//! ITU-R BS.1770-4 and EBU R 128, as FFmpeg's `ebur128` measures it.

use crate::Refusal;
use crate::work::{Work, input};
use std::path::Path;

/// What clips come to, in LUFS: what the large video platforms play at.
const TARGET: f32 = -14.0;
/// Below this there is silence or noise, which is left as it is.
const SILENCE: f32 = -55.0;
/// A whisper is not made a shout.
const MOST_GAIN: f32 = 20.0;
/// True peak that is left, in dBTP: AAC overshoots a little.
const PEAK: f32 = -2.0;

/// As it was recorded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Loudness {
    /// Of the whole, in LUFS.
    pub integrated: f32,
    /// True peak, in dBTP.
    pub peak: f32,
}

/// `None` when there is a track of sound without any in it.
pub(crate) async fn measured(
    work: &Work<'_>,
    original: &Path,
    stream: u32,
    channels: u32,
) -> Result<Option<Loudness>, Refusal> {
    let mut order = work.ffmpeg("info");
    order.arguments(["-vn".to_owned(), "-t".to_owned(), work.longest()]);
    input(&mut order, original);
    order.arguments(["-map".to_owned(), format!("0:{stream}")]);
    let filters = format!("{}ebur128=peak=true:framelog=verbose", narrowed(channels));
    order.arguments(["-af", &filters, "-f", "null", "-"]);
    let mut us = 0;
    let ended = work
        .run(&order, |line| {
            us = line.strip_prefix("out_time_us=").and_then(|time| time.parse::<i64>().ok()).unwrap_or(us);
        })
        .await?;
    Ok(if us > 0 { read(&ended.said) } else { None })
}

/// Beyond eight channels nobody knows where the loudspeakers stand: the first two are taken.
pub(crate) fn narrowed(channels: u32) -> &'static str {
    if channels > 8 { "pan=stereo|c0=c0|c1=c1," } else { "" }
}

/// The summary that `ebur128` prints.
fn read(said: &str) -> Option<Loudness> {
    let summary = said.rsplit_once("Summary:")?.1;
    let figure = |name: &str| {
        let line = summary.lines().map(str::trim).find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<f32>().ok()
    };
    Some(Loudness { integrated: figure("I:")?, peak: figure("Peak:")? })
}

impl Loudness {
    /// Filters that bring it to [`TARGET`]; only peaks that would be cut off are bent. Empty where it is silent.
    pub fn filters(self) -> String {
        if self.integrated < SILENCE || !self.peak.is_finite() {
            return String::new();
        }
        let gain = (TARGET - self.integrated).min(MOST_GAIN);
        let mut filters = format!(",volume={gain:.2}dB");
        if self.peak + gain > PEAK {
            let limit = 10_f32.powf(PEAK / 20.0);
            filters.push_str(&format!(",alimiter=limit={limit:.4}:attack=5:release=80:level=disabled"));
        }
        filters
    }
}

#[cfg(test)]
mod tests {
    use super::{Loudness, read};

    #[test]
    fn a_summary_is_read_and_its_sound_brought_to_one_loudness() {
        let said = "x Summary:\n\n  Integrated loudness:\n    I:         -23.0 LUFS\n    Threshold: -33.0 LUFS\n\n  \
                    True peak:\n    Peak:      -12.5 dBFS\n";
        let loudness = read(said).unwrap();
        assert_eq!(loudness, Loudness { integrated: -23.0, peak: -12.5 });
        assert_eq!(loudness.filters(), ",volume=9.00dB");
        assert!(Loudness { peak: -3.0, ..loudness }.filters().contains("alimiter"));
        assert_eq!(Loudness { integrated: -70.0, peak: f32::NEG_INFINITY }.filters(), "");
        assert_eq!(read("Summary: I: x"), None);
    }
}
