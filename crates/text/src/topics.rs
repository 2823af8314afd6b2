//! What is it about? Weighs the words of a text against lists of words for each topic.

use crate::entities::headline_capitals;
use crate::quick::QuickMap;
use crate::terms::{Token, stemmer, term_of};
use crate::topic_words::TOPIC_WORDS;
use crate::words::{self, Shape};
use model::{Language, Topic};
use std::collections::HashMap;
use std::sync::OnceLock;

/// A topic speaks up from here on: one loud word in the title, or a quiet one with others in the text.
const CLEAR: f32 = 3.6;
/// A topic that neither the title nor a category names must be this much clearer, by so many different words.
const UNTITLED: f32 = 1.6;
const DIFFERENT: u32 = 3;
/// What a word counts that is written as part of a name: `Church Street` is no religion.
const IN_NAME: f32 = 0.3;
/// Words of the text that are looked at.
const READ: usize = 320;
/// A category of the feed that names a topic.
const CATEGORY: f32 = 5.0;
/// Not more topics than that, and none far weaker than the first.
const MOST: usize = 3;
const BESIDE: f32 = 0.45;
/// Nothing makes a topic clearer than that when others are held against it.
const VERY_CLEAR: f32 = 9.0;

/// The topics of a text, clearest first, each as narrow as the words allow (its broad topic is implied).
pub fn topics(tokens: &[Token], categories: &[String], language: Language) -> Vec<Topic> {
    let lexicon = lexicon(language);
    let mut hits: Vec<Hit> = Vec::new();
    let mut before: Option<u32> = None;
    let mut read = 0;
    let names_show = language != Language::GERMAN;
    let headline_capitals = headline_capitals(tokens);
    for (at, token) in tokens.iter().enumerate() {
        read += usize::from(!token.in_title);
        if read > READ {
            break;
        }
        let capital = |other: &Token| matches!(other.shape, Shape::Capital | Shape::Upper);
        let beside_capital = (at > 0 && token.adjoins && !token.starts_sentence && capital(&tokens[at - 1]))
            || tokens.get(at + 1).is_some_and(|next| next.adjoins && !next.starts_sentence && capital(next));
        let in_name =
            names_show && token.shape == Shape::Capital && beside_capital && !(token.in_title && headline_capitals);
        let mut hit = |word: u32, (topic, loud): (u16, f32)| {
            let loud = if in_name { loud * IN_NAME } else { loud };
            match hits.iter_mut().find(|hit| hit.word == word && hit.topic == topic) {
                Some(hit) => {
                    hit.count += 1.0;
                    hit.in_title |= token.in_title && !in_name;
                    hit.loud = hit.loud.max(loud);
                }
                None => hits.push(Hit { topic, word, count: 1.0, in_title: token.in_title && !in_name, loud }),
            }
        };
        let Some((hash, _)) = token.known.term else {
            before = None;
            continue;
        };
        if let Some(entries) = lexicon.words.get(&hash) {
            entries.iter().for_each(|entry| hit(hash, *entry));
        } else {
            for affix in token.known.affixes.into_iter().filter(|affix| *affix > 0) {
                let topic = lexicon.affixes[usize::from(affix) - 1].2;
                hit(u32::from(affix), (topic, 1.3));
            }
        }
        if let Some(entries) = before.and_then(|before| lexicon.pairs.get(&pair(before, hash))) {
            for (topic, loud) in entries {
                // A pair is a name or a phrase of its own.
                hit(hash ^ 1, (*topic, if in_name { loud / IN_NAME } else { *loud }));
            }
        }
        before = Some(hash);
    }

    let mut own = [Evidence::default(); TOPIC_WORDS.len()];
    for hit in &hits {
        let place = if hit.in_title { 1.8 } else { 0.8 };
        let own = &mut own[usize::from(hit.topic)];
        own.points += hit.loud * (1.0 + hit.count.ln()) * place;
        own.different += 1;
        own.named |= hit.in_title && hit.loud > 1.0;
    }
    for category in categories {
        for topic in lexicon.of_category(category) {
            own[usize::from(topic)].points += CATEGORY;
            own[usize::from(topic)].named = true;
            own[usize::from(topic)].categories += 1;
        }
    }
    choose(&own, lexicon)
}

