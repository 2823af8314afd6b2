//! What changes when she says "more like this" or "less like this"? Two timelines of the real engine, for the same moment
//! and with the same seed: the one that she has before her, and the one that she will get.

use std::collections::HashSet;
use std::sync::Arc;

use model::{Deed, Event, Item, ItemId, ReaderId, SourceId, Time, Topic};
use timeline::{LeftOut, Order, Profile, Standing, Timeline};

use crate::profiles::Known;
use crate::timelines::ask;
use crate::{Error, Readers, Wish};

/// Items beside the one she spoke of.
const MOST_AFFECTED: usize = 5;
/// A strength that changed by less is not worth a line.
const TELLING: f64 = 0.005;
/// What she did since then is kept to be learned again after an undo; who did more than this cannot undo any more.
const SINCE_AT_MOST: usize = 500;

/// What she said last, and what came of it.
#[derive(Clone)]
pub struct Said {
    pub event: Event,
    pub change: Change,
    before: Profile,
    since: Vec<Event>,
    /// With which it was counted.
    weight: f64,
}

#[derive(Clone, Default)]
pub struct Change {
    /// First the one she spoke of, then those most affected.
    pub moved: Vec<Moved>,
    /// Of its topics and its source.
    pub strengths: Vec<Strength>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    pub item: ItemId,
    pub before: Stood,
    pub after: Stood,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Stood {
    /// From 1.
    At(u32),
    LeftOut(LeftOut),
    /// It was no candidate.
    Nowhere,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    pub theme: Theme,
    pub before: f64,
    pub after: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Topic(Topic),
    Source(SourceId),
}

impl Known {
    /// An undo takes back what she said, and nothing that she did afterwards.
    pub(crate) fn note_after_saying(&mut self, event: &Event, weight: f64) {
        let Some(said) = &mut self.said else { return };
        if said.event.id == event.id {
            Arc::make_mut(said).weight = weight;
        } else if said.since.len() == SINCE_AT_MOST {
            self.said = None;
        } else {
            Arc::make_mut(said).since.push(*event);
        }
    }
}

impl Readers {
    /// Takes "more" or "less like this" as the event that it is, and works out what it changed.
    pub async fn say(&self, reader: ReaderId, event: Event, wish: &Wish, now: Time) -> Result<(), Error> {
        let wish = Wish { order: Order::ForYou, explain_fully: true, ..wish.clone() };
        let cell = self.profiles().of(reader).await?;
        let before = {
            let mut known = cell.lock().await;
            let before = known.profile.clone();
            let said = Said { event, change: Change::default(), before, since: Vec::new(), weight: 0.0 };
            known.said = Some(Arc::new(said));
            self.compose(&ask(&known, &wish), &known.profile, now)
        };
        if let Err(error) = self.take(reader, &[event], now).await {
            cell.lock().await.said = None;
            return Err(error);
        }
        let item = self.store().cards(&[event.item]).await?.pop();
        let mut known = cell.lock().await;
        let Some(said) = known.said.clone().filter(|said| said.event.id == event.id) else { return Ok(()) };
        let after = self.compose(&ask(&known, &wish), &known.profile, now);
        let change = Change {
            moved: moved(event.item, &before, &after),
            strengths: item.map(|item| strengths(&item, &said.before, &known.profile)).unwrap_or_default(),
        };
        known.said = Some(Arc::new(Said { change, ..Said::clone(&said) }));
        Ok(())
    }

    /// `None` when there is nothing that can be undone: she said nothing, or the server was started anew since.
    pub async fn said(&self, reader: ReaderId) -> Result<Option<Arc<Said>>, Error> {
        Ok(self.profiles().of(reader).await?.lock().await.said.clone())
    }

    /// Her profile and everybody's counters are as if she had not said it; false when there is nothing to undo.
    pub async fn undo(&self, reader: ReaderId, now: Time) -> Result<bool, Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let Some(said) = known.said.take() else { return Ok(false) };
        let mut profile = said.before.clone();
        {
            let stock = self.stock();
            for event in &said.since {
                if let Some(item) = stock.get(event.item) {
                    profile.apply(event, &item, now);
                }
            }
        }
        known.liked = None;
        if self.kept().take_back(reader, said.event.id, &profile).await? {
            self.stock_mut().take_back(&said.event, said.weight);
            self.learning().take_back(reader, &said.event);
        } else {
            self.kept().save_profile(reader, &profile).await?;
        }
        known.profile = profile;
        Ok(true)
    }
}

