//! What may not be in this timeline, each with its reason.

use model::{Kind, Language};

use crate::ask::Verdict;
use crate::explain::{LeftOut, LeftOutWhy};
use crate::situation::Situation;
use crate::sources::{Origin, Origins};
use crate::stock::Row;
use crate::{Order, Within};

/// So often shown and not opened that it need not come again.
pub(crate) const SHOWN_ENOUGH: u8 = 4;

/// A candidate that may be in the timeline.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) at: u32,
    pub(crate) origins: Origins,
}

pub(crate) fn sift(
    gathered: &[(u32, Origins)],
    situation: &Situation<'_>,
    left_out: &mut Vec<LeftOut>,
) -> Vec<Candidate> {
    let mut pool = Vec::with_capacity(gathered.len());
    for &(at, origins) in gathered {
        let row = situation.stock.row(at);
        match reason(row, origins, situation) {
            Some(why) => left_out.push(LeftOut { item: row.id, why, would_stand: None }),
            None => pool.push(Candidate { at, origins }),
        }
    }
    pool
}

/// Her own mutes first: where several reasons hold, that is the one she knows.
fn reason(row: &Row, origins: Origins, situation: &Situation<'_>) -> Option<LeftOutWhy> {
    mute(row, situation)
        .or_else(|| ruled(row, situation))
        .or_else(|| place(row, origins, situation))
        .or_else(|| had_already(row, situation))
        .or_else(|| time(row, situation))
}

fn mute(row: &Row, situation: &Situation<'_>) -> Option<LeftOutWhy> {
    let mutes = &situation.mutes;
    if mutes.is_empty() {
        return None;
    }
    if mutes.source(row.source) {
        return Some(LeftOutWhy::MutedSource(row.source));
    }
    if let Some(topic) = mutes.topic(situation.stock.topics_of(row)) {
        return Some(LeftOutWhy::MutedTopic(topic));
    }
    if mutes.has_words() {
        let place = mutes.word(situation.stock.title_of(row))?;
        return Some(LeftOutWhy::MutedWord(crate::explain::word_at(situation.ask, place)));
    }
    None
}

/// What a rule of hers says holds in every order, like a mute.
fn ruled(row: &Row, situation: &Situation<'_>) -> Option<LeftOutWhy> {
    let finds = &situation.ask.finds;
    if finds.is_empty() {
        return None;
    }
    let mutes = || finds.of(row.id, Verdict::Mute).map(|rule| LeftOutWhy::MutedByRule(finds.name(rule)));
    let reads = || finds.of(row.id, Verdict::Read).map(|rule| LeftOutWhy::ReadByRule(finds.name(rule)));
    mutes().or_else(reads)
}

fn place(row: &Row, origins: Origins, situation: &Situation<'_>) -> Option<LeftOutWhy> {
    let languages = &situation.languages;
    if !languages.is_empty() && row.language != Language::UNKNOWN && languages.binary_search(&row.language).is_err() {
        return Some(LeftOutWhy::Language(row.language));
    }
    let is_within = match situation.ask.within {
        Within::Everything => true,
        Within::Topic(topic) => situation.stock.topics_of(row).contains(&topic),
        Within::Source(source) => row.source == source,
        Within::Clips => row.kind == Kind::Video,
    };
    if !is_within {
        return Some(LeftOutWhy::Elsewhere);
    }
    let needs_follow = situation.ask.order == Order::Following && !origins.has(Origin::Followed);
    (needs_follow && !is_followed(row, situation)).then_some(LeftOutWhy::NotFollowed)
}

fn is_followed(row: &Row, situation: &Situation<'_>) -> bool {
    let (stock, follows) = (situation.stock, &situation.follows);
    situation.ask.finds.of(row.id, Verdict::Wanted).is_some()
        || follows.source(row.source)
        || follows.topic(stock.topics_of(row)).is_some()
        || (follows.has_words() && follows.word(stock.title_of(row)).is_some())
}

fn had_already(row: &Row, situation: &Situation<'_>) -> Option<LeftOutWhy> {
    if situation.already.binary_search(&row.id).is_ok() {
        return Some(LeftOutWhy::OnThisPage);
    }
    if situation.hidden.binary_search(&row.id).is_ok() {
        return Some(LeftOutWhy::Hidden);
    }
    if situation.read_items.binary_search(&row.id).is_ok() {
        return Some(LeftOutWhy::Read);
    }
    let times = situation.times_shown(row.id);
    (times >= SHOWN_ENOUGH).then_some(LeftOutWhy::ShownEnough(times))
}

fn time(row: &Row, situation: &Situation<'_>) -> Option<LeftOutWhy> {
    let age = situation.now.since(row.published);
    if age < 0 {
        return Some(LeftOutWhy::NotYet);
    }
    (age > situation.stock.settings().live).then_some(LeftOutWhy::TooOld)
}
