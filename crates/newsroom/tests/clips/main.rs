//! What clips go through when something breaks, and what is nobody else's.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use model::{ClipFileKind, ClipState, DAY, ItemId, MINUTE, ManuscriptState, ReaderId, RevisionKind, Role};
use newsroom::{Content, Editor, Error, Refusal, Saved, ToMake};

mod filming;
#[path = "../house/mod.rs"]
mod house;
mod judged;
mod leaving;
mod moved;
use filming::{parts, picture, refused};
use house::{House, NOW, house};

impl House {
    /// Everything that lies in the folder of clips.
    pub fn lies_there(&self) -> Vec<PathBuf> {
        fn below(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() { below(&path, found)? } else { found.push(path) }
            }
            Ok(())
        }
        let mut found = Vec::new();
        let _ = below(&self.folder.path().join("clips"), &mut found);
        found
    }
}

#[tokio::test]
async fn a_clip_that_is_not_ready_keeps_nothing_else_from_going_out_at_its_time() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let announced = house.room.begin_clip(&ann.0, ann.1, "boat.mp4", 100, "en", NOW).await.unwrap();
    house.save(&ann.0, &announced, |content| content).await.unwrap();
    let at = NOW.plus(MINUTE);
    let scheduled = house.room.schedule(&ann.0, announced.manuscript, at, NOW).await;
    assert_eq!(refused(scheduled), Refusal::ClipNotReady);

    // What was scheduled while it was ready, and then was lost.
    let lost = house.sent(&ann, b"an original").await;
    house.made(&lost, b"a rendition", b"a strip", None).await.unwrap();
    house.save(&ann.0, &lost, |content| content).await.unwrap();
    house.room.schedule(&ann.0, lost.manuscript, at, NOW).await.unwrap();
    house.store.remove_clip_file(lost.id, ClipFileKind::Rendition, "270.mp4").await.unwrap();
    let chief = Editor { reader: ReaderId(9), name: "Chief".to_owned(), role: Role::Chief };
    let words = Content { headline: "Words".to_owned(), body: "Many.".to_owned(), ..Content::default() };
    let article = house.room.begin(&chief, words, NOW).await.unwrap();
    house.room.schedule(&chief, article, at, NOW).await.unwrap();

    assert_eq!(house.room.publish_due(at.plus(1)).await.unwrap(), 1);
    let state = async |id| house.store.manuscript(id).await.unwrap().unwrap().state;
    assert_eq!(state(article).await, ManuscriptState::Published);
    assert_eq!(state(lost.manuscript).await, ManuscriptState::Review, "somebody has to look at it");
    let notes = house.room.notes(&chief, lost.manuscript).await.unwrap();
    assert!(notes.iter().any(|note| note.text.contains("its video is not ready")), "{notes:?}");
    assert_eq!(house.room.publish_due(at.plus(2)).await.unwrap(), 0);
}

#[tokio::test]
async fn a_server_that_dies_while_an_upload_is_put_away_puts_it_away_again() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let bytes = b"all of it came";
    let clip = house.room.begin_clip(&ann.0, ann.1, "boat.mp4", bytes.len() as u64, "en", NOW).await.unwrap();
    // As it is after the last bytes were told as received, and before any row says what they are.
    let arriving = house.folder.path().join("clips/arriving");
    fs::create_dir_all(&arriving).unwrap();
    fs::write(arriving.join(clip.id.to_string()), bytes).unwrap();
    house.store.receive_clip(clip.id, bytes.len() as u64, NOW).await.unwrap();
    // And one whose bytes somebody took away, which is looked at first.
    let gone = house.room.begin_clip(&ann.0, ann.1, "gone.mp4", 3, "en", NOW.plus(-DAY)).await.unwrap();
    house.store.receive_clip(gone.id, 3, NOW.plus(-DAY)).await.unwrap();

    let later = NOW.plus(MINUTE);
    assert!(house.room.tend_clips(later).await.is_err(), "what is gone is told");
    assert_eq!((house.clip(&gone).await.state, house.clip(&gone).await.fault), (ClipState::Failed, "lost".to_owned()));
    assert_eq!(house.clip(&clip).await.state, ClipState::Waiting);
    let ToMake { original, .. } = house.room.clip_to_make(clip.id, later).await.unwrap().unwrap();
    assert_eq!(fs::read(original.unwrap()).unwrap(), bytes);
    assert_eq!(house.lies_there().len(), 1, "and lies there once");
    house.room.tend_clips(later).await.unwrap();

    // The client sends its last part again: there is nothing to send.
    let other = house.room.begin_clip(&ann.0, ann.1, "other.mp4", 4, "en", NOW).await.unwrap();
    fs::write(arriving.join(other.id.to_string()), b"boat").unwrap();
    house.store.receive_clip(other.id, 4, NOW).await.unwrap();
    let taken = house.room.take_part(&ann.0, other.id, 4, parts(b""), || NOW).await.unwrap();
    assert!(taken.whole);
    assert_eq!(house.clip(&other).await.state, ClipState::Waiting);
}

