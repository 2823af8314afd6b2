//! What holds whatever is in stock, whoever asks.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod town;

use std::collections::{HashMap, HashSet};

use model::{Choice, Deed, Event, EventId, ItemId, Language, SourceId, Target, Topic};
use proptest::prelude::*;
use timeline::{Ask, Bundle, Model, Order, Profile, Stock, StockItem, Within, compose, title_words};
use town::{ARTS, FOOTBALL, HEALTH, NOW, RELIGION, SPORT, WEATHER, item, stock_of};

const WORDS: [&str; 8] = ["harbour", "storm", "mayor", "opens", "Match", "règle", "bus", "Straße"];
const TOPICS: [Topic; 6] = [FOOTBALL, SPORT, WEATHER, ARTS, RELIGION, HEALTH];

fn any_item() -> impl Strategy<Value = StockItem> {
    let numbers = (1..400i64, 1..9i64, 1..60i64, -100..30_000i64);
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 0..6);
    let topics = prop::collection::vec(prop::sample::select(&TOPICS[..]), 0..4);
    let language = prop::sample::select(vec![Language::ENGLISH, Language::GERMAN, Language::UNKNOWN]);
    (numbers, words, topics, language).prop_map(|((id, source, story, minutes_ago), words, topics, language)| {
        StockItem { language, ..item(id, source, story, minutes_ago, &topics, &words.join(" ")) }
    })
}

fn any_items() -> impl Strategy<Value = Vec<StockItem>> {
    prop::collection::vec(any_item(), 0..200).prop_map(|mut items| {
        let mut seen = HashSet::new();
        items.retain(|item| seen.insert(item.id));
        items
    })
}

fn any_ask() -> impl Strategy<Value = Ask> {
    let target = prop_oneof![
        (1..9i64).prop_map(|source| Target::Source(SourceId(source))),
        prop::sample::select(&TOPICS[..]).prop_map(Target::Topic),
        prop::sample::select(&WORDS[..]).prop_map(|word| Target::Word(word.to_uppercase())),
    ];
    let choice = (prop::sample::select(vec![Choice::Follow, Choice::Mute]), target);
    let choices = prop::collection::vec(choice, 0..5);
    let order = prop::sample::select(&Order::ALL[..]);
    let within = prop_oneof![
        3 => Just(Within::Everything),
        1 => prop::sample::select(&TOPICS[..]).prop_map(Within::Topic),
        1 => (1..9i64).prop_map(|source| Within::Source(SourceId(source))),
        1 => Just(Within::Clips),
    ];
    let languages = prop_oneof![Just(vec![]), Just(vec![Language::GERMAN])];
    (choices, order, within, languages, 0..40usize, 0..3usize, any::<u64>()).prop_map(
        |(choices, order, within, languages, slots, page, seed)| Ask {
            order,
            within,
            slots,
            skip: page * slots,
            choices,
            languages,
            already: vec![ItemId(3)],
            seed,
            explain_fully: seed % 2 == 0,
            ..Ask::default()
        },
    )
}

fn any_deeds() -> impl Strategy<Value = Vec<(i64, Deed, i64)>> {
    prop::collection::vec((1..400i64, prop::sample::select(&Deed::ALL[..]), -10..10_000i64), 0..300)
}

