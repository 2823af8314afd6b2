//! WordPress's export: RSS with the rest of a site around it (WXR 1.0 to 1.2).
//!
//! Tags become frames (an item, a comment in it) with fields (`walk`), frames become parts (`item`, `others`).

mod item;
mod names;
mod others;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::ops::ControlFlow;

use crate::{Author, Part, Section, Summary, Tag, Take};
use names::Frame;

/// Reads an export, handing over each part as soon as it has ended.
///
/// Authors and terms that a post names and nobody told of come right before the post.
pub fn wordpress(reader: impl BufRead, take: &mut Take) -> Summary {
    let mut collected = Collected { summary: Summary::default(), take, told: Told::default(), site: None };
    walk::Walk::new(reader, &mut collected).read();
    collected.summary
}

/// The fields of a frame by their names; the first of a name counts.
type Fields = BTreeMap<&'static str, String>;

/// A frame that has ended.
struct Record {
    frame: Frame,
    fields: Fields,
    /// Of an item: its terms as (kind, slug, name).
    terms: Vec<(String, String, String)>,
    /// Of an item: comments, further ones beyond the cap only counted.
    comments: Vec<Fields>,
    more_comments: u64,
    line: u64,
    /// It did not end by itself.
    is_cut: bool,
}

/// Names that were handed over, so that what is only used is handed over too, once.
#[derive(Default)]
struct Told {
    authors: BTreeSet<String>,
    sections: BTreeSet<String>,
    tags: BTreeSet<String>,
    kinds: BTreeSet<String>,
    items: BTreeSet<String>,
}

/// Names that are remembered of each kind.
const MOST_NAMES: usize = 100_000;

struct Collected<'t, 'f> {
    summary: Summary,
    take: &'t mut Take<'f>,
    told: Told,
    /// What is known of the site, until it is handed over.
    site: Option<Fields>,
}

impl Collected<'_, '_> {
    fn hand_over(&mut self, part: Part) -> ControlFlow<()> {
        let flow = (self.take)(part);
        self.summary.stopped |= flow.is_break();
        flow
    }

    fn author(&mut self, author: Author) -> ControlFlow<()> {
        if author.login.is_empty() || !is_new(&mut self.told.authors, &author.login) {
            return ControlFlow::Continue(());
        }
        self.hand_over(Part::Author(author))
    }

    fn section(&mut self, section: Section) -> ControlFlow<()> {
        if section.key.is_empty() || !is_new(&mut self.told.sections, &section.key) {
            return ControlFlow::Continue(());
        }
        self.hand_over(Part::Section(section))
    }

    fn tag(&mut self, tag: Tag) -> ControlFlow<()> {
        if tag.key.is_empty() || !is_new(&mut self.told.tags, &tag.key) {
            return ControlFlow::Continue(());
        }
        self.hand_over(Part::Tag(tag))
    }
}

fn is_new(told: &mut BTreeSet<String>, name: &str) -> bool {
    !told.contains(name) && (told.len() >= MOST_NAMES || told.insert(name.to_owned()))
}

/// A field, or nothing.
fn of<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).map_or("", |value| value.trim())
}
