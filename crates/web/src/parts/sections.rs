//! Compact rows of a front page under headings: by topic where something was chosen, by day where time decides.

use crate::{
    view::{Order, SlotView, TopicLink, Visit},
    words::{self, ReadingWords},
};

/// A topic with fewer rows has no heading of its own.
const ROWS: usize = 2;

pub struct Section<'a> {
    pub title: String,
    /// Of its page; empty where it has none.
    pub href: String,
    pub slots: Vec<&'a SlotView>,
}

/// In the order of their first rows; what is left over comes last.
pub fn sections<'a>(visit: &Visit, order: Order, rows: &'a [SlotView]) -> Vec<Section<'a>> {
    match order {
        Order::Newest | Order::Following => by_day(visit, rows),
        Order::ForYou | Order::MostCovered => by_topic(visit, rows),
    }
}

fn by_day<'a>(visit: &Visit, rows: &'a [SlotView]) -> Vec<Section<'a>> {
    let mut sections: Vec<Section> = Vec::new();
    for slot in rows {
        let title = words::day_ago(visit.tongue, slot.published, visit.now, visit.zone);
        match sections.last_mut().filter(|last| last.title == title) {
            Some(last) => last.slots.push(slot),
            None => sections.push(Section { title, href: String::new(), slots: vec![slot] }),
        }
    }
    sections
}

fn by_topic<'a>(visit: &Visit, rows: &'a [SlotView]) -> Vec<Section<'a>> {
    let mut topics: Vec<(&TopicLink, Vec<&SlotView>)> = Vec::new();
    let mut others = Vec::new();
    for slot in rows {
        match &slot.section {
            None => others.push(slot),
            Some(topic) => match topics.iter_mut().find(|(other, _)| *other == topic) {
                Some((_, slots)) => slots.push(slot),
                None => topics.push((topic, vec![slot])),
            },
        }
    }
    let (wide, narrow): (Vec<_>, Vec<_>) = topics.into_iter().partition(|(_, slots)| slots.len() >= ROWS);
    others.extend(narrow.into_iter().flat_map(|(_, slots)| slots));
    others.sort_by_key(|slot| slot.position);
    let named = |(topic, slots): (&TopicLink, Vec<&'a SlotView>)| Section {
        title: topic.name.clone(),
        href: format!("/topic/{}", topic.slug),
        slots,
    };
    let rest = Section { title: ReadingWords::of(visit.tongue).more.to_owned(), href: String::new(), slots: others };
    wide.into_iter().map(named).chain(Some(rest).filter(|rest| !rest.slots.is_empty())).collect()
}
