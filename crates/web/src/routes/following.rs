//! `/following` and the lists (OPML): what she follows, and where the news comes from, in and out.

use super::sources;
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    shown::{capitalised, stance},
    view::{FollowedRow, FollowingView, ListReport},
    words::FindWords,
};
use axum::{
    extract::{Multipart, multipart::MultipartError},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use feeds::opml::{Outline, ParsedOutline};
use model::{Choice, Language, Source, SourceId, SourceKind, Target};
use std::collections::HashMap;
use store::NewSource;

/// The longest list that is taken over, with its form around it.
pub const LONGEST_LIST: usize = 5 * 1024 * 1024;
/// Things that are named of those that were not taken over.
const NAMED: usize = 20;

pub async fn following(arrival: Arrival) -> Result<Page, Wrong> {
    shown(&arrival, None).await
}

async fn shown(arrival: &Arrival, report: Option<ListReport>) -> Result<Page, Wrong> {
    let choices = arrival.choices().await?;
    let mut view = FollowingView { sources: Vec::new(), topics: Vec::new(), words: Vec::new(), report };
    // From the rows: one that was added a moment ago is known there already.
    let known: HashMap<SourceId, String> =
        arrival.site.store.sources().await?.into_iter().map(|source| (source.id, source.title)).collect();
    for (_, target) in &choices {
        let stance = stance(&choices, target);
        let row = |kind, value: String, name, href| FollowedRow { kind, value, name, href, stance };
        let (rows, row) = match target {
            Target::Source(source) => {
                let Some(name) = known.get(source) else { continue };
                (&mut view.sources, row("source", source.to_string(), name.clone(), format!("/source/{source}")))
            }
            Target::Topic(topic) => {
                let name = capitalised(topic.label(arrival.language()));
                (&mut view.topics, row("topic", topic.0.to_string(), name, format!("/topic/{}", topic.slug())))
            }
            Target::Word(word) => (&mut view.words, row("word", word.clone(), format!("“{word}”"), String::new())),
        };
        rows.push(row);
    }
    for rows in [&mut view.sources, &mut view.topics, &mut view.words] {
        rows.sort_by_key(|row| row.name.to_lowercase());
        rows.dedup_by(|a, b| a.value == b.value);
    }
    Ok(Page::new(pages::following(&arrival.visit(), &view)))
}

/// Only feeds of the web: nobody else has the others. No page bears the password of a paid feed; `caulbart feed export`
/// does.
fn outlines(sources: Vec<Source>) -> Vec<Outline> {
    let feeds = sources.into_iter().filter(|source| source.kind == SourceKind::Feed);
    let outline = |source: Source| Outline {
        address: sources::without_password(&source.address),
        title: source.title,
        site: source.site,
        folder: source.folder,
        language: if source.language.is_known() { source.language.tag().to_owned() } else { String::new() },
    };
    feeds.map(outline).collect()
}

pub async fn sources_opml(arrival: Arrival) -> Result<Response, Wrong> {
    let sources = arrival.site.store.sources().await?;
    let name = HeaderValue::from_static("attachment; filename=\"sources.opml\"");
    Ok(opml(&arrival.site.store.edition().title, &outlines(sources), name))
}

pub async fn following_opml(arrival: Arrival) -> Result<Response, Wrong> {
    let choices = arrival.choices().await?;
    let follows = |source: &Source| choices.contains(&(Choice::Follow, Target::Source(source.id)));
    let followed = arrival.site.store.sources().await?.into_iter().filter(follows).collect();
    let name = HeaderValue::from_static("attachment; filename=\"following.opml\"");
    Ok(opml(&arrival.site.store.edition().title, &outlines(followed), name))
}

fn opml(title: &str, outlines: &[Outline], name: HeaderValue) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/x-opml; charset=utf-8")),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::VARY, HeaderValue::from_static("Cookie")),
    ];
    (headers, feeds::opml::write(title, outlines)).into_response()
}

