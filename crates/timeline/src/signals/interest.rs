//! What she follows, what she reads about, what is like it.

use super::{NOTHING, Of, Reading, Seen};
use crate::likeness::Direction;

pub(super) fn followed_topic(seen: &Seen<'_>) -> Reading {
    seen.situation.follows.topic(seen.topics).map_or(NOTHING, |topic| Reading::of(1.0, Of::Topic(topic)))
}

pub(super) fn followed_word(seen: &Seen<'_>) -> Reading {
    let follows = &seen.situation.follows;
    if !follows.has_words() {
        return NOTHING;
    }
    let title = seen.situation.stock.title_of(seen.row);
    follows.word(title).map_or(NOTHING, |place| Reading::of(1.0, Of::Word(place)))
}

/// The topic that draws her most, or else the one that draws her away most.
pub(super) fn topic_interest(seen: &Seen<'_>) -> Reading {
    let mut strongest = NOTHING;
    for &topic in seen.topics {
        let amount = drawn(seen.situation.profile.topics.get(topic));
        let outweighs = match strongest.amount > 0.0 {
            true => amount > strongest.amount,
            false => amount > 0.0 || amount < strongest.amount,
        };
        if outweighs {
            strongest = Reading::of(amount, Of::Topic(topic));
        }
    }
    strongest
}

/// From a sum of decayed events to a number between -1 and 1: two opened items are half way.
pub(super) fn drawn(strength: f64) -> f64 {
    strength / (strength.abs() + 2.0)
}

/// Likeness to the three nearest of her last reads: on news logs better than likeness to their mean. Chance likeness
/// of short vectors is about a fifth and counts nothing.
pub(super) fn likeness(seen: &Seen<'_>) -> Reading {
    let situation = seen.situation;
    if situation.reads.is_empty() {
        return NOTHING;
    }
    let direction = Direction::of(situation.stock.embedding(seen.at));
    let mut nearest = [0.0f64; 3];
    for read in &situation.reads {
        let near = direction.likeness(read);
        if near > nearest[0] {
            nearest = [near, nearest[0], nearest[1]];
        } else if near > nearest[1] {
            nearest = [nearest[0], near, nearest[1]];
        } else if near > nearest[2] {
            nearest[2] = near;
        }
    }
    let mean = (nearest[0] + nearest[1] + nearest[2]) / 3.0;
    Reading::of(((mean - 0.2) / 0.8).max(0.0), Of::Nothing)
}
