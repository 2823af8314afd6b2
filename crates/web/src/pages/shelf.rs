//! Everything of a section, an author or a tag; and what stands where an article was.

use super::frame::{Head, frame, framed};
use crate::{
    outward::head_of_shelf,
    parts::{Fit, dir, lang, lines, picture, stamp},
    view::{AuthorView, Place, ShelfView, Visit, WithdrawnView},
    words::NewsroomWords,
};
use maud::{Markup, html};

pub fn shelf(visit: &Visit, shown: &ShelfView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let content = html! {
        header.page-head {
            h1 { bdi { (shown.title) } }
            @if let Some(author) = &shown.author { (about(visit, author)) }
        }
        @if shown.lines.is_empty() {
            section.empty { p { (words.nothing_published) } }
        } @else {
            h2.unseen { (words.published_here) }
            (lines(visit, &shown.lines))
            @if let Some(next) = &shown.next { p.turn { a.button rel="next" href=(next) { (words.older) } } }
        }
    };
    // Older parts are pages of their own, without feeds.
    let more = if shown.first {
        head_of_shelf(&shown.base, &shown.path, &shown.title)
    } else {
        html! {}
    };
    framed(visit, Place::Elsewhere, &shown.title, Head { style: None, more }, content)
}

pub fn about(visit: &Visit, author: &AuthorView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        div.author-box {
            @if let Some(seen) = &author.picture { div.author-picture { (picture(seen, Fit::Thumb)) } }
            div {
                @if !author.about.is_empty() { p dir="auto" { (author.about) } }
                @if !author.site.is_empty() { p.meta { a href=(author.site) rel="noopener noreferrer me" { (words.site) } } }
            }
        }
    }
}

pub fn withdrawn(visit: &Visit, shown: &WithdrawnView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let unknown = model::Language::UNKNOWN;
    let content = html! {
        section.empty.error {
            h1 { (words.withdrawn) }
            p.headline lang=[lang(&unknown)] dir=[dir(unknown)] { s { (shown.headline) } }
            p dir="auto" { (shown.reason) }
            p.meta { (stamp(visit, shown.at)) }
            p { a.button href="/" { (visit.words().back_to_front) } " " a.button href="/search" { (visit.words().search) } }
        }
    };
    frame(visit, Place::Elsewhere, words.withdrawn, content)
}
