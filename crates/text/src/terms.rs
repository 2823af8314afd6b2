//! The words that tell one text from another, as numbers small enough to be kept for every item.

use crate::common::{self, Tells};
use crate::quick::QuickMap;
use crate::vocabulary::{self, Known};
use crate::words::{self, Shape};
use model::Language;
use rust_stemmers::{Algorithm, Stemmer};

/// Terms kept of one text: five bytes each.
const KEPT: usize = 72;
/// Words looked at: the news is at the top, the rest is background.
const WORDS_READ: usize = 700;
/// After so many words a mention counts half.
const LEAD: usize = 180;

/// One stemmed word, name, number or pair of neighbouring words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub hash: u32,
    /// How much the text is about it, in sixteenths; rarity in the language comes on top when texts are compared.
    pub weight: u8,
    pub kind: Kind,
    pub in_title: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// Written with a capital where the language would not.
    Name,
    Number,
    /// Two neighbouring words.
    Pair,
}

/// What a text is about, without the text. Sorted by hash.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    list: Box<[Term]>,
}

impl Terms {
    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.list.iter()
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Five bytes a term after one byte that names the form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(1 + 5 * self.list.len());
        bytes.push(FORM);
        for term in &self.list {
            bytes.extend_from_slice(&term.hash.to_le_bytes());
            bytes.push(term.weight.min(31) << 3 | (term.kind as u8) << 1 | u8::from(term.in_title));
        }
        bytes
    }

    /// `None` for anything that `to_bytes` did not write.
    pub fn from_bytes(bytes: &[u8]) -> Option<Terms> {
        let (form, rest) = bytes.split_first()?;
        if *form != FORM || rest.len() % 5 != 0 || rest.len() / 5 > KEPT {
            return None;
        }
        let list: Box<[Term]> = rest
            .chunks_exact(5)
            .map(|five| Term {
                hash: u32::from_le_bytes([five[0], five[1], five[2], five[3]]),
                weight: five[4] >> 3,
                kind: [Kind::Word, Kind::Name, Kind::Number, Kind::Pair][usize::from(five[4] >> 1 & 3)],
                in_title: five[4] & 1 == 1,
            })
            .collect();
        list.is_sorted_by(|a, b| a.hash < b.hash).then_some(Terms { list })
    }
}

/// First byte of the kept form; a new way of counting gets a new number, so that old bytes are not misread.
const FORM: u8 = 1;

/// A word of the text with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    pub text: &'a str,
    pub shape: Shape,
    pub starts_sentence: bool,
    pub adjoins: bool,
    pub in_title: bool,
    pub known: Known,
}

/// Reads title and text into words with their numbers, as far as `WORDS_READ`.
pub fn tokens<'a>(title: &'a str, text: &'a str, language: Language) -> Vec<Token<'a>> {
    let mut tokens = Vec::with_capacity(((title.len() + text.len()) / 5).min(2 * WORDS_READ));
    vocabulary::with(language, |vocabulary| {
        for (part, in_title) in [(title, true), (text, false)] {
            for words::Word { text, shape, starts_sentence, adjoins } in words::words(part).take(WORDS_READ) {
                let known = vocabulary.know(text, shape);
                tokens.push(Token { text, shape, starts_sentence, adjoins, in_title, known });
            }
        }
    });
    tokens
}

/// The number under which a word is known, whatever it tells.
pub fn term_of(word: &str, language: Language, stemmer: Option<&Stemmer>) -> Option<u32> {
    let shape = if word.chars().count() > 3 { Shape::Lower } else { Shape::Upper };
    let mut folded = String::new();
    words::fold(word, &mut folded);
    weigh(&folded, word, shape, language, stemmer).map(|(hash, _)| hash)
}

struct Count {
    mentions: f32,
    capitals: u32,
    kind: Kind,
    little: bool,
    in_title: bool,
    first: u32,
}

/// Counts the words of a text.
pub fn terms(tokens: &[Token], language: Language) -> Terms {
    let mut counts: QuickMap<u32, Count> = QuickMap::with_capacity_and_hasher(448, Default::default());
    let mut before: Option<u32> = None;
    let title_words = tokens.iter().take_while(|token| token.in_title).count();
    let shouting = |part: &[Token]| part.iter().all(|token| token.shape != Shape::Lower);
    let text_shouts = shouting(&tokens[title_words..]);
    for (order, token) in tokens.iter().enumerate() {
        let Some((hash, little)) = token.known.term else {
            before = None;
            continue;
        };
        let in_title = token.in_title;
        if order == title_words {
            before = None;
        }
        let mention = if order < title_words + LEAD { 1.0 } else { 0.5 };
        let kind = if token.shape == Shape::Number { Kind::Number } else { Kind::Word };
        let capital =
            matches!(token.shape, Shape::Capital | Shape::Upper) && !token.starts_sentence && !in_title && !text_shouts;
        let first = order as u32;
        let count = counts.entry(hash).or_insert(Count { mentions: 0.0, capitals: 0, kind, little, in_title, first });
        count.mentions += mention;
        count.capitals += u32::from(capital);
        count.in_title |= in_title;
        let pair_worthy = token.shape != Shape::Pair && !little;
        if let Some(before) = before.filter(|_| pair_worthy && token.adjoins && (in_title || capital)) {
            let count = counts.entry(mix(before, hash)).or_insert(Count {
                mentions: 0.0,
                capitals: 0,
                kind: Kind::Pair,
                little: false,
                in_title,
                first,
            });
            count.mentions += mention;
            count.in_title |= in_title;
        }
        before = pair_worthy.then_some(hash);
    }
    let german = language == Language::GERMAN;
    let mut list: Vec<(u32, Term)> = counts
        .into_iter()
        .map(|(hash, count)| {
            let often = 1.0 + count.mentions.max(1.0).ln();
            let name = count.kind == Kind::Word && !german && count.capitals > 0;
            let kind = if name { Kind::Name } else { count.kind };
            let tells = if count.little { 0.35 } else { 1.0 };
            let weight = (often * tells * 8.0).round().clamp(1.0, 31.0) as u8;
            (count.first, Term { hash, weight, kind, in_title: count.in_title })
        })
        .collect();
    list.sort_by_key(|(first, term)| (!term.in_title, std::cmp::Reverse(term.weight), *first, term.hash));
    list.truncate(KEPT);
    let mut list: Vec<Term> = list.into_iter().map(|(_, term)| term).collect();
    list.sort_by_key(|term| term.hash);
    Terms { list: list.into() }
}

