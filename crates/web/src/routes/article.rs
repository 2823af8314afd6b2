//! `/article/{id}`: one item, to be read to its end.

use super::{front::wish, number};
use crate::{
    Wrong,
    arrival::Arrival,
    comments,
    marked::marked,
    pages,
    reply::{Html, Page, moved_to},
    shown::{minutes, stance, story_link},
    versions,
    view::{ArticleView, EnclosureView, ItemLine, Neighbour, SlotView},
};
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use model::{Enclosure, Item, ItemId, Story, Target};
use readers::Wish;
use std::time::Instant;
use store::Newest;
use timeline::{Order, Within};

/// Other items of the same source below an article.
const MORE: u32 = 4;
/// Slots below an article: a handful.
const NEXT: usize = 5;

/// `12`, or `12-with-words`: the number says what it is, the words are for people, and those that are not today's lead on.
pub async fn article(mut arrival: Arrival, Path(typed): Path<String>) -> Result<Response, Wrong> {
    let (number_of, words) = typed.split_once('-').map_or((typed.as_str(), None), |(id, words)| (id, Some(words)));
    let id = number(number_of, ItemId)?;
    if words.is_some()
        && let Some(elsewhere) = right_words(&arrival, id, &typed).await?
    {
        return Ok(moved_to(&elsewhere));
    }
    let shown = shown(&mut arrival, id).await;
    match shown {
        Err(Wrong::NoSuchItem) => gone(&arrival, id, |target| target).await,
        shown => shown.map(IntoResponse::into_response),
    }
}

async fn right_words(arrival: &Arrival, id: ItemId, typed: &str) -> Result<Option<String>, Wrong> {
    let slug = arrival.site.newsroom.slug_of(id).await?;
    let right = slug.filter(|slug| !slug.is_empty()).map_or_else(|| id.to_string(), |slug| format!("{id}-{slug}"));
    if right == typed {
        return Ok(None);
    }
    let words: String = right
        .split('-')
        .map(|word| url::form_urlencoded::byte_serialize(word.as_bytes()).collect())
        .collect::<Vec<String>>()
        .join("-");
    Ok(Some(format!("/article/{words}")))
}

/// What was withdrawn says why; what came back under another number is where `at` says of its article's address.
pub async fn gone(arrival: &Arrival, id: ItemId, at: fn(String) -> String) -> Result<Response, Wrong> {
    if let Some(page) = super::newsroom::withdrawn(arrival, id).await? {
        return Ok(page.into_response());
    }
    match arrival.site.newsroom.redirect(&format!("/article/{id}")).await? {
        Some(target) => Ok(moved_to(&at(target))),
        None => Err(Wrong::NoSuchItem),
    }
}

async fn shown(arrival: &mut Arrival, id: ItemId) -> Result<Page, Wrong> {
    // Whoever commented sees her own, whatever became of it.
    if !(arrival.is_nobody() && arrival.commenter.is_none() && arrival.wishes.are_common() && !arrival.old_enough) {
        return hers(arrival, id).await;
    }
    // Its head names the address under which it was asked for.
    let key = (id, arrival.kind_of_page(), arrival.base().to_owned(), arrival.site.newsroom.seen());
    if let Some(html) = arrival.site.articles.get(&key, Instant::now()) {
        return Ok(Page::new(html));
    }
    // Others get this page too: nothing of this address is theirs.
    arrival.here = format!("/article/{id}");
    let html = Html::from(pages::article(&arrival.visit(), &found(arrival, id).await?));
    arrival.site.articles.put(&key, Instant::now(), &html);
    Ok(Page::new(html))
}

async fn hers(arrival: &Arrival, id: ItemId) -> Result<Page, Wrong> {
    let page = Page::new(pages::article(&arrival.visit(), &found(arrival, id).await?));
    Ok(page.with_cookie(arrival.sitting_cookie()))
}

pub async fn find(arrival: &Arrival, id: &str) -> Result<ArticleView, Wrong> {
    found(arrival, number(id, ItemId)?).await
}

async fn found(arrival: &Arrival, id: ItemId) -> Result<ArticleView, Wrong> {
    let item = arrival.site.readers.article(id).await?.ok_or(Wrong::NoSuchItem)?;
    view(arrival, item).await
}

