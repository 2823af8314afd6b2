//! `/studio`: where clips are uploaded, watched over while they are made, written about and put out.

use super::newsroom::{base_of, content_of, moment, seen, typed, whole};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, for_a_script, lead_to},
    routes::number,
    view::{PictureView, StudioClipView, StudioView},
    words::{ClipWords, NewsroomWords},
};
use axum::{
    Form, Json,
    body::Bytes,
    extract::{Multipart, Path, Query},
    response::{IntoResponse, Response},
};
use model::{ClipId, ManuscriptState, MediumId, RevisionKind, SourceId};
use newsroom::{ClipLine, Content, Editor, LARGEST_CAPTIONS, Refusal, Saved};
use serde_json::json;

use super::tune::Pairs;

const ON_A_PAGE: u32 = 30;
/// Pictures to choose a cover from.
const PICTURES: u32 = 8;

pub async fn list(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let editor = arrival.editor()?;
    Ok(Page::new(pages::studio(&arrival.visit(), &all(&arrival, &editor, &asked).await?)))
}

async fn all(arrival: &Arrival, editor: &Editor, asked: &Pairs) -> Result<StudioView, Wrong> {
    let room = &arrival.site.newsroom;
    let before = typed(asked, "before").parse().ok().map(ClipId);
    let mut lines = room.clips(editor, before, ON_A_PAGE + 1).await?;
    let more = lines.len() > ON_A_PAGE as usize;
    lines.truncate(ON_A_PAGE as usize);
    let next = lines.last().filter(|_| more).map(|line| line.clip.id);
    let mut clips = Vec::new();
    for line in lines {
        let poster = poster(arrival, line.clip.poster).await?;
        clips.push((line, poster));
    }
    let limits = room.clip_limits();
    Ok(StudioView {
        editor: editor.clone(),
        channels: room.channels_for(editor, arrival.now).await?,
        clips,
        next,
        largest: limits.largest,
        longest_ms: limits.longest_ms,
        told: None,
    })
}

async fn poster(arrival: &Arrival, id: Option<MediumId>) -> Result<Option<PictureView>, Wrong> {
    let Some(id) = id else { return Ok(None) };
    Ok(arrival.site.newsroom.picture(id).await?.map(|medium| whole(arrival, &medium)))
}

pub async fn make_channel(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    let room = &arrival.site.newsroom;
    let done = match typed(&pairs, "source").parse().ok().map(SourceId) {
        Some(source) => room.change_channel(&editor, source, typed(&pairs, "title"), typed(&pairs, "about")).await,
        None => {
            room.make_channel(&editor, typed(&pairs, "title"), typed(&pairs, "about"), arrival.now).await.map(|_| ())
        }
    };
    match done {
        Ok(()) => Ok(lead_to("/studio", [])),
        Err(newsroom::Error::Refused(refusal)) if !is_closed(&refusal) => {
            let told = Some((true, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)));
            let view = StudioView { told, ..all(&arrival, &editor, &Pairs::new()).await? };
            Ok(Page::new(pages::studio(&arrival.visit(), &view)).with_status(422).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// What is answered as though it were not there.
fn is_closed(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::NotThere | Refusal::MayNot(_))
}

pub async fn clip(arrival: Arrival, Path(id): Path<String>, Query(led): Query<Pairs>) -> Result<Page, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ClipId)?);
    let words = NewsroomWords::of(arrival.tongue);
    let told = match typed(&led, "told") {
        "saved" => Some((false, words.saved.to_owned())),
        "beside" => Some((true, words.saved_beside.to_owned())),
        _ => None,
    };
    let view = StudioClipView { told, ..found(&arrival, &editor, id).await? };
    Ok(Page::new(pages::studio_clip(&arrival.visit(), &view)))
}