/// What speaks for one topic.
#[derive(Debug, Default, Clone, Copy)]
struct Evidence {
    points: f32,
    /// How many different words.
    different: u32,
    /// Does the title or a category speak for it?
    named: bool,
    categories: u32,
}

/// The narrow topic where it is clear by itself, the broad one where only the sum of its branches is.
fn choose(own: &[Evidence], lexicon: &Lexicon) -> Vec<Topic> {
    let mut chosen: Vec<(f32, Topic)> = Vec::new();
    for (broad, below) in &lexicon.broad {
        let (mut sum, topic) = (own[usize::from(*broad)], lexicon.topics[usize::from(*broad)]);
        let mut branches: Vec<(Evidence, Topic)> =
            below.iter().map(|branch| (own[usize::from(*branch)], lexicon.topics[usize::from(*branch)])).collect();
        branches.sort_by(|a, b| b.0.points.total_cmp(&a.0.points).then(a.1.cmp(&b.1)));
        for (branch, _) in &branches {
            sum.points += branch.points;
            sum.different += branch.different;
            sum.named |= branch.named;
            sum.categories += branch.categories;
        }
        // Two categories of one broad topic say the same thing twice.
        sum.points -= CATEGORY * sum.categories.saturating_sub(1) as f32;
        let clear = sum.named || sum.points >= CLEAR * UNTITLED && sum.different >= DIFFERENT;
        if sum.points < CLEAR || !clear {
            continue;
        }
        match branches.first() {
            // A branch speaks for its topic when it has a good part of the evidence, and more than a single word.
            Some((branch, narrow))
                if branch.points >= CLEAR * 0.6
                    && branch.points >= 0.35 * sum.points
                    && (branch.named || branch.different > 1) =>
            {
                chosen.push((sum.points, *narrow));
            }
            _ => chosen.push((sum.points, topic)),
        }
    }
    chosen.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let bar = chosen.first().map_or(0.0, |(points, _)| points.min(VERY_CLEAR) * BESIDE);
    chosen.retain(|(points, _)| *points >= bar);
    chosen.truncate(MOST);
    chosen.into_iter().map(|(_, topic)| topic).collect()
}

/// A word that speaks for a topic, and how often it stands.
struct Hit {
    topic: u16,
    word: u32,
    count: f32,
    in_title: bool,
    loud: f32,
}

fn pair(first: u32, last: u32) -> u64 {
    u64::from(first) << 32 | u64::from(last)
}

/// The starts and ends of compounds that a folded word has, as places in the list, from 1.
pub fn affixes_of(folded: &str, language: Language) -> [u16; 2] {
    let mut found = [0; 2];
    if folded.len() < 8 {
        return found;
    }
    let lexicon = lexicon(language);
    let [first, .., last] = folded.as_bytes() else { return found };
    let likely = [(*first, false), (*last, true)].map(|key| lexicon.affixes_by_letter.get(&key));
    let fitting = likely.into_iter().flatten().flatten().filter(|number| {
        let (affix, ends, _) = &lexicon.affixes[usize::from(**number) - 1];
        let fits = if *ends { folded.ends_with(affix.as_str()) } else { folded.starts_with(affix.as_str()) };
        fits && folded.len() >= affix.len() + 3
    });
    for (place, number) in found.iter_mut().zip(fitting) {
        *place = *number;
    }
    found
}

struct Lexicon {
    topics: Vec<Topic>,
    /// Broad topics and those below them.
    broad: Vec<(u16, Vec<u16>)>,
    words: QuickMap<u32, Vec<(u16, f32)>>,
    pairs: QuickMap<u64, Vec<(u16, f32)>>,
    /// Start or end of compounds, whether it is the end, topic.
    affixes: Vec<(String, bool, u16)>,
    /// Places in that list, from 1, by the letter at the start or the end, longest affix first.
    affixes_by_letter: QuickMap<(u8, bool), Vec<u16>>,
    names: HashMap<String, u16>,
}

