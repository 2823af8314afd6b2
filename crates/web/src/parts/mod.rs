//! Pieces that several pages are made of.

mod clip;
mod comments;
mod hers;
mod line;
mod notice;
mod picture;
mod query;
mod save;
mod sections;
mod share;
mod slot;
mod stamp;
mod stance;
mod tune;
mod versions;

pub use clip::{age_question, play_mark, video, whose};
pub use comments::{comments, standing, text as comment_text};
pub use hers::hers;
pub use line::{line, line_with, lines};
pub use notice::{notice, notice_for, refusal};
pub use picture::{Fit, figure, picture};
pub use query::{faults_of, query_faults};
pub use save::{save, save_in_words};
pub use sections::sections;
pub use share::{report_form, share};
pub use slot::{Size, address, slot};
pub use stamp::stamp;
pub use stance::{deeds, stances};
pub use tune::tune;
pub use versions::{pieces, versions};

use crate::view::{StoryLink, Visit};
use model::Language;

/// How widely a story is told: by several sources, or several times by one.
pub fn told_by(visit: &Visit, story: &StoryLink) -> String {
    let words = visit.words();
    if story.sources > 1 { (words.by_sources)(story.sources) } else { (words.by_reports)(story.items) }
}

/// `lang` for a text in another language than the page's; `None` when nobody knows which.
pub fn lang(language: &Language) -> Option<&str> {
    language.is_known().then(|| language.tag())
}

/// `dir` for a text that may run from right to left; its first letters decide where nobody knows its language.
pub fn dir(language: Language) -> Option<&'static str> {
    if !language.is_known() { Some("auto") } else { language.is_right_to_left().then_some("rtl") }
}
