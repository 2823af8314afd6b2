//! How well does an item fit a story, and a story another? Above 0 they belong together.
//!
//! Two measures. Cosine of weights times rareness, to the whole story and to its nearest item, is right for full
//! texts. A headline shares too few words for it; there we ask how much likelier its words are if it tells of the
//! story than if it does not (a mixture of the story's words and stray ones, against the words of all other texts).

use super::Settings;
use super::vector::{Middle, Query};

/// A cosine weighs as much as that much evidence.
const COSINE_AS_EVIDENCE: f32 = 100.0;
/// Items of the smaller of two stories from which the full bar holds.
const GROWN: f32 = 6.0;

/// What is known of a story when it is compared.
pub struct Known<'a> {
    pub middle: &'a Middle,
    pub members: usize,
    /// Cosine to its nearest single item.
    pub nearest: f32,
    /// Hours between its last coverage and the item.
    pub gap: f32,
}

pub fn item_fits(query: &Query, story: &Known, settings: &Settings) -> f32 {
    let near = query.near(story.middle);
    let faded = (-story.gap / settings.fade_hours).exp();
    let long = (near.max(settings.member * story.nearest) * faded - settings.join_long) * COSINE_AS_EVIDENCE;
    if query.long >= 1.0 {
        return long;
    }
    let size = settings.size * (story.members as f32).ln();
    let evidence = evidence(query, story.middle, story.members, settings)
        + lacking(|hash| if has(query, hash) { 1.0 } else { 0.0 }, story.middle, settings)
        + size
        - story.gap / 24.0
        - settings.join_evidence;
    let short = evidence.min((near - settings.join_short) * COSINE_AS_EVIDENCE);
    short + (long - short) * query.long
}

/// `a` is the mean item of the smaller story, `b` makes that of the other where it is needed.
pub fn stories_fit(a: &Query, a_story: &Known, b: impl Fn() -> Query, b_story: &Known, settings: &Settings) -> f32 {
    let near = a.near(b_story.middle);
    let faded = (-b_story.gap / settings.fade_hours).exp();
    // A story of one merges as it would join; the more both tell, the more alike two events of one kind look.
    let grown = ((a_story.members.min(b_story.members) as f32).ln() / GROWN.ln()).min(1.0);
    let bar = settings.join_long + (settings.merge_long - settings.join_long) * grown;
    let long = (near * faded - bar) * COSINE_AS_EVIDENCE;
    let is_long = a.long.min(b_story.middle.long(b_story.members));
    if is_long >= 1.0 {
        return long;
    }
    let one_way = |query: &Query, from: &Known, into: &Known| {
        let share = |hash| from.middle.get(hash).map_or(0.0, |entry| (entry.count / from.members as f32).min(1.0));
        evidence(query, into.middle, into.members, settings) + lacking(share, into.middle, settings)
    };
    let mut fit = one_way(a, a_story, b_story);
    if a_story.members == b_story.members {
        fit = (fit + one_way(&b(), b_story, a_story)) / 2.0;
    }
    let most = a_story.members.max(b_story.members) as f32;
    let evidence = fit + settings.size * most.ln() - settings.merge_evidence;
    let short = evidence.min((near - settings.join_short) * COSINE_AS_EVIDENCE);
    short + (long - short) * is_long
}

/// Log of the odds that the words tell of this story.
fn evidence(query: &Query, middle: &Middle, members: usize, settings: &Settings) -> f32 {
    let members = members as f32;
    let outside = (query.texts - members).max(0.0) + settings.background_texts;
    let discount = settings.discount * (1.0 - 1.0 / members);
    let stray = settings.stray.ln();
    let mut sum = 0.0;
    for asked in &query.list {
        let gain = match middle.get(asked.hash) {
            Some(entry) => {
                let inside = (entry.count - discount).max(0.0) / (members + 0.5);
                let elsewhere = ((asked.with - entry.count).max(0.0)
                    + settings.background_texts * settings.background_share)
                    / outside;
                (settings.stray + (1.0 - settings.stray) * inside / elsewhere).ln()
            }
            None => stray,
        };
        sum += asked.weight * gain;
    }
    sum
}

/// The cost of what nearly all items of the story have and this has only in part.
fn lacking(share: impl Fn(u32) -> f32, middle: &Middle, settings: &Settings) -> f32 {
    let mut cost = 0.0;
    for (hash, nearly_all) in &middle.core {
        cost += (1.0 - share(*hash)) * (1.0 - 0.9 * nearly_all).ln();
    }
    settings.lacking * cost
}

fn has(query: &Query, hash: u32) -> bool {
    query.list.binary_search_by_key(&hash, |asked| asked.hash).is_ok()
}
