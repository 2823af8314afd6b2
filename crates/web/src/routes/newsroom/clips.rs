//! `/newsroom/clips`: what readers reported of clips, and what owners say against a decision.

use super::{Pairs, typed, whole};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::{ClipQueueView, JudgedView},
    words::NewsroomWords,
};
use axum::{
    Form,
    response::{IntoResponse, Response},
};
use model::{ClipId, RemovalReason, SourceId};
use newsroom::{ClipVerdict, Editor, Refusal};

pub async fn queue(arrival: Arrival) -> Result<Page, Wrong> {
    let editor = arrival.editor()?;
    Ok(Page::new(pages::clip_queue(&arrival.visit(), &waiting(&arrival, &editor).await?)))
}

async fn waiting(arrival: &Arrival, editor: &Editor) -> Result<ClipQueueView, Wrong> {
    let mut clips = Vec::new();
    for judged in arrival.site.newsroom.clips_to_judge(editor).await? {
        let room = &arrival.site.newsroom;
        let content = room.clip_content(judged.line.clip.manuscript).await?;
        let seen = room.seen_with(judged.line.clip.clone(), &content).await?;
        let poster = seen.as_ref().and_then(|seen| seen.poster.as_ref()).map(|cover| whole(arrival, cover));
        let channel = match content.channel {
            Some(source) => room.channel_of(SourceId(source)).await?,
            None => None,
        };
        clips.push(JudgedView { judged, channel, seen, content, poster });
    }
    Ok(ClipQueueView { editor: editor.clone(), clips, told: None })
}

pub async fn decide(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    match decided(&arrival, &editor, &pairs).await {
        Ok(()) => Ok(lead_to("/newsroom/clips", [])),
        Err(Wrong::Newsroom(refusal)) if !matches!(refusal, Refusal::MayNot(_) | Refusal::NotThere) => {
            let told = Some((true, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)));
            let view = ClipQueueView { told, ..waiting(&arrival, &editor).await? };
            Ok(Page::new(pages::clip_queue(&arrival.visit(), &view)).with_status(422).into_response())
        }
        Err(other) => Err(other),
    }
}

async fn decided(arrival: &Arrival, editor: &Editor, pairs: &Pairs) -> Result<(), Wrong> {
    let words = typed(pairs, "words").to_owned();
    let verdict = match typed(pairs, "do") {
        "leave" => ClipVerdict::Leave,
        "withhold" => {
            let reason =
                RemovalReason::from_word(typed(pairs, "reason")).filter(|reason| *reason != RemovalReason::Withdrawn);
            ClipVerdict::Withhold(reason.ok_or(Refusal::NoReason)?, words)
        }
        "uphold" => ClipVerdict::Uphold(words),
        "restore" => ClipVerdict::Restore(words),
        _ => return Err(Refusal::Moved.into()),
    };
    let id = typed(pairs, "clip").parse().map(ClipId).map_err(|_| Refusal::NotThere)?;
    let done = arrival.site.newsroom.judge_clip(editor, id, verdict, arrival.now).await;
    // The entry that says so is written now.
    arrival.site.desk.begin_what_waits();
    Ok(done?)
}
