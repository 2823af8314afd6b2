//! The lists that need a look at many items: what rises and what most sources cover.

use std::collections::HashMap;

use model::{DAY, Deed, HOUR, ItemId, Language, StoryId, Time};

use super::number_hash::ById;
use super::{HalfLife, Stock};

/// How many items a list has.
const DEPTH: usize = 256;
/// Items older than this are on no list.
const WINDOW: i64 = 2 * DAY;
/// Reports within this time make a story spread.
pub(crate) const SPREADING: i64 = 3 * HOUR;

/// What `Stock::survey` found.
#[derive(Default)]
pub struct Survey {
    pub(super) at: Option<Time>,
    pub(super) all: Lists,
    pub(super) by_language: HashMap<Language, Lists>,
    /// Reports of the last three hours, for stories that have more than one.
    pub(super) reports: ById<StoryId, u32>,
}

/// Best first. Items, not rows: a row may have gone to another item since.
#[derive(Default)]
pub(crate) struct Lists {
    pub(crate) rising: Vec<ItemId>,
    pub(crate) most_covered: Vec<ItemId>,
}

impl Survey {
    /// When it was made.
    pub(crate) fn at(&self) -> Time {
        self.at.unwrap_or(Time(0))
    }

    pub(crate) fn lists(&self, language: Option<Language>) -> Option<&Lists> {
        match language {
            None => Some(&self.all),
            Some(language) => self.by_language.get(&language),
        }
    }

    pub(crate) fn reports(&self, story: StoryId) -> u32 {
        self.reports.get(&story).copied().unwrap_or(0)
    }
}

pub(super) fn survey(stock: &Stock, now: Time) -> Survey {
    let since = now.plus(-WINDOW);
    let recent: Vec<u32> = (0..stock.rows.len() as u32)
        .filter(|&at| {
            let row = stock.row(at);
            row.live && row.published >= since && row.published <= now
        })
        .collect();
    let mut reports: ById<StoryId, u32> = ById::default();
    for &at in &recent {
        let row = stock.row(at);
        if now.since(row.published) <= SPREADING && stock.coverage(row.story).sources > 1 {
            *reports.entry(row.story).or_default() += 1;
        }
    }

    let mut rising = Vec::new();
    let mut covered = Vec::new();
    for &at in &recent {
        let row = stock.row(at);
        let story = stock.coverage(row.story);
        if story.sources > 1 {
            covered.push((f64::from(story.sources), row.published, row.id, row.language));
        }
        let spread = reports.get(&row.story).map_or(0.0, |&n| f64::from(n) * f64::from(n) / f64::from(story.items));
        let opened = stock.counters_of(row).map_or(0.0, |counters| {
            let hour = counters.read(Deed::Opened, HalfLife::Hour, now);
            let day = counters.read(Deed::Opened, HalfLife::Day, now);
            if hour == 0.0 { 0.0 } else { hour * hour / (hour + day / 24.0) }
        });
        let score = spread + opened;
        if score > 0.5 {
            rising.push((score, row.published, row.id, row.language));
        }
    }

    let mut survey = Survey { at: Some(now), reports, ..Survey::default() };
    for (list, is_rising) in [(&mut rising, true), (&mut covered, false)] {
        list.sort_unstable_by(|a: &(f64, Time, ItemId, Language), b| {
            b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2))
        });
        for &(_, _, id, language) in list.iter() {
            let of_language = survey.by_language.entry(language).or_default();
            for lists in [&mut survey.all, of_language] {
                let list = if is_rising { &mut lists.rising } else { &mut lists.most_covered };
                if list.len() < DEPTH {
                    list.push(id);
                }
            }
        }
    }
    survey
}
