use super::{Settings, Standing, Stock, StockItem, title_words};
use model::{DAY, Deed, Embedding, Event, HOUR, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};

use super::{Coordinate, HalfLife};
use crate::Profile;

fn item(id: i64, source: i64, story: i64, published: i64) -> StockItem {
    StockItem {
        id: ItemId(id),
        source: SourceId(source),
        story: StoryId(story),
        kind: Kind::Article,
        language: Language::ENGLISH,
        topics: vec![Topic(20001065)],
        published: Time(published),
        first_seen: Time(published),
        words: 300,
        embedding: Embedding::default(),
        has_picture: false,
        title_words: title_words("One two three"),
    }
}

#[test]
fn a_story_knows_its_items_oldest_first_and_its_sources_through_merge_and_removal() {
    let mut stock = Stock::new(Settings::default());
    for (id, source, story, published) in [(1, 1, 1, 50), (2, 1, 1, 20), (3, 2, 1, 30), (4, 3, 4, 10)] {
        stock.upsert(&item(id, source, story, published));
    }
    let ids = |stock: &Stock| stock.story(StoryId(1)).map(|story| (story.items, story.sources));
    assert_eq!(ids(&stock), Some((vec![ItemId(2), ItemId(3), ItemId(1)], 2)));
    stock.upsert(&item(4, 3, 1, 10));
    assert_eq!(stock.story(StoryId(4)), None);
    assert_eq!(ids(&stock), Some((vec![ItemId(4), ItemId(2), ItemId(3), ItemId(1)], 3)));
    stock.remove(ItemId(3));
    stock.remove(ItemId(3));
    stock.remove(ItemId(1));
    assert_eq!(ids(&stock), Some((vec![ItemId(4), ItemId(2)], 2)));
    assert_eq!(stock.len(), 2);
}

#[test]
fn what_readers_did_survives_an_edit_of_the_item_and_not_its_removal() {
    let mut stock = Stock::default();
    let now = Time(5 * DAY);
    stock.upsert(&item(1, 1, 1, 0));
    stock.count(&event(ItemId(1), Deed::Opened, now), Standing::Known(1.0));
    stock.count(&event(ItemId(9), Deed::Opened, now), Standing::Known(1.0));
    stock.upsert(&item(1, 1, 1, HOUR));
    let opened = |stock: &Stock| stock.lately(ItemId(1), Deed::Opened, HalfLife::Day, now);
    assert_eq!(opened(&stock), 1.0);
    stock.remove(ItemId(1));
    stock.upsert(&item(1, 1, 1, 0));
    assert_eq!(opened(&stock), 0.0);
    stock.upsert(&item(2, 1, 2, 0));
    stock.count(&event(ItemId(2), Deed::Shown, now), Standing::Known(1.0));
    assert_eq!(stock.lately(ItemId(2), Deed::Opened, HalfLife::Day, now), 0.0);
}

#[test]
fn a_date_in_the_future_is_taken_for_the_moment_the_item_was_seen() {
    let mut stock = Stock::default();
    stock.upsert(&StockItem { published: Time(100 * DAY), first_seen: Time(DAY), ..item(1, 1, 1, 0) });
    assert_eq!(stock.get(ItemId(1)).map(|item| item.published), Some(Time(DAY)));
}

#[test]
fn broader_topics_are_known_of_every_item() {
    let mut stock = Stock::default();
    stock.upsert(&item(1, 1, 1, 0));
    let topics = stock.get(ItemId(1)).map(|item| item.topics.to_vec());
    assert_eq!(topics, Some(vec![Topic(20001065), Topic(15000000)]));
}

