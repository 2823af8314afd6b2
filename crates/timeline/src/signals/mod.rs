//! The signals: what is measured about a candidate for a reader. Declared once, in `SIGNALS`: name, group, words,
//! weight and how it is computed; everything else follows from that table.

mod format;
mod freshness;
mod habit;
mod interest;
mod popularity;
mod source;
mod table;
mod variety;

use std::cell::OnceCell;

use model::{Kind, Language, SourceId, Topic};

pub use table::SIGNALS;
pub(crate) use table::{BY_HAND, EXPLORE};

use crate::filters::Candidate;
use crate::situation::Situation;
use crate::stock::{Faded, Row, Story};

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

impl Group {
    /// What a group says where no signal of it has words that fit: for it above 0, against it below.
    pub fn words(self, amount: f64, language: Language) -> &'static str {
        let [[for_it, dafuer], [against, dagegen]] = match self {
            Group::Interest => [
                ["It fits what you read", "Es passt zu dem, was Sie lesen"],
                ["It is unlike what you read", "Es ist anders als das, was Sie lesen"],
            ],
            Group::Popularity => {
                [["Many open it", "Viele öffnen es"], ["Few who saw it opened it", "Wenige, die es sahen, öffneten es"]]
            }
            Group::Freshness => [
                ["It is as new as what is usually opened", "Es ist so neu wie das, was meist geöffnet wird"],
                ["It is older than what is usually opened", "Es ist älter als das, was meist geöffnet wird"],
            ],
            Group::Source => [
                ["Much of its source is opened", "Von dieser Quelle wird viel geöffnet"],
                ["Little of its source is opened", "Von dieser Quelle wird wenig geöffnet"],
            ],
            Group::Variety => [
                ["You have not had it yet", "Sie hatten es noch nicht"],
                ["You were shown it before", "Es wurde Ihnen schon gezeigt"],
            ],
            Group::Format => [
                ["Its length and form are often chosen", "Länge und Form werden oft gewählt"],
                ["Its length and form are seldom chosen", "Länge und Form werden selten gewählt"],
            ],
            Group::Habit => [
                ["It fits how you read", "Es passt dazu, wie Sie lesen"],
                ["It does not fit how you read", "Es passt nicht dazu, wie Sie lesen"],
            ],
        };
        match (amount < 0.0, language == Language::GERMAN) {
            (false, false) => for_it,
            (false, true) => dafuer,
            (true, false) => against,
            (true, true) => dagegen,
        }
    }
}

/// Whom a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The candidate: it may decide the order.
    Candidate,
    /// The reader, the page and the hour, the same for every candidate: it says how much she opens at all, and may
    /// decide a probability but no order.
    Moment,
}

