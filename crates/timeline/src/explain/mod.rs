//! Why a slot is there, and why a candidate is not.

mod words;

use model::{ItemId, Kind, Language, SourceId, Target, Topic};

use crate::Ask;
use crate::ask::Verdict;
use crate::filters::Candidate;
use crate::signals::{BY_HAND, Group, Of, Parts, SIGNALS, Seen, Signal};
use crate::situation::Situation;
use crate::sources::{Origin, Origins};
use crate::value::Worth;

pub use words::Names;

/// One signal that counted, with its part in the value. Exact: the parts are what was added.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    pub group: Group,
    /// The signal's name in `SIGNALS`; empty where only the group as a whole can be told.
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
    /// The name of her saved search.
    Search(String),
    Kind(Kind),
    Count(u32),
    /// Milliseconds.
    Age(i64),
    /// The article that she has before her.
    Article(Tie),
}

/// What binds an item to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    SameStory,
    ReadTogether,
    Alike,
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
    /// The rule's name.
    MutedByRule(String),
    /// The rule's name.
    ReadByRule(String),
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

/// Why the slots of a page are there.
pub(crate) struct Why<'a> {
    situation: &'a Situation<'a>,
    candidates: Vec<Candidate>,
    parts: Vec<Parts>,
    /// By how much each group changes each slot; what a model foretells has no other exact parts.
    groups: Option<Vec<[f64; Group::ALL.len()]>>,
    usual_parts: Parts,
    usual_groups: [f64; Group::ALL.len()],
}

impl<'a> Why<'a> {
    pub(crate) fn of(
        page: &[usize],
        pool: &[Candidate],
        worth: &Worth<'_>,
        values: &[f64],
        situation: &'a Situation<'a>,
    ) -> Why<'a> {
        let groups = worth.by_group(page, values);
        Why {
            situation,
            candidates: page.iter().map(|&place| pool[place]).collect(),
            parts: page.iter().map(|&place| worth.parts()[place]).collect(),
            usual_parts: mean(worth.parts()),
            usual_groups: groups.as_deref().map_or([0.0; Group::ALL.len()], mean),
            groups,
        }
    }

    /// What spoke for the slot, then what spoke against it; both with that first which sets it apart most from the
    /// usual one.
    pub(crate) fn reasons(&self, slot: usize) -> Vec<Reason> {
        let seen = Seen::new(self.candidates[slot].at, self.candidates.len(), self.situation);
        let mut reasons = match &self.groups {
            Some(groups) => self.by_group(&groups[slot], &self.parts[slot], &seen),
            None => self.by_hand(&self.parts[slot], &seen),
        };
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
            let ages = SIGNALS.iter().zip(&self.parts[slot]).filter(|(signal, _)| signal.group == Group::Freshness);
            reasons.extend(ages.map(|(signal, &amount)| self.reason(signal, amount, 0.0, &seen)));
        }
        reasons
    }

    /// Each signal's part is what was added.
    fn by_hand(&self, parts: &Parts, seen: &Seen<'_>) -> Vec<(f64, Reason)> {
        let sliders = self.situation.ask.sliders;
        let all: f64 =
            parts.iter().zip(&SIGNALS).map(|(part, signal)| (part * sliders.factor(signal.group)).abs()).sum();
        let mut reasons = Vec::new();
        for ((signal, &part), usual) in SIGNALS.iter().zip(parts).zip(&self.usual_parts) {
            let amount = part * sliders.factor(signal.group);
            if amount.abs() >= TELLING && !signal.words(amount, Language::ENGLISH).is_empty() {
                reasons.push((apart(part, *usual), self.reason(signal, amount, all, seen)));
            }
        }
        reasons
    }

    /// A group's part is the difference that leaving it out makes; its most telling signal lends it the words.
    fn by_group(&self, groups: &[f64; Group::ALL.len()], parts: &Parts, seen: &Seen<'_>) -> Vec<(f64, Reason)> {
        let all: f64 = groups.iter().map(|amount| amount.abs()).sum();
        let mut reasons = Vec::new();
        for ((group, &amount), usual) in Group::ALL.into_iter().zip(groups).zip(&self.usual_groups) {
            if amount.abs() < TELLING {
                continue;
            }
            let speaks = |(place, signal): &(usize, &'static Signal)| {
                signal.group == group
                    && parts[*place] * amount > 0.0
                    && !signal.words(amount, Language::ENGLISH).is_empty()
            };
            let speaker = SIGNALS
                .iter()
                .take(BY_HAND)
                .enumerate()
                .filter(speaks)
                .max_by(|a, b| parts[a.0].abs().total_cmp(&parts[b.0].abs()));
            let reason = match speaker {
                Some((_, signal)) => self.reason(signal, amount, all, seen),
                None => Reason { group, signal: "", amount, share: share(amount, all), about: About::Nothing },
            };
            reasons.push((apart(amount, *usual), reason));
        }
        reasons
    }

    fn reason(&self, signal: &Signal, amount: f64, all: f64, seen: &Seen<'_>) -> Reason {
        Reason {
            group: signal.group,
            signal: signal.name,
            amount,
            share: share(amount, all),
            about: about((signal.read)(seen).of, self.situation.ask),
        }
    }
}

fn share(amount: f64, all: f64) -> f64 {
    if all > 0.0 { amount.abs() / all } else { 0.0 }
}

/// How far it stands out from the usual, towards its own side.
fn apart(amount: f64, usual: f64) -> f64 {
    if amount > 0.0 { amount - usual } else { usual - amount }
}

fn mean<const N: usize>(rows: &[[f64; N]]) -> [f64; N] {
    let mut mean = [0.0; N];
    for row in rows {
        for (sum, part) in mean.iter_mut().zip(row) {
            *sum += part;
        }
    }
    mean.map(|sum| sum / rows.len().max(1) as f64)
}

/// The reason of a slot that was drawn by lot.
pub(crate) fn drawn() -> Reason {
    let signal = &SIGNALS[crate::signals::EXPLORE];
    Reason { group: signal.group, signal: signal.name, amount: 0.0, share: 0.0, about: About::Nothing }
}

/// The reason of a slot to which the article that she has before her leads. No part of the value: that is how it became
/// a candidate.
pub(crate) fn led_to(origins: Origins, ask: &Ask) -> Option<Reason> {
    ask.context?;
    let ties = [(Origin::SameStory, Tie::SameStory), (Origin::Together, Tie::ReadTogether), (Origin::Near, Tie::Alike)];
    let (_, tie) = ties.into_iter().find(|(origin, _)| origins.has(*origin))?;
    Some(Reason { group: Group::Interest, signal: "", amount: 0.0, share: 0.0, about: About::Article(tie) })
}

/// The reason of a slot that a saved search of hers proposed.
pub(crate) fn found(item: ItemId, ask: &Ask) -> Option<Reason> {
    let search = ask.finds.of(item, Verdict::Wanted)?;
    let about = About::Search(ask.finds.name(search));
    Some(Reason { group: Group::Interest, signal: "", amount: 0.0, share: 0.0, about })
}

fn about(of: Of, ask: &Ask) -> About {
    match of {
        Of::Nothing => About::Nothing,
        Of::Source(source) => About::Source(source),
        Of::Topic(topic) => About::Topic(topic),
        Of::Word(place) => About::Word(word_at(ask, place)),
        Of::Search(place) => About::Search(ask.finds.name(place)),
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
