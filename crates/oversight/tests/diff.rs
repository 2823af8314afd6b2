//! What two editions withhold, as programs read it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use ledger::Entry;
use ledger::diff::{Diff, Withheld};
use oversight::diff;

fn log(decisions: &[(&str, &str, &str)]) -> Withheld {
    let mut withheld = Withheld::default();
    for (action, item, place) in decisions {
        let (id, item) = (item.repeat(32), item.repeat(32));
        let text = format!(
            "kind decision\ntime 2026-11-29T08:00Z\nid {id}\naction {action}\nobject article\nitem {item}\nground illegal\nrule fr/lcen-6\nautomated no\nnotice authority\nwhere {place}\nanswers none\n"
        );
        withheld.add(&Entry::parse(text.as_bytes()).unwrap());
    }
    withheld
}

#[test]
fn two_editions_are_compared_for_programs() {
    let town =
        log(&[("withheld", "1", "all"), ("restored", "1", "DE"), ("withheld", "2", "FR"), ("removed", "3", "all")]);
    let land = log(&[("withheld", "2", "AT,FR"), ("removed", "3", "all")]);
    let text = diff::json(&Diff::of(("news.example/town", &town), ("news.example/land", &land)));
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    let decision = |item: &str, entry: u64, place: serde_json::Value| {
        serde_json::json!({
            "entry": entry, "since": "2026-11-29T08:00Z", "id": item.repeat(32), "action": "withheld", "object": "article",
            "ground": "illegal", "rule": "fr/lcen-6", "where": place,
        })
    };
    let wanted = serde_json::json!({
        "first": { "origin": "news.example/town", "size": 4 },
        "second": { "origin": "news.example/land", "size": 2 },
        "only_first": [{
            "item": "1".repeat(32),
            "decisions": [decision("1", 0, serde_json::json!({ "all_but": ["DE"] }))],
        }],
        "only_second": [],
        "unlike": [{
            "item": "2".repeat(32),
            "first": [decision("2", 2, serde_json::json!({ "only": ["FR"] }))],
            "second": [decision("2", 0, serde_json::json!({ "only": ["AT", "FR"] }))],
        }],
        "alike": 1,
    });
    assert_eq!(found, wanted);
    assert!(text.ends_with("}\n"), "{text}");
}
