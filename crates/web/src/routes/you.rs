//! `/you`: what was learned about whoever asks, and how she corrects it. Who that is, the cookie alone tells: no address
//! and no form names a reader.

use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    shown::capitalised,
    view::{ChosenView, Learned, LearnedList, Remembered, RememberedList, Stance, YouView},
    words,
};
use axum::{Form, response::Response};
use model::{Choice, DAY, HOUR, ItemId, Kind, SourceId, Target, Time, Topic};
use readers::{Correction, ProfileView};
use serde::Deserialize;

/// Entries of one list on the page; the download has all.
const ENTRIES: usize = 20;
/// A strength below this is drawn by no bar and moves nothing.
const TELLING: f64 = 0.05;

pub async fn you(arrival: Arrival) -> Result<Page, Wrong> {
    let reader = arrival.reader().await?;
    let kept = arrival.site.readers.profile_view(reader).await?;
    Ok(Page::new(pages::you(&arrival.visit(), &view(&arrival, &kept))))
}

fn view(arrival: &Arrival, kept: &ProfileView) -> YouView {
    let words = arrival.tongue.words();
    let of_topic = |(topic, strength): &(Topic, f64)| Learned {
        name: capitalised(topic.label(arrival.language())),
        href: format!("/topic/{}", topic.slug()),
        strength: *strength,
        value: topic.0.to_string(),
    };
    let of_source = |(source, strength): &(SourceId, f64)| Learned {
        name: arrival.source_name(*source),
        href: format!("/source/{source}"),
        strength: *strength,
        value: source.to_string(),
    };
    let of_word = |word: &readers::WordView| Learned {
        name: if word.spelling.is_empty() { words.unknown_word.to_owned() } else { word.spelling.clone() },
        href: String::new(),
        strength: word.strength,
        value: word.number.to_string(),
    };
    let of_kind = |(name, (kind, strength)): (&str, (Kind, f64))| Learned {
        name: name.to_owned(),
        href: String::new(),
        strength,
        value: kind.word().to_owned(),
    };
    let of_length = |(place, (name, strength)): (usize, (&str, f64))| Learned {
        name: name.to_owned(),
        href: String::new(),
        strength,
        value: place.to_string(),
    };
    let hours = kept.day_parts.iter().enumerate().map(|(part, topics)| Learned {
        name: hours(arrival, part),
        href: String::new(),
        strength: topics.iter().map(|(_, strength)| strength.max(0.0)).sum(),
        value: part.to_string(),
    });
    let at = |item: &ItemId| remembered(arrival, kept, *item, None);
    let shown = |(item, times, last): &(ItemId, u8, Time)| {
        let when = words::ago(arrival.tongue, *last, arrival.now, &arrival.site.zone);
        remembered(arrival, kept, *item, Some((words.shown_times)(*times, &when)))
    };
    YouView {
        empty: kept.is_empty,
        met: kept.met,
        taken: kept.taken,
        topics: learned("topic", kept.topics.iter().map(of_topic).collect()),
        sources: learned("source", kept.sources.iter().map(of_source).collect()),
        words: learned("word", kept.words.iter().map(of_word).collect()),
        kinds: learned("kind", words.kinds.into_iter().zip(kept.kinds).map(of_kind).collect()),
        lengths: learned("length", words.lengths.into_iter().zip(kept.lengths).enumerate().map(of_length).collect()),
        hours: learned("hours", hours.collect()),
        read: list(kept.read.iter().take(ENTRIES).map(at).collect(), kept.read.len()),
        shown: list(kept.shown.iter().take(ENTRIES).map(shown).collect(), kept.shown.len()),
        hidden: list(kept.hidden.iter().take(ENTRIES).map(at).collect(), kept.hidden.len()),
        chosen: kept.choices.iter().map(|(choice, target)| chosen(arrival, *choice, target)).collect(),
        tuned: !kept.sliders.is_usual(),
    }
}

/// The strongest in either direction; what is hardly there is left to the download.
fn learned(of: &'static str, mut entries: Vec<Learned>) -> LearnedList {
    let all = entries.len();
    entries.retain(|entry| entry.strength.abs() >= TELLING);
    if entries.len() > ENTRIES {
        entries.sort_by(|a, b| b.strength.abs().total_cmp(&a.strength.abs()));
        entries.truncate(ENTRIES);
        entries.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    }
    // Kinds and hours are few; one that is 0 is no entry that anybody would look for.
    let more = if matches!(of, "topic" | "source" | "word") { all - entries.len() } else { 0 };
    LearnedList { of, entries, more }
}

