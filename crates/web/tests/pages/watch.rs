//! Pages where something is watched, with something in every place.

use maud::Markup;
use model::{ItemId, Language, Time};
use web::{pages, view::*};

use super::{picture, slot, source};

pub fn all(visit: &Visit, text: &str) -> Vec<Markup> {
    vec![
        pages::watch(
            visit,
            &WatchView {
                clips: vec![watched(text, 0, true), watched(text, 1, true), watched(text, 2, false)],
                end: WatchEnd::More(text.into(), 10),
                left_ms: Some(5_000),
            },
        ),
        pages::watch(visit, &WatchView { clips: Vec::new(), end: WatchEnd::UpToDate, left_ms: None }),
        pages::watch(visit, &WatchView { clips: Vec::new(), end: WatchEnd::AfterMinutes(10, Time(0)), left_ms: None }),
        pages::channel(
            visit,
            &ChannelView {
                source: source(text),
                slug: text.into(),
                about: text.into(),
                stance: Stance::Neither,
                clips: vec![SlotView { clip: Some(5_000), ..slot(text) }],
                next: Some(text.into()),
            },
        ),
    ]
}

pub fn player(text: &str) -> PlayerView {
    PlayerView {
        item: ItemId(1),
        headline: text.into(),
        width: 270,
        height: 480,
        duration_ms: 5_000,
        file: Some(FileView { src: text.into(), media_type: text.into() }),
        playlist: Some(FileView { src: text.into(), media_type: text.into() }),
        poster: Some(picture(text)),
        strip: Some(StripView { src: text.into(), thumbs: 5 }),
        credit: text.into(),
        synthetic: true,
        subtitles: vec![SubtitlesView { language: text.into(), label: text.into(), src: text.into() }],
    }
}

fn watched(text: &str, position: u16, shows: bool) -> ClipView {
    let player = player(text);
    ClipView {
        player: PlayerView { file: player.file.clone().filter(|_| shows), playlist: None, ..player },
        position,
        language: Language::GERMAN,
        about: text.into(),
        channel: source(text),
        channel_address: text.into(),
        stance: Stance::Followed,
        saved: true,
        liked: position.is_multiple_of(2),
        published: Time(0),
        tags: vec![(text.into(), text.into())],
        comments: (position % 2 == 1).then_some(2),
        why: "/why/7?within=clips".into(),
        reason: text.into(),
    }
}
