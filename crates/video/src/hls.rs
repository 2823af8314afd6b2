//! Renditions cut into segments (RFC 8216), so that a long clip plays at the speed of whoever watches.
//!
//! Each rendition becomes one file of fragments and a playlist of ranges in it; nothing is encoded anew.

use std::fmt::Write;
use std::path::Path;

use crate::made::{File, Kind, file};
use crate::work::{Work, input};
use crate::{Refusal, Size};

/// Shorter clips are fetched as a whole.
pub(crate) const LONGER_THAN_MS: u64 = 60_000;
/// Of a segment, in seconds; keyframes stand every two.
const SEGMENT: &str = "4";
const MASTER: &str = "master.m3u8";

/// Playlists and segments beside the renditions in `folder`; the master is the first.
pub(crate) async fn cut(work: &Work<'_>, folder: &Path, renditions: &[File]) -> Result<Vec<File>, Refusal> {
    let mut streams = Vec::new();
    let mut files = Vec::new();
    for rendition in renditions {
        let stem = rendition.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let (playlist, segments) = (format!("{stem}.m3u8"), format!("{stem}.m4s"));
        let mut order = work.ffmpeg("error");
        order.folder = folder.to_owned();
        order.file = rendition.bytes * 2 + (16 << 20);
        input(&mut order, &rendition.path);
        order.arguments(["-map", "0", "-c", "copy", "-map_metadata", "-1", "-f", "hls", "-hls_time", SEGMENT]);
        order.arguments(["-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"]);
        order.arguments(["-hls_flags", "single_file+independent_segments"]);
        // Names without a folder, because a percent sign in one would be taken for a number's place.
        order.arguments(["-hls_segment_filename", &segments, &playlist]);
        work.run(&order, |_| {}).await?;
        let size = Size { width: rendition.width, height: rendition.height };
        let text = std::fs::read_to_string(folder.join(&playlist)).map_err(|error| Refusal::file(&error))?;
        streams.push(stream(rendition, &text, &playlist, &codecs(work, &rendition.path).await?));
        files.push(file(folder, &playlist, Kind::Playlist, size, 0)?);
        files.push(File { bitrate: rendition.bitrate, ..file(folder, &segments, Kind::Segments, size, 0)? });
    }
    let master = format!("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n{}", streams.concat());
    std::fs::write(folder.join(MASTER), master).map_err(|error| Refusal::file(&error))?;
    files.insert(0, file(folder, MASTER, Kind::Master, Size { width: 0, height: 0 }, 0)?);
    Ok(files)
}

/// Two lines of the master (RFC 8216, 4.3.4.2).
fn stream(rendition: &File, playlist: &str, name: &str, codecs: &str) -> String {
    let mut lines = String::new();
    let File { width, height, bitrate, .. } = rendition;
    let peak = peak(playlist).max(*bitrate);
    let _ = writeln!(
        lines,
        "#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={bitrate},RESOLUTION={width}x{height},CODECS=\"{codecs}\"\n{name}"
    );
    lines
}

/// Of the segment with most bits a second.
fn peak(playlist: &str) -> u64 {
    let (mut seconds, mut peak) = (0.0_f64, 0.0_f64);
    for line in playlist.lines() {
        if let Some(length) = line.strip_prefix("#EXTINF:") {
            seconds = length.trim_end_matches(',').parse().unwrap_or(0.0);
        } else if let Some(range) = line.strip_prefix("#EXT-X-BYTERANGE:") {
            let bytes: f64 = range.split('@').next().and_then(|bytes| bytes.parse().ok()).unwrap_or(0.0);
            // The last one may be too short to count.
            if seconds >= 1.0 {
                peak = peak.max(bytes * 8.0 / seconds);
            }
        }
    }
    peak as u64
}

/// As RFC 6381 has them: `avc1.64001f,mp4a.40.2`.
async fn codecs(work: &Work<'_>, rendition: &Path) -> Result<String, Refusal> {
    let mut order = work.order(&work.tools.ffprobe);
    order.arguments(["-v", "error", "-show_entries", "stream=codec_name,level", "-of", "csv=p=0"]);
    input(&mut order, rendition);
    let ended = work.run(&order, |_| {}).await?;
    let answer = String::from_utf8_lossy(&ended.stdout);
    let mut codecs = Vec::new();
    for line in answer.lines() {
        match line.trim().split_once(',') {
            // All our renditions have the High profile (100).
            Some(("h264", level)) => codecs.push(format!("avc1.6400{:02x}", level.parse::<u8>().unwrap_or(40))),
            _ if line.starts_with("aac") => codecs.push("mp4a.40.2".to_owned()),
            _ => {}
        }
    }
    Ok(codecs.join(","))
}

#[cfg(test)]
mod tests {
    use super::peak;

    #[test]
    fn bandwidth_is_that_of_the_heaviest_segment() {
        let playlist = "#EXTINF:4.000000,\n#EXT-X-BYTERANGE:1000@0\na\n#EXTINF:4.0,\n#EXT-X-BYTERANGE:5000@1000\na\n\
                        #EXTINF:0.1,\n#EXT-X-BYTERANGE:5000@6000\na\n";
        assert_eq!(peak(playlist), 10_000);
        assert_eq!(peak("#EXTINF:x\n#EXT-X-BYTERANGE:y"), 0);
    }
}
