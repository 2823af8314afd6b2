use model::{Choice, Deed, Event, EventId, ItemId, ReaderId, SourceId, Target, Time, Topic};
use store::{Counters, Error, PictureRow, PictureState};

use crate::setup::on_both;

#[test]
fn a_reader_is_known_by_her_secret_alone() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        assert_eq!(store.new_reader(&[7; 32], Time(2)).await, Ok(reader));
        assert_eq!(store.reader_by_secret(&[7; 32]).await, Ok(Some(reader)));
        assert_eq!(store.reader_by_secret(&[8; 32]).await, Ok(None));
        assert_eq!(store.profile(reader).await, Ok(None));
        store.save_profile(reader, &[1, 0, 2], Time(1)).await.expect("saved");
        store.save_profile(reader, &[1, 0, 3], Time(2)).await.expect("saved");
        assert_eq!(store.profile(reader).await, Ok(Some(vec![1, 0, 3])));
        store.remove_reader(reader).await.expect("removed");
        assert_eq!(store.profile(reader).await, Ok(None));
    });
}

#[test]
fn choices_hold_until_they_are_taken_back() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let source = Target::Source(SourceId(4));
        let topic = Target::Topic(Topic(15_000_000));
        let word = Target::Word("cup final".to_owned());
        for (at, target) in [&source, &topic, &word, &source].into_iter().enumerate() {
            store.choose(reader, Choice::Follow, target, Time(at as i64)).await.expect("chosen");
        }
        store.choose(reader, Choice::Mute, &word, Time(9)).await.expect("chosen");
        store.unchoose(reader, Choice::Follow, &word).await.expect("unchosen");
        let chosen = store.choices(reader).await.expect("choices");
        assert_eq!(chosen, [(Choice::Follow, source), (Choice::Follow, topic), (Choice::Mute, word)]);
    });
}

#[test]
fn sliders_hold_until_they_are_set_again_and_go_with_their_reader() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let other = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        assert_eq!(store.sliders(reader).await, Ok(None));
        for sliders in ["4220210", "2222220"] {
            store.set_sliders(reader, sliders, Time(2)).await.expect("set");
        }
        assert_eq!(store.sliders(reader).await, Ok(Some("2222220".to_owned())));
        assert_eq!(store.sliders(other).await, Ok(None));
        store.remove_reader(reader).await.expect("removed");
        assert_eq!(store.sliders(reader).await, Ok(None));
    });
}

#[test]
fn forgetting_takes_what_was_learned_of_one_reader_and_leaves_what_she_chose() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let other = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        let event = Event { id: EventId(1), item: ItemId(5), deed: Deed::Opened, at: Time(1), dwell_ms: 0, slot: 1 };
        let muted = (Choice::Mute, Target::Source(SourceId(4)));
        for each in [reader, other] {
            store.record(each, &[event], Some(vec![1]), Time(1)).await.expect("recorded");
            store.choose(each, muted.0, &muted.1, Time(1)).await.expect("chosen");
        }
        store.forget_what_was_learned(reader).await.expect("forgotten");
        assert_eq!(store.profile(reader).await, Ok(None));
        assert_eq!(store.events_of(reader, 9).await, Ok(vec![]));
        assert_eq!(store.choices(reader).await, Ok(vec![muted]));
        assert_eq!(store.profile(other).await, Ok(Some(vec![1])));
        assert_eq!(store.events_of(other, 9).await, Ok(vec![event]));
    });
}

#[test]
fn an_event_reported_twice_counts_once() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let other = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        let event = |id, item, deed| Event {
            id: EventId(id),
            item: ItemId(item),
            deed,
            at: Time(id as i64),
            dwell_ms: u32::MAX,
            slot: u16::MAX,
        };
        let first = [event(u64::MAX, 5, Deed::Shown), event(2, 5, Deed::Opened)];
        let new = store.record(reader, &first, Some(vec![1]), Time(1)).await;
        assert_eq!(new, Ok(vec![EventId(u64::MAX), EventId(2)]));
        let again = [first[1], event(3, 6, Deed::Liked), event(3, 6, Deed::Liked)];
        assert_eq!(store.record(reader, &again, None, Time(2)).await, Ok(vec![EventId(3)]));
        assert_eq!(store.record(other, &first[1..], None, Time(2)).await, Ok(vec![EventId(2)]));

        let counters = store.counters(&[ItemId(5), ItemId(6), ItemId(7)]).await.expect("counters");
        assert_eq!(counters[&ItemId(5)], Counters { shown: 1, opened: 2, ..Counters::default() });
        assert_eq!(counters[&ItemId(6)], Counters { liked: 1, ..Counters::default() });
        assert!(!counters.contains_key(&ItemId(7)));
        assert_eq!(store.profile(reader).await, Ok(Some(vec![1])));
        let kept = store.events_of(reader, 2).await.expect("events");
        assert_eq!(kept, [event(3, 6, Deed::Liked), event(2, 5, Deed::Opened)]);
        let nobody = store.record(ReaderId(99), &first, None, Time(1)).await;
        assert_eq!(nobody, Err(Error::NotThere("Reader 99".to_owned())));
    });
}

#[test]
fn pictures_are_remembered_by_their_address() {
    on_both(async |store| {
        let picture = PictureRow {
            url: "https://a.example/1.jpg".to_owned(),
            width: 640,
            height: 480,
            thumbhash: vec![0, 255],
            state: PictureState::Ready,
            file: "abc".to_owned(),
            words: String::new(),
            tried_at: Time(5),
        };
        store.note_picture(&PictureRow { state: PictureState::Waiting, ..picture.clone() }).await.expect("noted");
        store.note_picture(&picture).await.expect("noted");
        let urls = ["https://b.example/", picture.url.as_str()];
        assert_eq!(store.pictures(&urls).await, Ok(vec![picture.clone()]));
        let endless = PictureRow { url: "x".repeat(3_000), ..picture };
        assert_eq!(store.note_picture(&endless).await, Err(Error::TooLong(3_000)));
    });
}

#[test]
fn settings_keep_their_last_value() {
    on_both(async |store| {
        assert_eq!(store.setting("x").await, Ok(None));
        store.set_setting("x", "1").await.expect("set");
        store.set_setting("x", "2").await.expect("set");
        assert_eq!(store.setting("x").await, Ok(Some("2".to_owned())));
    });
}
