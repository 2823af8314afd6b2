//! From text to the words that are looked up: split, lower case, stemmed in the text's language, without accents.
//!
//! A text is stemmed in its own language; a word that somebody types is tried in every language that the index has,
//! since nobody knows which one she means.

use model::Language;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language as StemLanguage, PreTokenizedStream, PreTokenizedString, Stemmer, TextAnalyzer, Token,
    TokenStream, Tokenizer,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exactly {
    /// As written, without case and accents.
    Yes,
    /// As stems.
    No,
}

/// Longer than any word; what is longer is a mistake or an attack.
const MOST_WORD_BYTES: usize = 80;

/// The words with spaces between them, as the index splits them again. (Handing over tokens instead would have each of
/// them written as JSON and read again on the way.)
pub(crate) fn spaced(text: &str, language: Language, exactly: Exactly) -> String {
    let mut spaced = String::with_capacity(text.len());
    for_each(text, language, exactly, |word| {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    });
    spaced
}

/// The words of a query in one language.
pub(crate) fn looked_up(text: &str, language: Language, exactly: Exactly) -> Vec<String> {
    let mut words = Vec::new();
    for_each(text, language, exactly, |word| words.push(word.to_owned()));
    words
}

fn for_each(text: &str, language: Language, exactly: Exactly, mut take: impl FnMut(&str)) {
    let stems = if exactly == Exactly::Yes { None } else { stem_language(language) };
    let mut analyzer = match stems {
        Some(stems) => TextAnalyzer::builder(Words).filter(Stemmer::new(stems)).filter(AsciiFoldingFilter).build(),
        None => TextAnalyzer::builder(Words).filter(AsciiFoldingFilter).build(),
    };
    let mut stream = analyzer.token_stream(text);
    while stream.advance() {
        take(&stream.token().text);
    }
}

fn stem_language(language: Language) -> Option<StemLanguage> {
    Some(match language.tag() {
        "ar" => StemLanguage::Arabic,
        "da" => StemLanguage::Danish,
        "de" => StemLanguage::German,
        "el" => StemLanguage::Greek,
        "en" => StemLanguage::English,
        "es" => StemLanguage::Spanish,
        "fi" => StemLanguage::Finnish,
        "fr" => StemLanguage::French,
        "hu" => StemLanguage::Hungarian,
        "it" => StemLanguage::Italian,
        "nl" => StemLanguage::Dutch,
        "no" | "nb" | "nn" => StemLanguage::Norwegian,
        "pt" => StemLanguage::Portuguese,
        "ro" => StemLanguage::Romanian,
        "ru" => StemLanguage::Russian,
        "sv" => StemLanguage::Swedish,
        "ta" => StemLanguage::Tamil,
        "tr" => StemLanguage::Turkish,
        _ => return None,
    })
}

/// Letters and digits make words; in scripts without spaces every letter is a word of its own, and a word that is
/// looked up there is a phrase.
#[derive(Clone)]
struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = PreTokenizedStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PreTokenizedStream {
        let mut tokens: Vec<Token> = Vec::new();
        let mut word = String::new();
        let finish = |word: &mut String, tokens: &mut Vec<Token>| {
            if (1..=MOST_WORD_BYTES).contains(&word.len()) {
                let position = tokens.len();
                tokens.push(Token { position, text: std::mem::take(word), position_length: 1, ..Token::default() });
            }
            word.clear();
        };
        for c in text.chars().flat_map(char::to_lowercase) {
            if is_written_without_spaces(c) {
                finish(&mut word, &mut tokens);
                word.push(c);
                finish(&mut word, &mut tokens);
            } else if c.is_alphanumeric() || is_mark(c) {
                if word.len() <= MOST_WORD_BYTES {
                    word.push(c);
                }
            } else {
                finish(&mut word, &mut tokens);
            }
        }
        finish(&mut word, &mut tokens);
        PreTokenizedStream::from(PreTokenizedString { text: String::new(), tokens })
    }
}

/// Accents that are written as letters of their own.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Thai, Lao, and the scripts of China and Japan.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::{Exactly, looked_up};
    use model::Language;

    #[test]
    fn words_are_stemmed_in_their_language_and_lose_case_and_accents() {
        for (text, language, want) in [
            ("The Elections!", "en", "the elect"),
            ("Häuser, Straßen", "de", "haus strass"),
            ("Élections régionales", "und", "elections regionales"),
            ("東京タワー 2026", "ja", "東 京 タ ワ ー 2026"),
            (" -- ", "en", ""),
        ] {
            assert_eq!(looked_up(text, Language::from_tag(language), Exactly::No).join(" "), want, "{text}");
        }
        assert_eq!(looked_up("Élections", Language::ENGLISH, Exactly::Yes), ["elections"]);
        assert!(looked_up(&"x".repeat(5000), Language::ENGLISH, Exactly::No).is_empty());
    }
}
