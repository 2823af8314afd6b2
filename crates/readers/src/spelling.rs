//! Which word is it? A profile keeps words as numbers; the titles that she saw tell how they are spelt.

use std::collections::{HashMap, HashSet};

use timeline::title_words;

/// The spelling of those numbers whose word stands in one of the titles, as the first of them has it.
pub fn spell<'a>(
    numbers: impl IntoIterator<Item = u32>,
    titles: impl IntoIterator<Item = &'a str>,
) -> HashMap<u32, String> {
    let mut wanted: HashSet<u32> = numbers.into_iter().collect();
    let mut spelt = HashMap::new();
    for title in titles {
        if wanted.is_empty() {
            break;
        }
        for word in title.split(|c: char| !c.is_alphanumeric() && !is_accent(c)).filter(|word| !word.is_empty()) {
            for (number, spelling) in with_number(word) {
                if wanted.remove(&number) {
                    spelt.insert(number, spelling.to_owned());
                }
            }
        }
    }
    spelt
}

/// One word, or each letter where the script has no spaces between words.
fn with_number(word: &str) -> Vec<(u32, &str)> {
    if let [number] = title_words(word)[..] {
        return vec![(number, word)];
    }
    let letter = |(at, c): (usize, char)| word.get(at..at + c.len_utf8());
    word.char_indices().filter_map(letter).filter_map(|letter| Some((*title_words(letter).first()?, letter))).collect()
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_the_titles_spell_them() {
        let titles = ["The Old Quay: “Fähre” runs again", "今日の東京は雨", "Cafe\u{301} am Kai", "the old QUAY"];
        for (word, want) in [
            ("quay", Some("Quay")),
            ("fähre", Some("Fähre")),
            ("東", Some("東")),
            ("cafe\u{301}", Some("Cafe\u{301}")),
            ("ferry", None),
        ] {
            let number = title_words(word)[0];
            assert_eq!(spell([number], titles).get(&number).map(String::as_str), want, "{word}");
        }
    }
}
