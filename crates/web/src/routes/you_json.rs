//! `/you.json`: everything that is kept under a reader's name, in a form that people and programs can read.

use super::account;
use crate::{Wrong, arrival::Arrival, comments};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use model::{Choice, Event, ItemId, Language, Target, Time, Topic};
use readers::{Exported, ProfileView, sliders_as_text};
use serde_json::{Map, Value, json};
use timeline::{Group, Profile, profile::Part};

pub async fn export(arrival: Arrival) -> Result<Response, Wrong> {
    let readers = &arrival.site.readers;
    let exported = match arrival.reader().await? {
        Some(reader) => readers.export(reader).await?,
        None => Exported {
            view: readers.profile_view(None).await?,
            profile: Profile::default().every_part(),
            finders: Vec::new(),
            saved: Vec::new(),
            places: Vec::new(),
            wishes: Vec::new(),
            events: Vec::new(),
        },
    };
    let mut told = told(&arrival, &exported);
    told["account"] = account::everything(&arrival).await?;
    told["clips"] = account::everything_filmed(&arrival).await?;
    told["comments"] = comments::everything(&arrival).await?;
    let text = serde_json::to_string_pretty(&told).map_err(|_| Wrong::Ours)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"caulbart-profile.json\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::VARY, HeaderValue::from_static("Cookie")),
    ];
    Ok((headers, text).into_response())
}

fn told(arrival: &Arrival, exported: &Exported) -> Value {
    let view = &exported.view;
    let [shown, opened, finished] = view.taken;
    let [short, middling, long] = view.lengths;
    let lengths = json!({ "short": short, "middling": middling, "long": long });
    json!({
        "edition": arrival.site.store.edition().name.as_str(),
        "made_at": arrival.now.rfc3339(),
        "about": "Strengths are comparable with each other only; below 0 they lead away. They halve within a week. \
                  Sensitive topics are never learned and therefore not in here.",
        "first_event": view.met.map(Time::rfc3339),
        "topics": view.topics.iter().map(topic).collect::<Vec<_>>(),
        "sources": view.sources.iter().map(|(source, strength)| json!({
            "source": source.0, "name": arrival.source_name(*source), "strength": strength,
        })).collect::<Vec<_>>(),
        "words": view.words.iter().map(|word| json!({
            "word": (!word.spelling.is_empty()).then_some(&word.spelling), "number": word.number, "strength": word.strength,
        })).collect::<Vec<_>>(),
        "kinds": view.kinds.iter().map(|(kind, strength)| json!({ "kind": kind.word(), "strength": strength })).collect::<Vec<_>>(),
        "lengths_read_to_the_end": lengths,
        "hours_utc": view.day_parts.iter().enumerate().map(|(part, topics)| json!({
            "from_hour": part * 6, "to_hour": part * 6 + 6, "topics": topics.iter().map(topic).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "of_late": { "shown": shown, "opened": opened, "finished": finished },
        "read": view.read.iter().map(|id| item(view, *id)).collect::<Vec<_>>(),
        "shown_and_left": view.shown.iter().map(|(id, times, last)| json!({
            "item": item(view, *id), "times": times, "last": last.rfc3339(),
        })).collect::<Vec<_>>(),
        "hidden": view.hidden.iter().map(|id| item(view, *id)).collect::<Vec<_>>(),
        "choices": view.choices.iter().map(|(choice, target)| chosen(arrival, *choice, target)).collect::<Vec<_>>(),
        "sliders": {
            "steps": sliders_as_text(view.sliders),
            "groups": Group::ALL.map(Group::word),
        },
        "saved_searches_and_rules": exported.finders.iter().map(|finder| json!({
            "kind": finder.kind.word(), "name": finder.name, "query": finder.query, "task": finder.task.word(),
            "added": finder.added.rfc3339(),
        })).collect::<Vec<_>>(),
        "saved": exported.saved.iter().map(|(id, at)| json!({ "item": id.0, "at": at.rfc3339() })).collect::<Vec<_>>(),
        "reading_places": exported.places.iter().map(|(id, place, at)| json!({
            "item": id.0, "thousandths": place, "at": at.rfc3339(),
        })).collect::<Vec<_>>(),
        "wishes": exported.wishes.iter().map(|(name, wish)| (name.clone(), json!(wish))).collect::<Map<_, _>>(),
        "profile": named(&exported.profile),
        "events": exported.events.iter().map(event).collect::<Vec<_>>(),
    })
}

/// Every part as it is kept; what the lists above say in words is in here as numbers.
fn named(parts: &[(&'static str, Part)]) -> Value {
    Value::Object(parts.iter().map(|(name, part)| ((*name).to_owned(), kept(part))).collect())
}

fn kept(part: &Part) -> Value {
    match part {
        Part::Number(number) => json!(number),
        Part::Integer(number) => json!(number),
        Part::Digits(digits) => json!(format!("{digits:016x}")),
        Part::At(time) => json!(time.rfc3339()),
        Part::List(parts) => parts.iter().map(kept).collect(),
        Part::Named(parts) => named(parts),
    }
}

fn topic((topic, strength): &(Topic, f64)) -> Value {
    json!({ "topic": topic.0, "name": topic.label(Language::ENGLISH), "strength": strength })
}

fn item(view: &ProfileView, id: ItemId) -> Value {
    let card = view.cards.get(&id);
    json!({ "item": id.0, "title": card.map(|card| &card.title), "url": card.map(|card| &card.url) })
}

fn chosen(arrival: &Arrival, choice: Choice, target: &Target) -> Value {
    let (kind, value, name) = match target {
        Target::Source(source) => ("source", source.0.to_string(), arrival.source_name(*source)),
        Target::Topic(topic) => ("topic", topic.0.to_string(), topic.label(Language::ENGLISH).to_owned()),
        Target::Word(word) => ("word", word.clone(), word.clone()),
    };
    json!({ "choice": choice.word(), "kind": kind, "value": value, "name": name })
}

fn event(event: &Event) -> Value {
    json!({
        "item": event.item.0, "deed": event.deed.word(), "at": event.at.rfc3339(),
        "dwell_ms": event.dwell_ms, "slot": event.slot,
    })
}
