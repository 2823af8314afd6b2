//! What she did and has read, what was learned from it, and how she takes it back.

use std::collections::HashSet;

use model::{Choice, Deed, ReaderId, ReportReason, SourceId, Target};
use readers::{Readers, Wish};
use store::Counters;

use crate::stand::{EVENT, START, did, is_away, minutes, on_both};

async fn done(desk: &Readers, reader: ReaderId) -> Vec<u64> {
    desk.export(reader).await.unwrap().events.iter().map(|event| event.id.0).collect()
}

#[test]
fn history_has_each_item_once_and_forgets_what_is_taken_out() {
    on_both(async |stand| {
        let [four, five, six, seven] = stand.news(&["4", "5", "6", "7"], START).await.try_into().unwrap();
        let deeds = [
            did(1, five, Deed::Shown, 10),
            did(2, five, Deed::Opened, 20),
            did(3, five, Deed::Finished, 40),
            did(4, six, Deed::Visited, 30),
            did(5, seven, Deed::Shown, 50),
            did(6, four, Deed::Liked, 55),
        ];
        let (her, other, third) = (stand.guest().await, stand.guest().await, stand.guest().await);
        let desk = &stand.readers;
        for each in [&her, &other, &third] {
            assert_eq!(desk.take(each.reader, &deeds, minutes(60)).await.unwrap(), deeds.len());
        }
        let (read_five, read_six) = ((five, minutes(40)), (six, minutes(30)));
        for desk in [desk, &stand.anew_with(&her).await] {
            for (before, limit, want) in [
                (None, 9, vec![read_five, read_six]),
                (None, 1, vec![read_five]),
                (Some((minutes(40), five)), 9, vec![read_six]),
                (Some((minutes(30), seven)), 9, vec![read_six]),
                (Some((minutes(30), six)), 9, vec![]),
            ] {
                assert_eq!(desk.history(her.reader, before, limit).await.unwrap(), want, "{before:?} {limit}");
            }
        }

        desk.set_reading_place(her.reader, five, 300, minutes(41)).await.unwrap();
        desk.set_reading_place(her.reader, six, 400, minutes(42)).await.unwrap();
        let between = async |from, until| {
            desk.forget_read_between(her.reader, minutes(from), minutes(until), minutes(70)).await.unwrap()
        };
        assert_eq!(between(41, 99).await, 0, "nothing was opened then");
        assert_eq!(between(20, 30).await, 1, "the last moment is not among them");
        assert_eq!(desk.history(her.reader, None, 9).await.unwrap(), [read_six]);
        let after = stand.anew_with(&her).await;
        for desk in [desk, &after] {
            assert_eq!(done(desk, her.reader).await, [6, 5, 4], "all that she did with it is gone");
            assert_eq!(desk.reading_place(her.reader, five).await.unwrap(), None);
            assert_eq!(desk.reading_place(her.reader, six).await.unwrap(), Some(400));
            let view = desk.profile_view(Some(her.reader)).await.unwrap();
            assert!(view.read.contains(&six) && !view.read.contains(&five), "{:?}", view.read);
        }
        assert_eq!(desk.history(other.reader, None, 9).await.unwrap(), [read_five, read_six], "another's stays");
        let both = desk.forget_read_between(third.reader, minutes(20), minutes(31), minutes(70)).await.unwrap();
        assert_eq!((both, desk.history(third.reader, None, 9).await.unwrap()), (2, vec![]));
        desk.forget_read(other.reader, &[five, seven], minutes(70)).await.unwrap();
        assert_eq!(done(desk, other.reader).await, [6, 4]);
        let opened = stand.store.counters(&[five]).await.unwrap()[&five];
        assert_eq!(opened, Counters { shown: 3, opened: 3, finished: 3, ..Counters::default() }, "nobody's");
    });
}

#[test]
fn an_event_reported_twice_counts_once() {
    on_both(async |stand| {
        let [five, six, seven] = stand.news(&["5", "6", "7"], START).await.try_into().unwrap();
        let (her, other) = (stand.guest().await, stand.guest().await);
        let (desk, second) = (&stand.readers, stand.anew_with(&her).await);
        let first = [did(u64::MAX, five, Deed::Shown, 1), did(2, five, Deed::Opened, 2)];
        let again = [first[1], did(3, six, Deed::Liked, 3), did(3, six, Deed::Liked, 3)];
        for (node, reader, events, new) in [
            (desk, &her, &first[..], 2),
            (desk, &her, &again, 1),
            (&second, &her, &again, 0),
            (desk, &other, &first[1..], 1),
        ] {
            assert_eq!(node.take(reader.reader, events, minutes(5)).await.unwrap(), new);
        }
        let counters = stand.store.counters(&[five, six, seven]).await.unwrap();
        assert_eq!(counters[&five], Counters { shown: 1, opened: 2, ..Counters::default() });
        assert_eq!(counters[&six], Counters { liked: 1, ..Counters::default() });
        assert!(!counters.contains_key(&seven));
        let kept = stand.anew_with(&her).await.export(her.reader).await.unwrap().events;
        assert_eq!(kept, [again[1], first[1], first[0]], "as they were sent, the latest first");
        assert!(is_away(desk.take(ReaderId(99), &first, minutes(5)).await));
    });
}

