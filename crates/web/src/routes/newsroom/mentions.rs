//! `/newsroom/mentions`: pages elsewhere that link to articles, and whether readers see that.

use super::{Pairs, typed};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::{MentionView, MentionsView},
    words::MentionWords,
};
use axum::{Form, extract::Query, response::Response};
use model::ManuscriptId;
use newsroom::Act;
use store::MentionState;
use url::Url;

const ON_A_PAGE: u32 = 50;

pub async fn list(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let editor = arrival.editor()?;
    editor.needs(Act::Moderate)?;
    let state = MentionState::from_word(typed(&asked, "state")).unwrap_or(MentionState::Held);
    let before = typed(&asked, "before").parse().ok();
    let mut rows = arrival.site.store.mentions(state, before, ON_A_PAGE + 1).await?;
    let more = rows.len() > ON_A_PAGE as usize;
    rows.truncate(ON_A_PAGE as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    let words = MentionWords::of(arrival.tongue);
    let told = (typed(&asked, "told") == "done").then(|| (false, words.done.to_owned()));
    Ok(Page::new(pages::mentions(&arrival.visit(), &MentionsView { editor, state, rows, next, told })))
}

/// One press decides about one.
pub async fn decide(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    editor.needs(Act::Moderate)?;
    let state = MentionState::from_word(typed(&pairs, "state"));
    let state = state.ok_or_else(|| Wrong::Unreadable("what shall become of the mention".into()))?;
    let id: i64 = typed(&pairs, "mention").parse().map_err(|_| Wrong::NoSuchItem)?;
    if !arrival.site.store.decide_mention(id, state).await? {
        return Err(Wrong::NoSuchItem);
    }
    let back = MentionState::from_word(typed(&pairs, "back")).unwrap_or(MentionState::Held);
    Ok(lead_to(&format!("/newsroom/mentions?state={}&told=done", back.word()), []))
}

pub async fn under(arrival: &Arrival, manuscript: ManuscriptId) -> Result<Vec<MentionView>, Wrong> {
    let shown = arrival.site.store.mentions_shown(manuscript).await?;
    let view = |row: store::MentionRow| {
        let host = Url::parse(&row.mention.source).ok()?.host_str()?.to_owned();
        let title = if row.mention.title.is_empty() { row.mention.source.clone() } else { row.mention.title };
        Some(MentionView { source: row.mention.source, host, title, author: row.mention.author })
    };
    Ok(shown.into_iter().filter_map(view).collect())
}
