//! From a wish to a front page: ask, compose, and look up what the slots show.

use std::sync::Arc;

use model::{Item, ItemId, Language, ReaderId, Source, Time};
use timeline::{Ask, LeftOut, Model, Order, Receipt, Slot, Timeline, Within};

use crate::profiles::Known;
use crate::{Error, Readers};

/// What a page wishes for; who asks is said beside it.
#[derive(Debug, Clone)]
pub struct Wish {
    pub order: Order,
    pub within: Within,
    pub slots: usize,
    /// Slots on earlier pages.
    pub skip: usize,
    /// Languages the reader reads; empty for all.
    pub languages: Vec<Language>,
    pub seed: u64,
    /// Work out where each slot would stand without each group of signals; for pages that show it.
    pub explain_fully: bool,
}

/// A slot with all that a page shows of it.
pub struct Shown {
    pub slot: Slot,
    pub item: Item,
    pub source: Option<Arc<Source>>,
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
        let timeline = timeline::compose(&ask(&known, wish), &self.stock(), &known.profile, &Model::empty(), now);
        self.show(timeline).await
    }

    /// The same, with the receipt from which it can be computed again.
    pub async fn receipt(&self, reader: Option<ReaderId>, wish: &Wish, now: Time) -> Result<Receipt, Error> {
        let known = self.known(reader).await?;
        let stock = self.stock();
        let ask = ask(&known, wish);
        Ok(timeline::compose(&ask, &stock, &known.profile, &Model::empty(), now).receipt(&ask, &stock, &known.profile))
    }

    async fn known(&self, reader: Option<ReaderId>) -> Result<Known, Error> {
        match reader {
            Some(reader) => Ok(self.profiles().of(reader).await?.lock().await.clone()),
            None => Ok(Known::default()),
        }
    }

    async fn show(&self, timeline: Timeline) -> Result<Front, Error> {
        let ids: Vec<ItemId> = timeline.slots.iter().map(|slot| slot.item).collect();
        let mut items = self.store().cards(&ids).await?.into_iter().peekable();
        let mut slots = Vec::with_capacity(ids.len());
        for slot in timeline.slots {
            // An item that was removed a moment ago has no card any more; its slot goes with it.
            let Some(item) = items.next_if(|item| item.id == slot.item) else { continue };
            let source = self.source(item.source);
            slots.push(Shown { slot, item, source });
        }
        Ok(Front { slots, left_out: timeline.left_out, more: timeline.more, composed: timeline.at })
    }
}

fn ask(known: &Known, wish: &Wish) -> Ask {
    Ask {
        order: wish.order,
        within: wish.within,
        slots: wish.slots,
        skip: wish.skip,
        choices: known.choices.clone(),
        languages: wish.languages.clone(),
        already: Vec::new(),
        seed: wish.seed,
        explain_fully: wish.explain_fully,
        ..Ask::default()
    }
}
