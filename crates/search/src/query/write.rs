//! A query as it is typed: what is written reads as the same query.

use std::fmt::{Display, Formatter, Result};

use model::Time;

use super::read::is_keyword;
use super::{Clause, Place, Query};

impl Display for Query {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        self.root.fmt(out)
    }
}

impl Display for Clause {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Clause::All(parts) => joined(parts, " ", out),
            Clause::Any(parts) => joined(parts, " OR ", out),
            Clause::Not(inner) => {
                let is_list = matches!(**inner, Clause::All(_) | Clause::Any(_));
                if is_list { write!(out, "-({inner})") } else { write!(out, "-{inner}") }
            }
            Clause::Words(place, text) => {
                out.write_str(place.prefix())?;
                if needs_quotes(text) { write!(out, "\"{text}\"") } else { out.write_str(text) }
            }
            Clause::Topic(topic) => write!(out, "topic:{}", topic.slug()),
            Clause::Language(language) => write!(out, "lang:{}", language.tag()),
            Clause::Kind(kind) => write!(out, "kind:{}", kind.word()),
            Clause::After(day) => write!(out, "after:{}", date(*day)),
            Clause::Before(day) => write!(out, "before:{}", date(*day)),
        }
    }
}

impl Place {
    fn prefix(self) -> &'static str {
        match self {
            Place::Anywhere => "",
            Place::Title => "title:",
            Place::Text => "text:",
            Place::Author => "author:",
            Place::Source => "source:",
        }
    }
}

/// Only alternatives need brackets among parts: they bind least.
fn joined(parts: &[Clause], between: &str, out: &mut Formatter<'_>) -> Result {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            out.write_str(between)?;
        }
        match part {
            Clause::Any(_) => write!(out, "({part})")?,
            _ => part.fmt(out)?,
        }
    }
    Ok(())
}

fn needs_quotes(text: &str) -> bool {
    is_keyword(text) || text.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ':'))
}

fn date(day: Time) -> String {
    day.rfc3339().chars().take(10).collect()
}
