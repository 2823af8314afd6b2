//! From values to a page: one slot per story, few per source, not the same again and again, and one slot for
//! something new.

mod cap;
mod explore;
mod variety;

use std::collections::HashMap;

use model::{ItemId, Kind, StoryId, Topic};

use crate::likeness::Direction;
use crate::situation::Situation;
use crate::sources::Origin;
use crate::{Order, Within};

use crate::filters::Candidate;

/// What arranging has to know of a candidate; the same for every way to value it.
pub(crate) struct Contender {
    pub(crate) at: u32,
    pub(crate) item: ItemId,
    pub(crate) story: StoryId,
    /// Place of its source among the sources of all contenders.
    source: usize,
    topic: Topic,
    kind: Kind,
    direction: Direction,
    /// Place of its topic among the topics of all contenders.
    topic_place: usize,
    /// The part that its topic has in what she reads; `None` where nothing is known of that.
    wanted: Option<f64>,
    /// Of what is new.
    tried: Option<explore::Tried>,
}

/// How a page is arranged.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// Pull like things apart?
    pub(crate) varied: bool,
    pub(crate) explores: bool,
    pub(crate) capped: bool,
    pub(crate) slots: usize,
    pub(crate) pages: usize,
    pub(crate) seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fate {
    /// With the chance that it had, where it was drawn.
    Slot {
        propensity: Option<f64>,
    },
    /// Another item of its story, the contender at this place, stands for both.
    SameStory(usize),
    SourceHasEnough,
    TooAlike,
    Lower,
}

pub(crate) struct Arranged {
    /// Places of contenders, in the order of the slots.
    pub(crate) picks: Vec<usize>,
    pub(crate) fates: Vec<Fate>,
    /// From 1; behind the last slot by value. Items of a story share a rank.
    pub(crate) ranks: Vec<u32>,
}

impl Rules {
    pub(crate) fn of(situation: &Situation<'_>) -> Rules {
        let ask = situation.ask;
        let slots = ask.slots.clamp(1, 10_000);
        Rules {
            varied: ask.order == Order::ForYou,
            explores: situation.explores(),
            capped: ask.order == Order::ForYou && !matches!(ask.within, Within::Source(_)),
            slots,
            pages: situation.slots_in_all().div_ceil(slots),
            seed: ask.seed,
        }
    }
}

pub(crate) fn contenders(pool: &[Candidate], situation: &Situation<'_>) -> Vec<Contender> {
    let stock = situation.stock;
    let mut sources: Vec<_> = pool.iter().map(|candidate| stock.row(candidate.at).source).collect();
    sources.sort_unstable();
    sources.dedup();
    let topic_of = |candidate: &Candidate| stock.topics_of(stock.row(candidate.at)).first().copied();
    let mut topics: Vec<Topic> = pool.iter().map(|candidate| topic_of(candidate).unwrap_or(Topic(0))).collect();
    topics.sort_unstable();
    topics.dedup();
    let wanted = situation.shares_of(&topics);
    pool.iter()
        .map(|candidate| {
            let row = stock.row(candidate.at);
            let topic = topic_of(candidate).unwrap_or(Topic(0));
            Contender {
                at: candidate.at,
                item: row.id,
                story: row.story,
                source: sources.partition_point(|&source| source < row.source),
                topic,
                topic_place: topics.partition_point(|&other| other < topic),
                wanted: wanted.iter().find(|(wanted, _)| *wanted == topic).map(|(_, share)| *share),
                kind: row.kind,
                direction: Direction::of(stock.embedding(candidate.at)),
                tried: candidate.origins.has(Origin::Explore).then(|| explore::tried(row, situation)),
            }
        })
        .collect()
}

pub(crate) fn arrange(contenders: &[Contender], values: &[f64], rules: Rules) -> Arranged {
    let mut fates = vec![Fate::Lower; contenders.len()];
    let mut left = one_per_story(contenders, values, &mut fates);
    let mut picks = Vec::with_capacity(rules.slots * rules.pages);
    for page in 0..rules.pages {
        let cap = cap::per_source(contenders, &left, rules);
        let mut taken = variety::Page::new(contenders, cap, rules);
        let explores = rules.explores && left.len() > rules.slots;
        let chosen_by_value = rules.slots - usize::from(explores);
        taken.fill(&mut left, values, chosen_by_value);
        let lowest = taken.picks.iter().map(|&place| values[place]).min_by(f64::total_cmp);
        for &place in &taken.picks {
            fates[place] = Fate::Slot { propensity: None };
        }
        if explores {
            match explore::draw(&taken, &left, rules, page as u64) {
                Some(drawn) => {
                    left.retain(|&place| place != drawn.place);
                    taken.picks.insert(drawn.slot.min(taken.picks.len()), drawn.place);
                    fates[drawn.place] = Fate::Slot { propensity: Some(drawn.propensity) };
                }
                None => {
                    taken.fill(&mut left, values, 1);
                    if let Some(&last) = taken.picks.last() {
                        fates[last] = Fate::Slot { propensity: None };
                    }
                }
            }
        }
        for &place in &left {
            let stood_higher = lowest.is_some_and(|lowest| values[place] > lowest);
            fates[place] = match stood_higher {
                false => Fate::Lower,
                true if taken.has_enough_of(contenders[place].source) => Fate::SourceHasEnough,
                true => Fate::TooAlike,
            };
        }
        picks.extend(taken.picks);
    }
    let ranks = ranks(&picks, &left, &fates);
    Arranged { picks, fates, ranks }
}

/// The best item of each story, best first, equals by number; the others learn who stands for them.
fn one_per_story(contenders: &[Contender], values: &[f64], fates: &mut [Fate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..contenders.len()).collect();
    order.sort_unstable_by(|&a, &b| values[b].total_cmp(&values[a]).then(contenders[a].item.cmp(&contenders[b].item)));
    let mut best: HashMap<StoryId, usize> = HashMap::with_capacity(order.len());
    order.retain(|&place| {
        let first = *best.entry(contenders[place].story).or_insert(place);
        if first != place {
            fates[place] = Fate::SameStory(first);
        }
        first == place
    });
    order
}

fn ranks(picks: &[usize], left: &[usize], fates: &[Fate]) -> Vec<u32> {
    let mut ranks = vec![0; fates.len()];
    for (rank, &place) in picks.iter().chain(left).enumerate() {
        ranks[place] = rank as u32 + 1;
    }
    for (place, fate) in fates.iter().enumerate() {
        if let Fate::SameStory(best) = fate {
            ranks[place] = ranks[*best];
        }
    }
    ranks
}
