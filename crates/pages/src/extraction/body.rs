//! Which element holds the article.
//!
//! Several judges, since none is right alone: where the passages that read like an article are densest, what the
//! page's builder calls the elements, and which passages the page itself lists as the article's body (JSON-LD).

use super::measure::{Measured, weigh};
use crate::dom::{NodeId, Page, Tag};

/// How much to believe passages in each node: little below comments and around the article.
pub fn regions(page: &Page, measured: &Measured) -> Vec<f32> {
    let mut believed = vec![1.0f32; page.nodes.len()];
    let whole = measured.of(0).letters;
    for id in 1..page.nodes.len() {
        let inherited = believed.get(page.parent(id)).copied().unwrap_or(1.0);
        let this = measured.of(id);
        let role = this.role;
        let holds_most = this.letters * 2 > whole;
        let own = match page.tag(id) {
            Tag::Nav | Tag::Footer => 0.1,
            Tag::Aside => 0.2,
            // What is around everything is named after all that it holds.
            _ if holds_most => 1.0,
            Tag::Li | Tag::Article if is_entry(page, measured, id) => 0.15,
            _ if role.comments => 0.1,
            _ if role.around && !role.article => 0.3,
            _ if role.around || role.byline => 0.5,
            _ => 1.0,
        };
        if let Some(slot) = believed.get_mut(id) {
            // A body's wrapper with an unlucky name must not lose everything inside it.
            *slot = f32::max(inherited * own, 0.05).min(if role.body { 1.0 } else { inherited * own.max(0.1) });
            if role.body && inherited >= 0.3 {
                *slot = inherited.max(0.9);
            }
        }
    }
    believed
}

/// An entry of a list of articles: a linked heading with a line or two.
fn is_entry(page: &Page, measured: &Measured, id: NodeId) -> bool {
    let entry = measured.of(id);
    entry.letters < 1_500
        && entry.linked > 0
        && page.below(id).any(|child| {
            let heading = measured.of(child);
            page.tag(child).is_heading() && heading.letters > 12 && heading.link_share() > 0.85
        })
}

/// The element that holds the article, and whether its name says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body {
    pub top: NodeId,
    pub named: bool,
}

/// Weighs the page and chooses. `listed` are the blocks that the page itself counts to its body.
pub fn choose(page: &Page, measured: &mut Measured, listed: &[NodeId]) -> Body {
    let region = regions(page, measured);
    weigh(page, measured, &region);
    if let Some(top) = around_listed(page, measured, listed) {
        return Body { top, named: true };
    }
    let densest = densest(page, measured);
    let most = measured.of(densest).worth;
    if let Some(named) = best_named(page, measured, &region, most) {
        return Body { top: tighten(page, measured, named), named: true };
    }
    Body { top: tighten(page, measured, densest), named: false }
}

/// The smallest element with nearly all that speaks for an article.
fn densest(page: &Page, measured: &Measured) -> NodeId {
    let mut best = page.first(Tag::Body).unwrap_or(0);
    let mut most = f32::MIN;
    for id in 0..page.nodes.len() {
        let tag = page.tag(id);
        if !(tag.is_block() || tag == Tag::Root)
            || matches!(tag, Tag::P | Tag::Li | Tag::Tr | Tag::Tbody | Tag::Table | Tag::Dl)
        {
            continue;
        }
        let worth = measured.of(id).worth;
        // Later ones with as much are inside earlier ones.
        if worth > most || worth >= most && page.end(id) <= page.end(best) {
            most = worth;
            best = id;
        }
    }
    best
}

/// Goes on inwards while one child has as good as everything.
fn tighten(page: &Page, measured: &Measured, top: NodeId) -> NodeId {
    let mut at = top;
    loop {
        let worth = measured.of(at).worth;
        let inner = page.children(at).find(|&child| {
            let tag = page.tag(child);
            tag.is_block()
                && !matches!(tag, Tag::P | Tag::Pre | Tag::Li | Tag::Tr | Tag::Ul | Tag::Ol | Tag::Blockquote)
                && measured.of(child).worth > worth * 0.985
        });
        match inner {
            Some(child) if worth > 0.0 => at = child,
            _ => return at,
        }
    }
}

