//! Clips that are unlike most and are shown all the same.

use video::{Made, Probed, Tools};

use crate::stand::{H264, PICTURE, SOUND, entries, generate, limits, made, tools};

struct Row {
    name: &'static str,
    arguments: String,
    /// Of the smallest rendition: width, height, frames a second, and its sound.
    want: &'static str,
}

fn row(name: &'static str, arguments: &str, want: &'static str) -> Row {
    Row { name, arguments: arguments.to_owned(), want }
}

fn told(probed: &Probed, made: &Made) -> String {
    let smallest = made.renditions.last().unwrap();
    let streams =
        entries(&smallest.path, "stream=codec_type,width,height,r_frame_rate,sample_aspect_ratio,pix_fmt,channels");
    let sound = streams.get(1).map_or("", |sound| sound.trim_end_matches(",0/0"));
    assert!(!probed.is_hdr || streams[0].contains("yuv420p,"), "{streams:?}");
    format!("{}x{} {} {sound}", probed.width, probed.height, streams[0])
}

async fn of(tools: &Tools, folder: &std::path::Path, row: &Row) -> String {
    let original = generate(folder, row.name, &row.arguments);
    match made(tools, &limits(), &original, &folder.join("made").join(row.name)).await {
        Ok((probed, made)) => told(&probed, &made).trim_end().to_owned(),
        Err(refusal) => refusal.word(),
    }
}

#[tokio::test]
async fn whatever_a_camera_does_ends_in_even_square_steady_pictures() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("made")).unwrap();
    let rows = [
        row("silent.mp4", &format!("{PICTURE} {H264}"), "640x360 video,640,360,1:1,yuv420p,25/1"),
        row(
            "odd.mp4",
            "-f lavfi -i testsrc=s=321x577:d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv444p",
            "321x577 video,322,578,1:1,yuv420p,25/1",
        ),
        row("one.mp4", &format!("{PICTURE} {H264} -frames:v 1"), "640x360 video,640,360,1:1,yuv420p,25/1"),
        row(
            "wide.mp4",
            &format!("-f lavfi -i testsrc2=s=720x576:d=1 {H264} -aspect 16:9"),
            "1024x576 video,854,480,1:1,yuv420p,25/1",
        ),
        row("slow.mp4", &format!("-f lavfi -i testsrc2=s=64x64:r=1:d=5 {H264}"), "64x64 video,64,64,1:1,yuv420p,1/1"),
        row(
            "quick.mp4",
            &format!("-f lavfi -i testsrc2=s=320x240:r=120:d=1 {H264}"),
            "320x240 video,320,240,1:1,yuv420p,60/1",
        ),
        row(
            "uneven.mp4",
            &format!("-f lavfi -i testsrc2=s=320x240:r=60:d=2 -vf select='lt(mod(n,7),3)' -fps_mode vfr {H264}"),
            "320x240 video,320,240,1:1,yuv420p,30/1",
        ),
        row(
            "rows.mp4",
            &format!("-f lavfi -i testsrc2=s=320x240:r=50:d=1 -vf interlace {H264} -flags +ildct+ilme"),
            "320x240 video,320,240,1:1,yuv420p,25/1",
        ),
        row(
            "around.mp4",
            &format!(
                "{PICTURE} -f lavfi -i anoisesrc=d=2:a=0.2 -af pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0 {H264} -c:a aac"
            ),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,2",
        ),
        row(
            "hush.mp4",
            &format!("{PICTURE} -f lavfi -i anullsrc=d=2 {H264} -c:a aac -t 2"),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,2",
        ),
        row(
            "live.webm",
            &format!("{PICTURE} {SOUND} -c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus -f webm -live 1"),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,1",
        ),
        row(
            "old.avi",
            &format!("{PICTURE} {SOUND} -c:v mpeg4 -c:a mp3"),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,1",
        ),
        row(
            "cast.ts",
            &format!("{PICTURE} {SOUND} -c:v mpeg2video -c:a mp2"),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,1",
        ),
        row(
            "bright.mp4",
            "-f lavfi -i testsrc=s=641x361:d=1 -c:v libx265 -preset ultrafast -pix_fmt yuv444p10le -x265-params log-level=none -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc",
            "641x361 video,642,362,1:1,yuv420p,25/1",
        ),
        row(
            "hybrid.mp4",
            "-f lavfi -i testsrc2=s=640x360:d=1 -c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -x265-params log-level=none -color_primaries bt2020 -color_trc arib-std-b67 -colorspace bt2020nc",
            "640x360 video,640,360,1:1,yuv420p,25/1",
        ),
        row(
            "cfhd.mov",
            &format!("{PICTURE} {SOUND} -c:v cfhd -c:a pcm_f32be"),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,1",
        ),
        row(
            "animation.mov",
            "-f lavfi -i testsrc2=s=320x240:d=1,format=argb -c:v qtrle",
            "320x240 video,320,240,1:1,yuv420p,25/1",
        ),
        row(
            "archive.mkv",
            &format!("{PICTURE} {SOUND} -c:v ffv1 -c:a dca -strict -2"),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,1",
        ),
        row(
            "nine.mkv",
            &format!("{PICTURE} -f lavfi -i aevalsrc=0.1*sin(2000*t)|0|0|0|0|0|0|0|0:d=2 {H264} -c:a pcm_s16le"),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,2",
        ),
        // The sound that is read here is not the first, and the picture stands behind a cover.
        row(
            "tracks.mkv",
            &format!(
                "-f lavfi -i color=red:s=64x64:d=0.04 {PICTURE} {SOUND} -map 0 -map 1 -map 2 -map 2 -c:v:1 libx264 -c:v:0 mjpeg -pix_fmt:v:0 yuvj420p -c:a:0 wavpack -c:a:1 aac"
            ),
            "640x360 video,640,360,1:1,yuv420p,25/1 audio,1",
        ),
    ];
    for row in &rows {
        assert_eq!(of(&tools, folder.path(), row).await, row.want, "{}", row.name);
    }
}