impl Readers {
    /// What she liked and did not take back.
    pub async fn liked(&self, reader: ReaderId) -> Result<HashSet<ItemId>, Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        if let Some(liked) = &known.liked {
            return Ok(liked.clone());
        }
        let events = self.kept().events_of(reader, u32::MAX).await?;
        let liked: HashSet<ItemId> =
            events.iter().filter(|event| event.deed == Deed::Liked).map(|event| event.item).collect();
        known.liked = Some(liked.clone());
        Ok(liked)
    }

    /// She likes it no more, however long ago she did: what that taught is unlearned. False where she never did.
    pub async fn unlike(&self, reader: ReaderId, item: ItemId, now: Time) -> Result<bool, Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let mut likes = self.kept().events_of(reader, u32::MAX).await?;
        likes.retain(|event| event.item == item && event.deed == Deed::Liked);
        if likes.is_empty() {
            return Ok(false);
        }
        likes.reverse();
        let weight = match known.profile.standing(now) {
            Standing::Known(weight) => weight,
            // With how much of it a newcomer's counted nobody remembers; it fades.
            Standing::Newcomer => 0.0,
        };
        let mut profile = known.profile.clone();
        let stock = self.stock_as_kept(&[item]).await?;
        profile.unsay(likes.iter().filter_map(|event| Some((event, stock.get(event.item)?))), now);
        for event in &likes {
            if self.kept().take_back(reader, event.id, &profile).await? {
                self.stock_mut().take_back(event, weight);
                self.learning().take_back(reader, event);
            }
        }
        known.profile = profile;
        // An undo would bring it back.
        known.said = None;
        if let Some(liked) = &mut known.liked {
            liked.remove(&item);
        }
        Ok(true)
    }
}

fn strengths(item: &Item, before: &Profile, after: &Profile) -> Vec<Strength> {
    let topics = item.topics.iter().flat_map(|topic| [Some(*topic), topic.parent()]).flatten();
    let mut topics: Vec<Topic> = topics.collect();
    topics.sort_unstable();
    topics.dedup();
    let of_topic =
        |topic| Strength { theme: Theme::Topic(topic), before: before.topic(topic), after: after.topic(topic) };
    let source = Strength {
        theme: Theme::Source(item.source),
        before: before.source(item.source),
        after: after.source(item.source),
    };
    let mut strengths: Vec<Strength> = topics.into_iter().map(of_topic).chain([source]).collect();
    strengths.retain(|strength| (strength.after - strength.before).abs() >= TELLING);
    strengths
}

fn moved(spoken_of: ItemId, before: &Timeline, after: &Timeline) -> Vec<Moved> {
    let of = |item| Moved { item, before: stood(before, item), after: stood(after, item) };
    let mut others: Vec<(u32, Moved)> = Vec::new();
    let beyond = before.slots.len().max(after.slots.len()) as u32 + 1;
    for slot in before.slots.iter().chain(&after.slots) {
        if slot.item == spoken_of || others.iter().any(|(_, moved)| moved.item == slot.item) {
            continue;
        }
        let moved = of(slot.item);
        let by = moved.before.place_or(beyond).abs_diff(moved.after.place_or(beyond));
        if by > 0 {
            others.push((by, moved));
        }
    }
    // Stable: of those that moved as far, the one that stood higher comes first.
    others.sort_by_key(|(by, _)| std::cmp::Reverse(*by));
    others.truncate(MOST_AFFECTED);
    std::iter::once(of(spoken_of)).chain(others.into_iter().map(|(_, moved)| moved)).collect()
}

fn stood(timeline: &Timeline, item: ItemId) -> Stood {
    if let Some(place) = timeline.slots.iter().position(|slot| slot.item == item) {
        return Stood::At(place as u32 + 1);
    }
    match timeline.left_out.iter().find(|left_out| left_out.item == item) {
        Some(left_out) => Stood::LeftOut(left_out.clone()),
        None => Stood::Nowhere,
    }
}

impl Stood {
    fn place_or(&self, beyond: u32) -> u32 {
        match self {
            Stood::At(place) => *place,
            Stood::LeftOut(_) | Stood::Nowhere => beyond,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::StoryId;
    use timeline::{LeftOutWhy, Slot};

    fn timeline(slots: &[i64], left_out: &[i64]) -> Timeline {
        let slot = |item: &i64| Slot {
            item: ItemId(*item),
            story: StoryId(*item),
            value: 0.0,
            why: Vec::new(),
            from: Vec::new(),
            without: Vec::new(),
            others: 0,
            sources: 1,
            propensity: None,
            readings: None,
            by_hand: 0.0,
        };
        Timeline {
            surface: 1,
            at: Time(0),
            slots: slots.iter().map(slot).collect(),
            left_out: left_out.iter().map(|item| gone(*item)).collect(),
            more: false,
        }
    }

    fn gone(item: i64) -> LeftOut {
        LeftOut { item: ItemId(item), why: LeftOutWhy::Lower, would_stand: None }
    }

    #[test]
    fn what_moved_furthest_is_told_after_the_item_itself() {
        let before = timeline(&[1, 2, 3, 4, 5], &[6]);
        let after = timeline(&[1, 6, 4, 3, 5], &[2]);
        let told: Vec<(i64, Stood, Stood)> = moved(ItemId(2), &before, &after)
            .into_iter()
            .map(|moved| (moved.item.0, moved.before, moved.after))
            .collect();
        assert_eq!(
            told,
            [
                (2, Stood::At(2), Stood::LeftOut(gone(2))),
                (6, Stood::LeftOut(gone(6)), Stood::At(2)),
                (3, Stood::At(3), Stood::At(4)),
                (4, Stood::At(4), Stood::At(3)),
            ]
        );
        assert_eq!(moved(ItemId(9), &before, &before).len(), 1, "nothing moved but the item is told of");
    }
}
