//! `/why/{item}`: the reader's own timeline, made once more with all reasons worked out.

use super::{asked::Asked, number, tune::Pairs};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    shown::capitalised,
    view::{Bar, LeftOutLine, WhyView},
};
use axum::extract::{Path, Query};
use model::{Item, ItemId};
use readers::{Front, Wish};
use timeline::{Group, LeftOut, Names, Slot};

/// Lines of what was left out; the whole would be the whole edition.
const LEFT_OUT: usize = 40;

/// `within=clips` explains the timeline of clips.
pub async fn why(arrival: Arrival, Path(id): Path<String>, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    Ok(Page::new(pages::why(&arrival.visit(), &find(&arrival, &id, Asked::read(&asked)).await?)))
}

pub async fn find(arrival: &Arrival, id: &str, asked: Asked) -> Result<WhyView, Wrong> {
    let wanted = [number(id, ItemId)?];
    let item = arrival.site.store.cards(&wanted).await?.pop().ok_or(Wrong::NoSuchItem)?;
    let reader = arrival.reader().await?;
    let number = reader.map_or(0, |reader| reader.0);
    let wish = asked.wish(arrival, number).await?;
    let made =
        arrival.site.readers.timeline(reader, &Wish { explain_fully: true, ..wish.clone() }, arrival.now).await?;
    let left_out = left_out(arrival, &made.left_out);
    let cards = arrival.site.store.cards(&left_out.iter().map(|line| line.item).collect::<Vec<_>>()).await?;
    let mut view = WhyView {
        left_out: titled(arrival, left_out, &cards),
        receipt: format!("/receipt?{}", asked.query()).trim_end_matches('?').to_owned(),
        ..view(arrival, item, &made)
    };
    view.position = view.position.map(|place| place.saturating_add(u16::try_from(wish.skip).unwrap_or(u16::MAX)));
    if let Some(dropped) = made.left_out.iter().find(|left_out| left_out.item == view.item) {
        let places = arrival.site.readers.without_each(reader, &wish, dropped, arrival.now).await?;
        view.bars = places.into_iter().map(|(group, place)| bar(arrival, group, None, place)).collect();
    }
    Ok(view)
}

fn view(arrival: &Arrival, item: Item, made: &Front) -> WhyView {
    let place = made.slots.iter().position(|shown| shown.item.id == item.id);
    let slot = place.and_then(|place| made.slots.get(place)).map(|shown| &shown.slot);
    let name = |id| arrival.source_name(id);
    let names = Names { source: &name };
    let dropped = made.left_out.iter().find(|left_out| left_out.item == item.id);
    let reasons = match (slot, dropped) {
        (Some(slot), _) => slot.why.iter().map(|reason| reason.words(arrival.language(), &names)).collect(),
        (None, Some(dropped)) => vec![dropped.words(arrival.language(), &names)],
        (None, None) => Vec::new(),
    };
    WhyView {
        item: item.id,
        source: arrival.source_name(item.source),
        headline: item.title,
        position: place.map(|place| place as u16 + 1),
        reasons,
        would_stand: dropped.filter(|_| slot.is_none()).and_then(|dropped| dropped.would_stand),
        bars: slot.map(|slot| bars(arrival, slot)).unwrap_or_default(),
        value: slot.map_or(0.0, |slot| slot.value),
        candidates: (made.slots.len() + made.left_out.len()) as u32,
        left_out: Vec::new(),
        left_out_total: made.left_out.len() as u32,
        receipt: String::new(),
    }
}

/// One bar for each group that counted, the longest first.
fn bars(arrival: &Arrival, slot: &Slot) -> Vec<Bar> {
    let gave =
        |group: Group| slot.why.iter().filter(|reason| reason.group == group).map(|reason| reason.amount).sum::<f64>();
    let mut groups: Vec<(Group, f64, u32)> =
        slot.without.iter().map(|(group, place)| (*group, gave(*group), *place)).collect();
    groups.retain(|(_, gave, _)| *gave != 0.0);
    groups.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    groups.into_iter().map(|(group, gave, place)| bar(arrival, group, Some(gave), place)).collect()
}

fn bar(arrival: &Arrival, group: Group, gave: Option<f64>, place: u32) -> Bar {
    Bar {
        group: capitalised(group.name(arrival.language())),
        gave,
        without: Some(place.min(u32::from(u16::MAX)) as u16),
    }
}

/// Those that came nearest to a slot, and why they have none.
fn left_out(arrival: &Arrival, all: &[LeftOut]) -> Vec<LeftOutLine> {
    let name = |id| arrival.source_name(id);
    let names = Names { source: &name };
    let mut nearest: Vec<&LeftOut> = all.iter().collect();
    nearest.sort_by_key(|left_out| (left_out.would_stand.unwrap_or(u32::MAX), left_out.item));
    nearest.truncate(LEFT_OUT);
    let line = |left_out: &LeftOut| LeftOutLine {
        item: left_out.item,
        headline: String::new(),
        source: String::new(),
        reason: left_out.words(arrival.language(), &names),
        would_stand: left_out.would_stand,
    };
    nearest.into_iter().map(line).collect()
}

/// With what their cards say; one whose card is gone is told of no more.
fn titled(arrival: &Arrival, lines: Vec<LeftOutLine>, cards: &[Item]) -> Vec<LeftOutLine> {
    let with_card = |line: LeftOutLine| {
        let card = cards.iter().find(|card| card.id == line.item)?;
        Some(LeftOutLine { headline: card.title.clone(), source: arrival.source_name(card.source), ..line })
    };
    lines.into_iter().filter_map(with_card).collect()
}
