//! Every file of a collection of odd, broken and ordinary clips ends in renditions or in one sentence.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::stand::{collected, complaints, entries, limits, made, tools};

fn all(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all(&path, into) } else { into.push(path) }
    }
}

/// What becomes of those of which that is certain, by the end of their names.
const CERTAIN: &[(&str, &str)] = &[
    ("big-buck-bunny-480p-5s/video.mp4", "made"),
    ("derived-vertical/frog_270x480.mp4", "made"),
    ("mdn-learning-area/crystal.webm", "made"),
    ("mdn-learning-area/rabbit320.mp4", "made"),
    ("mp4parse/tiny_av1.mp4", "made"),
    ("mp4parse/hevc_white_frame.mp4", "made"),
    ("mp4parse_capi/video_rotation_90.mp4", "made"),
    ("mp4parse_capi/video_colr_nclx_hdr10.mp4", "made"),
    ("mp4parse_capi/video_colr_nclx_hlg.mp4", "made"),
    ("big-buck-bunny-480p-5s/poster.jpg", "not-a-video:picture"),
    ("README.md", "not-a-video:text"),
    ("mp4parse_capi/av1-clearkey-cbcs-video.mp4", "encrypted"),
    ("mp4parse_capi/short-cenc.mp4", "encrypted"),
    ("mp4parse/bipbop_cbcs_video_init.mp4", "encrypted"),
    ("mp4parse_capi/afconvert-aac-0.5s.mp4", "no-picture"),
    ("small/wav.wav", "no-picture"),
    ("small/svg.svg", "not-a-video:picture"),
    ("small/gif.gif", "not-a-video:picture"),
    ("corrupt/no-pitm.avif", "not-a-video:picture"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_collected_file_ends_in_renditions_or_in_one_sentence() {
    let (Some(tools), Some(folder)) = (tools().await, collected()) else { return };
    let mut files = Vec::new();
    all(&folder, &mut files);
    files.sort();
    let into = tempfile::tempdir().unwrap();
    let mut table = Vec::new();
    for (place, path) in files.iter().enumerate() {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let target = into.path().join(place.to_string());
        let limits = limits();
        let result = tokio::time::timeout(Duration::from_secs(120), made(&tools, &limits, path, &target)).await;
        let word = match result.unwrap_or_else(|_| panic!("{name} hangs")) {
            Ok((_, made)) => {
                for file in &made.renditions {
                    let streams = entries(&file.path, "stream=codec_name,width,height");
                    assert_eq!(streams[0], format!("h264,{},{}", file.width, file.height), "{name}");
                    assert_eq!(complaints(&file.path), "", "{name}");
                }
                assert!(made.poster.bytes > 0 && made.strip.file.bytes > 0, "{name}");
                "made".to_owned()
            }
            Err(refusal) => {
                let sentence = refusal.to_string();
                assert!(sentence.ends_with('.') && !sentence.contains("/work") && sentence.len() < 300, "{sentence}");
                assert_eq!(refusal.blame(), model::Blame::Reader, "{name}: {sentence}");
                refusal.word()
            }
        };
        println!("{name}: {word}");
        table.push((name, word));
    }
    for (end, want) in CERTAIN {
        let found: Vec<_> = table.iter().filter(|(name, _)| name.ends_with(end)).collect();
        assert!(!found.is_empty() && found.iter().all(|(_, word)| word == want), "{end}: {found:?}");
    }
}
