//! What her finders find of what came while she was away.

use model::{Choice, FinderId, HOUR, ItemId, MINUTE, ReaderId, Target, Task, Time, Topic};
use readers::Readers;
use readers::accounts::{Scope, SignUp};

use crate::stand::{Her, PASSWORD, START, Stand, caller, minutes, on_both, remove_at, rule, search_for};

/// How long after her last request she is away.
const HALF_AN_HOUR: i64 = 30 * MINUTE;

struct Finders {
    tell: FinderId,
    save: FinderId,
    follow: FinderId,
}

async fn add_finders(desk: &Readers, reader: ReaderId, word: &str) -> Finders {
    let add = async |new| desk.add_finder(reader, &new, START).await.unwrap().expect("room");
    Finders {
        tell: add(search_for(word, Task::Tell)).await,
        save: add(rule(word, Task::Save)).await,
        follow: add(rule(word, Task::FollowTopic)).await,
    }
}

async fn found(desk: &Readers, reader: ReaderId, id: FinderId, now: Time) -> Vec<(ItemId, bool)> {
    let looked = desk.look_at_finder(reader, id, 99, now).await.unwrap().expect("a finder");
    looked.1.into_iter().map(|(item, is_new)| (item.id, is_new)).collect()
}

async fn untold(desk: &Readers, reader: ReaderId) -> u32 {
    desk.untold(reader).await.unwrap().iter().map(|untold| untold.count).sum()
}

async fn leaves(desk: &Readers, now: Time) {
    desk.forget(now).await.unwrap();
}

/// What everything that is new to the desk is held against, until nothing waits.
async fn hold(desk: &Readers, now: Time) {
    while desk.find_new(now).await.unwrap() > 0 {}
}

fn sport() -> Target {
    Target::Topic(Topic(15_000_000))
}

/// Of what she searches for, one item of before her finders and one of while she was away; she is away.
async fn away(stand: &Stand<'_>, her: &Her, word: &str, desk_looks: bool) -> (Finders, ItemId) {
    stand.news(&[&format!("{word} of before")], START.plus(-2 * HOUR)).await;
    hold(&stand.readers, START).await;
    let finders = add_finders(&stand.readers, her.reader, word).await;
    leaves(&stand.readers, START.plus(HALF_AN_HOUR)).await;
    let item = stand.news(&[&format!("{word} of today"), "quay"], minutes(40)).await[0];
    if desk_looks {
        hold(&stand.readers, minutes(40)).await;
    }
    (finders, item)
}

#[test]
fn what_came_while_she_was_away_is_found_when_she_comes_and_once() {
    on_both(async |stand| {
        for (word, desk_looks) in [("ferry", true), ("barge", false)] {
            let her = stand.guest().await;
            let (finders, item) = away(stand, &her, word, desk_looks).await;
            let (reader, desk) = (her.reader, &stand.readers);
            desk.who(&her.secret, minutes(60)).await.unwrap().expect("she is known");
            assert_eq!(untold(desk, reader).await, 1);
            assert_eq!(desk.saved_items(reader, None, 9).await.unwrap(), [(item, minutes(60))]);
            assert_eq!(desk.choices(reader).await.unwrap(), [(Choice::Follow, sport())]);
            for id in [finders.save, finders.follow] {
                assert_eq!(found(desk, reader, id, minutes(61)).await, [(item, true)]);
            }

            // What she takes back stays taken back, whoever looks again.
            assert!(desk.unsave(reader, item).await.unwrap());
            desk.unchoose(reader, Choice::Follow, sport()).await.unwrap();
            hold(desk, minutes(62)).await;
            desk.who(&her.secret, minutes(63)).await.unwrap().expect("she is here");
            leaves(desk, minutes(100)).await;
            desk.who(&her.secret, minutes(101)).await.unwrap().expect("she comes again");
            let again = stand.anew();
            again.who(&her.secret, minutes(102)).await.unwrap().expect("and elsewhere");
            hold(&again, minutes(102)).await;
            for desk in [desk, &again] {
                assert_eq!(untold(desk, reader).await, 1, "still not looked at");
                assert_eq!(desk.saved_items(reader, None, 9).await.unwrap(), []);
                assert_eq!(desk.choices(reader).await.unwrap(), []);
            }
            assert_eq!(found(desk, reader, finders.tell, minutes(103)).await, [(item, true)]);
            assert_eq!(found(desk, reader, finders.tell, minutes(104)).await, [(item, false)]);
            assert_eq!(untold(desk, reader).await, 0);
        }
    });
}

#[test]
fn however_she_comes_her_finders_look_and_go_on_looking() {
    on_both(async |stand| {
        for (word, by) in [("ferry", "session"), ("barge", "token"), ("canoe", "password"), ("kayak", "code")] {
            let typed = SignUp { name: word, password: PASSWORD, ..SignUp::default() };
            let (entry, code) = stand.readers.sign_up(typed, &caller(), START).await.unwrap();
            let her = Her { reader: entry.reader, secret: entry.secret };
            let token = stand.readers.make_token(her.reader, "Phone", &[Scope::Read], 30, START).await.unwrap();
            let (finders, item) = away(stand, &her, word, true).await;
            let (desk, now) = (stand.anew(), minutes(60));
            desk.follow(now).await.unwrap();
            hold(&desk, now).await;
            let comes = match by {
                "session" => desk.who(&her.secret, now).await.unwrap().is_some(),
                "token" => desk.token(&token, now).await.unwrap().is_ok(),
                "password" => desk.sign_in(word, PASSWORD, &caller(), now).await.is_ok(),
                _ => desk.recover(word, &code.shown(), PASSWORD, &caller(), now).await.is_ok(),
            };
            assert!(comes, "{by}");
            assert_eq!(untold(&desk, her.reader).await, 1, "{by}");
            let next = stand.news(&[&format!("{word} of later")], now).await[0];
            hold(&desk, now).await;
            assert_eq!(untold(&desk, her.reader).await, 2, "{by}: what is new is found at once");
            let told = found(&desk, her.reader, finders.tell, now.plus(1)).await;
            assert_eq!(told, [(next, true), (item, true)], "{by}");
        }
    });
}

#[test]
fn whoever_was_removed_elsewhere_keeps_no_other_from_finding() {
    on_both(async |stand| {
        let (her, other) = (stand.guest().await, stand.guest().await);
        let desk = &stand.readers;
        hold(desk, START).await;
        add_finders(desk, her.reader, "ferry").await;
        let finders = add_finders(desk, other.reader, "ferry").await;
        remove_at(&stand.anew(), her.reader).await;
        let item = stand.news(&["ferry"], minutes(5)).await[0];
        hold(desk, minutes(5)).await;
        assert_eq!(found(desk, other.reader, finders.tell, minutes(6)).await, [(item, true)]);
        assert_eq!(desk.saved_count(other.reader).await.unwrap(), 1);
    });
}
