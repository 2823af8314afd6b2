//! `/`: the timeline.

use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Html, Page},
    safety,
    view::Front,
};
use axum::extract::Query;
use readers::Wish;
use serde::Deserialize;
use std::{collections::HashSet, time::Instant};
use timeline::{Order, Within};

/// Slots of a front page: what one reads in one sitting.
pub const SLOTS: usize = 30;
/// For so long the same reader gets the same new item to try.
const SEED_HOLDS: i64 = model::HOUR;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    order: String,
}

pub async fn front(arrival: Arrival, Query(asked): Query<Asked>) -> Result<Page, Wrong> {
    let chosen = Order::from_word(&asked.order);
    let order = chosen.unwrap_or(arrival.order);
    let keep = chosen.and_then(|order| safety::set_cookie("order", order.word(), arrival.site.https));
    let key = (order, arrival.kind_of_page());
    let shared = if arrival.is_nobody() { arrival.site.shelf.get(key, Instant::now()) } else { None };
    if let Some(html) = shared {
        return Ok(Page::new(html).with_cookie(keep));
    }
    let markup = pages::front(&arrival.visit(), &compose(&arrival, order).await?);
    if !arrival.is_nobody() {
        return Ok(Page::new(markup).with_cookie(keep));
    }
    let html = Html::pressed(markup);
    arrival.site.shelf.put(key, Instant::now(), &html);
    Ok(Page::new(html).with_cookie(keep))
}

async fn compose(arrival: &Arrival, order: Order) -> Result<Front, Wrong> {
    let reader = arrival.reader().await?;
    let wish = wish(arrival, reader.map_or(0, |reader| reader.0), order, Within::Everything);
    let made = arrival.site.readers.timeline(reader, &wish, arrival.now).await?;
    let sources: HashSet<_> = made.slots.iter().map(|shown| shown.item.source).collect();
    Ok(Front {
        order,
        slots: made.slots.iter().enumerate().map(|(place, shown)| arrival.slot(place + 1, shown)).collect(),
        up_to_date_at: made.composed,
        left_out: made.left_out.len() as u32,
        sources: sources.len() as u32,
    })
}

/// What the front page wishes for, and the pages that explain it.
pub fn wish(arrival: &Arrival, reader: i64, order: Order, within: Within) -> Wish {
    Wish {
        order,
        within,
        slots: SLOTS,
        skip: 0,
        languages: Vec::new(),
        seed: (reader as u64).rotate_left(32) ^ (arrival.now.0 / SEED_HOLDS) as u64,
        explain_fully: false,
    }
}