/// One row of the table.
pub struct Signal {
    pub name: &'static str,
    pub group: Group,
    /// Published, set by hand: what a reading of 1 adds to the value as long as nothing was learned.
    pub weight: f64,
    pub scope: Scope,
    /// Is its rank within the slate a reading of its own?
    pub compared: bool,
    /// Does it speak of what a reader chose, or of a published bonus? Then it counts by its weight whatever was learned.
    pub explicit: bool,
    /// The reading of somebody or something nobody knows; "without this group" puts it in the reading's place.
    pub neutral: f32,
    /// Words for a reading above 0, English and German. `{source}`, `{topic}`, `{word}`, `{kind}`, `{n}` and `{age}`
    /// stand for what was read. Empty where a reader would not understand it: then its group speaks.
    pub speaks_for: [&'static str; 2],
    /// Words for a reading below 0; empty where there is none.
    pub speaks_against: [&'static str; 2],
    /// What is measured, for those who check.
    pub about: &'static str,
    pub(crate) read: fn(&Seen<'_>) -> Reading,
}

/// A finite number (from -1 to 1 for signals with a weight), with what the words need.
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
    /// Place among the names of the finds.
    Search(u16),
    Kind(Kind),
    Count(u32),
    Age(i64),
}

pub(crate) const NOTHING: Reading = Reading { amount: 0.0, of: Of::Nothing };

impl Reading {
    fn of(amount: f64, of: Of) -> Reading {
        Reading { amount, of }
    }

    fn number(amount: f64) -> Reading {
        Reading { amount, of: Of::Nothing }
    }
}

/// A candidate and all that its signals may look at.
pub(crate) struct Seen<'a> {
    pub(crate) situation: &'a Situation<'a>,
    pub(crate) row: &'a Row,
    pub(crate) at: u32,
    pub(crate) topics: &'a [Topic],
    pub(crate) story: Story,
    /// What all readers did with it.
    pub(crate) crowd: Faded<'a>,
    /// How many are weighed against each other.
    pub(crate) company: usize,
    near: OnceCell<interest::Near>,
    alike: OnceCell<interest::Alike>,
}

impl<'a> Seen<'a> {
    pub(crate) fn new(at: u32, company: usize, situation: &'a Situation<'a>) -> Seen<'a> {
        let stock = situation.stock;
        let row = stock.row(at);
        Seen {
            situation,
            row,
            at,
            topics: stock.topics_of(row),
            story: stock.coverage(row.story),
            crowd: stock.faded(row, situation.now),
            company,
            near: OnceCell::new(),
            alike: OnceCell::new(),
        }
    }

    fn near(&self) -> interest::Near {
        *self.near.get_or_init(|| interest::Near::of(self))
    }

    fn alike(&self) -> interest::Alike {
        *self.alike.get_or_init(|| interest::Alike::of(self))
    }
}

/// What each signal with a weight of its own adds to the value of a candidate.
pub(crate) type Parts = [f64; BY_HAND];

pub(crate) fn by_hand(pool: &[Candidate], situation: &Situation<'_>) -> Vec<Parts> {
    let weights = crate::value::weights(situation.ask.order);
    pool.iter()
        .map(|candidate| {
            let seen = Seen::new(candidate.at, pool.len(), situation);
            let mut parts = [0.0; BY_HAND];
            for ((part, signal), weight) in parts.iter_mut().zip(&SIGNALS).zip(weights) {
                if weight != 0.0 {
                    *part = weight * (signal.read)(&seen).amount;
                }
            }
            parts
        })
        .collect()
}

/// Readings of all signals for some items that are weighed against each other, a row each: first the signals in the
/// order of the table, then the ranks of those that are compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Slate {
    readings: Vec<f32>,
}

impl Slate {
    pub(crate) fn of(rows: &[u32], situation: &Situation<'_>) -> Slate {
        let mut slate = Slate { readings: Vec::with_capacity(rows.len() * WIDTH) };
        for &at in rows {
            let seen = Seen::new(at, rows.len(), situation);
            for signal in &SIGNALS {
                let amount = (signal.read)(&seen).amount as f32;
                slate.readings.push(if amount.is_finite() { amount } else { signal.neutral });
            }
            slate.readings.resize(slate.readings.len() + COMPARED.len(), 0.5);
        }
        slate.compare();
        slate
    }

    /// From readings kept earlier; `None` where their number does not fit.
    pub fn from_readings(readings: Vec<f32>) -> Option<Slate> {
        readings.len().is_multiple_of(WIDTH).then_some(Slate { readings })
    }

    pub fn len(&self) -> usize {
        self.readings.len() / WIDTH
    }

    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// `WIDTH` numbers for each item.
    pub fn readings(&self) -> &[f32] {
        &self.readings
    }

    pub fn row(&self, item: usize) -> &[f32] {
        &self.readings[item * WIDTH..(item + 1) * WIDTH]
    }

    /// One item's readings as they would be if nothing were known of that group.
    pub(crate) fn without(&self, item: usize, group: Group, row: &mut [f32; WIDTH]) {
        row.copy_from_slice(self.row(item));
        for (column, reading) in row.iter_mut().enumerate() {
            if column_group(column) == group {
                *reading = column_neutral(column);
            }
        }
    }

