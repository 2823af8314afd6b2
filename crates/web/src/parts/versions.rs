//! What a source changed in its text: what is gone is struck out, what is new is marked.

use crate::{
    view::{VersionView, Visit},
    words::{self, ReadingWords},
};
use maud::{Markup, html};
use text::{Fate, Piece};

/// Words of a kept stretch that stand on either side of a change.
const AROUND: usize = 12;

pub fn versions(visit: &Visit, kept: &[VersionView]) -> Markup {
    html! {
        @if !kept.is_empty() {
            details.versions {
                summary { ((visit.words().earlier_versions)(kept.len())) }
                @for version in kept { (one(visit, version)) }
            }
        }
    }
}

fn one(visit: &Visit, version: &VersionView) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let changed = &version.changed;
    let when = words::moment(visit.tongue, version.seen, visit.zone);
    let nothing = changed.title.is_empty() && changed.standfirst.is_empty() && changed.text.is_empty();
    html! {
        section {
            p.meta { ((words.changed_at)(&when)) }
            @if nothing {
                // Compared with nothing, or changed only in what no one reads.
                p.headline dir="auto" { (version.title) }
                p.meta { (words.nothing_changed) }
            }
            @if !changed.title.is_empty() { p.headline dir="auto" { (pieces(visit, &changed.title)) } }
            @if !changed.standfirst.is_empty() { p.standfirst dir="auto" { (pieces(visit, &changed.standfirst)) } }
            @if !changed.text.is_empty() { p.old-text dir="auto" { (pieces(visit, &changed.text)) } }
        }
    }
}

pub fn pieces(visit: &Visit, pieces: &[Piece]) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let last = pieces.len().saturating_sub(1);
    html! {
        @for (place, piece) in pieces.iter().enumerate() {
            @match piece.fate {
                // Said as well as drawn: screen readers pass such marks over.
                Fate::Gone => del { span.unseen { " [" (words.gone) ": " } (piece.text.trim_end()) span.unseen { "] " } },
                Fate::New => ins { span.unseen { " [" (words.new) ": " } (piece.text.trim_end()) span.unseen { "] " } },
                Fate::Kept => (brief(&piece.text, place > 0, place < last)),
            }
            @if piece.fate != Fate::Kept { " " }
        }
    }
}

/// A long stretch that stayed is told by its ends: those beside a change.
fn brief(text: &str, change_before: bool, change_after: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    if words.len() <= 2 * AROUND + 4 {
        return text.to_owned();
    }
    let first = if change_before { words[..AROUND].concat() } else { String::new() };
    let last = if change_after { words[words.len() - AROUND..].concat() } else { String::new() };
    format!("{first}… {last}")
}

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn a_long_stretch_that_stayed_is_told_by_its_ends() {
        let long: String = (0..60).map(|number| format!("w{number} ")).collect();
        for (before, after, first, last) in
            [(true, true, true, true), (true, false, true, false), (false, true, false, true)]
        {
            let told = brief(&long, before, after);
            assert_eq!((told.starts_with("w0 "), told.ends_with("w59 ")), (first, last), "{told}");
            assert!(told.contains('…') && !told.contains("w30 "));
        }
        assert_eq!(brief("a few words ", true, true), "a few words ");
    }
}