/// The number of a word and whether it tells little; `None` when it tells nothing.
pub fn weigh(
    folded: &str,
    written: &str,
    shape: Shape,
    language: Language,
    stemmer: Option<&Stemmer>,
) -> Option<(u32, bool)> {
    if shape == Shape::Pair {
        // Kana alone is grammar more often than not.
        let grammar = written.chars().all(|letter| ('\u{3040}'..='\u{309f}').contains(&letter));
        return (!grammar).then(|| (hash(folded), false));
    }
    if shape == Shape::Number {
        let digits: String = folded.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect();
        let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        return (digits.len() >= 2).then(|| (hash(&digits), year || digits.len() == 2));
    }
    let letters = folded.chars().count();
    let told = common::tells(language, folded);
    if told == Tells::Nothing && shape != Shape::Upper || letters < 2 {
        return None;
    }
    // Acronyms and short words are not to be stemmed: `IS` is not `is`, `US` is not `us`.
    let little = told != Tells::Much;
    match stemmer {
        Some(stemmer) if letters > 3 && shape != Shape::Upper => {
            let lower = written.to_lowercase();
            let stem = stemmer.stem(&lower);
            let mut out = String::with_capacity(stem.len());
            words::fold(&stem, &mut out);
            Some((hash(&out), little))
        }
        _ => Some((hash(folded), little)),
    }
}

pub fn stemmer(language: Language) -> Option<Stemmer> {
    let algorithm = match language.tag() {
        "en" => Algorithm::English,
        "de" => Algorithm::German,
        "fr" => Algorithm::French,
        "es" | "ca" | "gl" => Algorithm::Spanish,
        "it" => Algorithm::Italian,
        "nl" | "af" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "sv" => Algorithm::Swedish,
        "da" => Algorithm::Danish,
        "nb" | "no" | "nn" => Algorithm::Norwegian,
        "fi" => Algorithm::Finnish,
        "hu" => Algorithm::Hungarian,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "tr" => Algorithm::Turkish,
        "ar" => Algorithm::Arabic,
        "el" => Algorithm::Greek,
        "ta" => Algorithm::Tamil,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// FNV-1a with a last stir; the same on every machine and for ever, because it is kept.
pub fn hash(text: &str) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    stir(state) as u32
}

fn mix(a: u32, b: u32) -> u32 {
    stir(u64::from(a) << 32 | u64::from(b)) as u32
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
pub fn stir(mut state: u64) -> u64 {
    state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ state >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ state >> 31
}

#[cfg(test)]
mod tests {
    use super::{Terms, terms, tokens};
    use model::Language;

    #[test]
    fn kept_terms_read_back_and_broken_ones_are_refused() {
        let long: String = (0..3000).map(|n| format!("word{n} ")).collect();
        for text in ["", "Earthquake in Chile kills 12 people", &long] {
            let terms = terms(&tokens("A title of the text", text, Language::ENGLISH), Language::ENGLISH);
            let bytes = terms.to_bytes();
            assert!(bytes.len() <= 400, "{}", bytes.len());
            assert_eq!(Terms::from_bytes(&bytes), Some(terms));
        }
        for broken in [&b""[..], b"\x02", b"\x01abc", b"\x01\xff\xff\xff\xff\x01\x00\x00\x00\x00\x01"] {
            assert_eq!(Terms::from_bytes(broken), None);
        }
    }

    #[test]
    fn the_forms_of_a_word_are_one_term() {
        for (language, a, b, same) in [
            (Language::ENGLISH, "elections", "election", true),
            (Language::ENGLISH, "Orbán", "Orban", true),
            (Language::GERMAN, "Wahlen", "Wahl", true),
            (Language::GERMAN, "Brände", "Brand", true),
            (Language::ENGLISH, "37,000", "37000", true),
            (Language::ENGLISH, "quake", "storm", false),
        ] {
            let [a_terms, b_terms] = [a, b].map(|word| terms(&tokens(word, "", language), language));
            assert_eq!(a_terms == b_terms, same, "{a} and {b}");
        }
    }
}
