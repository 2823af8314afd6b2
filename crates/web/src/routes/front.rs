//! `/`: the timeline.

use super::tune::{self, Pairs};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Html, Page},
    safety,
    view::{Front, TuneView},
};
use axum::extract::Query;
use readers::Wish;
use std::{collections::HashSet, time::Instant};
use timeline::{Order, Sliders, Within};

/// Slots of a front page: what one reads in one sitting.
pub const SLOTS: usize = 30;
/// For so long the same reader gets the same new item to try.
const SEED_HOLDS: i64 = model::HOUR;

pub async fn front(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let chosen = asked.iter().find(|(name, _)| name == "order").and_then(|(_, word)| Order::from_word(word));
    let order = chosen.unwrap_or(arrival.order);
    let keep = chosen.and_then(|order| safety::set_cookie("order", order.word(), arrival.site.https));
    let tried = tune::read(&asked)?;
    let is_shared = arrival.is_nobody() && tried.is_none();
    let key = (order, arrival.kind_of_page());
    let shared = if is_shared { arrival.site.shelf.get(key, Instant::now()) } else { None };
    if let Some(html) = shared {
        return Ok(Page::new(html).with_cookie(keep));
    }
    let markup = pages::front(&arrival.visit(), &compose(&arrival, order, Within::Everything, tried).await?);
    if !is_shared {
        return Ok(Page::new(markup).with_cookie(keep));
    }
    let html = Html::pressed(markup);
    arrival.site.shelf.put(key, Instant::now(), &html);
    Ok(Page::new(html).with_cookie(keep))
}

/// `tried` are sliders that she looks at before she keeps them.
pub async fn compose(arrival: &Arrival, order: Order, within: Within, tried: Option<Sliders>) -> Result<Front, Wrong> {
    let reader = arrival.reader().await?;
    let readers = &arrival.site.readers;
    let wish = wish(arrival, reader.map_or(0, |reader| reader.0), order, within);
    let made = readers.timeline(reader, &Wish { sliders: tried, ..wish }, arrival.now).await?;
    let sources: HashSet<_> = made.slots.iter().map(|shown| shown.item.source).collect();
    let kept = match reader {
        Some(reader) => readers.sliders(reader).await?,
        None => Sliders::default(),
    };
    let tune = TuneView { sliders: tried.unwrap_or(kept), preview: tried.is_some_and(|tried| tried != kept) };
    Ok(Front {
        order,
        tune: order.is_personal().then_some(tune),
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
        device: arrival.device,
        slots: SLOTS,
        seed: (reader as u64).rotate_left(32) ^ (arrival.now.0 / SEED_HOLDS) as u64,
        ..Wish::default()
    }
}
