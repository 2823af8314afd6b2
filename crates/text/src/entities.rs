//! Who and where: names of people, places and organisations, told by their capitals.

use crate::common::Tells;
use crate::quick::QuickMap;
use crate::terms::{Token, stir};
use crate::words::Shape;
use model::Language;

/// Names given for one text.
const MOST: usize = 12;
/// Words in one name; longer runs of capitals are headlines.
const LONGEST: usize = 4;

/// Names as written, most telling first.
pub fn entities(tokens: &[Token], language: Language) -> Vec<String> {
    let german = language == Language::GERMAN;
    let mut names = named(&runs(tokens, german));
    // "Merkel" counts for "Angela Merkel".
    let long: Vec<(usize, &[Token])> =
        names.iter().filter(|name| name.words.len() > 1).map(|name| (name.first, name.words)).collect();
    let mut gained: Vec<(usize, u32)> = Vec::new();
    names.retain(|name| {
        let [only] = name.words else { return true };
        let whole = long.iter().find(|(_, words)| words.iter().any(|word| word.text == only.text));
        gained.extend(whole.map(|(first, _)| (*first, name.mentions)));
        whole.is_none()
    });
    for (first, mentions) in gained {
        names.iter_mut().filter(|name| name.first == first).for_each(|name| name.mentions += mentions);
    }
    // A German capital makes a noun: it is a name only where something speaks for one.
    names.retain(|name| name.sure > 0 || !german && name.mentions > 1);
    names.sort_by_key(|name| {
        let points = name.mentions.min(6) * 2 + 3 * u32::from(name.in_title) + u32::from(name.words.len() > 1);
        (std::cmp::Reverse(points), name.first)
    });
    names.truncate(MOST);
    names.iter().map(|name| name.words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")).collect()
}

/// Every run of capitals, first without judging, so that a name at the start of a sentence can be told by its mention
/// inside another.
fn runs<'t, 'a>(tokens: &'t [Token<'a>], german: bool) -> Vec<Run<'t, 'a>> {
    let headline_capitals = headline_capitals(tokens);
    let lowered: QuickMap<u64, ()> =
        tokens.iter().filter(|token| token.shape == Shape::Lower).map(|token| (token.known.folded, ())).collect();
    let mut runs = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let joins = at > start && token.adjoins && !token.starts_sentence && tokens[at - 1].in_title == token.in_title;
        let capital = is_capital(token) && !(token.in_title && headline_capitals);
        if !joins || !capital {
            runs.extend(Run::of(&tokens[start..at], &lowered, german));
            start = at;
        }
        if !capital {
            start = at + 1;
        }
    }
    runs.extend(Run::of(&tokens[start.min(tokens.len())..], &lowered, german));
    runs
}

/// Runs that are the same but for case and accents, in order of first mention.
fn named<'t, 'a>(runs: &[Run<'t, 'a>]) -> Vec<Name<'t, 'a>> {
    let mut names: Vec<Name> = Vec::new();
    let mut known: QuickMap<u64, usize> = QuickMap::default();
    for run in runs {
        let folded = run.words.iter().fold(0, |folded, word| stir(folded ^ word.known.folded));
        let first = *known.entry(folded).or_insert(names.len());
        if first == names.len() {
            names.push(Name { words: run.words, mentions: 0, in_title: false, sure: 0, first });
        }
        let name = &mut names[first];
        name.mentions += 1;
        name.in_title |= run.words[0].in_title;
        name.sure += u32::from(run.sure);
    }
    names
}

struct Name<'t, 'a> {
    words: &'t [Token<'a>],
    mentions: u32,
    in_title: bool,
    /// Mentions that can be nothing but a name.
    sure: u32,
    first: usize,
}

struct Run<'t, 'a> {
    /// At least one.
    words: &'t [Token<'a>],
    sure: bool,
}

