//! From what is kept to what a page shows.

use crate::{
    arrival::Arrival,
    view::{ItemLine, Look, PictureView, SlotView, SourceLink, Stance, StoryLink, TopicLink},
};
use ::pages::PictureAddress;
use model::{Choice, Choices, Enclosure, Item, Kind, Language, Picture, SourceId, SourceKind, Story, Target, Topic};
use std::collections::HashMap;
use timeline::{Device, Group, Names};

/// Words a minute that people read; rounded up.
const READING_SPEED: u32 = 230;

impl Arrival {
    pub fn picture(&self, kept: &Picture) -> PictureView {
        let (src, srcset) = self.site.seal.wrap(&kept.url, kept.width);
        PictureView {
            src,
            srcset,
            width: kept.width,
            height: kept.height,
            alt: kept.alt.clone(),
            credit: kept.credit.clone(),
        }
    }

    /// Clean HTML whose pictures come from this edition.
    pub fn body(&self, clean: &str) -> String {
        ::pages::rewrite_pictures(clean, &|address| {
            let (src, srcset) = self.site.seal.wrap(address, 0);
            Some(PictureAddress { src, srcset, ..PictureAddress::default() })
        })
    }

    pub fn source_name(&self, id: SourceId) -> String {
        self.site.readers.source(id).map(|source| source.title.clone()).unwrap_or_default()
    }

    pub fn source_link(&self, id: SourceId) -> SourceLink {
        SourceLink { id, title: self.source_name(id) }
    }

    pub fn topic_link(&self, topic: Topic) -> Option<TopicLink> {
        let slug = topic.slug();
        let name = capitalised(topic.label(self.language()));
        (!slug.is_empty()).then(|| TopicLink { slug: slug.to_owned(), name })
    }

    pub fn slot(&self, position: usize, shown: &readers::Shown) -> SlotView {
        let item = &shown.item;
        let name = |id| self.source_name(id);
        let names = Names { source: &name };
        // A picture is seen beside the title anyway; what is not seen is worth telling.
        let telling = shown.slot.why.iter().find(|reason| reason.group != Group::Format).or(shown.slot.why.first());
        let reason = telling.map(|reason| reason.words(self.language(), &names)).unwrap_or_default();
        let covered = shown.slot.others > 0;
        SlotView {
            position: position as u16,
            item: item.id,
            kind: item.kind,
            language: item.language,
            headline: item.title.clone(),
            standfirst: item.standfirst.clone(),
            source: self.source_link(item.source),
            topic: item.topics.first().and_then(|topic| self.topic_link(*topic)),
            section: item.topics.first().and_then(|topic| self.topic_link(broad(*topic))),
            published: item.published,
            minutes: minutes(item.words),
            picture: item.picture.as_ref().map(|picture| self.picture(picture)),
            story: covered.then_some(StoryLink {
                id: shown.slot.story,
                sources: shown.slot.sources,
                items: shown.slot.others + 1,
            }),
            saved: shown.saved,
            reason,
            clip: self.length(item),
        }
    }

    /// Is it watched here: in a channel of this edition, or because a feed encloses it?
    pub fn is_clip(&self, item: &Item) -> bool {
        self.is_in_a_channel(item) || self.enclosed_clip(item).is_some()
    }

    pub fn is_in_a_channel(&self, item: &Item) -> bool {
        let is_channel = |source: std::sync::Arc<model::Source>| source.kind == SourceKind::Channel;
        item.kind == Kind::Video && self.site.readers.source(item.source).is_some_and(is_channel)
    }

    /// The short video that a feed encloses.
    pub fn enclosed_clip<'a>(&self, item: &'a Item) -> Option<&'a Enclosure> {
        item.enclosed_clip(self.site.newsroom.clip_limits().longest_ms).filter(|_| !self.is_in_a_channel(item))
    }

    fn length(&self, item: &Item) -> Option<u32> {
        self.is_clip(item).then(|| item.duration_ms())
    }

    /// A slot of a page that nobody ranked.
    pub fn card(&self, item: &Item) -> SlotView {
        SlotView {
            position: 0,
            item: item.id,
            kind: item.kind,
            language: item.language,
            headline: item.title.clone(),
            standfirst: item.standfirst.clone(),
            source: self.source_link(item.source),
            topic: None,
            section: None,
            published: item.published,
            minutes: 0,
            picture: item.picture.as_ref().map(|picture| self.picture(picture)),
            story: None,
            saved: false,
            reason: String::new(),
            clip: self.length(item),
        }
    }

    pub fn line(&self, item: &Item, story: Option<&Story>) -> ItemLine {
        ItemLine {
            item: item.id,
            language: item.language,
            headline: item.title.clone(),
            standfirst: item.standfirst.clone(),
            source: self.source_link(item.source),
            published: item.published,
            picture: item.picture.as_ref().map(|picture| self.picture(picture)),
            story: story.and_then(story_link),
            clip: self.length(item),
        }
    }

    /// Lines of a list, each with its story where that has more to tell.
    pub async fn lines(&self, items: &[Item]) -> Result<Vec<ItemLine>, crate::Wrong> {
        let ids: Vec<_> = items.iter().filter_map(|item| item.story).collect();
        let stories: HashMap<_, _> =
            self.site.store.stories(&ids).await?.into_iter().map(|story| (story.id, story)).collect();
        Ok(items.iter().map(|item| self.line(item, item.story.and_then(|id| stories.get(&id)))).collect())
    }

    pub async fn choices(&self) -> Result<Choices, crate::Wrong> {
        match self.reader().await? {
            Some(reader) => Ok(self.site.readers.choices(reader).await?),
            None => Ok(Vec::new()),
        }
    }

    /// Everything besides the text that a page for nobody in particular depends on.
    pub fn kind_of_page(&self) -> (&'static str, Look, Device, bool) {
        (self.tongue.tag(), self.look, self.device, self.operator)
    }
}

pub fn story_link(story: &Story) -> Option<StoryLink> {
    (story.items > 1).then_some(StoryLink { id: story.id, sources: story.sources, items: story.items })
}

pub fn stance(choices: &Choices, target: &Target) -> Stance {
    match choices.iter().find(|(_, chosen)| chosen == target) {
        Some((Choice::Follow, _)) => Stance::Followed,
        Some((Choice::Mute, _)) => Stance::Muted,
        None => Stance::Neither,
    }
}

/// Reading time; 0 where nobody counted the words.
pub fn minutes(words: u32) -> u32 {
    words.div_ceil(READING_SPEED)
}

/// Labels of topics stand alone here, so they begin like a title.
pub fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The broad topic that one belongs to, or itself.
pub fn broad(topic: Topic) -> Topic {
    topic.parent().unwrap_or(topic)
}

/// Names of languages in themselves; the tag where we have no name.
pub fn language_name(language: Language) -> String {
    match language.tag() {
        "en" => "English",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        "it" => "Italiano",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "sv" => "Svenska",
        "da" => "Dansk",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ru" => "Русский",
        "ar" => "العربية",
        "ja" => "日本語",
        "zh" => "中文",
        tag => tag,
    }
    .to_owned()
}