async fn found(arrival: &Arrival, editor: &Editor, id: ClipId) -> Result<StudioClipView, Wrong> {
    let room = &arrival.site.newsroom;
    let clip = room.own_clip(editor, id).await?;
    let manuscript = room.open_manuscript(editor, clip.manuscript).await?;
    let (row, content) = (manuscript.row, manuscript.content);
    let seen_clip = room.seen_with(clip.clone(), &content).await?;
    let lead = content.lead().or(clip.poster);
    let channel = match content.channel {
        Some(source) => room.channel_of(SourceId(source)).await?,
        None => None,
    };
    let is_shared = seen_clip.is_some() && content.unlisted;
    let link = is_shared.then(|| format!("{}/unlisted/{}", arrival.base(), room.unlisted_name(clip.id)));
    let mut pictures = match editor.may(newsroom::Act::Write) {
        true => room.pictures(editor, "", None, PICTURES).await?,
        false => Vec::new(),
    };
    // Whoever chose another may come back to the one that was found.
    if let Some(found) = clip.poster.filter(|found| pictures.iter().all(|medium| medium.id != *found)) {
        pictures.splice(..0, room.picture(found).await?);
    }
    let note = match row.state {
        ManuscriptState::Review => room.store().notes(row.id).await?.pop().map(|note| note.text),
        _ => None,
    };
    Ok(StudioClipView {
        editor: editor.clone(),
        channel,
        note,
        base: manuscript.base.map_or(0, |base| base.0),
        sections: room.sections().await?,
        poster: poster(arrival, lead).await?,
        pictures: pictures.into_iter().map(|medium| seen(arrival, medium)).collect(),
        seen: seen_clip,
        verdicts: room.clip_verdicts(editor, id).await?,
        item: row.item.filter(|_| row.state == ManuscriptState::Published),
        link,
        told: None,
        line: ClipLine { clip, row },
        content,
    })
}

/// How far it has come, for the page that stands open.
pub async fn state(arrival: Arrival, Path(id): Path<String>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    let clip = arrival.site.newsroom.own_clip(&editor, number(&id, ClipId)?).await?;
    let says = ClipWords::of(arrival.tongue).state(&clip);
    let told =
        json!({ "state": clip.state.word(), "progress": clip.progress, "received": clip.received, "says": says });
    Ok(for_a_script(200, Json(told)))
}

/// Whatever is refused, the page comes back with what was typed.
pub async fn press(arrival: Arrival, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ClipId)?);
    match done(&arrival, &editor, id, &pairs).await {
        Ok(led) => Ok(lead_to(&led, [])),
        Err(Wrong::Newsroom(refusal)) if !is_closed(&refusal) => {
            let told = Some((true, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)));
            let mut view = StudioClipView { told, ..found(&arrival, &editor, id).await? };
            if has_text(&pairs) {
                let Content { clip, channel, .. } = view.content;
                view.content = Content { clip, channel, ..content_of(&pairs) };
            }
            Ok(Page::new(pages::studio_clip(&arrival.visit(), &view)).with_status(422).into_response())
        }
        Err(other) => Err(other),
    }
}

fn has_text(pairs: &Pairs) -> bool {
    pairs.iter().any(|(name, _)| name == "headline")
}

