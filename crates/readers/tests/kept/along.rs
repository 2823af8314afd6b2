//! What a guest has comes along into the account that she signs in to.

use model::{Choice, Deed, FinderKind, ReaderId, Target, Task, Topic};
use readers::{Brought, MOST_SAVED_SEARCHES, NewFinder, Readers};

use crate::beside::sql;
use crate::stand::{START, did, is_away, minutes, on_both, rule, search_for};

/// What a query stands for, of all that a reader keeps one for.
async fn queries(desk: &Readers, reader: ReaderId) -> Vec<String> {
    desk.export(reader).await.unwrap().finders.into_iter().map(|finder| finder.query).collect()
}

#[test]
fn what_a_guest_has_comes_along_once_and_the_account_s_own_holds() {
    on_both(async |stand| {
        let (guest, other, ann) = (stand.guest().await, stand.guest().await, stand.account("Ann").await);
        let desk = &stand.readers;
        assert!(!desk.has_things(guest.reader).await.unwrap());
        let [a, b, c] = stand.news(&["a", "b", "ferry"], START).await.try_into().unwrap();
        let source = stand.store.cards(&[a]).await.unwrap()[0].source;
        let (sport, word) = (Target::Topic(Topic(15_000_000)), Target::Word("ferry".to_owned()));
        for (reader, item, at) in [(&guest, a, 5), (&guest, b, 6), (&ann, b, 3), (&other, c, 4)] {
            desk.save(reader.reader, item, minutes(at)).await.unwrap();
        }
        for (reader, choice, target) in [
            (&guest, Choice::Follow, &Target::Source(source)),
            (&guest, Choice::Mute, &sport),
            (&ann, Choice::Follow, &sport),
            (&other, Choice::Mute, &word),
        ] {
            desk.choose(reader.reader, choice, target.clone(), minutes(2)).await.unwrap();
        }
        for (reader, name, value) in
            [(&guest, "look", "dark"), (&guest, "order", "newest"), (&ann, "order", "following")]
        {
            desk.set_wishes(reader.reader, &[(name, value.to_owned())]).await.unwrap();
        }
        let ferries = desk.add_finder(guest.reader, &rule("ferry", Task::Mute), minutes(2)).await.unwrap().unwrap();
        let otherwise = NewFinder { name: "Called otherwise".to_owned(), ..search_for("harbour", Task::Tell) };
        for (reader, new) in
            [(&guest, search_for("harbour", Task::Tell)), (&ann, otherwise), (&other, search_for("secret", Task::Tell))]
        {
            desk.add_finder(reader.reader, &new, minutes(3)).await.unwrap().unwrap();
        }
        assert_eq!(desk.apply_finder(guest.reader, ferries, minutes(9)).await.unwrap(), Some(1));
        desk.take(guest.reader, &[did(1, a, Deed::Opened, 1)], minutes(2)).await.unwrap();
        desk.take(ann.reader, &[did(1, b, Deed::Opened, 1)], minutes(2)).await.unwrap();
        assert!(desk.has_things(guest.reader).await.unwrap());
        let learned = async |reader| desk.export(reader).await.unwrap().profile;
        let (of_guest, of_ann) = (learned(guest.reader).await, learned(ann.reader).await);

        let brought = Brought { saved: 1, choices: 1, finders: 1, wishes: 1 };
        assert_eq!(desk.bring_along(guest.reader, ann.reader).await.unwrap(), brought);
        assert_eq!(desk.bring_along(guest.reader, ann.reader).await.unwrap(), Brought::default(), "no doubles");
        for desk in [desk, &stand.anew_with(&ann).await] {
            let kept = desk.export(ann.reader).await.unwrap();
            assert_eq!(kept.saved, [(a, minutes(5)), (b, minutes(3))], "each since when it was put aside");
            let chosen = kept.view.choices;
            let want = [(Choice::Follow, sport.clone()), (Choice::Follow, Target::Source(source))];
            assert!(chosen.len() == 2 && want.iter().all(|one| chosen.contains(one)), "{chosen:?}");
            let wanted = [("look", "dark"), ("order", "following")].map(|(name, value)| (name.into(), value.into()));
            assert_eq!(kept.wishes, wanted);
            let names: Vec<_> = kept.finders.iter().map(|it| (it.query.as_str(), it.name.as_str())).collect();
            assert_eq!(names, [("ferry", "My ferry"), ("harbour", "Called otherwise")]);
            let looked = desk.look_at_finder(ann.reader, kept.finders[0].id, 9, START).await.unwrap().unwrap();
            assert_eq!(looked.1.iter().map(|(item, _)| item.id).collect::<Vec<_>>(), [c]);
            assert_eq!(kept.profile, of_ann, "what was learned is not mixed");
        }
        assert_ne!(all_ids(desk, ann.reader).await, all_ids(desk, guest.reader).await, "a copy has its own number");

        assert_eq!(desk.saved_count(guest.reader).await.unwrap(), 2, "the guest keeps hers");
        assert_eq!(queries(desk, guest.reader).await, ["ferry", "harbour"]);
        assert_eq!(learned(guest.reader).await, of_guest);
        let untouched = desk.saved_items(other.reader, None, 9).await.unwrap();
        assert_eq!(untouched, [(c, minutes(4))], "nobody else is touched");
        stand.remove(guest.reader).await;
        assert_eq!(queries(desk, ann.reader).await.len(), 2, "a copy is hers");
        let finder = desk.finders(ann.reader, FinderKind::Rule).await.unwrap()[0].id;
        assert_eq!(desk.look_at_finder(ann.reader, finder, 9, START).await.unwrap().unwrap().1.len(), 1);
    });
}

