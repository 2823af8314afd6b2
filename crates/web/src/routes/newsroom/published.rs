//! What readers find of the newsroom: what stands around an article, and everything of a section, an author, a tag.

use super::super::outward::house;
use super::{Pairs, manuscript::whole, mark, typed};
use crate::{
    Wrong,
    arrival::Arrival,
    outward::{House, Outgoing},
    pages,
    reply::Page,
    view::{AuthorView, BesideView, LeadView, PieceView, ShelfView, WithdrawnView},
};
use axum::extract::{Path, Query};
use model::{Author, Item, ItemId, ManuscriptId};
use newsroom::Beside;
use store::{ManuscriptRow, Shelf};

/// Articles on one page of a section.
const ON_A_PAGE: u32 = 30;
/// Related ones below an article.
const RELATED: usize = 3;

/// `None` for what was not written here.
pub async fn piece(arrival: &Arrival, item: &Item) -> Result<Option<(PieceView, Box<(House, Outgoing)>)>, Wrong> {
    let room = &arrival.site.newsroom;
    let Some(piece) = room.piece(item.id).await? else { return Ok(None) };
    let outgoing = Box::new((house(arrival), arrival.outgoing(&piece, item).await?));
    let (before, after) = room.beside(&piece).await?;
    let related = room.related(item.id, RELATED).await?;
    let related = arrival.lines(&arrival.site.store.cards(&related).await?).await?;
    let mut authors = Vec::new();
    for author in &piece.authors {
        authors.push(signed(arrival, author).await?);
    }
    let view = PieceView {
        manuscript: piece.manuscript,
        address: piece.path(),
        lead: piece
            .lead
            .as_ref()
            .map(|medium| LeadView { picture: whole(arrival, medium), caption: medium.caption.clone() }),
        corrections: piece.corrections.into_iter().map(|notice| (notice.at, notice.text)).collect(),
        updates: piece.updates.into_iter().map(|(notice, html)| (notice.at, arrival.body(&html))).collect(),
        kicker: piece.content.kicker,
        place: piece.content.place,
        section: piece.section,
        tags: piece.tags,
        corrected: piece.corrected,
        running: piece.running,
        previous: before.map(beside),
        next: after.map(beside),
        authors,
        related,
        mentions: super::mentions::under(arrival, piece.manuscript).await?,
    };
    Ok(Some((view, outgoing)))
}

fn beside(other: Beside) -> BesideView {
    BesideView { item: other.item, headline: other.headline, language: other.language }
}

async fn signed(arrival: &Arrival, author: &Author) -> Result<AuthorView, Wrong> {
    let picture = match author.picture {
        Some(id) => arrival.site.newsroom.picture(id).await?,
        None => None,
    };
    Ok(AuthorView {
        slug: author.slug.clone(),
        name: author.name.clone(),
        about: author.about.clone(),
        site: author.site.clone(),
        picture: picture.map(|medium| whole(arrival, &medium)),
    })
}

/// The page that stands where an article was.
pub async fn withdrawn(arrival: &Arrival, item: ItemId) -> Result<Option<Page>, Wrong> {
    let Some(gone) = arrival.site.newsroom.withdrawn(item).await? else { return Ok(None) };
    let view = WithdrawnView { headline: gone.headline, reason: gone.reason, at: gone.at };
    Ok(Some(Page::new(pages::withdrawn(&arrival.visit(), &view)).with_status(410)))
}

pub async fn section(arrival: Arrival, Path(slug): Path<String>, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let sections = arrival.site.newsroom.sections().await?;
    let (slug, name) = sections.into_iter().find(|(each, _)| *each == slug).ok_or(Wrong::NoSuchPage)?;
    shelf(&arrival, Shelf::Section(slug.clone()), name, format!("/section/{slug}"), None, &asked).await
}

pub async fn author(arrival: Arrival, Path(slug): Path<String>, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let author = arrival.site.newsroom.author_called(&slug).await?.ok_or(Wrong::NoSuchPage)?;
    let view = signed(&arrival, &author).await?;
    let path = format!("/author/{}", author.slug);
    shelf(&arrival, Shelf::Author(author.id), author.name, path, Some(view), &asked).await
}

pub async fn tag(arrival: Arrival, Path(slug): Path<String>, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let name = arrival.site.store.tag_name(&slug).await?.ok_or(Wrong::NoSuchPage)?;
    shelf(&arrival, Shelf::Tag(slug.clone()), name, format!("/tag/{slug}"), None, &asked).await
}

async fn shelf(
    arrival: &Arrival,
    which: Shelf,
    title: String,
    path: String,
    author: Option<AuthorView>,
    asked: &Pairs,
) -> Result<Page, Wrong> {
    let before = mark(typed(asked, "before")).map(|(time, id)| (time, ManuscriptId(id)));
    let mut rows = arrival.site.newsroom.published(&which, before, ON_A_PAGE + 1).await?;
    let more = rows.len() > ON_A_PAGE as usize;
    rows.truncate(ON_A_PAGE as usize);
    let mark = |row: &ManuscriptRow| Some(format!("{path}?before={}-{}", row.published?.0, row.id));
    let next = rows.last().filter(|_| more).and_then(mark);
    let items: Vec<ItemId> = rows.iter().filter_map(|row| row.item).collect();
    let lines = arrival.lines(&arrival.site.store.cards(&items).await?).await?;
    Ok(Page::new(pages::shelf(
        &arrival.visit(),
        &ShelfView { title, path, base: arrival.base().to_owned(), first: before.is_none(), author, lines, next },
    )))
}
