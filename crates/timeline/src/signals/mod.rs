//! The signals: what is measured about a candidate for a reader. Declared once, in `SIGNALS`: name, group, words,
//! weight and how it is computed; everything else follows from that table.

mod format;
mod freshness;
mod habit;
mod interest;
mod popularity;
mod source;
mod variety;

use model::{Kind, Language, SourceId, Topic};

use crate::filters::Candidate;
use crate::situation::Situation;
use crate::stock::{Row, Story};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Interest,
    Popularity,
    Freshness,
    Source,
    Variety,
    Format,
    Habit,
}

impl Group {
    pub const ALL: [Group; 7] = [
        Group::Interest,
        Group::Popularity,
        Group::Freshness,
        Group::Source,
        Group::Variety,
        Group::Format,
        Group::Habit,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Group::Interest => "interest",
            Group::Popularity => "popularity",
            Group::Freshness => "freshness",
            Group::Source => "source",
            Group::Variety => "variety",
            Group::Format => "format",
            Group::Habit => "habit",
        }
    }

    /// The name for readers, in German or else in English.
    pub fn name(self, language: Language) -> &'static str {
        let (english, german) = match self {
            Group::Interest => ("your interests", "Ihre Interessen"),
            Group::Popularity => ("what others read and report", "was andere lesen und berichten"),
            Group::Freshness => ("how new it is", "wie neu es ist"),
            Group::Source => ("where it comes from", "woher es kommt"),
            Group::Variety => ("variety", "Abwechslung"),
            Group::Format => ("its form", "die Form"),
            Group::Habit => ("your habits", "Ihre Gewohnheiten"),
        };
        if language == Language::GERMAN { german } else { english }
    }
}