#[test]
fn years_of_coming_and_going_leave_exactly_what_is_there() {
    let mut stock = Stock::default();
    for round in 0..20 {
        for id in 0..1000 {
            stock.upsert(&item(round * 1000 + id, id % 7, round * 1000 + id / 2, round * DAY + id));
        }
        stock.forget_before(Time((round - 1) * DAY));
        stock.tend(Time(round * DAY + HOUR));
    }
    assert_eq!(stock.len(), 2000);
    assert!(stock.rows.len() <= 3000, "rows are used again");
    let newest: Vec<i64> = stock.shelves().all().newest(2500).map(|at| stock.row(at).id.0).collect();
    assert_eq!(newest, (18_000..20_000).rev().collect::<Vec<i64>>());
    for at in stock.shelves().all().newest(2500) {
        assert_eq!(stock.title_of(stock.row(at)), title_words("one two three"));
    }
}

fn event(item: ItemId, deed: Deed, at: Time) -> Event {
    Event { id: model::EventId(1), item, deed, at, dwell_ms: 0, slot: 1 }
}

#[test]
fn a_stock_kept_by_the_version_before_is_taken_up_with_nothing_known_of_hours_and_stays_as_they_were() {
    let mut stock = Stock::default();
    stock.upsert(&item(1, 1, 1, 0));
    stock.count(&event(ItemId(1), Deed::Shown, Time(HOUR)), Standing::Known(1.0));
    stock.counters[0].watched = [4.0, 5.0];
    stock.tallies.whole = Coordinate { weight: 1.25, known: 77.5 };
    let mut bytes = stock.to_bytes();
    let whole: Vec<u8> = [1.25f32, 77.5].into_iter().flat_map(f32::to_le_bytes).collect();
    let after = bytes.windows(8).position(|at| at == whole).unwrap() + 8;
    bytes.drain(after..after + 24 * 8);
    bytes[7] = b'1';
    stock.counters[0].watched = [1.5, 5.0];
    assert_eq!(Stock::from_bytes(&bytes).unwrap().to_bytes(), stock.to_bytes());
}

#[test]
fn the_same_stay_says_less_of_an_item_when_its_reader_stays_with_everything() {
    let stays = |hers: f64| {
        let mut stock = Stock::default();
        for id in 1..=20 {
            stock.upsert(&item(id, id, id, 0));
            let short = Event { dwell_ms: 1_000, ..event(ItemId(id), Deed::Shown, Time(HOUR)) };
            let weight = stock.count(&short, Standing::Known(1.0));
            stock.stayed(&short, 0.0, weight);
        }
        let long = Event { dwell_ms: 60_000, ..event(ItemId(1), Deed::Opened, Time(HOUR)) };
        let weight = stock.count(&long, Standing::Known(1.0));
        let longer = stock.stayed(&long, hers, weight).unwrap();
        assert!(longer > 0.4, "{longer}");
        assert_eq!(stock.stayed(&Event { slot: 0, ..long }, hers, weight), None);
        stock.counters_of(stock.row(stock.row_of(ItemId(1)).unwrap())).unwrap().stay()
    };
    assert!(stays(0.0) > 0.0);
    assert!(stays(0.5) < stays(0.0));
}

#[test]
fn an_hour_at_which_much_is_taken_counts_for_the_hour_and_not_for_what_was_shown_then() {
    let mut stock = Stock::default();
    for id in 1..=2 {
        stock.upsert(&item(id, 1, id, 0));
        stock.count(&event(ItemId(id), Deed::Shown, Time(0)), Standing::Known(1.0));
    }
    let mut reader = Profile::default();
    for day in 0..200 {
        for (id, hour) in [(1, 8), (2, 8), (1, 20), (2, 20)] {
            stock.settle(&[(ItemId(id), hour == 20)], 1, &mut reader, Time(day * DAY + hour * HOUR), 1.0);
        }
    }
    let at = |hour: i64| stock.page_quality(1, Time(1_000 * DAY + hour * HOUR));
    assert!(at(20) > at(8) + 2.0, "{} {}", at(20), at(8));
    let good = |id: i64| stock.quality(stock.row(stock.row_of(ItemId(id)).unwrap()), 1);
    assert!((good(1) - good(2)).abs() < 0.2);
}
