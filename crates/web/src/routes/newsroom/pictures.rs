//! `/newsroom/pictures`: the wall.

use super::{
    Pairs,
    manuscript::{seen, whole},
    typed,
};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, for_a_script, lead_to},
    routes::number,
    view::{MediumView, WallView},
    words::NewsroomWords,
};
use axum::{
    Form, Json,
    extract::{Multipart, Path, Query},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use model::{Medium, MediumId, Picture};
use newsroom::{Cut, Editor, Refusal, writing};
use serde_json::json;

const ON_A_PAGE: u32 = 24;

pub async fn wall(arrival: Arrival, Query(asked): Query<Pairs>) -> Result<Page, Wrong> {
    let editor = arrival.editor()?;
    Ok(Page::new(pages::wall(&arrival.visit(), &hung(&arrival, &editor, &asked).await?)))
}

async fn hung(arrival: &Arrival, editor: &Editor, asked: &Pairs) -> Result<WallView, Wrong> {
    let before = typed(asked, "before").parse().ok().map(MediumId);
    let text = typed(asked, "q");
    let mut media = arrival.site.newsroom.pictures(editor, text, before, ON_A_PAGE + 1).await?;
    let more = media.len() > ON_A_PAGE as usize;
    media.truncate(ON_A_PAGE as usize);
    let next = media.last().filter(|_| more).map(|medium| medium.id);
    let pictures = media.into_iter().map(|medium| seen(arrival, medium)).collect();
    Ok(WallView { typed: text.to_owned(), pictures, next, told: None })
}

/// A person is led to the picture; a script that asks for JSON is told its number and where it is seen.
pub async fn hang(arrival: Arrival, headers: HeaderMap, mut form: Multipart) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    let by_script = headers.get("accept").is_some_and(|accept| accept == "application/json");
    let mut taken = None;
    while let Some(field) = form.next_field().await.map_err(|_| Wrong::TooLarge)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|_| Wrong::TooLarge)?;
            taken = Some((name, bytes));
            break;
        }
    }
    let (name, bytes) =
        taken.filter(|(_, bytes)| !bytes.is_empty()).ok_or(Wrong::Unreadable("no file came along".into()))?;
    match arrival.site.newsroom.add_picture(&editor, &name, bytes.into(), arrival.now).await {
        Ok(id) if by_script => {
            let medium = arrival.site.newsroom.picture(id).await?.ok_or(Wrong::NoSuchItem)?;
            let view = whole(&arrival, &medium);
            Ok(for_a_script(200, Json(json!({ "id": id.0, "src": view.src, "name": medium.name }))))
        }
        Ok(id) => Ok(lead_to(&format!("/newsroom/pictures/{id}"), [])),
        Err(newsroom::Error::Refused(refusal)) if !matches!(refusal, Refusal::MayNot(_)) => {
            let sentence = (NewsroomWords::of(arrival.tongue).refusal)(&refusal);
            if by_script {
                return Ok(for_a_script(422, Json(json!({ "says": sentence }))));
            }
            let view = WallView { told: Some((true, sentence)), ..hung(&arrival, &editor, &Pairs::new()).await? };
            Ok(Page::new(pages::wall(&arrival.visit(), &view)).with_status(422).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

pub async fn one(arrival: Arrival, Path(id): Path<String>, Query(led): Query<Pairs>) -> Result<Page, Wrong> {
    arrival.editor()?.needs(newsroom::Act::Write)?;
    let medium = found(&arrival, &id).await?;
    let told = (typed(&led, "told") == "saved").then(|| (false, NewsroomWords::of(arrival.tongue).saved.to_owned()));
    Ok(Page::new(pages::medium(&arrival.visit(), &MediumView { told, ..view(&arrival, medium) })))
}

async fn found(arrival: &Arrival, id: &str) -> Result<Medium, Wrong> {
    arrival.site.newsroom.picture(number(id, MediumId)?).await?.ok_or(Wrong::NoSuchItem)
}

fn view(arrival: &Arrival, medium: Medium) -> MediumView {
    let card = arrival.picture(&Picture {
        url: writing::card_address(&medium),
        width: 1200,
        height: 800,
        alt: medium.alt.clone(),
        credit: medium.credit.clone(),
    });
    MediumView { whole: whole(arrival, &medium), card, medium, told: None }
}

pub async fn change(arrival: Arrival, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let editor = arrival.editor()?;
    let there = found(&arrival, &id).await?;
    let thousandths = |name: &str, usual: u32| typed(&pairs, name).parse::<u32>().unwrap_or(usual).min(1_000);
    let focus = (thousandths("focus_x", there.focus.0), thousandths("focus_y", there.focus.1));
    let field = |name: &str| typed(&pairs, name).trim().to_owned();
    let changed =
        Medium { alt: field("alt"), caption: field("caption"), credit: field("credit"), focus, ..there.clone() };
    let part = |name: &str, usual: u32| thousandths(name, usual) as u16;
    let cut = (typed(&pairs, "do") == "crop").then(|| Cut {
        left: part("left", 0),
        top: part("top", 0),
        width: part("width", 1_000),
        height: part("height", 1_000),
    });
    match arrival.site.newsroom.change_picture(&editor, changed.clone(), cut).await {
        Ok(medium) => Ok(lead_to(&format!("/newsroom/pictures/{}?told=saved", medium.id), [])),
        Err(newsroom::Error::Refused(refusal)) if !matches!(refusal, Refusal::MayNot(_)) => {
            let told = Some((true, (NewsroomWords::of(arrival.tongue).refusal)(&refusal)));
            let view = MediumView { told, ..view(&arrival, changed) };
            Ok(Page::new(pages::medium(&arrival.visit(), &view)).with_status(422).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
