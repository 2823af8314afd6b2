//! `/newsroom/comments`: what waits for a moderator, and what she decides.

use super::{Pairs, typed};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::{QueueRow, QueueView},
    words::NewsroomWords,
};
use axum::{
    Form,
    extract::Query,
    response::{IntoResponse, Response},
};
use model::{CommentId, CommentState, RemovalReason};
use newsroom::comments::{Moderated, Tab};
use newsroom::{Act, Editor, Refusal};
use store::CommentRow;

const ON_A_PAGE: u32 = 30;

pub async fn queue(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let editor = arrival.editor()?;
    let tab = Tab::from_word(typed(&asked, "tab")).unwrap_or(Tab::Held);
    let id = |name: &str| typed(&asked, name).parse().ok().map(CommentId);
    let view = shown(&arrival, editor, tab, id("from"), id("done"), None).await?;
    Ok(Page::new(pages::comment_queue(&arrival.visit(), &view)))
}

async fn shown(
    arrival: &Arrival,
    editor: Editor,
    tab: Tab,
    from: Option<CommentId>,
    done: Option<CommentId>,
    refused: Option<(Option<CommentId>, String)>,
) -> Result<QueueView, Wrong> {
    let comments = &arrival.site.comments;
    let mut rows = comments.tab(&editor, tab, from, ON_A_PAGE + 1).await?;
    let more = rows.len() > ON_A_PAGE as usize;
    rows.truncate(ON_A_PAGE as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    let mut filled = Vec::with_capacity(rows.len());
    for row in rows {
        filled.push(fill(arrival, &editor, row).await?);
    }
    let done = match done {
        Some(id) => {
            let last = comments.decisions(&editor, id).await?.pop();
            comments.one(id).await?.zip(last)
        }
        None => None,
    };
    let waiting = comments.waiting(&editor).await?;
    Ok(QueueView { editor, tab, waiting, rows: filled, next, done, refused })
}

async fn fill(arrival: &Arrival, editor: &Editor, comment: CommentRow) -> Result<QueueRow, Wrong> {
    let manuscript = arrival.site.store.manuscript(comment.manuscript).await?;
    let answers = match comment.parent {
        Some(parent) => arrival.site.comments.one(parent).await?,
        None => None,
    };
    let decisions = match comment.decided {
        Some(_) => arrival.site.comments.decisions(editor, comment.id).await?,
        None => Vec::new(),
    };
    let (item, headline) = manuscript.map(|row| (row.item, row.headline)).unwrap_or_default();
    Ok(QueueRow { comment, item, headline, answers, decisions })
}

pub async fn decide(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    editor.needs(Act::Moderate)?;
    let tab = Tab::from_word(typed(&pairs, "tab")).unwrap_or(Tab::Held);
    let id = typed(&pairs, "id").parse().map(CommentId).map_err(|_| Wrong::NoSuchItem)?;
    match done(&arrival, &editor, id, &pairs).await {
        Ok(()) => Ok(lead_to(&format!("/newsroom/comments?tab={}&done={id}", tab.word()), [])),
        Err(Wrong::Newsroom(refusal)) => {
            let sentence = (NewsroomWords::of(arrival.tongue).refusal)(&refusal);
            let status = if refusal == Refusal::Moved { 409 } else { 422 };
            let mut view = shown(&arrival, editor, tab, None, None, None).await?;
            let is_listed = view.rows.iter().any(|row| row.comment.id == id);
            view.refused = Some((is_listed.then_some(id), sentence));
            // What she typed is not lost: it stands in its field again.
            for row in view.rows.iter_mut().filter(|row| row.comment.id == id && typed(&pairs, "do") == "edit") {
                row.comment.text = typed(&pairs, "text").to_owned();
            }
            Ok(Page::new(pages::comment_queue(&arrival.visit(), &view)).with_status(status).into_response())
        }
        Err(other) => Err(other),
    }
}

async fn done(arrival: &Arrival, editor: &Editor, id: CommentId, pairs: &Pairs) -> Result<(), Wrong> {
    let text = |name: &str| typed(pairs, name).to_owned();
    let deed = match typed(pairs, "do") {
        "approve" => Moderated::Approve,
        "spam" => Moderated::Spam,
        "undo" => Moderated::Undo,
        "edit" => Moderated::Edit(text("text"), text("note")),
        "keep" => Moderated::Keep(text("answer")),
        "restore" => Moderated::Restore(text("answer")),
        "remove" => {
            let reason = RemovalReason::from_word(typed(pairs, "reason")).ok_or(Refusal::NoReason)?;
            Moderated::Remove(reason, text("words"))
        }
        _ => return Err(Wrong::Unreadable("it does not say what is to be done".into())),
    };
    let seen = CommentState::from_word(typed(pairs, "seen"));
    arrival.site.comments.moderate(editor, id, seen, deed, arrival.now).await?;
    Ok(())
}
