use model::{DAY, Deed, Event, EventId, ItemId, ReaderId, Time};
use store::Saved;

use crate::setup::{add_source, arrival, keep_and_place, on_both};

#[test]
fn what_is_put_aside_stays_until_it_is_taken_back_or_its_reader_goes() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let other = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        let source = add_source(&store, "paper").await;
        let mut items = Vec::new();
        for name in ["a", "b", "c"] {
            items.push(keep_and_place(&store, source, arrival(name, name, 10)).await);
        }
        for (at, item) in [(5, items[0]), (7, items[1]), (7, items[2]), (9, items[0])] {
            assert_eq!(store.save_item(reader, item, Time(at)).await, Ok(Saved::Kept));
        }
        let all = vec![(items[2], Time(7)), (items[1], Time(7)), (items[0], Time(5))];
        assert_eq!(store.saved_items(reader, None, 9).await, Ok(all.clone()));
        assert_eq!(store.saved_items(reader, None, 1).await, Ok(all[..1].to_vec()));
        assert_eq!(store.saved_items(reader, Some((Time(7), items[2])), 9).await, Ok(all[1..].to_vec()));
        assert_eq!(store.save_item(reader, ItemId(999), Time(9)).await, Ok(Saved::NotThere));
        assert_eq!(store.save_item(ReaderId(999), items[0], Time(9)).await, Ok(Saved::NotThere));

        assert_eq!(store.unsave_item(other, items[0]).await, Ok(false), "it is not hers");
        assert_eq!(store.is_saved(reader, items[0]).await, Ok(true));
        assert_eq!(store.unsave_item(reader, items[0]).await, Ok(true));
        assert_eq!(store.unsave_item(reader, items[0]).await, Ok(false));
        assert_eq!(store.is_saved(reader, items[0]).await, Ok(false));
        store.remove_reader(reader).await.expect("removed");
        assert_eq!(store.saved_items(reader, None, 9).await, Ok(vec![]));
    });
}

#[test]
fn a_place_in_a_text_and_a_wish_are_the_last_that_were_set() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let source = add_source(&store, "paper").await;
        let item = keep_and_place(&store, source, arrival("a", "a", 10)).await;
        assert_eq!(store.reading_place(reader, item).await, Ok(None));
        for place in [200, 431] {
            store.set_reading_place(reader, item, place, Time(3)).await.expect("set");
        }
        for (nobody, nothing) in [(reader, ItemId(999)), (ReaderId(999), item)] {
            assert_eq!(store.set_reading_place(nobody, nothing, 5, Time(3)).await, Ok(()));
        }
        assert_eq!(store.reading_place(reader, item).await, Ok(Some(431)));
        assert_eq!(store.reading_places(reader).await, Ok(vec![(item, 431, Time(3))]));
        store.forget_reading_place(reader, item).await.expect("forgotten");
        assert_eq!(store.reading_place(reader, item).await, Ok(None));

        for (name, value) in [("order", "newest"), ("breaks", "20-0"), ("order", "following")] {
            store.set_wish(reader, name, value, Time(3)).await.expect("set");
        }
        let wanted = [("breaks", "20-0"), ("order", "following")].map(|(name, value)| (name.into(), value.into()));
        assert_eq!(store.wishes(reader).await, Ok(wanted.to_vec()));
    });
}

#[test]
fn history_has_each_item_once_and_forgets_what_is_pruned() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let other = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        let event = |id, item, deed, at| Event {
            id: EventId(id),
            item: ItemId(item),
            deed,
            at: Time(at),
            dwell_ms: 0,
            slot: 0,
        };
        let deeds = [
            event(1, 5, Deed::Shown, 10),
            event(2, 5, Deed::Opened, 20),
            event(3, 5, Deed::Finished, 40),
            event(4, 6, Deed::Opened, 30),
            event(5, 7, Deed::Shown, 50),
        ];
        for each in [reader, other] {
            store.record(each, &deeds, None, Time(60)).await.expect("recorded");
        }
        let (five, six) = ((ItemId(5), Time(40)), (ItemId(6), Time(30)));
        assert_eq!(store.history(reader, None, 9).await, Ok(vec![five, six]));
        assert_eq!(store.history(reader, None, 1).await, Ok(vec![five]));
        assert_eq!(store.history(reader, Some((Time(40), ItemId(5))), 9).await, Ok(vec![six]));
        assert_eq!(store.history(reader, Some((Time(30), ItemId(7))), 9).await, Ok(vec![six]), "of one moment");
        assert_eq!(store.read_between(reader, Time(20), Time(30)).await, Ok(vec![ItemId(5)]));
        assert_eq!(store.read_between(reader, Time(20), Time(31)).await, Ok(vec![ItemId(5), ItemId(6)]));

        store.forget_deeds(reader, &[ItemId(5)], vec![9], Time(70)).await.expect("forgotten");
        assert_eq!(store.history(reader, None, 9).await, Ok(vec![six]));
        assert_eq!(store.events_of(reader, 9).await, Ok(vec![deeds[4], deeds[3]]));
        assert_eq!(store.profile(reader).await, Ok(Some(vec![9])));
        assert_eq!(store.history(other, None, 9).await, Ok(vec![five, six]), "another's stays");
    });
}

#[test]
fn what_was_done_is_known_of_its_reader_for_a_month() {
    on_both(async |store| {
        let ada = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let eve = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        assert_eq!(store.was_done(ada, "1a").await, Ok(false));
        store.note_done(ada, "1a", Time(5)).await.expect("noted");
        store.note_done(ada, "1a", Time(6)).await.expect("noted twice");
        assert_eq!(store.was_done(ada, "1a").await, Ok(true));
        assert_eq!(store.was_done(ada, "1b").await, Ok(false));
        assert_eq!(store.was_done(eve, "1a").await, Ok(false));
        store.note_done(ada, "1b", Time(5).plus(31 * DAY)).await.expect("noted");
        assert_eq!(store.was_done(ada, "1a").await, Ok(false));
        store.remove_reader(ada).await.expect("removed");
        assert_eq!(store.was_done(ada, "1b").await, Ok(false));
    });
}