/// Sources of the list that are here are followed; the others are named.
pub async fn follow_list(arrival: Arrival, form: Multipart) -> Result<Response, Wrong> {
    let find = FindWords::of(arrival.tongue);
    let list = match read_list(&arrival, form).await? {
        Ok(list) => list,
        Err(report) => return Ok(shown(&arrival, Some(report)).await?.into_response()),
    };
    let store = &arrival.site.store;
    let (mut meant, mut unknown) = (Vec::new(), Vec::new());
    for outline in &list.outlines {
        match store.source_at(&outline.address).await? {
            Some(source) => meant.push(source.id),
            None => unknown.push(format!("{} ({})", outline.title, sources::without_password(&outline.address))),
        }
    }
    let mut report = ListReport::default();
    let mut cookie = None;
    if !meant.is_empty() {
        let (reader, new) = arrival.reader_or_new().await?;
        cookie = new;
        for source in &meant {
            arrival.site.readers.choose(reader, Choice::Follow, Target::Source(*source), arrival.now).await?;
        }
        report.good.push((find.opml_followed)(meant.len()));
    }
    if !unknown.is_empty() {
        report.bad.push(((find.opml_unknown)(unknown.len()), named(unknown)));
    }
    faults(&list, find, &mut report);
    let page = if cookie.is_some() { empty_with(&arrival, report) } else { shown(&arrival, Some(report)).await? };
    Ok(page.with_cookie(cookie).into_response())
}

/// Who was nobody a moment ago is not yet known by this request's cookie.
fn empty_with(arrival: &Arrival, report: ListReport) -> Page {
    let view = FollowingView { sources: Vec::new(), topics: Vec::new(), words: Vec::new(), report: Some(report) };
    Page::new(pages::following(&arrival.visit(), &view))
}

/// Operators only: whoever can add sources decides what all readers see.
pub async fn add_list(arrival: Arrival, form: Multipart) -> Result<Response, Wrong> {
    if !arrival.operator {
        return Err(Wrong::OperatorsOnly);
    }
    let find = FindWords::of(arrival.tongue);
    let report = match read_list(&arrival, form).await? {
        Err(report) => report,
        Ok(list) => {
            let mut report = ListReport::default();
            let (mut added, mut there, mut refused) = (0, 0, Vec::new());
            for outline in &list.outlines {
                match arrival.site.store.add_source(&new_source(outline), arrival.now).await {
                    Ok((_, true)) => added += 1,
                    Ok((_, false)) => there += 1,
                    Err(store::Error::TooLong(_)) => refused.push(outline.title.clone()),
                    Err(other) => return Err(other.into()),
                }
            }
            if added + there > 0 {
                report.good.push((find.opml_added)(added, there));
            }
            if !refused.is_empty() {
                report.bad.push(((find.opml_faults)(refused.len()), named(refused)));
            }
            faults(&list, find, &mut report);
            report
        }
    };
    Ok(sources::reported(&arrival, report).await?.into_response())
}

fn new_source(outline: &Outline) -> NewSource {
    NewSource {
        kind: SourceKind::Feed,
        address: outline.address.clone(),
        title: if outline.title.is_empty() { outline.address.clone() } else { outline.title.clone() },
        site: outline.site.clone(),
        language: Language::from_tag(&outline.language),
        folder: outline.folder.clone(),
    }
}

/// The list that was sent as a file or as text; a report where there is none in it.
async fn read_list(arrival: &Arrival, mut form: Multipart) -> Result<Result<ParsedOutline, ListReport>, Wrong> {
    let find = FindWords::of(arrival.tongue);
    let refused = |sentence: &str| ListReport { bad: vec![(sentence.to_owned(), Vec::new())], ..ListReport::default() };
    let mut bytes = Vec::new();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) if is_too_large(&error) => return Ok(Err(refused(find.opml_large))),
            Err(_) => return Err(Wrong::Unreadable("the form broke off".into())),
        };
        let is_list = matches!(field.name(), Some("file" | "text"));
        match field.bytes().await {
            Ok(sent) if is_list && bytes.is_empty() => bytes = sent.to_vec(),
            Ok(_) => {}
            Err(error) if is_too_large(&error) => return Ok(Err(refused(find.opml_large))),
            Err(_) => return Err(Wrong::Unreadable("the form broke off".into())),
        }
    }
    if bytes.len() > LONGEST_LIST {
        return Ok(Err(refused(find.opml_large)));
    }
    let list = tokio::task::block_in_place(|| feeds::opml::parse(&bytes));
    Ok(if list.outlines.is_empty() { Err(refused(find.opml_empty)) } else { Ok(list) })
}

fn is_too_large(error: &MultipartError) -> bool {
    error.status() == StatusCode::PAYLOAD_TOO_LARGE
}

fn faults(list: &ParsedOutline, find: &FindWords, report: &mut ListReport) {
    if !list.faults.is_empty() {
        let told = list.faults.iter().map(ToString::to_string).collect::<Vec<_>>();
        report.bad.push(((find.opml_faults)(told.len()), named(told)));
    }
}

fn named(mut things: Vec<String>) -> Vec<String> {
    let more = things.len().saturating_sub(NAMED);
    things.truncate(NAMED);
    if more > 0 {
        things.push(format!("… +{more}"));
    }
    things
}
