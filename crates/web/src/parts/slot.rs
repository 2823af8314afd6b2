//! One place in a timeline: what it is, who says it, how many say it, and why it stands there.

use super::{Fit, deeds, dir, lang, picture, play_mark, save, share, stamp, told_by};
use crate::view::{SlotView, Visit};
use maud::{Markup, html};
use model::{ItemId, Kind};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Lead,
    Column,
    Row,
    /// Below an article, under a title of its own.
    Below,
    /// In a section of the front page.
    Section,
}

impl Size {
    fn class(self) -> &'static str {
        match self {
            Size::Lead => "slot slot-lead",
            Size::Column => "slot slot-column",
            Size::Row | Size::Below | Size::Section => "slot slot-row",
        }
    }

    fn fit(self) -> Fit {
        match self {
            Size::Lead => Fit::Lead,
            Size::Column => Fit::Column,
            Size::Row | Size::Below | Size::Section => Fit::Thumb,
        }
    }
}

/// What is watched opens where one watches.
pub fn address(item: ItemId, clip: Option<u32>) -> String {
    let page = if clip.is_some() { "watch" } else { "article" };
    format!("/{page}/{item}")
}

pub fn slot(visit: &Visit, shown: &SlotView, size: Size) -> Markup {
    let address = address(shown.item, shown.clip);
    html! {
        article id={ "s" (shown.item) } class=(size.class()) data-item=(shown.item) data-slot=(shown.position) {
            @if let Some(seen) = &shown.picture {
                // The headline beside it leads to the same place: one link is enough for those who hear the page.
                a.slot-picture href=(address) tabindex="-1" aria-hidden="true" { (picture(seen, size.fit())) @if let Some(ms) = shown.clip { (play_mark(visit, ms)) } }
            }
            div.slot-text {
                // The heading of its section says it already.
                @if let Some(topic) = shown.topic.as_ref().filter(|topic| size != Size::Section || shown.section.as_ref() != Some(*topic)) {
                    p.kicker { a href={ "/topic/" (topic.slug) } { (topic.name) } }
                }
                @let (language, direction) = (lang(&shown.language), dir(shown.language));
                @if matches!(size, Size::Below | Size::Section) {
                    h3.headline lang=[language] dir=[direction] { a href=(address) { (shown.headline) } }
                } @else {
                    h2.headline lang=[language] dir=[direction] { a href=(address) { (shown.headline) } }
                }
                @if !shown.standfirst.is_empty() {
                    p.standfirst lang=[lang(&shown.language)] dir=[dir(shown.language)] { (shown.standfirst) }
                }
                (meta(visit, shown))
            }
        }
    }
}

fn meta(visit: &Visit, shown: &SlotView) -> Markup {
    let words = visit.words();
    html! {
        p.meta {
            a href={ "/source/" (shown.source.id) } { bdi { (shown.source.title) } }
            " " span.dot { (stamp(visit, shown.published)) }
            @match shown.kind {
                Kind::Article => @if shown.minutes > 1 { " " span.dot.minutes { ((words.minutes)(shown.minutes)) } },
                Kind::Video => { " " span.dot { (words.video) } }
                Kind::Audio => { " " span.dot { (words.audio) } }
            }
            @if let Some(story) = &shown.story {
                " " span.dot { a.many href={ "/story/" (story.id) } { (told_by(visit, story)) } }
            }
        }
        div.slot-foot {
            @if !shown.reason.is_empty() {
                p.reason {
                    a href={ "/why/" (shown.item) } {
                        span.unseen { ((words.why_about)(&shown.headline)) ". " } (shown.reason)
                    }
                }
            }
            (save(visit, shown.item, &shown.headline, shown.saved))
            details.tell {
                summary { span aria-hidden="true" { "⋯" } span.unseen { ((words.tell)(&shown.headline)) } }
                (deeds(visit, shown.item))
                div.choose {
                    (share(visit, shown.item, &shown.headline))
                    a.quiet href={ "/report/" (shown.item) } { (words.report_this) }
                }
            }
        }
    }
}
