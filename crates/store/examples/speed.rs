//! Prints how fast the store is, on generated items:
//! `cargo run --release -p store --example speed [ITEMS [postgres://…]]`.

use std::time::{Duration, Instant};

use anyhow::Result;
use model::{
    Deed, Edition, EditionName, Embedding, Event, EventId, Item, ItemId, Kind, Language, SourceId, SourceKind, StoryId,
    Time, Topic,
};
use store::{Arrival, Database, NewSource, Newest, Placed, Reseal, SealedEvent, SealedRow, Store};

const BATCH: usize = 50;

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("caulbart-speed-{}", std::process::id()));
    let items = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(100_000).max(10_000);
    let database = match std::env::args().nth(2) {
        Some(url) => Database::Postgres(url),
        None => Database::Sqlite(folder.clone()),
    };
    let Some(name) = EditionName::new(&format!("speed-{}", std::process::id())) else { return Ok(()) };
    let edition = Edition { name, title: "Speed".to_owned(), motto: String::new() };
    let store = Store::open(&edition, &database).await?;
    println!("{} with {items} items", store.engine());

    let sources = sources(&store).await?;
    let ids = keep(&store, &sources, items).await?;
    place(&store, &ids).await?;
    read(&store, &ids).await?;
    write_singly(&store, &ids).await?;
    follow(&store).await?;

    store.close().await?;
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}

async fn sources(store: &Store) -> Result<Vec<SourceId>> {
    let mut sources = Vec::new();
    for number in 0..100 {
        let source = NewSource {
            kind: SourceKind::Feed,
            address: format!("https://paper-{number}.example/feed"),
            title: format!("Paper {number}"),
            site: String::new(),
            language: Language::ENGLISH,
            folder: String::new(),
        };
        sources.push(store.add_source(&source, Time(1)).await?.0);
    }
    Ok(sources)
}

async fn keep(store: &Store, sources: &[SourceId], items: usize) -> Result<Vec<ItemId>> {
    let batches: Vec<Vec<Arrival>> =
        (0..items / BATCH).map(|batch| (0..BATCH).map(|entry| arrival(batch * BATCH + entry)).collect()).collect();
    let again: Vec<Vec<Arrival>> = batches[..100].to_vec();

    let started = Since::now();
    let mut ids = Vec::with_capacity(items);
    for (number, batch) in batches.into_iter().enumerate() {
        let kept = store.keep(sources[number % sources.len()], batch, Time(number as i64)).await?;
        ids.extend(kept.into_iter().map(|kept| kept.id));
    }
    rate("kept new, batches of 50, one caller", ids.len(), started);

    let started = Since::now();
    for (number, batch) in again.into_iter().enumerate() {
        store.keep(sources[number % sources.len()], batch, Time(1)).await?;
    }
    rate("kept again unchanged", 100 * BATCH, started);
    Ok(ids)
}

async fn place(store: &Store, ids: &[ItemId]) -> Result<()> {
    let started = Since::now();
    for (number, chunk) in ids.chunks(200).enumerate() {
        let founder = |place: usize| StoryId(ids[(number * 200 + place) / 3 * 3].0);
        let placed: Vec<Placed> =
            chunk.iter().enumerate().map(|(place, item)| Placed { item: *item, story: founder(place) }).collect();
        store.place(&placed, &[], &[], Time(1)).await?;
    }
    rate("placed, batches of 200", ids.len(), started);
    Ok(())
}

async fn read(store: &Store, ids: &[ItemId]) -> Result<()> {
    let asked: Vec<Vec<ItemId>> =
        (0..2_000).map(|page| (0..30).map(|slot| ids[(page * 7919 + slot * 104_729) % ids.len()]).collect()).collect();
    store.cards(&asked[0]).await?;
    let started = Since::now();
    for page in &asked {
        store.cards(page).await?;
    }
    each("30 cards from anywhere", asked.len(), started);

    let recent: Vec<Vec<ItemId>> =
        (0..2_000).map(|page| (0..30).map(|slot| ids[ids.len() - 1 - (page + slot * 31) % 2_000]).collect()).collect();
    let started = Since::now();
    for page in &recent {
        store.cards(page).await?;
    }
    each("30 cards from the newest 2,000", recent.len(), started);

    let started = Since::now();
    for page in asked.iter().flatten().take(20_000) {
        store.item(*page).await?;
    }
    each("one item with its body", 20_000, started);

    let started = Since::now();
    for _ in 0..2_000 {
        store.newest(30, Newest::default()).await?;
    }
    each("numbers of the 30 newest", 2_000, started);

    let started = Since::now();
    store.source_counts().await?;
    once("counts of 100 sources", started);

    let started = Since::now();
    store.counts().await?;
    once("counts of everything", started);
    Ok(())
}

