//! Invented pages besides those that are read: sources, search, why.

use super::samples::{NOW, SAMPLES, lines};
use crate::view::*;
use model::{DAY, HOUR, Health, ItemId, Language, MINUTE, SourceId, SourceKind};

pub fn sources() -> SourcesView {
    let healths = [
        (Health::Well, ""),
        (Health::Well, ""),
        (
            Health::Faulty,
            "The feed is not well formed: entry 12 has no title and was read without one. Its makers would have to mend it.",
        ),
        (Health::Slowed, "Its server asked us to wait (429) until 14:10. Nothing to do."),
        (
            Health::Failing,
            "Its server has not answered for three hours (connection timed out). It is asked again at 11:40.",
        ),
        (Health::New, ""),
    ];
    let names = ["Harbour Post", "Valley Radio", "Town Gazette", "Küstenblatt", "The Lamplighter", "قناة المرفأ"];
    let rows = names.iter().zip(healths).enumerate().map(|(index, (name, (health, words)))| SourceRow {
        id: SourceId(index as i64),
        title: (*name).into(),
        folder: if index < 3 { "Town".into() } else { String::new() },
        language: Language::ENGLISH,
        health,
        health_words: words.into(),
        items: 12 * index as u32 + 1,
        newest: Some(NOW.plus(-(index as i64) * HOUR)),
        stance: if index == 0 { Stance::Followed } else { Stance::Neither },
    });
    SourcesView {
        rows: rows.collect(),
        starters: vec![Starter { key: "en".into(), name: "English: world news".into(), language: Language::ENGLISH, feeds: 24 }],
        notice: Some((false, "There is no feed at https://example.org/: the page answers, but names none. Try the address of its news page.".into())),
        report: None,
        typed: "https://example.org/".into(),
    }
}

pub fn source_page() -> SourceView {
    let answer = |(minutes, status, words): &(i64, u16, &str)| AnswerView {
        at: NOW.plus(-minutes * MINUTE),
        status: *status,
        took_ms: 184,
        new_items: 3,
        words: (*words).into(),
    };
    SourceView {
        id: SourceId(1),
        kind: SourceKind::Feed,
        title: "Harbour Post".into(),
        address: "https://harbour-post.example/feeds/everything-that-we-publish/index.xml".into(),
        site: "https://harbour-post.example/".into(),
        language: Language::ENGLISH,
        health: Health::Well,
        health_words: "Answers every 20 minutes; brought 3 new items the last time.".into(),
        added: NOW.plus(-30 * DAY),
        folder: "Town".into(),
        folders: vec!["Town".into()],
        next_ask: Some(NOW.plus(12 * MINUTE)),
        stance: Stance::Followed,
        answers: [(8, 200, ""), (28, 304, "unchanged"), (48, 0, "timed out after 20 s")].iter().map(answer).collect(),
        items: lines(),
    }
}

pub fn search(query: &str) -> SearchView {
    let hit = |line: ItemLine| Found {
        line,
        snippet: vec![
            (false, "… closed the four steel ".into()),
            (true, "gates".into()),
            (false, ", each as wide as a tennis court is long …".into()),
        ],
    };
    let found: Vec<Found> = if query == "gates" { lines().into_iter().take(6).map(hit).collect() } else { Vec::new() };
    let choices =
        |values: &[(&str, &str)]| values.iter().map(|(value, label)| ((*value).into(), (*label).into())).collect();
    SearchView {
        query: TypedQuery { typed: query.into(), faults: search::Query::read(query).faults },
        source: String::new(),
        sources: vec!["Harbour Post".into()],
        after: String::new(),
        before: String::new(),
        left_out: None,
        only_some_words: false,
        filters: vec![
            Filter {
                name: "language",
                label: "Language",
                choices: choices(&[("", "Any"), ("en", "English"), ("de", "Deutsch")]),
                chosen: String::new(),
            },
            Filter {
                name: "since",
                label: "Published",
                choices: choices(&[("", "Any"), ("day", "in the last day")]),
                chosen: "day".into(),
            },
        ],
        total: found.len(),
        found,
        page: 1,
        more: query == "gates",
    }
}

pub fn why() -> WhyView {
    let bars = [
        ("Coverage", 0.62, Some(14)),
        ("Freshness", 0.41, Some(5)),
        ("Your reading", 0.22, Some(3)),
        ("Source", 0.05, Some(1)),
        ("Variety", -0.11, Some(1)),
    ];
    WhyView {
        receipt: "/receipt".into(),
        item: ItemId(100),
        headline: SAMPLES[0].headline.into(),
        source: "Harbour Post".into(),
        position: Some(1),
        would_stand: None,
        reasons: vec![
            "Five sources report it, more than any other story of the last six hours.".into(),
            "It is 48 minutes old.".into(),
            "You finished two articles about the harbour this week.".into(),
        ],
        bars: bars
            .into_iter()
            .map(|(group, gave, without)| Bar { group: group.into(), gave: Some(gave), without })
            .collect(),
        value: 1.19,
        candidates: 412,
        left_out: lines()
            .into_iter()
            .take(5)
            .map(|line| LeftOutLine {
                item: line.item,
                headline: line.headline,
                source: line.source.title,
                reason: "The same story as place 1".into(),
                would_stand: Some(2),
            })
            .collect(),
        left_out_total: 398,
    }
}
