//! Are items about one event put together, and items about two kept apart?

#![allow(clippy::unwrap_used, clippy::expect_used)]

use model::{Embedding, HOUR, ItemId, Language, SourceId, StoryId, Time};
use std::collections::BTreeMap;
use text::{Arrival, Change, Document, Placement, Settings, Stories, Terms, score, understand};

struct Row {
    event: String,
    hour: i64,
    title: String,
    text: String,
}

/// The texts of `events.txt`, in order of arrival.
fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut event = "";
    for line in include_str!("events.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("== ") {
            event = name;
        } else if let [hour, _publisher, title] = line.split(" | ").collect::<Vec<_>>()[..] {
            rows.push(Row {
                event: event.to_owned(),
                hour: hour.parse().unwrap(),
                title: title.to_owned(),
                text: String::new(),
            });
        } else if let Some(row) = rows.last_mut() {
            row.text.push_str(line);
        }
    }
    rows.sort_by_key(|row| row.hour);
    rows
}

fn place(stories: &mut Stories, id: i64, hour: i64, title: &str, text: &str) -> Placement {
    let understood = understand(&Document { title, text, language: None, categories: &[] });
    stories.place(&Arrival {
        id: ItemId(id),
        source: SourceId(id % 7),
        language: understood.language,
        published: Time(1_700_000_000_000 + hour * HOUR),
        terms: &understood.terms,
        embedding: &understood.embedding,
    })
}

fn apply(stories: &mut BTreeMap<ItemId, StoryId>, changes: &[Change]) {
    for change in changes {
        match change {
            Change::Merged { from, into } => {
                stories.values_mut().filter(|story| *story == from).for_each(|story| *story = *into);
            }
            Change::Split { into, items, .. } => {
                for item in items {
                    stories.insert(*item, *into);
                }
            }
        }
    }
}

/// What a caller that only follows placements and changes ends up with.
fn followed(settings: Settings, with_text: bool) -> (Vec<String>, Vec<StoryId>) {
    let mut stories = Stories::with(settings);
    let mut followed = BTreeMap::new();
    let rows = rows();
    for (at, row) in rows.iter().enumerate() {
        let id = at as i64 + 1;
        let placement = place(&mut stories, id, row.hour, &row.title, if with_text { &row.text } else { "" });
        apply(&mut followed, &placement.changes);
        followed.insert(ItemId(id), placement.story);
    }
    let changes = stories.tend(Time(1_700_000_000_000 + 80 * HOUR));
    apply(&mut followed, &changes);
    for (id, story) in &followed {
        assert_eq!(stories.story_of(*id), Some(*story), "{id} is not where its caller was told");
    }
    (rows.into_iter().map(|row| row.event).collect(), followed.into_values().collect())
}

#[test]
fn elections_crashes_and_matches_of_one_week_are_told_apart() {
    let (events, stories) = followed(Settings::default(), true);
    let score = score::bcubed(&events, &stories);
    assert!(score.precision > 0.97 && score.recall > 0.85, "{score:?}");
}

#[test]
fn headlines_alone_still_find_most_of_their_stories() {
    let (events, stories) = followed(Settings::default(), false);
    let score = score::bcubed(&events, &stories);
    assert!(score.f1 > 0.75, "{score:?}");
}

#[test]
fn the_same_arrivals_give_the_same_stories() {
    let often = Settings { tend_every: 5, ..Settings::default() };
    assert_eq!(followed(often, true), followed(often, true));
    assert_eq!(followed(Settings::default(), true), followed(Settings::default(), true));
}

#[test]
fn pairs_of_headlines_and_texts_are_judged_as_a_reader_would() {
    for (one, other, same) in [
        (
            (
                "Storm Elka cuts power to thousands in Norland",
                "Storm Elka tore down power lines across Norland overnight, leaving 40,000 homes without electricity, grid operator Netz said.",
            ),
            (
                "Thousands without power after storm Elka",
                "Crews worked to restore electricity to homes in Norland after storm Elka brought down lines. Operator Netz spoke of 40,000 homes.",
            ),
            true,
        ),
        (
            (
                "Storm Elka cuts power to thousands in Norland",
                "Storm Elka tore down power lines across Norland overnight, leaving 40,000 homes without electricity, grid operator Netz said.",
            ),
            (
                "Storm Bruno floods harbour of Vardo",
                "Storm Bruno pushed the sea into the harbour of Vardo on Monday. Fishermen moved their boats inland and two roads were closed.",
            ),
            false,
        ),
        (
            (
                "Brücke in Altstetten gesperrt",
                "Die Elbbrücke in Altstetten ist nach einem Riss im Tragwerk gesperrt. Bürgermeister Ralf Kühn rechnet mit Monaten.",
            ),
            (
                "Altstetten: Riss in der Elbbrücke entdeckt",
                "Nach dem Fund eines Risses im Tragwerk bleibt die Elbbrücke bei Altstetten zu, sagte Bürgermeister Ralf Kühn.",
            ),
            true,
        ),
        (
            (
                "Brücke in Altstetten gesperrt",
                "Die Elbbrücke in Altstetten ist nach einem Riss im Tragwerk gesperrt. Bürgermeister Ralf Kühn rechnet mit Monaten.",
            ),
            (
                "Theater Altstetten zeigt Faust",
                "Das Stadttheater eröffnet die Spielzeit mit Goethes Faust. Regie führt Lena Moritz, die Premiere ist ausverkauft.",
            ),
            false,
        ),
        // Another language is another story: readers of the one may not read the other.
        (("Earthquake in Valparaiso kills twelve", ""), ("Erdbeben in Valparaíso: zwölf Tote bei Einsturz", ""), false),
    ] {
        let mut stories = Stories::new();
        place(&mut stories, 1, 0, one.0, one.1);
        let placement = place(&mut stories, 2, 3, other.0, other.1);
        assert_eq!(placement.story == StoryId(1), same, "{} / {}", one.0, other.0);
        assert_eq!(placement.founded, !same);
    }
}