impl Lexicon {
    fn new(language: Language) -> Lexicon {
        let german = language == Language::GERMAN;
        let stemmer = stemmer(language);
        let mut lexicon = Lexicon {
            topics: Vec::new(),
            broad: Vec::new(),
            words: QuickMap::default(),
            pairs: QuickMap::default(),
            affixes: Vec::new(),
            affixes_by_letter: QuickMap::default(),
            names: HashMap::new(),
        };
        let mut folded = String::new();
        for (at, (slug, english, german_words)) in TOPIC_WORDS.iter().enumerate() {
            let at = at as u16;
            let Some(topic) = Topic::from_slug(slug) else { continue };
            lexicon.topics.push(topic);
            for name in [topic.slug(), topic.label(Language::ENGLISH), topic.label(Language::GERMAN)] {
                words::fold(name, &mut folded);
                lexicon.names.insert(folded.clone(), at);
            }
            for entry in if german { german_words } else { english }.split_whitespace() {
                let (entry, loud) = entry.strip_prefix('*').map_or((entry, 1.0), |entry| (entry, 2.0));
                if let Some(end) = entry.strip_prefix('-') {
                    words::fold(end, &mut folded);
                    lexicon.affixes.push((folded.clone(), true, at));
                } else if let Some(start) = entry.strip_suffix('-') {
                    words::fold(start, &mut folded);
                    lexicon.affixes.push((folded.clone(), false, at));
                } else {
                    let entry = entry.trim_matches('*');
                    let hashes: Vec<u32> =
                        entry.split('_').filter_map(|word| term_of(word, language, stemmer.as_ref())).collect();
                    match hashes[..] {
                        [word] => lexicon.words.entry(word).or_default().push((at, loud)),
                        [first, .., last] => lexicon.pairs.entry(pair(first, last)).or_default().push((at, loud)),
                        [] => {}
                    }
                    if loud > 1.0 {
                        words::fold(&entry.replace('_', " "), &mut folded);
                        lexicon.names.entry(folded.clone()).or_insert(at);
                    }
                }
            }
        }
        lexicon.affixes.sort_by_key(|(affix, _, _)| std::cmp::Reverse(affix.len()));
        for ((affix, ends, _), number) in lexicon.affixes.iter().zip(1..) {
            let letter = if *ends { affix.bytes().last() } else { affix.bytes().next() };
            lexicon.affixes_by_letter.entry((letter.unwrap_or(0), *ends)).or_default().push(number);
        }
        for (at, topic) in lexicon.topics.iter().enumerate().filter(|(_, topic)| topic.parent().is_none()) {
            let below = lexicon.topics.iter().enumerate().filter(|(_, branch)| branch.parent() == Some(*topic));
            lexicon.broad.push((at as u16, below.map(|(at, _)| at as u16).collect()));
        }
        lexicon
    }

    fn of_category(&self, category: &str) -> Vec<u16> {
        let mut found = Vec::new();
        let mut folded = String::new();
        for part in std::iter::once(category).chain(category.split(['/', ',', '&', '>', '|', ';', ':'])) {
            words::fold(part.trim(), &mut folded);
            let singular = folded.strip_suffix('s').unwrap_or(&folded);
            if let Some(topic) = self.names.get(&folded).or_else(|| self.names.get(singular))
                && !found.contains(topic)
            {
                found.push(*topic);
            }
        }
        found
    }
}

