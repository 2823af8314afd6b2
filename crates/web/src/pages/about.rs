//! What this place is and what it does with what you do.

use super::frame::frame;
use crate::view::{AboutView, Place, Visit};
use maud::{Markup, html};

pub fn about(visit: &Visit, shown: &AboutView) -> Markup {
    let words = visit.words();
    let title = (words.about_title)(&visit.edition.title);
    let content = html! {
        article.article {
            header.article-head { h1.headline { (title) } p.standfirst { (words.about_says[0]) } }
            div.body {
                @for paragraph in &words.about_says[1..] { p { (paragraph) } }
                p { ((words.about_holds)(shown.sources, shown.items)) ". Caulbart " (shown.version) }
            }
        }
    };
    frame(visit, Place::Reading, &title, content)
}
