//! What a reader notices.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod town;

use std::collections::HashMap;

use expect_test::{Expect, expect};
use model::{Choice, Deed, HOUR, ItemId, Kind, Language, SourceId, Target, Topic};
use timeline::{Ask, LeftOutWhy, Model, Names, Order, Profile, Standing, Stock, StockItem, Timeline, Within, compose};
use town::{ARTS, FOOTBALL, HEALTH, NOW, RELIGION, SCIENCE, SPORT, WEATHER, did, event, item, stock_of, town};

fn items(timeline: &Timeline) -> Vec<i64> {
    timeline.slots.iter().map(|slot| slot.item.0).collect()
}

fn about(timeline: &Timeline, stock: &Stock, topic: Topic) -> usize {
    let is_about = |id| stock.get(id).is_some_and(|item| item.topics.contains(&topic));
    timeline.slots.iter().filter(|slot| is_about(slot.item)).count()
}

fn check(ask: &Ask, profile: &Profile, stock: &Stock, expected: Expect) {
    let names = Names { source: &|source| format!("Gazette {source}") };
    let mut text = String::new();
    for (place, slot) in compose(ask, stock, profile, &Model::empty(), NOW).slots.iter().enumerate() {
        let why = slot.why.first().map_or(String::new(), |reason| reason.words(Language::ENGLISH, &names));
        text.push_str(&format!("{} item {} of story {}: {why}\n", place + 1, slot.item, slot.story));
    }
    expected.assert_eq(&text);
}

