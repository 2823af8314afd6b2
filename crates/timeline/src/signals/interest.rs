//! What she follows, what she reads about, what is like it.

use model::Deed;

use super::{NOTHING, Of, Reading, Seen};
use crate::ask::Verdict;
use crate::likeness::Direction;
use crate::stock::{HalfLife, product};

pub(super) fn followed_topic(seen: &Seen<'_>) -> Reading {
    seen.situation.follows.topic(seen.topics).map_or(NOTHING, |topic| Reading::of(1.0, Of::Topic(topic)))
}

pub(super) fn followed_word(seen: &Seen<'_>) -> Reading {
    let follows = &seen.situation.follows;
    // A saved search that is part of her timeline is followed as a word is.
    if let Some(search) = seen.situation.ask.finds.of(seen.row.id, Verdict::Wanted) {
        return Reading::of(1.0, Of::Search(search));
    }
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
    if seen.situation.reads.is_empty() {
        return NOTHING;
    }
    Reading::of(((seen.near().of_three - 0.2) / 0.8).max(0.0), Of::Nothing)
}

/// How alike a candidate and her last reads are, looked at once for all signals that ask.
#[derive(Clone, Copy, Default)]
pub(crate) struct Near {
    of_three: f64,
    greatest: f64,
    mean: f64,
}

impl Near {
    pub(super) fn of(seen: &Seen<'_>) -> Near {
        let reads = &seen.situation.reads;
        let direction = Direction::of(seen.situation.stock.embedding(seen.at));
        let mut nearest = [0.0f64; 3];
        let mut sum = 0.0;
        for read in reads {
            let near = direction.likeness(read);
            sum += near;
            if near > nearest[0] {
                nearest = [near, nearest[0], nearest[1]];
            } else if near > nearest[1] {
                nearest = [nearest[0], near, nearest[1]];
            } else if near > nearest[2] {
                nearest[2] = near;
            }
        }
        Near {
            of_three: (nearest[0] + nearest[1] + nearest[2]) / 3.0,
            greatest: nearest[0],
            mean: sum / reads.len().max(1) as f64,
        }
    }
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

/// The part of its topics in her reading against their part in everybody's: 1 for just as much. Three readings of
/// everybody's kind are added to hers. The mean over the topics.
pub(super) fn topic_lift(seen: &Seen<'_>) -> Reading {
    let situation = seen.situation;
    let all = situation.all.of(Deed::Opened, HalfLife::Week) + 20.0;
    let hers = f64::from(situation.profile.taken[1]);
    let mut sum = 0.0;
    for &topic in seen.topics {
        let crowd = situation.stock.tallies().topic(topic, situation.now);
        let usual = (crowd.of(Deed::Opened, HalfLife::Week) + 0.1) / all;
        let strength = situation.profile.topics.get(topic).max(0.0);
        sum += (strength + 3.0 * usual) / (hers + 3.0) / (usual + 0.001);
    }
    Reading::number(sum / seen.topics.len().max(1) as f64)
}

pub(super) fn likest(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.near().greatest)
}

pub(super) fn like_all(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.near().mean)
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
/// the ten greatest.
pub(super) fn read_alike(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.alike().of_ten)
}

pub(super) fn read_alike_three(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.alike().of_three)
}

pub(super) fn read_alike_all(seen: &Seen<'_>) -> Reading {
    Reading::number(seen.alike().mean)
}

/// The same, looked at once for both signals.
#[derive(Clone, Copy, Default)]
pub(crate) struct Alike {
    of_three: f64,
    of_ten: f64,
    mean: f64,
}

impl Alike {
    pub(super) fn of(seen: &Seen<'_>) -> Alike {
        let pointings = &seen.situation.pointings;
        if pointings.is_empty() {
            return Alike::default();
        }
        let Some(pointing) = seen.situation.stock.pointing(seen.at) else { return Alike::default() };
        let mut likenesses: Vec<f32> = pointings.iter().map(|other| product(&pointing, other)).collect();
        let sum: f64 = likenesses.iter().map(|&likeness| f64::from(likeness)).sum();
        likenesses.sort_unstable_by(|a, b| b.total_cmp(a));
        let greatest = |count: usize| {
            let greatest = &likenesses[..likenesses.len().min(count)];
            greatest.iter().map(|&likeness| f64::from(likeness)).sum::<f64>() / greatest.len() as f64
        };
        Alike { of_three: greatest(3), of_ten: greatest(10), mean: sum / pointings.len() as f64 }
    }
}