impl<'t, 'a> Run<'t, 'a> {
    fn of(tokens: &'t [Token<'a>], lowered: &QuickMap<u64, ()>, german: bool) -> Option<Run<'t, 'a>> {
        let mut tokens = tokens;
        // "The", "Am Montag", "President" and the like lead to a name but are none.
        while let Some((first, rest)) = tokens.split_first() {
            let known = &first.known;
            let ordinary = first.starts_sentence && lowered.contains_key(&known.folded);
            let acronym = first.shape == Shape::Upper && known.folded_bytes > 1;
            if acronym || !(known.tells != Tells::Much || ordinary || known.is_office) {
                break;
            }
            tokens = rest;
        }
        while let Some((last, rest)) = tokens.split_last() {
            if last.known.tells != Tells::Nothing || last.shape == Shape::Upper {
                break;
            }
            tokens = rest;
        }
        let (first, last) = (tokens.first()?, tokens.last()?);
        if tokens.len() > LONGEST {
            return None;
        }
        let alone = tokens.len() == 1;
        let acronym = alone && first.shape == Shape::Upper && (2..=6).contains(&first.known.folded_bytes);
        let sure = if german {
            acronym || !alone && !is_noun_ending(last.text)
        } else {
            acronym || !alone || !first.starts_sentence
        };
        if alone && first.known.folded_letters < 3 && !acronym {
            return None;
        }
        Some(Run { words: tokens, sure })
    }
}

fn is_capital(token: &Token) -> bool {
    matches!(token.shape, Shape::Capital | Shape::Upper)
}

/// "Man Bites Dog in Old Town": most words capital, so capitals tell nothing there.
pub fn headline_capitals(tokens: &[Token]) -> bool {
    let title = tokens
        .iter()
        .take_while(|token| token.in_title)
        .filter(|token| token.text.chars().count() > 3 && token.shape != Shape::Number);
    let (mut all, mut capital) = (0, 0);
    for token in title {
        all += 1;
        capital += usize::from(is_capital(token));
    }
    capital * 10 >= all * 7
}

/// Endings that make a German noun of anything.
fn is_noun_ending(word: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "ung", "ungen", "heit", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tät", "ismus", "nisse",
        "tum", "chen",
    ];
    word.chars().count() > 5 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::entities;
    use crate::terms::tokens;
    use model::Language;

    #[test]
    fn names_are_found_and_ordinary_words_are_not() {
        let (en, de) = (Language::ENGLISH, Language::GERMAN);
        for (language, title, text, want) in [
            (
                en,
                "Merkel meets Macron in Paris",
                "Chancellor Angela Merkel met Emmanuel Macron on Tuesday. Merkel said the talks were good. Officials \
                 in Paris agreed.",
                &["Angela Merkel", "Emmanuel Macron", "Paris"][..],
            ),
            (en, "Old Bridge To Be Torn Down", "The bridge will be torn down. Workers start on Monday.", &[]),
            (en, "", "NATO and the United Nations agree. Critics do not.", &["United Nations", "NATO"]),
            (
                en,
                "Yankees beat Red Sox",
                "The Yankees beat the Red Sox at Fenway Park.",
                &["Yankees", "Red Sox", "Fenway Park"],
            ),
            (
                de,
                "Brücke über den Fluss wird gesperrt",
                "Bürgermeisterin Sabine Keller sagte am Dienstag, die Brücke sei baufällig. Die SPD stimmte zu. Keller \
                 hofft auf Hilfe aus Bad Waldsee.",
                &["Sabine Keller", "SPD", "Bad Waldsee"],
            ),
            (
                de,
                "Die Bahn fährt wieder",
                "Am Morgen fuhren die Züge. Viele Menschen warteten auf den Bahnsteigen.",
                &[],
            ),
        ] {
            let found = entities(&tokens(title, text, language), language);
            for name in want {
                assert!(found.iter().any(|found| found == name), "{name} is not in {found:?}");
            }
            assert_eq!(found.len(), want.len(), "{found:?}");
        }
    }
}
