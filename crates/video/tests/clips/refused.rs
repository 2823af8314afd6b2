//! What is no clip, what is too much of one, and what tries to reach further than its own bytes.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use video::{Limits, Refusal, Tools};

use crate::stand::{H264, PICTURE, SOUND, generate, limits, made, tools};

async fn said(tools: &Tools, original: &Path) -> String {
    let into = original.with_extension("made");
    match made(tools, &limits(), original, &into).await {
        Ok(_) => "made".to_owned(),
        Err(refusal) => refusal.word(),
    }
}

#[tokio::test]
async fn bytes_that_are_no_video_are_refused_whatever_they_are_called() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let program = std::fs::read("/proc/self/exe").unwrap();
    for (bytes, want) in [
        (&program[..], "not-a-video:program"),
        (b"", "empty"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isomiso2", "truncated"),
        (b"<html><body>502 Bad Gateway</body></html>", "not-a-video:page"),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "playlist"),
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "playlist"),
    ] {
        let path = folder.path().join("clip.mp4");
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(said(&tools, &path).await, want);
    }
}

/// Were the first bytes not looked at, FFmpeg itself would still open nothing.
#[tokio::test]
async fn no_list_makes_the_server_open_a_file_or_ask_a_host() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let host = TcpListener::bind("127.0.0.1:0").unwrap();
    host.set_nonblocking(true).unwrap();
    let port = host.local_addr().unwrap().port();
    let real = generate(folder.path(), "real.ts", &format!("{PICTURE} {H264} -f mpegts"));
    let real = real.display();
    let lists = [
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n"),
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{real}\n#EXT-X-ENDLIST\n"),
        format!("ffconcat version 1.0\nfile 'http://127.0.0.1:{port}/a.mp4'\n"),
        format!("ffconcat version 1.0\nfile '{real}'\n"),
        format!("<?xml version=\"1.0\"?><MPD><Period><BaseURL>http://127.0.0.1:{port}/</BaseURL></Period></MPD>"),
        format!(
            "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n"
        ),
    ];
    for list in &lists {
        let path = folder.path().join("clip.mp4");
        std::fs::write(&path, list).unwrap();
        assert_eq!(said(&tools, &path).await, "playlist", "{list}");
        // Behind bytes that pass for those of a video.
        for head in [&b"\0\0\0\x08free"[..], b"FLV\x01", b"OggS", b"RIFF\x24\0\0\0AVI "] {
            std::fs::write(&path, [head, list.as_bytes()].concat()).unwrap();
            assert_ne!(said(&tools, &path).await, "made", "{list}");
        }
    }
    assert!(host.accept().is_err(), "somebody asked");
}

#[tokio::test]
async fn too_much_of_a_clip_is_refused_before_it_is_worked_on() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str, arguments: &str| generate(folder.path(), name, arguments);
    let begun = Instant::now();
    for (original, want) in [
        (
            make("long.mp4", &format!("-f lavfi -i color=black:s=64x64:r=1/60:d=36000 {H264}")),
            "too-long:36000000:600000",
        ),
        (
            make("wide.avi", "-f lavfi -i color=black:s=16384x64:d=0.1 -c:v zmbv"),
            "unsupported:picture:Zip Motion Blocks Video",
        ),
        (make("wide.mkv", "-f lavfi -i color=black:s=16384x64:d=0.1 -c:v ffv1"), "too-large:16384:64:8192"),
        (
            make("wide.webm", "-f lavfi -i color=black:s=16384x64:r=5:d=0.2 -c:v libvpx-vp9 -cpu-used 8"),
            "too-large:16384:64:8192",
        ),
        (make("fast.mp4", &format!("-f lavfi -i color=black:s=64x64:r=1000:d=0.5 {H264}")), "too-fast:1000:240"),
        (make("sound.m4a", "-f lavfi -i sine=d=1 -c:a aac -f mp4"), "no-picture"),
        (
            make(
                "cover.mp4",
                "-f lavfi -i sine=d=1 -f lavfi -i color=red:s=64x64:d=0.04 -c:a aac -c:v mjpeg -map 0 -map 1 -disposition:v attached_pic",
            ),
            "no-picture",
        ),
    ] {
        assert_eq!(said(&tools, &original).await, want, "{}", original.display());
    }
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[tokio::test]
async fn a_file_that_was_cut_off_says_so() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    for (name, arguments) in [
        ("late.mp4", format!("{PICTURE} {SOUND} {H264} -c:a aac")),
        ("early.mp4", format!("{PICTURE} {SOUND} {H264} -c:a aac -movflags +faststart")),
        ("fragments.mp4", format!("{PICTURE} {H264} -g 10 -movflags +frag_keyframe+empty_moov")),
        ("clip.mkv", format!("{PICTURE} {SOUND} {H264} -c:a aac")),
        ("clip.webm", format!("{PICTURE} -c:v libvpx -cpu-used 8 -deadline realtime")),
        ("clip.avi", format!("{PICTURE} {SOUND} -c:v mjpeg -c:a pcm_s16le")),
        ("clip.wmv", format!("{PICTURE} {SOUND} -c:v wmv2 -c:a wmav2")),
    ] {
        let whole = std::fs::read(generate(folder.path(), name, &arguments)).unwrap();
        for share in [0.2, 0.5, 0.97] {
            let path = folder.path().join(format!("cut-{name}"));
            std::fs::write(&path, &whole[..(whole.len() as f64 * share) as usize]).unwrap();
            assert_eq!(said(&tools, &path).await, "truncated", "{name} at {share}");
        }
    }
}

