//! `/`: the timeline.

use super::tune::{self, Pairs};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Html, Page, moved_to},
    view::{Front, FrontEnd, ItemLine, TopicLink, TuneView},
};
use axum::{
    extract::Query,
    response::{IntoResponse, Response},
};
use model::{ItemId, Time};
use readers::Wish;
use std::{collections::HashSet, time::Instant};
use timeline::{Order, Sliders, Within};

/// Slots of a front page: what one reads in one sitting.
pub const SLOTS: usize = 30;
/// By what WordPress names an article that has no better address.
const NUMBERED: [&str; 3] = ["p", "page_id", "attachment_id"];
/// Topics that a first visit is asked about.
const ASKED: usize = 8;

/// An order in the address is looked at and not kept: a link, or a page fetched ahead, changes nobody's wishes.
pub async fn front(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Response, Wrong> {
    // What stood here before another system's front page (`/?p=12`) leads to where it is now.
    if asked.iter().any(|(name, _)| NUMBERED.contains(&name.as_str()))
        && let Some(target) = arrival.site.newsroom.redirect(&arrival.here).await?
    {
        return Ok(moved_to(&target));
    }
    timeline(arrival, asked).await.map(IntoResponse::into_response)
}

async fn timeline(mut arrival: Arrival, asked: Pairs) -> Result<Page, Wrong> {
    let typed = |name: &str| asked.iter().find(|(typed, _)| typed == name).map(|(_, value)| value.as_str());
    let looked_at = typed("order").and_then(Order::from_word);
    let order = looked_at.unwrap_or(arrival.wishes.order);
    let tried = tune::read(&asked)?;
    let is_shared = arrival.is_nobody() && tried.is_none() && arrival.wishes.are_common();
    if !is_shared {
        return hers(&arrival, order, tried, typed("all").is_some()).await;
    }
    let key = (order, arrival.wishes.asked, arrival.kind_of_page(), arrival.site.newsroom.seen());
    if let Some(html) = arrival.site.fronts.get(key, Instant::now()) {
        return Ok(Page::new(html));
    }
    // Others get this page too: nothing of this address is theirs.
    arrival.here = looked_at.map_or_else(|| "/".to_owned(), |order| format!("/?order={}", order.word()));
    let mut front = compose(&arrival, order, Within::Everything, None).await?;
    front.asks = asks(&arrival, &front);
    let html = Html::pressed(pages::front(&arrival.visit(), &front));
    arrival.site.fronts.put(key, Instant::now(), &html);
    Ok(Page::new(html))
}

/// `all` is said by whoever goes on after a break.
async fn hers(arrival: &Arrival, order: Order, tried: Option<Sliders>, all: bool) -> Result<Page, Wrong> {
    let (wishes, sitting) = (arrival.wishes, arrival.sitting);
    let mut front = compose(arrival, order, Within::Everything, tried).await?;
    front.asks = asks(arrival, &front);
    if let Some(reader) = arrival.reader().await? {
        front.saved = arrival.site.readers.saved_count(reader).await?;
    }
    let most = usize::from(wishes.slots);
    if sitting.is_over(wishes.minutes, arrival.now) {
        front.slots.clear();
        front.end = FrontEnd::AfterMinutes(wishes.minutes, sitting.since);
    } else if most > 0 && front.slots.len() > most && !all {
        front.end = FrontEnd::AfterSlots(wishes.slots, (front.slots.len() - most) as u32);
        front.slots.truncate(most);
        front.sources = sources_of(&front);
    }
    Ok(Page::new(pages::front(&arrival.visit(), &front)).with_cookie(arrival.sitting_cookie()))
}

/// The one question, to whoever comes for the first time; empty for everybody else. It costs nothing: what may be followed
/// is what the page is about.
fn asks(arrival: &Arrival, front: &Front) -> Vec<TopicLink> {
    let mut topics: Vec<TopicLink> = Vec::new();
    if !arrival.is_nobody() || arrival.wishes.asked {
        return topics;
    }
    for topic in front.slots.iter().filter_map(|slot| slot.section.as_ref()) {
        if topics.len() < ASKED && !topics.contains(topic) {
            topics.push(topic.clone());
        }
    }
    topics
}

/// `tried` are sliders that she looks at before she keeps them.
pub async fn compose(arrival: &Arrival, order: Order, within: Within, tried: Option<Sliders>) -> Result<Front, Wrong> {
    let reader = arrival.reader().await?;
    let readers = &arrival.site.readers;
    let wish = wish(arrival, reader.map_or(0, |reader| reader.0), order, within);
    let newest = readers.newest_story();
    let pinned = if within == Within::Everything { pinned(arrival).await? } else { Vec::new() };
    let already = pinned.iter().map(|(line, _)| line.item).collect();
    let made = readers.timeline(reader, &Wish { sliders: tried, already, ..wish }, arrival.now).await?;
    let kept = match reader {
        Some(reader) => readers.sliders(reader).await?,
        None => Sliders::default(),
    };
    let tune = TuneView { sliders: tried.unwrap_or(kept), preview: tried.is_some_and(|tried| tried != kept) };
    let mut front = Front {
        order,
        newest,
        tune: order.is_personal().then_some(tune),
        asks: Vec::new(),
        pinned,
        slots: made.slots.iter().enumerate().map(|(place, shown)| arrival.slot(place + 1, shown)).collect(),
        end: FrontEnd::UpToDate,
        up_to_date_at: made.composed,
        left_out: made.left_out.len() as u32,
        sources: 0,
        saved: 0,
    };
    front.sources = sources_of(&front);
    Ok(front)
}

/// What stands above the timeline is not in it.
pub async fn pinned_items(arrival: &Arrival) -> Result<Vec<ItemId>, Wrong> {
    Ok(pinned(arrival).await?.into_iter().map(|(line, _)| line.item).collect())
}

/// No part of the timeline: editors hold it there, whoever reads.
async fn pinned(arrival: &Arrival) -> Result<Vec<(ItemLine, Time)>, Wrong> {
    let pins = arrival.site.store.pins(arrival.now).await?;
    if pins.is_empty() {
        return Ok(Vec::new());
    }
    let items: Vec<ItemId> = pins.iter().map(|pin| pin.item).collect();
    let lines = arrival.lines(&arrival.site.store.cards(&items).await?).await?;
    let until = |line: &ItemLine| pins.iter().find(|pin| pin.item == line.item).map_or(Time(0), |pin| pin.until);
    Ok(lines.into_iter().map(|line| (until(&line), line)).map(|(until, line)| (line, until)).collect())
}

fn sources_of(front: &Front) -> u32 {
    front.slots.iter().map(|slot| slot.source.id).collect::<HashSet<_>>().len() as u32
}

/// What the front page wishes for, and the pages that explain it.
pub fn wish(arrival: &Arrival, reader: i64, order: Order, within: Within) -> Wish {
    Wish {
        order,
        within,
        device: arrival.device,
        slots: SLOTS,
        seed: readers::seed(Some(model::ReaderId(reader)), arrival.now),
        ..Wish::default()
    }
}
