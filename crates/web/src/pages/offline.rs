//! Shown by the worker when there is no connection: what happened, and what is still here.

use super::frame::frame;
use crate::{
    view::{Place, Visit},
    words::LiveWords,
};
use maud::{Markup, html};

/// What was kept, a script finds out.
pub fn offline(visit: &Visit) -> Markup {
    let words = LiveWords::of(visit.tongue);
    let content = html! {
        section.empty data-offline {
            h1 { (words.offline) }
            p { (words.offline_says) }
            p { a.button href="" { (words.try_again) } " " a.button href="/" { (visit.words().back_to_front) } }
        }
        div.still-here {
            section data-kept-pages hidden {
                h2.rule-title { (words.kept_pages) }
                ul.lines {}
            }
        }
    };
    frame(visit, Place::Elsewhere, words.offline, content)
}
