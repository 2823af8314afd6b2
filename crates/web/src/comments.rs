//! Who comments, and what she finds below an article.

use crate::{
    Wrong,
    arrival::Arrival,
    safety,
    view::{CommentForm, CommentTyped, CommentsView, HersView},
};
use axum::http::HeaderValue;
use model::{CommentId, CommentState, ItemId, ManuscriptId, RemovalReason};
use newsroom::comments::{Speaker, ThreadPage, Unsaid};
use readers::Secret;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::{CommentRow, Owner};

/// The section below an article. For a visitor of whom nothing is kept it is the same as for all of them.
pub async fn section(arrival: &Arrival, item: ItemId, manuscript: ManuscriptId) -> Result<CommentsView, Wrong> {
    let page = arrival.site.comments.threads(manuscript, CommentId(0)).await?;
    view(arrival, item, manuscript, page, form(arrival, manuscript)).await
}

pub async fn view(
    arrival: &Arrival,
    item: ItemId,
    manuscript: ManuscriptId,
    page: ThreadPage,
    form: CommentForm,
) -> Result<CommentsView, Wrong> {
    let comments = &arrival.site.comments;
    let mut hers = Vec::new();
    if let Some(owner) = owner(arrival) {
        for comment in comments.of_hers(owner, manuscript).await? {
            let may_edit = comments.may_rewrite(&comment, arrival.now);
            let withdrawn = comment.reason == Some(RemovalReason::Withdrawn);
            if !withdrawn && (may_edit || comment.state != CommentState::Shown) {
                hers.push(HersView { comment, may_edit });
            }
        }
    }
    Ok(CommentsView {
        item,
        count: page.count,
        next: page.next.map(|last| format!("/article/{item}/comments?after={last}")),
        threads: page.threads,
        hers,
        // What she typed stands in it still where it was closed meanwhile.
        form: if form.unsaid.is_some() || comments.is_open(manuscript).await? { Some(form) } else { None },
    })
}

/// An empty form.
pub fn form(arrival: &Arrival, manuscript: ManuscriptId) -> CommentForm {
    CommentForm {
        account: account(arrival),
        mails: arrival.site.comments.mails(),
        stamp: arrival.site.comments.stamp(manuscript, arrival.now),
        answering: None,
        typed: CommentTyped::default(),
        unsaid: None,
    }
}

/// The same with what was typed, and why it was not taken.
pub fn form_again(arrival: &Arrival, manuscript: ManuscriptId, typed: CommentTyped, unsaid: Unsaid) -> CommentForm {
    CommentForm { typed, unsaid: Some(unsaid), ..form(arrival, manuscript) }
}

/// Whose comments she may see and change; `None` for whoever never commented from this browser.
pub fn owner(arrival: &Arrival) -> Option<Owner> {
    match (arrival.session(), arrival.known_reader()) {
        (Some(_), Some(reader)) => Some(Owner::Reader(reader)),
        _ => arrival.commenter.as_ref().map(|secret| Owner::Guest(hash(secret))),
    }
}

fn account(arrival: &Arrival) -> Option<String> {
    arrival.session().map(|session| session.name.clone())
}

/// Who speaks; a guest who never did gets a secret of her own, apart from the one under which she reads: what she says
/// and what she reads have nothing to do with each other.
pub async fn speaker(arrival: &Arrival) -> Result<(Speaker, Option<HeaderValue>), Wrong> {
    let address = arrival.caller.address;
    if let (Some(account), Some(reader)) = (account(arrival), arrival.known_reader()) {
        let staff = arrival.maybe_editor().is_some();
        return Ok((Speaker { owner: Owner::Reader(reader), account: Some(account), staff, address }, None));
    }
    let guest = |secret: &Secret| Speaker { owner: Owner::Guest(hash(secret)), account: None, staff: false, address };
    if let Some(secret) = &arrival.commenter {
        return Ok((guest(secret), None));
    }
    let secret = Secret::random()?;
    let cookie = safety::set_cookie(&arrival.site.commenter_cookie, &secret.as_hex(), arrival.site.https);
    Ok((guest(&secret), cookie))
}

/// Where a shown comment stands.
pub async fn place(arrival: &Arrival, item: ItemId, row: &CommentRow) -> Result<String, Wrong> {
    let first = arrival.site.comments.threads(row.manuscript, CommentId(0)).await?;
    let on_first = first.threads.iter().flat_map(|thread| &thread.comments).any(|shown| shown.comment.id == row.id);
    if on_first {
        return Ok(format!("/article/{item}#comment-{}", row.id));
    }
    let (thread, after) = arrival.site.comments.place(row).await?;
    let after = if after.0 > 0 { format!("&after={after}") } else { String::new() };
    Ok(format!("/article/{item}/comments?thread={thread}{after}#comment-{}", row.id))
}

/// For the download of everything that is kept about her. Where she can be written to is no part of it.
pub async fn everything(arrival: &Arrival) -> Result<Value, Wrong> {
    let Some(owner) = owner(arrival) else { return Ok(json!([])) };
    let rows = arrival.site.comments.everything_of(owner).await?;
    let comment = |row: &CommentRow| {
        json!({
            "comment": row.id.0, "answers": row.parent.map(|parent| parent.0), "name": row.name,
            "website": row.website, "text": row.text, "at": row.at.rfc3339(), "state": row.state.word(),
            "removed_because": row.reason.map(RemovalReason::word), "moderators_say": row.words, "appeal": row.appeal,
            "answer": row.answer,
        })
    };
    Ok(rows.iter().map(comment).collect())
}

fn hash(secret: &Secret) -> [u8; 32] {
    Sha256::digest(secret.bytes()).into()
}
