//! One topic: its stories of the last days.

use super::frame::frame;
use crate::{
    parts::{Size, slot, stances},
    view::{Place, TopicView, Visit},
};
use maud::{Markup, html};

pub fn topic(visit: &Visit, shown: &TopicView) -> Markup {
    let content = html! {
        header.page-head {
            h1 { (shown.topic.name) }
            (stances(visit, "topic", &shown.code.to_string(), &shown.topic.name, shown.stance))
        }
        @if shown.slots.is_empty() { section.empty { p { (visit.words().empty_topic) } } }
        div.timeline {
            @for each in &shown.slots {
                (slot(visit, each, match each.position { 0 | 1 => Size::Lead, 2..=6 => Size::Column, _ => Size::Row }))
            }
        }
    };
    frame(visit, Place::Topics, &shown.topic.name, content)
}
