//! `/newsroom/{id}/revisions`: how a text came to be.

use super::{Pairs, found, typed};
use crate::{Wrong, arrival::Arrival, pages, reply::Page, routes::number, view::RevisionsView, words::NewsroomWords};
use axum::extract::{Path, Query};
use model::{ManuscriptId, RevisionId};
use newsroom::Content;
use text::{Fate, Piece, difference};

pub async fn list(arrival: Arrival, Path(id): Path<String>, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ManuscriptId)?);
    let room = &arrival.site.newsroom;
    let row = room.open_manuscript(&editor, id).await?.row;
    let lines = room.revisions(&editor, id).await?;
    let named = |name: &str| {
        let number: i64 = typed(&asked, name).parse().ok()?;
        lines.iter().find(|line| line.id.0 == number).map(|line| line.id)
    };
    // The last two, unless others are named.
    let to = found(named("to").or(lines.first().map(|line| line.id)))?;
    let from = named("from").or_else(|| lines.iter().map(|line| line.id).find(|id| *id < to)).unwrap_or(to);
    let read = |revision: RevisionId| room.revision(&editor, id, revision);
    let (before, after) = (read(from).await?.1, read(to).await?.1);
    let words = NewsroomWords::of(arrival.tongue);
    let view = RevisionsView { compared: Some((from.0, to.0)), changes: changes(words, &before, &after), row, lines };
    Ok(Page::new(pages::revisions(&arrival.visit(), &view)))
}

fn changes(words: &NewsroomWords, before: &Content, after: &Content) -> Vec<(&'static str, Vec<Piece>)> {
    let joined = |names: &[String]| names.join(", ");
    let fields = [
        (words.kicker, before.kicker.clone(), after.kicker.clone()),
        (words.headline, before.headline.clone(), after.headline.clone()),
        (words.standfirst, before.standfirst.clone(), after.standfirst.clone()),
        (words.body, before.body.clone(), after.body.clone()),
        (words.place, before.place.clone(), after.place.clone()),
        (words.section, before.section.clone(), after.section.clone()),
        (words.tags, joined(&before.tags), joined(&after.tags)),
        (words.language, before.language.clone(), after.language.clone()),
        (words.slug, before.slug.clone(), after.slug.clone()),
    ];
    let changed = fields.into_iter().filter(|(_, before, after)| before != after);
    changed
        .map(|(label, before, after)| (label, difference(&before, &after)))
        .filter(|(_, pieces)| differs(pieces))
        .collect()
}

fn differs(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.fate != Fate::Kept)
}
