//! Clips of more than a minute, loud and quiet ones, and colours.

use std::path::Path;
use std::process::Command;

use video::Kind;

use crate::stand::{H264, complaints, entries, generate, limits, made, tools};

#[tokio::test]
async fn a_clip_of_more_than_a_minute_can_be_watched_at_any_speed() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let original = generate(
        folder.path(),
        "long.mp4",
        &format!("-f lavfi -i testsrc2=s=1280x720:r=12:d=63 -f lavfi -i sine=d=63 {H264} -c:a aac"),
    );
    let into = folder.path().join("made 100%");
    let (_, made) = made(&tools, &limits(), &original, &into).await.unwrap();
    let hls = made.hls.unwrap();
    let names: Vec<(&str, Kind)> = hls.iter().map(|file| (file.name(), file.kind)).collect();
    let (list, bytes) = (Kind::Playlist, Kind::Segments);
    let want =
        [("master.m3u8", Kind::Master), ("720.m3u8", list), ("720.m4s", bytes), ("480.m3u8", list), ("480.m4s", bytes)];
    assert_eq!(names, want);

    let master = std::fs::read_to_string(&hls[0].path).unwrap();
    assert!(master.contains("RESOLUTION=1280x720,CODECS=\"avc1.6400"), "{master}");
    assert_eq!(master.matches("mp4a.40.2").count(), 2, "{master}");
    assert_eq!(complaints(&hls[0].path), "");
    let cuts = |name: &str| -> Vec<String> {
        let playlist = std::fs::read_to_string(into.join(name)).unwrap();
        assert!(playlist.contains("#EXT-X-MAP:URI=") && playlist.contains("#EXT-X-ENDLIST"), "{playlist}");
        assert!(!playlist.contains('/'), "{playlist}");
        playlist.lines().filter(|line| line.starts_with("#EXTINF")).map(str::to_owned).collect()
    };
    assert_eq!(cuts("720.m3u8"), cuts("480.m3u8"), "all sizes are cut at the same places");
    assert_eq!(cuts("720.m3u8").len(), 16);
    for name in ["720.m3u8", "480.m3u8"] {
        let frames = entries(&into.join(name), "packet=codec_type").iter().filter(|kind| *kind == "video").count();
        assert_eq!(frames, 63 * 12, "{name}");
    }
    let keys = entries(&into.join("720.mp4"), "packet=codec_type,pts_time,flags");
    let keys: Vec<f64> = keys
        .iter()
        .filter(|packet| packet.starts_with("video") && packet.contains(",K"))
        .map(|packet| packet.split(',').nth(1).unwrap().parse().unwrap())
        .collect();
    assert_eq!(keys, (0..32).map(|place| f64::from(place) * 2.0).collect::<Vec<_>>());
}

/// Integrated loudness in LUFS and true peak in dBTP.
fn loudness(path: &Path) -> (f32, f32) {
    let output = Command::new("ffmpeg")
        .args(["-hide_banner", "-nostdin", "-i"])
        .arg(path)
        .args(["-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let figure = |name: &str| {
        let line = said.lines().map(str::trim).rfind(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f32>().unwrap()
    };
    (figure("I:"), figure("Peak:"))
}

#[tokio::test]
async fn all_clips_are_about_equally_loud_and_silence_stays_silent() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    for (name, sound, want) in [
        ("quiet.mp4", "sine=f=440:d=6,volume=-10dB", Some(-14.0)),
        ("loud.mp4", "anoisesrc=d=6:a=0.9:c=pink:seed=7", Some(-14.0)),
        ("peaks.mp4", "aevalsrc=0.05*sin(2764*t)+0.85*sin(2764*t)*pow(sin(1.57*t)\\,60):d=6", Some(-14.0)),
        ("whisper.mp4", "sine=f=440:d=6,volume=-30dB", Some(-31.0)),
        ("hiss.mp4", "anoisesrc=d=6:a=0.0003:c=white:seed=7", None),
    ] {
        let original = generate(
            folder.path(),
            name,
            &format!("-f lavfi -i testsrc2=s=64x64:d=6 -f lavfi -i {sound} {H264} -c:a aac"),
        );
        let before = loudness(&original);
        let (_, made) = made(&tools, &limits(), &original, &folder.path().join("made")).await.unwrap();
        assert!((made.loudness.unwrap() - before.0).abs() < 0.3, "{name}: {:?} {before:?}", made.loudness);
        let after = loudness(&made.renditions[0].path);
        let want = want.unwrap_or(before.0);
        assert!((after.0 - want).abs() < 2.5 && after.1 <= -0.2, "{name}: {before:?} became {after:?}");
    }
}

#[tokio::test]
async fn sound_and_picture_stay_together() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    // White and loud from 1 s to 1.5 s.
    let original = generate(
        folder.path(),
        "flash.ts",
        &format!(
            "-f lavfi -i color=black:s=128x128:r=25:d=3,drawbox=color=white:t=fill:enable='between(t,1,1.48)' \
             -f lavfi -i aevalsrc=0.5*sin(6283*t)*between(t\\,1\\,1.5):d=3 {H264} -c:a aac"
        ),
    );
    let (_, made) = made(&tools, &limits(), &original, &folder.path().join("made")).await.unwrap();
    let said = Command::new("ffmpeg")
        .args(["-hide_banner", "-nostdin", "-i"])
        .arg(&made.renditions[0].path)
        .args(["-vf", "blackdetect=d=0.2:pix_th=0.5", "-af", "silencedetect=n=-40dB:d=0.2", "-f", "null", "-"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    let after = |mark: &str| -> f64 {
        let rest = said.split_once(mark).unwrap_or_else(|| panic!("{mark} in {said}")).1;
        rest.trim_start().split([' ', '\n', '\r']).next().unwrap().parse().unwrap()
    };
    let (light, sound) = (after("black_end:"), after("silence_end:"));
    assert!((light - sound).abs() < 0.05, "light at {light}, sound at {sound}");
}

#[tokio::test]
async fn bright_pictures_come_into_the_range_of_ordinary_screens() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    // A grey of 58 % in PQ is 203 nits, which is the white of paper (ITU-R BT.2408).
    for (name, transfer, level, around) in
        [("pq.mp4", "smpte2084", "0x949494", 150..=225), ("hlg.mp4", "arib-std-b67", "0xbfbfbf", 130..=235)]
    {
        let original = generate(
            folder.path(),
            name,
            &format!(
                "-f lavfi -i color={level}:s=320x240:d=1 -vf scale=out_color_matrix=bt2020,format=yuv420p10le -c:v libx265 \
                 -preset ultrafast -x265-params log-level=none -color_primaries bt2020 -color_trc {transfer} -colorspace bt2020nc"
            ),
        );
        let (probed, made) = made(&tools, &limits(), &original, &folder.path().join("made")).await.unwrap();
        assert!(probed.is_hdr && probed.pixel_format == "yuv420p10le");
        let colours =
            entries(&made.renditions[0].path, "stream=pix_fmt,color_range,color_space,color_transfer,color_primaries");
        assert_eq!(colours, ["yuv420p,tv,bt709,bt709,bt709"]);
        let poster = std::fs::read(&made.poster.path).unwrap();
        let grey = Command::new("ffmpeg")
            .args(["-v", "error", "-i"])
            .arg(&made.poster.path)
            .args(["-vf", "scale=1:1", "-pix_fmt", "gray", "-f", "rawvideo", "-"])
            .output()
            .unwrap();
        assert!(!poster.is_empty() && around.contains(&i32::from(grey.stdout[0])), "{name}: {:?}", grey.stdout);
    }
}
