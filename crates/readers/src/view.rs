//! What does Caulbart think she cares about? All of her profile, and her corrections to it.

use std::collections::HashMap;

use model::{Choices, Event, Finder, Item, ItemId, Kind, ReaderId, SourceId, Time, Topic};
use timeline::profile::Part;
use timeline::{Profile, Sliders};

use crate::spelling::spell;
use crate::{Error, Readers};

/// Deeds that are looked through for the spelling of words.
const DEEDS: u32 = 2_000;
/// And titles of the newest items, where her deeds do not tell it.
const TITLES: u32 = 2_000;
/// Deeds that are given out at once: many years of reading.
const EVENTS_AT_MOST: u32 = 1_000_000;

/// Strengths are comparable with each other only; below 0 they lead away. All lists are strongest or newest first.
#[derive(Debug, Clone)]
pub struct ProfileView {
    pub is_empty: bool,
    pub met: Option<Time>,
    pub topics: Vec<(Topic, f64)>,
    pub sources: Vec<(SourceId, f64)>,
    pub words: Vec<WordView>,
    pub kinds: [(Kind, f64); 3],
    /// Short, middling, long, read to the end.
    pub lengths: [f64; 3],
    /// Quarters of the day, from midnight UTC.
    pub day_parts: [Vec<(Topic, f64)>; 4],
    /// Shown, opened, read to the end; half after a week.
    pub taken: [f64; 3],
    pub read: Vec<ItemId>,
    /// Shown and not opened: how often, and when for the last time.
    pub shown: Vec<(ItemId, u8, Time)>,
    pub hidden: Vec<ItemId>,
    pub choices: Choices,
    pub sliders: Sliders,
    /// Of the items above, as far as they are still kept.
    pub cards: HashMap<ItemId, Item>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct WordView {
    /// `timeline::title_words`.
    pub number: u32,
    /// Empty when no title that is still kept has it.
    pub spelling: String,
    pub strength: f64,
}

/// Everything that is kept under her name.
pub struct Exported {
    pub view: ProfileView,
    /// The profile as it is kept, every part by its name.
    pub profile: Vec<(&'static str, Part)>,
    /// Saved searches and rules, oldest first.
    pub finders: Vec<Finder>,
    /// What she put aside, the latest first.
    pub saved: Vec<(ItemId, Time)>,
    /// How far she has read, in thousandths, the latest first.
    pub places: Vec<(ItemId, u32, Time)>,
    /// How she wants her pages.
    pub wishes: Vec<(String, String)>,
    /// What she did, newest first.
    pub events: Vec<Event>,
}

/// "Forget this".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    Topic(Topic),
    Source(SourceId),
    /// By its number.
    Word(u32),
    Item(ItemId),
    Kind(Kind),
    /// 0 short, 1 middling, 2 long.
    Length(usize),
    /// A quarter of the day, from midnight UTC.
    DayPart(usize),
}

impl Readers {
    /// Nobody's is empty.
    pub async fn profile_view(&self, reader: Option<ReaderId>) -> Result<ProfileView, Error> {
        let known = self.known(reader).await?;
        let profile = &known.profile;
        let mut items = profile.read();
        items.extend(profile.hidden());
        items.extend(profile.shown().into_iter().map(|(item, ..)| item));
        items.sort_unstable();
        items.dedup();
        let cards = self.store().cards(&items).await?;
        Ok(ProfileView {
            is_empty: profile.is_empty(),
            met: profile.met(),
            topics: profile.topics(),
            sources: profile.sources(),
            words: self.words(reader, profile, &cards).await?,
            kinds: profile.kinds(),
            lengths: profile.lengths(),
            day_parts: profile.day_parts(),
            taken: profile.taken(),
            read: profile.read(),
            shown: profile.shown(),
            hidden: profile.hidden(),
            choices: known.choices,
            sliders: known.sliders,
            cards: cards.into_iter().map(|card| (card.id, card)).collect(),
        })
    }

    pub async fn export(&self, reader: ReaderId) -> Result<Exported, Error> {
        let view = self.profile_view(Some(reader)).await?;
        let profile = self.known(Some(reader)).await?.profile.every_part();
        let finders = self.kept().finders(reader).await?;
        Ok(Exported {
            view,
            profile,
            finders,
            saved: self.kept().saved_items(reader, None, u32::MAX).await?,
            places: self.kept().reading_places(reader).await?,
            wishes: self.kept().wishes(reader).await?,
            events: self.kept().events_of(reader, EVENTS_AT_MOST).await?,
        })
    }

    /// From her next timeline on. It may be learned again from what she does.
    pub async fn forget_one(&self, reader: ReaderId, what: Correction) -> Result<(), Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let mut profile = known.profile.clone();
        match what {
            Correction::Topic(topic) => profile.forget_topic(topic),
            Correction::Source(source) => profile.forget_source(source),
            Correction::Word(number) => profile.forget_term(number),
            Correction::Item(item) => profile.forget_item(item),
            Correction::Kind(kind) => profile.forget_kind(kind),
            Correction::Length(class) => profile.forget_length(class),
            Correction::DayPart(part) => profile.forget_day_part(part),
        }
        self.kept().save_profile(reader, &profile).await?;
        known.profile = profile;
        // An undo would bring back what she has struck out.
        known.said = None;
        known.liked = None;
        Ok(())
    }

    /// All that was learned, and the record of what she did. What she follows and mutes stays, and so do her sliders.
    pub async fn reset_profile(&self, reader: ReaderId) -> Result<(), Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        self.kept().forget_what_was_learned(reader).await?;
        known.profile = Profile::default();
        known.said = None;
        known.liked = None;
        Ok(())
    }

    async fn words(&self, reader: Option<ReaderId>, profile: &Profile, cards: &[Item]) -> Result<Vec<WordView>, Error> {
        let terms = profile.terms();
        let missing = |spelt: &HashMap<u32, String>| {
            terms.iter().map(|(number, _)| *number).filter(|number| !spelt.contains_key(number)).collect::<Vec<_>>()
        };
        let mut spelt = spell(missing(&HashMap::new()), titles(cards));
        if let (false, Some(reader)) = (missing(&spelt).is_empty(), reader) {
            let mut items: Vec<ItemId> =
                self.kept().events_of(reader, DEEDS).await?.into_iter().map(|event| event.item).collect();
            items.sort_unstable();
            items.dedup();
            let more = spell(missing(&spelt), titles(&self.store().cards(&items).await?));
            spelt.extend(more);
        }
        if !missing(&spelt).is_empty() {
            let newest = self.store().newest(TITLES, store::Newest::default()).await?;
            let more = spell(missing(&spelt), titles(&self.store().cards(&newest).await?));
            spelt.extend(more);
        }
        let word = |(number, strength): &(u32, f64)| WordView {
            number: *number,
            spelling: spelt.get(number).cloned().unwrap_or_default(),
            strength: *strength,
        };
        Ok(terms.iter().map(word).collect())
    }
}

fn titles(cards: &[Item]) -> impl Iterator<Item = &str> {
    cards.iter().map(|card| card.title.as_str())
}
