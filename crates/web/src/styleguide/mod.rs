//! How does everything look? Debug builds only: the pieces beside each other at `/styleguide`, and whole pages with invented
//! news that never change, which pictures of accepted pages are compared with.

mod comments;
mod her;
mod lists;
mod samples;
mod sheet;

use crate::{Wrong, arrival::Arrival, pages, reply::Page, site::Site, view::*};
use axum::{
    Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::tz::TimeZone;
use maud::Markup;

pub fn router() -> Router<Site> {
    Router::new()
        .route("/styleguide", get(guide))
        .route("/styleguide/{page}", get(page))
        .route("/styleguide/picture/{number}", get(picture))
}

static ZONE: TimeZone = TimeZone::UTC;

/// At a moment that stays, on a clock that is everywhere the same.
fn visit(arrival: &Arrival) -> Visit<'_> {
    Visit {
        now: samples::NOW,
        zone: &ZONE,
        locked: false,
        operator: true,
        told: None,
        whose: "",
        clips: false,
        works_here: false,
        name: None,
        ..arrival.visit()
    }
}

async fn guide(arrival: Arrival) -> Page {
    Page::new(sheet::sheet(&visit(&arrival)))
}

async fn page(arrival: Arrival, Path(name): Path<String>) -> Result<Page, Wrong> {
    drawn(&visit(&arrival), &name).map(Page::new).ok_or(Wrong::NoSuchPage)
}

async fn picture(Path(number): Path<String>) -> Result<Response, Wrong> {
    let number: usize = number.trim_end_matches(".svg").parse().map_err(|_| Wrong::NoSuchPage)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], samples::drawn(number % samples::PICTURES)).into_response())
}

/// Whole pages.
fn drawn(visit: &Visit, name: &str) -> Option<Markup> {
    Some(match name {
        "front" => pages::front(visit, &front(samples::slots(), Order::ForYou)),
        "front-empty" => pages::front(visit, &front(Vec::new(), Order::Following)),
        "article" => pages::article(visit, &samples::article()),
        "arabic" => pages::article(visit, &samples::arabic()),
        "story" => pages::story(visit, &samples::story()),
        "topics" => pages::topics(visit, &TopicsView { rows: topic_rows() }),
        "topic" => pages::topic(visit, &topic()),
        "sources" => pages::sources(visit, &lists::sources()),
        "source" => pages::source(visit, &lists::source_page()),
        "search" => pages::search(visit, &lists::search("gates")),
        "search-none" => pages::search(visit, &lists::search("zebra crossing")),
        "why" => pages::why(visit, &lists::why()),
        "settings" => pages::settings(visit, true),
        "sign-in" => pages::sign_in(visit, &her::door()),
        "account" => pages::account(&Visit { name: Some("Ines Holm"), ..*visit }, &her::account()),
        "comments" => pages::comments_page(visit, &comments::page()),
        "comment-queue" => pages::comment_queue(visit, &comments::queue()),
        "error" => pages::error(visit, Wrong::NoSuchPage),
        "offline" => pages::offline(visit),
        _ => return None,
    })
}

fn front(slots: Vec<SlotView>, order: Order) -> Front {
    let tune = TuneView { sliders: timeline::Sliders::default(), preview: false };
    Front {
        order,
        newest: model::StoryId(i64::MAX),
        tune: order.is_personal().then_some(tune),
        asks: Vec::new(),
        pinned: Vec::new(),
        slots,
        end: FrontEnd::UpToDate,
        up_to_date_at: samples::NOW,
        left_out: 398,
        sources: 6,
        saved: 2,
    }
}

fn topic_rows() -> Vec<TopicRow> {
    let row = |slot: SlotView| {
        let top = Some((slot.headline, "/".into()));
        Some(TopicRow { topic: slot.topic?, stories: slot.minutes * 7, stance: Stance::Neither, top })
    };
    samples::slots().into_iter().filter_map(row).collect()
}

fn topic() -> TopicView {
    TopicView {
        code: 6_000_000,
        topic: TopicLink { slug: "environment".into(), name: "Environment".into() },
        stance: Stance::Followed,
        slots: samples::slots(),
    }
}
