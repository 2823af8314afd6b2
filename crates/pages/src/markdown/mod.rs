//! HTML as Markdown that a person goes on writing.
//!
//! What a word processor puts on the clipboard, what WordPress and Ghost keep, or plain text with blank lines between its
//! paragraphs, becomes CommonMark with tables and `~~struck out~~`. Kept is what says something: headings, paragraphs,
//! bold and italic, links, lists, quotes, code, tables, rules, pictures. A pull quote becomes a block of our own:
//!
//! ```text
//! ::: pull
//! The words of the quotation.
//! — Who said it
//! :::
//! ```
//!
//! Shortcodes become elements (`shortcodes`), elements are walked through (`walk`, with `media` and `tables`) and become
//! paragraphs of text with a style (`paragraphs`), those become lines (`inline`) in which what looks like Markdown is
//! escaped (`escape`), and lines stand in lists and quotes (`blocks`).

mod blocks;
mod escape;
mod inline;
mod media;
mod paragraphs;
mod shortcodes;
mod styles;
mod tables;
mod walk;

use model::Picture;
use url::Url;

use crate::dom;

/// What HTML became.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Ends with a line break unless it is empty.
    pub markdown: String,
    /// In the order of the text.
    pub pictures: Vec<Picture>,
    /// What could not be brought over, a sentence each.
    pub faults: Vec<String>,
}

/// Writes HTML as Markdown. Relative addresses are completed with `base`; without one, links that need it become plain
/// text and pictures are left out. Nothing in it may be trusted to be safe: what is shown passes [`clean`](crate::clean).
pub fn markdown(html: &str, base: Option<&Url>) -> Written {
    let mut faults = Vec::new();
    let html = shortcodes::resolve(html, &mut faults);
    let page = dom::parse(&html);
    let mut written = walk::write(&page, base);
    written
        .faults
        .splice(0..0, faults.into_iter().chain(page.faults.iter().map(|fault| format!("The text is {fault}."))));
    written
}
