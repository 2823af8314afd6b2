//! What is watched has a timeline of its own, and what she watches changes the one of everything.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod town;

use std::collections::HashSet;

use model::{Deed, Event, EventId, ItemId, Kind};
use timeline::{Ask, Bundle, Model, Order, Profile, Stock, StockItem, Timeline, Within, compose, take_in};
use town::{ARTS, NOW, SPORT, WEATHER, did, item, stock_of, town};

/// Milliseconds of a clip to what it counts as, as the newsroom does.
fn words(ms: u32) -> u32 {
    ms / 250
}

/// The town's articles, and forty clips of eight channels about what its articles are about.
fn with_clips() -> Vec<StockItem> {
    let mut items = town();
    for number in 0..40 {
        let topic = [SPORT, WEATHER, ARTS][number as usize % 3];
        let clip = item(1_000 + number, 50 + number % 8, 1_000 + number, 30 + 60 * number, &[topic], "A clip");
        items.push(StockItem { kind: Kind::Video, words: words(20_000), has_picture: true, ..clip });
    }
    items
}

fn clips(timeline: &Timeline, stock: &Stock) -> usize {
    timeline.slots.iter().filter(|slot| stock.get(slot.item).is_some_and(|item| item.kind == Kind::Video)).count()
}

#[test]
fn a_timeline_of_clips_has_nothing_else_varies_its_channels_says_why_and_ends() {
    let stock = stock_of(&with_clips());
    for order in Order::ALL {
        let ask = Ask { order, within: Within::Clips, slots: 10, surface: Within::Clips.surface(), ..Ask::default() };
        let page = compose(&ask, &stock, &Profile::default(), &Model::empty(), NOW);
        assert_eq!(clips(&page, &stock), page.slots.len(), "{order:?}");
        assert!(page.left_out.iter().all(|dropped| dropped.item.0 >= 1_000), "{order:?}: nothing else is considered");
        assert!(page.slots.iter().all(|slot| !slot.why.is_empty()), "{order:?}");
        assert_eq!(page.surface, 5);
        if order == Order::ForYou {
            let channels: HashSet<_> = page.slots.iter().map(|slot| stock.get(slot.item).unwrap().source).collect();
            assert_eq!((page.slots.len(), channels.len()), (10, 8), "two of one channel at most");
        }
    }
    let last = Ask { within: Within::Clips, slots: 10, skip: 30, ..Ask::default() };
    let page = compose(&last, &stock, &Profile::default(), &Model::empty(), NOW);
    assert_eq!((page.slots.len(), page.more), (10, false));
}

#[test]
fn a_timeline_of_clips_is_computed_again_from_its_bundle() {
    let stock = stock_of(&with_clips());
    let mut profile = Profile::default();
    did(&mut profile, &stock, 1_003, Deed::Finished, 2);
    let ask = Ask { within: Within::Clips, slots: 10, surface: 5, ..Ask::default() };
    let bundle = Bundle::of(&ask, &stock, &profile, &Model::empty(), NOW);
    let read = Bundle::from_bytes(&bundle.to_bytes()).unwrap();
    assert_eq!(read.replay().unwrap(), *bundle.receipt());
    let newsy = Ask { within: Within::Everything, ..ask };
    assert_ne!(Bundle::of(&newsy, &stock, &profile, &Model::empty(), NOW).receipt(), bundle.receipt());
}

#[test]
fn whoever_watches_clips_gets_more_of_them_among_the_articles_and_whoever_reads_gets_fewer() {
    let stock = stock_of(&with_clips());
    let ask = Ask { slots: 30, ..Ask::default() };
    let nobody = clips(&compose(&ask, &stock, &Profile::default(), &Model::empty(), NOW), &stock);
    let after = |done: &[i64], passed: &[i64]| {
        let mut profile = Profile::default();
        for &id in passed {
            did(&mut profile, &stock, id, Deed::Shown, 3);
        }
        for &id in done {
            for deed in [Deed::Shown, Deed::Opened, Deed::Finished] {
                did(&mut profile, &stock, id, deed, 2);
            }
        }
        clips(&compose(&ask, &stock, &profile, &Model::empty(), NOW), &stock)
    };
    let some_clips: Vec<i64> = (1_000..1_012).collect();
    let some_articles: Vec<i64> = (1..=12).collect();
    let watcher = after(&some_clips, &some_articles);
    let reader = after(&some_articles, &some_clips);
    assert!(watcher > nobody && watcher > reader, "{watcher} watching, {nobody} nobody, {reader} reading");
}

#[test]
fn sound_that_is_turned_on_draws_her_less_than_a_like_and_counts_for_nobody_else() {
    let strength = |deeds: &[Deed]| {
        let mut profile = Profile::default();
        let stock = stock_of(&with_clips());
        deeds.iter().for_each(|deed| did(&mut profile, &stock, 1_003, *deed, 2));
        profile.source(stock.get(ItemId(1_003)).unwrap().source)
    };
    let (watched, heard) = (strength(&[Deed::Opened]), strength(&[Deed::Opened, Deed::Heard]));
    assert!(watched < heard && heard < strength(&[Deed::Opened, Deed::Liked]));
    let mut stock = stock_of(&with_clips());
    let before = compose(&Ask::default(), &stock, &Profile::default(), &Model::empty(), NOW);
    let event = Event { id: EventId(1), item: ItemId(1_003), deed: Deed::Heard, at: NOW, dwell_ms: 0, slot: 1 };
    assert_eq!(take_in(&event, &mut stock, &mut Profile::default(), NOW), 0.0);
    assert_eq!(compose(&Ask::default(), &stock, &Profile::default(), &Model::empty(), NOW), before);
}
