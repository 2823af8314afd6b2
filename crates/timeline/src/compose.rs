//! From ask to timeline.

use model::{ItemId, StoryId, Time};

use crate::arrange::{Arranged, Contender, Fate, Rules, arrange, contenders};
use crate::explain::{About, LeftOut, LeftOutWhy, Reason, Why, drawn, found, led_to};
use crate::filters::{Candidate, sift};
use crate::learn::Model;
use crate::profile::Profile;
use crate::signals::Group;
use crate::situation::Situation;
use crate::sources::{Origin, Origins, gather};
use crate::stock::Stock;
use crate::value::Worth;
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
    /// What the model read of it, to learn from what comes of it; where there is a model.
    pub readings: Option<Vec<f32>>,
    /// What the weights set by hand give it.
    pub by_hand: f64,
}

/// Every candidate is in `slots` or in `left_out`.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    pub at: Time,
    pub slots: Vec<Slot>,
    /// In the order of the items' numbers.
    pub left_out: Vec<LeftOut>,
    /// As in the ask.
    pub surface: u8,
    /// Is there a page after this one?
    pub more: bool,
}

/// What this reader should see now. Pure: the same arguments give the same timeline, to the byte.
pub fn compose(ask: &Ask, stock: &Stock, profile: &Profile, model: &Model, now: Time) -> Timeline {
    let nobody = Profile::default();
    let situation = Situation::new(ask, stock, profile, &nobody, now);
    let gathered = gather(&situation);
    compose_from(&gathered, &situation, model)
}

/// The same from given candidates, where it is to be computed again.
pub(crate) fn compose_from(gathered: &[(u32, Origins)], situation: &Situation<'_>, model: &Model) -> Timeline {
    let ask = situation.ask;
    let mut left_out = Vec::with_capacity(gathered.len());
    let pool = sift(gathered, situation, &mut left_out);
    let worth = Worth::of(&pool, situation, model);
    let values = worth.values(None);
    let contenders = contenders(&pool, situation);
    let rules = Rules::of(situation);
    let arranged = arrange(&contenders, &values, rules);

    let end = situation.slots_in_all();
    let page = arranged.picks.get(ask.skip..arranged.picks.len().min(end)).unwrap_or(&[]);
    let why = Why::of(page, &pool, &worth, &values, situation);
    let mut slots: Vec<Slot> = page
        .iter()
        .enumerate()
        .map(|(number, &place)| {
            let mut slot = slot(&pool[place], &contenders[place], values[place], arranged.fates[place], situation);
            // That a saved search found it stands first already.
            let told = |reason: &Reason| !matches!(reason.about, About::Search(_));
            slot.why.extend(why.reasons(number).into_iter().filter(told));
            slot.readings = worth.readings(place).map(<[f32]>::to_vec);
            slot.by_hand = crate::value::sum(&worth.parts()[place], None, |_| 1.0);
            slot
        })
        .collect();
    if ask.explain_fully && ask.order == Order::ForYou {
        explain_fully(&mut slots, page, &worth, &contenders, rules);
        would_stand(&mut left_out, &pool, &values, &contenders, situation, model);
    }
    leave_out(&mut left_out, &arranged, &contenders, end, ask, situation);
    left_out.sort_unstable_by_key(|left_out| left_out.item);
    let more = arranged.picks.len() > end || arranged.fates.iter().any(|fate| is_left(*fate));
    Timeline { at: situation.now, slots, left_out, surface: ask.surface, more }
}

fn slot(candidate: &Candidate, contender: &Contender, value: f64, fate: Fate, situation: &Situation<'_>) -> Slot {
    let story = situation.stock.coverage(contender.story);
    let propensity = if let Fate::Slot { propensity } = fate { propensity } else { None };
    Slot {
        item: contender.item,
        story: contender.story,
        value,
        why: propensity
            .map(|_| drawn())
            .into_iter()
            .chain(led_to(candidate.origins, situation.ask))
            .chain(found(contender.item, situation.ask))
            .collect(),
        from: candidate.origins.list(),
        without: Vec::new(),
        others: story.items.saturating_sub(1),
        sources: story.sources,
        propensity,
        readings: None,
        by_hand: 0.0,
    }
}

/// Arranges once more without each group, and looks where the slots went.
fn explain_fully(slots: &mut [Slot], page: &[usize], worth: &Worth<'_>, contenders: &[Contender], rules: Rules) {
    for group in Group::ALL {
        let values = worth.values(Some(group));
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
fn would_stand(
    left_out: &mut [LeftOut],
    pool: &[Candidate],
    values: &[f64],
    contenders: &[Contender],
    situation: &Situation<'_>,
    model: &Model,
) {
    let stock = situation.stock;
    let mut with_filtered = pool.to_vec();
    with_filtered.extend(
        left_out
            .iter()
            .filter_map(|left_out| stock.row_of(left_out.item))
            .map(|at| Candidate { at, origins: Default::default() }),
    );
    let worth = Worth::of(&with_filtered, situation, model).values(None);
    let mut order: Vec<(f64, ItemId)> = if model.has_learned() { &worth[..pool.len()] } else { values }
        .iter()
        .copied()
        .zip(contenders.iter().map(|c| c.item))
        .collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (left_out, value) in left_out.iter_mut().zip(worth.into_iter().skip(pool.len())) {
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
