//! A sentence about what just happened, or about what is not as it should be.

use maud::{Markup, Render, html};

/// Told as soon as nobody speaks; `bad` differs by more than its colour.
pub fn notice(bad: bool, sentence: impl Render) -> Markup {
    html! { p.notice.notice-bad[bad] role="status" { (sentence) } }
}

/// The same, for the field that it is about: `id` stands in the field's `aria-describedby`.
pub fn notice_for(id: &str, bad: bool, sentence: impl Render) -> Markup {
    html! { p.notice.notice-bad[bad] id=(id) role="status" { (sentence) } }
}

/// What was typed cannot be done: told at once.
pub fn refusal(sentence: impl Render) -> Markup {
    html! { p.notice.notice-bad role="alert" { (sentence) } }
}