#[test]
fn a_visitor_gets_new_and_widely_covered_stories_and_is_told_why() {
    let ask = Ask { slots: 6, ..Ask::default() };
    check(
        &ask,
        &Profile::default(),
        &stock_of(&town()),
        expect![[r#"
        1 item 263 of story 159: 5 sources cover this story
        2 item 3 of story 3: 4 sources cover this story
        3 item 128 of story 78: 4 sources cover this story
        4 item 270 of story 162: Gazette 4 was the first to report this
        5 item 278 of story 168: 4 sources cover this story
        6 item 288 of story 174: 5 sources cover this story
    "#]],
    );
}

#[test]
fn a_reader_who_opens_sport_gets_more_sport() {
    let stock = stock_of(&town());
    let ask = Ask { slots: 20, ..Ask::default() };
    let mut profile = Profile::default();
    let before = about(&compose(&ask, &stock, &profile, &Model::empty(), NOW), &stock, SPORT);
    let football: Vec<i64> =
        town().iter().filter(|item| item.topics == [FOOTBALL]).map(|item| item.id.0).take(4).collect();
    for id in football {
        did(&mut profile, &stock, id, Deed::Opened, 3);
        did(&mut profile, &stock, id, Deed::Finished, 3);
    }
    let after = compose(&ask, &stock, &profile, &Model::empty(), NOW);
    assert!(about(&after, &stock, SPORT) > before + 2, "{before} before, {} after", about(&after, &stock, SPORT));
    let names = Names { source: &|_| String::new() };
    let words: Vec<String> =
        after.slots.iter().flat_map(|slot| &slot.why).map(|why| why.words(Language::GERMAN, &names)).collect();
    assert!(words.iter().any(|words| words == "Weil Sie über Fußball lesen"), "{words:?}");
    let newest = Ask { order: Order::Newest, ..ask };
    assert_eq!(
        compose(&newest, &stock, &profile, &Model::empty(), NOW),
        compose(&newest, &stock, &Profile::default(), &Model::empty(), NOW)
    );
}

#[test]
fn topics_have_about_the_parts_that_they_have_in_what_she_reads() {
    let stock = stock_of(&town());
    let mut profile = Profile::default();
    for (topic, count) in [(FOOTBALL, 6), (SCIENCE, 2)] {
        let of_topic = town().into_iter().filter(|item| item.topics == [topic]);
        for item in of_topic.take(count) {
            did(&mut profile, &stock, item.id.0, Deed::Opened, 3);
            did(&mut profile, &stock, item.id.0, Deed::Finished, 3);
        }
    }
    let timeline = compose(&Ask { slots: 16, ..Ask::default() }, &stock, &profile, &Model::empty(), NOW);
    let counts = [FOOTBALL, SCIENCE].map(|topic| about(&timeline, &stock, topic));
    // Three quarters of sixteen are twelve; by value alone they would be ten.
    assert!(counts[0] >= 11 && (3..=5).contains(&counts[1]), "{counts:?}");
}

#[test]
fn what_a_reader_does_with_sensitive_items_leaves_no_trace() {
    let stock = stock_of(&town());
    let mut profile = Profile::default();
    for item in town().iter().filter(|item| item.topics == [RELIGION] || item.topics == [HEALTH]) {
        for deed in [Deed::Shown, Deed::Opened, Deed::Finished, Deed::Liked, Deed::Visited] {
            did(&mut profile, &stock, item.id.0, deed, 2);
        }
    }
    assert!(profile.is_empty());
    let ask = Ask::default();
    assert_eq!(
        compose(&ask, &stock, &profile, &Model::empty(), NOW),
        compose(&ask, &stock, &Profile::default(), &Model::empty(), NOW)
    );
    let hidden = town().into_iter().find(|item| item.topics == [HEALTH]).map_or(0, |item| item.id.0);
    did(&mut profile, &stock, hidden, Deed::Hidden, 1);
    assert_eq!((profile.hidden(), profile.topics()), (vec![ItemId(hidden)], vec![]));
    for order in Order::ALL {
        let ask = Ask { order, slots: 200, ..Ask::default() };
        assert!(
            !items(&compose(&ask, &stock, &profile, &Model::empty(), NOW)).contains(&hidden),
            "what she hid is gone, {order:?}"
        );
    }
}

#[test]
fn below_an_article_stands_what_it_leads_to_and_each_says_how() {
    let mut list = town();
    // Told by others, much alike, and read by the same readers.
    list.push(item(901, 21, 51, 8, &[SCIENCE], "The same once more"));
    let mut alike = town::embedding(51);
    alike.0[..36].copy_from_slice(&town::embedding(902).0[..36]);
    list.push(StockItem { embedding: alike, ..item(902, 22, 902, 9, &[SCIENCE], "Much alike") });
    list.push(item(903, 23, 903, 9, &[ARTS], "What they read besides"));
    let article = list.iter().find(|item| item.story.0 == 51).unwrap().id;
    let mut stock = stock_of(&list);
    for _ in 0..9 {
        let mut reader = Profile::default();
        for id in [article, ItemId(903)] {
            timeline::take_in(&event(id, Deed::Opened, NOW.plus(-HOUR)), &mut stock, &mut reader, NOW);
        }
    }
    let ask = Ask {
        slots: 6,
        already: vec![article],
        context: Some(article),
        surface: timeline::BELOW_AN_ARTICLE,
        ..Ask::default()
    };
    let names = Names { source: &|_| String::new() };
    let below = compose(&ask, &stock, &Profile::default(), &Model::empty(), NOW);
    assert!(below.slots.len() == 6 && !items(&below).contains(&article.0));
    for slot in &below.slots {
        let how = slot.why[0].words(Language::ENGLISH, &names);
        assert!(
            ["About the same story", "Read by readers of this article", "Like this article"].contains(&how.as_str()),
            "{how}"
        );
        assert!(slot.why.len() > 1, "what its value came of is told too");
    }
    let how = |id: i64| {
        let slot = below.slots.iter().find(|slot| slot.item.0 == id || (id == 901 && slot.story.0 == 51));
        slot.map(|slot| slot.why[0].words(Language::GERMAN, &names))
    };
    assert_eq!(how(901).as_deref(), Some("Über dasselbe Ereignis"));
    assert_eq!(how(902).as_deref(), Some("Ähnlich wie dieser Artikel"));
    assert_eq!(how(903).as_deref(), Some("Von Lesern dieses Artikels gelesen"));
    // An article that nobody has any more leads nowhere; what all get stands there, and says nothing else.
    let gone = Ask { context: Some(ItemId(99_999)), slots: 5, ..ask };
    let usual = Ask { slots: 5, already: vec![article], ..Ask::default() };
    let of = |ask| compose(ask, &stock, &Profile::default(), &Model::empty(), NOW);
    assert_eq!(items(&of(&gone)), items(&of(&usual)));
    assert_eq!(of(&gone).slots[0].why, of(&usual).slots[0].why);
}

#[test]
fn every_thing_left_out_has_the_reason_that_a_reader_would_give() {
    let mut list = town();
    list.push(StockItem { language: Language::GERMAN, ..item(901, 1, 901, 10, &[ARTS], "Neues") });
    list.push(StockItem { language: Language::UNKNOWN, ..item(902, 2, 902, 120, &[ARTS], "?") });
    list.push(item(903, 3, 903, 10, &[SCIENCE], "A bad word here"));
    list.push(item(904, 99, 904, 10, &[SCIENCE], "From a muted source"));
    list.push(item(905, 4, 905, 30 * 24 * 60, &[SCIENCE], "Old"));
    list.push(item(906, 5, 906, -60, &[SCIENCE], "From tomorrow"));
    let stock = stock_of(&list);
    let mut profile = Profile::default();
    did(&mut profile, &stock, 1, Deed::Opened, 1);
    did(&mut profile, &stock, 2, Deed::Hidden, 1);
    for hours in (1..5).rev() {
        did(&mut profile, &stock, 3, Deed::Shown, hours);
    }
    let ask = Ask {
        choices: vec![
            (Choice::Mute, Target::Word("Bad Word".to_owned())),
            (Choice::Mute, Target::Source(SourceId(99))),
            (Choice::Mute, Target::Topic(SPORT)),
            (Choice::Follow, Target::Source(SourceId(99))),
        ],
        languages: vec![Language::ENGLISH],
        already: vec![ItemId(4)],
        ..Ask::default()
    };
    let timeline = compose(&ask, &stock, &profile, &Model::empty(), NOW);
    let why: HashMap<i64, &LeftOutWhy> = timeline.left_out.iter().map(|left| (left.item.0, &left.why)).collect();
    assert_eq!(why.get(&1), Some(&&LeftOutWhy::Read));
    assert_eq!(why.get(&2), Some(&&LeftOutWhy::Hidden));
    assert!(matches!(why.get(&4), Some(LeftOutWhy::OnThisPage)));
    assert_eq!(why.get(&901), None, "German items are not even looked at");
    assert!(!matches!(why.get(&902), Some(LeftOutWhy::Language(_))), "no known language: for everybody");
    assert_eq!(why.get(&903), Some(&&LeftOutWhy::MutedWord("Bad Word".to_owned())));
    assert_eq!(why.get(&904), Some(&&LeftOutWhy::MutedSource(SourceId(99))));
    assert_eq!(why.get(&905), Some(&&LeftOutWhy::TooOld));
    assert_eq!(why.get(&906), Some(&&LeftOutWhy::NotYet));
    let football = town().iter().find(|item| item.topics == [FOOTBALL]).map_or(0, |item| item.id.0);
    assert_eq!(why.get(&football), Some(&&LeftOutWhy::MutedTopic(SPORT)));
    assert!(why.values().any(|why| matches!(why, LeftOutWhy::SameStory(_))));
}

#[test]
fn without_a_group_of_signals_the_slot_stands_where_it_is_said_to_stand() {
    let stock = stock_of(&town());
    let ask =
        Ask { choices: vec![(Choice::Follow, Target::Source(SourceId(5)))], explain_fully: true, ..Ask::default() };
    let timeline = compose(&ask, &stock, &Profile::default(), &Model::empty(), NOW);
    let followed = timeline
        .slots
        .iter()
        .rposition(|slot| slot.why.iter().any(|why| why.signal == "followed_source"))
        .expect("a followed source has a slot");
    let (_, said) = timeline.slots[followed]
        .without
        .iter()
        .find(|(group, _)| group.word() == "source")
        .expect("and is told where it would stand without");
    // Without following anything the only signals of the group are the bonuses for being first.
    assert!(*said as usize > followed + 1, "{said} without, {} with", followed + 1);
    assert!(timeline.left_out.iter().all(|left| left.would_stand.is_some()));
}

#[test]
fn newest_and_following_are_by_time_and_most_covered_by_sources() {
    let stock = stock_of(&town());
    let published = |id: i64| stock.get(ItemId(id)).map(|item| item.published);
    for order in [Order::Newest, Order::Following] {
        let choices =
            vec![(Choice::Follow, Target::Topic(SPORT)), (Choice::Follow, Target::Word("title 7".to_owned()))];
        let timeline =
            compose(&Ask { order, choices, ..Ask::default() }, &stock, &Profile::default(), &Model::empty(), NOW);
        assert!(items(&timeline).is_sorted_by(|a, b| published(*a) >= published(*b)));
        if order == Order::Following {
            assert_eq!(about(&timeline, &stock, SPORT), timeline.slots.len() - 1, "all but the one with the word");
        }
    }
    let ask = Ask { order: Order::MostCovered, ..Ask::default() };
    let timeline = compose(&ask, &stock, &Profile::default(), &Model::empty(), NOW);
    assert!(timeline.slots.is_sorted_by(|a, b| a.sources >= b.sources));
    assert_eq!(timeline.slots[0].sources, 5);
}

#[test]
fn a_page_about_a_topic_or_source_has_nothing_else_and_pages_follow_each_other_to_an_end() {
    let stock = stock_of(&town());
    for (order, within) in [
        (Order::ForYou, Within::Topic(SPORT)),
        (Order::Newest, Within::Topic(WEATHER)),
        (Order::MostCovered, Within::Source(SourceId(3))),
        (Order::ForYou, Within::Source(SourceId(3))),
    ] {
        let mut stories = Vec::new();
        let mut skip = 0;
        loop {
            let ask = Ask { order, within, slots: 10, skip, ..Ask::default() };
            let page = compose(&ask, &stock, &Profile::default(), &Model::empty(), NOW);
            for slot in &page.slots {
                let item = stock.get(slot.item).expect("slots are in stock");
                match within {
                    Within::Topic(topic) => assert!(item.topics.contains(&topic)),
                    Within::Source(source) => assert_eq!(item.source, source),
                    Within::Everything | Within::Clips => {}
                }
                assert!(!stories.contains(&slot.story), "a story comes once over all pages");
                stories.push(slot.story);
            }
            skip += 10;
            if !page.more {
                break;
            }
            assert!(skip < 1000, "pages end");
        }
        assert!(stories.len() >= 15, "{order:?} {within:?}: {}", stories.len());
    }
}

#[test]
fn one_slot_tries_something_new_by_lot_and_says_so() {
    let stock = stock_of(&town());
    let mut tried = Vec::new();
    for seed in 0..20 {
        let timeline =
            compose(&Ask { seed, slots: 12, ..Ask::default() }, &stock, &Profile::default(), &Model::empty(), NOW);
        let drawn: Vec<_> = timeline.slots.iter().filter(|slot| slot.propensity.is_some()).collect();
        assert_eq!(drawn.len(), 1);
        assert!(drawn[0].propensity.is_some_and(|chance| chance > 0.0 && chance <= 1.0));
        assert_eq!(drawn[0].why[0].signal, "explore");
        tried.push(drawn[0].item);
    }
    tried.sort_unstable();
    tried.dedup();
    assert!(tried.len() > 5, "different seeds try different items");
}

#[test]
fn videos_are_mixed_in_between_articles() {
    let mut list = Vec::new();
    for id in 1..=60 {
        let kind = if id % 2 == 0 { Kind::Video } else { Kind::Article };
        let minutes_ago = if kind == Kind::Video { 400 } else { 150 };
        list.push(StockItem { kind, ..item(id, id % 20, id, minutes_ago + id, &[ARTS], "Title") });
    }
    let stock = stock_of(&list);
    let timeline = compose(&Ask { slots: 20, ..Ask::default() }, &stock, &Profile::default(), &Model::empty(), NOW);
    let videos = timeline.slots.iter().filter(|slot| slot.item.0 % 2 == 0).count();
    assert!((2..=10).contains(&videos), "{videos} videos in 20 slots");
}

#[test]
fn what_others_open_rises_and_what_they_hide_sinks() {
    let mut stock = stock_of(&(1..=30).map(|id| item(id, id, id, 200, &[ARTS], "Title")).collect::<Vec<_>>());
    for second in 0..200 {
        let at = NOW.plus(-HOUR / 2 + second * 1000);
        for id in [10, 20, 30] {
            stock.count(&event(ItemId(id), Deed::Shown, at), Standing::Known(1.0));
        }
        stock.count(&event(ItemId(20), Deed::Opened, at), Standing::Known(1.0));
        stock.count(&event(ItemId(30), Deed::Hidden, at), Standing::Known(1.0));
    }
    stock.tend(NOW);
    let timeline = compose(&Ask { slots: 9, ..Ask::default() }, &stock, &Profile::default(), &Model::empty(), NOW);
    assert_eq!(items(&timeline)[0], 20);
    let all = compose(&Ask { slots: 30, ..Ask::default() }, &stock, &Profile::default(), &Model::empty(), NOW);
    let place = |id| items(&all).iter().position(|&item| item == id);
    assert!(place(30) > place(11) && place(10) > place(11), "{:?}", items(&all));
}

#[test]
fn the_first_to_report_stands_for_its_story() {
    let list: Vec<StockItem> = (1..=5).map(|id| item(id, id, 1, 130 + 7 * (id % 4), &[ARTS], "Title")).collect();
    let timeline = compose(&Ask::default(), &stock_of(&list), &Profile::default(), &Model::empty(), NOW);
    assert_eq!(items(&timeline), [3]);
    assert_eq!((timeline.slots[0].others, timeline.slots[0].sources), (4, 5));
    assert!(!timeline.more);
}