/// One row of the table.
pub struct Signal {
    pub name: &'static str,
    pub group: Group,
    /// Published, set by hand: what a reading of 1 adds to the value.
    pub weight: f64,
    /// Words for a reading above 0, English and German. `{source}`, `{topic}`, `{word}`, `{kind}`, `{n}` and `{age}`
    /// stand for what was read.
    pub speaks_for: [&'static str; 2],
    /// Words for a reading below 0; empty where there is none.
    pub speaks_against: [&'static str; 2],
    pub(crate) read: fn(&Seen<'_>) -> Reading,
}

/// From -1 to 1, with what the words need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub(crate) amount: f64,
    pub(crate) of: Of,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Of {
    Nothing,
    Source(SourceId),
    Topic(Topic),
    /// Place in the choices.
    Word(u16),
    Kind(Kind),
    Count(u32),
    Age(i64),
}

pub(crate) const NOTHING: Reading = Reading { amount: 0.0, of: Of::Nothing };

impl Reading {
    fn of(amount: f64, of: Of) -> Reading {
        Reading { amount, of }
    }
}

/// A candidate and all that its signals may look at.
pub(crate) struct Seen<'a> {
    pub(crate) situation: &'a Situation<'a>,
    pub(crate) row: &'a Row,
    pub(crate) at: u32,
    pub(crate) topics: &'a [Topic],
    pub(crate) story: Story,
    /// Reads and showings by all readers, decayed by a day.
    pub(crate) popularity: popularity::Lately,
}

impl<'a> Seen<'a> {
    pub(crate) fn new(candidate: &Candidate, situation: &'a Situation<'a>) -> Seen<'a> {
        let stock = situation.stock;
        let row = stock.row(candidate.at);
        Seen {
            situation,
            row,
            at: candidate.at,
            topics: stock.topics_of(row),
            story: stock.coverage(row.story),
            popularity: popularity::Lately::of(row, situation),
        }
    }
}

/// What each signal of the table adds to the value of each candidate.
pub(crate) fn measure(pool: &[Candidate], situation: &Situation<'_>) -> Vec<[f64; SIGNALS.len()]> {
    let weights = crate::value::weights(situation.ask.order);
    pool.iter()
        .map(|candidate| {
            let seen = Seen::new(candidate, situation);
            let mut parts = [0.0; SIGNALS.len()];
            for ((part, signal), weight) in parts.iter_mut().zip(&SIGNALS).zip(weights) {
                if weight != 0.0 {
                    *part = weight * (signal.read)(&seen).amount;
                }
            }
            parts
        })
        .collect()
}

const fn signal(
    name: &'static str,
    group: Group,
    weight: f64,
    read: fn(&Seen<'_>) -> Reading,
    speaks_for: [&'static str; 2],
    speaks_against: [&'static str; 2],
) -> Signal {
    Signal { name, group, weight, speaks_for, speaks_against, read }
}

pub(crate) const EXPLORE: usize = SIGNALS.len() - 1;

/// In this order everything is summed.
#[rustfmt::skip]
pub const SIGNALS: [Signal; 22] = [
    signal("followed_topic", Group::Interest, 0.8, interest::followed_topic,
        ["Because you follow {topic}", "Weil Sie dem Thema {topic} folgen"], ["", ""]),
    signal("followed_word", Group::Interest, 0.8, interest::followed_word,
        ["Because you follow “{word}”", "Weil Sie „{word}“ folgen"], ["", ""]),
    signal("topic_interest", Group::Interest, 1.0, interest::topic_interest,
        ["Because you read about {topic}", "Weil Sie über {topic} lesen"],
        ["You seldom open what is about {topic}", "Sie öffnen selten etwas zum Thema {topic}"]),
    signal("likeness", Group::Interest, 1.0, interest::likeness,
        ["It is like what you read lately", "Es ähnelt dem, was Sie zuletzt lasen"], ["", ""]),
    signal("coverage", Group::Popularity, 0.9, popularity::coverage,
        ["{n} sources cover this story", "{n} Quellen berichten darüber"], ["", ""]),
    signal("spreading", Group::Popularity, 0.3, popularity::spreading,
        ["{n} reports in the last three hours", "{n} Berichte in den letzten drei Stunden"], ["", ""]),
    signal("open_rate", Group::Popularity, 0.6, popularity::open_rate,
        ["{n} of 100 readers who saw it opened it", "{n} von 100, die es sahen, öffneten es"],
        ["Few readers who saw it opened it", "Wenige, die es sahen, öffneten es"]),
    signal("rising", Group::Popularity, 0.4, popularity::rising,
        ["Opened more in the last hour than before", "In der letzten Stunde öfter geöffnet als zuvor"], ["", ""]),
    signal("finish_rate", Group::Popularity, 0.3, popularity::finish_rate,
        ["{n} of 100 who opened it read it to the end", "{n} von 100, die es öffneten, lasen es zu Ende"],
        ["Few who opened it read it to the end", "Wenige, die es öffneten, lasen es zu Ende"]),
    signal("liked", Group::Popularity, 0.2, popularity::liked,
        ["Readers liked it", "Es hat Leserinnen und Lesern gefallen"], ["", ""]),
    signal("hidden", Group::Popularity, 0.5, popularity::hidden,
        ["", ""], ["Readers hid it", "Leserinnen und Leser haben es ausgeblendet"]),
    signal("freshness", Group::Freshness, 1.0, freshness::freshness,
        ["Published {age} ago", "Vor {age} erschienen"], ["", ""]),
    signal("followed_source", Group::Source, 1.0, source::followed_source,
        ["Because you follow {source}", "Weil Sie {source} folgen"], ["", ""]),
    signal("source_affinity", Group::Source, 0.6, source::source_affinity,
        ["Because you often open {source}", "Weil Sie {source} oft öffnen"],
        ["You seldom open {source}", "Sie öffnen {source} selten"]),
    signal("first_to_report", Group::Source, 0.15, source::first_to_report,
        ["{source} was the first to report this", "{source} hat als Erstes berichtet"], ["", ""]),
    signal("shown_before", Group::Variety, 0.6, variety::shown_before,
        ["", ""], ["Shown to you {n} times already", "Ihnen schon {n} Mal gezeigt"]),
    signal("story_read", Group::Variety, 0.7, variety::story_read,
        ["", ""], ["You read about this story already", "Sie haben darüber schon gelesen"]),
    signal("picture", Group::Format, 0.05, format::picture,
        ["It comes with a picture", "Es hat ein Bild"], ["", ""]),
    signal("kind_habit", Group::Habit, 0.3, habit::kind_habit,
        ["Because you often choose {kind}", "Weil Sie oft {kind} wählen"], ["", ""]),
    signal("length_habit", Group::Habit, 0.15, habit::length_habit,
        ["As long as what you read to the end", "So lang wie das, was Sie zu Ende lesen"], ["", ""]),
    signal("hour_habit", Group::Habit, 0.25, habit::hour_habit,
        ["At this time of day you read about {topic}", "Um diese Tageszeit lesen Sie über {topic}"], ["", ""]),
    // Chance, not value: the slot for something new is drawn (`arrange`), so a reading of it adds nothing.
    signal("explore", Group::Variety, 0.0, variety::explore,
        ["Something new: will you like it?", "Etwas Neues: Gefällt es Ihnen?"], ["", ""]),
];
