//! The front page: its rows stand in sections, and none is lost.

use jiff::tz::TimeZone;
use model::{Edition, EditionName, ItemId, Kind, Language, SourceId, Time};
use web::{pages, view::*, words::Tongue};

fn slot() -> SlotView {
    SlotView {
        position: 1,
        item: ItemId(1),
        kind: Kind::Article,
        language: Language::ENGLISH,
        headline: "A bridge".into(),
        standfirst: String::new(),
        source: SourceLink { id: SourceId(1), title: "Post".into() },
        topic: None,
        section: None,
        published: Time(0),
        minutes: 3,
        picture: None,
        story: None,
        saved: false,
        reason: String::new(),
        clip: None,
    }
}

#[test]
fn rows_stand_under_topics_where_something_was_chosen_and_under_days_where_time_decides() {
    let edition = Edition { name: EditionName::new("main").unwrap(), title: "Town".into(), motto: String::new() };
    let now = Time::from_rfc3339("2026-11-28T12:00:00Z").unwrap();
    let visit = Visit {
        edition: &edition,
        tongue: Tongue::English,
        look: Look::Device,
        wishes: Wishes::default(),
        now,
        zone: &TimeZone::UTC,
        here: "/",
        locked: false,
        operator: false,
        told: None,
        whose: "",
        name: None,
        clips: false,
        works_here: false,
    };
    let topic = |name: &str| Some(TopicLink { slug: name.to_lowercase(), name: name.into() });
    let sections = ["Sport", "Weather", "Sport", "", "Art", "Weather"];
    let slots: Vec<SlotView> = (1..=15)
        .map(|position: u16| {
            let section = sections[usize::from(position) % sections.len()];
            SlotView {
                position,
                item: ItemId(position.into()),
                section: topic(section).filter(|topic| !topic.name.is_empty()),
                published: now.plus(-i64::from(position) * 3 * model::HOUR),
                ..slot()
            }
        })
        .collect();
    for (order, titles) in [
        (Order::ForYou, vec!["Weather", "Sport", "More stories"]),
        (Order::MostCovered, vec!["Weather", "Sport", "More stories"]),
        (Order::Newest, vec!["Yesterday", "Thursday"]),
        (Order::Following, vec!["Yesterday", "Thursday"]),
    ] {
        let front = Front {
            order,
            newest: model::StoryId(7),
            tune: None,
            asks: Vec::new(),
            slots: slots.clone(),
            end: FrontEnd::UpToDate,
            up_to_date_at: now,
            left_out: 0,
            sources: 1,
            pinned: Vec::new(),
            saved: 0,
        };
        let page = pages::front(&visit, &front).into_string();
        let found: Vec<String> = page
            .split("class=\"rule-title\"")
            .skip(1)
            .map(|rest| {
                let title = rest.split_once('>').unwrap().1.split("</h2>").next().unwrap();
                let title = title.split_once('>').map_or(title, |(_, inner)| inner);
                title.split('<').next().unwrap().to_owned()
            })
            .collect();
        assert_eq!(found, titles, "{order:?}");
        for slot in &slots {
            assert_eq!(page.matches(&format!("data-slot=\"{}\"", slot.position)).count(), 1, "{order:?}: none is lost");
        }
    }
}
