//! Saved searches and rules, and what they found.

use model::{DAY, Finder, FinderId, FinderKind, ItemId, ReaderId, Task};
use readers::{MOST_SAVED_SEARCHES, NewFinder, Readers};

use crate::beside::sql;
use crate::stand::{START, is_away, minutes, on_both, rule, search_for};

async fn all(desk: &Readers, reader: ReaderId) -> Vec<Finder> {
    desk.export(reader).await.unwrap().finders
}

/// What it found and whether that is new to her, without her having looked.
async fn found(desk: &Readers, reader: ReaderId, id: FinderId) -> Vec<ItemId> {
    let looked = desk.look_at_finder(reader, id, 99, START).await.unwrap();
    looked.expect("a finder").1.into_iter().map(|(item, _)| item.id).collect()
}

#[test]
fn finders_belong_to_their_reader_and_nobody_else_reaches_them() {
    on_both(async |stand| {
        let (her, other) = (stand.guest().await, stand.guest().await);
        let desk = &stand.readers;
        let first = NewFinder { name: "No ferries".to_owned(), ..rule("ferry", Task::Mute) };
        let id = desk.add_finder(her.reader, &first, minutes(5)).await.unwrap().expect("there is room");
        let kept = Finder {
            id,
            reader: her.reader,
            kind: FinderKind::Rule,
            name: "No ferries".to_owned(),
            query: "ferry".to_owned(),
            task: Task::Mute,
            added: minutes(5),
            seen: minutes(5),
        };
        assert_eq!(desk.finder(her.reader, id).await.unwrap(), Some(kept.clone()));
        let theirs = other.reader;
        assert_eq!(desk.finder(theirs, id).await.unwrap(), None);
        assert!(!desk.remove_finder(theirs, id).await.unwrap());
        assert!(!desk.change_finder(theirs, id, &rule("x", Task::Tell)).await.unwrap());
        assert_eq!(desk.apply_finder(theirs, id, minutes(9)).await.unwrap(), None);
        assert!(desk.look_at_finder(theirs, id, 9, minutes(99)).await.unwrap().is_none());
        for desk in [desk, &stand.anew_with(&her).await] {
            assert_eq!(
                desk.finders(her.reader, FinderKind::Rule).await.unwrap(),
                std::slice::from_ref(&kept),
                "it is untouched"
            );
            assert_eq!(desk.finders(her.reader, FinderKind::SavedSearch).await.unwrap(), []);
        }
        assert_eq!(all(desk, theirs).await, []);
        let second = desk.add_finder(her.reader, &rule("quay", Task::Mute), minutes(4)).await.unwrap().unwrap();
        let third = desk.add_finder(her.reader, &search_for("ferry", Task::Tell), minutes(6)).await.unwrap().unwrap();
        let ids: Vec<FinderId> = all(desk, her.reader).await.iter().map(|finder| finder.id).collect();
        assert_eq!(ids, [second, id, third], "oldest first");
        assert!(is_away(desk.add_finder(ReaderId(99), &first, START).await));
        assert!(
            desk.remove_finder(her.reader, id).await.unwrap() && !desk.remove_finder(her.reader, id).await.unwrap()
        );
        assert_eq!(desk.finder(her.reader, id).await.unwrap(), None);
        stand.remove(her.reader).await;
        assert!(is_away(desk.finders(her.reader, FinderKind::Rule).await));
        assert_eq!(stand.rows(her.reader).await, []);
    });
}

#[test]
fn no_reader_has_more_saved_searches_than_there_can_be() {
    on_both(async |stand| {
        let (her, other) = (stand.guest().await, stand.guest().await);
        let desk = &stand.readers;
        // As an earlier release kept them, so that they need not be added one by one.
        let rows: Vec<String> = (1..MOST_SAVED_SEARCHES)
            .map(|number| format!("({}, 'search', 'n', 'word{number}', 'nothing', 1, 1)", her.reader))
            .collect();
        let columns = "reader, kind, name, query, task, added, seen";
        sql(stand.place, &format!("insert into finders ({columns}) values {}", rows.join(", ")));
        desk.seal_what_stands_open(START).await.unwrap();
        let one = search_for("ferry", Task::Nothing);
        for (reader, new, is_room) in [
            (her.reader, &one, true),
            (her.reader, &one, false),
            (her.reader, &rule("ferry", Task::Mute), true),
            (other.reader, &one, true),
        ] {
            assert_eq!(desk.add_finder(reader, new, START).await.unwrap().is_some(), is_room, "{new:?}");
        }
        let kept = desk.finders(her.reader, FinderKind::SavedSearch).await.unwrap();
        assert_eq!(kept.len(), MOST_SAVED_SEARCHES as usize);
        desk.remove_finder(her.reader, kept[0].id).await.unwrap();
        let (a, b) = tokio::join!(desk.add_finder(her.reader, &one, START), desk.add_finder(her.reader, &one, START));
        assert!(a.unwrap().is_some() != b.unwrap().is_some(), "of two at once, one finds room");
    });
}