fn list(entries: Vec<Remembered>, all: usize) -> RememberedList {
    let more = all - entries.len();
    RememberedList { entries, more }
}

fn remembered(arrival: &Arrival, kept: &ProfileView, item: ItemId, note: Option<String>) -> Remembered {
    let card = kept.cards.get(&item);
    let source = card.map(|card| arrival.source_name(card.source));
    Remembered {
        item,
        headline: card.map(|card| card.title.clone()).unwrap_or_default(),
        notes: source.into_iter().chain(note).collect(),
    }
}

/// A quarter of the day by the edition's clock.
fn hours(arrival: &Arrival, part: usize) -> String {
    let midnight = Time(arrival.now.0 - arrival.now.0.rem_euclid(DAY));
    let clock = |part: usize| words::clock(midnight.plus(part as i64 * 6 * HOUR), &arrival.site.zone);
    format!("{}–{}", clock(part), clock(part + 1))
}

fn chosen(arrival: &Arrival, choice: Choice, target: &Target) -> ChosenView {
    let stance = match choice {
        Choice::Follow => Stance::Followed,
        Choice::Mute => Stance::Muted,
    };
    let (kind, value, name) = match target {
        Target::Source(source) => ("source", source.to_string(), arrival.source_name(*source)),
        Target::Topic(topic) => ("topic", topic.0.to_string(), capitalised(topic.label(arrival.language()))),
        Target::Word(word) => ("word", word.clone(), format!("“{word}”")),
    };
    ChosenView { kind, value, name, stance }
}

#[derive(Deserialize)]
pub struct Struck {
    kind: String,
    value: String,
    #[serde(default)]
    at: String,
}

pub async fn forget(arrival: Arrival, Form(struck): Form<Struck>) -> Result<Response, Wrong> {
    let what = correction(&struck.kind, &struck.value)
        .ok_or_else(|| Wrong::Unreadable("it names nothing that could be forgotten".into()))?;
    if let Some(reader) = arrival.reader().await? {
        arrival.site.readers.forget_one(reader, what).await?;
    }
    let at = if struck.at.bytes().all(|byte| byte.is_ascii_lowercase()) { struck.at.as_str() } else { "" };
    Ok(lead_to(&format!("/you#{at}"), None))
}

fn correction(kind: &str, value: &str) -> Option<Correction> {
    Some(match kind {
        "topic" => Correction::Topic(Topic(value.parse().ok()?)),
        "source" => Correction::Source(SourceId(value.parse().ok()?)),
        "word" => Correction::Word(value.parse().ok()?),
        "item" => Correction::Item(ItemId(value.parse().ok()?)),
        "kind" => Correction::Kind(Kind::from_word(value)?),
        "length" => Correction::Length(value.parse().ok().filter(|class| *class < 3)?),
        "hours" => Correction::DayPart(value.parse().ok().filter(|part| *part < 4)?),
        _ => return None,
    })
}

pub async fn ask_first(arrival: Arrival) -> Page {
    Page::new(pages::forget_everything(&arrival.visit()))
}

pub async fn forget_everything(arrival: Arrival) -> Result<Response, Wrong> {
    if let Some(reader) = arrival.reader().await? {
        arrival.site.readers.reset_profile(reader).await?;
    }
    Ok(lead_to("/you", None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_struck_out_is_named_exactly() {
        for (kind, value, want) in [
            ("topic", "15000000", Some(Correction::Topic(Topic(15_000_000)))),
            ("source", "7", Some(Correction::Source(SourceId(7)))),
            ("word", "4294967295", Some(Correction::Word(u32::MAX))),
            ("item", "9", Some(Correction::Item(ItemId(9)))),
            ("kind", "video", Some(Correction::Kind(Kind::Video))),
            ("length", "2", Some(Correction::Length(2))),
            ("length", "3", None),
            ("hours", "3", Some(Correction::DayPart(3))),
            ("hours", "4", None),
            ("hours", "-1", None),
            ("word", "harbour", None),
            ("reader", "1", None),
            ("", "", None),
        ] {
            assert_eq!(correction(kind, value), want, "{kind} {value}");
        }
    }

    #[test]
    fn a_long_list_keeps_what_is_strongest_in_either_direction() {
        let entry =
            |strength: f64| Learned { name: String::new(), href: String::new(), strength, value: String::new() };
        let list = learned("topic", (-15..15).map(|number| entry(f64::from(-number))).collect());
        assert_eq!(list.entries.len(), ENTRIES);
        assert_eq!(list.more, 10);
        assert_eq!(list.entries.first().map(|entry| entry.strength), Some(15.0));
        assert!(list.entries.iter().all(|entry| entry.strength.abs() >= 5.0));
    }
}