async fn view(arrival: &Arrival, item: Item) -> Result<ArticleView, Wrong> {
    let site = &arrival.site;
    let story = match item.story {
        Some(story) => site.store.story(story).await?,
        None => None,
    };
    let next = match &story {
        Some(story) => next_in_story(arrival, story, item.id).await?,
        None => None,
    };
    let for_you = next_for_you(arrival, &item, next.as_ref()).await?;
    let player = super::watch::clip(arrival, &item, None).await?.map(|clip| clip.player);
    // What is asked before it is watched is not had beside the question.
    let had = |file: &&Enclosure| !file.adults || player.is_none() || arrival.old_enough;
    let enclosures = item.enclosures.iter().filter(had).filter_map(enclosure).collect();
    let (piece, outgoing) = super::newsroom::piece(arrival, &item).await?.unzip();
    let comments = match &piece {
        Some(piece) => Some(comments::section(arrival, item.id, piece.manuscript).await?),
        None => None,
    };
    let saved = match arrival.reader().await? {
        Some(reader) => site.readers.is_saved(reader, item.id).await?,
        None => false,
    };
    let place = match arrival.reader().await? {
        Some(reader) => site.readers.reading_place(reader, item.id).await?,
        None => None,
    };
    let body = arrival.body(&item.body);
    let marked = place.and_then(|place| Some((place, marked(&body, place)?)));
    let (place, body) = match marked {
        Some((place, marked)) => (Some(place), marked),
        None => (None, body),
    };
    let pause = arrival.sitting.is_over(arrival.wishes.minutes, arrival.now);
    let versions = if item.updated.is_some() { site.store.versions(item.id).await? } else { Vec::new() };
    Ok(ArticleView {
        item: item.id,
        kind: item.kind,
        language: item.language,
        source: arrival.source_link(item.source),
        stance: stance(&arrival.choices().await?, &Target::Source(item.source)),
        saved,
        topics: item.topics.iter().filter_map(|topic| arrival.topic_link(*topic)).collect(),
        published: item.published,
        updated: item.updated,
        minutes: minutes(item.words),
        picture: lead_picture(&item).filter(|_| piece.is_none()).map(|picture| arrival.picture(picture)),
        player,
        piece,
        comments,
        outgoing,
        place,
        pause: pause.then_some((arrival.wishes.minutes, arrival.sitting.since)),
        body,
        enclosures,
        story: story.as_ref().and_then(story_link),
        versions: versions::versions(&versions, &item),
        more: more_from_source(arrival, &item, &for_you).await?,
        next,
        for_you,
        headline: item.title,
        standfirst: standfirst(item.standfirst, &item.body),
        byline: item.byline,
        url: item.url,
    })
}

/// A picture that stands in the text anyway does not stand above it too.
fn lead_picture(item: &Item) -> Option<&model::Picture> {
    item.picture.as_ref().filter(|picture| !item.body.contains(&picture.url.replace('&', "&amp;")))
}

/// A standfirst that was made from the first words of the text would only say them twice.
fn standfirst(standfirst: String, body: &str) -> String {
    let opening: String =
        ::pages::plain_text(body.get(..body.floor_char_boundary(2_000)).unwrap_or("")).chars().take(400).collect();
    let said: String = standfirst.trim_end_matches(['…', '.', ' ']).chars().take(80).collect();
    if !said.is_empty() && opening.starts_with(&said) { String::new() } else { standfirst }
}

fn enclosure(kept: &Enclosure) -> Option<EnclosureView> {
    let led_to = kept.url.starts_with("https://") || kept.url.starts_with("http://");
    led_to.then(|| EnclosureView {
        url: kept.url.clone(),
        media_type: if kept.media_type.is_empty() { kept.url.clone() } else { kept.media_type.clone() },
        megabytes: kept.length.filter(|length| *length > 0).map(|length| length as f64 / 1_000_000.0),
    })
}

async fn next_in_story(arrival: &Arrival, story: &Story, current: ItemId) -> Result<Option<Neighbour>, Wrong> {
    let next = arrival.site.readers.next_in_story(story, current).await?;
    Ok(next.map(|next| Neighbour { item: next.id, headline: next.title, source: arrival.source_name(next.source) }))
}

/// What the article leads to, weighed for her as her front page is.
async fn next_for_you(arrival: &Arrival, item: &Item, next: Option<&Neighbour>) -> Result<Vec<SlotView>, Wrong> {
    let reader = arrival.reader().await?;
    let wish = Wish {
        context: Some(item.id),
        already: std::iter::once(item.id).chain(next.map(|next| next.item)).collect(),
        slots: NEXT,
        ..wish(arrival, reader.map_or(0, |reader| reader.0), Order::ForYou, Within::Everything)
    };
    let made = arrival.site.readers.timeline(reader, &wish, arrival.now).await?;
    Ok(made.slots.iter().enumerate().map(|(place, shown)| arrival.slot(place + 1, shown)).collect())
}

/// What stands above already is not said twice.
async fn more_from_source(arrival: &Arrival, item: &Item, above: &[SlotView]) -> Result<Vec<ItemLine>, Wrong> {
    let which = Newest { source: Some(item.source), ..Newest::default() };
    let mut ids = arrival.site.store.newest(MORE + 1 + NEXT as u32, which).await?;
    ids.retain(|id| *id != item.id && above.iter().all(|slot| slot.item != *id));
    ids.truncate(MORE as usize);
    arrival.lines(&arrival.site.store.cards(&ids).await?).await
}

#[cfg(test)]
mod tests {
    use super::{enclosure, standfirst};
    use model::Enclosure;

    #[test]
    fn a_standfirst_never_says_the_first_words_twice() {
        for (said, body, shown) in [
            ("The bridge is closed. It opens in", "<p>The bridge is <b>closed</b>. It opens in March.</p>", false),
            ("Closed until March.", "<p>The bridge is closed.</p>", true),
            ("The bridge …", "<p>The bridge is closed.</p>", false),
            ("Only this.", "", true),
        ] {
            assert_eq!(!standfirst(said.into(), body).is_empty(), shown, "{said}");
        }
    }

    #[test]
    fn an_attachment_that_is_no_web_address_is_not_linked() {
        for (url, linked) in [
            ("https://a.example/x.mp3", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("", false),
        ] {
            let kept = Enclosure { url: url.into(), ..Enclosure::default() };
            assert_eq!(enclosure(&kept).is_some(), linked, "{url}");
        }
    }
}
