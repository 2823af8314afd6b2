//! What `ffprobe` says, read.

use serde::Deserialize;

use crate::probe::Probed;
use crate::{Limits, Part, Refusal};

/// Codecs that are read here: FFmpeg's name, its decoders that may do it.
const CODECS: &[(&str, &str)] = &[
    ("h264", "h264,libopenh264"),
    ("hevc", "hevc"),
    ("vp8", "vp8,libvpx"),
    ("vp9", "vp9,libvpx-vp9"),
    ("av1", "libdav1d,libaom-av1,av1"),
    ("mpeg4", "mpeg4"),
    ("mpeg2video", "mpeg2video"),
    ("mpeg1video", "mpeg1video"),
    ("h263", "h263"),
    ("h263p", "h263p"),
    ("flv1", "flv"),
    ("vp6", "vp6"),
    ("vp6f", "vp6f"),
    ("flashsv", "flashsv"),
    ("flashsv2", "flashsv2"),
    ("msmpeg4v2", "msmpeg4v2"),
    ("msmpeg4v3", "msmpeg4"),
    ("wmv1", "wmv1"),
    ("wmv2", "wmv2"),
    ("wmv3", "wmv3"),
    ("vc1", "vc1"),
    ("mjpeg", "mjpeg"),
    ("theora", "theora"),
    ("prores", "prores"),
    ("dnxhd", "dnxhd"),
    ("dvvideo", "dvvideo"),
    ("cfhd", "cfhd"),
    ("qtrle", "qtrle"),
    ("png", "png"),
    ("svq3", "svq3"),
    ("cinepak", "cinepak"),
    ("ffv1", "ffv1"),
    ("huffyuv", "huffyuv"),
    ("ffvhuff", "ffvhuff"),
    ("utvideo", "utvideo"),
    ("v210", "v210"),
    ("rawvideo", "rawvideo"),
    ("aac", "aac"),
    ("aac_latm", "aac_latm"),
    ("mp3", "mp3float,mp3"),
    ("mp2", "mp2float,mp2"),
    ("opus", "opus,libopus"),
    ("vorbis", "vorbis,libvorbis"),
    ("flac", "flac"),
    ("alac", "alac"),
    ("ac3", "ac3"),
    ("eac3", "eac3"),
    ("dts", "dca"),
    ("truehd", "truehd"),
    ("nellymoser", "nellymoser"),
    ("amr_nb", "amrnb"),
    ("amr_wb", "amrwb"),
    ("wmav1", "wmav1"),
    ("wmav2", "wmav2"),
    ("wmapro", "wmapro"),
    ("speex", "speex,libspeex"),
    ("adpcm_ima_wav", "adpcm_ima_wav"),
    ("adpcm_ms", "adpcm_ms"),
    ("adpcm_swf", "adpcm_swf"),
    ("pcm_s16le", "pcm_s16le"),
    ("pcm_s16be", "pcm_s16be"),
    ("pcm_s24le", "pcm_s24le"),
    ("pcm_s24be", "pcm_s24be"),
    ("pcm_s32le", "pcm_s32le"),
    ("pcm_s32be", "pcm_s32be"),
    ("pcm_f32le", "pcm_f32le"),
    ("pcm_f32be", "pcm_f32be"),
    ("pcm_f64le", "pcm_f64le"),
    ("pcm_f64be", "pcm_f64be"),
    ("pcm_s8", "pcm_s8"),
    ("pcm_u8", "pcm_u8"),
    ("pcm_bluray", "pcm_bluray"),
    ("pcm_dvd", "pcm_dvd"),
    ("pcm_alaw", "pcm_alaw"),
    ("pcm_mulaw", "pcm_mulaw"),
];

/// A film's pictures are seldom kept so, a cover's always.
const STILLS: [&str; 2] = ["mjpeg", "png"];