/// Languages without lists of their own have the English words: names of leagues and firms are in them too.
fn lexicon(language: Language) -> &'static Lexicon {
    static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
    static GERMAN: OnceLock<Lexicon> = OnceLock::new();
    if language == Language::GERMAN {
        GERMAN.get_or_init(|| Lexicon::new(Language::GERMAN))
    } else {
        ENGLISH.get_or_init(|| Lexicon::new(Language::ENGLISH))
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, topics};
    use crate::terms::tokens;
    use crate::topic_words::TOPIC_WORDS;
    use model::Language;

    #[test]
    fn every_row_of_words_belongs_to_a_topic() {
        assert_eq!(Lexicon::new(Language::ENGLISH).topics.len(), TOPIC_WORDS.len());
    }

    #[test]
    fn texts_are_given_the_topics_a_reader_would_give_them() {
        let (en, de) = (Language::ENGLISH, Language::GERMAN);
        for (language, title, text, category, want) in [
            (
                en,
                "Late goal sends Arsenal top of the league",
                "The striker scored in the last minute of the match.",
                "",
                "football",
            ),
            (
                en,
                "Strong earthquake hits Chile",
                "Rescuers search for survivors after a magnitude 7 quake.",
                "",
                "disaster",
            ),
            (en, "Senate election goes to a runoff", "Voters will cast a second ballot in May.", "", "elections"),
            (
                en,
                "Central bank raises interest rate to fight inflation",
                "The economy slows.",
                "",
                "economic-indicators",
            ),
            (en, "New drug slows the disease", "Patients with diabetes lived longer in a study.", "", "diseases"),
            (en, "A walk by the lake", "It was a quiet day and nothing happened.", "", ""),
            (en, "A walk by the lake", "It was a quiet day.", "Sport/Football", "football"),
            (
                de,
                "Landtagswahl: Grüne legen zu",
                "Die Wahlbeteiligung war hoch, sagte der Wahlleiter.",
                "",
                "elections",
            ),
            (
                de,
                "Feuerwehr rettet Mann nach Unfall",
                "Bei einem Verkehrsunfall wurde ein Mann verletzt.",
                "",
                "accident",
            ),
            (
                de,
                "Angeklagter gesteht Mord",
                "Das Landgericht verurteilte den Täter zu lebenslanger Haft.",
                "",
                "judiciary",
            ),
            (
                de,
                "Trainer verlässt den Verein",
                "Der Bundesligist sucht nach der Niederlage einen neuen Trainer für die Mannschaft.",
                "Fußball",
                "football",
            ),
            (en, "Council rejects new car park by two votes", "Councillors debated for three hours.", "", "government"),
            (
                en,
                "Tram line to be extended to the hospital gate",
                "Passengers can board at four new stops.",
                "",
                "transport",
            ),
            (en, "Riverside road to go car-free in May", "Traffic will be led around the old town.", "", "transport"),
            (
                en,
                "Walking slowly up and down Church Street",
                "From Queen Anne Gate we went to Temple Lane and Bishop Square.",
                "",
                "",
            ),
            (en, "A long evening", "Pupils, parents, a doctor and a judge queued.", "", ""),
            (en, "Comet will be seen from the northern sky", "Bring a telescope.", "", "space"),
            (
                de,
                "Stadtrat lehnt Parkhaus mit zwei Stimmen Mehrheit ab",
                "Die Sitzung dauerte lange.",
                "",
                "government",
            ),
            (de, "Straßenbahn fährt künftig bis zum Klinikum", "Vier Haltestellen sind geplant.", "", "transport"),
            (de, "Altstadt wird autofrei", "Der Verkehr wird umgeleitet.", "", "transport"),
            (de, "Drei Kilometer bis zur Mündung", "Der Baumeister lobte die Auswahl der General-Ausgabe.", "", ""),
            (de, "Moderner Anbau für den Bauern", "Schuld war niemand, sagte er.", "", ""),
            (de, "Bitte den Notruf wählen", "Am Abend blieb es ruhig.", "", ""),
            (de, "Ein stiller Nachmittag", "Es geschah nichts.", "", ""),
        ] {
            let categories: Vec<String> = if category.is_empty() { vec![] } else { vec![category.to_owned()] };
            let found = topics(&tokens(title, text, language), &categories, language);
            assert_eq!(found.first().map_or("", |topic| topic.slug()), want, "{title}: {found:?}");
        }
    }
}
