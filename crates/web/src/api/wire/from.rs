//! From what a page needs to what a program sees.

use super::{
    Article, Change, Changed, Coverage, Enclosure, GroupPart, LeftOut, Line, Moved, Picture, Piece, Place, Slot,
    Source, SourcePage, SourceRow, Stance, Story, StoryLink, Strength, Timeline, Topic, TopicPage, TopicRow, Version,
    Why,
};
use crate::view;
use model::{Language, Time};

fn tag(language: Language) -> String {
    language.tag().to_owned()
}

fn times(time: Option<Time>) -> Option<String> {
    time.map(Time::rfc3339)
}

impl From<view::SourceLink> for Source {
    fn from(link: view::SourceLink) -> Source {
        Source { id: link.id.0, title: link.title }
    }
}

impl From<view::TopicLink> for Topic {
    fn from(link: view::TopicLink) -> Topic {
        Topic { slug: link.slug, name: link.name }
    }
}

impl From<view::PictureView> for Picture {
    fn from(view: view::PictureView) -> Picture {
        let view::PictureView { src, srcset, width, height, alt, credit } = view;
        Picture { src, srcset, width, height, alt, credit }
    }
}

impl From<view::StoryLink> for StoryLink {
    fn from(link: view::StoryLink) -> StoryLink {
        StoryLink { id: link.id.0, sources: link.sources, items: link.items }
    }
}

impl From<view::SlotView> for Slot {
    fn from(view: view::SlotView) -> Slot {
        Slot {
            position: view.position,
            item: view.item.0,
            kind: view.kind.word().to_owned(),
            language: tag(view.language),
            headline: view.headline,
            standfirst: view.standfirst,
            source: view.source.into(),
            topic: view.topic.map(Topic::from),
            published: view.published.rfc3339(),
            minutes: view.minutes,
            picture: view.picture.map(Picture::from),
            story: view.story.map(StoryLink::from),
            saved: view.saved,
            reason: view.reason,
        }
    }
}

impl From<view::Front> for Timeline {
    fn from(view: view::Front) -> Timeline {
        Timeline {
            order: view.order.word().to_owned(),
            composed: view.up_to_date_at.rfc3339(),
            slots: view.slots.into_iter().map(Slot::from).collect(),
            left_out: view.left_out,
            sources: view.sources,
        }
    }
}

impl From<view::ItemLine> for Line {
    fn from(view: view::ItemLine) -> Line {
        Line {
            item: view.item.0,
            language: tag(view.language),
            headline: view.headline,
            standfirst: view.standfirst,
            source: view.source.into(),
            published: view.published.rfc3339(),
            picture: view.picture.map(Picture::from),
            story: view.story.map(StoryLink::from),
        }
    }
}

impl From<text::Piece> for Piece {
    fn from(piece: text::Piece) -> Piece {
        let fate = match piece.fate {
            text::Fate::Kept => "kept",
            text::Fate::Gone => "gone",
            text::Fate::New => "new",
        };
        Piece { fate: fate.to_owned(), text: piece.text }
    }
}

impl From<view::VersionView> for Version {
    fn from(view: view::VersionView) -> Version {
        let pieces = |pieces: Vec<text::Piece>| pieces.into_iter().map(Piece::from).collect();
        let changed = Changed {
            title: pieces(view.changed.title),
            standfirst: pieces(view.changed.standfirst),
            text: pieces(view.changed.text),
        };
        Version { seen: view.seen.rfc3339(), title: view.title, standfirst: view.standfirst, text: view.text, changed }
    }
}

impl From<view::EnclosureView> for Enclosure {
    fn from(view: view::EnclosureView) -> Enclosure {
        Enclosure { url: view.url, media_type: view.media_type, megabytes: view.megabytes }
    }
}

impl From<view::ArticleView> for Article {
    fn from(view: view::ArticleView) -> Article {
        Article {
            item: view.item.0,
            kind: view.kind.word().to_owned(),
            language: tag(view.language),
            headline: view.headline,
            standfirst: view.standfirst,
            byline: view.byline,
            source: view.source.into(),
            topics: view.topics.into_iter().map(Topic::from).collect(),
            published: view.published.rfc3339(),
            updated: times(view.updated),
            minutes: view.minutes,
            saved: view.saved,
            picture: view.picture.map(Picture::from),
            body: view.body,
            url: view.url,
            enclosures: view.enclosures.into_iter().map(Enclosure::from).collect(),
            story: view.story.map(StoryLink::from),
            versions: view.versions.into_iter().map(Version::from).collect(),
            next_for_you: view.for_you.into_iter().map(Slot::from).collect(),
            more_of_the_source: view.more.into_iter().map(Line::from).collect(),
        }
    }
}

