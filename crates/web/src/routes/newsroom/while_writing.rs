//! What the script of the desk asks while somebody writes: keep it, show it, hold the place.

use super::{
    Pairs,
    manuscript::{base_of, content_of},
    typed,
};
use crate::{Wrong, arrival::Arrival, reply::for_a_script, routes::number, words::NewsroomWords};
use axum::{Form, Json, extract::Path, response::Response};
use model::{ManuscriptId, RevisionKind};
use newsroom::Saved;
use serde::Serialize;

#[derive(Serialize)]
struct Kept {
    /// What the next save is based on.
    base: i64,
    /// Somebody else saved meanwhile; this text is kept beside.
    beside: bool,
    /// A sentence, where somebody else has it open or it could not be kept.
    says: Option<String>,
    /// By the edition's clock.
    at: String,
}

/// Held by whoever writes, and kept as it stands.
pub async fn keep(arrival: Arrival, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ManuscriptId)?);
    let (room, words) = (&arrival.site.newsroom, NewsroomWords::of(arrival.tongue));
    let at = crate::words::clock(arrival.now, &arrival.site.zone);
    let base = base_of(&pairs);
    let same = |says| Kept { base: base.map_or(0, |base| base.0), beside: false, says, at: at.clone() };
    if let Err(other) = room.lock(&editor, id, typed(&pairs, "tab"), false, arrival.now).await? {
        return Ok(for_a_script(409, Json(same(Some((words.locked_by)(&other.editor_name))))));
    }
    // Only the place is held: nothing was typed since.
    if !pairs.iter().any(|(name, _)| name == "body") {
        return Ok(for_a_script(200, Json(same(None))));
    }
    let saved = room.save(&editor, id, base, content_of(&pairs), RevisionKind::Auto, arrival.now).await;
    let kept = match saved {
        Ok(Saved::Kept(base)) => Kept { base: base.0, beside: false, says: None, at },
        Ok(Saved::Beside(base)) => Kept { base: base.0, beside: true, says: Some(words.saved_beside.to_owned()), at },
        Err(newsroom::Error::Refused(refusal)) => {
            let wrong = Wrong::Newsroom(refusal.clone());
            return Ok(for_a_script(wrong.status(), Json(same(Some((words.refusal)(&refusal))))));
        }
        Err(other) => return Err(other.into()),
    };
    Ok(for_a_script(if kept.beside { 409 } else { 200 }, Json(kept)))
}

/// The text as readers will see it.
pub async fn show(arrival: Arrival, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ManuscriptId)?);
    arrival.site.newsroom.open_manuscript(&editor, id).await?;
    let written = arrival.site.newsroom.written(&content_of(&pairs)).await?;
    let html = [("content-type", "text/html; charset=utf-8")];
    Ok(for_a_script(200, (html, arrival.body(&written.html))))
}

/// What a word processor put on the clipboard, as Markdown.
pub async fn pasted(arrival: Arrival, html: String) -> Result<Response, Wrong> {
    arrival.editor()?.needs(newsroom::Act::Write)?;
    let markdown = tokio::task::block_in_place(|| ::pages::markdown(&html, None).markdown);
    let plain = [("content-type", "text/plain; charset=utf-8")];
    Ok(for_a_script(200, (plain, markdown)))
}

/// Whoever leaves makes room.
pub async fn free(arrival: Arrival, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ManuscriptId)?);
    arrival.site.newsroom.unlock(&editor, id, typed(&pairs, "tab")).await?;
    Ok(for_a_script(204, ()))
}
