//! `/article/{id}/comments`, `/comment/{id}`, and the way out of mails.

use super::number;
use crate::{
    Wrong,
    arrival::Arrival,
    comments::{form, form_again, owner, place, speaker, view},
    pages,
    reply::{Page, lead_to},
    site::Site,
    view::{CommentTyped, CommentsPage, MyComment, Typing, UnsubscribeView},
    words::CommentWords,
};
use axum::{
    Form, Router,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use model::{CommentId, CommentState, ItemId, ManuscriptState};
use newsroom::comments::{Kept, Typed, Unsaid};
use serde::Deserialize;
use store::ManuscriptRow;

pub fn router() -> Router<Site> {
    Router::new()
        .route("/article/{id}/comments", get(comments).post(say))
        .route("/comment/{id}", get(mine).post(change))
        .route("/unsubscribe/{id}/{sign}", get(ask_to_unsubscribe).post(unsubscribe))
}

#[derive(Deserialize, Default)]
pub struct Asked {
    after: Option<i64>,
    thread: Option<i64>,
    reply: Option<i64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Said {
    comment: String,
    name: String,
    email: String,
    website: String,
    wants: String,
    reply: String,
    stamp: String,
    subject: String,
}

async fn article(arrival: &Arrival, id: &str) -> Result<(ItemId, ManuscriptRow), Wrong> {
    let item = number(id, ItemId)?;
    let row = arrival.site.store.manuscript_of(item).await?;
    let row = row.filter(|row| row.state == ManuscriptState::Published).ok_or(Wrong::NoSuchPage)?;
    Ok((item, row))
}

pub async fn comments(arrival: Arrival, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Page, Wrong> {
    let (item, row) = article(&arrival, &id).await?;
    let site = &arrival.site.comments;
    let after = CommentId(asked.after.unwrap_or(0).max(0));
    let page = match asked.thread {
        Some(thread) => site.thread(row.id, CommentId(thread), after).await?,
        None => site.threads(row.id, after).await?,
    };
    let mut form = form(&arrival, row.id);
    if let Some(reply) = asked.reply {
        form.answering = site.answered(CommentId(reply), row.id).await?;
    }
    let comments = view(&arrival, item, row.id, page, form).await?;
    Ok(Page::new(pages::comments_page(&arrival.visit(), &CommentsPage { headline: row.headline, comments })))
}

pub async fn say(arrival: Arrival, Path(id): Path<String>, Form(said): Form<Said>) -> Result<Response, Wrong> {
    let (item, row) = article(&arrival, &id).await?;
    let (speaker, cookie) = speaker(&arrival).await?;
    let parent = said.reply.parse().ok().map(CommentId);
    let typed = Typed {
        text: said.comment.clone(),
        name: said.name.clone(),
        mail: said.email.clone(),
        website: said.website.clone(),
        wants: !said.wants.is_empty(),
        parent,
        stamp: said.stamp,
        trap: said.subject,
        language: arrival.tongue.tag(),
    };
    let unsaid = match arrival.site.comments.say(&speaker, row.id, typed, arrival.now).await? {
        Ok(kept) => return Ok(lead_to(&seen_at(&arrival, item, &kept).await?, cookie)),
        Err(unsaid) => unsaid,
    };
    let status = if matches!(unsaid, Unsaid::TooMany(_)) { 429 } else { 422 };
    let typed = CommentTyped {
        text: said.comment,
        name: said.name,
        mail: said.email,
        website: said.website,
        wants: !said.wants.is_empty(),
    };
    let mut form = form_again(&arrival, row.id, typed, unsaid);
    if let Some(parent) = parent {
        form.answering = arrival.site.comments.answered(parent, row.id).await?;
    }
    let page = arrival.site.comments.threads(row.id, CommentId(0)).await?;
    let comments = view(&arrival, item, row.id, page, form).await?;
    let page = pages::comments_page(&arrival.visit(), &CommentsPage { headline: row.headline, comments });
    // It holds what she typed, her address too.
    Ok(Page::new(page).with_status(status).shown_once().into_response())
}

async fn seen_at(arrival: &Arrival, item: ItemId, kept: &Kept) -> Result<String, Wrong> {
    let shown = match kept.state {
        CommentState::Shown => arrival.site.comments.one(kept.id).await?,
        _ => None,
    };
    match shown {
        Some(row) => place(arrival, item, &row).await,
        None => Ok(format!("/article/{item}/comments#comment-{}", kept.id)),
    }
}

/// Hers; of others', where it stands, if everybody may see it.
pub async fn mine(arrival: Arrival, Path(id): Path<String>) -> Result<Response, Wrong> {
    let id = number(&id, CommentId)?;
    if owner(&arrival).is_some()
        && let Ok(page) = my_page(&arrival, id, None).await
    {
        return Ok(page.into_response());
    }
    let row = arrival.site.comments.one(id).await?.filter(|row| row.state == CommentState::Shown);
    let row = row.ok_or(Wrong::NoSuchPage)?;
    let manuscript = arrival.site.store.manuscript(row.manuscript).await?;
    let item = manuscript.filter(|row| row.state == ManuscriptState::Published).and_then(|row| row.item);
    Ok(lead_to(&place(&arrival, item.ok_or(Wrong::NoSuchPage)?, &row).await?, []))
}

async fn my_page(arrival: &Arrival, id: CommentId, refused: Option<(Typing, String, String)>) -> Result<Page, Wrong> {
    let owner = owner(arrival).ok_or(Wrong::NoSuchPage)?;
    let comments = &arrival.site.comments;
    let comment = comments.hers(owner, id).await.map_err(|_| Wrong::NoSuchPage)?;
    let manuscript = arrival.site.store.manuscript(comment.manuscript).await?.ok_or(Wrong::NoSuchPage)?;
    let item = manuscript.item.ok_or(Wrong::NoSuchPage)?;
    let place = match comment.state {
        CommentState::Shown => Some(place(arrival, item, &comment).await?),
        _ => None,
    };
    let may_edit = comments.may_rewrite(&comment, arrival.now);
    let status = if refused.is_some() { 422 } else { 200 };
    let view = MyComment { item, headline: manuscript.headline, comment, may_edit, place, refused };
    Ok(Page::new(pages::my_comment(&arrival.visit(), &view)).with_status(status))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Change {
    r#do: String,
    comment: String,
    appeal: String,
}

pub async fn change(arrival: Arrival, Path(id): Path<String>, Form(change): Form<Change>) -> Result<Response, Wrong> {
    let id = number(&id, CommentId)?;
    let whose = owner(&arrival).ok_or(Wrong::NoSuchPage)?;
    let comments = &arrival.site.comments;
    let words = CommentWords::of(arrival.tongue);
    match change.r#do.as_str() {
        "withdraw" => {
            comments.withdraw(whose, id, arrival.now).await?;
        }
        "appeal" => {
            if let Err(newsroom::Error::Refused(refusal)) =
                comments.appeal(whose, id, &change.appeal, arrival.now).await
            {
                return refused(&arrival, id, Typing::Appeal, change.appeal, refusal).await;
            }
        }
        "edit" => {
            let (speaker, _) = speaker(&arrival).await?;
            match comments.rewrite(&speaker, id, &change.comment, arrival.now).await {
                Ok(Ok(_)) => {}
                Ok(Err(unsaid)) => {
                    let sentence = match &unsaid {
                        Unsaid::Faults(faults) => {
                            faults.first().map_or_else(String::new, |fault| (words.fault)(*fault))
                        }
                        other => (words.unsaid)(other),
                    };
                    let status = if matches!(unsaid, Unsaid::TooMany(_)) { 429 } else { 422 };
                    let page = my_page(&arrival, id, Some((Typing::Edit, change.comment, sentence))).await?;
                    return Ok(page.with_status(status).into_response());
                }
                Err(newsroom::Error::Refused(refusal)) => {
                    return refused(&arrival, id, Typing::Edit, change.comment, refusal).await;
                }
                Err(other) => return Err(other.into()),
            }
        }
        _ => return Err(Wrong::Unreadable("it does not say what is to be done".into())),
    }
    Ok(lead_to(&format!("/comment/{id}"), []))
}

/// What is not hers is not there; what she typed comes back.
async fn refused(
    arrival: &Arrival,
    id: CommentId,
    typing: Typing,
    typed: String,
    refusal: newsroom::Refusal,
) -> Result<Response, Wrong> {
    if refusal == newsroom::Refusal::NotThere {
        return Err(Wrong::NoSuchPage);
    }
    let sentence = (crate::words::NewsroomWords::of(arrival.tongue).refusal)(&refusal);
    Ok(my_page(arrival, id, Some((typing, typed, sentence))).await?.into_response())
}

pub async fn ask_to_unsubscribe(arrival: Arrival, Path((id, sign)): Path<(String, String)>) -> Result<Page, Wrong> {
    let comment = number(&id, CommentId)?;
    if !arrival.site.comments.may_unsubscribe(comment, &sign) {
        return Err(Wrong::NoSuchPage);
    }
    let view = UnsubscribeView { path: format!("/unsubscribe/{comment}/{sign}"), done: false };
    Ok(Page::new(pages::unsubscribe(&arrival.visit(), &view)))
}

/// By the button, or by a mail program on its own (RFC 8058).
pub async fn unsubscribe(arrival: Arrival, Path((id, sign)): Path<(String, String)>) -> Result<Page, Wrong> {
    let comment = number(&id, CommentId)?;
    if !arrival.site.comments.unsubscribe(comment, &sign).await? {
        return Err(Wrong::NoSuchPage);
    }
    Ok(Page::new(pages::unsubscribe(&arrival.visit(), &UnsubscribeView { path: String::new(), done: true })))
}