fn script(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Processes that sleep for so many seconds, by their command line.
fn sleepers(seconds: &str) -> usize {
    let lines =
        std::fs::read_dir("/proc").unwrap().filter_map(|entry| std::fs::read(entry.ok()?.path().join("cmdline")).ok());
    lines.filter(|line| line.split(|&byte| byte == 0).any(|part| part == seconds.as_bytes())).count()
}

#[tokio::test]
async fn what_hangs_is_ended_with_all_that_it_started() {
    let Some(real) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let original = generate(folder.path(), "clip.mp4", &format!("{PICTURE} {H264}"));
    let probed = video::probe(&real, &limits(), &original).await.unwrap();
    let limits = Limits { stall: Duration::from_millis(700), ..limits() };
    let stuck = script(folder.path(), "ffmpeg", "sleep 98761 & sleep 98761");
    let busy = script(folder.path(), "busy", "while :; do echo frame=1; echo progress=continue; sleep 0.1; done");
    for (program, want) in [(&stuck, Refusal::Hung), (&busy, Refusal::Hung)] {
        let tools = Tools::unasked(program, program);
        assert_eq!(video::probe(&tools, &limits, &original).await, Err(want.clone()));
        let made = video::transcode(&tools, &limits, &original, &probed, &folder.path().join("made"), |_| {}).await;
        assert_eq!(made, Err(want));
    }
    assert_eq!(sleepers("98761"), 0);

    let stuck = script(folder.path(), "stuck", "sleep 98762 & sleep 98762");
    let tools = Tools::unasked(&stuck, &stuck);
    let limits = Limits { stall: Duration::from_secs(60), ..limits };
    let given_up = tokio::time::timeout(Duration::from_millis(600), video::probe(&tools, &limits, &original)).await;
    assert!(given_up.is_err());
    for _ in 0..200 {
        if sleepers("98762") == 0 {
            return;
        }
        tokio::task::yield_now().await;
        std::thread::yield_now();
    }
    assert_eq!(sleepers("98762"), 0, "whoever gives up leaves nothing running");
}

#[tokio::test]
async fn what_goes_wrong_on_the_way_is_told_apart() {
    let Some(real) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let original = generate(folder.path(), "clip.mp4", &format!("{PICTURE} {H264}"));
    let probed = video::probe(&real, &limits(), &original).await.unwrap();
    for (place, (does, want)) in [
        ("echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1", "disk-full"),
        ("echo 'av_interleaved_write_frame(): No space left on device' >&2", "disk-full"),
        ("echo '[h264 @ 0x5f] Cannot allocate memory' >&2; exit 1", "too-heavy"),
        ("kill -SEGV $$", "broken:reading it ended with signal 11"),
        ("kill -XCPU $$", "too-slow"),
        ("echo '[mov @ 0x5f] no sense at all' >&2; exit 3", "broken:no sense at all"),
        ("head -c 30000000 /dev/zero >&2; echo the end >&2; exit 1", "broken:the end"),
        ("exit 0", "broken:none of its pictures can be decoded"),
    ]
    .into_iter()
    .enumerate()
    {
        let program = script(folder.path(), &format!("ffmpeg-{place}"), does);
        let (tools, limits) = (Tools::unasked(&program, &program), limits());
        let made = video::transcode(&tools, &limits, &original, &probed, &folder.path().join("made"), |_| {}).await;
        assert_eq!(made.unwrap_err().word(), want, "{does}");
    }
    let missing = Tools::at("/nowhere/ffmpeg".as_ref(), "/nowhere/ffprobe".as_ref()).await.unwrap_err().to_string();
    assert_eq!(
        missing,
        "Videos need FFmpeg, and /nowhere/ffprobe does not run (No such file or directory (os error 2))."
    );
}

#[tokio::test]
async fn what_needs_too_much_is_ended() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let original = generate(folder.path(), "clip.mp4", &format!("-f lavfi -i testsrc2=s=1920x1080:d=2 {H264}"));
    let probed = video::probe(&tools, &limits(), &original).await.unwrap();
    let limits = Limits { memory: 300 << 20, ..limits() };
    let made = video::transcode(&tools, &limits, &original, &probed, &folder.path().join("made"), |_| {}).await;
    assert_eq!(made, Err(Refusal::TooHeavy));
}

/// A file system of eight megabytes, which only root can make; with it the sentence, and nothing left behind.
#[tokio::test]
async fn a_full_disk_is_said_to_be_full() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let original = generate(folder.path(), "clip.mp4", &format!("{PICTURE} {H264}"));
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted =
        std::process::Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(&disk).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("No file system can be mounted here; this test is left out.");
        return;
    }
    let probed = video::probe(&tools, &limits(), &original).await.unwrap();
    let made = video::transcode(&tools, &limits(), &original, &probed, &disk.join("made"), |_| {}).await;
    let _ = std::process::Command::new("umount").arg(&disk).status();
    assert_eq!(made, Err(Refusal::DiskFull));
}