    /// The same with groups taken out for good: as if such signals did not exist.
    pub fn blind(&mut self, groups: &[Group]) {
        for row in self.readings.chunks_exact_mut(WIDTH) {
            for (column, reading) in row.iter_mut().enumerate() {
                if groups.contains(&column_group(column)) {
                    *reading = column_neutral(column);
                }
            }
        }
    }

    /// The share of the slate that reads less, equals counted half.
    fn compare(&mut self) {
        let rows = self.len();
        if rows < 2 {
            return;
        }
        let mut order: Vec<(f32, u32)> = Vec::with_capacity(rows);
        for (place, &signal) in COMPARED.iter().enumerate() {
            order.clear();
            order.extend((0..rows).map(|row| (self.readings[row * WIDTH + signal], row as u32)));
            order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            let mut start = 0;
            while start < rows {
                let mut end = start + 1;
                while end < rows && order[end].0 == order[start].0 {
                    end += 1;
                }
                let rank = ((start + end - 1) as f32 / 2.0) / (rows - 1) as f32;
                for &(_, row) in &order[start..end] {
                    self.readings[row as usize * WIDTH + SIGNALS.len() + place] = rank;
                }
                start = end;
            }
        }
    }
}

/// Columns of a slate.
pub const WIDTH: usize = SIGNALS.len() + COMPARED.len();

/// The signals, by their place in the table, whose rank within the slate is a column of its own.
const COMPARED: [usize; compared()] = {
    let mut places = [0; compared()];
    let (mut signal, mut at) = (0, 0);
    while signal < SIGNALS.len() {
        if SIGNALS[signal].compared {
            places[at] = signal;
            at += 1;
        }
        signal += 1;
    }
    places
};

const fn compared() -> usize {
    let (mut signal, mut count) = (0, 0);
    while signal < SIGNALS.len() {
        count += SIGNALS[signal].compared as usize;
        signal += 1;
    }
    count
}

fn signal_of(column: usize) -> &'static Signal {
    if column < SIGNALS.len() { &SIGNALS[column] } else { &SIGNALS[COMPARED[column - SIGNALS.len()]] }
}

/// Does it change with what this reader did herself, or from hour to hour? Where slates hold one item, nothing is
/// compared at the same moment, and such a signal would be learned as her mood or the hour's.
pub(crate) fn moves_with_the_moment(column: usize) -> bool {
    let signal = signal_of(column);
    let is_hers = matches!(signal.name, "source_affinity" | "source_raw")
        || matches!(signal.group, Group::Interest | Group::Habit | Group::Variety);
    let is_passing = matches!(
        signal.name,
        "coverage" | "spreading" | "rising" | "open_rate" | "finish_rate" | "liked" | "hidden" | "strength_quick"
    );
    let spans = ["_10m", "_hour", "_4h", "_day", "_short", "_long"];
    is_hers || is_passing || spans.iter().any(|span| signal.name.ends_with(span))
}

/// The column of a signal; the last one for a name that is not in the table.
pub(crate) fn column_of(name: &str) -> usize {
    SIGNALS.iter().position(|signal| signal.name == name).unwrap_or(WIDTH - 1)
}

/// `open_rate_hour`, or `open_rate_hour, compared` for its rank within the slate.
pub fn column_name(column: usize) -> String {
    let name = signal_of(column).name;
    if column < SIGNALS.len() { name.to_owned() } else { format!("{name}, compared") }
}

pub fn column_group(column: usize) -> Group {
    signal_of(column).group
}

/// May it decide an order, or only a probability?
pub fn column_scope(column: usize) -> Scope {
    signal_of(column).scope
}

fn column_neutral(column: usize) -> f32 {
    if column < SIGNALS.len() { SIGNALS[column].neutral } else { 0.5 }
}
