//! From a wish to a front page: ask, compose, and look up what the slots show.

use std::collections::HashSet;
use std::sync::Arc;

use model::{Item, ItemId, Language, ReaderId, Source, Time};
use timeline::{
    Ask, BELOW_AN_ARTICLE, Bundle, Device, Group, LeftOut, LeftOutWhy, Order, Profile, Sliders, Slot, Timeline, Within,
};

use crate::profiles::Known;
use crate::{Error, Readers};

/// What a page wishes for; who asks is said beside it.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    pub order: Order,
    pub within: Within,
    /// The article below which these slots stand.
    pub context: Option<ItemId>,
    /// Items that the page shows anyway.
    pub already: Vec<ItemId>,
    pub device: Device,
    pub slots: usize,
    /// Slots on earlier pages.
    pub skip: usize,
    /// Languages the reader reads; empty for all.
    pub languages: Vec<Language>,
    /// How much each group of signals counts; `None` for as she has set them herself.
    pub sliders: Option<Sliders>,
    pub seed: u64,
    /// Work out where each slot would stand without each group of signals; for pages that show it.
    pub explain_fully: bool,
    /// Looked through for something, and not given to her as a page: nothing is learned from what comes of it.
    pub is_looked_through: bool,
}

/// A slot with all that a page shows of it.
pub struct Shown {
    pub slot: Slot,
    pub item: Item,
    pub source: Option<Arc<Source>>,
    /// Has she put it aside?
    pub saved: bool,
}

pub struct Front {
    pub slots: Vec<Shown>,
    pub left_out: Vec<LeftOut>,
    pub more: bool,
    pub composed: Time,
}

impl Readers {
    /// The timeline of a reader, or of a visitor whom nobody knows yet.
    pub async fn timeline(&self, reader: Option<ReaderId>, wish: &Wish, now: Time) -> Result<Front, Error> {
        let known = self.known(reader).await?;
        let ask = ask(&known, wish);
        let timeline = self.compose(&ask, &known.profile, now);
        // A page that explains another is none that she reads.
        if !wish.explain_fully && !wish.is_looked_through {
            self.learning().given_out(reader, &ask, &timeline, &self.stock());
        }
        self.show(timeline, &known.saved).await
    }

    /// The same, with all that it came of, from which anybody can compute it again. It holds what was learned about the
    /// reader: only she may have it.
    pub async fn bundle(&self, reader: Option<ReaderId>, wish: &Wish, now: Time) -> Result<Bundle, Error> {
        let known = self.known(reader).await?;
        let model = self.learning().model();
        let stock = self.stock();
        self.packs().note(&stock);
        Ok(Bundle::of(&ask(&known, wish), &stock, &known.profile, &model, now))
    }

    /// Where a left-out item's value would place it without each group of signals, from 1. Empty where no value would
    /// help it: a mute holds, what was read or hidden stays away, and only one order looks at values.
    pub async fn without_each(
        &self,
        reader: Option<ReaderId>,
        wish: &Wish,
        left_out: &LeftOut,
        now: Time,
    ) -> Result<Vec<(Group, u32)>, Error> {
        let by_value =
            matches!(left_out.why, LeftOutWhy::Lower | LeftOutWhy::TooAlike | LeftOutWhy::SourceHasEnough(_));
        if !by_value || !wish.order.is_personal() {
            return Ok(Vec::new());
        }
        let known = self.known(reader).await?;
        let mut places = Vec::new();
        for group in Group::ALL {
            let mut ask = ask(&known, wish);
            ask.sliders.0[group as usize] = 0;
            let timeline = self.compose(&ask, &known.profile, now);
            let slot = timeline.slots.iter().position(|slot| slot.item == left_out.item).map(|place| place as u32 + 1);
            let dropped = timeline.left_out.iter().find(|other| other.item == left_out.item);
            let place = slot.or(dropped.and_then(|dropped| dropped.would_stand));
            places.extend(place.map(|place| (group, place)));
        }
        Ok(places)
    }

    /// What everybody gets a timeline from, and every comparison of two.
    pub(crate) fn compose(&self, ask: &Ask, profile: &Profile, now: Time) -> Timeline {
        self.count_timeline();
        let stock = self.stock();
        self.packs().note(&stock);
        timeline::compose(ask, &stock, profile, &self.learning().model(), now)
    }

    pub(crate) async fn known(&self, reader: Option<ReaderId>) -> Result<Known, Error> {
        match reader {
            Some(reader) => Ok(self.profiles().of(reader).await?.lock().await.clone()),
            None => Ok(Known::default()),
        }
    }

    pub(crate) async fn show(&self, timeline: Timeline, saved: &HashSet<ItemId>) -> Result<Front, Error> {
        let ids: Vec<ItemId> = timeline.slots.iter().map(|slot| slot.item).collect();
        let mut items = self.store().cards(&ids).await?.into_iter().peekable();
        let mut slots = Vec::with_capacity(ids.len());
        for slot in timeline.slots {
            // An item that was removed a moment ago has no card any more; its slot goes with it.
            let Some(item) = items.next_if(|item| item.id == slot.item) else { continue };
            let source = self.source(item.source);
            let saved = saved.contains(&item.id);
            slots.push(Shown { slot, item, source, saved });
        }
        Ok(Front { slots, left_out: timeline.left_out, more: timeline.more, composed: timeline.at })
    }
}

/// For so long the same reader gets the same new item to try.
const SEED_HOLDS: i64 = model::HOUR;

/// With which chance a page is composed at this moment: the same for an hour, for everybody another.
pub fn seed(reader: Option<ReaderId>, now: Time) -> u64 {
    let reader = reader.map_or(0, |reader| reader.0);
    (reader as u64).rotate_left(32) ^ (now.0 / SEED_HOLDS) as u64
}

pub(crate) fn ask(known: &Known, wish: &Wish) -> Ask {
    Ask {
        order: wish.order,
        within: wish.within,
        surface: if wish.context.is_some() { BELOW_AN_ARTICLE } else { wish.within.surface() },
        device: wish.device.number(),
        context: wish.context,
        slots: wish.slots,
        skip: wish.skip,
        choices: known.choices.clone(),
        languages: wish.languages.clone(),
        already: wish.already.clone(),
        sliders: wish.sliders.unwrap_or(known.sliders),
        finds: known.finds.clone(),
        seed: wish.seed,
        explain_fully: wish.explain_fully,
    }
}