async fn all_ids(desk: &Readers, reader: ReaderId) -> Vec<i64> {
    desk.export(reader).await.unwrap().finders.iter().map(|finder| finder.id.0).collect()
}

#[test]
fn no_more_comes_along_than_there_is_room_for() {
    on_both(async |stand| {
        let (guest, ann) = (stand.guest().await, stand.account("Ann").await);
        let desk = &stand.readers;
        // As an earlier release kept them, so that they need not be added one by one.
        let rows: Vec<String> = (2..MOST_SAVED_SEARCHES)
            .map(|number| format!("({}, 'search', 'n', 'word{number}', 'nothing', 1, 1)", ann.reader))
            .collect();
        let columns = "reader, kind, name, query, task, added, seen";
        sql(stand.place, &format!("insert into finders ({columns}) values {}", rows.join(", ")));
        desk.seal_what_stands_open(START).await.unwrap();
        for (minute, new) in (0..).zip([
            rule("first", Task::Mute),
            rule("second", Task::Mute),
            search_for("first", Task::Tell),
            search_for("first", Task::Tell),
            search_for("second", Task::Tell),
            search_for("third", Task::Tell),
        ]) {
            desk.add_finder(guest.reader, &new, minutes(minute)).await.unwrap().unwrap();
        }
        assert_eq!(desk.bring_along(guest.reader, ann.reader).await.unwrap().finders, 4);
        let kept = queries(desk, ann.reader).await;
        assert_eq!(kept[kept.len() - 4..], ["first", "second", "first", "second"], "the oldest, each once");
        assert_eq!(desk.bring_along(guest.reader, ann.reader).await.unwrap(), Brought::default());
    });
}

#[test]
fn nothing_of_an_account_goes_to_another_and_nothing_to_a_guest() {
    on_both(async |stand| {
        let (guest, second) = (stand.guest().await, stand.guest().await);
        let (ann, bo) = (stand.account("Ann").await, stand.account("Bo").await);
        let desk = &stand.readers;
        for reader in [&guest, &ann] {
            let ferry = Target::Word("ferry".to_owned());
            desk.choose(reader.reader, Choice::Follow, ferry, minutes(2)).await.unwrap();
        }
        for (from, to) in [(&ann, &bo), (&ann, &guest), (&bo, &bo), (&guest, &guest), (&guest, &second)] {
            let brought = desk.bring_along(from.reader, to.reader).await.unwrap();
            assert_eq!(brought, Brought::default(), "{:?} {:?}", from.reader, to.reader);
        }
        for (from, to) in [(guest.reader, ReaderId(99)), (ReaderId(99), bo.reader)] {
            assert!(is_away(desk.bring_along(from, to).await), "{from:?} {to:?}");
        }
        for reader in [&bo, &second] {
            assert_eq!(desk.choices(reader.reader).await.unwrap(), []);
        }
    });
}
