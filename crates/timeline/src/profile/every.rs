//! All that is in a profile, by name, for its reader to take away. A part that is added to the profile does not compile
//! until it stands here too.

use model::Time;

use super::{Affinities, Profile};
use crate::stock::Coordinate;

/// One part of a profile.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    Number(f64),
    Integer(i64),
    /// Sixteen hexadecimal digits.
    Digits(u64),
    At(Time),
    List(Vec<Part>),
    Named(Vec<(&'static str, Part)>),
}

impl Profile {
    /// Every part with its name, in the order in which the profile is declared.
    pub fn every_part(&self) -> Vec<(&'static str, Part)> {
        let Profile {
            at,
            reads,
            read_ids,
            hidden,
            shown,
            topics,
            sources,
            terms,
            taken,
            busy,
            busy_at,
            level,
            level_lately,
            size_levels,
            page_levels,
            stays,
            last_stay,
            ages,
            sizes,
            signs,
            met,
            kinds,
            lengths,
            day_parts,
        } = self;
        let read = |read: &super::Read| {
            let numbers = read.embedding.0.iter().map(|&part| Part::Integer(part.into())).collect();
            Part::Named(vec![
                ("item", Part::Integer(read.item.0)),
                ("story", Part::Integer(read.story.0)),
                ("embedding", Part::List(numbers)),
                ("at", Part::At(read.at)),
            ])
        };
        let seen = |shown: &super::Shown| {
            Part::Named(vec![
                ("item", Part::Integer(shown.item.0)),
                ("times", Part::Integer(shown.times.into())),
                ("last", Part::At(shown.last)),
            ])
        };
        let of_page = |(page, level): &(u8, Coordinate)| {
            Part::Named(vec![("page", Part::Integer((*page).into())), ("level", coordinate(level))])
        };
        let items = |ids: &[model::ItemId]| Part::List(ids.iter().map(|id| Part::Integer(id.0)).collect());
        vec![
            ("at", Part::At(*at)),
            ("reads", Part::List(reads.iter().map(read).collect())),
            ("read_ids", items(read_ids)),
            ("hidden", items(hidden)),
            ("shown", Part::List(shown.iter().map(seen).collect())),
            ("topics", strengths(topics, |topic| topic.0.into())),
            ("sources", strengths(sources, |source| source.0)),
            ("terms", strengths(terms, i64::from)),
            ("taken", numbers(taken)),
            ("busy", Part::Number(f64::from(*busy))),
            ("busy_at", Part::At(*busy_at)),
            ("level", coordinate(level)),
            ("level_lately", coordinate(level_lately)),
            ("size_levels", Part::List(size_levels.iter().map(coordinate).collect())),
            ("page_levels", Part::List(page_levels.iter().map(of_page).collect())),
            ("stays", numbers(stays)),
            ("last_stay", Part::Number(f64::from(*last_stay))),
            ("ages", numbers(ages)),
            ("sizes", numbers(sizes)),
            ("signs", Part::Digits(*signs)),
            ("met", Part::At(*met)),
            ("kinds", numbers(kinds)),
            ("lengths", numbers(lengths)),
            ("day_parts", Part::List(day_parts.iter().map(|part| strengths(part, |topic| topic.0.into())).collect())),
        ]
    }
}

fn numbers(of: &[f32]) -> Part {
    Part::List(of.iter().map(|&number| Part::Number(f64::from(number))).collect())
}

fn coordinate(of: &Coordinate) -> Part {
    Part::List(of.parts().into_iter().map(|part| Part::Number(f64::from(*part))).collect())
}

fn strengths<T: Copy + Ord>(of: &Affinities<T>, number: impl Fn(T) -> i64) -> Part {
    let entry = |&(thing, strength): &(T, f32)| {
        Part::Named(vec![("of", Part::Integer(number(thing))), ("strength", Part::Number(f64::from(strength)))])
    };
    Part::List(of.entries().iter().map(entry).collect())
}
