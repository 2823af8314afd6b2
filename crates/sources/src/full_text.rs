//! The whole article, where the feed gives a teaser.

use model::{Item, ItemId, Kind, Picture, Source, Time};
use store::{FullText, Store};

use crate::error::Error;
use crate::fetch::{Ask, Fetched, Fetcher, Limits, PAGE_TYPES};
use crate::hosts::Hosts;
use crate::identity::fingerprint_of;
use crate::take_in::Intake;

/// An item with so many words is no teaser, unless it breaks off.
const A_WHOLE_ARTICLE: u32 = 250;
/// What is found on a page must have at least so many words to pass for an article.
const HARDLY_ANYTHING: usize = 40;

/// Fetches the page of an item and keeps its text. Says whether anything changed; an item that needs no more text, or
/// is gone, changes nothing. May run twice.
pub async fn read_page(
    store: &Store,
    fetcher: &Fetcher,
    intake: &Intake,
    hosts: &Hosts,
    item: ItemId,
    now: Time,
) -> Result<bool, Error> {
    let Some(item) = store.item(item).await? else { return Ok(false) };
    let Some(source) = store.source(item.source).await? else { return Ok(false) };
    // A video's page says neither how long it is nor whom it is for.
    if !source.full_text || item.kind == Kind::Video || item.url.is_empty() || !is_teaser(&item) {
        return Ok(false);
    }
    let turn = hosts.turn(&item.url, fetcher.guard()).await;
    let fetched = fetcher.fetch(&Ask::new(&item.url, PAGE_TYPES, Limits::PAGE)).await?.expect_success()?;
    drop(turn);
    let (id, address) = (item.id, item.url.clone());
    let found = intake.off_the_runtime(move || extracted(&fetched, &item, &source)).await?;
    let text = found.ok_or(Error::NoArticle { address })?;
    Ok(store.set_body(id, text, now).await?)
}

fn is_teaser(item: &Item) -> bool {
    let end = item.body.trim_end_matches(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '…' | '.' | ']'));
    item.body.is_empty()
        || item.words < A_WHOLE_ARTICLE
        || end.ends_with(['…'])
        || end.ends_with("...")
        || end.ends_with("[…]")
}

fn extracted(page: &Fetched, item: &Item, source: &Source) -> Option<FullText> {
    let content_type = page.headers.content_type();
    let hint = pages::PageHint {
        url: Some(page.final_url.as_str()),
        content_type,
        rule: Some(source.full_text_rule.as_str()).filter(|rule| !rule.is_empty()),
    };
    let found = pages::extract(&page.body, &hint);
    let words = found.text.split_whitespace().count();
    // A page that says less than the feed is a consent wall or an error page.
    if words < HARDLY_ANYTHING || words < item.words as usize {
        return None;
    }
    let understood = text::understand(&text::Document {
        title: &item.title,
        text: &found.text,
        language: Some(item.language).filter(|language| language.is_known()),
        categories: &[],
    });
    let picture = found.image.filter(|_| item.picture.is_none()).map(|url| Picture { url, ..Picture::default() });
    Some(FullText {
        fingerprint: fingerprint_of(found.text.as_bytes()),
        body: found.html,
        words: words as u32,
        picture,
        terms: understood.terms.to_bytes(),
        embedding: understood.embedding,
        topics: if understood.topics.is_empty() { item.topics.clone() } else { understood.topics },
        entities: understood.entities,
        language: understood.language,
    })
}
