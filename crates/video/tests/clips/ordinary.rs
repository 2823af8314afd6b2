//! What most people upload.

use std::sync::Mutex;

use video::{Kind, Tools};

use crate::stand::{H264, PICTURE, SOUND, complaints, entries, generate, limits, made, tools};

#[tokio::test]
async fn a_clip_gets_renditions_a_poster_and_a_strip() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let original = generate(
        folder.path(),
        "a clip: 100%.mov",
        &format!(
            "-f lavfi -i testsrc2=s=720x1280:r=30:d=3 {SOUND} {H264} -c:a aac -metadata location=+48.1+11.5/ -metadata title=secret"
        ),
    );
    let into = folder.path().join("made 50%: x");
    let probed = video::probe(&tools, &limits(), &original).await.unwrap();
    assert_eq!((probed.width, probed.height, probed.duration_ms, probed.has_sound), (720, 1280, 3000, true));
    let told = Mutex::new(Vec::new());
    let made =
        video::transcode(&tools, &limits(), &original, &probed, &into, |progress| told.lock().unwrap().push(progress))
            .await
            .unwrap();

    let told = told.into_inner().unwrap();
    assert!(told.windows(2).all(|pair| pair[0].share <= pair[1].share), "{told:?}");
    assert_eq!(told.last().unwrap().share, 1.0);
    let finished: Vec<u32> = told.iter().filter_map(|told| told.finished).map(|size| size.short_edge()).collect();
    assert_eq!(finished, [720, 480]);

    let names: Vec<&str> = made.renditions.iter().map(|file| file.name()).collect();
    assert_eq!(names, ["720.mp4", "480.mp4"]);
    for file in &made.renditions {
        let (width, height) = (file.width, file.height);
        assert_eq!(file.kind, Kind::Mp4);
        assert_eq!(
            entries(&file.path, "stream=codec_name,profile,width,height,pix_fmt,sample_rate,channels"),
            [format!("h264,High,{width},{height},yuv420p"), "aac,LC,48000,1".to_owned()]
        );
        assert_eq!(complaints(&file.path), "");
        let bytes = std::fs::read(&file.path).unwrap();
        let place = |name: &[u8]| bytes.windows(name.len()).position(|window| window == name);
        assert!(place(b"moov") < place(b"mdat"), "the index comes first");
        assert!(place(b"secret").is_none() && place(b"+48.1").is_none(), "nothing tells where it was filmed");
    }
    assert!(made.hls.is_none());
    for (file, width, height) in [(&made.poster, 720, 1280), (&made.strip.file, 900, 160)] {
        let inspected = pictures::inspect(&std::fs::read(&file.path).unwrap()).unwrap();
        assert_eq!((inspected.width, inspected.height), (width, height));
    }
    assert_eq!((made.strip.count, made.strip.width, made.strip.height), (10, 90, 160));
    assert_eq!(std::fs::read_dir(&into).unwrap().count(), 5);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
}

#[tokio::test]
async fn what_was_made_is_not_made_again_and_what_was_interrupted_goes_on() {
    let Some(tools) = tools().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let original = generate(folder.path(), "clip.mp4", &format!("{PICTURE} {SOUND} {H264} -c:a aac -s 1280x720"));
    let into = folder.path().join("made");
    let (probed, first) = made(&tools, &limits(), &original, &into).await.unwrap();
    let (none, limits) = (Tools::unasked("/bin/false".as_ref(), "/bin/false".as_ref()), limits());
    let again = video::transcode(&none, &limits, &original, &probed, &into, |_| {}).await.unwrap();
    assert_eq!(again, first, "not even FFmpeg was asked");

    std::fs::remove_dir_all(&into).unwrap();
    let stopped = tokio::select! {
        _ = video::transcode(&tools, &limits, &original, &probed, &into, |_| {}) => false,
        () = async { while !folder.path().join(".made.part/720.mp4").exists() { tokio::task::yield_now().await } } => true,
    };
    assert!(stopped && !into.exists());
    let before = std::fs::metadata(folder.path().join(".made.part/720.mp4")).unwrap().modified().unwrap();
    let made = video::transcode(&tools, &limits, &original, &probed, &into, |_| {}).await.unwrap();
    let after = std::fs::metadata(&made.renditions[0].path).unwrap().modified().unwrap();
    assert_eq!((before, made.renditions.len()), (after, 2));
}