/// For FFmpeg's `-codec_whitelist`.
pub(crate) fn decoders() -> String {
    CODECS.iter().map(|(_, decoders)| *decoders).collect::<Vec<_>>().join(",")
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Answer {
    streams: Vec<Stream>,
    format: Format,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Format {
    format_name: String,
    start_time: Option<String>,
    duration: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Stream {
    index: u32,
    codec_type: String,
    codec_name: String,
    codec_long_name: String,
    codec_tag_string: String,
    pix_fmt: String,
    width: u32,
    height: u32,
    sample_aspect_ratio: String,
    field_order: String,
    r_frame_rate: String,
    avg_frame_rate: String,
    color_range: String,
    color_space: String,
    color_transfer: String,
    color_primaries: String,
    start_time: Option<String>,
    duration: Option<String>,
    channels: u32,
    disposition: Disposition,
    side_data_list: Vec<SideData>,
    tags: Tags,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Tags {
    /// Matroska's: `00:00:02.960000000`.
    #[serde(rename = "DURATION")]
    duration: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Disposition {
    default: u8,
    attached_pic: u8,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SideData {
    rotation: Option<f64>,
}

/// From `ffprobe -print_format json -show_streams -show_format`. A duration of 0 means that the file does not say.
pub(crate) fn read(json: &[u8], limits: &Limits) -> Result<Probed, Refusal> {
    let answer: Answer = serde_json::from_slice(json)
        .map_err(|error| Refusal::ours(format!("ffprobe answered in a way that is not understood: {error}")))?;
    let sound = best(&answer.streams, "audio");
    let picture = best(&answer.streams, "video").ok_or_else(|| match sound {
        Some(_) => Refusal::NoPicture,
        None => Refusal::Broken { said: "neither pictures nor sound are in it".to_owned() },
    })?;
    for stream in std::iter::once(picture).chain(sound) {
        readable(stream)?;
    }
    if picture.width == 0 || picture.height == 0 || picture.pix_fmt.is_empty() {
        return Err(Refusal::Broken { said: "no picture could be read from it".to_owned() });
    }
    let turned = rotation(picture);
    let (width, height) = shown(picture, turned);
    let edge = width.max(height).max(picture.width).max(picture.height);
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    if edge > limits.largest_edge || pixels > limits.most_pixels {
        return Err(Refusal::TooLarge { width, height, most: limits.largest_edge });
    }
    let (average, steady) = rates(picture);
    if average > f64::from(limits.frame_rate) + 1.0 {
        return Err(Refusal::TooFast { rate: average.min(1e9) as u32, most: limits.frame_rate });
    }
    Ok(Probed {
        duration_ms: duration(&answer.format, picture, sound),
        width,
        height,
        rotation: turned,
        frame_rate: average,
        has_steady_frame_rate: steady,
        codec: picture.codec_name.clone(),
        pixel_format: picture.pix_fmt.clone(),
        is_hdr: matches!(picture.color_transfer.as_str(), "smpte2084" | "arib-std-b67"),
        is_interlaced: matches!(picture.field_order.as_str(), "tt" | "bb" | "tb" | "bt"),
        transfer: picture.color_transfer.clone(),
        matrix: picture.color_space.clone(),
        primaries: picture.color_primaries.clone(),
        is_full_range: picture.color_range == "pc",
        has_sound: sound.is_some(),
        sound_codec: sound.map(|sound| sound.codec_name.clone()).unwrap_or_default(),
        channels: sound.map_or(0, |sound| sound.channels),
        picture_stream: picture.index,
        sound_stream: sound.map(|sound| sound.index),
    })
}

/// What is read here before what is not, a film before a cover, then what a player would choose. A track of sound that
/// says of no channel was only announced.
fn best<'a>(streams: &'a [Stream], kind: &str) -> Option<&'a Stream> {
    let is_there = |stream: &&Stream| {
        stream.codec_type == kind
            && stream.disposition.attached_pic == 0
            && (kind != "audio" || stream.channels > 0 || !is_known(stream))
    };
    streams.iter().filter(is_there).min_by_key(|stream| {
        let is_still = STILLS.contains(&stream.codec_name.as_str());
        (!is_known(stream), is_still, stream.disposition.default == 0)
    })
}

fn is_known(stream: &Stream) -> bool {
    CODECS.iter().any(|(name, _)| *name == stream.codec_name)
}

/// Milliseconds of pictures and sound from where the first of them begins; 0 where the file does not say. Subtitles may last longer.
fn duration(format: &Format, picture: &Stream, sound: Option<&Stream>) -> u64 {
    let told = |text: &Option<String>| text.as_deref().and_then(milliseconds);
    let chosen = || std::iter::once(picture).chain(sound);
    let (whole, start) = (told(&format.duration), told(&format.start_time).unwrap_or(0));
    let (is_matroska, is_boxes) = (format.format_name.contains("matroska"), format.format_name.contains("mp4"));
    let ends: Option<Vec<u64>> = match () {
        () if is_matroska => chosen().map(|stream| clock(stream.tags.duration.as_deref()?)).collect(),
        () if is_boxes => {
            let end = |stream: &Stream| Some(told(&stream.start_time).unwrap_or(0) + told(&stream.duration)?);
            chosen().map(end).collect()
        }
        () => None,
    };
    let last = ends.into_iter().flatten().max().into_iter().chain(whole).min();
    match last {
        // They count from 0, wherever the first frame stands.
        Some(last) if is_matroska || is_boxes => last.saturating_sub(start),
        last => last.or_else(|| told(&picture.duration)).unwrap_or(0),
    }
}

/// Milliseconds of `00:00:02.960000000`.
fn clock(text: &str) -> Option<u64> {
    let mut seconds = 0.0;
    for part in text.split(':') {
        seconds = seconds * 60.0 + part.parse::<f64>().ok()?;
    }
    milliseconds(&seconds.to_string())
}

fn readable(stream: &Stream) -> Result<(), Refusal> {
    if matches!(stream.codec_tag_string.as_str(), "encv" | "enca" | "drmi" | "drms") {
        return Err(Refusal::Encrypted);
    }
    if is_known(stream) {
        return Ok(());
    }
    let what = if stream.codec_type == "audio" { Part::Sound } else { Part::Picture };
    let format =
        [&stream.codec_long_name, &stream.codec_name].into_iter().find(|name| !matches!(name.as_str(), "" | "unknown"));
    let format = format.map_or("", String::as_str).chars().filter(|letter| !letter.is_control()).take(60).collect();
    Err(Refusal::Unsupported { what, format })
}

/// Degrees clockwise by which the stored picture is turned to be shown: 0, 90, 180 or 270.
fn rotation(stream: &Stream) -> u32 {
    let counterclockwise = stream.side_data_list.iter().find_map(|side| side.rotation).unwrap_or(0.0);
    let quarter = (-counterclockwise / 90.0).round();
    if quarter.is_finite() { (quarter as i64).rem_euclid(4) as u32 * 90 } else { 0 }
}

/// With square pixels, as it stands on a screen.
fn shown(stream: &Stream, rotation: u32) -> (u32, u32) {
    let aspect = fraction(&stream.sample_aspect_ratio, ':').filter(|aspect| (0.05..20.0).contains(aspect));
    let width = match aspect {
        Some(aspect) => (f64::from(stream.width) * aspect).round().max(1.0) as u32,
        None => stream.width,
    };
    if rotation % 180 == 90 { (stream.height, width) } else { (width, stream.height) }
}

/// Frames a second on average, and whether all are equally long.
fn rates(stream: &Stream) -> (f64, bool) {
    let finest = fraction(&stream.r_frame_rate, '/').filter(|rate| *rate > 0.0);
    let average = fraction(&stream.avg_frame_rate, '/').filter(|rate| *rate > 0.0);
    match (average, finest) {
        (Some(average), Some(finest)) => (average, (average - finest).abs() < 0.01 * average),
        (Some(average), None) => (average, false),
        // One frame has no average; what the container counts in is no rate.
        (None, Some(finest)) => (finest.min(30.0), finest <= 60.0),
        (None, None) => (30.0, false),
    }
}

fn fraction(text: &str, between: char) -> Option<f64> {
    let (above, below) = text.split_once(between)?;
    let (above, below): (f64, f64) = (above.parse().ok()?, below.parse().ok()?);
    let value = above / below;
    value.is_finite().then_some(value)
}

fn milliseconds(seconds: &str) -> Option<u64> {
    let seconds: f64 = seconds.parse().ok()?;
    (seconds.is_finite() && seconds > 0.0).then(|| (seconds * 1000.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::Limits;

    fn said(video: &str) -> String {
        let json = format!(
            r#"{{"streams":[{{"codec_type":"video","codec_name":"h264","pix_fmt":"yuv420p","width":640,"height":360{video}}}],"format":{{"duration":"2.5"}}}}"#
        );
        match read(json.as_bytes(), &Limits::default()) {
            Ok(probed) => format!(
                "{}x{} turned {} {:.2} fps {} ms",
                probed.width, probed.height, probed.rotation, probed.frame_rate, probed.duration_ms
            ),
            Err(refusal) => refusal.word(),
        }
    }

    #[test]
    fn a_picture_is_measured_as_it_is_shown() {
        for (video, want) in [
            ("", "640x360 turned 0 30.00 fps 2500 ms"),
            (r#","side_data_list":[{},{"rotation":-90}]"#, "360x640 turned 90 30.00 fps 2500 ms"),
            (r#","side_data_list":[{"rotation":90}]"#, "360x640 turned 270 30.00 fps 2500 ms"),
            (r#","side_data_list":[{"rotation":-180}]"#, "640x360 turned 180 30.00 fps 2500 ms"),
            (r#","sample_aspect_ratio":"16:9""#, "1138x360 turned 0 30.00 fps 2500 ms"),
            (r#","sample_aspect_ratio":"0:1""#, "640x360 turned 0 30.00 fps 2500 ms"),
            (r#","avg_frame_rate":"30000/1001","r_frame_rate":"1000/1""#, "640x360 turned 0 29.97 fps 2500 ms"),
            (r#","avg_frame_rate":"0/0","r_frame_rate":"90000/1""#, "640x360 turned 0 30.00 fps 2500 ms"),
            (r#","avg_frame_rate":"1000/1""#, "too-fast:1000:240"),
            (r#","disposition":{"attached_pic":1}"#, "broken:neither pictures nor sound are in it"),
        ] {
            assert_eq!(said(video), want, "{video}");
        }
    }

    proptest! {
        #[test]
        fn any_answer_is_read_or_refused(
            width: u32, height: u32, aspect in "[0-9]{0,12}[:/]?[0-9-]{0,12}", rotation: f64, duration in "[-0-9.einfNa]{0,9}",
            text in ".{0,80}",
        ) {
            let json = serde_json::json!({
                "streams": [{
                    "codec_type": "video", "codec_name": "h264", "pix_fmt": "yuv420p", "width": width, "height": height,
                    "sample_aspect_ratio": aspect, "avg_frame_rate": aspect, "r_frame_rate": text, "duration": duration,
                    "side_data_list": [{ "rotation": rotation }],
                }, { "codec_type": "audio", "codec_name": text, "channels": width }],
                "format": { "duration": duration },
            });
            if let Ok(probed) = read(json.to_string().as_bytes(), &Limits::default()) {
                let sizes = crate::ladder(&probed);
                prop_assert!(!sizes.is_empty());
            }
            let _ = read(text.as_bytes(), &Limits::default());
        }
    }
}