#[tokio::test]
async fn a_file_that_two_clips_have_stays_while_one_of_them_is_thrown_away_at_any_moment() {
    let house = house().await;
    let (ann, ben) = (house.creator("Ann").await, house.creator("Ben").await);
    for round in 0..20 {
        let film = format!("the same film {round}").into_bytes();
        let first = house.sent(&ann, &film).await;
        house.made(&first, &film, b"strip", None).await.unwrap();
        let second = house.sent(&ben, &film).await;
        let (made, thrown) =
            tokio::join!(house.made(&second, &film, b"strip", None), house.room.throw_clip_away(&ann.0, first.id));
        made.unwrap();
        thrown.unwrap();
        for file in house.store.clip_files(second.id).await.unwrap() {
            let there = house.room.clip_files().read(&file.file, 0, file.bytes).await.unwrap();
            assert!(there.is_some(), "round {round}: {:?} is gone", file.kind);
        }
        house.room.throw_clip_away(&ben.0, second.id).await.unwrap();
        assert_eq!(house.lies_there(), Vec::<PathBuf>::new(), "round {round}");
    }
}

#[tokio::test]
async fn renditions_that_are_made_again_are_shown_until_the_new_ones_are_there() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let clip = house.sent(&ann, b"an original").await;
    house.made(&clip, b"a rendition", b"a strip", None).await.unwrap();
    house.save(&ann.0, &clip, |content| content).await.unwrap();
    let item: ItemId = house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
    house.room.make_clip_again(&ann.0, clip.id, NOW).await.unwrap();
    assert!(house.room.clip_seen(item).await.unwrap().is_some(), "while it waits");
    house.room.clip_failed(clip.id, "hung", NOW).await.unwrap();
    assert!(house.room.clip_seen(item).await.unwrap().is_some(), "after it failed");
    house.room.make_clip_again(&ann.0, clip.id, NOW).await.unwrap();
    house.room.clip_waits(clip.id, newsroom::TROUBLE, NOW).await.unwrap();
    house.room.make_clip_again(&ann.0, clip.id, NOW).await.unwrap();
    house.made(&clip, b"another rendition", b"a strip", None).await.unwrap();
    assert_eq!(house.room.clip_seen(item).await.unwrap().unwrap().renditions[0].bytes, 17);
    assert_eq!(house.lies_there().len(), 3, "original, rendition and strip: the old rendition is gone");
}

#[tokio::test]
async fn a_creator_shows_the_pictures_of_her_clip_and_no_others() {
    let house = house().await;
    let (ann, ben) = (house.creator("Ann").await, house.creator("Ben").await);
    let hers = house.sent(&ann, b"one").await;
    house.made(&hers, b"one made", b"strip", Some(picture("tram.jpg"))).await.unwrap();
    let his = house.sent(&ben, b"two").await;
    house.made(&his, b"two made", b"strip", Some(picture("ferry.jpg"))).await.unwrap();
    let (her_poster, his_poster) = (house.clip(&hers).await.poster.unwrap(), house.clip(&his).await.poster.unwrap());
    for change in [
        Content { lead: Some(his_poster.0), ..Content::default() },
        Content { body: format!("![A boat](media:{his_poster})"), ..Content::default() },
    ] {
        let shown = newsroom::writing::media_in(&change.body).len() + usize::from(change.lead.is_some());
        assert_eq!(shown, 1, "it names the picture");
        let saved =
            house.save(&ann.0, &hers, |content| Content { lead: change.lead, body: change.body.clone(), ..content });
        assert_eq!(refused(saved.await), Refusal::ForeignPicture);
    }
    let taken = house.room.take_cover(&ann.0, hers.id, picture("market.jpg"), NOW).await.unwrap();
    let again = house.room.take_cover(&ann.0, hers.id, picture("market.jpg"), NOW).await.unwrap();
    assert_eq!(taken, again, "the same picture is kept once");
    for lead in [taken, her_poster] {
        house.save(&ann.0, &hers, |content| Content { lead: Some(lead.0), ..content }).await.unwrap();
    }
    assert!(house.room.take_cover(&ben.0, hers.id, picture("market.jpg"), NOW).await.is_err(), "of her clip");
    house.room.make_clip_again(&ann.0, hers.id, NOW).await.unwrap();
    house.made(&hers, b"one made again", b"strip", Some(picture("tram.jpg"))).await.unwrap();
    assert_eq!(house.clip(&hers).await.poster, Some(her_poster), "the same cover, found again");
}

