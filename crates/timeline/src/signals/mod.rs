//! The signals: what is measured about a candidate for a reader. Declared once, in `SIGNALS`: name, group, words,
//! weight and how it is computed; everything else follows from that table.

mod format;
mod freshness;
mod habit;
mod interest;
mod popularity;
mod source;
mod variety;

use std::cell::OnceCell;

use model::{Deed, Kind, Language, SourceId, Topic};

use crate::filters::Candidate;
use crate::situation::Situation;
use crate::stock::{Faded, HalfLife, Row, Story};

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

/// Does it change with what this reader did herself?
pub(crate) fn moves_with_her(column: usize) -> bool {
    let signal = signal_of(column);
    let is_hers = matches!(signal.name, "source_affinity" | "source_raw" | "read_before" | "since_read" | "story_read");
    is_hers || matches!(signal.group, Group::Interest | Group::Habit)
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

const fn signal(
    name: &'static str,
    group: Group,
    weight: f64,
    read: fn(&Seen<'_>) -> Reading,
    speaks_for: [&'static str; 2],
    speaks_against: [&'static str; 2],
) -> Signal {
    Signal {
        name,
        group,
        weight,
        scope: Scope::Candidate,
        compared: false,
        explicit: false,
        neutral: 0.0,
        speaks_for,
        speaks_against,
        about: "",
        read,
    }
}

/// A signal without a weight of its own: only what is learned makes use of it.
const fn learned(name: &'static str, group: Group, read: fn(&Seen<'_>) -> Reading, about: &'static str) -> Signal {
    Signal { about, ..signal(name, group, 0.0, read, ["", ""], ["", ""]) }
}

const fn compared_too(signal: Signal) -> Signal {
    Signal { compared: true, ..signal }
}

const fn neutral_at(neutral: f32, signal: Signal) -> Signal {
    Signal { neutral, ..signal }
}

const fn of_the_moment(signal: Signal) -> Signal {
    Signal { scope: Scope::Moment, ..signal }
}

const fn explicit(signal: Signal) -> Signal {
    Signal { explicit: true, ..signal }
}

/// So many signals, the first of the table, have weights set by hand.
pub(crate) const BY_HAND: usize = 22;
pub(crate) const EXPLORE: usize = BY_HAND - 1;

/// In this order everything is summed.
#[rustfmt::skip]
pub const SIGNALS: [Signal; 101] = [
    explicit(signal("followed_topic", Group::Interest, 0.8, interest::followed_topic,
        ["Because you follow {topic}", "Weil Sie dem Thema {topic} folgen"], ["", ""])),
    explicit(signal("followed_word", Group::Interest, 0.8, interest::followed_word,
        ["Because you follow “{word}”", "Weil Sie „{word}“ folgen"], ["", ""])),
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
    explicit(signal("followed_source", Group::Source, 1.0, source::followed_source,
        ["Because you follow {source}", "Weil Sie {source} folgen"], ["", ""])),
    signal("source_affinity", Group::Source, 0.6, source::source_affinity,
        ["Because you often open {source}", "Weil Sie {source} oft öffnen"],
        ["You seldom open {source}", "Sie öffnen {source} selten"]),
    explicit(signal("first_to_report", Group::Source, 0.15, source::first_to_report,
        ["{source} was the first to report this", "{source} hat als Erstes berichtet"], ["", ""])),
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
    compared_too(learned("open_rate_10m", Group::Popularity, |seen| popularity::rate(seen, Deed::Opened, HalfLife::TenMinutes),
        "openings over showings against what is usual in the edition, half after ten minutes")),
    compared_too(learned("open_rate_hour", Group::Popularity, |seen| popularity::rate(seen, Deed::Opened, HalfLife::Hour),
        "openings over showings against what is usual in the edition, half after an hour")),
    compared_too(learned("open_rate_4h", Group::Popularity, |seen| popularity::rate(seen, Deed::Opened, HalfLife::FourHours),
        "openings over showings against what is usual in the edition, half after four hours")),
    compared_too(learned("open_rate_day", Group::Popularity, |seen| popularity::rate(seen, Deed::Opened, HalfLife::Day),
        "openings over showings against what is usual in the edition, half after a day")),
    compared_too(learned("open_rate_week", Group::Popularity, |seen| popularity::rate(seen, Deed::Opened, HalfLife::Week),
        "openings over showings against what is usual in the edition, half after a week")),
    compared_too(learned("open_share_10m", Group::Popularity, |seen| popularity::share(seen, Deed::Opened, HalfLife::TenMinutes),
        "its part in all openings of the edition, half after ten minutes")),
    compared_too(learned("open_share_hour", Group::Popularity, |seen| popularity::share(seen, Deed::Opened, HalfLife::Hour),
        "its part in all openings of the edition, half after an hour")),
    compared_too(learned("open_share_4h", Group::Popularity, |seen| popularity::share(seen, Deed::Opened, HalfLife::FourHours),
        "its part in all openings of the edition, half after four hours")),
    compared_too(learned("open_share_day", Group::Popularity, |seen| popularity::share(seen, Deed::Opened, HalfLife::Day),
        "its part in all openings of the edition, half after a day")),
    compared_too(learned("shown_share_hour", Group::Popularity, |seen| popularity::share(seen, Deed::Shown, HalfLife::Hour),
        "its part in all showings of the edition, half after an hour")),
    compared_too(learned("shown_share_day", Group::Popularity, |seen| popularity::share(seen, Deed::Shown, HalfLife::Day),
        "its part in all showings of the edition, half after a day")),
    compared_too(learned("fair_rate_10m", Group::Popularity, |seen| popularity::fair_rate(seen, HalfLife::TenMinutes),
        "openings for each that would fall to it if all on its slates were alike, half after ten minutes")),
    compared_too(learned("fair_rate_hour", Group::Popularity, |seen| popularity::fair_rate(seen, HalfLife::Hour),
        "openings for each that would fall to it if all on its slates were alike, half after an hour")),
    compared_too(learned("fair_rate_4h", Group::Popularity, |seen| popularity::fair_rate(seen, HalfLife::FourHours),
        "openings for each that would fall to it if all on its slates were alike, half after four hours")),
    compared_too(learned("fair_rate_day", Group::Popularity, |seen| popularity::fair_rate(seen, HalfLife::Day),
        "openings for each that would fall to it if all on its slates were alike, half after a day")),
    compared_too(learned("fair_rate_week", Group::Popularity, |seen| popularity::fair_rate(seen, HalfLife::Week),
        "openings for each that would fall to it if all on its slates were alike, half after a week")),
    compared_too(learned("strength_slow", Group::Popularity, |seen| popularity::strength(seen, 0),
        "how it did against the others of its slates, in log-odds, a slow estimate")),
    compared_too(learned("strength_quick", Group::Popularity, |seen| popularity::strength(seen, 1),
        "how it did against the others of its slates, in log-odds, a quick estimate")),
    compared_too(learned("view_share_10m", Group::Popularity, |seen| popularity::view_share(seen, HalfLife::TenMinutes),
        "its part in all that is read, wherever it was found, half after ten minutes")),
    compared_too(learned("lift_10m", Group::Popularity, |seen| popularity::lift(seen, HalfLife::TenMinutes),
        "readings for each opening that would fall to it if all on its slates were alike, half after ten minutes")),
    compared_too(learned("view_share_hour", Group::Popularity, |seen| popularity::view_share(seen, HalfLife::Hour),
        "its part in all that is read, wherever it was found, half after an hour")),
    compared_too(learned("lift_hour", Group::Popularity, |seen| popularity::lift(seen, HalfLife::Hour),
        "readings for each opening that would fall to it if all on its slates were alike, half after an hour")),
    compared_too(learned("view_share_4h", Group::Popularity, |seen| popularity::view_share(seen, HalfLife::FourHours),
        "its part in all that is read, wherever it was found, half after four hours")),
    compared_too(learned("lift_4h", Group::Popularity, |seen| popularity::lift(seen, HalfLife::FourHours),
        "readings for each opening that would fall to it if all on its slates were alike, half after four hours")),
    compared_too(learned("view_share_day", Group::Popularity, |seen| popularity::view_share(seen, HalfLife::Day),
        "its part in all that is read, wherever it was found, half after a day")),
    compared_too(learned("lift_day", Group::Popularity, |seen| popularity::lift(seen, HalfLife::Day),
        "readings for each opening that would fall to it if all on its slates were alike, half after a day")),
    compared_too(learned("trend_short", Group::Popularity, |seen| popularity::trend(seen, HalfLife::TenMinutes, HalfLife::Hour),
        "openings of the last ten minutes against those of the hour")),
    compared_too(learned("trend_long", Group::Popularity, |seen| popularity::trend(seen, HalfLife::Hour, HalfLife::FourHours),
        "openings of the last hour against those of four hours")),
    compared_too(learned("finish_rate_day", Group::Popularity, |seen| popularity::rate(seen, Deed::Finished, HalfLife::Day),
        "read to the end over showings against what is usual, half after a day")),
    compared_too(learned("finish_rate_week", Group::Popularity, |seen| popularity::rate(seen, Deed::Finished, HalfLife::Week),
        "read to the end over showings against what is usual, half after a week")),
    learned("like_rate_week", Group::Popularity, |seen| popularity::rate(seen, Deed::Liked, HalfLife::Week),
        "likes over showings against what is usual, half after a week"),
    learned("hide_rate_week", Group::Popularity, |seen| popularity::rate(seen, Deed::Hidden, HalfLife::Week),
        "hidden over showings against what is usual, half after a week"),
    compared_too(learned("watched", Group::Popularity, popularity::watched,
        "mean quantile of its watch times among items as long, less a half")),
    learned("shown_often", Group::Popularity, popularity::shown_often,
        "showings within a week, as a share of those and two hundred: how sure the rates are"),
    compared_too(learned("word_rate", Group::Popularity, popularity::word_rate,
        "openings over showings of titles with its words, against what is usual")),
    compared_too(learned("topic_rate_day", Group::Popularity, |seen| popularity::topic_rate(seen, Deed::Opened, HalfLife::Day),
        "openings over showings of its topics against what is usual, half after a day")),
    learned("topic_rate_week", Group::Popularity, |seen| popularity::topic_rate(seen, Deed::Opened, HalfLife::Week),
        "the same, half after a week"),
    learned("topic_finish_week", Group::Popularity, |seen| popularity::topic_rate(seen, Deed::Finished, HalfLife::Week),
        "read to the end over showings of its topics against what is usual, half after a week"),
    learned("class_rate_week", Group::Format, |seen| popularity::class_rate(seen, Deed::Opened),
        "openings over showings of items of its kind and length against what is usual"),
    learned("class_finish_week", Group::Format, |seen| popularity::class_rate(seen, Deed::Finished),
        "read to the end over showings of items of its kind and length against what is usual"),
    compared_too(learned("source_rate_day", Group::Source, |seen| source::rate(seen, Deed::Opened, HalfLife::Day),
        "openings over showings of its source against what is usual, half after a day")),
    learned("source_rate_week", Group::Source, |seen| source::rate(seen, Deed::Opened, HalfLife::Week),
        "the same, half after a week"),
    learned("source_finish_week", Group::Source, |seen| source::rate(seen, Deed::Finished, HalfLife::Week),
        "read to the end over showings of its source against what is usual, half after a week"),
    compared_too(neutral_at(12.0, learned("age", Group::Freshness, freshness::age,
        "hours since publication"))),
    compared_too(learned("word_interest", Group::Interest, interest::word_interest,
        "how much the words of its title draw her, rare words counting more")),
    compared_too(learned("topics_interest", Group::Interest, interest::topics_interest,
        "how much all its topics together draw her")),
    compared_too(learned("likest", Group::Interest, interest::likest,
        "likeness to the most alike of her last reads")),
    compared_too(learned("like_all", Group::Interest, interest::like_all,
        "mean likeness to all of her last reads")),
    compared_too(learned("read_together", Group::Interest, interest::read_together,
        "how often readers of what she read lately read it too, by cosine")),
    compared_too(learned("follows_context", Group::Interest, interest::follows_context,
        "how often readers of the article she has before her read it too, by cosine")),
    compared_too(learned("like_context", Group::Interest, interest::like_context,
        "likeness to the article she has before her")),
    neutral_at(48.0, learned("since_shown", Group::Variety, variety::since_shown,
        "hours since she was last shown it and did not open it, at most two days")),
    compared_too(learned("times_shown", Group::Variety, variety::how_often_shown,
        "how often she was shown it and did not open it")),
    learned("read_before", Group::Variety, variety::read_before,
        "1 when she read it before"),
    compared_too(learned("source_raw", Group::Source, source::affinity,
        "how much its source draws her")),
    learned("words", Group::Format, format::words,
        "how long it is: its class of length"),
    learned("is_video", Group::Format, format::is_video,
        "1 for a video"),
    of_the_moment(learned("her_open_rate", Group::Habit, habit::her_open_rate,
        "how much of what she is shown she opens")),
    of_the_moment(learned("her_finish_rate", Group::Habit, habit::her_finish_rate,
        "how much of what she is shown she reads to the end")),
    of_the_moment(learned("her_showings", Group::Habit, habit::her_showings,
        "how much is known of her: showings within a week, as a share of those and twenty")),
    of_the_moment(learned("her_reads", Group::Habit, habit::her_reads,
        "how many items she is known to have read, as a share of those and twenty")),
    learned("surface", Group::Format, format::surface,
        "the page on which it stands, by number"),
    learned("device", Group::Format, format::device,
        "the kind of device, by number"),
    learned("hour", Group::Habit, habit::hour,
        "hour of the day, UTC"),
    compared_too(learned("quality", Group::Popularity, popularity::quality,
        "log-odds that it is taken when shown, whoever sees it: its own part, its source's, its topics', its kind and length's")),
    compared_too(learned("read_alike", Group::Interest, interest::read_alike,
        "whether readers of its words read what she read: the ten greatest likenesses")),
    compared_too(learned("read_alike_all", Group::Interest, interest::read_alike_all,
        "whether readers of its words read what she read: all likenesses")),
    compared_too(learned("read_alike_three", Group::Interest, interest::read_alike_three,
        "whether readers of its words read what she read: the three greatest likenesses")),
    compared_too(learned("topic_lift", Group::Interest, interest::topic_lift,
        "the part of its topics in her reading against their part in everybody's")),
    compared_too(learned("age_habit", Group::Habit, habit::age_habit,
        "how much of what she opened was as old as this")),
    compared_too(learned("size_habit", Group::Habit, habit::size_habit,
        "how much of what she opened was as long as this")),
    learned("is_context", Group::Variety, variety::is_context,
        "1 for the article that she has before her"),
    neutral_at(336.0, learned("since_read", Group::Variety, variety::since_read,
        "hours since she read it, two weeks for never")),
    learned("page_level", Group::Format, format::page_level,
        "log-odds that anything on this page is taken"),
    learned("slate_size", Group::Format, |seen| Reading::number(seen.company as f64),
        "how many items it is weighed against"),
    of_the_moment(learned("her_level", Group::Habit, habit::her_level,
        "log-odds by which she takes more of what she is shown than others do")),
    of_the_moment(learned("her_level_lately", Group::Habit, habit::her_level_lately,
        "the same, learned three times as fast")),
    of_the_moment(learned("her_level_of_size", Group::Habit, habit::her_level_of_size,
        "the same for items as long as this")),
    of_the_moment(learned("all_told", Group::Habit, habit::all_told,
        "log-odds that she takes it: the item's part, the page's and her own")),
];
