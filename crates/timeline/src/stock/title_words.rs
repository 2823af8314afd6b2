//! A title's words as numbers, so that a mute of a word can be tried without keeping titles.

/// The words of a text, lower case, as 32-bit hashes (FNV-1a) in the order of the text. Letters and digits make words;
/// in scripts without spaces every letter is a word of its own. A phrase occurs where its words follow each other.
pub fn title_words(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    let mut word = None;
    for c in text.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() && !is_mark(c) {
            words.extend(word.take());
        } else if is_written_without_spaces(c) {
            words.extend(word.take());
            words.push(add(START, c));
        } else {
            word = Some(add(word.unwrap_or(START), c));
        }
    }
    words.extend(word);
    words
}

/// Do the words of `phrase` follow each other in `title`? An empty phrase occurs nowhere.
pub(crate) fn occurs(phrase: &[u32], title: &[u32]) -> bool {
    !phrase.is_empty() && title.windows(phrase.len()).any(|part| part == phrase)
}

const START: u32 = 0x811c_9dc5;

fn add(hash: u32, c: char) -> u32 {
    let mut buffer = [0; 4];
    c.encode_utf8(&mut buffer).bytes().fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Accents that are written as letters of their own.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Thai, Lao, and the scripts of China and Japan.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{occurs, title_words};

    #[test]
    fn a_phrase_is_found_whatever_its_case_and_punctuation_but_not_inside_a_word() {
        for (phrase, title, found) in [
            ("trump", "What TRUMP said", true),
            ("trump", "A trumpet", false),
            ("world cup", "The World-Cup begins", true),
            ("cup world", "The World Cup begins", false),
            ("straße", "STRASSE", false),
            ("élan", "Élan!", true),
            ("東京", "今日の東京は雨", true),
            ("", "anything", false),
            ("!?", "anything!?", false),
        ] {
            assert_eq!(occurs(&title_words(phrase), &title_words(title)), found, "{phrase} in {title}");
        }
    }
}
