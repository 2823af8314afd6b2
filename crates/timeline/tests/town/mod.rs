//! A small town's stock to ask for timelines, and the one way in which the tests ask.
#![allow(dead_code)]

use model::{Deed, Embedding, Event, EventId, HOUR, ItemId, Kind, Language, MINUTE, SourceId, StoryId, Time, Topic};
use timeline::{Profile, Stock, StockItem, title_words};

pub const SPORT: Topic = Topic(15000000);
pub const FOOTBALL: Topic = Topic(20001065);
pub const WEATHER: Topic = Topic(17000000);
pub const ARTS: Topic = Topic(1000000);
pub const SCIENCE: Topic = Topic(13000000);
pub const RELIGION: Topic = Topic(12000000);
pub const HEALTH: Topic = Topic(7000000);

/// 2026-11-23T09:30:00Z
pub const NOW: Time = Time(1_795_426_200_000);

pub fn item(id: i64, source: i64, story: i64, minutes_ago: i64, topics: &[Topic], title: &str) -> StockItem {
    let published = NOW.plus(-minutes_ago * MINUTE);
    StockItem {
        id: ItemId(id),
        source: SourceId(source),
        story: StoryId(story),
        kind: Kind::Article,
        language: Language::ENGLISH,
        topics: topics.to_vec(),
        published,
        first_seen: published,
        words: 400,
        embedding: embedding(story as u64),
        has_picture: id % 2 == 0,
        title_words: title_words(title),
    }
}

/// Pseudo-random directions: two are about as unlike as two texts about different things.
pub fn embedding(seed: u64) -> Embedding {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1;
    Embedding(std::array::from_fn(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % 41) as i8 - 20
    }))
}

/// 200 stories of 12 sources over two days; every third is reported by several.
pub fn town() -> Vec<StockItem> {
    let topics = [FOOTBALL, WEATHER, ARTS, SCIENCE, RELIGION, HEALTH];
    let mut items = Vec::new();
    let mut id = 0;
    for story in 1..=200 {
        let reports = if story % 3 == 0 { 1 + story % 5 } else { 1 };
        for report in 0..reports {
            id += 1;
            let topic = topics[(story % 6) as usize];
            let minutes_ago = (story * 37) % 2880 + 5 - report.min(4);
            items.push(item(
                id,
                (story / 6 + 5 * report) % 12 + 1,
                story,
                minutes_ago,
                &[topic],
                &format!("Title {story}"),
            ));
        }
    }
    items
}

pub fn stock_of(items: &[StockItem]) -> Stock {
    let mut stock = Stock::default();
    for item in items {
        stock.upsert(item);
    }
    stock.tend(NOW);
    stock
}

pub fn did(profile: &mut Profile, stock: &Stock, id: i64, deed: Deed, hours_ago: i64) {
    let at = NOW.plus(-hours_ago * HOUR);
    let event = Event { id: EventId(id as u64), item: ItemId(id), deed, at, dwell_ms: 0, slot: 0 };
    let item = stock.get(ItemId(id)).expect("the test's item is in stock");
    profile.apply(&event, &item, NOW);
}

pub fn event(item: ItemId, deed: Deed, at: Time) -> Event {
    Event { id: EventId(item.0 as u64), item, deed, at, dwell_ms: 0, slot: 1 }
}
