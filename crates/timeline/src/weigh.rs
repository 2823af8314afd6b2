//! What are given items worth to a reader? For slates that somebody else put together: the replay of a log.

use model::{ItemId, Time};

use crate::Ask;
use crate::filters::Candidate;
use crate::learn::{Head, Model};
use crate::profile::Profile;
use crate::signals::{Group, Slate, by_hand};
use crate::situation::Situation;
use crate::stock::Stock;

/// One entry an item, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    pub slate: Slate,
    pub by_hand: Vec<f64>,
    /// What a timeline would be ordered by.
    pub values: Vec<f64>,
    /// How likely the deed is, all told.
    pub probabilities: Vec<f64>,
}

/// What is to be foretold, and from what.
#[derive(Debug, Clone, Copy)]
pub struct Aim<'a> {
    pub label: Head,
    /// Groups of signals that are taken out, as if they did not exist.
    pub blind_to: &'a [Group],
}

/// The same readings, predictions and values that a timeline is composed from. `None` where an item is not in stock.
pub fn weigh(
    ask: &Ask,
    stock: &Stock,
    profile: &Profile,
    model: &Model,
    items: &[ItemId],
    aim: Aim<'_>,
    now: Time,
) -> Option<Weighed> {
    let Aim { label, blind_to } = aim;
    let nobody = Profile::default();
    let situation = Situation::new(ask, stock, profile, &nobody, now);
    let pool: Option<Vec<Candidate>> =
        items.iter().map(|&item| stock.row_of(item).map(|at| Candidate { at, origins: Default::default() })).collect();
    let pool = pool?;
    let rows: Vec<u32> = pool.iter().map(|candidate| candidate.at).collect();
    let mut slate = Slate::of(&rows, &situation);
    slate.blind(blind_to);
    let by_hand: Vec<f64> = by_hand(&pool, &situation)
        .iter()
        .map(|parts| crate::value::sum(parts, None, |group| f64::from(u8::from(!blind_to.contains(&group)))))
        .collect();
    let Rated { values, probabilities } = rate(&slate, &by_hand, model, label);
    Some(Weighed { slate, by_hand, values, probabilities })
}

/// What a model says of readings, one entry a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// What a timeline would be ordered by.
    pub values: Vec<f64>,
    /// How likely the deed is, all told.
    pub probabilities: Vec<f64>,
}

/// Foretells what comes of slots that were read before. `by_hand` is what the weights set by hand gave each row.
pub fn rate(slate: &Slate, by_hand: &[f64], model: &Model, label: Head) -> Rated {
    let values = if model.has_learned() {
        model.judge(slate.readings(), by_hand).into_iter().map(|judged| judged.worth).collect()
    } else {
        by_hand.to_vec()
    };
    let probabilities = model.foretell(label, slate.readings()).unwrap_or_else(|| {
        let usual = |by_hand: &f64| crate::sigmoid::sigmoid(label.usual() + label.by_hand() * by_hand);
        by_hand.iter().map(usual).collect()
    });
    Rated { values, probabilities }
}
