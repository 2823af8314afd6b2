//! `/saved`: what a reader has put aside for later. Whose it is, her cookie tells: no address and no form names a reader.

use super::number;
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    safety::back,
    view::SavedView,
    words::ReadingWords,
};
use axum::{Form, extract::Query, http::HeaderValue, response::Response};
use model::{Item, ItemId, Time};
use readers::Saved;
use serde::Deserialize;

/// Lines of a page.
pub const ON_A_PAGE: u32 = 30;

#[derive(Deserialize)]
pub struct Paged {
    #[serde(default)]
    pub before: String,
}

pub async fn saved(arrival: Arrival, Query(paged): Query<Paged>) -> Result<Page, Wrong> {
    Ok(Page::new(pages::saved(&arrival.visit(), &find(&arrival, &paged.before).await?)))
}

/// `before` is where an earlier page ended; empty for the first.
pub async fn find(arrival: &Arrival, before: &str) -> Result<SavedView, Wrong> {
    let after = if before.is_empty() { None } else { Some(place(before)?) };
    let Some(reader) = arrival.reader().await? else {
        return Ok(SavedView { total: 0, lines: Vec::new(), later: after.is_some(), next: None });
    };
    let store = &arrival.site.store;
    let mut found = arrival.site.readers.saved_items(reader, after, ON_A_PAGE + 1).await?;
    let more = found.len() > ON_A_PAGE as usize;
    found.truncate(ON_A_PAGE as usize);
    let ids: Vec<ItemId> = found.iter().map(|(item, _)| *item).collect();
    let cards = store.cards(&ids).await?;
    let lines = lines(arrival, &cards, &found).await?;
    Ok(SavedView {
        total: arrival.site.readers.saved_count(reader).await?,
        lines,
        later: after.is_some(),
        next: found.last().filter(|_| more).map(|(item, at)| format!("{}-{item}", at.0)),
    })
}

/// Each with its moment. What was removed meanwhile has no line.
pub async fn lines<T>(
    arrival: &Arrival,
    cards: &[Item],
    found: &[(ItemId, T)],
) -> Result<Vec<(crate::view::ItemLine, T)>, Wrong>
where
    T: Copy,
{
    let lines = arrival.lines(cards).await?;
    let moment = |item| found.iter().find(|(found, _)| *found == item).map(|(_, at)| *at);
    Ok(lines.into_iter().filter_map(|line| moment(line.item).map(|at| (line, at))).collect())
}

/// Where a page ended: a moment and an item, as the link to the next one says it.
pub fn place(text: &str) -> Result<(Time, ItemId), Wrong> {
    let unclear = || Wrong::Unreadable("it names no place in this list".into());
    let (at, item) = text.split_once('-').ok_or_else(unclear)?;
    Ok((Time(at.parse().map_err(|_| unclear())?), number(item, ItemId).map_err(|_| unclear())?))
}

#[derive(Deserialize)]
pub struct Pressed {
    item: String,
    verb: String,
    #[serde(default)]
    back: String,
}

pub async fn press(arrival: Arrival, Form(pressed): Form<Pressed>) -> Result<Response, Wrong> {
    let cookie = match pressed.verb.as_str() {
        "save" => keep(&arrival, &pressed.item).await?,
        "unsave" => take_back(&arrival, &pressed.item).await.map(|()| None)?,
        _ => return Err(Wrong::Unreadable("it neither saves nor takes back".into())),
    };
    Ok(lead_to(back(&pressed.back), cookie))
}

/// Puts it aside; her cookie where she is new.
pub async fn keep(arrival: &Arrival, item: &str) -> Result<Option<HeaderValue>, Wrong> {
    let item = number(item, ItemId)?;
    // Nobody is met only because of an item that is not there.
    if arrival.site.store.cards(&[item]).await?.is_empty() {
        return Err(Wrong::NoSuchItem);
    }
    let (reader, cookie) = arrival.reader_or_new().await?;
    match arrival.site.readers.save(reader, item, arrival.now).await? {
        Saved::Kept => Ok(cookie),
        Saved::NotThere => Err(Wrong::NoSuchItem),
        Saved::TooMany(most) => Err(Wrong::Unreadable((ReadingWords::of(arrival.tongue).too_many_saved)(most))),
    }
}

/// Nothing happens where it was not put aside.
pub async fn take_back(arrival: &Arrival, item: &str) -> Result<(), Wrong> {
    let item = number(item, ItemId)?;
    if let Some(reader) = arrival.reader().await? {
        arrival.site.readers.unsave(reader, item).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::place;
    use model::{ItemId, Time};

    #[test]
    fn a_place_in_a_list_is_read_as_it_was_written() {
        for (text, want) in [
            ("1764336000000-7", Some((Time(1_764_336_000_000), ItemId(7)))),
            ("7", None),
            ("x-7", None),
            ("7-0", None),
            ("7-99999999999999999999", None),
            ("-", None),
        ] {
            assert_eq!(place(text).ok(), want, "{text}");
        }
    }
}
