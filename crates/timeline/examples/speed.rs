//! How fast is a timeline, and how much memory does an item take? On generated stocks:
//! `cargo run --release -p timeline --example speed -- 100000 1000000`

use std::time::{Duration, Instant};

use model::{
    Choice, DAY, Deed, Embedding, Event, EventId, ItemId, Kind, Language, MINUTE, SourceId, StoryId, Target, Time,
    Topic,
};
use timeline::{Ask, Model, Order, Profile, Standing, Stock, StockItem, compose};

const NOW: Time = Time(1_795_426_200_000);

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![100_000, 1_000_000] } else { sizes } {
        measure(size);
    }
}

/// SplitMix64: the same stock at every run.
struct Lots(u64);

impl Lots {
    fn next(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// Over 14 days, from 1,000 sources in two languages; a third of the items report a story that others report too.
fn generate(size: usize, lots: &mut Lots) -> Vec<StockItem> {
    (0..size)
        .map(|number| {
            let shares = lots.next(3) == 0 && number > 50;
            let story = if shares { number as u64 - 1 - lots.next(50) } else { number as u64 };
            let published = NOW.plus(-((size - number) as i64 * 14 * DAY / size as i64) - MINUTE);
            let mut near = Lots(story);
            StockItem {
                id: ItemId(number as i64 + 1),
                source: SourceId(lots.next(1000) as i64),
                story: StoryId(story as i64 + 1),
                kind: if lots.next(10) == 0 { Kind::Video } else { Kind::Article },
                language: if lots.next(3) == 0 { Language::GERMAN } else { Language::ENGLISH },
                topics: (0..1 + lots.next(2)).map(|_| Topic::ALL[near.next(128) as usize]).collect(),
                published,
                first_seen: published,
                words: 100 + lots.next(1500) as u32,
                embedding: Embedding(std::array::from_fn(|_| near.next(41) as i8 - 20)),
                has_picture: lots.next(2) == 0,
                title_words: (0..6 + lots.next(8)).map(|_| lots.next(40_000) as u32).collect(),
            }
        })
        .collect()
}

fn measure(size: usize) {
    let mut lots = Lots(1);
    let items = generate(size, &mut lots);
    let before = resident();
    let start = Instant::now();
    let mut stock = Stock::default();
    for item in &items {
        stock.upsert(item);
    }
    let filled = start.elapsed();
    for _ in 0..size {
        let item = ItemId((size as u64 - lots.next(size as u64 / 10)) as i64);
        let deed = if lots.next(10) == 0 { Deed::Opened } else { Deed::Shown };
        let at = NOW.plus(-(lots.next(12 * 3_600_000) as i64));
        let event = Event { id: EventId(1), item, deed, at, dwell_ms: 0, slot: 1 };
        stock.count(&event, Standing::Known(1.0));
    }
    let start = Instant::now();
    stock.tend(NOW);
    let tended = start.elapsed();
    println!("{size} items");
    println!(
        "  memory           {:>8} bytes an item as counted, {} as seen from outside",
        stock.bytes() / size,
        (resident().saturating_sub(before)) / size
    );
    println!("  filling          {:>8.0} items/s", size as f64 / filled.as_secs_f64());
    println!("  tending          {tended:>10.2?}");

    let mut reader = Profile::default();
    for number in 0..40 {
        let item = ItemId((size as u64 - lots.next(size as u64 / 2)) as i64);
        let at = NOW.plus(-DAY + number * MINUTE);
        let event = Event { id: EventId(0), item, deed: Deed::Opened, at, dwell_ms: 0, slot: 0 };
        if let Some(item) = stock.get(item) {
            reader.apply(&event, &item, NOW);
        }
    }
    let choices: Vec<(Choice, Target)> = (0..20)
        .map(|source| (Choice::Follow, Target::Source(SourceId(source))))
        .chain([(Choice::Mute, Target::Topic(Topic(15000000))), (Choice::Mute, Target::Word("harbour".to_owned()))])
        .collect();
    let visitor = Ask::default();
    let personal = Ask { choices, languages: vec![Language::ENGLISH, Language::GERMAN], ..Ask::default() };
    let full = Ask { explain_fully: true, ..personal.clone() };
    let newest = Ask { order: Order::Newest, ..Ask::default() };
    let nobody = Profile::default();
    for (name, ask, profile) in [
        ("visitor", &visitor, &nobody),
        ("reader", &personal, &reader),
        ("reader, in full", &full, &reader),
        ("newest", &newest, &nobody),
    ] {
        let mut times = Vec::new();
        let mut slots = 0;
        let mut candidates = 0;
        let before = processor();
        for seed in 0..600 {
            let ask = Ask { seed, ..ask.clone() };
            let start = Instant::now();
            let timeline = compose(&ask, &stock, profile, &Model::empty(), NOW);
            times.push(start.elapsed());
            slots = timeline.slots.len();
            candidates = slots + timeline.left_out.len();
        }
        let busy = (processor() - before) / times.len() as u32;
        times.sort_unstable();
        let at = |share: usize| -> Duration { times[times.len() * share / 100] };
        println!(
            "  {name:<16} median {:>9.2?}  p99 {:>9.2?}  on the processor {busy:>9.2?}  ({slots} of {candidates} candidates)",
            at(50),
            at(99)
        );
    }
}

/// Time that this thread was on a processor, where the system tells: what a busy machine does not change.
fn processor() -> Duration {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(times.split_whitespace().next().and_then(|busy| busy.parse().ok()).unwrap_or(0))
}

/// Bytes of this process in memory, where the system tells; 0 elsewhere.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(0) * 1024
}
