//! The edition's own slates: served, read, settled, exported, and replayed by `caulbart evaluate`.

use std::io::Read;
use std::sync::Arc;

use model::{Deed, Edition, EditionName, Event, EventId, HOUR, ItemId, MINUTE, ReaderId, SECOND, Time};
use readers::{Readers, Secret, Wish};
use search::Search;
use serde_json::Value;
use store::{Database, Store};
use vault::Vault;

use crate::stand::{Folder, Server, caulbart, complained, told};

const PAGES: i64 = 8;

/// A server has filled the edition and ended; readers read on, by a clock of ours.
async fn read(folder: &Folder) -> Vec<(Secret, ReaderId)> {
    let place = folder.path().join("main");
    let edition = Edition { name: EditionName::new("main").unwrap(), title: String::new(), motto: String::new() };
    let store = Store::open(&edition, &Database::Sqlite(place.clone())).await.unwrap();
    let search = Arc::new(Search::open(&place.join("search")).unwrap());
    let vault = Vault::open(&place.join("vault")).unwrap();
    let readers = Readers::open_in(&place, store, vault, search);
    let mut now = Time::now();
    readers.load(now).await.unwrap();
    let mut number = 0;
    let mut event = |item: ItemId, deed: Deed, at: Time, slot: u16| {
        number += 1;
        Event { id: EventId(number), item, deed, at, dwell_ms: 9_000, slot }
    };
    let mut met = Vec::new();
    for _ in 0..3 {
        let secret = Secret::random().unwrap();
        let reader = readers.reader_or_new(&secret, now).await.unwrap();
        let front = readers.timeline(None, &Wish { slots: 6, ..Wish::default() }, now).await.unwrap();
        let earlier = now.plus(-2 * HOUR);
        let reads: Vec<Event> =
            front.slots.iter().map(|shown| event(shown.item.id, Deed::Opened, earlier, 0)).collect();
        readers.take(reader, &reads, now).await.unwrap();
        met.push((secret, reader));
    }
    for page in 0..PAGES {
        for (_, reader) in &met {
            let wish = Wish { slots: 12, seed: (page + reader.0) as u64, ..Wish::default() };
            let front = readers.timeline(Some(*reader), &wish, now).await.unwrap();
            let mut did = Vec::new();
            for (place, shown) in front.slots.iter().enumerate() {
                let slot = place as u16 + 1;
                did.push(event(shown.item.id, Deed::Shown, now.plus(SECOND), slot));
                if (place as i64 + page) % 4 == 0 {
                    did.push(event(shown.item.id, Deed::Opened, now.plus(2 * SECOND), slot));
                }
            }
            readers.take(*reader, &did, now.plus(3 * SECOND)).await.unwrap();
        }
        now = now.plus(2 * MINUTE);
        readers.learn(now).await.unwrap();
    }
    readers.keep_learned(now);
    met
}

fn unpacked(path: &std::path::Path) -> String {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn slates_are_exported_without_their_readers_and_replayed_with_their_chances() {
    let folder = Folder::new();
    assert!(caulbart(&folder, &["bench", "fill", "--items", "400"]).status.success());
    let server = Server::start(&folder, &["--offline"]);
    server.wait_for("/", |page| page.link("/story/").is_some());
    let out = folder.path().join("out");
    let export = ["interactions", "export", out.to_str().unwrap()];
    let early = caulbart(&folder, &export);
    assert!(early.status.code() == Some(2) && complained(&early).contains("No slates are kept yet"), "{early:?}");
    assert!(server.stop().success());
    let slates = folder.path().join("main/slates");
    std::fs::create_dir_all(&slates).unwrap();
    std::fs::write(slates.join("2020-01-01.jsonl.gz"), b"old").unwrap();
    let met = tokio::runtime::Runtime::new().unwrap().block_on(read(&folder));
    assert!(!slates.join("2020-01-01.jsonl.gz").exists(), "after thirty days nothing is left");

    let done = caulbart(&folder, &export);
    assert!(done.status.success() && complained(&done).is_empty(), "{}", complained(&done));
    let impressions = unpacked(&out.join("impressions.jsonl.gz"));
    let rows: Vec<Value> = impressions.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!rows.is_empty() && rows.len() <= met.len() * PAGES as usize, "{}", rows.len());
    let mut drawn = 0;
    for (number, row) in rows.iter().enumerate() {
        assert_eq!(row["reader"], (number + 1).to_string(), "a slate is nobody's");
        assert_eq!(row["time_ms"].as_i64().unwrap() % MINUTE, 0, "the minute, not the millisecond");
        let propensities: Vec<f64> =
            row["propensity"].as_array().unwrap().iter().map(|p| p.as_f64().unwrap()).collect();
        assert_eq!(propensities.len(), row["slate"].as_array().unwrap().len());
        assert!(propensities.iter().all(|&p| p > 0.0 && p <= 1.0), "{propensities:?}");
        drawn += propensities.iter().filter(|&&p| p < 1.0).count();
        let known = ["time_ms", "surface", "slate", "propensity", "opened", "reader"];
        assert!(row.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())), "{row}");
    }
    assert!(drawn > 0, "some slots were drawn by lot");
    for (secret, _) in &met {
        assert!(!impressions.contains(&secret.as_hex()));
    }
    let items = unpacked(&out.join("items.jsonl.gz"));
    assert!(items.lines().all(|line| serde_json::from_str::<Value>(line).unwrap()["title"].is_string()));

    let evaluated = caulbart(&folder, &["evaluate", out.to_str().unwrap(), "--json"]);
    assert!(evaluated.status.success() && complained(&evaluated).is_empty(), "{}", complained(&evaluated));
    let figures: Value = serde_json::from_str(&told(&evaluated)).unwrap();
    let text = figures.to_string();
    for name in ["\"ips\":{", "\"snips\":{", "\"doubly_robust\":{", "\"refused\":0"] {
        assert!(text.contains(name), "{name} in {text}");
    }
    let again = caulbart(&folder, &export);
    assert!(!again.status.success() && complained(&again).contains("name a folder without one"), "{again:?}");
}
