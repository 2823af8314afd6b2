//! What an article has that was written here: who signed it, what was corrected, and what stands around it.

use crate::{
    parts::{Fit, dir, lang, picture, stamp},
    view::{AuthorView, BesideView, ItemLine, PieceView, Visit},
    words::{self, NewsroomWords},
};
use maud::{Markup, PreEscaped, html};

/// Authors with their pages, and where it was written.
pub fn byline(visit: &Visit, piece: &PieceView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        @if piece.authors.is_empty() {
            span { bdi { (visit.edition.title) } }
        } @else {
            span.authors {
                @for (place, author) in piece.authors.iter().enumerate() {
                    @if place > 0 { ", " }
                    a rel="author" href={ "/author/" (author.slug) } { bdi { (author.name) } }
                }
            }
        }
        @if visit.works_here { " " span.dot { a href={ "/newsroom/" (piece.manuscript) } { (words.write) } } }
        @if !piece.place.is_empty() { " " span.dot { bdi { (piece.place) } } }
        @if let Some(at) = piece.corrected {
            " " span.dot { a href="#corrections" { ((words.corrected_at)(&words::ago(visit.tongue, at, visit.now, visit.zone))) } }
        }
    }
}

pub fn lead(visit: &Visit, piece: &PieceView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        @if let Some(lead) = &piece.lead {
            figure.figure {
                (picture(&lead.picture, Fit::Page))
                @if !lead.caption.is_empty() || !lead.picture.credit.is_empty() {
                    figcaption {
                        @if !lead.caption.is_empty() { bdi { (lead.caption) } " " }
                        @if !lead.picture.credit.is_empty() { small { (words.source_credit) ": " bdi { (lead.picture.credit) } } }
                    }
                }
            }
        }
    }
}

/// What came to be known since, in a running story.
pub fn updates(visit: &Visit, piece: &PieceView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        @if !piece.updates.is_empty() {
            section.updates aria-labelledby="updates-title" data-running[piece.running] {
                h2 #updates-title { (words.updates) }
                @if piece.running { p.meta.running { (words.still_running) } }
                ol aria-live="polite" {
                    @for (at, html) in &piece.updates {
                        li { p.meta { (stamp(visit, *at)) } div.body dir="auto" { (PreEscaped(html)) } }
                    }
                }
            }
        }
    }
}

pub fn corrections(visit: &Visit, piece: &PieceView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        @if !piece.corrections.is_empty() {
            section.corrections #corrections aria-labelledby="corrections-title" {
                h2 #corrections-title { (words.corrections) }
                @for (at, text) in &piece.corrections {
                    p dir="auto" { span.meta { (words::moment(visit.tongue, *at, visit.zone)) } " " (text) }
                }
            }
        }
    }
}

/// Below the article: tags, who wrote it, what was before and after, and what is like it.
pub fn after(visit: &Visit, piece: &PieceView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        div.piece-after {
            @if !piece.tags.is_empty() {
                p.tags aria-label=(words.tags) { @for (slug, name) in &piece.tags { a.quiet rel="tag" href={ "/tag/" (slug) } { bdi { (name) } } " " } }
            }
            @for author in piece.authors.iter().filter(|author| !author.about.is_empty()) { (author_box(visit, author)) }
            @if !piece.mentions.is_empty() { (mentions(visit, piece)) }
            @if piece.previous.is_some() || piece.next.is_some() {
                nav.beside aria-label=(words.beside) {
                    @if let Some(previous) = &piece.previous { (neighbour(words.previous, "prev", previous)) }
                    @if let Some(next) = &piece.next { (neighbour(words.next, "next", next)) }
                }
            }
            @if !piece.related.is_empty() {
                section.related aria-labelledby="related-title" {
                    h2.rule-title #related-title { (words.related) }
                    ul { @for line in &piece.related { li { (related(visit, line)) } } }
                }
            }
        }
    }
}

/// Words of strangers, as somebody let them through.
fn mentions(visit: &Visit, piece: &PieceView) -> Markup {
    html! {
        section.mentions aria-labelledby="mentions-title" {
            h2.rule-title #mentions-title { (words::MentionWords::of(visit.tongue).elsewhere) }
            ul {
                @for each in &piece.mentions {
                    li dir="auto" {
                        a href=(each.source) rel="noopener noreferrer nofollow ugc" { (each.title) }
                        " " span.meta { @if !each.author.is_empty() { bdi { (each.author) } ", " } bdi { (each.host) } }
                    }
                }
            }
        }
    }
}

fn author_box(visit: &Visit, author: &AuthorView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        aside.author-box aria-label={ (words.about_author) ": " (author.name) } {
            @if let Some(seen) = &author.picture { div.author-picture { (picture(seen, Fit::Thumb)) } }
            div {
                p.headline { a rel="author" href={ "/author/" (author.slug) } { bdi { (author.name) } } }
                p dir="auto" { (author.about) }
            }
        }
    }
}

fn neighbour(label: &str, rel: &str, other: &BesideView) -> Markup {
    html! {
        a.neighbour rel=(rel) href={ "/article/" (other.item) } {
            span.meta { (label) }
            span.headline lang=[lang(&other.language)] dir="auto" { (other.headline) }
        }
    }
}

fn related(visit: &Visit, line: &ItemLine) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        h3.headline lang=[lang(&line.language)] dir=[dir(line.language)] { a href={ "/article/" (line.item) } { (line.headline) } }
        @if !line.standfirst.is_empty() { p.excerpt lang=[lang(&line.language)] dir=[dir(line.language)] { (line.standfirst) } }
        p.meta { a.more-link href={ "/article/" (line.item) } { (words.read_more) span.unseen { ": " (line.headline) } } }
    }
}
