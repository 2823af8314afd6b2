//! The pages that are a reader's own, beside each other.

use crate::{view::Visit, words::ReadingWords};
use maud::{Markup, html};

pub fn hers(visit: &Visit, here: &str) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let entries = [
        ("/you", words.learned),
        ("/saved", words.saved),
        ("/history", words.history),
        ("/following", words.following),
        ("/settings", words.settings),
    ];
    html! {
        nav.hers aria-label=(words.hers) {
            ul { @for (href, label) in entries { li { a href=(href) aria-current=[(href == here).then_some("page")] { (label) } } } }
        }
    }
}
