//! Clips that move out with the edition and in again elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use model::{ClipFileKind, ClipState, ManuscriptState, RevisionKind, Role};
use newsroom::{Content, Editor, Export, Moved, Ways};

use crate::filming::picture;
use crate::house::{House, NOW, house};

impl House {
    async fn takes_in(&self, folder: &Path) -> Moved {
        let export = Export::at(folder).unwrap().unwrap();
        let ways = Ways { media: None, site: None, fetch: None, told: &mut |_| ControlFlow::Continue(()) };
        self.room.move_in(export, ways, NOW).await.unwrap()
    }

    /// Every clip that is ready, by its headline: state, words, sizes, and the bytes of its files by kind and name.
    async fn filmed(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for clip in self.store.clips(None, None, 100).await.unwrap() {
            let row = self.store.manuscript(clip.manuscript).await.unwrap().unwrap();
            let content = self.room.clip_content(row.id).await.unwrap();
            let channel = self.room.channel_of(model::SourceId(content.channel.unwrap())).await.unwrap().unwrap();
            let seen = self.room.seen_with(clip.clone(), &content).await.unwrap();
            let cover = seen.and_then(|seen| seen.poster).map(|medium| (medium.file, medium.alt, medium.focus));
            let mut files: Vec<String> = Vec::new();
            for file in self.store.clip_files(clip.id).await.unwrap() {
                files.push(format!("{:?} {} {}", file.kind, file.file, file.bytes));
            }
            files.sort();
            // Its own address of before is kept in its words.
            let content = Content { lead: None, channel: None, clip: None, slug: String::new(), ..content };
            let told = format!(
                "{:?} {:?} {:?} {} {}x{} {} {cover:?} {files:?} {:?}",
                row.state, row.published, content, channel.title, clip.width, clip.height, clip.duration_ms, clip.state
            );
            all.insert(row.headline, told);
        }
        all
    }
}

#[tokio::test]
async fn clips_that_moved_out_move_in_again_whole() {
    let (house, other) = (house().await, house().await);
    let ann = house.creator("Ann").await;
    for (number, headline) in ["The last boat", "Not out yet", "Not ready"].into_iter().enumerate() {
        let clip = house.sent(&ann, format!("original {number}").as_bytes()).await;
        if headline != "Not ready" {
            let (rendition, strip) = (format!("rendition {number}"), format!("strip {number}"));
            let cover = Some(picture(["tram.jpg", "market.jpg"][number]));
            house.made(&clip, rendition.as_bytes(), strip.as_bytes(), cover).await.unwrap();
            let captions = "1\n00:00:00,500 --> 00:00:01,500\nThe ferry & the sea\n";
            house.room.set_captions(&ann.0, clip.id, "en", captions.as_bytes()).await.unwrap();
        }
        let open = house.room.open_manuscript(&ann.0, clip.manuscript).await.unwrap();
        let content = Content {
            headline: headline.to_owned(),
            body: "At the *quay*.\n\n- one".to_owned(),
            tags: vec!["Boats".to_owned()],
            credit: "Ida Venn".to_owned(),
            synthetic: true,
            adults: number == 1,
            language: "en".to_owned(),
            ..open.content
        };
        house.room.save(&ann.0, clip.manuscript, open.base, content, RevisionKind::Saved, NOW).await.unwrap();
        if number == 0 {
            house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
        }
    }
    let folder = house.folder.path().join("out");
    let out = house.room.move_out(&folder, "https://a.example", &mut |_| ()).await.unwrap();
    assert_eq!((out.clips, out.articles), (2, 0));
    assert_eq!(out.faults, ["The clip “Not ready” has no video that is ready, so it is not in the export."]);

    let moved = other.takes_in(&folder).await;
    assert_eq!((moved.clips, moved.articles, moved.skipped), (2, 0, 0), "{:?}", moved.faults);
    let (mut before, after) = (house.filmed().await, other.filmed().await);
    before.remove("Not ready");
    assert_eq!(before, after);
    let again = other.takes_in(&folder).await;
    assert_eq!((again.clips, again.skipped), (0, 2), "nothing comes twice");
    let back = house.takes_in(&folder).await;
    assert_eq!((back.clips, back.skipped), (0, 2), "nor to where it was made");

    let item = {
        let clips = other.store.clips(None, None, 9).await.unwrap();
        let mut rows = Vec::new();
        for clip in clips {
            rows.push(other.store.manuscript(clip.manuscript).await.unwrap().unwrap());
        }
        rows.into_iter().find(|row| row.state == ManuscriptState::Published).unwrap().item.unwrap()
    };
    assert!(other.room.clip_seen(item).await.unwrap().unwrap().strip.is_some());
    // It can be made again from what was uploaded once.
    let clip = other.store.clip_of_item(item).await.unwrap().unwrap();
    let chief = Editor { reader: model::ReaderId(9), name: "Chief".to_owned(), role: Role::Chief };
    other.room.make_clip_again(&chief, clip.id, NOW).await.unwrap();
    let to_make = other.room.clip_to_make(clip.id, NOW).await.unwrap().unwrap();
    assert_eq!(fs::read(to_make.original.unwrap()).unwrap(), b"original 0");
}