fn best_named(page: &Page, measured: &Measured, region: &[f32], most: f32) -> Option<NodeId> {
    let mut best: Option<(f32, NodeId)> = None;
    for id in 1..page.nodes.len() {
        let tag = page.tag(id);
        if !tag.is_block() || matches!(tag, Tag::P | Tag::Html | Tag::Body) || measured.of(id).dead {
            continue;
        }
        if region.get(id).copied().unwrap_or(1.0) < 0.3 {
            continue;
        }
        let strength = strength_of_name(page, measured, id);
        if strength == 0.0 {
            continue;
        }
        let worth = measured.of(id).worth;
        let share = worth / most.max(1.0);
        let needed = match strength {
            1.0.. => 0.4,
            0.8.. => 0.5,
            _ => 0.72,
        };
        if share < needed || worth < 150.0 {
            continue;
        }
        // Named elements inside one another: the inner one, as long as it does not lose much.
        let score = share.min(1.0) + strength.min(1.0) * 0.6;
        let better = best.is_none_or(|(most, other)| {
            let inside = id < page.end(other);
            if inside { score >= most - 0.06 } else { score > most }
        });
        if better {
            best = Some((score, id));
        }
    }
    let (_, chosen) = best?;
    Some(with_other_parts(page, measured, region, chosen, most))
}

/// Some pages cut one body into several elements of one name, with advertisements between: then what is around all.
fn with_other_parts(page: &Page, measured: &Measured, region: &[f32], chosen: NodeId, most: f32) -> NodeId {
    let strength = strength_of_name(page, measured, chosen);
    let worth = measured.of(chosen).worth;
    if worth > most * 0.9 || strength < 1.0 {
        return chosen;
    }
    let (mut first, mut last, mut sum) = (chosen, chosen, worth);
    let mut past = 0;
    for id in 1..page.nodes.len() {
        let inside = id >= chosen && id < page.end(chosen) || page.end(id) > chosen && id <= chosen;
        let part = measured.of(id).worth;
        if id < past
            || inside
            || part < 100.0
            || measured.of(id).dead
            || region.get(id).is_some_and(|&believed| believed < 0.5)
        {
            continue;
        }
        if page.tag(id) != Tag::Article && strength_of_name(page, measured, id) >= 1.0 {
            first = first.min(id);
            last = last.max(id);
            sum += part;
            past = page.end(id);
        }
    }
    if sum < worth + most * 0.1 {
        return chosen;
    }
    let mut around = first;
    while around != 0 && page.end(around) <= last {
        around = page.parent(around);
    }
    if matches!(page.tag(around), Tag::Body | Tag::Html | Tag::Root) { chosen } else { around }
}

/// How surely an element's name says that it holds the article.
fn strength_of_name(page: &Page, measured: &Measured, id: NodeId) -> f32 {
    let says = |name: &str, word: &str| {
        page.raw_attribute(id, name)
            .is_some_and(|value| value.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(word)))
    };
    if says("itemprop", "articleBody") || says("property", "articleBody") {
        return 1.2;
    }
    if measured.of(id).role.body {
        return 1.0;
    }
    if page.tag(id) == Tag::Article || says("role", "article") {
        let holds_title = page.below(id).any(|child| page.tag(child) == Tag::H1);
        return if holds_title { 0.8 } else { 0.5 };
    }
    if page.tag(id) == Tag::Main || says("role", "main") || says("itemprop", "text") {
        return 0.2;
    }
    0.0
}

/// The smallest element around the blocks that the page lists as its body, if they are most of a text.
fn around_listed(page: &Page, measured: &Measured, listed: &[NodeId]) -> Option<NodeId> {
    let (&first, &last) = (listed.first()?, listed.last()?);
    let letters: u32 = listed.iter().map(|&id| measured.of(id).own).sum();
    if letters < 400 {
        return None;
    }
    let mut top = first;
    while page.end(top) <= last {
        top = page.parent(top);
        if top == 0 {
            return None;
        }
    }
    if matches!(page.tag(top), Tag::P | Tag::Li | Tag::Pre) {
        top = page.parent(top);
    }
    (top != 0).then_some(top)
}
