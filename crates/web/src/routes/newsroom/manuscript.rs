//! `/newsroom/{id}`: one article as it is written, and everything that can be done with it.

use super::{Pairs, moment, typed};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    routes::number,
    view::{DeskView, PictureView},
    words::NewsroomWords,
};
use axum::{
    Form,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use model::{ManuscriptId, Medium, Picture, RevisionId, RevisionKind};
use newsroom::{Content, Editor, Refusal, Saved, writing};

/// Pictures to choose from beside the text.
const PICTURES: u32 = 12;
/// Whoever has no script writes in a tab without a name.
const NO_TAB: &str = "";

pub async fn desk(arrival: Arrival, Path(id): Path<String>, Query(led): Query<Pairs>) -> Result<Response, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ManuscriptId)?);
    if let Some(clip) = arrival.site.newsroom.clip_of(&editor, id).await? {
        return Ok(lead_to(&format!("/studio/{}", clip.id), []));
    }
    let words = NewsroomWords::of(arrival.tongue);
    let told = match typed(&led, "told") {
        "saved" => Some((false, words.saved.to_owned())),
        "beside" => Some((true, words.saved_beside.to_owned())),
        _ => None,
    };
    let view = DeskView { told, ..found(&arrival, &editor, id).await? };
    Ok(Page::new(pages::desk(&arrival.visit(), &view)).into_response())
}

pub async fn preview(arrival: Arrival, Path(id): Path<String>) -> Result<Page, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ManuscriptId)?);
    let view = found(&arrival, &editor, id).await?;
    Ok(Page::new(pages::manuscript_preview(&arrival.visit(), &view)))
}

async fn found(arrival: &Arrival, editor: &Editor, id: ManuscriptId) -> Result<DeskView, Wrong> {
    let room = &arrival.site.newsroom;
    let manuscript = room.open_manuscript(editor, id).await?;
    let content = manuscript.content;
    let lead = match content.lead() {
        Some(lead) => room.picture(lead).await?,
        None => None,
    };
    let pins = room.store().pins(arrival.now).await?;
    let pictures = room.pictures(editor, "", None, PICTURES).await?;
    let other = room.locked(id, arrival.now).await?.filter(|lock| lock.editor != editor.reader);
    Ok(DeskView {
        base: manuscript.base.map_or(0, |base| base.0),
        differs: manuscript.differs,
        locked_by: other.map(|lock| lock.editor_name),
        told: None,
        sections: room.sections().await?,
        authors: room.authors().await?,
        lead: lead.map(|medium| seen(arrival, medium)),
        notes: room.notes(editor, id).await?,
        pinned: pins.iter().find(|pin| Some(pin.item) == manuscript.row.item).map(|pin| pin.until),
        preview: arrival.body(&room.written(&content).await?.html),
        pictures: pictures.into_iter().map(|medium| seen(arrival, medium)).collect(),
        typed: Vec::new(),
        editor: editor.clone(),
        row: manuscript.row,
        content,
    })
}

/// A picture of the newsroom as a page shows it, whole.
pub fn seen(arrival: &Arrival, medium: Medium) -> (Medium, PictureView) {
    let view = whole(arrival, &medium);
    (medium, view)
}

pub fn whole(arrival: &Arrival, medium: &Medium) -> PictureView {
    arrival.picture(&Picture {
        url: writing::address(medium),
        width: medium.width,
        height: medium.height,
        alt: medium.alt.clone(),
        credit: medium.credit.clone(),
    })
}

/// What the form of the text holds.
pub fn content_of(pairs: &Pairs) -> Content {
    let field = |name: &str| typed(pairs, name).to_owned();
    let authors = pairs.iter().filter(|(name, _)| name == "author").filter_map(|(_, id)| id.parse().ok());
    Content {
        kicker: field("kicker"),
        headline: field("headline"),
        standfirst: field("standfirst"),
        body: field("body"),
        language: field("language"),
        place: field("place"),
        section: field("section"),
        tags: typed(pairs, "tags").split(',').map(str::to_owned).collect(),
        authors: authors.collect(),
        lead: typed(pairs, "lead").parse().ok(),
        slug: field("slug"),
        closed: !typed(pairs, "closed").is_empty(),
        credit: field("credit"),
        unlisted: !typed(pairs, "unlisted").is_empty(),
        synthetic: !typed(pairs, "synthetic").is_empty(),
        adults: !typed(pairs, "adults").is_empty(),
        clip: None,
        channel: None,
    }
    .tidied()
}