#[test]
fn two_stories_that_turn_out_to_be_one_are_merged_into_the_older() {
    let rows: Vec<Row> =
        rows().into_iter().filter(|row| row.event == "mereton-quake" || row.event == "lindqvist-trial").collect();
    let mut stories = Stories::new();
    // Restored as the store had them: the quake in two stories.
    for (at, row) in rows.iter().enumerate() {
        let id = at as i64 + 1;
        let understood = understand(&Document { title: &row.title, text: &row.text, language: None, categories: &[] });
        let story = if row.event == "mereton-quake" { id } else { 100 };
        stories.restore(
            &Arrival {
                id: ItemId(id),
                source: SourceId(1),
                language: understood.language,
                published: Time(row.hour * HOUR),
                terms: &understood.terms,
                embedding: &Embedding::default(),
            },
            StoryId(story),
        );
    }
    let quakes: Vec<i64> =
        rows.iter().enumerate().filter(|(_, row)| row.event == "mereton-quake").map(|(at, _)| at as i64 + 1).collect();
    let text = rows.iter().filter(|row| row.event == "mereton-quake").map(|row| row.text.as_str()).collect::<String>();
    let placement =
        place(&mut stories, 50, 40 - 1_700_000_000_000 / HOUR, "Mereton earthquake: Sarrat in ruins", &text);
    assert!(quakes.contains(&placement.story.0), "{placement:?}");
    let changes = stories.tend(Time(41 * HOUR));
    assert!(changes.iter().any(|change| matches!(change, Change::Merged { from, into } if into < from)), "{changes:?}");
}

#[test]
fn an_item_that_does_not_belong_is_split_off() {
    let mut stories = Stories::new();
    let rows: Vec<Row> =
        rows().into_iter().filter(|row| row.event == "helix-merger" || row.event == "harrow-united").collect();
    let mut stranger = None;
    for (at, row) in rows.iter().enumerate() {
        let id = at as i64 + 1;
        let understood = understand(&Document { title: &row.title, text: &row.text, language: None, categories: &[] });
        let arrival = Arrival {
            id: ItemId(id),
            source: SourceId(1),
            language: understood.language,
            published: Time(row.hour * HOUR),
            terms: &understood.terms,
            embedding: &Embedding::default(),
        };
        if row.event == "harrow-united" && stranger.is_none() {
            // Edited beyond recognition after it was placed: it came as news of the merger.
            let first = &rows[0];
            let before =
                understand(&Document { title: &first.title, text: &first.text, language: None, categories: &[] });
            let placement = stories.place(&Arrival { terms: &before.terms, ..arrival });
            assert!(!placement.founded);
            stories.update(ItemId(id), &understood.terms);
            assert_eq!(stories.story_of(ItemId(id)), Some(placement.story), "an edit alone moves nothing");
            stranger = Some(ItemId(id));
        } else if row.event == "helix-merger" {
            stories.place(&arrival);
        }
    }
    let changes = stories.tend(Time(60 * HOUR));
    let stranger = stranger.unwrap();
    assert!(
        changes.iter().any(|change| matches!(change, Change::Split { items, .. } if items == &[stranger])),
        "{changes:?}"
    );
    assert_eq!(stories.story_of(stranger), Some(StoryId(stranger.0)));
}

#[test]
fn stories_that_are_over_are_forgotten_and_the_others_stay() {
    let mut stories = Stories::new();
    for row in rows() {
        let id = stories.len() as i64 + 1;
        place(&mut stories, id, row.hour, &row.title, &row.text);
    }
    let all = stories.len();
    stories.tend(Time(1_700_000_000_000 + (24 * 5 + 30) * HOUR));
    assert!(stories.len() < all && !stories.is_empty());
    let last = stories.story_of(ItemId(all as i64));
    assert_eq!(place(&mut stories, all as i64, 75, "anything", "").story, last.unwrap(), "placed items stay");
    stories.forget_before(Time(i64::MAX));
    assert!(stories.is_empty());
    assert!(place(&mut stories, 1, 200, "Something new in town", "").founded);
}

#[test]
fn terms_survive_being_kept() {
    let understood = understand(&Document {
        title: "Metro drivers in Belport begin strike",
        text: "Commuters faced queues.",
        language: Some(Language::ENGLISH),
        categories: &[],
    });
    assert_eq!(Terms::from_bytes(&understood.terms.to_bytes()), Some(understood.terms));
}
