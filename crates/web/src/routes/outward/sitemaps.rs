//! `/sitemap.xml`, `/sitemap/news.xml` and `/robots.txt`: where everything of the newsroom stands, and who may take it.

use super::gather::house;
use crate::{
    Wrong,
    arrival::Arrival,
    outward::{self, CRAWLERS, CrawlerRule, Doc, Outgoing, Place},
    routes::number,
};
use axum::{extract::Path, http::HeaderMap, response::Response};
use model::{HOUR, Item, Language, Time};
use newsroom::addresses;
use std::collections::HashMap;
use store::Shelf;

/// Below what the format allows (50,000), with room for the pages that lead to articles.
const ON_A_MAP: u32 = 45_000;
const MOST_TAGS: u32 = 4_000;
/// What is news, for who collects it, and how much of it (Google's rules).
const NEWS_FOR: i64 = 48 * HOUR;
const MOST_NEWS: u32 = 1_000;

const XML: &str = "application/xml; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const KEEP: &str = "public, max-age=300";

pub async fn whole(arrival: Arrival, headers: HeaderMap) -> Result<Response, Wrong> {
    kept(&arrival, &headers, "sitemap", async || {
        let count = arrival.site.store.count_published().await?;
        let maps = count.div_ceil(u64::from(ON_A_MAP));
        if maps <= 1 {
            let mut places = pages(&arrival).await?;
            places.extend(articles(&arrival, 0).await?);
            return Ok(outward::urls(&places));
        }
        let map = |name: String| Place { address: format!("{}/sitemap/{name}.xml", arrival.base()), changed: None };
        let maps: Vec<Place> =
            std::iter::once(map("pages".to_owned())).chain((1..=maps).map(|part| map(part.to_string()))).collect();
        Ok(outward::index(&maps))
    })
    .await
}

/// `pages.xml`, or a number from 1.
pub async fn part(arrival: Arrival, Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Wrong> {
    let name = name.strip_suffix(".xml").ok_or(Wrong::NoSuchPage)?;
    let part = if name == "pages" { 0 } else { number(name, |part| part).map_err(|_| Wrong::NoSuchPage)? };
    kept(&arrival, &headers, &format!("sitemap/{part}"), async || {
        let places = match u64::try_from(part).unwrap_or(0).checked_sub(1) {
            None => pages(&arrival).await?,
            Some(before) => articles(&arrival, before.saturating_mul(u64::from(ON_A_MAP))).await?,
        };
        if places.is_empty() { Err(Wrong::NoSuchPage) } else { Ok(outward::urls(&places)) }
    })
    .await
}

async fn articles(arrival: &Arrival, skip: u64) -> Result<Vec<Place>, Wrong> {
    let found = arrival.site.store.published_places(skip, ON_A_MAP).await?;
    let place = |(item, slug, changed): (model::ItemId, String, Time)| Place {
        address: format!("{}{}", arrival.base(), addresses::article(item, &slug)),
        changed: Some(changed),
    };
    Ok(found.into_iter().map(place).collect())
}

/// The front page, sections, authors and tags.
async fn pages(arrival: &Arrival) -> Result<Vec<Place>, Wrong> {
    let room = &arrival.site.newsroom;
    let mut paths = vec!["/".to_owned()];
    paths.extend(room.sections().await?.iter().map(|(slug, _)| addresses::section(slug)));
    paths.extend(room.authors().await?.iter().map(|author| addresses::author(&author.slug)));
    paths.extend(arrival.site.store.tags(MOST_TAGS).await?.iter().map(|(slug, _, _)| addresses::tag(slug)));
    let place = |path: String| Place { address: format!("{}{path}", arrival.base()), changed: None };
    Ok(paths.into_iter().map(place).collect())
}

pub async fn news(arrival: Arrival, headers: HeaderMap) -> Result<Response, Wrong> {
    kept(&arrival, &headers, "sitemap/news", async || {
        let since = arrival.now.plus(-NEWS_FOR);
        let rows = arrival.site.newsroom.published(&Shelf::All, None, MOST_NEWS).await?;
        let fresh: HashMap<_, _> = rows
            .into_iter()
            .filter(|row| row.published.is_some_and(|at| at >= since))
            .filter_map(|row| Some((row.item?, (row.slug, row.published?))))
            .collect();
        let ids: Vec<_> = fresh.keys().copied().collect();
        let mut items = arrival.site.store.cards(&ids).await?;
        items.sort_by_key(|item| (std::cmp::Reverse(item.published), std::cmp::Reverse(item.id.0)));
        let told = |item: Item| {
            let (slug, published) = fresh.get(&item.id)?;
            Some(Outgoing {
                address: format!("{}{}", arrival.base(), addresses::article(item.id, slug)),
                published: *published,
                changed: item.updated.unwrap_or(*published),
                title: item.title,
                language: item.language,
                ..Outgoing::default()
            })
        };
        let articles: Vec<Outgoing> = items.into_iter().filter_map(told).collect();
        // Most articles of a house are in one language: where one of them is unknown, it is that.
        let usual = articles.iter().map(|each| each.language).find(|each| each.is_known());
        Ok(outward::news(&house(&arrival).name, usual.unwrap_or(Language::ENGLISH), &articles))
    })
    .await
}

pub async fn robots(arrival: Arrival, headers: HeaderMap) -> Result<Response, Wrong> {
    let word = arrival.site.store.setting(CRAWLERS).await?;
    let rule = word.and_then(|word| CrawlerRule::from_word(&word)).unwrap_or_default();
    let text = outward::robots(arrival.base(), rule);
    Ok(Doc::new(text.into_bytes(), TEXT, None, "public, max-age=3600").answer(&headers))
}

async fn kept(
    arrival: &Arrival,
    headers: &HeaderMap,
    name: &str,
    write: impl AsyncFnOnce() -> Result<String, Wrong>,
) -> Result<Response, Wrong> {
    let key = format!("{}/{name}", arrival.base());
    let changes = arrival.site.newsroom.changes();
    if let Some(doc) = arrival.site.outward.get(&key, changes) {
        return Ok(doc.answer(headers));
    }
    let doc = Doc::new(write().await?.into_bytes(), XML, None, KEEP);
    arrival.site.outward.put(key, changes, &doc);
    Ok(doc.answer(headers))
}
