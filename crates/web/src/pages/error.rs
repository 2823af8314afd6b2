//! What is shown when something is wrong: one sentence, and where to go.

use super::frame::frame;
use crate::{
    Wrong,
    view::{Place, Visit},
};
use maud::{Markup, html};

pub fn error(visit: &Visit, wrong: Wrong) -> Markup {
    let (title, _) = (visit.words().wrong)(wrong.clone());
    frame(visit, Place::Elsewhere, title, said(visit, wrong))
}

pub fn said(visit: &Visit, wrong: Wrong) -> Markup {
    let words = visit.words();
    let (title, sentence) = (words.wrong)(wrong);
    html! {
        section.empty.error {
            h1 { (title) }
            p { (sentence) }
            p { a.button href="/" { (words.back_to_front) } " " a.button href="/search" { (words.search) } }
        }
    }
}
