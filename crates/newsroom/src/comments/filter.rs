//! What is spam, as moderators taught it: a filter of words and pairs of words that knows no language.
//!
//! How likely a word tells of spam is Robinson's *f(w)*; the words that tell most are combined by Fisher's method as the
//! SpamBayes project did (G. Robinson, "A Statistical Approach to the Spam Problem", Linux Journal 107, 2003).

use std::collections::HashSet;

use store::WordCount;

/// Of one comment; more tell nothing new.
const PIECES_AT_MOST: usize = 600;
const LONGEST_WORD: usize = 40;
/// How strongly a word that was never seen is held to tell nothing (Robinson's *s*; *x* is one half).
const STRENGTH: f64 = 0.45;
/// Words nearer to one half than this are left out.
const TELLING: f64 = 0.1;
const TELLING_AT_MOST: usize = 150;
/// Below this many examples of each kind it has no opinion.
pub(super) const ENOUGH: i64 = 10;
/// Below this many it is never certain.
const MUCH: i64 = 30;
/// From here on a moderator looks first, in hundredths.
const OBJECTS: u32 = 80;
const CERTAIN: u32 = 99;
/// So many of the words that told most are said.
const SAID: usize = 5;
/// In whose counts all comments are counted.
pub(super) const TOTALS: i64 = 0;

/// A word or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordPiece {
    pub hash: i64,
    pub words: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opinion {
    /// How likely it is spam, in hundredths.
    pub sure: u32,
    pub words: Vec<String>,
    pub certain: bool,
}

/// Each piece once.
pub(super) fn word_pieces(name: &str, website: &str, text: &str) -> Vec<WordPiece> {
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    let mut add = |words: String| {
        let hash = hash(&words);
        if all.len() < PIECES_AT_MOST && seen.insert(hash) {
            all.push(WordPiece { hash, words });
        }
    };
    for host in super::said::hosts(text).into_iter().chain(super::said::hosts(website)).take(50) {
        add(format!("@{host}"));
    }
    for word in cut(name).into_iter().take(20) {
        add(format!("~{word}"));
    }
    let mut before: Option<String> = None;
    for word in cut(text) {
        if let Some(before) = before.take() {
            add(format!("{before} {word}"));
        }
        add(word.clone());
        before = Some(word);
    }
    all
}

/// `None` where it has nothing to say: too little learned, or nothing in it that points to spam.
pub(super) fn opinion(pieces: &[WordPiece], counts: &[WordCount]) -> Option<Opinion> {
    let of = |hash: i64| counts.iter().find(|count| count.hash == hash);
    let totals = of(TOTALS)?;
    if totals.good < ENOUGH || totals.bad < ENOUGH {
        return None;
    }
    let known: std::collections::HashMap<i64, &WordCount> = counts.iter().map(|count| (count.hash, count)).collect();
    let mut telling: Vec<(f64, &WordPiece)> = Vec::new();
    for piece in pieces {
        let Some(count) = known.get(&piece.hash) else { continue };
        let likely = likely(count, totals);
        if (likely - 0.5).abs() >= TELLING {
            telling.push((likely, piece));
        }
    }
    telling.sort_by(|(a, one), (b, other)| {
        let (a, b) = ((a - 0.5).abs(), (b - 0.5).abs());
        b.total_cmp(&a).then_with(|| one.hash.cmp(&other.hash))
    });
    telling.truncate(TELLING_AT_MOST);
    let likelies: Vec<f64> = telling.iter().map(|(likely, _)| *likely).collect();
    let sure = (combined(&likelies) * 100.0).round().clamp(0.0, 100.0) as u32;
    if sure < OBJECTS {
        return None;
    }
    let words = telling.iter().filter(|(likely, _)| *likely > 0.5).map(|(_, piece)| piece.words.clone());
    let certain = sure >= CERTAIN && totals.good >= MUCH && totals.bad >= MUCH;
    Some(Opinion { sure, words: words.take(SAID).collect(), certain })
}

fn likely(count: &WordCount, totals: &WordCount) -> f64 {
    let (good, bad) = (count.good.max(0) as f64, count.bad.max(0) as f64);
    let seen = good + bad;
    let of_good = good / totals.good.max(1) as f64;
    let of_bad = bad / totals.bad.max(1) as f64;
    let p = if of_good + of_bad > 0.0 { of_bad / (of_good + of_bad) } else { 0.5 };
    (STRENGTH * 0.5 + seen * p) / (STRENGTH + seen)
}

/// 0 for good, 1 for spam, a half where both are as likely.
fn combined(likelies: &[f64]) -> f64 {
    if likelies.is_empty() {
        return 0.5;
    }
    let n = likelies.len();
    let sum = |of: fn(f64) -> f64| -2.0 * likelies.iter().map(|likely| of(*likely).max(1e-9).ln()).sum::<f64>();
    let spam = 1.0 - chance_of_more(sum(|likely| 1.0 - likely), n);
    let good = 1.0 - chance_of_more(sum(|likely| likely), n);
    (1.0 + spam - good) / 2.0
}

/// That chi squared with `2 n` degrees of freedom is at least so much.
fn chance_of_more(chi: f64, n: usize) -> f64 {
    let half = chi / 2.0;
    let mut term = (-half).exp();
    let mut sum = term;
    for i in 1..n {
        term *= half / i as f64;
        sum += term;
    }
    sum.min(1.0)
}

