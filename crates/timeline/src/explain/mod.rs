//! Why a slot is there, and why a candidate is not.

mod words;

use model::{ItemId, Kind, Language, SourceId, Target, Topic};

use crate::Ask;
use crate::filters::Candidate;
use crate::signals::{Group, Of, SIGNALS, Seen, Signal};
use crate::situation::Situation;

pub use words::Names;

/// One signal that counted, with its part in the value. Exact: the parts are what was added.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    pub group: Group,
    /// The signal's name in `SIGNALS`.
    pub signal: &'static str,
    /// What it added to the value; below 0 where it speaks against.
    pub amount: f64,
    /// Its part in all that was added and taken away, from 0 to 1.
    pub share: f64,
    pub about: About,
}

/// What a reason speaks of.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    Nothing,
    Source(SourceId),
    Topic(Topic),
    Word(String),
    Kind(Kind),
    Count(u32),
    /// Milliseconds.
    Age(i64),
}

#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    pub item: ItemId,
    pub why: LeftOutWhy,
    /// The place that its value would give it, from 1, where it has one.
    pub would_stand: Option<u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum LeftOutWhy {
    MutedSource(SourceId),
    MutedTopic(Topic),
    MutedWord(String),
    Hidden,
    Read,
    /// So many times, and never opened.
    ShownEnough(u8),
    /// This item stands for the story.
    SameStory(ItemId),
    Language(Language),
    TooOld,
    /// Its date lies in the future.
    NotYet,
    /// Not of the topic or source that the page is about.
    Elsewhere,
    NotFollowed,
    /// It stands on the page before her.
    OnThisPage,
    /// It stands on an earlier page.
    OnEarlierPage,
    SourceHasEnough(SourceId),
    /// Too much like what is on the page.
    TooAlike,
    /// Others are worth more.
    Lower,
}

/// A part below this is not worth a sentence.
const TELLING: f64 = 0.02;

/// What spoke for it, then what spoke against it; both with that first which sets it apart most from the `usual`
/// candidate.
pub(crate) fn reasons(
    candidate: &Candidate,
    parts: &[f64; SIGNALS.len()],
    usual: &[f64; SIGNALS.len()],
    situation: &Situation<'_>,
) -> Vec<Reason> {
    let all: f64 = parts.iter().map(|part| part.abs()).sum();
    let seen = Seen::new(candidate, situation);
    let reason = |signal: &Signal, amount: f64| Reason {
        group: signal.group,
        signal: signal.name,
        amount,
        share: if all > 0.0 { amount.abs() / all } else { 0.0 },
        about: about((signal.read)(&seen).of, situation.ask),
    };
    let mut reasons: Vec<(f64, Reason)> = Vec::new();
    for ((signal, &amount), usual) in SIGNALS.iter().zip(parts).zip(usual) {
        if amount.abs() >= TELLING && !signal.words(amount, Language::ENGLISH).is_empty() {
            reasons.push((if amount > 0.0 { amount - usual } else { usual - amount }, reason(signal, amount)));
        }
    }
    // For before against; its age and its form last, because anybody sees those beside the title anyway. Stable:
    // equals stay in the order of the table.
    let plain = |group| match group {
        Group::Freshness => 1,
        Group::Format => 2,
        _ => 0,
    };
    let rank = |reason: &Reason| (reason.amount < 0.0, plain(reason.group));
    reasons.sort_by(|a, b| rank(&a.1).cmp(&rank(&b.1)).then(b.0.total_cmp(&a.0)));
    let mut reasons: Vec<Reason> = reasons.into_iter().map(|(_, reason)| reason).collect();
    if reasons.is_empty() {
        // Its age can always be told.
        let ages = SIGNALS.iter().zip(parts).filter(|(signal, _)| signal.group == Group::Freshness);
        reasons.extend(ages.map(|(signal, &amount)| reason(signal, amount)));
    }
    reasons
}

/// The mean part of each signal.
pub(crate) fn usual(parts: &[[f64; SIGNALS.len()]]) -> [f64; SIGNALS.len()] {
    let mut usual = [0.0; SIGNALS.len()];
    for parts in parts {
        for (sum, part) in usual.iter_mut().zip(parts) {
            *sum += part;
        }
    }
    usual.map(|sum| sum / parts.len().max(1) as f64)
}

/// The reason of a slot that was drawn by lot.
pub(crate) fn drawn() -> Reason {
    let signal = &SIGNALS[crate::signals::EXPLORE];
    Reason { group: signal.group, signal: signal.name, amount: 0.0, share: 0.0, about: About::Nothing }
}

fn about(of: Of, ask: &Ask) -> About {
    match of {
        Of::Nothing => About::Nothing,
        Of::Source(source) => About::Source(source),
        Of::Topic(topic) => About::Topic(topic),
        Of::Word(place) => About::Word(word_at(ask, place)),
        Of::Kind(kind) => About::Kind(kind),
        Of::Count(count) => About::Count(count),
        Of::Age(age) => About::Age(age),
    }
}

/// The word at a place in the choices.
pub(crate) fn word_at(ask: &Ask, place: u16) -> String {
    match ask.choices.get(usize::from(place)) {
        Some((_, Target::Word(word))) => word.clone(),
        _ => String::new(),
    }
}
