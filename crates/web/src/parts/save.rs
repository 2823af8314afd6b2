//! The bookmark: putting an item aside for later and taking it back. A plain form; scripts find it by `data-save`.

use crate::{view::Visit, words::ReadingWords};
use maud::{Markup, html};
use model::ItemId;

/// Beside a slot it is the mark alone, with its words for those who hear the page.
pub fn save(visit: &Visit, item: ItemId, headline: &str, saved: bool) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let label = (words.save_named)(headline);
    html! {
        form.save method="post" action="/saved" data-save=(item) {
            input type="hidden" name="item" value=(item);
            // Back to the slot, not to the top of the page.
            input type="hidden" name="back" value={ (visit.here) "#s" (item) };
            button.save-mark name="verb" value=(verb(saved)) aria-pressed=(saved) title=(words.save) aria-label=(label) { (mark()) }
        }
    }
}

/// Below an article there is room for the words.
pub fn save_in_words(visit: &Visit, item: ItemId, saved: bool) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    html! {
        form.save method="post" action="/saved" data-save=(item) {
            input type="hidden" name="item" value=(item);
            input type="hidden" name="back" value=(visit.here);
            button.quiet.save-words name="verb" value=(verb(saved)) aria-pressed=(saved) { (mark()) " " (words.save) }
        }
    }
}

fn verb(saved: bool) -> &'static str {
    if saved { "unsave" } else { "save" }
}

fn mark() -> Markup {
    html! { svg.bookmark viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" { path d="M4 1.75h8v12.5l-4-3.5-4 3.5z" {} } }
}