/// Runs of letters and digits in lower case; of scripts without spaces, pairs of letters.
fn cut(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut run = String::new();
    let mut unspaced: Option<char> = None;
    for letter in text.chars().chain([' ']) {
        if is_unspaced(letter) {
            end_run(&mut run, &mut all);
            if let Some(before) = unspaced.replace(letter) {
                all.push(String::from_iter([before, letter]));
            }
            continue;
        }
        unspaced = None;
        if letter.is_alphanumeric() {
            run.extend(letter.to_lowercase());
        } else {
            end_run(&mut run, &mut all);
        }
    }
    all
}

fn end_run(run: &mut String, all: &mut Vec<String>) {
    if !run.is_empty() {
        all.push(run.chars().take(LONGEST_WORD).collect());
        run.clear();
    }
}

/// Han, kana, Thai and their neighbours.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// FNV-1a, 64 bits; never the number of the totals.
pub(super) fn hash(text: &str) -> i64 {
    let mixed = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let hash = mixed as i64;
    if hash == TOTALS { 1 } else { hash }
}

/// The same said with other capitals, spaces or marks is the same.
pub(crate) fn fingerprint(text: &str) -> i64 {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if letters.is_empty() { hash(text) } else { hash(&letters) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn taught(good: &[&str], bad: &[&str]) -> Vec<WordCount> {
        let mut counts: HashMap<i64, WordCount> = HashMap::new();
        for (texts, is_bad) in [(good, false), (bad, true)] {
            for text in texts {
                let hashes = word_pieces("", "", text).into_iter().map(|piece| piece.hash).chain([TOTALS]);
                for hash in hashes {
                    let count = counts.entry(hash).or_insert(WordCount { hash, good: 0, bad: 0 });
                    if is_bad { count.bad += 1 } else { count.good += 1 }
                }
            }
        }
        counts.into_values().collect()
    }

    #[test]
    fn it_learns_from_moderators_in_any_language() {
        let good: Vec<String> = (0..12)
            .flat_map(|n| {
                [
                    format!("The bridge on page {n} was built too late."),
                    format!("Die Brücke {n} ist schön."),
                    format!("橋は第{n}号で美しい"),
                ]
            })
            .collect();
        let bad: Vec<String> = (0..12)
            .flat_map(|n| {
                [
                    format!("Cheap casino bonus {n} play now"),
                    format!("Kasino Gewinn {n} sofort spielen"),
                    format!("オンラインカジノ{n}登録"),
                ]
            })
            .collect();
        let counts = taught(
            &good.iter().map(String::as_str).collect::<Vec<_>>(),
            &bad.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        for (text, spam) in [
            ("Play now at the casino with a cheap bonus", true),
            ("Sofort im Kasino spielen!", true),
            ("オンラインカジノで登録", true),
            ("I saw the bridge, and it is late.", false),
            ("Die Brücke ist zu spät.", false),
            ("Something that nobody ever said", false),
            ("", false),
        ] {
            let opinion = opinion(&word_pieces("", "", text), &counts);
            assert_eq!(opinion.is_some(), spam, "{text}: {opinion:?}");
            assert!(opinion.is_none_or(|opinion| !opinion.words.is_empty()), "it says by which words");
        }
    }

    #[test]
    fn it_has_no_opinion_before_it_learned_enough_of_both() {
        let counts = taught(&["fine"; 50], &["casino"; 9]);
        assert_eq!(opinion(&word_pieces("", "", "casino casino"), &counts), None);
        assert_eq!(opinion(&word_pieces("", "", "casino"), &[]), None);
    }

    #[test]
    fn words_pairs_names_and_hosts_are_told_apart() {
        let said = |name: &str, site: &str, text: &str| -> Vec<String> {
            word_pieces(name, site, text).into_iter().map(|piece| piece.words).collect()
        };
        assert_eq!(
            said("Ann B", "https://a.example/x", "Buy NOW, buy"),
            ["@a.example", "~ann", "~b", "buy", "buy now", "now", "now buy"]
        );
        assert_eq!(said("", "", "橋は美"), ["橋は", "橋は は美", "は美"]);
        assert!(said("", "", &"word ".repeat(100_000)).len() < 10);
        assert!(word_pieces("", "", &(0..9_000).map(|n| format!("w{n} ")).collect::<String>()).len() <= PIECES_AT_MOST);
    }

    #[test]
    fn chances_are_those_of_the_tables() {
        // Abramowitz and Stegun, table 26.8: chi squared at 0.05 for 2 and 10 degrees of freedom.
        for (chi, n) in [(5.991, 1), (18.307, 5)] {
            assert!((chance_of_more(chi, n) - 0.05).abs() < 1e-4, "{n}");
        }
        assert_eq!(combined(&[]), 0.5);
        assert!((combined(&[0.99, 0.01]) - 0.5).abs() < 1e-9);
        assert!(combined(&[0.99; 150]) > 0.999 && combined(&[0.01; 150]) < 0.001);
    }

    #[test]
    fn the_same_said_otherwise_is_the_same() {
        assert_eq!(fingerprint("Hello,  World!"), fingerprint("hello world"));
        assert_ne!(fingerprint("!!!"), fingerprint("???"));
    }
}
