//! The kinds of sealed rows, each with its class and how it is written.

use std::fmt::Write;

use model::{
    Choice, Deed, Event, EventId, Finder, FinderId, FinderKind, ItemId, ReaderId, SourceId, Target, Task, Time, Topic,
};
use store::SealedRow;
use vault::{Class, Keys, Place};

/// A number is never given twice. Those below `Event` are read together when she comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    Name = 1,
    Agent = 2,
    TokenLabel = 3,
    PasskeyLabel = 4,
    /// Where letters go, and in which language.
    Address = 5,
    Choice = 10,
    Finder = 11,
    Sliders = 12,
    Wish = 13,
    Profile = 20,
    Saved = 21,
    Place = 22,
    Find = 23,
    /// Until when her finders have looked.
    Looked = 24,
    Event = 30,
}

impl Kind {
    pub const ALL: [Kind; 15] = [
        Kind::Name,
        Kind::Agent,
        Kind::TokenLabel,
        Kind::PasskeyLabel,
        Kind::Address,
        Kind::Choice,
        Kind::Finder,
        Kind::Sliders,
        Kind::Wish,
        Kind::Profile,
        Kind::Saved,
        Kind::Place,
        Kind::Find,
        Kind::Looked,
        Kind::Event,
    ];

    pub fn class(self) -> Class {
        match self {
            Kind::Name | Kind::Agent | Kind::TokenLabel | Kind::PasskeyLabel => Class::Identity,
            Kind::Address => Class::Contact,
            Kind::Choice | Kind::Finder | Kind::Sliders | Kind::Wish => Class::Follows,
            Kind::Profile | Kind::Saved | Kind::Place | Kind::Find | Kind::Looked | Kind::Event => Class::History,
        }
    }

    /// As staff sees it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Agent => "browsers",
            Kind::TokenLabel => "tokens",
            Kind::PasskeyLabel => "passkeys",
            Kind::Address => "address",
            Kind::Choice => "choices",
            Kind::Finder => "finders",
            Kind::Sliders => "sliders",
            Kind::Wish => "wishes",
            Kind::Profile => "profile",
            Kind::Saved => "saved",
            Kind::Place => "places",
            Kind::Find => "finds",
            Kind::Looked => "looked",
            Kind::Event => "events",
        }
    }

    pub fn from_number(number: u8) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| *kind as u8 == number)
    }

    /// Where this row stands under its key.
    pub fn place(self, row: &SealedRow) -> Place<'_> {
        Place { class: self.class(), kind: self as u8, index: &row.place }
    }

    pub fn index(self, keys: &Keys, about: &[&[u8]]) -> [u8; 16] {
        keys.index(self.class(), self as u8, about)
    }
}

/// Deed, kind of target, target, when.
pub(crate) type ChoiceRow = (String, String, String, i64);

pub(crate) fn choice_row(choice: Choice, target: &Target, at: Time) -> ChoiceRow {
    let (kind, target) = target_words(target);
    (choice.word().to_owned(), kind.to_owned(), target, at.0)
}

/// `None` for a choice that only a newer version knows.
pub(crate) fn read_choice((choice, kind, target, at): ChoiceRow) -> Option<(Choice, Target, Time)> {
    let target = match kind.as_str() {
        "source" => Target::Source(SourceId(target.parse().ok()?)),
        "topic" => Target::Topic(Topic(target.parse().ok()?)),
        "word" => Target::Word(target),
        _ => return None,
    };
    Some((Choice::from_word(&choice)?, target, Time(at)))
}

pub(crate) fn target_words(target: &Target) -> (&'static str, String) {
    match target {
        Target::Source(SourceId(number)) => ("source", number.to_string()),
        Target::Topic(Topic(number)) => ("topic", number.to_string()),
        Target::Word(word) => ("word", word.chars().take(200).collect()),
    }
}

/// Number, kind, name, query, task, added, seen.
pub(crate) type FinderRow = (i64, String, String, String, String, i64, i64);

pub(crate) fn finder_row(finder: &Finder) -> FinderRow {
    let Finder { id, reader: _, kind, name, query, task, added, seen } = finder;
    (id.0, kind.word().to_owned(), name.clone(), query.clone(), task.word().to_owned(), added.0, seen.0)
}

/// `None` for a kind or task that only a newer version knows.
pub(crate) fn read_finder(reader: ReaderId, (id, kind, name, query, task, added, seen): FinderRow) -> Option<Finder> {
    Some(Finder {
        id: FinderId(id),
        reader,
        kind: FinderKind::from_word(&kind)?,
        name,
        query,
        task: Task::from_word(&task)?,
        added: Time(added),
        seen: Time(seen),
    })
}

/// Number, item, deed, when, dwell in milliseconds, slot.
pub(crate) type EventRow = (u64, i64, String, i64, u32, u16);

pub(crate) fn event_row(event: &Event) -> EventRow {
    (event.id.0, event.item.0, event.deed.word().to_owned(), event.at.0, event.dwell_ms, event.slot)
}

/// `None` for a deed that only a newer version knows.
pub(crate) fn read_event((id, item, deed, at, dwell_ms, slot): EventRow) -> Option<Event> {
    Some(Event { id: EventId(id), item: ItemId(item), deed: Deed::from_word(&deed)?, at: Time(at), dwell_ms, slot })
}

pub(crate) fn in_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_a_kind_is_given_twice() {
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(Kind::from_number(kind as u8), Some(kind));
            assert_eq!(Kind::ALL.iter().position(|other| *other == kind), Some(place));
        }
    }

    #[test]
    fn hexadecimal_goes_there_and_back() {
        assert_eq!(from_hex(&in_hex(&[0, 1, 0xfe, 255])), Some(vec![0, 1, 0xfe, 255]));
        for wrong in ["0", "0g", "é", "+1"] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }
}
