//! What readers did: durable before it is acknowledged, then counted and learned from.

use std::collections::HashSet;

use model::{Deed, Event, HOUR, MINUTE, ReaderId, Time};

use crate::profiles::Known;
use crate::{Error, Readers};

/// Events in one report.
pub const AT_MOST: usize = 200;
/// A report may come from a phone that was offline for a while, but not from the future.
const LATE_AT_MOST: i64 = 72 * HOUR;
const EARLY_AT_MOST: i64 = 5 * MINUTE;

impl Readers {
    /// Returns how many were new. When this returns, they are kept; sending them again changes nothing.
    pub async fn take(&self, reader: ReaderId, events: &[Event], now: Time) -> Result<usize, Error> {
        if events.len() > AT_MOST {
            return Err(Error::Refused(format!("{} events in one report; {AT_MOST} are the most.", events.len())));
        }
        let plausible: Vec<Event> = events.iter().filter_map(|event| at_a_plausible_time(event, now)).collect();
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let mut unseen: HashSet<_> = self.kept().record(reader, &plausible).await?.into_iter().collect();
        // An id that stands twice in one report counts once.
        let new: Vec<Event> = plausible.into_iter().filter(|event| unseen.remove(&event.id)).collect();
        if !new.is_empty() {
            self.took(reader, &mut known, &new, now).await?;
        }
        Ok(new.len())
    }

    /// Counts and learns from events that are kept by now.
    pub(crate) async fn took(
        &self,
        reader: ReaderId,
        known: &mut Known,
        events: &[Event],
        now: Time,
    ) -> Result<(), Error> {
        {
            let mut stock = self.stock_mut();
            for event in events {
                let weight = timeline::take_in(event, &mut stock, &mut known.profile, now);
                known.note_after_saying(event, weight);
                if let Some(liked) = known.liked.as_mut().filter(|_| event.deed == Deed::Liked) {
                    liked.insert(event.item);
                }
            }
        }
        self.learning().note(reader, events.iter(), now);
        self.kept().save_profile(reader, &known.profile).await
    }
}

/// A clock that is a little fast is set right; a time that cannot be is dropped.
fn at_a_plausible_time(event: &Event, now: Time) -> Option<Event> {
    let age = now.since(event.at);
    (-EARLY_AT_MOST..=LATE_AT_MOST).contains(&age).then(|| Event { at: event.at.min(now), ..*event })
}

#[cfg(test)]
mod tests {
    use model::{Deed, EventId, ItemId};

    use super::*;

    #[test]
    fn a_clock_that_is_wrong_by_days_is_not_believed() {
        let now = Time(1_000 * HOUR);
        for (at, want) in [
            (now.plus(-HOUR), Some(now.plus(-HOUR))),
            (now.plus(MINUTE), Some(now)),
            (now.plus(HOUR), None),
            (now.plus(-80 * HOUR), None),
        ] {
            let event = Event { id: EventId(1), item: ItemId(1), deed: Deed::Opened, at, dwell_ms: 0, slot: 1 };
            assert_eq!(at_a_plausible_time(&event, now).map(|event| event.at), want);
        }
    }
}