/// Where the browser is led then.
async fn done(arrival: &Arrival, editor: &Editor, id: ClipId, pairs: &Pairs) -> Result<String, Wrong> {
    let (room, now) = (&arrival.site.newsroom, arrival.now);
    let manuscript = room.own_clip(editor, id).await?.manuscript;
    let at = format!("/studio/{id}");
    if has_text(pairs) {
        let mut content = content_of(pairs);
        match typed(pairs, "do") {
            "unlist" => content.unlisted = true,
            "unshare" => content.unlisted = false,
            _ => {}
        }
        let saved = room.save(editor, manuscript, base_of(pairs), content, RevisionKind::Saved, now).await?;
        if matches!(saved, Saved::Beside(_)) {
            return Ok(at + "?told=beside");
        }
    }
    match typed(pairs, "do") {
        "publish" => {
            let item = room.publish(editor, manuscript, Some(typed(pairs, "correction")), now).await?;
            return Ok(format!("/watch/{item}"));
        }
        "schedule" => {
            let when = moment(typed(pairs, "at"), &arrival.site.zone).ok_or(Refusal::Past)?;
            room.schedule(editor, manuscript, when, now).await?;
        }
        "hand-in" => room.hand_in(editor, manuscript, now).await?,
        "hand-back" => room.hand_back(editor, manuscript, now).await?,
        "withdraw" => room.withdraw(editor, manuscript, typed(pairs, "reason"), now).await?,
        "appeal" => room.appeal_clip(editor, id, typed(pairs, "words"), now).await?,
        "again" => room.make_clip_again(editor, id, now).await?,
        "remove-captions" => room.remove_captions(editor, id, typed(pairs, "captions")).await?,
        "throw-away" => {
            room.throw_clip_away(editor, id).await?;
            return Ok("/studio".to_owned());
        }
        _ => {}
    }
    Ok(at + "?told=saved")
}

pub async fn captions(arrival: Arrival, Path(id): Path<String>, mut form: Multipart) -> Result<Response, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ClipId)?);
    let (mut language, mut bytes) = (String::new(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(|_| Wrong::TooLarge)? {
        match field.name() {
            Some("language") => language = field.text().await.map_err(|_| Wrong::TooLarge)?,
            Some("file") => bytes = field.bytes().await.map_err(|_| Wrong::TooLarge)?.into(),
            _ => {}
        }
    }
    match arrival.site.newsroom.set_captions(&editor, id, &language, &bytes).await {
        Ok(()) => Ok(lead_to(&format!("/studio/{id}?told=saved"), [])),
        Err(newsroom::Error::Refused(refusal)) if !is_closed(&refusal) => {
            let told = Some((true, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)));
            let view = StudioClipView { told, ..found(&arrival, &editor, id).await? };
            Ok(Page::new(pages::studio_clip(&arrival.visit(), &view)).with_status(422).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// The picture that stood on her screen: kept, and hers to choose when she saves.
pub async fn cover(arrival: Arrival, Path(id): Path<String>, bytes: Bytes) -> Result<Response, Wrong> {
    let (editor, id) = (arrival.editor()?, number(&id, ClipId)?);
    let room = &arrival.site.newsroom;
    match room.take_cover(&editor, id, bytes.into(), arrival.now).await {
        Ok(medium) => {
            let src = poster(&arrival, Some(medium)).await?.map(|shown| shown.src);
            Ok(for_a_script(201, Json(json!({ "medium": medium.0, "src": src }))))
        }
        Err(newsroom::Error::Refused(refusal)) if !is_closed(&refusal) => {
            Ok(for_a_script(422, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)))
        }
        Err(other) => Err(other.into()),
    }
}

/// A frame of a rendition as a JPEG.
pub const LARGEST_COVER: usize = 4 * 1024 * 1024;

/// Of a form with a file of captions.
pub const LARGEST_FORM: usize = LARGEST_CAPTIONS + 16 * 1024;

/// For whoever has the address, which nobody guesses.
pub async fn unlisted(arrival: Arrival, Path(name): Path<String>) -> Result<Response, Wrong> {
    let room = &arrival.site.newsroom;
    let (clip, content, item) = room.clip_by_name(&name).await?.ok_or(Wrong::NoSuchItem)?;
    if let Some(item) = item {
        return Ok(lead_to(&format!("/watch/{item}"), []));
    }
    let poster = poster(&arrival, content.lead().or(clip.clip.poster)).await?;
    let shows = !content.adults || arrival.old_enough;
    let address = format!("/unlisted/{name}");
    let page = pages::unlisted(&arrival.visit(), &address, &clip, &content, poster.as_ref(), shows);
    Ok(Page::new(page).into_response())
}
