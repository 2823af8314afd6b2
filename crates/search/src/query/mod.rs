//! **What is looked for?** The language in which readers say it, taken apart; the same one for searches, saved searches
//! and rules.
//!
//! ```text
//! query  =  all { OR all }
//! all    =  part { part }
//! part   =  [ - ] ( word | "phrase" | filter | [ place: ] "(" query ")" )
//! filter =  place:word   place:"two words"   topic:sport   lang:de   kind:video   after:2026-11-01   before:2026-12-01
//! place  =  title | text | author | source
//! ```
//!
//! German names of filters mean the same. Days begin at midnight UTC; `after:` has that day in it, `before:` has not.

mod fault;
mod read;
mod write;

use model::{Kind, Language, Time, Topic};

pub use fault::{Fault, What};
pub use read::{MOST_CHARS, MOST_PARTS};

/// Where a word is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    Anywhere,
    Title,
    /// Standfirst and body.
    Text,
    Author,
    /// The name of the source.
    Source,
}

/// One condition. What `Query::read` gives is in its simplest form: no list of one, no list in a list of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Clause {
    /// Everything holds where it is empty.
    All(Vec<Clause>),
    Any(Vec<Clause>),
    Not(Box<Clause>),
    /// One word, or several that follow each other. Begins and ends with a letter or digit and has no quote in it.
    Words(Place, String),
    /// With the topics below it.
    Topic(Topic),
    Language(Language),
    Kind(Kind),
    /// Published then or later.
    After(Time),
    /// Published before.
    Before(Time),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Query {
    pub root: Clause,
}

/// What could be read, and what was wrong with the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub query: Query,
    pub faults: Vec<Fault>,
    /// It ends with a word that may not be complete yet.
    pub is_open: bool,
}

impl Default for Query {
    fn default() -> Self {
        Query { root: Clause::All(Vec::new()) }
    }
}

impl Query {
    /// Never fails: what makes no sense is left out and named, and the plain words are looked for all the same.
    pub fn read(typed: &str) -> Reading {
        read::read(typed)
    }

    /// Asks for nothing: everything is found.
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, Clause::All(parts) if parts.is_empty())
    }

    /// The parts that all have to hold.
    pub fn parts(&self) -> &[Clause] {
        match &self.root {
            Clause::All(parts) => parts,
            one => std::slice::from_ref(one),
        }
    }

    pub fn of_parts(parts: impl IntoIterator<Item = Clause>) -> Query {
        Query { root: all(parts.into_iter().collect()) }
    }

    /// Words that what is found has somewhere, as typed; for marking them.
    pub fn wanted_words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        collect(&self.root, &mut words);
        words
    }
}

impl Clause {
    /// Says nothing about words, so that there is no better or worse match.
    pub(crate) fn has_words(&self) -> bool {
        match self {
            Clause::All(parts) | Clause::Any(parts) => parts.iter().any(Clause::has_words),
            Clause::Words(..) => true,
            _ => false,
        }
    }
}

fn collect<'q>(clause: &'q Clause, words: &mut Vec<&'q str>) {
    match clause {
        Clause::All(parts) | Clause::Any(parts) => parts.iter().for_each(|part| collect(part, words)),
        Clause::Words(_, text) => words.push(text),
        _ => {}
    }
}

/// The simplest clause that says so.
fn all(parts: Vec<Clause>) -> Clause {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Clause::All(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    if flat.len() == 1 { flat.swap_remove(0) } else { Clause::All(flat) }
}

/// Of alternatives that ask for something.
fn any(parts: Vec<Clause>) -> Clause {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Clause::Any(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    match flat.len() {
        0 => Clause::All(flat),
        1 => flat.swap_remove(0),
        _ => Clause::Any(flat),
    }
}

fn not(part: Clause) -> Clause {
    match part {
        Clause::Not(inner) => *inner,
        other => Clause::Not(Box::new(other)),
    }
}

#[cfg(test)]
mod tests;