impl From<view::StoryView> for Story {
    fn from(view: view::StoryView) -> Story {
        let coverage = |coverage: view::Coverage| Coverage {
            line: coverage.line.into(),
            versions: coverage.versions.into_iter().map(Version::from).collect(),
        };
        Story {
            id: view.id.0,
            title: view.title,
            language: tag(view.language),
            topics: view.topics.into_iter().map(Topic::from).collect(),
            sources: view.sources,
            first: view.first.rfc3339(),
            last: view.last.rfc3339(),
            coverage: view.coverage.into_iter().map(coverage).collect(),
        }
    }
}

impl From<view::WhyView> for Why {
    fn from(view: view::WhyView) -> Why {
        let left_out = |line: view::LeftOutLine| LeftOut {
            item: line.item.0,
            headline: line.headline,
            source: line.source,
            reason: line.reason,
            would_stand: line.would_stand,
        };
        let part = |bar: view::Bar| GroupPart { group: bar.group, gave: bar.gave, without: bar.without };
        Why {
            item: view.item.0,
            headline: view.headline,
            source: view.source,
            position: view.position,
            reasons: view.reasons,
            would_stand: view.would_stand,
            groups: view.bars.into_iter().map(part).collect(),
            value: view.value,
            candidates: view.candidates,
            left_out: view.left_out.into_iter().map(left_out).collect(),
            left_out_total: view.left_out_total,
        }
    }
}

impl From<view::Stance> for Stance {
    fn from(stance: view::Stance) -> Stance {
        match stance {
            view::Stance::Followed => Stance::Followed,
            view::Stance::Muted => Stance::Muted,
            view::Stance::Neither => Stance::Neither,
        }
    }
}

impl From<view::TopicRow> for TopicRow {
    fn from(row: view::TopicRow) -> TopicRow {
        TopicRow { topic: row.topic.into(), stories: row.stories, stance: row.stance.into() }
    }
}

impl From<view::TopicView> for TopicPage {
    fn from(view: view::TopicView) -> TopicPage {
        TopicPage {
            topic: view.topic.into(),
            code: view.code,
            stance: view.stance.into(),
            slots: view.slots.into_iter().map(Slot::from).collect(),
        }
    }
}

impl From<view::SourceRow> for SourceRow {
    fn from(row: view::SourceRow) -> SourceRow {
        SourceRow {
            id: row.id.0,
            title: row.title,
            folder: row.folder,
            language: tag(row.language),
            health: row.health.word().to_owned(),
            health_words: row.health_words,
            items: row.items,
            newest: times(row.newest),
            stance: row.stance.into(),
        }
    }
}

impl From<view::SourceView> for SourcePage {
    fn from(view: view::SourceView) -> SourcePage {
        SourcePage {
            id: view.id.0,
            title: view.title,
            address: view.address,
            site: view.site,
            language: tag(view.language),
            health: view.health.word().to_owned(),
            health_words: view.health_words,
            added: view.added.rfc3339(),
            next_ask: times(view.next_ask),
            stance: view.stance.into(),
            items: view.items.into_iter().map(Line::from).collect(),
        }
    }
}

impl From<view::Placed> for Place {
    fn from(placed: view::Placed) -> Place {
        match placed {
            view::Placed::At(place) => Place { at: Some(place), left_out: None },
            view::Placed::LeftOut(reason) => Place { at: None, left_out: Some(reason) },
            view::Placed::Nowhere => Place { at: None, left_out: None },
        }
    }
}

impl From<view::ChangeView> for Change {
    fn from(view: view::ChangeView) -> Change {
        let moved = |moved: view::MovedView| Moved {
            item: moved.item.0,
            headline: moved.headline,
            source: moved.source,
            before: moved.before.into(),
            after: moved.after.into(),
        };
        let strength = |strength: view::StrengthView| Strength {
            name: strength.name,
            before: strength.before,
            after: strength.after,
        };
        Change {
            moved: view.moved.into_iter().map(moved).collect(),
            strengths: view.strengths.into_iter().map(strength).collect(),
        }
    }
}
