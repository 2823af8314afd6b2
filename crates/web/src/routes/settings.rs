//! `/settings`, `/welcome` and `/break`: how a reader wants her pages. One form for all of it, or a single button of it
//! elsewhere; nothing here names a reader.

use super::tune::Pairs;
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    safety::back,
    sitting::Sitting,
    wishes::{NAMES, Wishes},
};
use axum::{Form, extract::Query, http::HeaderValue, response::Response};
use model::{Choice, Target, Topic};
use serde::Deserialize;

/// Topics that one answer may name.
const TOPICS_AT_MOST: usize = 40;

#[derive(Deserialize)]
pub struct Led {
    #[serde(default)]
    kept: String,
}

pub async fn settings(arrival: Arrival, Query(led): Query<Led>) -> Page {
    Page::new(pages::settings(&arrival.visit(), !led.kept.is_empty()))
}

pub async fn set(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let cookies = keep(&arrival, &pairs).await?;
    let led = pairs.iter().find(|(name, _)| name == "back").map_or("/settings?kept=1", |(_, path)| path.as_str());
    Ok(lead_to(back(led), cookies))
}

/// All of them or none; the cookies of a visitor.
pub async fn keep(arrival: &Arrival, pairs: &[(String, String)]) -> Result<Vec<HeaderValue>, Wrong> {
    let mut wishes: Wishes = arrival.wishes;
    let mut made = Vec::new();
    for (name, value) in pairs.iter().filter(|(name, _)| name != "back") {
        let Some(name) = NAMES.into_iter().find(|known| known == name) else {
            return Err(Wrong::Unreadable(format!("there is no wish “{}”", brief(name))));
        };
        if !wishes.wish(name, value) {
            return Err(Wrong::Unreadable(format!("“{name}” cannot be “{}”", brief(value))));
        }
        made.push((name, wishes.word(name)));
    }
    if made.is_empty() {
        return Err(Wrong::Unreadable("it names nothing that can be set".into()));
    }
    arrival.keep_wishes(&made).await
}

fn brief(typed: &str) -> String {
    typed.chars().take(20).collect()
}

/// The answer to the one question: topics to follow, or none. It is not asked again.
pub async fn welcome(mut arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let skips = pairs.iter().any(|(name, _)| name == "skip");
    let named = pairs.iter().filter(|(name, _)| name == "topic" && !skips).take(TOPICS_AT_MOST);
    let mut topics = Vec::new();
    for (_, slug) in named {
        let topic = Topic::from_slug(slug).filter(|topic| !topic.slug().is_empty());
        topics.push(topic.ok_or_else(|| Wrong::Unreadable("there is no such topic".into()))?);
    }
    let asked = [("asked", "yes".to_owned())];
    if topics.is_empty() {
        // Nobody is met only because she wants to be asked nothing.
        return Ok(lead_to("/", arrival.keep_wishes(&asked).await?));
    }
    arrival.wishes.asked = true;
    let (reader, cookie) = arrival.reader_or_new().await?;
    arrival.site.readers.set_wishes(reader, &asked).await?;
    for topic in topics {
        arrival.site.readers.choose(reader, Choice::Follow, Target::Topic(topic), arrival.now).await?;
    }
    Ok(lead_to("/", cookie))
}

/// She goes on after her break, or in spite of it, where she was.
pub async fn go_on(arrival: Arrival, Form(pairs): Form<Pairs>) -> Response {
    let led = pairs.iter().find(|(name, _)| name == "back").map_or("/", |(_, path)| path.as_str());
    lead_to(back(led), Sitting::begun(arrival.now).cookie(arrival.now, arrival.site.https))
}
