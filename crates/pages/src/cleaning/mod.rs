//! The one sanitiser.
//!
//! A stranger's HTML is read under caps (`dom`), written anew with only what a reader needs (`tidy`), and what was
//! written has to pass ammonia unchanged. What does not settle is shown as plain paragraphs.

mod addresses;
mod guard;
mod pictures;
mod rewrite;
mod tidy;
mod writer;

use model::Picture;
use url::Url;

pub use addresses::{link as link_address, picture as picture_address, player as player_address};
pub use pictures::{emoji_of, is_hidden, picture_of};
pub use rewrite::{PictureAddress, rewrite_pictures};
pub use tidy::real_tables;

use crate::dom::{self, NodeId, Page};
use tidy::{Tidy, tidy};

/// HTML that is safe to show, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clean {
    /// Headings, paragraphs, lists, quotes, figures, pictures, links, tables, code; no class, no id, no style.
    pub html: String,
    /// The same words: a blank line between paragraphs, a line for each list entry.
    pub text: String,
    pub words: u32,
    /// In the order of the text.
    pub pictures: Vec<Picture>,
    /// What was cut, in words.
    pub faults: Vec<String>,
}

/// Makes a stranger's HTML safe to show. Relative addresses are completed with `base`, or dropped without one.
/// Cleaning what is clean changes nothing.
pub fn clean(html: &str, base: Option<&Url>) -> Clean {
    let page = dom::parse(html);
    let mut cleaned = settle(tidy(&page, 0, base, &|_| false));
    cleaned.faults.splice(0..0, page.faults);
    cleaned
}

/// Makes a part of a page safe to show: what is below `top`, without what `skip` names.
pub(crate) fn clean_part(page: &Page, top: NodeId, base: Option<&Url>, skip: &dyn Fn(NodeId) -> bool) -> Clean {
    settle(tidy(page, top, base, skip))
}

/// The bare words of a part of a page.
pub(crate) fn text_of_part(page: &Page, top: NodeId, skip: &dyn Fn(NodeId) -> bool) -> String {
    tidy(page, top, None, skip).text
}

/// How often tidying and ammonia may disagree before the text is shown without its elements.
const MOST_ROUNDS: usize = 3;

fn settle(mut tidied: Tidy) -> Clean {
    let mut faults = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let guarded = guard::guarded(&tidied.html);
        let again = tidy_again(&guarded);
        if again.html == guarded {
            return finished(again, faults);
        }
        tidied = again;
    }
    faults.push("its elements contradict each other; shown as plain paragraphs".to_owned());
    let plain = tidy_again(&guard::guarded(&paragraphs(&tidied.text)));
    finished(plain, faults)
}

fn tidy_again(html: &str) -> Tidy {
    tidy(&dom::parse(html), 0, None, &|_| false)
}

fn finished(tidied: Tidy, faults: Vec<String>) -> Clean {
    let words = count_words(&tidied.text);
    Clean { html: tidied.html, text: tidied.text, words, pictures: tidied.pictures, faults }
}

fn paragraphs(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    for paragraph in text.split("\n\n").map(dom::one_line).filter(|paragraph| !paragraph.is_empty()) {
        html.push_str("<p>");
        dom::escape_text(&mut html, &paragraph);
        html.push_str("</p>");
    }
    html
}

/// Words as a reader's time counts them: two letters of a script without spaces make one.
fn count_words(text: &str) -> u32 {
    let mut words = 0u32;
    let mut dense = 0u32;
    let mut inside = false;
    for letter in text.chars() {
        if matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{0E00}'..='\u{0E7F}')
        {
            dense += 1;
            inside = false;
        } else if letter.is_alphanumeric() {
            words += u32::from(!inside);
            inside = true;
        } else if letter.is_whitespace() || letter == '—' {
            inside = false;
        }
    }
    words + dense.div_ceil(2)
}

/// The words of any HTML in plain text: a blank line between paragraphs.
pub fn plain_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return dom::one_line(html);
    }
    tidy(&dom::parse(html), 0, None, &|_| false).text
}