#[tokio::test]
async fn a_clip_that_is_broken_in_an_export_says_so_and_keeps_no_other_back() {
    let (house, other) = (house().await, house().await);
    let ann = house.creator("Ann").await;
    for number in 0..8 {
        let clip = house.sent(&ann, format!("original {number}").as_bytes()).await;
        house.made(&clip, format!("rendition {number}").as_bytes(), b"strip", Some(picture("tram.jpg"))).await.unwrap();
        house.save(&ann.0, &clip, |content| Content { headline: format!("Boat {number}"), ..content }).await.unwrap();
        let open = house.room.open_manuscript(&ann.0, clip.manuscript).await.unwrap();
        let named = Content { headline: format!("Boat {number}"), ..open.content };
        house.room.save(&ann.0, clip.manuscript, open.base, named, RevisionKind::Saved, NOW).await.unwrap();
        house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
    }
    let folder = house.folder.path().join("out");
    house.room.move_out(&folder, "", &mut |_| ()).await.unwrap();
    let of = |number: usize| {
        let mut folders: Vec<_> =
            fs::read_dir(folder.join("clips")).unwrap().map(|each| each.unwrap().path()).collect();
        folders.sort();
        folders.remove(number)
    };
    let facts = |number: usize, from: &str, to: &str| {
        let path = of(number).join("clip.json");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(path, text.replace(from, to)).unwrap();
    };
    fs::remove_file(of(0).join("video.mp4")).unwrap();
    fs::write(of(1).join("clip.json"), "{").unwrap();
    fs::write(of(2).join("cover.jpg"), "no picture").unwrap();
    let secret = house.folder.path().join("secret");
    fs::write(&secret, "of this machine").unwrap();
    fs::remove_file(of(6).join("video.mp4")).unwrap();
    std::os::unix::fs::symlink(&secret, of(6).join("video.mp4")).unwrap();
    facts(3, "\"video.mp4\"", "\"../../../secret\"");
    facts(4, "\"width\": 270", "\"width\": 0");
    facts(5, "anns-boats", "../anns");
    let moved = other.takes_in(&folder).await;
    assert_eq!(moved.clips, 1, "{:?}", moved.faults);
    assert_eq!(moved.faults.len(), 7, "{:?}", moved.faults);
    assert!(!moved.is_whole());
    let ready: Vec<_> = other.store.clips(None, None, 9).await.unwrap();
    let ready: Vec<_> = ready.into_iter().filter(|clip| clip.state == ClipState::Ready).collect();
    assert_eq!(ready.len(), 1);
    let files = other.store.clip_files(ready[0].id).await.unwrap();
    assert!(files.iter().any(|file| file.kind == ClipFileKind::Rendition));
}
