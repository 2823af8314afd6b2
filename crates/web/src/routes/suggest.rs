//! `/suggest`: how what is being typed could go on.

use super::search::LONGEST_QUERY;
use crate::{Wrong, arrival::Arrival, shown::capitalised, words::FindWords};
use axum::{
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use model::{Language, Topic};
use search::Ask;
use serde::Deserialize;
use serde_json::{Value, json};

/// Of each kind.
const MOST: usize = 4;
/// Of so many articles found those are suggested that have it in their title.
const LOOKED_AT: usize = 30;
/// A shorter beginning could be anything.
const SHORTEST: usize = 2;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    q: String,
}

pub async fn suggest(arrival: Arrival, Query(mut typed): Query<Typed>) -> Result<Response, Wrong> {
    typed.q.truncate(typed.q.floor_char_boundary(LONGEST_QUERY));
    let find = FindWords::of(arrival.tongue);
    let start = typed.q.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let start = if typed.q.is_char_boundary(start) { start } else { typed.q.len() };
    let (before, last) = typed.q.split_at(start);
    let (only, beginning) = match last.split_once(':') {
        Some(("source" | "quelle", value)) => (Some("source"), value),
        Some(("topic" | "thema", value)) => (Some("topic"), value),
        _ => (None, last),
    };
    let beginning = beginning.trim_start_matches(['"', '-', '(']).to_lowercase();
    let mut suggested: Vec<Value> = Vec::new();
    if beginning.chars().count() >= SHORTEST {
        if only != Some("topic") {
            let sources = arrival.site.store.sources().await?;
            let meant = sources.iter().filter(|source| begins(&source.title, &beginning)).take(MOST);
            suggested.extend(meant.map(|source| {
                let name = source.title.replace('"', "");
                json!({ "kind": find.suggest_source, "label": source.title, "q": format!("{before}source:\"{name}\" ") })
            }));
        }
        if only != Some("source") {
            let label = |topic: Topic| capitalised(topic.label(arrival.language()));
            let is_meant = |topic: &Topic| {
                let other = if arrival.language() == Language::GERMAN { Language::ENGLISH } else { Language::GERMAN };
                begins(&label(*topic), &beginning) || begins(topic.label(other), &beginning)
            };
            suggested.extend(Topic::ALL.into_iter().filter(is_meant).take(MOST).map(|topic| {
                json!({ "kind": find.suggest_topic, "label": label(topic), "q": format!("{before}topic:{} ", topic.slug()) })
            }));
        }
        if only.is_none() {
            let ask = Ask {
                words: typed.q.clone(),
                limit: LOOKED_AT,
                may_leave_out: false,
                now: arrival.now,
                ..Ask::default()
            };
            let hits = arrival.site.readers.find(&ask).await?;
            let titles = hits.items.iter().filter(|item| begins(&item.title, &beginning)).take(MOST);
            suggested.extend(titles.map(|item| {
                json!({ "kind": find.suggest_title, "label": item.title, "lang": item.language.tag(),
                    "href": format!("/article/{}", item.id) })
            }));
        }
    }
    let text = json!({ "says": (find.suggested)(suggested.len()), "suggestions": suggested }).to_string();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=30")),
        (header::VARY, HeaderValue::from_static("Cookie, Accept-Language")),
    ];
    Ok((headers, text).into_response())
}

/// Does one of its words begin so? `beginning` is lower case.
fn begins(name: &str, beginning: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with(beginning)
        || lower
            .match_indices(|c: char| !c.is_alphanumeric())
            .any(|(at, sign)| lower.get(at + sign.len()..).is_some_and(|rest| rest.starts_with(beginning)))
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn a_name_is_suggested_by_the_beginning_of_any_of_its_words() {
        for (name, beginning, want) in [
            ("The Harbour Gazette", "har", true),
            ("The Harbour Gazette", "the h", true),
            ("The Harbour Gazette", "arb", false),
            ("Straßen-Bote", "bo", true),
            ("東京新聞", "東京", true),
            ("", "x", false),
        ] {
            assert_eq!(begins(name, beginning), want, "{name} {beginning}");
        }
    }
}