#[test]
fn what_was_found_is_kept_once_with_its_first_time_and_goes_with_its_finder() {
    on_both(async |stand| {
        let her = stand.guest().await;
        let (reader, desk) = (her.reader, &stand.readers);
        let items = stand.news(&["ferry one", "ferry two", "quay"], START).await;
        let id = desk.add_finder(reader, &search_for("ferry", Task::Tell), START).await.unwrap().unwrap();
        assert_eq!(desk.apply_finder(reader, id, minutes(10)).await.unwrap(), Some(2));
        assert_eq!(desk.apply_finder(reader, id, minutes(30)).await.unwrap(), Some(2), "the same");
        let again = stand.anew_with(&her).await;
        for desk in [desk, &again] {
            assert_eq!(desk.untold(reader).await.unwrap().iter().map(|untold| untold.count).collect::<Vec<_>>(), [2]);
        }
        let looked = desk.look_at_finder(reader, id, 9, minutes(20)).await.unwrap().unwrap();
        let shown: Vec<(ItemId, bool)> = looked.1.iter().map(|(item, is_new)| (item.id, *is_new)).collect();
        assert_eq!(shown, [(items[1], true), (items[0], true)]);
        let looked = desk.look_at_finder(reader, id, 1, minutes(21)).await.unwrap().unwrap();
        assert_eq!(looked.0.seen, minutes(20));
        assert_eq!(looked.1.iter().map(|(item, is_new)| (item.id, *is_new)).collect::<Vec<_>>(), [(items[1], false)]);
        assert_eq!(desk.untold(reader).await.unwrap(), []);

        assert!(desk.change_finder(reader, id, &rule("quay", Task::Mute)).await.unwrap());
        assert_eq!(found(desk, reader, id).await, [], "it may not match any more");
        let changed = stand.anew_with(&her).await.finder(reader, id).await.unwrap().unwrap();
        assert_eq!((changed.task, changed.query.as_str(), changed.added), (Task::Mute, "quay", START));
        assert_eq!(changed.kind, FinderKind::SavedSearch, "it stays what it is");
        assert_eq!(desk.apply_finder(reader, id, minutes(40)).await.unwrap(), Some(1));
        assert!(desk.remove_finder(reader, id).await.unwrap());
        let left = stand.rows(reader).await;
        assert!(left.iter().all(|row| ![11, 23].contains(&row.kind)), "with what it found: {left:?}");
    });
}

#[test]
fn what_was_found_long_ago_is_let_go_of_when_she_comes() {
    on_both(async |stand| {
        let her = stand.guest().await;
        let (reader, desk) = (her.reader, &stand.readers);
        stand.news(&["ferry one"], START).await;
        let id = desk.add_finder(reader, &search_for("ferry", Task::Tell), START).await.unwrap().unwrap();
        desk.apply_finder(reader, id, START).await.unwrap();
        for (days, left) in [(14, 1), (15, 0)] {
            let desk = stand.anew();
            desk.who(&her.secret, START.plus(days * DAY)).await.unwrap().expect("she is known");
            assert_eq!(found(&desk, reader, id).await.len(), left, "after {days} days");
        }
    });
}

#[test]
fn whoever_looks_while_she_removes_it_does_not_bring_a_finder_back() {
    on_both(async |stand| {
        let her = stand.guest().await;
        let (reader, desk) = (her.reader, &stand.readers);
        for round in 0..20 {
            let id = desk.add_finder(reader, &rule("ferry", Task::Tell), START).await.unwrap().unwrap();
            let (looked, removed) =
                tokio::join!(desk.look_at_finder(reader, id, 9, minutes(1)), desk.remove_finder(reader, id));
            looked.unwrap();
            assert!(removed.unwrap());
            assert_eq!(all(desk, reader).await, [], "round {round}");
        }
    });
}
