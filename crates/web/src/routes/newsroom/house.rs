//! `/newsroom/house`: sections, who works here, where old addresses lead.

use super::{Pairs, typed};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::{NewsroomHouseView, Told},
    words::NewsroomWords,
};
use axum::{
    Form,
    response::{IntoResponse, Response},
};
use model::Role;
use newsroom::{Act, Editor, Refusal};

const REDIRECTS: u32 = 200;

pub async fn house(arrival: Arrival) -> Result<Page, Wrong> {
    let editor = arrival.editor()?;
    shown(&arrival, editor, None).await
}

async fn shown(arrival: &Arrival, editor: Editor, told: Told) -> Result<Page, Wrong> {
    editor.needs(Act::Direct)?;
    let room = &arrival.site.newsroom;
    let bad = told.is_some();
    let view = NewsroomHouseView {
        sections: room.sections().await?,
        staff: room.staff(&editor).await?,
        redirects: room.redirects(&editor, "", REDIRECTS).await?,
        editor,
        told,
    };
    let page = Page::new(pages::newsroom_house(&arrival.visit(), &view));
    Ok(if bad { page.with_status(422) } else { page })
}

pub async fn press(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    editor.needs(Act::Direct)?;
    match done(&arrival, &editor, &pairs).await {
        Ok(()) => Ok(lead_to("/newsroom/house", [])),
        Err(Wrong::Newsroom(refusal)) => {
            let told = Some((true, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)));
            Ok(shown(&arrival, editor, told).await?.into_response())
        }
        Err(other) => Err(other),
    }
}

async fn done(arrival: &Arrival, editor: &Editor, pairs: &Pairs) -> Result<(), Wrong> {
    let room = &arrival.site.newsroom;
    match typed(pairs, "do") {
        "section" => room.set_section(editor, typed(pairs, "name")).await?,
        "remove-section" => room.remove_section(editor, typed(pairs, "which")).await?,
        "redirect" => room.set_redirect(editor, typed(pairs, "from"), typed(pairs, "to"), arrival.now).await?,
        "remove-redirect" => room.remove_redirect(editor, typed(pairs, "which")).await?,
        "role" => {
            let named = arrival.site.readers.account_named(typed(pairs, "name")).await?.ok_or(Refusal::NotThere)?;
            room.set_role(editor, (named.reader, &named.name), Role::from_word(typed(pairs, "role")), arrival.now)
                .await?;
        }
        _ => {}
    }
    Ok(())
}
