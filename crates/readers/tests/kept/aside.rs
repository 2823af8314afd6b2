//! What she put aside, how far she has read, and how she wants her pages.

use model::{ItemId, ReaderId};
use readers::Saved;

use crate::beside::sql;
use crate::stand::{START, is_away, minutes, on_both};

#[test]
fn what_is_put_aside_stays_until_it_is_taken_back_or_its_reader_goes() {
    on_both(async |stand| {
        let (her, other) = (stand.guest().await, stand.guest().await);
        let [a, b, c] = stand.news(&["a", "b", "c"], START).await.try_into().unwrap();
        let second = stand.anew_with(&her).await;
        assert_eq!(second.saved_count(her.reader).await.unwrap(), 0, "another node knows her from before");
        for (node, item, at) in
            [(&stand.readers, a, 5), (&stand.readers, b, 7), (&second, c, 7), (&stand.readers, a, 9), (&second, a, 9)]
        {
            assert_eq!(node.save(her.reader, item, minutes(at)).await.unwrap(), Saved::Kept);
        }
        let all = vec![(c, minutes(7)), (b, minutes(7)), (a, minutes(5))];
        for node in [&stand.readers, &second, &stand.anew_with(&her).await] {
            let saved = async |before, limit| node.saved_items(her.reader, before, limit).await.unwrap();
            assert_eq!(saved(None, 9).await, all, "the first moment holds");
            assert_eq!(saved(None, 1).await, all[..1]);
            assert_eq!(saved(Some((minutes(7), c)), 9).await, all[1..]);
            assert_eq!(saved(Some((minutes(5), a)), 9).await, []);
        }
        assert_eq!(stand.readers.save(her.reader, ItemId(999), START).await.unwrap(), Saved::NotThere);
        assert!(is_away(stand.readers.save(ReaderId(999), a, START).await));

        assert!(!stand.readers.unsave(other.reader, a).await.unwrap(), "it is not hers");
        for (is, was) in [(true, true), (false, false)] {
            assert_eq!(stand.readers.is_saved(her.reader, a).await.unwrap(), is);
            assert_eq!(stand.readers.unsave(her.reader, a).await.unwrap(), was);
        }
        assert_eq!(stand.anew_with(&her).await.saved_items(her.reader, None, 9).await.unwrap(), all[..2]);
        stand.remove(her.reader).await;
        assert!(is_away(stand.readers.saved_items(her.reader, None, 9).await));
        assert_eq!(stand.rows(her.reader).await, []);
    });
}

