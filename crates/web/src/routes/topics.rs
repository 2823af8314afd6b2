//! `/topics` and `/topic/{slug}`: what the edition writes about.

use super::front::wish;
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    shown::{broad, stance},
    view::{TopicRow, TopicView, TopicsView},
};
use axum::extract::Path;
use model::{Choices, DAY, Story, Target, Topic};
use timeline::{Order, Within};

/// Topics of the last days, from so many stories at most.
const LATELY: i64 = 7 * DAY;
const STORIES: u32 = 1_000;

pub async fn topics(arrival: Arrival) -> Result<Page, Wrong> {
    Ok(Page::new(pages::topics(&arrival.visit(), &all(&arrival).await?)))
}

pub async fn all(arrival: &Arrival) -> Result<TopicsView, Wrong> {
    let ids = arrival.site.store.newest_stories(arrival.now.plus(-LATELY), 1, STORIES).await?;
    let stories = arrival.site.store.stories(&ids).await?;
    Ok(TopicsView { rows: rows(arrival, &stories, &arrival.choices().await?) })
}

/// Broad topics, those with most stories first; each with the story that most sources cover.
fn rows(arrival: &Arrival, stories: &[Story], choices: &Choices) -> Vec<TopicRow> {
    let mut counted: Vec<(Topic, u32, &Story)> = Vec::new();
    for story in stories {
        let mut topics: Vec<Topic> = story.topics.iter().map(|topic| broad(*topic)).collect();
        topics.sort_unstable();
        topics.dedup();
        for topic in topics {
            match counted.iter_mut().find(|(other, ..)| *other == topic) {
                Some((_, count, top)) => {
                    *count += 1;
                    if story.sources > top.sources {
                        *top = story;
                    }
                }
                None => counted.push((topic, 1, story)),
            }
        }
    }
    counted.sort_by_key(|(topic, count, _)| (std::cmp::Reverse(*count), *topic));
    let row = |(topic, stories, top): (Topic, u32, &Story)| {
        let stance = stance(choices, &Target::Topic(topic));
        let top = Some((top.title.clone(), format!("/story/{}", top.id)));
        Some(TopicRow { topic: arrival.topic_link(topic)?, stories, stance, top })
    };
    counted.into_iter().filter_map(row).collect()
}

pub async fn topic(arrival: Arrival, Path(slug): Path<String>) -> Result<Page, Wrong> {
    Ok(Page::new(pages::topic(&arrival.visit(), &one(&arrival, &slug).await?)))
}

pub async fn one(arrival: &Arrival, slug: &str) -> Result<TopicView, Wrong> {
    let topic = Topic::from_slug(slug).ok_or(Wrong::NoSuchPage)?;
    let link = arrival.topic_link(topic).ok_or(Wrong::NoSuchPage)?;
    let reader = arrival.reader().await?;
    let wish = wish(arrival, 0, Order::Newest, Within::Topic(topic));
    let made = arrival.site.readers.timeline(reader, &wish, arrival.now).await?;
    let slots = made.slots.iter().enumerate().map(|(place, shown)| arrival.slot(place + 1, shown)).collect();
    let stance = stance(&arrival.choices().await?, &Target::Topic(topic));
    Ok(TopicView { code: topic.0, topic: link, stance, slots })
}