#[tokio::test]
async fn what_is_announced_takes_room_as_long_as_it_arrives() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let limits = house.room.clip_limits();
    let large = limits.largest;
    let mut at = NOW;
    let mut begun = 0;
    loop {
        match house.room.begin_clip(&ann.0, ann.1, "boat.mp4", large, "en", at).await {
            Ok(_) => begun += 1,
            Err(Error::Refused(refusal)) => {
                assert_eq!(refusal, Refusal::NoClipSpace(limits.of_one));
                break;
            }
            Err(other) => panic!("{other}"),
        }
        at = at.plus(2 * DAY);
    }
    assert_eq!(begun, limits.of_one / large);
}

#[tokio::test]
async fn what_she_scheduled_she_goes_on_with() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let clip = house.sent(&ann, b"an original").await;
    house.made(&clip, b"a rendition", b"a strip", None).await.unwrap();
    house.save(&ann.0, &clip, |content| content).await.unwrap();
    house.room.schedule(&ann.0, clip.manuscript, NOW.plus(DAY), NOW).await.unwrap();
    house.save(&ann.0, &clip, |content| Content { credit: "Ann".to_owned(), ..content }).await.unwrap();
    house.room.schedule(&ann.0, clip.manuscript, NOW.plus(2 * DAY), NOW).await.unwrap();
    house.room.hand_back(&ann.0, clip.manuscript, NOW).await.unwrap();
    assert_eq!(house.room.publish_due(NOW.plus(3 * DAY)).await.unwrap(), 0);
    house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
    let seen = house.room.clip_content(clip.manuscript).await.unwrap();
    assert_eq!(seen.credit, "Ann");
}

#[tokio::test]
async fn whoever_writes_while_her_video_is_made_is_in_nobodys_way() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let clip = house.sent(&ann, b"an original").await;
    let open = house.room.open_manuscript(&ann.0, clip.manuscript).await.unwrap();
    let words = Content { headline: "The last boat".to_owned(), ..open.content };
    house.made(&clip, b"a rendition", b"a strip", Some(picture("tram.jpg"))).await.unwrap();
    let saved = house.room.save(&ann.0, clip.manuscript, open.base, words, RevisionKind::Saved, NOW).await.unwrap();
    assert!(matches!(saved, Saved::Kept(_)), "{saved:?}");
    let item = house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
    let found = house.clip(&clip).await.poster.unwrap();
    assert_eq!(house.room.piece(item).await.unwrap().unwrap().lead.map(|lead| lead.id), Some(found));
    assert!(house.store.item(item).await.unwrap().unwrap().picture.is_some(), "with the cover that was found");
}

#[tokio::test]
async fn room_is_promised_once_to_many_who_ask_at_once() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let limits = house.room.clip_limits();
    let fit = limits.of_one / limits.largest;
    let asking = (0..fit + 8).map(|_| house.room.begin_clip(&ann.0, ann.1, "boat.mp4", limits.largest, "en", NOW));
    let begun = futures_util::future::join_all(asking).await;
    assert_eq!(begun.iter().filter(|begun| begun.is_ok()).count() as u64, fit);
}

