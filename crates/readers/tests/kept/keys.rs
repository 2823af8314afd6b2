//! Whose rows open with what, and for how long.

use model::{Choice, Deed, FinderId, ItemId, MINUTE, ReportReason, SourceId, Target, Task, Time};
use readers::{Correction, Error, Readers, Secret, Wish};
use sha2::{Digest, Sha256};
use store::SealedRow;
use timeline::Sliders;
use vault::{Holder, Unlocked};

use crate::beside::{dump, holds};
use crate::stand::{Her, SAVED, START, Stand, caller, did, holder, is_away, minutes, on_both, rule};

/// How long she stays when nothing more comes of her.
const HALF_AN_HOUR: i64 = 30 * MINUTE;

/// What is done to a row; beside it, the same of another reader.
type Harm = fn(&mut SealedRow, &SealedRow);

#[test]
fn a_row_that_was_changed_or_is_another_s_is_left_out_and_the_rest_still_shows() {
    on_both(async |stand| {
        let items = stand.news(&["a", "b", "c"], START).await;
        let harms: [(&str, Harm); 7] = [
            ("another reader's", |row, others| row.clone_from(others)),
            ("another reader's in her place", |row, others| row.body.clone_from(&others.body)),
            ("one bit", |row, _| row.body[30] ^= 1),
            ("its version", |row, _| row.body[0] ^= 1),
            ("broken off", |row, _| row.body.truncate(40)),
            ("nothing", |row, _| row.body.clear()),
            ("moved elsewhere", |row, _| row.place[0] ^= 1),
        ];
        for (harm, change) in harms {
            let (her, other) = (stand.guest().await, stand.guest().await);
            for (item, minute) in items.iter().zip(0..) {
                stand.readers.save(her.reader, *item, minutes(minute)).await.unwrap();
                stand.readers.save(other.reader, *item, minutes(minute)).await.unwrap();
            }
            stand.readers.choose(her.reader, Choice::Mute, Target::Source(SourceId(4)), START).await.unwrap();
            let others = stand.store.sealed(other.reader, SAVED).await.unwrap();
            let mut row = stand.store.sealed(her.reader, SAVED).await.unwrap().remove(0);
            let there = row.clone();
            change(&mut row, &others[0]);
            stand.put_row(her.reader, row.clone()).await;
            let left = if row.place == there.place { 2 } else { 3 };
            let desk = stand.anew_with(&her).await;
            assert_eq!(desk.saved_items(her.reader, None, 9).await.unwrap().len(), left, "{harm}");
            assert_eq!(desk.saved_count(her.reader).await.unwrap(), left, "{harm}");
            assert_eq!(desk.choices(her.reader).await.unwrap().len(), 1, "{harm}");
            assert_eq!(desk.export(her.reader).await.unwrap().saved.len(), left, "{harm}");
            let theirs = stand.anew_with(&other).await.saved_items(other.reader, None, 9).await.unwrap();
            assert_eq!(theirs.len(), 3, "{harm}: the other's are untouched");
        }
    });
}

#[test]
fn with_every_row_damaged_she_is_served_as_somebody_new() {
    on_both(async |stand| {
        let her = stand.guest().await;
        let [item, next] = stand.news(&["ferry", "quay"], START).await.try_into().unwrap();
        live(&stand.readers, &her, item).await;
        for mut row in stand.rows(her.reader).await {
            row.body.reverse();
            stand.put_row(her.reader, row).await;
        }
        let desk = stand.anew_with(&her).await;
        desk.follow(START).await.unwrap();
        let kept = desk.export(her.reader).await.unwrap();
        assert!(kept.view.is_empty && kept.events.is_empty() && kept.saved.is_empty() && kept.finders.is_empty());
        assert!(!desk.timeline(Some(her.reader), &wish(), minutes(9)).await.unwrap().slots.is_empty());
        live(&desk, &her, next).await;
        let kept = stand.anew_with(&her).await.export(her.reader).await.unwrap();
        assert!(!kept.view.is_empty && kept.saved.len() == 1 && kept.wishes.len() == 1, "and goes on from there");
    });
}

/// Something of each kind.
async fn live(desk: &Readers, her: &Her, item: ItemId) {
    desk.take(her.reader, &[did(item.0 as u64, item, Deed::Opened, 1)], minutes(2)).await.unwrap();
    desk.save(her.reader, item, minutes(2)).await.unwrap();
    desk.choose(her.reader, Choice::Follow, Target::Source(SourceId(4)), minutes(2)).await.unwrap();
    desk.set_wishes(her.reader, &[("look", "dark".to_owned())]).await.unwrap();
    desk.set_sliders(her.reader, Sliders([4; 7])).await.unwrap();
    desk.set_reading_place(her.reader, item, 300, minutes(2)).await.unwrap();
    let id = desk.add_finder(her.reader, &rule("ferry", Task::Tell), minutes(2)).await.unwrap().unwrap();
    desk.apply_finder(her.reader, id, minutes(3)).await.unwrap();
}