pub fn base_of(pairs: &Pairs) -> Option<RevisionId> {
    typed(pairs, "base").parse().ok().filter(|number| *number > 0).map(RevisionId)
}

/// Whatever is refused, the page comes back with what was typed.
pub async fn press(arrival: Arrival, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ManuscriptId)?);
    match done(&arrival, &editor, id, &pairs).await {
        Ok(led) => Ok(lead_to(&led, [])),
        Err(Wrong::Newsroom(refusal @ (Refusal::NotThere | Refusal::MayNot(_)))) => Err(refusal.into()),
        Err(wrong @ Wrong::Newsroom(_)) => {
            let status = wrong.status();
            let Wrong::Newsroom(refusal) = wrong else { return Err(Wrong::Ours) };
            let sentence = (NewsroomWords::of(arrival.tongue).refusal)(&refusal);
            let mut view = found(&arrival, &editor, id).await?;
            if pairs.iter().any(|(name, _)| name == "body") {
                view.content = content_of(&pairs);
                view.preview = arrival.body(&arrival.site.newsroom.written(&view.content).await?.html);
            }
            let told = Some((true, sentence));
            let view = DeskView { told, typed: pairs, ..view };
            Ok(Page::new(pages::desk(&arrival.visit(), &view)).with_status(status).into_response())
        }
        Err(other) => Err(other),
    }
}

/// Where the browser is led then.
async fn done(arrival: &Arrival, editor: &Editor, id: ManuscriptId, pairs: &Pairs) -> Result<String, Wrong> {
    let (room, now, zone) = (&arrival.site.newsroom, arrival.now, &arrival.site.zone);
    let at = format!("/newsroom/{id}");
    if let Some(revision) = typed(pairs, "bring-back").parse().ok().map(RevisionId) {
        room.bring_back(editor, id, revision, now).await?;
        return Ok(at + "?told=saved");
    }
    let verb = typed(pairs, "do");
    // What is on the screen is what is handed on.
    if pairs.iter().any(|(name, _)| name == "body") {
        if let Some(other) = room.locked(id, now).await?.filter(|lock| lock.editor != editor.reader) {
            return Err(Refusal::Locked(other.editor_name).into());
        }
        let saved = room.save(editor, id, base_of(pairs), content_of(pairs), RevisionKind::Saved, now).await?;
        if matches!(saved, Saved::Beside(_)) {
            return Ok(at + "?told=beside");
        }
    }
    let item = || async {
        let row = room.open_manuscript(editor, id).await?.row;
        row.item.ok_or(Wrong::Newsroom(Refusal::Moved))
    };
    let when = |name: &str| moment(typed(pairs, name), zone);
    let note = || typed(pairs, "note").parse().unwrap_or_default();
    match verb {
        "hand-in" => room.hand_in(editor, id, now).await?,
        "hand-back" => room.hand_back(editor, id, now).await?,
        "publish" => {
            let item = room.publish(editor, id, Some(typed(pairs, "correction")), now).await?;
            return Ok(format!("/article/{item}"));
        }
        "schedule" => room.schedule(editor, id, when("at").ok_or(Refusal::Past)?, now).await?,
        "embargo" => {
            let until = match typed(pairs, "embargo").trim() {
                "" => None,
                _ => Some(when("embargo").ok_or(Refusal::Past)?),
            };
            room.set_embargo(editor, id, until, now).await?;
        }
        "clip" => {
            let clip = room.clip_of_article(editor, id, now).await?;
            return Ok(format!("/studio/{}", clip.id));
        }
        "withdraw" => room.withdraw(editor, id, typed(pairs, "reason"), now).await?,
        "throw-away" => {
            room.throw_away(editor, id).await?;
            return Ok("/newsroom".to_owned());
        }
        "tell" => room.tell(editor, id, typed(pairs, "text"), now).await?,
        "end-running" => room.end_running(editor, id).await?,
        "pin" => room.pin(editor, item().await?, when("at").ok_or(Refusal::Past)?, now).await?,
        "unpin" => room.unpin(editor, item().await?).await?,
        "note" => room.add_note(editor, id, typed(pairs, "text"), now).await?,
        "note-done" => room.finish_note(editor, id, note(), true).await?,
        "note-open" => room.finish_note(editor, id, note(), false).await?,
        "take" => {
            let _ = room.lock(editor, id, NO_TAB, true, now).await?;
        }
        _ => {}
    }
    Ok(at + "?told=saved")
}
