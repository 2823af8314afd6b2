//! `/sources` and `/source/{id}`: where the news comes from, and adding more.

use super::number;
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    shown::stance,
    view::{AnswerView, ListReport, SourceRow, SourceView, SourcesView},
};
use axum::{
    Form,
    extract::Path,
    response::{IntoResponse, Response},
};
use model::{Source, SourceId, Target, Time};
use serde::Deserialize;
use std::collections::HashMap;
use store::{Newest, Polling};

/// Items on the page of a source.
const LATEST: u32 = 20;

#[derive(Deserialize, Default)]
pub struct Typed {
    #[serde(default)]
    address: String,
    #[serde(default)]
    starter: String,
}

pub async fn sources(arrival: Arrival) -> Result<Page, Wrong> {
    Ok(Page::new(pages::sources(&arrival.visit(), &all(&arrival).await?)))
}

/// Operators only: whoever can add a source decides what all readers see.
pub async fn add(arrival: Arrival, Form(typed): Form<Typed>) -> Result<Response, Wrong> {
    if !arrival.operator {
        return Err(Wrong::OperatorsOnly);
    }
    let desk = &arrival.site.desk;
    let outcome = if typed.starter.is_empty() {
        desk.add(typed.address.trim().to_owned(), arrival.language()).await.map(|source| format!("/source/{source}"))
    } else {
        desk.take_starter(typed.starter, arrival.language()).await.map(|_| "/sources".to_owned())
    };
    match outcome {
        Ok(path) => Ok(lead_to(&path, None)),
        Err(sentence) => {
            let view = view(&arrival, Some((false, sentence)), typed.address).await?;
            Ok(Page::new(pages::sources(&arrival.visit(), &view)).into_response())
        }
    }
}

pub async fn all(arrival: &Arrival) -> Result<SourcesView, Wrong> {
    view(arrival, None, String::new()).await
}

/// The page with what came of a list.
pub async fn reported(arrival: &Arrival, report: ListReport) -> Result<Page, Wrong> {
    let view = SourcesView { report: Some(report), ..view(arrival, None, String::new()).await? };
    Ok(Page::new(pages::sources(&arrival.visit(), &view)))
}

#[derive(Deserialize)]
pub struct Moved {
    folder: String,
}

/// The longest name of a folder, with the folders around it.
const LONGEST_FOLDER: usize = 200;

/// Into another folder of the list; an empty name takes it out of all.
pub async fn move_to(arrival: Arrival, Path(id): Path<String>, Form(moved): Form<Moved>) -> Result<Response, Wrong> {
    if !arrival.operator {
        return Err(Wrong::OperatorsOnly);
    }
    let store = &arrival.site.store;
    let mut source = store.source(number(&id, SourceId)?).await?.ok_or(Wrong::NoSuchItem)?;
    let folder: String = moved.folder.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let folder = folder.split_whitespace().collect::<Vec<_>>().join(" ");
    source.folder = folder.chars().take(LONGEST_FOLDER).collect();
    store.update_source(&source).await?;
    Ok(lead_to(&format!("/source/{}", source.id), None))
}

async fn view(arrival: &Arrival, notice: Option<(bool, String)>, typed: String) -> Result<SourcesView, Wrong> {
    let store = &arrival.site.store;
    let counts: HashMap<SourceId, (u64, Time)> =
        store.source_counts().await?.into_iter().map(|(id, items, newest)| (id, (items, newest))).collect();
    let choices = arrival.choices().await?;
    let row = |source: Source| {
        let counted = counts.get(&source.id);
        SourceRow {
            id: source.id,
            health_words: arrival.site.desk.health_in(&source.health_words, arrival.language()),
            title: source.title,
            folder: source.folder,
            language: source.language,
            health: source.health,
            items: counted.map_or(0, |(items, _)| *items as u32),
            newest: counted.map(|(_, newest)| *newest),
            stance: stance(&choices, &Target::Source(source.id)),
        }
    };
    let rows = store.sources().await?.into_iter().map(row).collect();
    let starters = if arrival.operator { arrival.site.desk.starters(arrival.language()) } else { Vec::new() };
    Ok(SourcesView { rows, starters, notice, report: None, typed })
}

pub async fn source(arrival: Arrival, Path(id): Path<String>) -> Result<Response, Wrong> {
    if let Some(channel) = arrival.site.newsroom.channel_of(number(&id, SourceId)?).await? {
        return Ok(lead_to(&format!("/channel/{}", channel.slug), None));
    }
    Ok(Page::new(pages::source(&arrival.visit(), &find(&arrival, &id).await?)).into_response())
}

pub async fn find(arrival: &Arrival, id: &str) -> Result<SourceView, Wrong> {
    let store = &arrival.site.store;
    let source = store.source(number(id, SourceId)?).await?.ok_or(Wrong::NoSuchItem)?;
    let polling = store.polling(source.id).await?.unwrap_or_default();
    let ids = store.newest(LATEST, Newest { source: Some(source.id), ..Newest::default() }).await?;
    let items = arrival.lines(&store.cards(&ids).await?).await?;
    let stance = stance(&arrival.choices().await?, &Target::Source(source.id));
    let mut folders: Vec<String> = if arrival.operator {
        store.sources().await?.into_iter().map(|source| source.folder).filter(|folder| !folder.is_empty()).collect()
    } else {
        Vec::new()
    };
    folders.sort();
    folders.dedup();
    Ok(SourceView { stance, items, folders, ..one(arrival, source, polling) })
}

fn one(arrival: &Arrival, source: Source, polling: Polling) -> SourceView {
    let words = |sentence: &str| arrival.site.desk.health_in(sentence, arrival.language());
    let answer = |kept: &store::Answer| AnswerView {
        at: kept.at,
        status: kept.status.clamp(0, 999) as u16,
        took_ms: 0,
        new_items: kept.new_items,
        words: words(&kept.words),
    };
    let asked = source.kind == model::SourceKind::Feed && !polling.gone;
    SourceView {
        id: source.id,
        kind: source.kind,
        health_words: words(&source.health_words),
        address: without_password(&source.address),
        title: source.title,
        site: source.site,
        language: source.language,
        health: source.health,
        added: source.added,
        folder: source.folder,
        folders: Vec::new(),
        next_ask: asked.then_some(polling.next_at).filter(|next| *next > arrival.now),
        stance: crate::view::Stance::Neither,
        answers: polling.last_answers.iter().rev().map(answer).collect(),
        items: Vec::new(),
    }
}

/// An address may bear the operator's name and password for a paid feed: nobody else sees them.
pub fn without_password(address: &str) -> String {
    match url::Url::parse(address) {
        Ok(mut url) if !url.username().is_empty() || url.password().is_some() => {
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.into()
        }
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_in_an_address_is_shown_to_nobody() {
        for (address, shown) in [
            ("https://ann:secret@a.example/feed", "https://a.example/feed"),
            ("https://ann@a.example/feed", "https://a.example/feed"),
            ("https://a.example/feed?x=1", "https://a.example/feed?x=1"),
            ("demo:courant", "demo:courant"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }
}
