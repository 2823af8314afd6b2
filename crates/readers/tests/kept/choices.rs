//! What she follows and mutes, and how she has tuned her timeline.

use model::{Choice, ReaderId, SourceId, Target, Topic};
use timeline::Sliders;

use crate::stand::{START, is_away, minutes, on_both};

#[test]
fn choices_hold_until_they_are_taken_back() {
    on_both(async |stand| {
        let (her, other) = (stand.guest().await, stand.guest().await);
        let (source, topic) = (Target::Source(SourceId(4)), Target::Topic(Topic(15_000_000)));
        let word = Target::Word("cup final".to_owned());
        let second = stand.anew_with(&her).await;
        for (minute, (node, target)) in
            [(&stand.readers, &source), (&stand.readers, &topic), (&second, &word), (&second, &source)]
                .iter()
                .enumerate()
        {
            node.choose(her.reader, Choice::Follow, (*target).clone(), minutes(minute as i64)).await.unwrap();
        }
        let desk = &stand.readers;
        desk.choose(her.reader, Choice::Mute, word.clone(), minutes(9)).await.unwrap();
        desk.unchoose(her.reader, Choice::Follow, word.clone()).await.unwrap();
        desk.unchoose(other.reader, Choice::Follow, topic.clone()).await.unwrap();
        let want = [(Choice::Follow, source), (Choice::Follow, topic), (Choice::Mute, word)];
        for desk in [desk, &stand.anew_with(&her).await] {
            assert_eq!(desk.choices(her.reader).await.unwrap(), want, "in the order in which they were made");
        }
        assert_eq!(desk.choices(other.reader).await.unwrap(), []);
        assert!(is_away(desk.choose(ReaderId(99), Choice::Mute, want[0].1.clone(), START).await));
    });
}

#[test]
fn a_word_is_one_choice_however_long_it_is() {
    on_both(async |stand| {
        let her = stand.guest().await;
        let long = |more: &str| Target::Word("ö".repeat(200) + more);
        for more in ["", "a", "b"] {
            stand.readers.choose(her.reader, Choice::Mute, long(more), START).await.unwrap();
        }
        let kept = stand.anew_with(&her).await.choices(her.reader).await.unwrap();
        assert_eq!(kept, [(Choice::Mute, long(""))]);
        stand.readers.unchoose(her.reader, Choice::Mute, long("c")).await.unwrap();
        assert_eq!(stand.readers.choices(her.reader).await.unwrap(), []);
    });
}

#[test]
fn sliders_hold_until_they_are_set_again_and_go_with_their_reader() {
    on_both(async |stand| {
        let (her, other) = (stand.guest().await, stand.guest().await);
        let desk = &stand.readers;
        assert_eq!(desk.sliders(her.reader).await.unwrap(), Sliders::default());
        for sliders in [Sliders([4, 2, 2, 0, 2, 1, 0]), Sliders([2, 2, 2, 2, 2, 2, 0])] {
            desk.set_sliders(her.reader, sliders).await.unwrap();
            for desk in [desk, &stand.anew_with(&her).await] {
                assert_eq!(desk.sliders(her.reader).await.unwrap(), sliders);
            }
        }
        assert_eq!(desk.sliders(other.reader).await.unwrap(), Sliders::default());
        stand.remove(her.reader).await;
        assert!(is_away(desk.sliders(her.reader).await));
        assert_eq!(stand.rows(her.reader).await, []);
    });
}
