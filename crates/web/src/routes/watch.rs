//! `/watch` and `/watch/{item}`: clips, one after another, to an end.

use super::{article, asked::Asked, clip_files, newsroom::Pairs, number};
use crate::{
    Wrong, age,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    safety::back,
    shown::{language_name, stance},
    view::{ClipView, FileView, PlayerView, SlotView, StripView, SubtitlesView, WatchEnd, WatchView},
};
use axum::{
    Form,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use model::{ClipFile, Enclosure, Item, ItemId, Language, Target};
use newsroom::{ClipSeen, Content, clip_address};
use readers::Wish;
use serde::Deserialize;

/// Clips of one sitting, unless she wishes for another number.
const SLOTS: usize = 10;
/// So many times as much is looked through, where feeds bring videos that are too long for clips.
const LOOKED_THROUGH: usize = 20;
/// Clips of earlier pages that are not shown again.
const REMEMBERED: usize = 50;
/// What a phone in a hand and the middle of a desk's screen can show: pixels of the shorter side.
const SHARP: u32 = 720;

#[derive(Deserialize)]
pub struct OldEnough {
    #[serde(default)]
    back: String,
}

pub async fn watch(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    page(&arrival, None, &asked).await
}

pub async fn watch_from(
    arrival: Arrival,
    Path(id): Path<String>,
    Query(asked): Query<Pairs>,
) -> Result<Response, Wrong> {
    let id = number(&id, ItemId)?;
    match page(&arrival, Some(id), &asked).await {
        Err(Wrong::NoSuchItem) => article::gone(&arrival, id, watched_at).await,
        shown => shown.map(IntoResponse::into_response),
    }
}

/// What leads to an article leads from here to where that is watched.
fn watched_at(target: String) -> String {
    match target.strip_prefix("/article/") {
        Some(item) if item.bytes().all(|byte| byte.is_ascii_digit()) => format!("/watch/{item}"),
        _ => target,
    }
}

/// She says that she is old enough.
pub async fn old_enough(arrival: Arrival, Form(said): Form<OldEnough>) -> Response {
    lead_to(back(&said.back), age::cookie(arrival.site.https))
}

async fn page(arrival: &Arrival, first: Option<ItemId>, asked: &Pairs) -> Result<Page, Wrong> {
    let seen = after(asked);
    let view = find(arrival, first, seen).await?;
    Ok(Page::new(pages::watch(&arrival.visit(), &view)).with_cookie(arrival.sitting_cookie()))
}

/// Clips of earlier pages, as addresses tell them.
pub fn after(asked: &Pairs) -> Vec<ItemId> {
    let ids = asked.iter().find(|(name, _)| name == "after").map_or("", |(_, ids)| ids.as_str());
    ids.split('-').filter_map(|id| id.parse().ok().map(ItemId)).take(REMEMBERED).collect()
}

/// How many she watches in one sitting.
pub fn slots(arrival: &Arrival) -> usize {
    let wished = usize::from(arrival.wishes.slots);
    if wished > 0 { wished } else { SLOTS }
}

pub async fn find(arrival: &Arrival, first: Option<ItemId>, seen: Vec<ItemId>) -> Result<WatchView, Wrong> {
    let wishes = arrival.wishes;
    let mut clips = Vec::new();
    if let Some(id) = first {
        let item = arrival.site.store.cards(&[id]).await?.pop().ok_or(Wrong::NoSuchItem)?;
        clips.push(clip(arrival, &item, None).await?.ok_or(Wrong::NoSuchItem)?);
    }
    if arrival.sitting.is_over(wishes.minutes, arrival.now) {
        let end = WatchEnd::AfterMinutes(wishes.minutes, arrival.sitting.since);
        return Ok(WatchView { clips, end, left_ms: None });
    }
    let most = slots(arrival);
    let reader = arrival.reader().await?;
    let mut already = seen;
    already.extend(first);
    already.drain(..already.len().saturating_sub(REMEMBERED));
    let number = reader.map_or(0, |reader| reader.0);
    let (mut skip, mut more) = (0, true);
    while clips.len() < most && more && skip < LOOKED_THROUGH * most {
        let asked = Asked::Clips { after: already.clone(), skip };
        // Whoever looks for what is short enough has not been given the rest.
        let wish = Wish { is_looked_through: skip > 0, ..asked.wish(arrival, number).await? };
        let made = arrival.site.readers.timeline(reader, &wish, arrival.now).await?;
        more = made.more;
        for (place, shown) in made.slots.iter().enumerate() {
            let slot = arrival.slot(skip + place + 1, shown);
            // What is too long, or no browser plays, is read about instead.
            let Some(clip) = clip(arrival, &shown.item, Some(&slot)).await? else { continue };
            if clips.len() < most {
                clips.push(ClipView { why: format!("/why/{}?{}", shown.item.id, asked.query()), ..clip });
            } else {
                more = true;
            }
        }
        skip += most;
    }
    let shown = clips.iter().map(|clip: &ClipView| clip.player.item);
    let told: Vec<String> = already.into_iter().chain(shown).map(|item| item.to_string()).collect();
    let told = &told[told.len().saturating_sub(REMEMBERED)..];
    let end = if more { WatchEnd::More(format!("/watch?after={}", told.join("-")), most) } else { WatchEnd::UpToDate };
    Ok(WatchView { clips, end, left_ms: arrival.sitting.left(wishes.minutes, arrival.now) })
}

/// `None` for what is not watched here. `slot` is its place in the timeline, where it has one.
pub async fn clip(arrival: &Arrival, item: &Item, slot: Option<&SlotView>) -> Result<Option<ClipView>, Wrong> {
    if let Some(file) = arrival.enclosed_clip(item) {
        let player = enclosed_player(arrival, item, file);
        return whole(arrival, item, slot, player, format!("/source/{}", item.source)).await.map(Some);
    }
    let site = &arrival.site;
    if !arrival.is_in_a_channel(item) {
        return Ok(None);
    }
    let (Some(seen), Some(piece)) = (site.newsroom.clip_seen(item.id).await?, site.newsroom.piece(item.id).await?)
    else {
        return Ok(None);
    };
    let Some(channel) = site.newsroom.channel_of(item.source).await? else { return Ok(None) };
    let player = player(arrival, item, &seen, &piece.content);
    let clip = whole(arrival, item, slot, player, format!("/channel/{}", channel.slug)).await?;
    let comments = site.store.comment_count(piece.manuscript).await?;
    Ok(Some(ClipView { tags: piece.tags, comments: Some(comments), ..clip }))
}

async fn whole(
    arrival: &Arrival,
    item: &Item,
    slot: Option<&SlotView>,
    player: PlayerView,
    channel_address: String,
) -> Result<ClipView, Wrong> {
    let site = &arrival.site;
    let liked = match arrival.reader().await? {
        Some(reader) => site.readers.liked(reader).await?.contains(&item.id),
        None => false,
    };
    let saved = match (slot, arrival.reader().await?) {
        (Some(slot), _) => slot.saved,
        (None, Some(reader)) => site.readers.is_saved(reader, item.id).await?,
        (None, None) => false,
    };
    Ok(ClipView {
        player,
        position: slot.map_or(0, |slot| slot.position),
        language: item.language,
        about: item.standfirst.clone(),
        channel: arrival.source_link(item.source),
        channel_address,
        stance: stance(&arrival.choices().await?, &Target::Source(item.source)),
        saved,
        liked,
        published: item.published,
        tags: Vec::new(),
        comments: None,
        reason: slot.map(|slot| slot.reason.clone()).unwrap_or_default(),
        why: format!("/why/{}?{}", item.id, Asked::Clips { after: Vec::new(), skip: 0 }.query()),
    })
}

/// It comes through this edition, as it comes: of what it holds nobody here knows more than its feed said.
fn enclosed_player(arrival: &Arrival, item: &Item, file: &Enclosure) -> PlayerView {
    let shows = !file.adults || arrival.old_enough;
    let (width, height) = item.picture.as_ref().map_or((0, 0), |picture| (picture.width, picture.height));
    PlayerView {
        credit: String::new(),
        synthetic: false,
        item: item.id,
        headline: item.title.clone(),
        width,
        height,
        duration_ms: item.duration_ms(),
        file: file.played_as().filter(|_| shows).map(|media_type| FileView {
            src: clip_files::enclosed_address(item.id),
            media_type: media_type.to_owned(),
        }),
        poster: item.picture.as_ref().filter(|_| shows).map(|picture| arrival.picture(picture)),
        playlist: None,
        strip: None,
        subtitles: Vec::new(),
    }
}

fn player(arrival: &Arrival, item: &Item, seen: &ClipSeen, content: &Content) -> PlayerView {
    let shows = !content.adults || arrival.old_enough;
    let file = fitting(&seen.renditions).filter(|_| shows);
    PlayerView {
        credit: content.credit.clone(),
        synthetic: content.synthetic,
        item: item.id,
        headline: item.title.clone(),
        width: seen.clip.width,
        height: seen.clip.height,
        duration_ms: seen.clip.duration_ms,
        file: file.map(file_view),
        playlist: seen.playlist.as_ref().filter(|_| shows).map(file_view),
        poster: seen.poster.as_ref().filter(|_| shows).map(|poster| super::newsroom::whole(arrival, poster)),
        strip: seen
            .strip
            .as_ref()
            .filter(|_| shows && seen.clip.thumbs > 0)
            .map(|strip| StripView { src: clip_address(strip), thumbs: seen.clip.thumbs }),
        subtitles: seen
            .subtitles
            .iter()
            .map(|each| SubtitlesView {
                label: language_name(Language::from_tag(&each.language)),
                language: each.language.clone(),
                src: each.address.clone(),
            })
            .collect(),
    }
}

fn file_view(file: &ClipFile) -> FileView {
    FileView { src: clip_address(file), media_type: file.media_type.clone() }
}

/// The largest that is no sharper than it needs to be, else the smallest.
fn fitting(renditions: &[ClipFile]) -> Option<&ClipFile> {
    renditions.iter().find(|file| file.width.min(file.height) <= SHARP).or(renditions.last())
}
