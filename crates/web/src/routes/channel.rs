//! `/channel/{slug}`: one sender's clips.

use super::{newsroom::Pairs, saved::place};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    shown::stance,
    view::{ChannelView, SlotView},
};
use axum::extract::{Path, Query};
use model::{Item, ItemId, Picture, Target};
use newsroom::writing::uncut;

/// Clips of one page.
const ON_A_PAGE: u32 = 24;

pub async fn channel(arrival: Arrival, Path(slug): Path<String>, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let channel = arrival.site.newsroom.channel_named(&slug).await?.ok_or(Wrong::NoSuchPage)?;
    let before = match asked.iter().find(|(name, _)| name == "before") {
        Some((_, typed)) => Some(place(typed)?),
        None => None,
    };
    let store = &arrival.site.store;
    let mut ids = store.clips_of_channel(channel.source, before, ON_A_PAGE + 1).await?;
    let more = ids.len() > ON_A_PAGE as usize;
    ids.truncate(ON_A_PAGE as usize);
    let cards = store.cards(&ids).await?;
    let next =
        cards.last().filter(|_| more).map(|last| format!("/channel/{slug}?before={}-{}", last.published.0, last.id));
    let view = ChannelView {
        stance: stance(&arrival.choices().await?, &Target::Source(channel.source)),
        source: crate::view::SourceLink { id: channel.source, title: channel.title },
        slug: channel.slug,
        about: channel.about,
        clips: ids.iter().filter_map(|id| card(&arrival, &cards, *id)).collect(),
        next,
    };
    Ok(Page::new(pages::channel(&arrival.visit(), &view)))
}

/// With its cover as upright as it is, not cut for a place beside headlines.
fn card(arrival: &Arrival, cards: &[Item], id: ItemId) -> Option<SlotView> {
    let card = cards.iter().find(|card| card.id == id)?;
    let picture = card.picture.as_ref().map(|cover| Picture { url: uncut(&cover.url).to_owned(), ..cover.clone() });
    Some(arrival.card(&Item { picture, ..card.clone() }))
}
