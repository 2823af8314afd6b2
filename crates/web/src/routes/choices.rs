//! `/choices`: forms by which a reader follows and mutes.

use crate::{Wrong, arrival::Arrival, reply::lead_to, safety::back};
use axum::{Form, http::HeaderValue, response::Response};
use model::{Choice, SourceId, Target, Topic};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Chosen {
    verb: String,
    kind: String,
    value: String,
    #[serde(default)]
    back: String,
}

/// The longest word or phrase that can be followed or muted.
const LONGEST_WORD: usize = 80;

pub async fn choices(arrival: Arrival, Form(chosen): Form<Chosen>) -> Result<Response, Wrong> {
    let cookie = keep(&arrival, &chosen.verb, &chosen.kind, &chosen.value).await?;
    Ok(lead_to(back(&chosen.back), cookie))
}

/// `verb` is a choice's word, or that with "un" before it; her cookie where she is new.
pub async fn keep(arrival: &Arrival, word: &str, kind: &str, value: &str) -> Result<Option<HeaderValue>, Wrong> {
    let (begin, choice) = verb(word).ok_or_else(|| Wrong::Unreadable("it neither follows nor mutes".into()))?;
    let target = target(kind, value).ok_or_else(|| Wrong::Unreadable("it names no source, topic or word".into()))?;
    let readers = &arrival.site.readers;
    let (reader, cookie) = arrival.reader_or_new().await?;
    if begin {
        readers.choose(reader, choice, target, arrival.now).await?;
    } else {
        readers.unchoose(reader, choice, target).await?;
    }
    Ok(cookie)
}

/// Whether the choice begins or ends.
fn verb(word: &str) -> Option<(bool, Choice)> {
    match word.strip_prefix("un") {
        Some(choice) => Some((false, Choice::from_word(choice)?)),
        None => Some((true, Choice::from_word(word)?)),
    }
}

fn target(kind: &str, value: &str) -> Option<Target> {
    match kind {
        "source" => value.parse().ok().filter(|number| *number > 0).map(|number| Target::Source(SourceId(number))),
        "topic" => value.parse().ok().map(Topic).filter(|topic| !topic.slug().is_empty()).map(Target::Topic),
        "word" => {
            let word = value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            (!word.is_empty() && word.chars().count() <= LONGEST_WORD).then_some(Target::Word(word))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{target, verb};
    use model::{Choice, SourceId, Target, Topic};

    #[test]
    fn choices_are_understood_or_refused() {
        for (kind, value, want) in [
            ("source", "7", Some(Target::Source(SourceId(7)))),
            ("source", "-7", None),
            ("source", "x", None),
            ("topic", "15000000", Some(Target::Topic(Topic(15000000)))),
            ("topic", "1", None),
            ("word", "  Old   Quay ", Some(Target::Word("old quay".into()))),
            ("word", " ", None),
            ("reader", "1", None),
        ] {
            assert_eq!(target(kind, value), want, "{kind} {value}");
        }
        assert_eq!(target("word", &"a".repeat(81)), None);
        for (word, want) in [
            ("follow", Some((true, Choice::Follow))),
            ("unfollow", Some((false, Choice::Follow))),
            ("mute", Some((true, Choice::Mute))),
            ("unmute", Some((false, Choice::Mute))),
            ("undo", None),
            ("", None),
        ] {
            assert_eq!(verb(word), want, "{word}");
        }
    }
}
