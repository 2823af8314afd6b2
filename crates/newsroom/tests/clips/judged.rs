//! What moderators decide about clips, and what nobody gets around.

use model::{
    Clip, ClipFileKind, DAY, Deed, Event, EventId, MINUTE, ManuscriptState, ReaderId, RemovalReason, ReportReason, Role,
};
use newsroom::{ClipVerdict, Content, Editor, Refusal};
use store::{SealedEvent, SealedRow};

use crate::filming::refused;
use crate::house::{NOW, house};

#[tokio::test]
async fn a_copy_of_what_moderators_took_down_brings_nothing_back() {
    let house = house().await;
    let (ann, ben) = (house.creator("Ann").await, house.creator("Ben").await);
    let judge = Editor { reader: ReaderId(99), name: "Mo".to_owned(), role: Role::Moderator };
    let clip = house.sent(&ann, b"an original").await;
    house.made(&clip, b"a rendition", b"a strip", None).await.unwrap();
    house.save(&ann.0, &clip, |content| content).await.unwrap();
    let files = house.store.clip_files(clip.id).await.unwrap();
    let file = files.iter().find(|file| file.kind == ClipFileKind::Rendition).unwrap().file.clone();
    let seen =
        async |who: Option<&Editor>| house.room.clip_file(who, &file).await.unwrap().map(|shown| shown.to_everybody);
    assert_eq!((seen(None).await, seen(Some(&ben.0)).await), (None, None), "a draft is hers alone");
    assert_eq!((seen(Some(&ann.0)).await, seen(Some(&judge)).await), (Some(false), Some(false)));
    house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
    assert_eq!(seen(None).await, Some(true));
    let verdict = ClipVerdict::Withhold(RemovalReason::Insult, "It insults".to_owned());
    house.room.judge_clip(&judge, clip.id, verdict, NOW).await.unwrap();
    assert_eq!((seen(None).await, seen(Some(&ben.0)).await), (None, None));
    assert_eq!((seen(Some(&ann.0)).await, seen(Some(&judge)).await), (Some(false), Some(false)), "for an appeal");

    let copy = house.sent(&ann, b"an original").await;
    house.made_like(&copy, b"a rendition", b"a strip", None, Some(clip.id)).await.unwrap();
    house.save(&ann.0, &copy, |content| Content { unlisted: true, ..content }).await.unwrap();
    assert_eq!(seen(None).await, None, "by an address of a file");
    assert!(house.room.clip_by_name(&house.room.unlisted_name(copy.id)).await.unwrap().is_none(), "by its own address");
    let published = house.room.publish(&ann.0, copy.manuscript, None, NOW).await.map(|_| ());
    assert_eq!(refused(published), Refusal::LikeWithheld(clip.id));
    let scheduled = house.room.schedule(&ann.0, copy.manuscript, NOW.plus(DAY), NOW).await;
    assert_eq!(refused(scheduled), Refusal::LikeWithheld(clip.id));
    house.room.appeal_clip(&ann.0, clip.id, "It does not", NOW).await.unwrap();
    house.room.judge_clip(&judge, clip.id, ClipVerdict::Restore("It does not".to_owned()), NOW).await.unwrap();
    house.room.publish(&ann.0, copy.manuscript, None, NOW).await.unwrap();
}

#[tokio::test]
async fn copies_that_were_made_before_a_verdict_stay_out_too() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let judge = Editor { reader: ReaderId(99), name: "Mo".to_owned(), role: Role::Moderator };
    let mut clips: Vec<Clip> = Vec::new();
    for (number, alike) in [None, Some(0), Some(0)].into_iter().enumerate() {
        let clip = house.sent(&ann, format!("original {number}").as_bytes()).await;
        let (rendition, alike) = (format!("rendition {number}"), alike.map(|of: usize| clips[of].id));
        house.made_like(&clip, rendition.as_bytes(), b"strip", None, alike).await.unwrap();
        house.save(&ann.0, &clip, |content| content).await.unwrap();
        clips.push(clip);
    }
    house.room.publish(&ann.0, clips[1].manuscript, None, NOW).await.unwrap();
    let verdict = ClipVerdict::Withhold(RemovalReason::Insult, "It insults".to_owned());
    house.room.judge_clip(&judge, clips[1].id, verdict, NOW).await.unwrap();
    for copy in [&clips[0], &clips[2]] {
        let published = house.room.publish(&ann.0, copy.manuscript, None, NOW).await.map(|_| ());
        assert_eq!(refused(published), Refusal::LikeWithheld(clips[1].id));
    }
}

