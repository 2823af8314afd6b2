//! Articles as no newsroom should write them.

use super::{Channel, House, Named, Outgoing, Shown};
use model::{Language, Time};

pub const NOW: Time = Time(1_795_426_200_000);

/// Ends scripts, begins comments, closes CDATA, and holds what XML cannot.
pub const NASTY: &str =
    "</script><script>alert(1)</script><!-- ]]> & \"quoted\" 'x' \u{0}\u{b}\u{1b}\u{fffe} ü 🦆 \u{2028}";

pub fn house(name: &str) -> House {
    House {
        base: "https://news.example".into(),
        name: name.into(),
        about: name.into(),
        logo: "https://news.example/assets/x/icon-512.png".into(),
        takes_mentions: true,
        hub: Some("https://hub.example/".into()),
    }
}

pub fn piece(text: &str) -> Outgoing {
    let named = |path: &str| Named { name: text.into(), address: format!("https://news.example/{path}") };
    Outgoing {
        id: "urn:uuid:00000000-0000-8000-8000-000000000007".into(),
        address: "https://news.example/article/7-the-bridge".into(),
        title: text.into(),
        standfirst: text.into(),
        html: format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;")),
        authors: vec![
            named("author/ada"),
            Named { name: "Bo".into(), address: "https://news.example/author/bo".into() },
        ],
        section: Some(named("section/town")),
        tags: vec![Named { name: "Bridges".into(), address: "https://news.example/tag/bridges".into() }],
        language: Language::GERMAN,
        published: NOW,
        changed: NOW.plus(3_600_000),
        picture: Some(Shown {
            address: "https://news.example/picture/1280/a/b".into(),
            media_type: "image/webp",
            width: 1280,
            height: 800,
            alt: text.into(),
            caption: text.into(),
            credit: text.into(),
        }),
        film: None,
        adults: false,
        card: "https://news.example/article/7/card.jpg?v=1".into(),
        words: 412,
        corrections: vec![(NOW.plus(60_000), text.into())],
        updates: Vec::new(),
        running: false,
    }
}

pub fn channel(text: &str) -> Channel {
    Channel {
        house: house(text),
        id: "urn:uuid:00000000-0000-8000-8000-000000000001".into(),
        title: text.into(),
        path: "/section/town".into(),
        language: Language::GERMAN,
        changed: NOW.plus(3_600_000),
        entries: vec![piece(text)],
    }
}
