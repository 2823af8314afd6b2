//! What a reader's saved searches and rules found, as she sees it in her timeline.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod town;

use std::sync::Arc;

use model::{ItemId, Language};
use timeline::{Ask, Bundle, Finds, LeftOut, LeftOutWhy, Model, Names, Order, Profile, Timeline, Verdict, compose};
use town::{NOW, WEATHER, item, stock_of, town};

fn ask(order: Order) -> Ask {
    let names = vec!["No ferries".to_owned(), "Old".to_owned(), "Quay".to_owned()];
    let found = vec![
        (ItemId(901), Verdict::Wanted, 2),
        (ItemId(902), Verdict::Mute, 0),
        (ItemId(902), Verdict::Wanted, 2),
        (ItemId(903), Verdict::Read, 1),
        (ItemId(999), Verdict::Wanted, 2),
        (ItemId(901), Verdict::Mute, 77),
    ];
    Ask { order, finds: Arc::new(Finds::new(names, found)), ..Ask::default() }
}

fn asked(ask: &Ask) -> Timeline {
    let mut list = town();
    // Too old to be a candidate for any other reason.
    list.push(item(901, 3, 901, 13 * 24 * 60, &[WEATHER], "The quay"));
    list.push(item(902, 4, 902, 10, &[WEATHER], "The ferry at the quay"));
    list.push(item(903, 5, 903, 10, &[WEATHER], "Old"));
    compose(ask, &stock_of(&list), &Profile::default(), &Model::empty(), NOW)
}

#[test]
fn what_a_saved_search_found_is_a_candidate_and_says_so() {
    let names = Names { source: &|_| String::new() };
    let timeline = asked(&ask(Order::Following));
    assert_eq!(timeline.slots.iter().map(|slot| slot.item.0).collect::<Vec<_>>(), [901]);
    let why: Vec<String> = timeline.slots[0].why.iter().map(|reason| reason.words(Language::ENGLISH, &names)).collect();
    assert_eq!(why[0], "Matches your search “Quay”");
    assert_eq!(why.iter().filter(|words| words.contains("Quay")).count(), 1, "{why:?}");
    assert_eq!(timeline.slots[0].why[0].words(Language::GERMAN, &names), "Passt zu Ihrer Suche „Quay“");
    let for_you = asked(&ask(Order::ForYou));
    let everywhere = for_you.slots.iter().map(|slot| slot.item).chain(for_you.left_out.iter().map(|left| left.item));
    assert!(everywhere.into_iter().any(|item| item == ItemId(901)), "it competes for a slot");
    let nobody = asked(&Ask { order: Order::Following, ..Ask::default() });
    assert!(nobody.slots.is_empty());
}

#[test]
fn rules_hold_in_every_order_and_are_named() {
    let names = Names { source: &|_| String::new() };
    for order in Order::ALL {
        let timeline = asked(&ask(order));
        let why = |id: i64| -> Option<&LeftOut> { timeline.left_out.iter().find(|left| left.item.0 == id) };
        assert_eq!(why(902).unwrap().why, LeftOutWhy::MutedByRule("No ferries".to_owned()), "{order:?}");
        assert_eq!(why(902).unwrap().words(Language::ENGLISH, &names), "Your rule “No ferries” mutes it");
        assert_eq!(why(903).unwrap().words(Language::GERMAN, &names), "Ihre Regel „Old“ zählt es als gelesen");
    }
}

#[test]
fn a_receipt_with_finds_is_computed_again() {
    let mut list = town();
    list.push(item(902, 4, 902, 10, &[WEATHER], "The ferry at the quay"));
    let bundle = Bundle::of(&ask(Order::ForYou), &stock_of(&list), &Profile::default(), &Model::empty(), NOW);
    let again = Bundle::from_bytes(&bundle.to_bytes()).unwrap();
    assert_eq!(&again.replay().unwrap(), bundle.receipt());
}
