//! `/algorithm`: what ranks, and by which numbers; the same for everybody.

use super::transparency::up_to_date;
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    shown::capitalised,
    site::Site,
    view::{AlgorithmView, WeightView},
};
use ledger::entry::to_hex;
use model::{Language, Topic};
use readers::learning::{Choice, Learned};
use timeline::{Group, SIGNALS, Signal, learn::Head};

/// The broadest topics that are never learned, and some that stand below others; by their words in addresses.
const NEVER: [&str; 8] =
    ["religion", "politics", "health", "unions", "crime-and-law", "immigration", "discrimination", "demographics"];

pub async fn algorithm(arrival: Arrival) -> Result<Page, Wrong> {
    let (site, language) = (arrival.site.clone(), arrival.language());
    let view = tokio::task::spawn_blocking(move || view(&site, language)).await.map_err(|_| Wrong::Ours)?;
    let page = Page::new(pages::algorithm(&arrival.visit(), &view));
    Ok(if arrival.is_nobody() { page.lasting_a_little() } else { page })
}

fn view(site: &Site, language: Language) -> AlgorithmView {
    let learned = site.readers.learned();
    let groups = Group::ALL.iter().map(|group| {
        let of_group = SIGNALS.iter().filter(|signal| signal.group == *group && signal.weight != 0.0);
        (capitalised(group.name(language)), of_group.map(|signal| weight(signal, *group, language)).collect())
    });
    AlgorithmView {
        model: in_use(&learned),
        off: matches!(learned.choice, Choice::Off),
        models: models(site),
        heads: Head::ALL.iter().map(|head| (*head, head.weight())).collect(),
        groups: groups.collect(),
        read_by_model: SIGNALS.iter().filter(|signal| signal.weight == 0.0).count(),
        never: NEVER
            .iter()
            .filter_map(|slug| Topic::from_slug(slug))
            .map(|topic| capitalised(topic.label(language)))
            .collect(),
    }
}

fn in_use(learned: &Learned) -> Option<(u32, String, model::Time)> {
    let model = &learned.in_use;
    model.has_learned().then(|| (model.number(), model.hash(), model.fitted()))
}

/// The newest first; none where the ledger cannot be read just now.
fn models(site: &Site) -> Vec<(u64, ledger::entry::Minute, Option<String>)> {
    let Ok(tally) = site.oversight.tally() else { return Vec::new() };
    let Ok(chronicle) = up_to_date(&site.oversight, &site.chronicle, tally.size) else { return Vec::new() };
    let line = |(index, at, hash): &(u64, ledger::entry::Minute, Option<ledger::Hash>)| {
        (*index, *at, hash.map(|hash| to_hex(&hash)))
    };
    chronicle.models.iter().rev().map(line).collect()
}

fn weight(signal: &'static Signal, group: Group, language: Language) -> WeightView {
    let german = usize::from(language == Language::GERMAN);
    let [for_it, against] = [signal.speaks_for[german], signal.speaks_against[german]];
    let own = [for_it, against].into_iter().find(|says| !says.is_empty());
    WeightView {
        name: signal.name,
        // One that only ever speaks against is read below 0.
        weight: if for_it.is_empty() && !against.is_empty() { -signal.weight } else { signal.weight },
        says: own.map_or_else(|| group.words(signal.weight, language).to_owned(), without_names),
        explicit: signal.explicit,
    }
}

/// `{source}`, `{n}` and the like stand for what was read; here for anything.
fn without_names(says: &str) -> String {
    let mut text = String::new();
    let mut rest = says;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        text.push('…');
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_weight_has_words_without_a_placeholder() {
        for language in [Language::ENGLISH, Language::GERMAN] {
            for signal in SIGNALS.iter().filter(|signal| signal.weight != 0.0) {
                let says = weight(signal, signal.group, language).says;
                assert!(!says.is_empty() && !says.contains(['{', '}']), "{}: {says}", signal.name);
            }
        }
    }
    #[test]
    fn what_is_named_as_never_learned_is_sensitive() {
        for slug in NEVER {
            assert!(Topic::from_slug(slug).is_some_and(Topic::is_sensitive), "{slug}");
        }
    }
}
