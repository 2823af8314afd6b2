//! A moment as people say it, with the exact one behind it.

use crate::{view::Visit, words};
use maud::{Markup, html};
use model::Time;

pub fn stamp(visit: &Visit, at: Time) -> Markup {
    html! {
        time datetime=(at.rfc3339()) title=(words::moment(visit.tongue, at, visit.zone)) {
            (words::ago(visit.tongue, at, visit.now, visit.zone))
        }
    }
}
