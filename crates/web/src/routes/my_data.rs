//! `/my-data`: what is kept about whoever asks, every entry about her, and its end. Who that is, the cookie alone tells: no
//! address and no form names a reader.

use super::{account, transparency};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    safety::drop_cookie,
    view::{ErasedEntry, ErasedView, MineView, MyDataView, Visit},
};
use axum::{
    Form,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use ledger::entry::{Body, Entry, Erased, Field, Minute, to_hex};
use model::{MINUTE, ReaderId};
use readers::Overview;
use serde::Deserialize;
use std::time::Duration;

/// So often it is looked whether the entry about an erasure stands there already, with so much time between.
const LOOKS: u32 = 20;
const BETWEEN: Duration = Duration::from_millis(100);

pub async fn my_data(arrival: Arrival) -> Result<Page, Wrong> {
    page(&arrival, false).await
}

async fn page(arrival: &Arrival, unsure: bool) -> Result<Page, Wrong> {
    let kept = match arrival.reader().await? {
        Some(reader) => Some(mine(arrival, reader, unsure).await?),
        None => None,
    };
    let policy = transparency::policy(arrival).await;
    let view = MyDataView { kept, policy, base: arrival.base().to_owned() };
    // Her tag key stands in it.
    Ok(Page::new(pages::my_data(&arrival.visit(), &view)).shown_once())
}

async fn mine(arrival: &Arrival, reader: ReaderId, unsure: bool) -> Result<MineView, Wrong> {
    let readers = &arrival.site.readers;
    let overview = readers.overview(reader).await?;
    let filmed = account::filmed(arrival, Some(reader)).await?;
    Ok(MineView {
        classes: by_class(&overview),
        since: overview.since,
        tag_key: to_hex(&readers.tag_key(reader)?),
        has_account: arrival.session().is_some(),
        filmed: (!filmed.is_empty()).then_some([filmed.channels.len(), filmed.clips.len()]),
        deposited: readers.deposited(reader).await?.map(super::letter::deposit),
        unsure,
    })
}

fn by_class(overview: &Overview) -> Vec<(Field, Vec<(&'static str, u64)>)> {
    let of = |class: Field| {
        overview.rows.iter().filter(|row| row.class == class).map(|row| (row.kind, row.rows)).collect::<Vec<_>>()
    };
    Field::ALL.iter().map(|class| (*class, of(*class))).collect()
}

#[derive(Deserialize)]
pub struct Meant {
    #[serde(default)]
    sure: String,
}

pub async fn erase(arrival: Arrival, headers: HeaderMap, Form(meant): Form<Meant>) -> Result<Response, Wrong> {
    if meant.sure != "yes" {
        return Ok(page(&arrival, true).await?.with_status(422).into_response());
    }
    // Whoever sits down at her browser must not take an account away.
    if let Some(door) = arrival.session().and_then(|session| account::to_door(&arrival, session, "/my-data")) {
        return Ok(door);
    }
    let Some(reader) = arrival.reader().await? else { return my_data(arrival).await.map(IntoResponse::into_response) };
    let page = erase_now(&arrival, reader).await?;
    let cookies = match arrival.session() {
        Some(_) => account::cookies_out(&arrival, &headers),
        None => drop_cookie(&arrival.site.cookie, arrival.site.https).into_iter().collect(),
    };
    Ok(account::forgotten_by_the_browser(page.with_cookies(cookies).into_response()))
}

/// Erases her, and says by which entry. The page is the answer itself: no address leads to it a second time.
pub async fn erase_now(arrival: &Arrival, reader: ReaderId) -> Result<Page, Wrong> {
    let from = transparency::size(arrival).await;
    let has_filmed = !account::filmed(arrival, Some(reader)).await.unwrap_or_default().is_empty();
    account::let_go(arrival, reader).await;
    let entry = arrival.site.readers.remove(reader, Erased::Reader, arrival.now).await?;
    arrival.site.desk.begin_what_waits();
    let entry = match entry.as_deref().and_then(|text| Some((text, erase_of(text, arrival.now.0)?))) {
        Some((text, entry)) => Some(told(arrival, text, &entry, from).await),
        None => None,
    };
    // She is nobody from here on.
    let visit = Visit { told: None, whose: "", works_here: false, clips: false, name: None, ..arrival.visit() };
    let view = ErasedView { entry, has_filmed, base: arrival.base().to_owned() };
    Ok(Page::new(pages::erased(&visit, &view)).shown_once())
}

fn erase_of(text: &str, now: i64) -> Option<Entry> {
    Entry::timed(text, Minute(now.div_euclid(MINUTE))).ok()
}

async fn told(arrival: &Arrival, text: &str, entry: &Entry, from: u64) -> ErasedEntry {
    let (nonce, tag) = match &entry.body {
        Body::Erase(erase) => (to_hex(&erase.nonce), to_hex(&erase.subject)),
        _ => (String::new(), String::new()),
    };
    ErasedEntry { text: text.to_owned(), nonce, tag, index: index_of(arrival, entry, from).await }
}

/// Its number, where it comes to stand there while she waits.
async fn index_of(arrival: &Arrival, entry: &Entry, from: u64) -> Option<u64> {
    for _ in 0..LOOKS {
        let (oversight, body) = (arrival.site.oversight.clone(), entry.body.clone());
        let found = tokio::task::spawn_blocking(move || {
            let book = oversight.book();
            let size = book.head().ok()??.checkpoint.size;
            let stands = |index: &u64| {
                let bytes = book.entry(*index).ok();
                bytes.and_then(|bytes| Entry::parse(&bytes).ok()).is_some_and(|kept| kept.body == body)
            };
            (from..size).find(stands)
        });
        if let Some(index) = found.await.ok().flatten() {
            return Some(index);
        }
        tokio::time::sleep(BETWEEN).await;
    }
    None
}
