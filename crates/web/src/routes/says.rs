//! `/deed`, `/changed` and `/undo`: a reader says "more" or "less like this", sees what that changed, and takes it back.

use super::{events::fresh_id, front::wish};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    safety::back,
    shown::capitalised,
    view::{ChangeView, MovedView, Placed, StrengthView},
};
use axum::{
    Form,
    extract::Query,
    http::HeaderValue,
    response::{IntoResponse, Response},
};
use model::{Deed, Event, Item, ItemId, ReaderId};
use readers::{Said, Stood, Theme};
use serde::Deserialize;
use timeline::{Names, Order, Within};

#[derive(Deserialize)]
pub struct Pressed {
    item: i64,
    deed: String,
    #[serde(default)]
    back: String,
}

/// In place of a deed: she likes it no more.
const UNLIKED: &str = "unliked";

pub async fn deed(arrival: Arrival, Form(pressed): Form<Pressed>) -> Result<Response, Wrong> {
    if pressed.deed == UNLIKED {
        if let Some(reader) = arrival.reader().await? {
            arrival.site.readers.unlike(reader, ItemId(pressed.item), arrival.now).await?;
        }
        return Ok(lead_to(back(&pressed.back), None));
    }
    let (_, cookie) = keep(&arrival, pressed.item, Deed::from_word(&pressed.deed)).await?;
    let query: String = url::form_urlencoded::byte_serialize(back(&pressed.back).as_bytes()).collect();
    Ok(lead_to(&format!("/changed?back={query}"), cookie))
}

/// Takes "more" or "less like this" in; who said it, and her cookie where she is new.
pub async fn keep(arrival: &Arrival, item: i64, deed: Option<Deed>) -> Result<(ReaderId, Option<HeaderValue>), Wrong> {
    let deed = deed.filter(|deed| matches!(deed, Deed::Liked | Deed::Hidden));
    let (Some(deed), true) = (deed, item > 0) else {
        return Err(Wrong::Unreadable("it names no item, or nothing that can be done with one".into()));
    };
    let (reader, cookie) = arrival.reader_or_new().await?;
    let event = Event { id: fresh_id()?, item: ItemId(item), deed, at: arrival.now, dwell_ms: 0, slot: 0 };
    let wish = wish(arrival, reader.0, Order::ForYou, Within::Everything);
    arrival.site.readers.say(reader, event, &wish, arrival.now).await?;
    Ok((reader, cookie))
}

#[derive(Deserialize)]
pub struct Led {
    #[serde(default)]
    back: String,
}

pub async fn changed(arrival: Arrival, Query(led): Query<Led>) -> Result<Response, Wrong> {
    let changed = match arrival.reader().await? {
        Some(reader) => view_of(&arrival, reader, back(&led.back).to_owned()).await?,
        None => None,
    };
    // After a restart, or when it was undone, there is nothing to show.
    let Some(view) = changed else { return Ok(lead_to(back(&led.back), None)) };
    Ok(Page::new(pages::change(&arrival.visit(), &view)).into_response())
}

/// What her last "more" or "less like this" changed.
pub async fn view_of(arrival: &Arrival, reader: ReaderId, back: String) -> Result<Option<ChangeView>, Wrong> {
    let Some(said) = arrival.site.readers.said(reader).await? else { return Ok(None) };
    let ids: Vec<ItemId> = said.change.moved.iter().map(|moved| moved.item).collect();
    let cards = arrival.site.store.cards(&ids).await?;
    Ok(Some(view(arrival, &said, &cards, back)))
}

pub async fn undo(arrival: Arrival, Form(led): Form<Led>) -> Result<Response, Wrong> {
    take_back(&arrival).await?;
    Ok(lead_to(back(&led.back), None))
}

pub async fn take_back(arrival: &Arrival) -> Result<(), Wrong> {
    let undone = match arrival.reader().await? {
        Some(reader) => arrival.site.readers.undo(reader, arrival.now).await?,
        None => false,
    };
    if !undone {
        return Err(Wrong::Unreadable(arrival.tongue.words().nothing_to_undo.into()));
    }
    Ok(())
}

fn view(arrival: &Arrival, said: &Said, cards: &[Item], back: String) -> ChangeView {
    let line = |moved: &readers::Moved| {
        let card = cards.iter().find(|card| card.id == moved.item)?;
        Some(MovedView {
            item: moved.item,
            headline: card.title.clone(),
            source: arrival.source_name(card.source),
            before: placed(arrival, &moved.before),
            after: placed(arrival, &moved.after),
        })
    };
    let strength = |strength: &readers::Strength| StrengthView {
        name: match strength.theme {
            Theme::Topic(topic) => capitalised(topic.label(arrival.language())),
            Theme::Source(source) => arrival.source_name(source),
        },
        before: strength.before,
        after: strength.after,
    };
    ChangeView {
        more: said.event.deed == Deed::Liked,
        moved: said.change.moved.iter().filter_map(line).collect(),
        strengths: said.change.strengths.iter().map(strength).collect(),
        back,
    }
}

fn placed(arrival: &Arrival, stood: &Stood) -> Placed {
    let name = |id| arrival.source_name(id);
    match stood {
        Stood::At(place) => Placed::At(*place),
        Stood::LeftOut(left_out) => Placed::LeftOut(left_out.words(arrival.language(), &Names { source: &name })),
        Stood::Nowhere => Placed::Nowhere,
    }
}
