//! What two editions withhold, from their logs.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use ledger::Entry;
use ledger::diff::{Diff, Withheld};
use ledger::entry::{Body, Country, Decision, Minute, Sealed};
use proptest::prelude::*;

/// `id action item where answers`, each hash as one digit. Articles are illegal by rule a, comments (items from 5 on) against terms.
fn decision(text: &str) -> Entry {
    let words: Vec<&str> = text.split(' ').collect();
    let [id, action, item, place, answers] = words[..] else { panic!("{text}") };
    let (object, ground) = if item < "5" { ("article", "illegal") } else { ("comment", "terms") };
    let answers = if answers == "none" { "none".to_owned() } else { answers.repeat(32) };
    let text = format!(
        "kind decision\ntime 2026-11-29T08:00Z\nid {}\naction {action}\nobject {object}\nitem {}\nground {ground}\nrule a\nautomated no\nnotice own\nwhere {place}\nanswers {answers}\n",
        id.repeat(32),
        item.repeat(32)
    );
    Entry::parse(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

fn log(decisions: &[&str]) -> Withheld {
    let mut withheld = Withheld::default();
    decisions.iter().for_each(|text| withheld.add(&decision(text)));
    withheld
}

/// `item action where, …` of what is in force.
fn in_force(withheld: &Withheld) -> String {
    let of_item = |(item, held): (&[u8; 16], &Vec<ledger::diff::InForce>)| {
        held.iter().map(|held| format!("{:x} {} {}", item[0] & 15, held.action, held.reach)).collect::<Vec<_>>()
    };
    withheld.items().iter().flat_map(of_item).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_decision_is_in_force_until_another_takes_it_back() {
    for (decisions, wanted) in [
        (&["1 withheld 1 all none"][..], "1 withheld everywhere"),
        (&["1 restricted 1 DE,FR none"], "1 restricted in DE, FR"),
        (&["1 removed 5 all none", "2 restored 5 all none"], ""),
        (&["1 removed 5 all none", "2 restored 5 all 1"], ""),
        (&["1 removed 5 all none", "2 restored 6 all none"], "5 removed everywhere"),
        (&["1 removed 5 all none", "2 upheld 5 all 1"], "5 removed everywhere"),
        (&["1 removed 5 all none", "2 upheld 5 all 1", "3 restored 5 all 2"], ""),
        (&["1 removed 5 all none", "2 upheld 5 all 1", "3 upheld 5 all 2", "4 restored 5 all 3"], ""),
        (&["1 removed 5 all none", "2 restored 5 all 3"], "5 removed everywhere"),
        (&["1 removed 5 all none", "2 restricted 5 AT 1"], "5 restricted in AT"),
        (&["1 removed 5 all none", "2 restricted 5 AT 1", "3 restored 5 all 2"], ""),
        (&["1 removed 5 all none", "2 restricted 5 AT 1", "3 restored 5 all 1"], "5 restricted in AT"),
        (&["1 withheld 1 all none", "2 restored 1 DE none"], "1 withheld everywhere but in DE"),
        (
            &["1 withheld 1 all none", "2 restored 1 DE none", "3 restored 1 AT,DE 1"],
            "1 withheld everywhere but in AT, DE",
        ),
        (&["1 withheld 1 DE,FR none", "2 restored 1 AT,DE none"], "1 withheld in FR"),
        (&["1 withheld 1 DE,FR none", "2 restored 1 DE none", "3 restored 1 FR none"], ""),
        (&["1 withheld 1 DE none", "2 withheld 1 FR none"], "1 withheld in DE; 1 withheld in FR"),
        (&["1 withheld 1 DE none", "2 withheld 1 FR none", "3 restored 1 all 1"], "1 withheld in FR"),
        (&["1 withheld 1 DE none", "2 withheld 1 FR none", "3 restored 1 all none"], ""),
        (&["1 removed 5 all none", "2 restored 5 all 1", "3 removed 5 all 2"], "5 removed everywhere"),
        (&["1 removed 5 all none", "2 restored 5 all 1", "3 restored 5 all 1", "4 upheld 5 all none"], ""),
    ] {
        assert_eq!(in_force(&log(decisions)), wanted, "{decisions:?}");
    }
}

#[test]
fn what_was_sealed_is_in_force_once_it_is_opened() {
    let content = decision("1 withheld 1 all none").to_bytes().unwrap();
    let body = Body::Sealed(Sealed::Open { of: 0, salt: [0; 16], content });
    let mut withheld = Withheld::default();
    withheld.add(&Entry { time: Minute::from_text("2027-01-01T00:00Z").unwrap(), body });
    assert_eq!(in_force(&withheld), "1 withheld everywhere");
}

#[test]
fn two_editions_are_compared_in_words() {
    let town = log(&["1 withheld 1 FR none", "2 removed 5 all none", "3 removed 6 all none", "4 withheld 2 all none"]);
    let land = log(&["1 removed 6 all none", "2 withheld 2 DE none", "3 withheld 3 all none", "4 restored 3 all none"]);
    let diff = Diff::of(("news.example/town", &town), ("news.example/land", &land));
    let wanted = "\
news.example/town with 4 entries and news.example/land with 4, from their public logs.

news.example/town withholds 2 items that news.example/land does not:
- article 11111111111111111111111111111111
  withheld in FR: illegal, rule a (entry 0, 2026-11-29T08:00Z)
- comment 55555555555555555555555555555555
  removed everywhere: terms, rule a (entry 1, 2026-11-29T08:00Z)

news.example/land withholds nothing that news.example/town does not withhold too.

Both withhold 1 item, but not alike:
- article 22222222222222222222222222222222
  news.example/town: withheld everywhere: illegal, rule a (entry 3, 2026-11-29T08:00Z)
  news.example/land: withheld in DE: illegal, rule a (entry 1, 2026-11-29T08:00Z)

Both withhold 1 item alike.
";
    assert_eq!(diff.to_string(), wanted);
    let nothing = Diff::of(("a", &Withheld::default()), ("b", &Withheld::default()));
    let wanted = "a with 0 entries and b with 0, from their public logs.\n\na withholds nothing that b does not withhold too.\n\nb withholds nothing that a does not withhold too.\n\nBoth withhold 0 items alike.\n";
    assert_eq!(nothing.to_string(), wanted);
}

fn decisions() -> impl Strategy<Value = Vec<Entry>> {
    let action = prop::sample::select(vec!["withheld", "restricted", "removed", "restored", "restored", "upheld"]);
    let place = prop::sample::select(vec!["all", "AT", "DE", "AT,DE", "DE,FR"]);
    let one = (action, 1_u8..7, place, prop::option::of(0_u8..16));
    prop::collection::vec(one, 0..16).prop_map(|all| {
        let text = |(id, (action, item, place, answers)): (usize, (&str, u8, &str, Option<u8>))| {
            let answers =
                answers.filter(|answers| usize::from(*answers) < id).map_or("none".to_owned(), |id| format!("{id:x}"));
            decision(&format!("{id:x} {action} {item} {place} {answers}"))
        };
        all.into_iter().enumerate().map(text).collect()
    })
}

fn withheld(entries: &[Entry]) -> Withheld {
    let mut withheld = Withheld::default();
    entries.iter().for_each(|entry| withheld.add(entry));
    withheld
}

/// Item and country, for each that something is withheld in.
fn places(withheld: &Withheld) -> BTreeSet<([u8; 16], Country)> {
    let countries = ["AT", "DE", "FR", "US"].map(|text| Country::new(text).unwrap());
    let held = withheld.items().iter().flat_map(|(item, held)| held.iter().map(move |held| (item, held)));
    held.flat_map(|(item, held)| countries.into_iter().filter(|c| held.reach.has(*c)).map(move |c| (*item, c)))
        .collect()
}

proptest! {
    #[test]
    fn each_item_is_in_one_list_and_both_sides_see_the_same(first in decisions(), second in decisions()) {
        let (first, second) = (withheld(&first), withheld(&second));
        let diff = Diff::of(("a", &first), ("b", &second));
        let back = Diff::of(("b", &second), ("a", &first));
        prop_assert_eq!(&diff.only_first, &back.only_second);
        prop_assert_eq!(&diff.only_second, &back.only_first);
        prop_assert_eq!((diff.alike, diff.unlike.len()), (back.alike, back.unlike.len()));
        let count = |held: usize| held as u64 + diff.alike + diff.unlike.len() as u64;
        prop_assert_eq!(count(diff.only_first.len()), first.items().len() as u64);
        prop_assert_eq!(count(diff.only_second.len()), second.items().len() as u64);
        let same = Diff::of(("a", &first), ("c", &first));
        prop_assert_eq!(same.alike, first.items().len() as u64);
        prop_assert!(same.only_first.is_empty() && same.only_second.is_empty() && same.unlike.is_empty());
        prop_assert!(first.items().values().flatten().all(|held| !held.reach.is_nowhere()));
    }

    #[test]
    fn where_nothing_is_appealed_each_country_is_as_the_last_decision_about_it_left_it(entries in decisions()) {
        let mut entries = entries;
        for entry in &mut entries {
            if let Body::Decision(decision) = &mut entry.body {
                decision.answers = None;
            }
        }
        let mut wanted = BTreeSet::new();
        for entry in &entries {
            let Body::Decision(Decision { action, item, place, .. }) = &entry.body else { panic!() };
            for country in ["AT", "DE", "FR", "US"].map(|text| Country::new(text).unwrap()) {
                let is_there = ledger::diff::Reach::of(place).has(country);
                match action.word() {
                    "upheld" => {}
                    "restored" if is_there => { wanted.remove(&(*item, country)); }
                    "restored" => {}
                    _ if is_there => { wanted.insert((*item, country)); }
                    _ => {}
                }
            }
        }
        prop_assert_eq!(places(&withheld(&entries)), wanted);
    }
}