#[test]
fn nobody_puts_aside_more_than_there_is_room_for() {
    on_both(async |stand| {
        let (her, guest) = (stand.account("Ann").await, stand.guest().await);
        let texts: Vec<String> = (0..5_001).map(|number| number.to_string()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let items = stand.news(&texts, START).await;
        // As an earlier release kept them, so that they need not be put aside one by one.
        for (reader, number) in [(her.reader, 4_999), (guest.reader, 3)] {
            let rows = format!("select {reader}, id, {} + id from items where id < {}", START.0, items[number]);
            sql(stand.place, &format!("insert into saved (reader, item, at) {rows}"));
        }
        stand.readers.seal_what_stands_open(START).await.unwrap();
        let desk = stand.anew_with(&her).await;
        assert_eq!(desk.saved_count(her.reader).await.unwrap(), 4_999);
        assert_eq!(desk.save(her.reader, items[4_999], START).await.unwrap(), Saved::Kept);
        assert_eq!(desk.save(her.reader, items[5_000], START).await.unwrap(), Saved::TooMany(5_000));
        assert_eq!(desk.save(her.reader, items[7], START).await.unwrap(), Saved::Kept, "since before");
        assert!(desk.unsave(her.reader, items[0]).await.unwrap() && desk.unsave(her.reader, items[1]).await.unwrap());
        assert!(desk.who(&guest.secret, START).await.unwrap().is_some());
        assert_eq!(desk.bring_along(guest.reader, her.reader).await.unwrap().saved, 2, "as many as there is room for");
        assert!(desk.unsave(her.reader, items[9]).await.unwrap());
        assert_eq!(desk.bring_along(guest.reader, her.reader).await.unwrap().saved, 0, "she has them all by now");
        assert_eq!(desk.save(her.reader, items[5_000], START).await.unwrap(), Saved::Kept);
        assert_eq!(desk.save(her.reader, items[9], START).await.unwrap(), Saved::TooMany(5_000));
    });
}

#[test]
fn a_place_in_a_text_and_a_wish_are_the_last_that_were_set() {
    on_both(async |stand| {
        let (her, other) = (stand.guest().await, stand.guest().await);
        let (reader, item, desk) = (her.reader, ItemId(7), &stand.readers);
        assert_eq!(desk.reading_place(reader, item).await.unwrap(), None);
        for (place, at) in [(200, 2), (431, 3)] {
            desk.set_reading_place(reader, item, place, minutes(at)).await.unwrap();
        }
        desk.set_reading_place(reader, ItemId(8), 5, minutes(3)).await.unwrap();
        assert!(is_away(desk.set_reading_place(ReaderId(999), item, 5, START).await));
        assert_eq!(desk.reading_place(reader, item).await.unwrap(), Some(431));
        assert_eq!(desk.reading_place(other.reader, item).await.unwrap(), None);
        let places = desk.export(reader).await.unwrap().places;
        assert_eq!(places, [(ItemId(8), 5, minutes(3)), (item, 431, minutes(3))]);
        desk.forget_reading_place(reader, item).await.unwrap();
        assert_eq!(desk.reading_place(reader, item).await.unwrap(), None);

        let wish = |name, value: &str| [(name, value.to_owned())];
        for (name, value) in [("order", "newest"), ("breaks", "20-0"), ("order", "following")] {
            desk.set_wishes(reader, &wish(name, value)).await.unwrap();
        }
        let wanted = [("breaks", "20-0"), ("order", "following")].map(|(name, value)| (name.into(), value.into()));
        assert_eq!(stand.anew_with(&her).await.wishes(reader).await.unwrap().to_vec(), wanted);
        assert_eq!(desk.export(reader).await.unwrap().wishes, wanted);
        assert_eq!(desk.wishes(other.reader).await.unwrap().to_vec(), []);
    });
}

#[test]
fn of_places_in_texts_the_oldest_go_and_no_other() {
    on_both(async |stand| {
        let her = stand.guest().await;
        let (reader, desk) = (her.reader, &stand.readers);
        let texts: Vec<String> = (0..499).map(|number| number.to_string()).collect();
        let items = stand.news(&texts.iter().map(String::as_str).collect::<Vec<_>>(), START).await;
        // As an earlier release kept them, so that they need not be set one by one.
        let rows: Vec<String> =
            items.iter().zip(0..).map(|(item, at)| format!("({reader}, {item}, 9, {})", minutes(at).0)).collect();
        sql(stand.place, &format!("insert into reading_places (reader, item, place, at) values {}", rows.join(", ")));
        desk.seal_what_stands_open(START).await.unwrap();
        for (item, minute, oldest, why) in [
            (ItemId(10_000), 500, items[0], "there is room for one more"),
            (items[250], 501, items[0], "none is new"),
            (ItemId(10_001), 502, items[1], "one goes"),
            (items[1], 503, items[2], "she read on in it"),
            (ItemId(10_002), 504, items[3], "the next goes"),
        ] {
            desk.set_reading_place(reader, item, 10, minutes(minute)).await.unwrap();
            let places = desk.export(reader).await.unwrap().places;
            assert_eq!((places.len(), places.last().map(|(item, ..)| *item)), (500, Some(oldest)), "{why}");
            assert_eq!(places[0], (item, 10, minutes(minute)));
        }
        assert_eq!(desk.reading_place(reader, items[1]).await.unwrap(), Some(10));
        assert_eq!(desk.reading_place(reader, items[2]).await.unwrap(), None);
    });
}