#[tokio::test]
async fn a_twin_that_waited_as_a_draft_does_not_come_out_at_its_time() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let judge = Editor { reader: ReaderId(99), name: "Mo".to_owned(), role: Role::Moderator };
    let twins = [house.sent(&ann, b"an original").await, house.sent(&ann, b"an original").await];
    for twin in &twins {
        house.made(twin, b"a rendition", b"a strip", None).await.unwrap();
        house.save(&ann.0, twin, |content| content).await.unwrap();
    }
    let [first, second] = twins;
    let at = NOW.plus(DAY);
    house.room.schedule(&ann.0, first.manuscript, at, NOW).await.unwrap();
    house.room.publish(&ann.0, second.manuscript, None, NOW).await.unwrap();
    let verdict = ClipVerdict::Withhold(RemovalReason::Insult, "It insults".to_owned());
    house.room.judge_clip(&judge, second.id, verdict, NOW).await.unwrap();
    assert_eq!(house.room.publish_due(at).await.unwrap(), 0);
    let row = house.store.manuscript(first.manuscript).await.unwrap().unwrap();
    assert_eq!(row.state, ManuscriptState::Review);
    let notes = house.store.notes(first.manuscript).await.unwrap();
    assert!(notes[0].text.contains("moderators took down"), "{}", notes[0].text);
    assert_eq!(
        refused(house.room.publish(&ann.0, first.manuscript, None, at).await.map(|_| ())),
        Refusal::LikeWithheld(second.id)
    );
}

#[tokio::test]
async fn what_was_reported_stays_so_when_it_is_taken_back_and_published_again() {
    let house = house().await;
    let ann = house.creator("Ann").await;
    let judge = Editor { reader: ReaderId(99), name: "Mo".to_owned(), role: Role::Moderator };
    let clip = house.sent(&ann, b"an original").await;
    house.made(&clip, b"a rendition", b"a strip", None).await.unwrap();
    house.save(&ann.0, &clip, |content| content).await.unwrap();
    let item = house.room.publish(&ann.0, clip.manuscript, None, NOW).await.unwrap();
    let event = Event { id: EventId(7), item, deed: Deed::Reported, at: NOW, dwell_ms: 0, slot: 0 };
    let event = SealedEvent { event, row: SealedRow { kind: 1, place: vec![7], body: vec![7] } };
    assert!(house.store.report(ann.0.reader, event, ReportReason::Spam).await.unwrap());
    assert_eq!(house.room.clips_to_judge(&judge).await.unwrap().len(), 1);
    house.room.withdraw(&ann.0, clip.manuscript, "A slip", NOW).await.unwrap();
    let again = house.room.publish(&ann.0, clip.manuscript, None, NOW.plus(MINUTE)).await.unwrap();
    assert_ne!(again, item);
    let waiting = house.room.clips_to_judge(&judge).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].reports, [(ReportReason::Spam, 1)]);
}

#[tokio::test]
async fn no_channel_is_called_like_another_or_like_the_edition() {
    let house = house().await;
    let (ann, ben) = (house.creator("Ann").await, house.creator("Ben").await);
    for title in ["Ben's Boats", "ben’s boats!", "Anselmouth", "Newsroom"] {
        let renamed = house.room.change_channel(&ann.0, ann.1, title, "").await;
        assert_eq!(refused(renamed), Refusal::Taken, "{title}");
        let made = house.room.make_channel(&ann.0, title, "", NOW).await.map(|_| ());
        assert_eq!(refused(made), Refusal::Taken, "{title}");
    }
    assert_eq!(refused(house.room.change_channel(&ann.0, ann.1, "!?", "").await), Refusal::NoLetters);
    house.room.change_channel(&ann.0, ann.1, "Ann's Boats", "Hers").await.unwrap();
    house.room.change_channel(&ben.0, ben.1, "Trams", "").await.unwrap();
    let made = house.room.make_channel(&ann.0, "Trams", "", NOW).await.map(|_| ());
    assert_eq!(refused(made), Refusal::Taken, "by its title of now");
    let (one, other) = tokio::join!(
        house.room.make_channel(&ann.0, "Buses", "", NOW),
        house.room.make_channel(&ben.0, "Buses", "", NOW)
    );
    assert!(one.is_ok() != other.is_ok(), "one of two who ask at once");
}
