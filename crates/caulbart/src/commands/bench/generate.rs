//! Feeds to measure with: events that several sources report in words of their own, of the size of real articles.

use std::fmt::Write;

use model::{HOUR, MINUTE, Time};

/// A small generator of numbers: the same seed gives the same feeds on every machine (SplitMix64, Steele et al. 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Small numbers often, large ones rarely, as words are used (roughly Zipf).
    fn skewed(&mut self, end: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((unit * unit * unit) * end as f64) as usize
    }
}

const START: [&str; 32] = [
    "ba", "cor", "den", "el", "fa", "gran", "hel", "in", "jor", "ka", "lum", "mar", "nor", "ol", "pen", "quar", "ros",
    "sta", "tor", "ul", "ver", "wes", "yar", "zel", "bri", "cla", "dro", "fle", "gri", "plo", "tre", "sho",
];
const MIDDLE: [&str; 16] =
    ["an", "er", "in", "or", "al", "en", "is", "um", "ett", "ond", "ick", "ast", "ov", "ell", "arn", "ud"];
const END: [&str; 16] =
    ["d", "ton", "ing", "er", "s", "ment", "ford", "le", "ry", "al", "ness", "age", "t", "en", "um", "y"];
const SMALL: [&str; 40] = [
    "the", "of", "and", "to", "in", "a", "for", "on", "is", "that", "with", "as", "was", "by", "at", "from", "it",
    "be", "has", "will", "said", "are", "have", "after", "were", "this", "not", "but", "an", "its", "more", "which",
    "their", "new", "who", "over", "one", "had", "would", "about",
];

/// The n-th invented word: pronounceable, lower case, always the same.
fn word(n: usize) -> String {
    let tail = if n >= 32 * 16 * 16 { START[(n / 8192) % 32] } else { "" };
    format!("{}{}{tail}{}", START[n % 32], MIDDLE[(n / 32) % 16], END[(n / 512) % 16])
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What happened: names and rare words that every report of it shares.
struct Happening {
    names: Vec<String>,
    words: Vec<String>,
    at: Time,
}

fn happening(number: u64, now: Time) -> Happening {
    let mut dice = Dice(number.wrapping_mul(7_919).wrapping_add(3));
    let names = (0..4).map(|_| capital(&word(4_000 + dice.below(60_000)))).collect();
    let words = (0..14).map(|_| word(300 + dice.skewed(12_000))).collect();
    Happening { names, words, at: now.plus(-((dice.below(72 * 60) as i64) * MINUTE)) }
}

fn sentence(dice: &mut Dice, happening: &Happening) -> String {
    let length = 9 + dice.below(14);
    let mut text = String::new();
    for place in 0..length {
        let next = match dice.below(10) {
            0..=4 => SMALL[dice.skewed(SMALL.len())].to_owned(),
            5..=6 => happening.words[dice.below(happening.words.len())].clone(),
            7 => happening.names[dice.below(happening.names.len())].clone(),
            _ => word(dice.skewed(9_000)),
        };
        if place == 0 {
            text.push_str(&capital(&next));
        } else {
            text.push(' ');
            text.push_str(&next);
        }
    }
    text.push('.');
    text
}

/// An RSS 2.0 feed of `entries` articles with bodies of about 2 KB. Feeds with neighbouring numbers report many of the
/// same happenings.
pub fn feed(number: usize, entries: usize, now: Time) -> Vec<u8> {
    let mut dice = Dice(number as u64 + 1);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <title>{} Courier</title><link>http://feed{number}.example/</link><language>en</language><description>Generated</description>",
        capital(&word(20_000 + number))
    );
    for place in 0..entries {
        let of = ((number / 8) * entries + dice.below(entries)) as u64;
        let happening = happening(of, now);
        let mut title: Vec<String> =
            (0..3 + dice.below(3)).map(|_| happening.words[dice.below(happening.words.len())].clone()).collect();
        title.extend([happening.names[0].clone(), happening.names[dice.below(4)].clone()]);
        let paragraphs: Vec<String> =
            (0..5).map(|_| (0..3).map(|_| sentence(&mut dice, &happening)).collect::<Vec<_>>().join(" ")).collect();
        let published = happening.at.plus(dice.below(600) as i64 * MINUTE).min(now.plus(-HOUR / 60));
        let when = jiff::Timestamp::from_millisecond(published.0)
            .map(|moment| moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
        let _ = write!(
            xml,
            "<item><guid isPermaLink=\"false\">{number}-{place}</guid><title>{}</title><link>http://feed{number}.example/{place}.html?utm_source=rss</link>\
             <pubDate>{}</pubDate><description>{}</description><content:encoded><![CDATA[",
            capital(&title.join(" ")),
            when.unwrap_or_default(),
            paragraphs.first().map(String::as_str).unwrap_or_default(),
        );
        for (n, paragraph) in paragraphs.iter().enumerate() {
            let _ = write!(xml, "<p>{paragraph} <a href=\"/{n}\">{}</a></p>", happening.names[n % 4]);
        }
        xml.push_str("]]></content:encoded></item>");
    }
    xml.push_str("</channel></rss>");
    xml.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_feeds_are_read_without_a_fault() {
        let parsed =
            feeds::parse(&feed(3, 50, Time(1_795_426_200_000)), &feeds::Hint { content_type: None, base: None });
        assert_eq!(parsed.feed.entries.len(), 50);
        assert!(parsed.faults.is_empty(), "{:?}", parsed.faults.first().map(|fault| &fault.what));
        assert!(parsed.feed.entries.iter().all(|entry| entry.published.is_some()));
    }
}
