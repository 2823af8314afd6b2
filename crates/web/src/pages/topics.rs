//! What the edition writes about.

use super::frame::frame;
use crate::view::{Place, Stance, TopicsView, Visit};
use maud::{Markup, html};

pub fn topics(visit: &Visit, shown: &TopicsView) -> Markup {
    let words = visit.words();
    let content = html! {
        header.page-head { h1 { (words.topics) } p.hint { (words.topics_say) } }
        @if shown.rows.is_empty() { section.empty { p { (words.no_topics) } } }
        ul.topic-list {
            @for row in &shown.rows {
                li {
                    h2.headline { a href={ "/topic/" (row.topic.slug) } { (row.topic.name) } }
                    p.meta {
                        ((words.stories)(row.stories))
                        @match row.stance {
                            Stance::Followed => { " " span.dot { (words.followed) } }
                            Stance::Muted => { " " span.dot { (words.muted) } }
                            Stance::Neither => {}
                        }
                    }
                    @if let Some((headline, address)) = &row.top { p.standfirst { a href=(address) { (headline) } } }
                }
            }
        }
    };
    frame(visit, Place::Topics, words.topics, content)
}