fn wish() -> Wish {
    Wish { slots: 5, ..Wish::default() }
}

/// What is answered with `Away`, of everything that can be asked about her.
async fn answered_away(desk: &Readers, her: &Her, item: ItemId) -> Vec<(&'static str, bool)> {
    let (reader, at, finder) = (her.reader, minutes(3), FinderId(1));
    let ferry = rule("ferry", Task::Tell);
    let to = Target::Source(SourceId(9));
    vec![
        ("timeline", is_away(desk.timeline(Some(reader), &wish(), at).await)),
        ("bundle", is_away(desk.bundle(Some(reader), &wish(), at).await)),
        ("profile_view", is_away(desk.profile_view(Some(reader)).await)),
        ("export", is_away(desk.export(reader).await)),
        ("take", is_away(desk.take(reader, &[did(9, item, Deed::Opened, 1)], at).await)),
        ("say", is_away(desk.say(reader, did(10, item, Deed::Liked, 1), &wish(), at).await)),
        ("said", is_away(desk.said(reader).await)),
        ("undo", is_away(desk.undo(reader, at).await)),
        ("report", is_away(desk.report(reader, item, ReportReason::Spam, at).await)),
        ("history", is_away(desk.history(reader, None, 9).await)),
        ("forget_read", is_away(desk.forget_read(reader, &[item], at).await)),
        ("forget_read_between", is_away(desk.forget_read_between(reader, START, at, at).await)),
        ("forget_one", is_away(desk.forget_one(reader, Correction::Item(item)).await)),
        ("reset_profile", is_away(desk.reset_profile(reader).await)),
        ("save", is_away(desk.save(reader, item, at).await)),
        ("unsave", is_away(desk.unsave(reader, item).await)),
        ("is_saved", is_away(desk.is_saved(reader, item).await)),
        ("saved_items", is_away(desk.saved_items(reader, None, 9).await)),
        ("saved_count", is_away(desk.saved_count(reader).await)),
        ("reading_place", is_away(desk.reading_place(reader, item).await)),
        ("set_reading_place", is_away(desk.set_reading_place(reader, item, 1, at).await)),
        ("forget_reading_place", is_away(desk.forget_reading_place(reader, item).await)),
        ("wishes", is_away(desk.wishes(reader).await)),
        ("set_wishes", is_away(desk.set_wishes(reader, &[("look", "light".to_owned())]).await)),
        ("sliders", is_away(desk.sliders(reader).await)),
        ("set_sliders", is_away(desk.set_sliders(reader, Sliders::default()).await)),
        ("choices", is_away(desk.choices(reader).await)),
        ("choose", is_away(desk.choose(reader, Choice::Mute, to.clone(), at).await)),
        ("unchoose", is_away(desk.unchoose(reader, Choice::Mute, to).await)),
        ("finders", is_away(desk.finders(reader, ferry.kind).await)),
        ("finder", is_away(desk.finder(reader, finder).await)),
        ("add_finder", is_away(desk.add_finder(reader, &ferry, at).await)),
        ("change_finder", is_away(desk.change_finder(reader, finder, &ferry).await)),
        ("remove_finder", is_away(desk.remove_finder(reader, finder).await)),
        ("apply_finder", is_away(desk.apply_finder(reader, finder, at).await)),
        ("look_at_finder", is_away(desk.look_at_finder(reader, finder, 9, at).await)),
        ("untold", is_away(desk.untold(reader).await)),
        ("has_things", is_away(desk.has_things(reader).await)),
        ("account", is_away(desk.account(reader).await)),
        ("sessions", is_away(desk.sessions(reader, at).await)),
        ("tokens", is_away(desk.tokens(reader).await)),
        ("make_token", is_away(desk.make_token(reader, "x", &[readers::accounts::Scope::Read], 30, at).await)),
        ("passkeys", is_away(desk.passkeys(reader).await)),
        ("rename", is_away(desk.rename(reader, "Anna").await)),
        ("change_password", is_away(desk.change_password(reader, "eight loud kettles", &caller(), at).await)),
        ("new_recovery_code", is_away(desk.new_recovery_code(reader).await)),
    ]
}

