//! A clip: its player, and the mark on its picture where it is one of many.

use crate::{
    view::{PlayerView, Visit},
    words::{WatchWords, watch_duration as duration},
};
use maud::{Markup, html};

/// On a picture that leads to a clip; 0 where nobody said how long it is.
pub fn play_mark(visit: &Visit, duration_ms: u32) -> Markup {
    let length = duration(duration_ms);
    html! {
        span.play-mark {
            svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" { path d="M2.5 1v10l8-5z" {} }
            @if duration_ms > 0 {
                span aria-hidden="true" { (length) }
                span.unseen { ((WatchWords::of(visit.tongue).length)(&length)) }
            }
        }
    }
}

/// It plays without a script too. `preload` as in HTML, 4.8.11: `none` fetches nothing before somebody asks.
pub fn video(visit: &Visit, shown: &PlayerView, preload: &str) -> Markup {
    let poster = shown.poster.as_ref().map(|poster| &poster.src);
    let hers = shown.subtitles.iter().position(|each| each.language == visit.tongue.tag()).unwrap_or(0);
    html! {
        @if let Some(file) = &shown.file {
            video controls playsinline preload=(preload) poster=[poster] width=[known(shown.width)] height=[known(shown.height)] aria-label=(shown.headline) data-strip=[shown.strip.as_ref().map(|strip| &strip.src)] data-thumbs=[shown.strip.as_ref().map(|strip| strip.thumbs)] {
                @if let Some(list) = &shown.playlist { source src=(list.src) type=(list.media_type); }
                source src=(file.src) type=(file.media_type);
                @for (place, each) in shown.subtitles.iter().enumerate() {
                    track kind="captions" srclang=(each.language) label=(each.label) src=(each.src) default[place == hers];
                }
                a href=(file.src) { (shown.headline) }
            }
        } @else {
            (age_question(visit, &format!("/watch/{}", shown.item)))
        }
    }
}

/// Who made its pictures and sound: a machine, and whose they are.
pub fn whose(visit: &Visit, shown: &PlayerView) -> Markup {
    let words = WatchWords::of(visit.tongue);
    html! {
        @if shown.synthetic { " " span.dot title=(words.synthetic_says) { (words.synthetic) } }
        @if !shown.credit.is_empty() { " " span.dot { bdi { ((words.credit)(&shown.credit)) } } }
    }
}

/// What is for adults is not even named to the browser before she said so; `back` is where she is led then.
pub fn age_question(visit: &Visit, back: &str) -> Markup {
    let words = WatchWords::of(visit.tongue);
    html! {
        div.age-gate {
            form.age-ask method="post" action="/watch/age" {
                input type="hidden" name="back" value=(back);
                p.age-kicker { (words.for_adults) }
                p.headline { (words.are_you) }
                p { (words.are_you_says) }
                button.button { (words.i_am) }
            }
        }
    }
}

fn known(pixels: u32) -> Option<u32> {
    (pixels > 0).then_some(pixels)
}
