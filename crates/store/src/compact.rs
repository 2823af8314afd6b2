//! Short lists as one text column, and texts as one number.

use model::{Enclosure, Topic};

use crate::Answer;

/// ` 15000000 4000000 `: with a space on either side, so that one can be looked for with `like`.
pub fn topics_to_text(topics: &[Topic]) -> String {
    if topics.is_empty() {
        return String::new();
    }
    let mut text = String::from(" ");
    for Topic(number) in topics {
        text.push_str(&number.to_string());
        text.push(' ');
    }
    text
}

pub fn topics_from_text(text: &str) -> Vec<Topic> {
    text.split_ascii_whitespace().filter_map(|number| number.parse().ok()).map(Topic).collect()
}

/// One a line.
pub fn lines_to_text(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&on_one_line(line));
    }
    text
}

pub fn lines_from_text(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// One a line: address, type and length with tabs between, and a mark on what is for adults.
pub fn enclosures_to_text(enclosures: &[Enclosure]) -> String {
    let lines: Vec<String> = enclosures
        .iter()
        .map(|enclosure| {
            let length = enclosure.length.map(|bytes| bytes.to_string()).unwrap_or_default();
            let adults = if enclosure.adults { "\tadults" } else { "" };
            format!("{}\t{}\t{length}{adults}", in_one_cell(&enclosure.url), in_one_cell(&enclosure.media_type))
        })
        .collect();
    lines.join("\n")
}

pub fn enclosures_from_text(text: &str) -> Vec<Enclosure> {
    text.lines()
        .map(|line| {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap_or_default();
            Enclosure {
                url: next().to_owned(),
                media_type: next().to_owned(),
                length: next().parse().ok(),
                adults: next() == "adults",
            }
        })
        .collect()
}

/// One a line: time, status, new items and words with tabs between.
pub fn answers_to_text(answers: &[Answer]) -> String {
    let lines: Vec<String> = answers
        .iter()
        .map(|answer| {
            format!("{}\t{}\t{}\t{}", answer.at.0, answer.status, answer.new_items, in_one_cell(&answer.words))
        })
        .collect();
    lines.join("\n")
}

pub fn answers_from_text(text: &str) -> Vec<Answer> {
    text.lines()
        .map(|line| {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap_or_default();
            Answer {
                at: model::Time(next().parse().unwrap_or_default()),
                status: next().parse().unwrap_or_default(),
                new_items: next().parse().unwrap_or_default(),
                words: next().to_owned(),
            }
        })
        .collect()
}

fn in_one_cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

fn on_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// FNV-1a of 64 bits, well mixed at the end. It lies in the database: it must never change.
pub fn number_of(text: &str) -> i64 {
    mixed(text.bytes().fold(0xcbf2_9ce4_8422_2325, one_more_byte))
}

/// The same for titles that differ only in case, spaces and punctuation.
pub fn number_of_title(title: &str) -> i64 {
    let letters = title.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for letter in letters {
        hash = letter.encode_utf8(&mut [0; 4]).bytes().fold(hash, one_more_byte);
    }
    mixed(hash)
}

fn one_more_byte(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn mixed(hash: u64) -> i64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash ^ (hash >> 33)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_back_what_was_written_even_with_odd_signs_inside() {
        let topics = [Topic(15_000_000), Topic(4)];
        assert_eq!(topics_from_text(&topics_to_text(&topics)), topics);
        assert_eq!(topics_from_text(&topics_to_text(&[])), []);

        let names = ["Ada Lovelace".to_owned(), "two\nlines".to_owned()];
        assert_eq!(lines_from_text(&lines_to_text(&names)), ["Ada Lovelace", "two lines"]);
        assert!(lines_from_text(&lines_to_text(&[])).is_empty());

        let sound = |url: &str, length, adults| {
            let media_type = "audio/mpeg".to_owned();
            Enclosure { url: url.to_owned(), media_type, length, adults }
        };
        let written = enclosures_to_text(&[sound("https://a.example/1\t.mp3", Some(7), false), sound("", None, true)]);
        let read = [sound("https://a.example/1 .mp3", Some(7), false), sound("", None, true)];
        assert_eq!(enclosures_from_text(&written), read);

        let answer = Answer { at: model::Time(5), status: -1, words: "no\tanswer\n".to_owned(), new_items: 3 };
        assert_eq!(answers_from_text(&answers_to_text(&[answer]))[0].words, "no answer ");
    }

    #[test]
    fn a_kept_number_never_changes() {
        assert_eq!(number_of(""), -1_388_729_422_223_754_158);
        assert_eq!(number_of("https://a.example/"), -7_488_824_615_678_362_977);
        assert_eq!(number_of_title("The  Cat—sat!"), number_of_title("the cat sat"));
        assert_ne!(number_of_title("The cat sat"), number_of_title("The cat spat"));
    }
}