async fn write_singly(store: &Store, ids: &[ItemId]) -> Result<()> {
    let started = Since::now();
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..256 {
        let store = store.clone();
        callers.spawn(async move {
            for round in 0..200 {
                store.enqueue(&[job(caller * 200 + round)], Time(1)).await?;
            }
            Ok::<_, store::Error>(())
        });
    }
    while let Some(ended) = callers.join_next().await {
        ended??;
    }
    rate("single writes committed, 256 callers", 256 * 200, started);

    let mut readers = Vec::new();
    for number in 0..64u8 {
        readers.push(store.new_reader(&[number; 32], Time(1)).await?);
    }
    let started = Since::now();
    let mut callers = tokio::task::JoinSet::new();
    for (caller, reader) in readers.into_iter().enumerate() {
        let (store, ids) = (store.clone(), ids[caller * 100..caller * 100 + 100].to_vec());
        callers.spawn(async move {
            for (round, item) in ids.iter().enumerate() {
                let event = |id, deed| SealedEvent {
                    event: Event { id: EventId(id), item: *item, deed, at: Time(1), dwell_ms: 0, slot: 1 },
                    row: sealed(30, id, 120),
                };
                let events = vec![event(round as u64 * 2, Deed::Shown), event(round as u64 * 2 + 1, Deed::Opened)];
                store.record(reader, events, vec![Reseal::Put(sealed(20, 0, 1_000))]).await?;
            }
            Ok::<_, store::Error>(())
        });
    }
    while let Some(ended) = callers.join_next().await {
        ended??;
    }
    rate("reports of two events and a profile, synced, 64 readers", 6_400, started);
    Ok(())
}

/// A row of the length that sealed ones have.
fn sealed(kind: u8, place: u64, length: usize) -> SealedRow {
    SealedRow { kind, place: [place.to_be_bytes(); 2].concat(), body: vec![7; length] }
}

async fn follow(store: &Store) -> Result<()> {
    let started = Since::now();
    let stock = store.stock_since(0, Time(-1), u32::MAX).await?;
    once(&format!("stock of {}", stock.len()), started);
    let started = Since::now();
    let mut after = ItemId(0);
    let mut all = 0;
    loop {
        let placed = store.placed_recently(Time(-1), after, 5_000).await?;
        let Some(last) = placed.last() else { break };
        after = last.id;
        all += placed.len();
    }
    once(&format!("terms of {all} for the clusters"), started);
    let started = Since::now();
    let found = store.search_since(0, 5_000).await?;
    once(&format!("{} whole items for the index", found.len()), started);
    Ok(())
}

fn job(number: usize) -> store::NewJob {
    store::NewJob { kind: "speed", key: number.to_string(), payload: String::new(), run_at: Time(1) }
}

fn arrival(number: usize) -> Arrival {
    let words = "the council of the small town by the river has decided to build a bridge over it next year ";
    let item = Item {
        id: ItemId(0),
        source: SourceId(0),
        story: None,
        kind: Kind::Article,
        key: format!("https://paper.example/2026/11/{number}-the-council-decides-on-the-bridge"),
        url: format!("https://paper.example/2026/11/{number}-the-council-decides-on-the-bridge"),
        title: format!("{number}: The council decides on the bridge after all"),
        standfirst: words.repeat(2),
        body: format!("<p>{}</p>", words.repeat(20)),
        byline: "Ada Field".to_owned(),
        language: Language::ENGLISH,
        topics: vec![Topic(11_000_000), Topic(20_000_593)],
        entities: vec!["Town Council".to_owned(), "River Bridge".to_owned()],
        published: Time(number as i64),
        first_seen: Time(0),
        updated: None,
        words: 400,
        picture: None,
        enclosures: Vec::new(),
    };
    let embedding = Embedding(std::array::from_fn(|place| (number * 31 + place * 17) as i8));
    Arrival { item, fingerprint: number as u64, terms: vec![(number % 251) as u8; 320], embedding }
}

/// The clock, and how long this program's threads have worked: on a busy machine the two part.
struct Since(Instant, Duration);

impl Since {
    fn now() -> Since {
        Since(Instant::now(), worked())
    }

    fn elapsed(&self) -> (f64, f64) {
        (self.0.elapsed().as_secs_f64(), worked().saturating_sub(self.1).as_secs_f64())
    }
}

/// Zero where the system does not tell.
fn worked() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = threads.filter_map(|thread| {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanoseconds.sum())
}

fn rate(what: &str, many: usize, started: Since) {
    let (clock, worked) = started.elapsed();
    println!("{:>10.0} /s   ({:>7.0} a second of work)   {what}", many as f64 / clock, many as f64 / worked);
}

fn each(what: &str, many: usize, started: Since) {
    let (clock, worked) = started.elapsed();
    let many = many as f64 / 1e6;
    println!("{:>10.1} µs   ({:>7.1} µs of work)         {what}", clock / many, worked / many);
}

fn once(what: &str, started: Since) {
    let (clock, worked) = started.elapsed();
    println!("{:>10.1} ms   ({:>7.1} ms of work)         {what}", clock * 1e3, worked * 1e3);
}