fn profile_of(deeds: &[(i64, Deed, i64)], stock: &Stock) -> Profile {
    let mut profile = Profile::default();
    for &(id, deed, minutes_ago) in deeds {
        let at = NOW.plus(-minutes_ago * 60_000);
        let event = Event { id: EventId(0), item: ItemId(id), deed, at, dwell_ms: 0, slot: 0 };
        if let Some(item) = stock.get(ItemId(id)) {
            profile.apply(&event, &item, NOW);
        }
    }
    profile
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mute_always_holds(items in any_items(), ask in any_ask(), deeds in any_deeds()) {
        let stock = stock_of(&items);
        let profile = profile_of(&deeds, &stock);
        for slot in compose(&ask, &stock, &profile, &Model::empty(), NOW).slots {
            let item = items.iter().find(|item| item.id == slot.item).expect("a slot is in stock");
            for (choice, target) in &ask.choices {
                let is_meant = match target {
                    Target::Source(source) => item.source == *source,
                    Target::Topic(topic) => item.topics.iter().any(|t| t == topic || t.parent() == Some(*topic)),
                    Target::Word(word) => item.title_words.contains(&title_words(word)[0]),
                };
                prop_assert!(*choice == Choice::Follow || !is_meant, "{target:?} in {item:?}");
            }
            prop_assert!(ask.languages.is_empty() || item.language != Language::ENGLISH);
            prop_assert!(item.id != ItemId(3), "it stands on the page already");
        }
    }

    #[test]
    fn every_candidate_has_a_slot_or_a_reason_and_every_slot_says_why(
        items in any_items(), ask in any_ask(), deeds in any_deeds(),
    ) {
        let stock = stock_of(&items);
        let profile = profile_of(&deeds, &stock);
        let timeline = compose(&ask, &stock, &profile, &Model::empty(), NOW);
        let mut all: Vec<ItemId> = timeline.slots.iter().map(|slot| slot.item).collect();
        prop_assert!(all.len() <= ask.slots);
        all.extend(timeline.left_out.iter().map(|left_out| left_out.item));
        let different: HashSet<ItemId> = all.iter().copied().collect();
        prop_assert_eq!(all.len(), different.len(), "nothing is in both, or twice");
        // This stock is small: whatever an unrestricted page could have is a candidate of it.
        if ask.within == Within::Everything && ask.languages.is_empty() {
            prop_assert_eq!(different.len(), items.len());
        }
        let mut stories = HashSet::new();
        for slot in &timeline.slots {
            prop_assert!(stories.insert(slot.story), "one slot per story");
            prop_assert!(!slot.from.is_empty());
            prop_assert!(!slot.why.is_empty() && slot.why.iter().all(|why| why.share <= 1.0), "{:?}", slot);
        }
    }

    #[test]
    fn the_same_ask_gives_the_same_bytes_in_whatever_order_the_stock_was_filled(
        items in any_items(), ask in any_ask(), deeds in any_deeds(), swaps in prop::collection::vec(any::<prop::sample::Index>(), 200),
    ) {
        let mut shuffled = items.clone();
        for (place, swap) in swaps.iter().enumerate().take(items.len()) {
            shuffled.swap(place, swap.index(items.len()));
        }
        let (one, mut other) = (stock_of(&items), stock_of(&shuffled));
        // Things that came and went leave no mark either.
        other.upsert(&item(9999, 1, 1, 10, &[ARTS], "gone"));
        other.remove(ItemId(9999));
        other.tend(NOW);
        let profile = profile_of(&deeds, &one);
        let timeline = compose(&ask, &one, &profile, &Model::empty(), NOW);
        prop_assert_eq!(&timeline, &compose(&ask, &other, &profile, &Model::empty(), NOW));
        let kept = Profile::from_bytes(&profile.to_bytes()).expect("a profile reads what it wrote");
        prop_assert_eq!(&kept, &profile);
        let bundle = Bundle::of(&ask, &one, &profile, &Model::empty(), NOW);
        prop_assert_eq!(&bundle, &Bundle::of(&ask, &other, &kept, &Model::empty(), NOW));
        let replayed = bundle.replay();
        prop_assert_eq!(replayed.as_ref(), Ok(bundle.receipt()));
    }

    #[test]
    fn a_source_has_few_slots_while_others_have_something_to_say(items in any_items(), seed in any::<u64>()) {
        let stock = stock_of(&items);
        let ask = Ask { slots: 10, seed, ..Ask::default() };
        let timeline = compose(&ask, &stock, &Profile::default(), &Model::empty(), NOW);
        let mut slots: HashMap<SourceId, usize> = HashMap::new();
        for slot in &timeline.slots {
            *slots.entry(stock.get(slot.item).expect("in stock").source).or_default() += 1;
        }
        let most = slots.values().copied().max().unwrap_or(0);
        // Eight sources share ten slots: two each would do if all had stories of their own.
        let stories: HashSet<_> = items.iter().map(|item| item.story).collect();
        if stories.len() >= 40 {
            prop_assert!(most <= 3, "{slots:?}");
        }
    }

    #[test]
    fn a_profile_stays_small_and_is_never_read_wrong(deeds in any_deeds(), junk in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut items = Vec::new();
        for id in 1..400 {
            items.push(item(id, id, id, 10, &[TOPICS[(id % 4) as usize], model::Topic::ALL[(id % 128) as usize]], "x"));
        }
        let stock = stock_of(&items);
        let mut bytes = profile_of(&deeds, &stock).to_bytes();
        prop_assert!(bytes.len() <= 8192, "{} bytes", bytes.len());
        let _ = Profile::from_bytes(&junk);
        bytes.push(0);
        prop_assert_eq!(Profile::from_bytes(&bytes), None);
        bytes.truncate(bytes.len() - 2);
        prop_assert_eq!(Profile::from_bytes(&bytes), None);
    }
}
