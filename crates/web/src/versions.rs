//! What became of an item's text each time that its source changed it?

use crate::view::{Changed, VersionView};
use model::Item;
use store::Version;
use text::{Fate, Piece, difference};

/// Only the latest are compared: an item that changes every hour would make its page slow.
const COMPARED: usize = 5;

/// The newest first. `item` is as it is now, with its body; `kept` are its earlier texts, oldest first.
pub fn versions(kept: &[Version], item: &Item) -> Vec<VersionView> {
    let mut views = Vec::with_capacity(kept.len());
    let (mut title, mut standfirst) = (item.title.as_str(), item.standfirst.as_str());
    let mut text = pages::plain_text(&item.body);
    for (age, version) in kept.iter().rev().enumerate() {
        let earlier = pages::plain_text(&version.body);
        let changed = if age < COMPARED {
            Changed {
                title: what_changed(&version.title, title),
                standfirst: what_changed(&version.standfirst, standfirst),
                text: what_changed(&earlier, &text),
            }
        } else {
            Changed::default()
        };
        (title, standfirst) = (&version.title, &version.standfirst);
        text.clone_from(&earlier);
        views.push(VersionView {
            seen: version.at,
            title: version.title.clone(),
            standfirst: version.standfirst.clone(),
            text: earlier,
            changed,
        });
    }
    views
}

fn what_changed(before: &str, after: &str) -> Vec<Piece> {
    let pieces = difference(before, after);
    if pieces.iter().all(|piece| piece.fate == Fate::Kept) { Vec::new() } else { pieces }
}
