//! `/story/{id}`: one event as its sources tell it.

use super::number;
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    versions::versions,
    view::{Coverage, StoryView},
};
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use model::StoryId;

pub async fn story(arrival: Arrival, Path(id): Path<String>) -> Result<Response, Wrong> {
    let id = number(&id, StoryId)?;
    let found = arrival.site.readers.story(id).await?.ok_or(Wrong::NoSuchItem)?;
    if found.story.id != id {
        return Ok(lead_to(&format!("/story/{}", found.story.id), None));
    }
    let view = view(&arrival, found).await?;
    Ok(Page::new(pages::story(&arrival.visit(), &view)).into_response())
}

/// A story that became part of another is found under both numbers.
pub async fn find(arrival: &Arrival, id: &str) -> Result<StoryView, Wrong> {
    let found = arrival.site.readers.story(number(id, StoryId)?).await?.ok_or(Wrong::NoSuchItem)?;
    view(arrival, found).await
}

async fn view(arrival: &Arrival, found: readers::Coverage) -> Result<StoryView, Wrong> {
    let mut coverage = Vec::with_capacity(found.items.len());
    for item in &found.items {
        let kept = if item.updated.is_some() { arrival.site.store.versions(item.id).await? } else { Vec::new() };
        // Only what changed is compared with its whole text.
        let whole = if kept.is_empty() { None } else { arrival.site.readers.article(item.id).await? };
        coverage.push(Coverage {
            line: arrival.line(item, None),
            versions: whole.map(|whole| versions(&kept, &whole)).unwrap_or_default(),
        });
    }
    let story = found.story;
    Ok(StoryView {
        id: story.id,
        title: story.title,
        language: story.language,
        topics: story.topics.iter().filter_map(|topic| arrival.topic_link(*topic)).collect(),
        sources: story.sources,
        first: story.first_published,
        last: story.last_published,
        picture: None,
        coverage,
    })
}
