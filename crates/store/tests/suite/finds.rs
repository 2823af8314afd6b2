use model::{Finder, FinderId, FinderKind, ItemId, Task, Time};
use store::{Find, NewFinder};

use crate::setup::on_both;

fn rule(name: &str, query: &str, task: Task) -> NewFinder {
    NewFinder { kind: FinderKind::Rule, name: name.to_owned(), query: query.to_owned(), task }
}

#[test]
fn finders_belong_to_their_reader_and_nobody_else_reaches_them() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let other = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        let first = rule("No ferries", "ferry", Task::Mute);
        let id = store.add_finder(reader, &first, 2, Time(5)).await.expect("added").expect("there is room");
        let kept = Finder {
            id,
            reader,
            kind: FinderKind::Rule,
            name: "No ferries".to_owned(),
            query: "ferry".to_owned(),
            task: Task::Mute,
            added: Time(5),
            seen: Time(5),
        };
        assert_eq!(store.finder(reader, id).await, Ok(Some(kept.clone())));
        assert_eq!(store.finder(other, id).await, Ok(None));
        assert_eq!(store.remove_finder(other, id).await, Ok(false));
        assert_eq!(store.change_finder(other, id, &rule("x", "x", Task::Tell)).await, Ok(false));
        store.see_finder(other, id, Time(99)).await.expect("touches nothing");
        assert_eq!(store.finders(reader).await, Ok(vec![kept]));
        assert_eq!(store.finders(other).await, Ok(vec![]));

        let second = store.add_finder(reader, &first, 2, Time(6)).await.expect("added");
        assert!(second.is_some());
        assert_eq!(store.add_finder(reader, &first, 2, Time(7)).await, Ok(None), "two are the most");
        assert!(store.add_finder(other, &first, 2, Time(7)).await.expect("added").is_some());
        assert_eq!(store.every_finder().await.expect("all").len(), 3);
        store.remove_reader(reader).await.expect("removed");
        assert_eq!(store.every_finder().await.expect("all").len(), 1);
    });
}

#[test]
fn what_was_found_is_kept_once_with_its_first_time_and_goes_with_its_finder() {
    on_both(async |store| {
        let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
        let other = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        let finder =
            store.add_finder(reader, &rule("a", "a", Task::Tell), 9, Time(1)).await.expect("ok").expect("room");
        let find = |item: i64, at: i64| Find { finder, item: ItemId(item), at: Time(at) };
        let nobody_s = Find { finder: FinderId(4_711), ..find(5, 5) };
        store.note_finds(vec![find(1, 10), find(2, 20), find(1, 30), nobody_s]).await.expect("noted");
        assert_eq!(store.finds(reader, 9).await, Ok(vec![find(2, 20), find(1, 10)]));
        assert_eq!(store.finds(reader, 1).await, Ok(vec![find(2, 20)]));
        assert_eq!(store.finds(other, 9).await, Ok(vec![]));
        store.see_finder(reader, finder, Time(40)).await.expect("seen");
        assert_eq!(store.finder(reader, finder).await.expect("there").map(|finder| finder.seen), Some(Time(40)));
        assert_eq!(store.forget_finds_before(Time(20)).await, Ok(1));
        assert_eq!(store.finds(reader, 9).await, Ok(vec![find(2, 20)]));
        assert_eq!(store.change_finder(other, finder, &rule("b", "b", Task::Mute)).await, Ok(false));
        assert_eq!(store.finds(reader, 9).await, Ok(vec![find(2, 20)]), "another reader's change changes nothing");
        assert_eq!(store.change_finder(reader, finder, &rule("b", "b", Task::Mute)).await, Ok(true));
        assert_eq!(store.finds(reader, 9).await, Ok(vec![]), "it may not match any more");
        assert_eq!(store.finder(reader, finder).await.expect("there").map(|finder| finder.task), Some(Task::Mute));
        store.note_finds(vec![find(3, 50)]).await.expect("noted");
        assert_eq!(store.remove_finder(reader, finder).await, Ok(true));
        assert_eq!(store.finds(reader, 9).await, Ok(vec![]));
    });
}