#[test]
fn forgetting_takes_what_was_learned_of_one_reader_and_leaves_what_she_chose() {
    on_both(async |stand| {
        let [item] = stand.news(&["5"], START).await.try_into().unwrap();
        let (her, other) = (stand.guest().await, stand.guest().await);
        let desk = &stand.readers;
        let muted = (Choice::Mute, Target::Source(SourceId(4)));
        for each in [&her, &other] {
            desk.take(each.reader, &[did(1, item, Deed::Opened, 1)], minutes(2)).await.unwrap();
            desk.choose(each.reader, muted.0, muted.1.clone(), minutes(2)).await.unwrap();
            desk.save(each.reader, item, minutes(2)).await.unwrap();
            desk.set_reading_place(each.reader, item, 500, minutes(2)).await.unwrap();
        }
        desk.reset_profile(her.reader).await.unwrap();
        for desk in [desk, &stand.anew_with(&her).await] {
            let kept = desk.export(her.reader).await.unwrap();
            assert!(kept.view.is_empty && kept.events.is_empty() && kept.places.is_empty());
            assert_eq!((kept.view.choices, kept.saved), (vec![muted.clone()], vec![(item, minutes(2))]));
        }
        for desk in [desk, &stand.anew_with(&other).await] {
            let kept = desk.export(other.reader).await.unwrap();
            assert!(!kept.view.is_empty && kept.places.len() == 1, "another's stays");
            assert_eq!(kept.events, [did(1, item, Deed::Opened, 1)]);
        }
    });
}

#[test]
fn what_she_said_last_is_undone_with_its_event() {
    on_both(async |stand| {
        let [five, six] = stand.news(&["5", "6"], START).await.try_into().unwrap();
        let her = stand.guest().await;
        let desk = &stand.readers;
        desk.take(her.reader, &[did(1, five, Deed::Opened, 1)], minutes(2)).await.unwrap();
        let before = desk.export(her.reader).await.unwrap();
        desk.say(her.reader, did(2, six, Deed::Hidden, 3), &Wish::default(), minutes(3)).await.unwrap();
        assert_eq!(stand.anew_with(&her).await.export(her.reader).await.unwrap().view.hidden, [six]);
        assert_eq!(stand.store.counters(&[six]).await.unwrap()[&six].hidden, 1);
        for undone in [true, false] {
            assert_eq!(desk.undo(her.reader, minutes(3)).await.unwrap(), undone);
            for desk in [desk, &stand.anew_with(&her).await] {
                let kept = desk.export(her.reader).await.unwrap();
                assert_eq!((kept.profile, kept.events), (before.profile.clone(), before.events.clone()));
            }
            assert_eq!(stand.store.counters(&[six]).await.unwrap()[&six].hidden, 0);
        }
    });
}

#[test]
fn what_she_reported_is_hers_to_read_and_the_operator_s_without_her() {
    on_both(async |stand| {
        let [item] = stand.news(&["5"], START).await.try_into().unwrap();
        let her = stand.guest().await;
        for (node, is_new) in [(&stand.readers, true), (&stand.readers, false), (&stand.anew_with(&her).await, false)] {
            assert_eq!(node.report(her.reader, item, ReportReason::Spam, minutes(1)).await.unwrap(), is_new);
        }
        let told = stand.readers.reports(9).await.unwrap();
        assert_eq!(told.iter().map(|told| (told.item, told.reason)).collect::<Vec<_>>(), [(item, ReportReason::Spam)]);
        let kept = stand.anew_with(&her).await.export(her.reader).await.unwrap().events;
        assert_eq!(kept.iter().map(|event| (event.item, event.deed)).collect::<Vec<_>>(), [(item, Deed::Reported)]);
        assert_eq!(stand.store.sealed(her.reader, EVENT).await.unwrap().len(), 1);
    });
}

#[test]
fn a_like_is_taken_back_long_after_and_what_was_read_stays_read() {
    on_both(async |stand| {
        let [five, six] = stand.news(&["5", "6"], START).await.try_into().unwrap();
        let (her, other) = (stand.guest().await, stand.guest().await);
        let desk = &stand.readers;
        let read = [did(1, five, Deed::Opened, 1), did(2, five, Deed::Heard, 2)];
        desk.take(other.reader, &read, minutes(9)).await.unwrap();
        desk.take(her.reader, &read, minutes(9)).await.unwrap();
        let likes = [did(3, five, Deed::Liked, 3), did(4, six, Deed::Liked, 4), did(5, five, Deed::Liked, 5)];
        desk.take(her.reader, &likes, minutes(9)).await.unwrap();
        assert_eq!(desk.liked(her.reader).await.unwrap(), HashSet::from([five, six]));
        assert_eq!(desk.liked(other.reader).await.unwrap(), HashSet::new());

        for (reader, item, was) in
            [(other.reader, five, false), (her.reader, five, true), (her.reader, five, false), (her.reader, six, true)]
        {
            assert_eq!(desk.unlike(reader, item, minutes(9)).await.unwrap(), was, "{item:?}");
        }
        for desk in [desk, &stand.anew_with(&her).await] {
            assert_eq!(desk.liked(her.reader).await.unwrap(), HashSet::new());
            assert_eq!(done(desk, her.reader).await, [2, 1]);
            assert_eq!(desk.history(her.reader, None, 9).await.unwrap(), [(five, minutes(1))]);
        }
        let strengths = async |reader| {
            let view = desk.profile_view(Some(reader)).await.unwrap();
            view.sources.iter().map(|(source, strength)| (*source, (strength * 100.0).round())).collect::<Vec<_>>()
        };
        assert_eq!(strengths(her.reader).await, strengths(other.reader).await, "as though she had never liked it");
        let counters = stand.store.counters(&[five]).await.unwrap()[&five];
        assert_eq!(counters, Counters { opened: 2, ..Counters::default() });
        assert!(is_away(desk.unlike(ReaderId(99), five, minutes(9)).await));
    });
}
