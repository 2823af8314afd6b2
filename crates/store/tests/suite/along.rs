use model::{Choice, FinderKind, ItemId, ReaderId, Target, Task, Time, Topic};
use store::{Brought, Find, NewFinder, Saved, Store};

use crate::{
    accounts::account,
    setup::{add_source, arrival, keep_and_place, on_both},
};

fn finder(kind: FinderKind, query: &str, task: Task) -> NewFinder {
    NewFinder { kind, name: format!("My {query}"), query: query.to_owned(), task }
}

fn many(_: FinderKind) -> u32 {
    10
}

/// Two of a kind, and no more.
fn two(_: FinderKind) -> u32 {
    2
}

async fn guest_and_account(store: &Store) -> (ReaderId, ReaderId) {
    let guest = store.new_reader(&[7; 32], Time(1)).await.expect("new");
    (guest, store.sign_up(account("Ann", 1), Time(1)).await.expect("signed up"))
}

/// What a query stands for, of all that a reader keeps one for.
async fn queries(store: &Store, reader: ReaderId) -> Vec<String> {
    store.finders(reader).await.expect("asked").into_iter().map(|finder| finder.query).collect()
}

#[test]
fn what_a_guest_has_comes_along_once_and_the_account_s_own_holds() {
    on_both(async |store| {
        let (guest, ann) = guest_and_account(&store).await;
        let other = store.new_reader(&[8; 32], Time(1)).await.expect("new");
        let source = add_source(&store, "paper").await;
        let mut items = Vec::new();
        for name in ["a", "b", "c"] {
            items.push(keep_and_place(&store, source, arrival(name, name, 10)).await);
        }
        let (sport, word) = (Target::Topic(Topic(15_000_000)), Target::Word("ferry".to_owned()));
        for (reader, item, at) in [(guest, items[0], 5), (guest, items[1], 6), (ann, items[1], 3), (other, items[2], 4)]
        {
            assert_eq!(store.save_item(reader, item, Time(at)).await, Ok(Saved::Kept));
        }
        for (reader, choice, target) in [
            (guest, Choice::Follow, &Target::Source(source)),
            (guest, Choice::Mute, &sport),
            (ann, Choice::Follow, &sport),
            (other, Choice::Mute, &word),
        ] {
            store.choose(reader, choice, target, Time(2)).await.expect("chosen");
        }
        for (reader, name, value) in [(guest, "look", "dark"), (guest, "order", "newest"), (ann, "order", "following")]
        {
            store.set_wish(reader, name, value, Time(2)).await.expect("set");
        }
        let ferries = finder(FinderKind::Rule, "ferry", Task::Mute);
        let rule = store.add_finder(guest, &ferries, 10, Time(2)).await.expect("added").expect("room");
        for (reader, kept) in [
            (guest, finder(FinderKind::SavedSearch, "harbour", Task::Tell)),
            (
                ann,
                NewFinder {
                    name: "Called otherwise".to_owned(),
                    ..finder(FinderKind::SavedSearch, "harbour", Task::Tell)
                },
            ),
            (other, finder(FinderKind::SavedSearch, "secret", Task::Tell)),
        ] {
            store.add_finder(reader, &kept, 10, Time(2)).await.expect("added");
        }
        store.note_finds(vec![Find { finder: rule, item: items[2], at: Time(9) }]).await.expect("noted");
        store.save_profile(guest, &[1, 2], Time(2)).await.expect("saved");
        store.save_profile(ann, &[3], Time(2)).await.expect("saved");

        let brought = Brought { saved: 1, choices: 1, finders: 1, wishes: 1 };
        assert_eq!(store.bring_along(guest, ann, many).await, Ok(brought));
        assert_eq!(store.bring_along(guest, ann, many).await, Ok(Brought::default()), "no doubles");
        assert_eq!(
            store.saved_items(ann, None, 9).await,
            Ok(vec![(items[0], Time(5)), (items[1], Time(3))]),
            "each since when it was put aside"
        );
        let chosen = store.choices(ann).await.expect("asked");
        assert_eq!(chosen.len(), 2);
        assert!(
            chosen.contains(&(Choice::Follow, sport)) && chosen.contains(&(Choice::Follow, Target::Source(source)))
        );
        assert_eq!(queries(&store, ann).await, ["harbour", "ferry"]);
        let found = store.finds(ann, 9).await.expect("asked");
        assert_eq!(found.iter().map(|find| (find.item, find.at)).collect::<Vec<_>>(), [(items[2], Time(9))]);
        let wanted = [("look", "dark"), ("order", "following")].map(|(name, value)| (name.into(), value.into()));
        assert_eq!(store.wishes(ann).await, Ok(wanted.to_vec()));
        assert_eq!(store.profile(ann).await, Ok(Some(vec![3])), "what was learned is not mixed");

        assert_eq!(store.saved_items(guest, None, 9).await.map(|saved| saved.len()), Ok(2), "the guest keeps hers");
        assert_eq!(queries(&store, guest).await, ["ferry", "harbour"]);
        assert_eq!(store.profile(guest).await, Ok(Some(vec![1, 2])));
        assert_eq!(store.saved_items(other, None, 9).await, Ok(vec![(items[2], Time(4))]), "nobody else is touched");
        store.remove_reader(guest).await.expect("removed");
        assert_eq!(queries(&store, ann).await.len(), 2, "a copy is hers");
        assert_eq!(store.finds(ann, 9).await.map(|finds| finds.len()), Ok(1));
    });
}

#[test]
fn no_more_comes_along_than_there_is_room_for() {
    on_both(async |store| {
        let (guest, ann) = guest_and_account(&store).await;
        store.add_finder(ann, &finder(FinderKind::Rule, "own", Task::Mute), 9, Time(1)).await.expect("added");
        for (kind, query) in [
            (FinderKind::Rule, "first"),
            (FinderKind::Rule, "second"),
            (FinderKind::SavedSearch, "first"),
            (FinderKind::SavedSearch, "first"),
            (FinderKind::SavedSearch, "second"),
            (FinderKind::SavedSearch, "third"),
        ] {
            let task = if kind == FinderKind::Rule { Task::Mute } else { Task::Tell };
            store.add_finder(guest, &finder(kind, query, task), 9, Time(1)).await.expect("added");
        }
        assert_eq!(store.bring_along(guest, ann, two).await.map(|brought| brought.finders), Ok(3));
        assert_eq!(queries(&store, ann).await, ["own", "first", "first", "second"]);
        assert_eq!(store.bring_along(guest, ann, two).await, Ok(Brought::default()));
    });
}

#[test]
fn nothing_of_an_account_goes_to_another_and_nothing_to_a_guest() {
    on_both(async |store| {
        let (guest, ann) = guest_and_account(&store).await;
        let bo = store.sign_up(account("Bo", 2), Time(1)).await.expect("signed up");
        for reader in [guest, ann] {
            store.choose(reader, Choice::Follow, &Target::Word("ferry".to_owned()), Time(2)).await.expect("chosen");
        }
        for (from, to) in [(ann, bo), (ann, guest), (bo, bo), (guest, guest), (guest, ReaderId(99)), (ReaderId(99), bo)]
        {
            assert_eq!(store.bring_along(from, to, many).await, Ok(Brought::default()), "{from:?} {to:?}");
        }
        assert_eq!(store.choices(bo).await, Ok(vec![]));
        assert_eq!(store.saved_items(bo, None, 9).await, Ok(Vec::<(ItemId, Time)>::new()));
    });
}
