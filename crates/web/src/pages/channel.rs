//! One channel: what it is, and its clips.

use super::frame::{Head, framed};
use crate::{
    parts::{Fit, dir, lang, picture, play_mark, stamp, stances},
    view::{ChannelView, Place, SlotView, Visit},
    words::WatchWords,
};
use maud::{Markup, html};

pub fn channel(visit: &Visit, shown: &ChannelView) -> Markup {
    let words = WatchWords::of(visit.tongue);
    let content = html! {
        header.page-head {
            p.kicker { (words.channel) }
            h1 dir="auto" { (shown.source.title) }
            @if !shown.about.is_empty() { p.standfirst dir="auto" { (shown.about) } }
            (stances(visit, "source", &shown.source.id.to_string(), &shown.source.title, shown.stance))
        }
        @if shown.clips.is_empty() {
            section.empty { p { (words.nothing_in_channel) } }
        } @else {
            ul.posters { @for clip in &shown.clips { li { (poster(visit, clip)) } } }
            @if let Some(next) = &shown.next { p.turn { a.button rel="next" href=(next) { (words.older) } } }
        }
    };
    framed(visit, Place::Elsewhere, &shown.source.title, Head { style: Some("watch.css"), more: html! {} }, content)
}

fn poster(visit: &Visit, clip: &SlotView) -> Markup {
    let words = WatchWords::of(visit.tongue);
    html! {
        article.poster data-item=(clip.item) {
            a.poster-link href={ "/watch/" (clip.item) } {
                span.poster-frame {
                    @match &clip.picture {
                        Some(seen) => (picture(seen, Fit::Thumb)),
                        None => span.poster-none { (words.for_adults) },
                    }
                    @if let Some(ms) = clip.clip { (play_mark(visit, ms)) }
                }
                h2.headline lang=[lang(&clip.language)] dir=[dir(clip.language)] { (clip.headline) }
            }
            p.meta { (stamp(visit, clip.published)) }
        }
    }
}