#[test]
fn half_an_hour_after_her_last_request_nothing_about_her_is_open_until_she_comes_again() {
    on_both(async |stand| {
        let her = stand.account("Ann").await;
        let item = stand.news(&["ferry"], START).await[0];
        let desk = &stand.readers;
        live(desk, &her, item).await;
        desk.who(&her.secret, minutes(20)).await.unwrap().expect("she is here");
        desk.forget(minutes(50).plus(-1)).await.unwrap();
        assert_eq!(desk.history(her.reader, None, 9).await.unwrap().len(), 1, "she may still be reading");
        let before = desk.export(her.reader).await.unwrap();
        let rows = stand.rows(her.reader).await;

        desk.forget(minutes(20).plus(HALF_AN_HOUR)).await.unwrap();
        for (asked, is_away) in answered_away(desk, &her, item).await {
            assert!(is_away, "{asked}");
        }
        assert_eq!(stand.rows(her.reader).await, rows, "nothing was changed");
        let stranger = Secret::random().unwrap();
        assert_eq!(desk.who(&stranger, minutes(51)).await.unwrap(), None);
        assert!(is_away(desk.history(her.reader, None, 9).await));

        assert_eq!(desk.who(&her.secret, minutes(60)).await.unwrap().map(|who| who.reader), Some(her.reader));
        let after = desk.export(her.reader).await.unwrap();
        assert_eq!((after.events, after.saved, after.profile), (before.events, before.saved, before.profile));
        assert_eq!((after.finders, after.places, after.wishes), (before.finders, before.places, before.wishes));
        assert_eq!((after.view.choices, after.view.sliders), (before.view.choices, before.view.sliders));
        assert_eq!(desk.untold(her.reader).await.unwrap().len(), 1);
        desk.forget(minutes(60).plus(HALF_AN_HOUR - 1)).await.unwrap();
        assert_eq!(desk.history(her.reader, None, 9).await.unwrap().len(), 1);
    });
}

#[test]
fn on_a_desk_to_which_she_never_came_nothing_about_her_is_open() {
    on_both(async |stand| {
        let her = stand.account("Ann").await;
        let item = stand.news(&["ferry"], START).await[0];
        live(&stand.readers, &her, item).await;
        let (rows, desk) = (stand.rows(her.reader).await, stand.anew());
        for (asked, is_away) in answered_away(&desk, &her, item).await {
            assert!(is_away, "{asked}");
        }
        assert_eq!(stand.rows(her.reader).await, rows);
        // With another's secret she is not here, however often it comes.
        let other = stand.guest().await;
        desk.who(&other.secret, START).await.unwrap().expect("the other");
        assert!(is_away(desk.history(her.reader, None, 9).await));
    });
}

#[test]
fn her_secret_opens_her_own_keys_and_no_others() {
    on_both(async |stand| {
        let (her, other) = (stand.guest().await, stand.guest().await);
        let forged = Holder::new(Sha256::digest(her.secret.bytes()).into(), &other.secret.bytes());
        let stored = Holder::new(Sha256::digest(her.secret.bytes()).into(), &Sha256::digest(her.secret.bytes()));
        for (reader, holder, opens, what) in [
            (&her, holder(&her.secret), true, "her own"),
            (&other, holder(&her.secret), false, "hers for another"),
            (&her, holder(&other.secret), false, "another's"),
            (&her, forged, false, "another's in her place"),
            (&her, stored, false, "what stands in the database"),
            (&her, holder(&Secret::random().unwrap()), false, "a stranger's"),
        ] {
            assert_eq!(stand.opens(reader.reader, &holder).await, opens, "{what}");
        }
    });
}

#[test]
fn whose_keys_were_destroyed_is_nobody_that_we_know() {
    on_both(async |stand| {
        let her = stand.guest().await;
        let item = stand.news(&["ferry"], START).await[0];
        live(&stand.readers, &her, item).await;
        stand.vault.erase(her.reader, &[7; 16]).await.unwrap();
        let desk = stand.anew();
        assert_eq!(desk.who(&her.secret, START).await.unwrap(), None);
        assert!(matches!(desk.reader_or_new(&her.secret, START).await, Err(Error::Lost)));
        assert!(is_away(desk.export(her.reader).await));
        let gone = stand.guest().await;
        stand.remove(gone.reader).await;
        assert!(matches!(stand.vault.unlock(gone.reader, &holder(&gone.secret)).await.unwrap(), Unlocked::Erased));
    });
}

#[test]
fn what_stands_in_the_database_has_none_of_her_words() {
    on_both(async |stand: &Stand<'_>| {
        let her = stand.account("Zebedea").await;
        let desk = &stand.readers;
        let item = stand.news(&["ferry"], START).await[0];
        live(desk, &her, item).await;
        let word = Target::Word("Markedword".to_owned());
        desk.choose(her.reader, Choice::Mute, word, Time(1)).await.unwrap();
        desk.add_finder(her.reader, &rule("markedquery", Task::Mute), START).await.unwrap();
        desk.set_wishes(her.reader, &[("look", "markedwish".to_owned())]).await.unwrap();
        desk.make_token(her.reader, "Markedlabel", &[readers::accounts::Scope::Read], 30, START).await.unwrap();
        desk.rename(her.reader, "Zebedea Two").await.unwrap();
        let dump = dump(stand.place);
        assert!(dump.contains("argon2id") && dump.contains("title of ferry"), "it dumps what is there");
        for mark in ["zebedea", "markedword", "markedquery", "markedwish", "markedlabel", "firefox"] {
            assert!(!holds(&dump, mark), "{mark}");
        }
    });
}