/// The matrix of the track's header (ISO/IEC 14496-12, 8.3.2) that turns the picture clockwise.
fn turn(path: &std::path::Path, degrees: u32) {
    let mut bytes = std::fs::read(path).unwrap();
    let header = bytes.windows(4).position(|window| window == b"tkhd").unwrap();
    let (one, minus) = (0x1_0000_u32, 0xffff_0000_u32);
    let [a, b, c, d] = if degrees == 90 { [0, one, minus, 0] } else { [0, minus, one, 0] };
    for (place, value) in [(0, a), (1, b), (3, c), (4, d)] {
        let at = header + 44 + place * 4;
        bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
    }
    std::fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn a_picture_that_was_filmed_on_its_side_stands_upright() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    // The left half is white, the right half black.
    let halves = "-f lavfi -i color=white:s=320x240:d=1 -vf drawbox=x=160:y=0:w=160:h=240:color=black:t=fill";
    for (degrees, want) in [(90, [255, 0]), (270, [0, 255])] {
        let original = generate(folder.path(), &format!("{degrees}.mp4"), &format!("{halves} {H264}"));
        turn(&original, degrees);
        let into = folder.path().join(format!("made-{degrees}"));
        let (probed, made) = made(&tools, &limits(), &original, &into).await.unwrap();
        assert_eq!((probed.width, probed.height, probed.rotation), (240, 320, degrees));
        assert_eq!((made.renditions[0].width, made.renditions[0].height), (240, 320));
        assert_eq!(corners(&made.renditions[0].path), want, "top and bottom at {degrees}");
    }
}

/// Whether the middle of the top and of the bottom are white or black.
fn corners(path: &std::path::Path) -> [u8; 2] {
    let output = std::process::Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(path)
        .args(["-frames:v", "1", "-vf", "scale=1:4", "-pix_fmt", "gray", "-f", "rawvideo", "-"])
        .output()
        .unwrap();
    [output.stdout[0], output.stdout[3]].map(|grey| if grey > 128 { 255 } else { 0 })
}

