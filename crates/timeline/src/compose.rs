//! From ask to timeline.

use model::{ItemId, StoryId, Time};

use crate::arrange::{Arranged, Contender, Fate, Rules, arrange, contenders};
use crate::explain::{LeftOut, LeftOutWhy, Reason, drawn, reasons, usual};
use crate::filters::{Candidate, sift};
use crate::profile::Profile;
use crate::signals::{Group, SIGNALS, measure};
use crate::situation::Situation;
use crate::sources::{Origin, gather};
use crate::stock::Stock;
use crate::value::{sum, value};
use crate::{Ask, Order};

#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    pub item: ItemId,
    pub story: StoryId,
    /// What it was ordered by; comparable within one timeline only.
    pub value: f64,
    /// Most telling first; never empty.
    pub why: Vec<Reason>,
    /// The sources that proposed it.
    pub from: Vec<Origin>,
    /// Where it would stand without each group that has a part in its value, from 1; empty unless asked for.
    pub without: Vec<(Group, u32)>,
    /// How many other items its story has, and how many sources cover it.
    pub others: u32,
    pub sources: u32,
    /// The chance that it had, where it was drawn by lot to be tried.
    pub propensity: Option<f64>,
}

/// Every candidate is in `slots` or in `left_out`.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    pub at: Time,
    pub slots: Vec<Slot>,
    /// In the order of the items' numbers.
    pub left_out: Vec<LeftOut>,
    /// Is there a page after this one?
    pub more: bool,
}

/// What this reader should see now. Pure: the same arguments give the same timeline, to the byte.
pub fn compose(ask: &Ask, stock: &Stock, profile: &Profile, now: Time) -> Timeline {
    let nobody = Profile::default();
    let situation = Situation::new(ask, stock, profile, &nobody, now);
    let gathered = gather(&situation);
    let mut left_out = Vec::with_capacity(gathered.len());
    let pool = sift(&gathered, &situation, &mut left_out);
    let parts = measure(&pool, &situation);
    let values: Vec<f64> = pool
        .iter()
        .zip(&parts)
        .map(|(candidate, parts)| {
            let row = stock.row(candidate.at);
            value(ask.order, parts, row.published, || stock.coverage(row.story).sources)
        })
        .collect();
    let contenders = contenders(&pool, &situation);
    let rules = Rules::of(&situation);
    let arranged = arrange(&contenders, &values, rules);

    let end = situation.slots_in_all();
    let page = arranged.picks.get(ask.skip..arranged.picks.len().min(end)).unwrap_or(&[]);
    let usual = usual(&parts);
    let mut slots: Vec<Slot> = page
        .iter()
        .map(|&place| {
            let why = reasons(&pool[place], &parts[place], &usual, &situation);
            slot(&pool[place], &contenders[place], values[place], arranged.fates[place], why, &situation)
        })
        .collect();
    if ask.explain_fully && ask.order == Order::ForYou {
        explain_fully(&mut slots, page, &parts, &contenders, rules);
        would_stand(&mut left_out, &values, &contenders, &situation);
    }
    leave_out(&mut left_out, &arranged, &contenders, end, ask, &situation);
    left_out.sort_unstable_by_key(|left_out| left_out.item);
    let more = arranged.picks.len() > end || arranged.fates.iter().any(|fate| is_left(*fate));
    Timeline { at: now, slots, left_out, more }
}

fn slot(
    candidate: &Candidate,
    contender: &Contender,
    value: f64,
    fate: Fate,
    mut why: Vec<Reason>,
    situation: &Situation<'_>,
) -> Slot {
    let story = situation.stock.coverage(contender.story);
    let propensity = if let Fate::Slot { propensity } = fate { propensity } else { None };
    if propensity.is_some() {
        why.insert(0, drawn());
    }
    Slot {
        item: contender.item,
        story: contender.story,
        value,
        why,
        from: candidate.origins.list(),
        without: Vec::new(),
        others: story.items.saturating_sub(1),
        sources: story.sources,
        propensity,
    }
}

/// Arranges once more without each group, and looks where the slots went.
fn explain_fully(
    slots: &mut [Slot],
    page: &[usize],
    parts: &[[f64; SIGNALS.len()]],
    contenders: &[Contender],
    rules: Rules,
) {
    for group in Group::ALL {
        let values: Vec<f64> = parts.iter().map(|parts| sum(parts, Some(group))).collect();
        let rules = Rules { varied: rules.varied && group != Group::Variety, ..rules };
        let arranged = arrange(contenders, &values, rules);
        for (slot, &place) in slots.iter_mut().zip(page) {
            if slot.why.iter().any(|reason| reason.group == group) {
                slot.without.push((group, arranged.ranks[place]));
            }
        }
    }
}

/// Where the value of what was filtered would place it, if it had been let through.
fn would_stand(left_out: &mut [LeftOut], values: &[f64], contenders: &[Contender], situation: &Situation<'_>) {
    let stock = situation.stock;
    let filtered: Vec<Candidate> = left_out
        .iter()
        .filter_map(|left_out| stock.row_of(left_out.item))
        .map(|at| Candidate { at, origins: Default::default() })
        .collect();
    let mut order: Vec<(f64, ItemId)> = values.iter().copied().zip(contenders.iter().map(|c| c.item)).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (left_out, parts) in left_out.iter_mut().zip(measure(&filtered, situation)) {
        let value = sum(&parts, None);
        let above = order.partition_point(|&(other, item)| other > value || (other == value && item < left_out.item));
        left_out.would_stand = Some(above as u32 + 1);
    }
}

fn leave_out(
    left_out: &mut Vec<LeftOut>,
    arranged: &Arranged,
    contenders: &[Contender],
    end: usize,
    ask: &Ask,
    situation: &Situation<'_>,
) {
    for (place, contender) in contenders.iter().enumerate() {
        let rank = arranged.ranks[place] as usize;
        let why = match arranged.fates[place] {
            Fate::Slot { .. } if rank <= ask.skip => LeftOutWhy::OnEarlierPage,
            Fate::Slot { .. } if rank <= end => continue,
            Fate::Slot { .. } | Fate::Lower => LeftOutWhy::Lower,
            Fate::SameStory(best) => LeftOutWhy::SameStory(contenders[best].item),
            Fate::SourceHasEnough => LeftOutWhy::SourceHasEnough(situation.stock.row(contender.at).source),
            Fate::TooAlike => LeftOutWhy::TooAlike,
        };
        left_out.push(LeftOut { item: contender.item, why, would_stand: Some(arranged.ranks[place]) });
    }
}

fn is_left(fate: Fate) -> bool {
    matches!(fate, Fate::Lower | Fate::TooAlike | Fate::SourceHasEnough)
}
