//! What she follows, what she reads about, what is like it.

use super::{NOTHING, Of, Reading, Seen};
use crate::likeness::Direction;
use crate::stock::product;

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

/// Rare words count more: a word of every hundredth title twice as much as one of every tenth.
pub(super) fn word_interest(seen: &Seen<'_>) -> Reading {
    let (situation, stock) = (seen.situation, seen.situation.stock);
    let terms = &situation.profile.terms;
    if terms.entries().is_empty() {
        return NOTHING;
    }
    let mut sum = 0.0;
    for &word in stock.title_of(seen.row) {
        let strength = terms.get(word);
        if strength != 0.0 {
            let share = f64::from(stock.titles_with(word)) / stock.len().max(1) as f64;
            sum += drawn(strength) * RARE / (RARE + share);
        }
    }
    Reading::number(sum)
}

const RARE: f64 = 0.01;

pub(super) fn topics_interest(seen: &Seen<'_>) -> Reading {
    let sum: f64 = seen.topics.iter().map(|&topic| seen.situation.profile.topics.get(topic)).sum();
    let all = f64::from(seen.situation.profile.taken[1]) + 5.0;
    Reading::number(sum / all)
}

pub(super) fn likest(seen: &Seen<'_>) -> Reading {
    let direction = Direction::of(seen.situation.stock.embedding(seen.at));
    Reading::number(seen.situation.reads.iter().map(|read| direction.likeness(read)).fold(0.0, f64::max))
}

pub(super) fn like_all(seen: &Seen<'_>) -> Reading {
    let reads = &seen.situation.reads;
    let direction = Direction::of(seen.situation.stock.embedding(seen.at));
    let sum: f64 = reads.iter().map(|read| direction.likeness(read)).sum();
    Reading::number(sum / reads.len().max(1) as f64)
}

pub(super) fn read_together(seen: &Seen<'_>) -> Reading {
    let situation = seen.situation;
    let together = situation.stock.together();
    let Some(neighbours) = together.neighbours(seen.row.id) else { return NOTHING };
    let own = f64::from(neighbours.readings) + 3.0;
    let mut sum = 0.0;
    for &(item, shared) in &neighbours.items {
        if let Some((weight, readings)) = situation.read_weight(item) {
            sum += weight * f64::from(shared) / (own * (readings + 3.0)).sqrt();
        }
    }
    Reading::number(sum)
}

pub(super) fn follows_context(seen: &Seen<'_>) -> Reading {
    let situation = seen.situation;
    let Some(context) = situation.ask.context else { return NOTHING };
    let together = situation.stock.together();
    let Some(neighbours) = together.neighbours(seen.row.id) else { return NOTHING };
    let shared = neighbours.items.iter().find(|(item, _)| *item == context).map_or(0.0, |found| f64::from(found.1));
    let own = f64::from(neighbours.readings) + 3.0;
    Reading::number(shared / (own * (together.readings(context) + 3.0)).sqrt())
}

pub(super) fn like_context(seen: &Seen<'_>) -> Reading {
    let stock = seen.situation.stock;
    let Some(context) = seen.situation.ask.context.and_then(|item| stock.row_of(item)) else { return NOTHING };
    let direction = Direction::of(stock.embedding(context));
    Reading::number(direction.likeness(&Direction::of(stock.embedding(seen.at))))
}

/// Of the likenesses between where the reading of its words points and where that of her last reads does: the mean of
/// the ten greatest, or of all.
pub(super) fn read_alike(seen: &Seen<'_>, greatest: usize) -> Reading {
    let situation = seen.situation;
    if situation.pointings.is_empty() {
        return NOTHING;
    }
    let Some(pointing) = situation.stock.pointing(seen.at) else { return NOTHING };
    let mut likenesses: Vec<f32> = situation.pointings.iter().map(|other| product(&pointing, other)).collect();
    let count = greatest.min(likenesses.len());
    if count < likenesses.len() {
        likenesses.select_nth_unstable_by(count, |a, b| b.total_cmp(a));
        likenesses[..count].sort_unstable_by(f32::total_cmp);
    }
    Reading::number(likenesses[..count].iter().map(|&likeness| f64::from(likeness)).sum::<f64>() / count as f64)
}
