//! Copies of a clip are found, and other clips are not taken for copies. It prints what `SAME` was chosen by.

use std::path::Path;

use video::{SAME, Signature, likeness};

use crate::stand::{H264, collected, generate, limits, made, tools};

/// What people do to a clip before they upload it as theirs.
const COPIES: [(&str, &str); 5] = [
    ("smaller", "-vf scale=iw/2:-2 -crf 38"),
    ("brighter", "-vf eq=brightness=0.12:contrast=1.2"),
    ("cropped", "-vf crop=iw*0.96:ih*0.96"),
    ("marked", "-vf drawbox=x=iw*0.7:y=ih*0.04:w=iw*0.25:h=ih*0.08:color=red:t=fill,drawbox=t=4:color=white"),
    ("slower", "-r 15"),
];

/// Of these films there are several copies in the collection.
const FILMS: [&str; 7] = ["crystal", "elf", "frog", "monster", "pig", "rabbit", "bunny"];

const ORIGINALS: [&str; 8] = [
    "mdn-learning-area/crystal.webm",
    "mdn-learning-area/elf.webm",
    "mdn-learning-area/frog.webm",
    "mdn-learning-area/monster.webm",
    "mdn-learning-area/pig.webm",
    "mdn-learning-area/rabbit320.webm",
    "mdn-learning-area/rabbit320.mp4",
    "big-buck-bunny-480p-5s/video.mp4",
];

fn film(path: &Path) -> Option<&'static str> {
    let name = path.to_string_lossy().into_owned();
    let name = name.rsplit_once("/video/").map_or(name.as_str(), |(_, rest)| rest).to_owned();
    FILMS.into_iter().find(|film| name.contains(film))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copies_are_found_and_other_clips_are_not() {
    let (Some(tools), Some(folder)) = (tools().await, collected()) else { return };
    let work = tempfile::tempdir().unwrap();
    let mut known: Vec<(String, &str, Signature)> = Vec::new();
    for name in ORIGINALS {
        let film = film(Path::new(name)).unwrap();
        // The collection has them in two encodings; a few seconds are enough to tell them apart.
        let begin = generate(
            work.path(),
            &name.replace('/', "-").replace(".webm", ".mkv"),
            &format!("-i {} -t 5 -an -vf scale=-2:240 {H264}", folder.join(name).display()),
        );
        let mut clips = vec![(name.to_owned(), begin.clone())];
        if !name.ends_with("rabbit320.mp4") {
            for (change, arguments) in COPIES {
                let file = format!("{film}-{change}.mp4");
                let arguments = format!("-i {} {arguments} {H264}", begin.display());
                clips.push((file.clone(), generate(work.path(), &file, &arguments)));
            }
        }
        for (name, path) in clips {
            let (_, made) = made(&tools, &limits(), &path, &work.path().join("made")).await.unwrap();
            known.push((name, film, made.signature));
        }
    }
    let (mut copies, mut others) = (Vec::new(), Vec::new());
    for (place, (name, film, signature)) in known.iter().enumerate() {
        for (other_name, other_film, other) in known.iter().skip(place + 1) {
            let alike = likeness(signature, other);
            assert_eq!(alike, likeness(other, signature));
            let pair = (alike, format!("{name} and {other_name}"));
            if film != other_film {
                others.push(pair);
            } else if name.contains('/') {
                copies.push(pair);
            }
        }
    }
    copies.sort_by(|one, other| one.0.total_cmp(&other.0));
    others.sort_by(|one, other| other.0.total_cmp(&one.0));
    println!("copies, least alike: {:#?}\nother films, most alike: {:#?}", &copies[..5], &others[..5]);
    assert!(copies[0].0 > SAME && others[0].0 < SAME);
}