/// Subtitles are not read here; that must not cost the film, even where they last longer than it does.
#[tokio::test]
async fn a_film_with_subtitles_lasts_as_long_as_its_pictures() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let words = folder.path().join("words.srt");
    std::fs::write(&words, "1\n00:00:00,500 --> 00:00:50,000\nHello\n").unwrap();
    for (name, subtitles) in
        [("clip.mp4", "mov_text"), ("clip.mkv", "srt"), ("styled.mkv", "ass"), ("clip.mov", "mov_text")]
    {
        let arguments =
            format!("{PICTURE} {SOUND} -i {} {H264} -c:a aac -c:s {subtitles} -map 0 -map 1 -map 2", words.display());
        let original = generate(folder.path(), name, &arguments);
        let (probed, made) = made(&tools, &limits(), &original, &original.with_extension("made")).await.unwrap();
        assert!((1950..=2100).contains(&probed.duration_ms), "{name}: {probed:?}");
        let streams = entries(&made.renditions[0].path, "stream=codec_type");
        assert_eq!(streams, ["video", "audio"], "{name}");
    }
}

/// Cameras that are on for days, and tools that cut, begin late; players begin with the first frame.
#[tokio::test]
async fn a_clip_whose_clock_begins_late_is_neither_longer_nor_cut_off() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    for (name, shift) in [
        ("clip.mkv", "-output_ts_offset 100"),
        ("clip.mp4", "-output_ts_offset 100"),
        ("clip.ts", "-output_ts_offset 95440"),
    ] {
        let original = generate(folder.path(), name, &format!("{PICTURE} {SOUND} {H264} -c:a aac {shift}"));
        let (probed, made) = made(&tools, &limits(), &original, &original.with_extension("made")).await.unwrap();
        assert!((1950..=2100).contains(&probed.duration_ms), "{name}: {probed:?}");
        let lasts: f64 = entries(&made.renditions[0].path, "format=duration")[0].parse().unwrap();
        assert!((1.9..2.1).contains(&lasts), "{name}: {lasts}");
    }
}

#[tokio::test]
async fn what_was_received_from_the_middle_of_a_packet_on_is_shown() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let whole = generate(folder.path(), "whole.ts", &format!("{PICTURE} {SOUND} {H264} -c:a aac"));
    let cut = folder.path().join("cut.ts");
    std::fs::write(&cut, &std::fs::read(whole).unwrap()[101..]).unwrap();
    let (probed, _) = made(&tools, &limits(), &cut, &folder.path().join("made")).await.unwrap();
    assert_eq!((probed.width, probed.height), (640, 360));
}

/// White all over, lying and then upright.
#[tokio::test]
async fn a_picture_that_is_turned_on_the_way_is_not_stretched() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let part = |name: &str, size: &str, shift: &str| {
        let arguments = format!("-f lavfi -i color=white:s={size}:r=25:d=1 {H264} {shift}");
        std::fs::read(generate(folder.path(), name, &arguments)).unwrap()
    };
    let original = folder.path().join("turned.ts");
    let both = [part("lying.ts", "640x360", ""), part("upright.ts", "360x640", "-output_ts_offset 1")].concat();
    std::fs::write(&original, both).unwrap();
    let (_, made) = made(&tools, &limits(), &original, &folder.path().join("made")).await.unwrap();
    assert_eq!((made.renditions[0].width, made.renditions[0].height), (640, 360));
    for (seconds, want) in [("0.4", [255, 255, 255]), ("1.6", [0, 255, 0])] {
        let output = std::process::Command::new("ffmpeg")
            .args(["-v", "error", "-ss", seconds, "-i"])
            .arg(&made.renditions[0].path)
            .args(["-frames:v", "1", "-vf", "scale=9:1", "-pix_fmt", "gray", "-f", "rawvideo", "-"])
            .output()
            .unwrap();
        let edges = [0, 4, 8].map(|place: usize| if output.stdout[place] > 128 { 255 } else { 0 });
        assert_eq!(edges, want, "at {seconds}");
    }
}
