//! `/newsroom`: everything that is being written, and the beginning of something new.

use super::{Pairs, mark, typed};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::ManuscriptsView,
    wrong::AccountWrong,
};
use axum::{
    extract::Query,
    response::{IntoResponse, Response},
};
use model::{ManuscriptId, ManuscriptState, Role};
use newsroom::Content;

const ON_A_PAGE: u32 = 50;

pub async fn list(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Response, Wrong> {
    let Some(editor) = arrival.maybe_editor().cloned() else {
        return Ok(empty_chair(&arrival).await?.into_response());
    };
    if !editor.may(newsroom::Act::Write) && editor.may(newsroom::Act::Film) {
        return Ok(lead_to("/studio", []));
    }
    Ok(all(&arrival, editor, &asked).await?.into_response())
}

async fn all(arrival: &Arrival, editor: newsroom::Editor, asked: &Pairs) -> Result<Page, Wrong> {
    let room = &arrival.site.newsroom;
    if !editor.may(newsroom::Act::Write) {
        return Ok(Page::new(pages::manuscripts(&arrival.visit(), &nothing(editor))));
    }
    let state = ManuscriptState::from_word(typed(asked, "state"));
    let before = mark(typed(asked, "before")).map(|(time, id)| (time, ManuscriptId(id)));
    let text = typed(asked, "q");
    let mut rows = room.manuscripts(&editor, state, text, before, ON_A_PAGE + 1).await?;
    let more = rows.len() > ON_A_PAGE as usize;
    rows.truncate(ON_A_PAGE as usize);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| {
        let text: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let state = state.map_or("", ManuscriptState::word);
        format!("/newsroom?state={state}&q={text}&before={}-{}", row.changed.0, row.id)
    });
    let counts = room.manuscript_counts(&editor).await?;
    let view = ManuscriptsView { editor, state, typed: text.to_owned(), counts, rows, next, told: None };
    Ok(Page::new(pages::manuscripts(&arrival.visit(), &view)))
}

fn nothing(editor: newsroom::Editor) -> ManuscriptsView {
    ManuscriptsView {
        editor,
        state: None,
        typed: String::new(),
        counts: Vec::new(),
        rows: Vec::new(),
        next: None,
        told: None,
    }
}

/// As long as nobody is in charge, whoever runs the server finds the chair here.
async fn empty_chair(arrival: &Arrival) -> Result<Page, Wrong> {
    if !arrival.operator || !arrival.site.newsroom.is_without_chief().await? {
        return Err(Wrong::NoSuchPage);
    }
    Ok(Page::new(pages::empty_chair(&arrival.visit(), arrival.session().is_some())))
}

pub async fn take_chair(arrival: Arrival) -> Result<Response, Wrong> {
    let room = &arrival.site.newsroom;
    if !arrival.operator || !room.is_without_chief().await? {
        return Err(Wrong::NoSuchPage);
    }
    let reader = arrival.session().and(arrival.known_reader()).ok_or(Wrong::Account(AccountWrong::NotSignedIn))?;
    let name = arrival.session().map(|session| session.name.clone()).unwrap_or_default();
    room.appoint(reader, &name, Role::Chief, arrival.now).await?;
    Ok(lead_to("/newsroom", []))
}

pub async fn begin(arrival: Arrival) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    let language = arrival.tongue.tag().to_owned();
    let content = Content { language, ..Content::default() };
    let id = arrival.site.newsroom.begin(&editor, content, arrival.now).await?;
    Ok(lead_to(&format!("/newsroom/{id}"), []))
}
