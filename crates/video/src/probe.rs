//! Is this a clip that is accepted, and what is it like?

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::sniff::{HEAD, sniff};
use crate::work::{Work, input, outcome};
use crate::{Limits, Part, Refusal, Tools, container, streams};

/// Decoders that are opened without being read here; a film has a few tracks.
const MOST_UNKNOWN: usize = 32;

/// What is known about an original.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Probed {
    pub duration_ms: u64,
    /// As it is shown: turned, and with square pixels.
    pub width: u32,
    pub height: u32,
    /// Degrees clockwise by which the stored picture is turned: 0, 90, 180 or 270.
    pub rotation: u32,
    /// Frames a second, on average.
    pub frame_rate: f64,
    pub has_steady_frame_rate: bool,
    /// In FFmpeg's words: `h264`, `hevc`, `av1`.
    pub codec: String,
    /// In FFmpeg's words: `yuv420p10le`.
    pub pixel_format: String,
    /// PQ or HLG: brighter than ordinary screens can show.
    pub is_hdr: bool,
    pub is_interlaced: bool,
    pub has_sound: bool,
    /// Empty without sound.
    pub sound_codec: String,
    pub channels: u32,
    pub(crate) transfer: String,
    pub(crate) matrix: String,
    pub(crate) primaries: String,
    pub(crate) is_full_range: bool,
    pub(crate) picture_stream: u32,
    pub(crate) sound_stream: Option<u32>,
}

impl Probed {
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// `None` when [`Probed::to_json`] did not write it.
    pub fn from_json(text: &str) -> Option<Probed> {
        serde_json::from_str(text).ok()
    }

    pub fn duration(&self) -> Duration {
        Duration::from_millis(self.duration_ms)
    }
}

/// What the file at `original` is; nothing is written.
pub async fn probe(tools: &Tools, limits: &Limits, original: &Path) -> Result<Probed, Refusal> {
    let path = original.to_owned();
    tokio::task::spawn_blocking(move || look_at(&path)).await.map_err(Refusal::ours)??;
    let work = Work::new(tools, limits, Duration::from_secs(120));
    let answer = asked(&work, original).await.map_err(|refusal| match refusal {
        Refusal::TooSlow => Refusal::Hung,
        refusal => refusal,
    })?;
    let mut probed = streams::read(&answer, limits)?;
    if probed.is_hdr && !tools.zscale {
        return Err(Refusal::Unsupported { what: Part::HighRange, format: String::new() });
    }
    if probed.duration_ms == 0 {
        probed.duration_ms = played_through(&work, original, &probed).await?;
    }
    let most_ms = limits.longest.as_millis() as u64;
    if probed.duration_ms > most_ms {
        return Err(Refusal::TooLong { ms: probed.duration_ms, most_ms });
    }
    Ok(probed)
}

fn look_at(original: &Path) -> Result<(), Refusal> {
    // Asked first: to open a pipe would wait for whoever writes into it.
    let kind = std::fs::metadata(original).map_err(|error| Refusal::file(&error))?;
    if !kind.is_file() {
        return Err(Refusal::ours("the original is no file"));
    }
    let mut file = File::open(original).map_err(|error| Refusal::file(&error))?;
    glance(&mut file, kind.len())
}

/// What its first bytes and its outermost boxes tell of a file of `length` bytes, without decoding it.
pub fn glance<F: Read + Seek>(file: &mut F, length: u64) -> Result<(), Refusal> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|error| Refusal::file(&error))?;
    container::whole(file, length, sniff(&head)?)
}

/// `ffprobe` gives up where it may not open one decoder, be it that of subtitles. Those that it names are opened the next
/// time and still get nothing to read: while it looks into the file, FFmpeg asks the list of the container.
async fn asked(work: &Work<'_>, original: &Path) -> Result<Vec<u8>, Refusal> {
    let mut opened: Vec<String> = Vec::new();
    loop {
        let mut order = work.order(&work.tools.ffprobe);
        order.wall = work.limits.stall.min(Duration::from_secs(60));
        order.arguments(["-v", "error", "-print_format", "json", "-show_streams", "-show_format"]);
        order.arguments(["-probesize", "20M", "-analyzeduration", "20M"]);
        input(&mut order, original);
        if !opened.is_empty() {
            let list = format!("{},{}", streams::decoders(), opened.join(","));
            // Before the name of the file, which is the last.
            let at = order.arguments.len() - 2;
            let each = ["v", "a", "s"].into_iter().flat_map(|kind| [format!("-codec_whitelist:{kind}"), list.clone()]);
            order.arguments.splice(at..at, each.map(Into::into));
        }
        let ended = work.run_to_its_end(&order, |_| {}).await?;
        let more: Vec<String> = not_listed(&ended.said).filter(|name| !opened.contains(name)).collect();
        if ended.well || more.is_empty() || opened.len() > MOST_UNKNOWN {
            return outcome(ended).map(|ended| ended.stdout);
        }
        opened.extend(more);
    }
}

/// Decoders that FFmpeg may not open, by its own names.
fn not_listed(said: &str) -> impl Iterator<Item = String> {
    let is_name = |name: &&str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let names = said.lines().filter_map(|line| line.split_once("Codec (")?.1.split_once(") not on whitelist"));
    let names: BTreeSet<String> = names.map(|(name, _)| name).filter(is_name).map(str::to_owned).collect();
    names.into_iter()
}

/// Browsers that record write no duration: the packets are counted, without decoding them.
async fn played_through(work: &Work<'_>, original: &Path, probed: &Probed) -> Result<u64, Refusal> {
    let mut order = work.ffmpeg("error");
    order.arguments(["-t".to_owned(), work.longest()]);
    input(&mut order, original);
    order.arguments(["-map".to_owned(), format!("0:{}", probed.picture_stream)]);
    order.arguments(["-c", "copy", "-f", "null", "-"]);
    let mut us = 0;
    work.run(&order, |line| {
        if let Some(time) = line.strip_prefix("out_time_us=").and_then(|time| time.parse::<u64>().ok()) {
            us = us.max(time);
        }
    })
    .await?;
    Ok((us / 1000).max(1))
}
