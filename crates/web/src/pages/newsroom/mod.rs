//! The pages of those who write.

mod access;
mod authors;
mod clips;
mod comments;
mod desk;
mod house;
mod manuscripts;
mod mentions;
mod moves;
mod pictures;
mod revisions;

pub use access::{access, nothing_open, opened};
pub use authors::{author_edit, authors};
pub use clips::{clip_queue, statement};
pub use comments::queue as comment_queue;
pub(super) use desk::LANGUAGES;
pub use desk::{desk, manuscript_preview};
pub use house::newsroom_house;
pub(super) use manuscripts::state_is;
pub use manuscripts::{empty_chair, manuscripts};
pub use mentions::mentions;
pub use pictures::{medium, wall};
pub use revisions::revisions;

use super::frame::{Head, framed};
use crate::{
    assets::address,
    parts::{notice, refusal},
    view::{Place, Told, Visit},
    words::NewsroomWords,
};
use maud::{Markup, html};
use newsroom::{Act, Editor};

/// Around every page of the newsroom: its own menu, its own style sheet and its own script.
pub(super) fn room(visit: &Visit, editor: Option<&Editor>, title: &str, content: Markup) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let head = Head { style: Some("newsroom.css"), more: html! { script type="module" src=(address("desk.js")) {} } };
    let menu = [
        ("/newsroom", words.newsroom, Act::Write),
        ("/studio", crate::words::ClipWords::of(visit.tongue).title, Act::Film),
        ("/newsroom/pictures", words.pictures, Act::Write),
        ("/newsroom/authors", words.authors, Act::Write),
        ("/newsroom/comments", words.comments, Act::Moderate),
        ("/newsroom/clips", crate::words::JudgeWords::of(visit.tongue).title, Act::Moderate),
        ("/newsroom/mentions", crate::words::MentionWords::of(visit.tongue).title, Act::Moderate),
        ("/newsroom/house", words.house, Act::Direct),
        ("/newsroom/access", crate::words::AccessWords::of(visit.tongue).title, Act::Direct),
    ];
    let here = visit.here.split('?').next().unwrap_or_default();
    let content = html! {
        nav.room-menu aria-label=(words.newsroom) {
            ul {
                @for (path, label, act) in menu {
                    @if editor.is_none_or(|editor| editor.may(act)) {
                        li { a href=(path) aria-current=[(path == here).then_some("page")] { (label) } }
                    }
                }
            }
        }
        (content)
    };
    framed(visit, Place::Newsroom, title, head, content)
}

pub(super) fn told(told: &Told) -> Markup {
    html! {
        @match told {
            Some((true, sentence)) => (refusal(sentence)),
            Some((false, sentence)) => (notice(false, sentence)),
            None => {}
        }
    }
}
