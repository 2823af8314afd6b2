//! `/newsroom/authors`: who signs.

use super::{Pairs, manuscript::whole, typed};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    routes::number,
    view::{AuthorEdit, AuthorsView, Told},
    words::NewsroomWords,
};
use axum::{
    Form,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use model::{Author, AuthorId, MediumId, ReaderId};
use newsroom::{Act, Editor, Refusal};

pub async fn list(arrival: Arrival) -> Result<Page, Wrong> {
    let editor = arrival.editor()?;
    editor.needs(Act::Write)?;
    all(&arrival, editor, None).await
}

async fn all(arrival: &Arrival, editor: Editor, told: Told) -> Result<Page, Wrong> {
    let bad = told.is_some();
    let view = AuthorsView { editor, authors: arrival.site.newsroom.authors().await?, told };
    let page = Page::new(pages::authors(&arrival.visit(), &view));
    Ok(if bad { page.with_status(422) } else { page })
}

pub async fn add(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    match arrival.site.newsroom.add_author(&editor, typed(&pairs, "name"), arrival.now).await {
        Ok(id) => Ok(lead_to(&format!("/newsroom/authors/{id}"), [])),
        Err(newsroom::Error::Refused(refusal)) if !matches!(refusal, Refusal::MayNot(_)) => {
            let told = Some((true, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)));
            Ok(all(&arrival, editor, told).await?.into_response())
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn one(arrival: Arrival, Path(id): Path<String>, Query(led): Query<Pairs>) -> Result<Page, Wrong> {
    let editor = arrival.editor()?;
    editor.needs(Act::Write)?;
    let author = found(&arrival, &id).await?;
    let told = (typed(&led, "told") == "saved").then(|| (false, NewsroomWords::of(arrival.tongue).saved.to_owned()));
    shown(&arrival, editor, author, told).await
}

async fn found(arrival: &Arrival, id: &str) -> Result<Author, Wrong> {
    arrival.site.store.author(number(id, AuthorId)?).await?.ok_or(Wrong::NoSuchItem)
}

async fn shown(arrival: &Arrival, editor: Editor, author: Author, told: Told) -> Result<Page, Wrong> {
    let picture = match author.picture {
        Some(id) => arrival.site.newsroom.picture(id).await?,
        None => None,
    };
    let staff = if editor.may(Act::Edit) { arrival.site.newsroom.who_works_here().await? } else { Vec::new() };
    let accounts = staff.into_iter().map(|each| (each.reader, each.name)).collect();
    let picture = picture.map(|medium| whole(arrival, &medium));
    let bad = matches!(told, Some((true, _)));
    let page = Page::new(pages::author_edit(&arrival.visit(), &AuthorEdit { editor, author, picture, accounts, told }));
    Ok(if bad { page.with_status(422) } else { page })
}

pub async fn change(arrival: Arrival, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    let there = found(&arrival, &id).await?;
    let field = |name: &str| typed(&pairs, name).trim().to_owned();
    let picture = typed(&pairs, "picture").trim().trim_start_matches("media:").parse().ok().map(MediumId);
    let reader = typed(&pairs, "reader").parse().ok().map(ReaderId);
    let changed = Author { name: field("name"), about: field("about"), site: field("site"), picture, reader, ..there };
    match arrival.site.newsroom.change_author(&editor, changed.clone()).await {
        Ok(()) => Ok(lead_to(&format!("/newsroom/authors/{}?told=saved", changed.id), [])),
        Err(newsroom::Error::Refused(refusal)) if !matches!(refusal, Refusal::MayNot(_)) => {
            let told = Some((true, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)));
            Ok(shown(&arrival, editor, changed, told).await?.into_response())
        }
        Err(other) => Err(other.into()),
    }
}
