//! Buttons by which a reader says what she wants more of and none of. Plain forms: they work without a script.

use crate::view::{Stance, Visit};
use maud::{Markup, html};
use model::ItemId;

/// Follow and mute, or their undoing. `kind` is `source`, `topic` or `word`, `value` its number or text.
pub fn stances(visit: &Visit, kind: &str, value: &str, name: &str, stance: Stance) -> Markup {
    let words = visit.words();
    let buttons = match stance {
        Stance::Neither => vec![("follow", (words.follow)(name)), ("mute", (words.mute)(name))],
        Stance::Followed => vec![("unfollow", (words.unfollow)(name))],
        Stance::Muted => vec![("unmute", (words.unmute)(name))],
    };
    html! {
        form.choose method="post" action="/choices" {
            input type="hidden" name="kind" value=(kind);
            input type="hidden" name="value" value=(value);
            input type="hidden" name="back" value=(visit.here);
            @for (verb, label) in buttons { button.quiet name="verb" value=(verb) { (label) } }
        }
    }
}

/// What a reader thinks of one item; the answer shows what it changes.
pub fn deeds(visit: &Visit, item: ItemId) -> Markup {
    let words = visit.words();
    html! {
        form.choose method="post" action="/deed" data-deeds=(item) {
            input type="hidden" name="item" value=(item);
            input type="hidden" name="back" value=(visit.here);
            button.quiet name="deed" value="liked" { (words.more_like_this) }
            button.quiet name="deed" value="hidden" { (words.less_like_this) }
            span.noted role="status" data-noted=(words.noted) {}
        }
    }
}