#[tokio::test]
async fn what_is_thrown_away_counts_among_the_uploads_of_its_day() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let limits = house.room.clip_limits();
    for _ in 0..limits.a_day {
        let clip = house.room.begin_clip(&ann.0, ann.1, "boat.mp4", 9, "en", NOW).await.unwrap();
        house.room.throw_clip_away(&ann.0, clip.id).await.unwrap();
    }
    let refused = house.room.begin_clip(&ann.0, ann.1, "boat.mp4", 9, "en", NOW).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::TooManyClips(most))) if most == limits.a_day));
    house.room.begin_clip(&ann.0, ann.1, "boat.mp4", 9, "en", NOW.plus(DAY)).await.unwrap();
}

#[tokio::test]
async fn what_is_thrown_away_as_a_manuscript_takes_its_files_along_and_captions_leave_none() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let clip = house.sent(&ann, b"an original").await;
    house.made(&clip, b"a rendition", b"a strip", None).await.unwrap();
    for words in ["one", "two", "three"] {
        let captions = format!("WEBVTT\n\n00:00.000 --> 00:01.000\n{words}\n");
        house.room.set_captions(&ann.0, clip.id, "en", captions.as_bytes()).await.unwrap();
    }
    assert_eq!(house.lies_there().len(), 4);
    house.room.remove_captions(&ann.0, clip.id, "en").await.unwrap();
    assert_eq!(house.lies_there().len(), 3);
    house.room.throw_away(&ann.0, clip.manuscript).await.unwrap();
    assert_eq!(house.lies_there(), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn what_a_server_that_died_left_behind_is_swept_and_nothing_else() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let clip = house.sent(&ann, b"an original").await;
    house.made(&clip, b"a rendition", b"a strip", None).await.unwrap();
    let waiting = house.sent(&ann, b"another original").await;
    let arriving = house.room.begin_clip(&ann.0, ann.1, "boat.mp4", 9, "en", NOW).await.unwrap();
    house.room.take_part(&ann.0, arriving.id, 0, parts(b"half"), || NOW).await.unwrap();
    let folder = house.folder.path().join("clips");
    let kept = |path: String| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, b"left").unwrap();
        path
    };
    let stays = kept(format!("making/.{}.part/plan", waiting.id));
    let before = house.lies_there().len();
    for left in [
        format!("aa/{}", "a".repeat(64)),
        format!("making/.{}.part/plan", clip.id),
        format!("making/{}.cards/film.mp4", clip.id),
        "making/999/270.mp4".to_owned(),
        "arriving/998".to_owned(),
    ] {
        kept(left);
    }
    assert_eq!(house.room.sweep_clips(Duration::from_secs(60)).await.unwrap(), 0, "it may still be needed");
    assert_eq!(house.room.sweep_clips(Duration::ZERO).await.unwrap(), 5);
    assert_eq!(house.lies_there().len(), before);
    assert!(stays.is_file());
    assert_eq!(house.room.sweep_clips(Duration::ZERO).await.unwrap(), 0);
}

#[tokio::test]
async fn what_becomes_for_adults_or_is_published_is_so_everywhere() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let clip = house.sent(&ann, b"an original").await;
    house.made(&clip, b"a rendition", b"a strip", Some(picture("tram.jpg"))).await.unwrap();
    house.save(&ann.0, &clip, |content| Content { unlisted: true, ..content }).await.unwrap();
    let name = house.room.unlisted_name(clip.id);
    assert!(house.room.clip_by_name(&name).await.unwrap().is_some());
    for other in [clip.id.to_string(), name.replace('-', "-0"), format!("{}0", name), name.replacen('1', "2", 1)] {
        assert!(house.room.clip_by_name(&other).await.unwrap().is_none(), "{other}");
    }
    let item = house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
    let open = house.room.open_manuscript(&ann.0, clip.manuscript).await.unwrap();
    assert!(!open.content.unlisted && !open.differs, "whatever is published stands in lists");
    assert!(house.store.item(item).await.unwrap().unwrap().picture.is_some());

    house.save(&ann.0, &clip, |content| Content { adults: true, ..content }).await.unwrap();
    house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
    assert!(house.store.item(item).await.unwrap().unwrap().picture.is_none(), "its cover leaves all lists");
    assert!(house.room.piece(item).await.unwrap().unwrap().lead.is_none(), "and feeds, cards and structured data");
    assert!(house.room.clip_seen(item).await.unwrap().unwrap().poster.is_some(), "behind the question it is there");
}
