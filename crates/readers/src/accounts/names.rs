//! Names: what a person would call a name, and never two that look alike.

use unicode_normalization::UnicodeNormalization;
use unicode_security::general_security_profile::GeneralSecurityProfile;
use unicode_security::{RestrictionLevel, RestrictionLevelDetection, skeleton};

/// In characters, as they are shown.
const LONGEST: usize = 30;
/// More bytes than thirty characters can have are not looked at.
const MOST_BYTES: usize = 500;
/// Signs above or below one letter; some languages take two, no language takes three.
const MOST_MARKS: usize = 2;
/// Between words and inside of them.
const PUNCTUATION: [char; 6] = ['.', '-', '_', '\'', '’', ' '];

/// A name as it is shown, and the key under which it is hers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    shown: String,
    key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    Empty,
    TooLong,
    /// A character that is neither letter nor digit, or cannot be seen.
    Sign,
    /// Letters of two scripts, as if to look like another name.
    Mixed,
}

impl Name {
    pub fn new(typed: &str) -> Result<Name, NameFault> {
        if typed.len() > MOST_BYTES {
            return Err(NameFault::TooLong);
        }
        let shown: String = typed.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        if shown.is_empty() {
            return Err(NameFault::Empty);
        }
        if shown.chars().count() > LONGEST {
            return Err(NameFault::TooLong);
        }
        if !shown.chars().all(may_stand) || starts_or_piles_with_marks(&shown) {
            return Err(NameFault::Sign);
        }
        let letters: String = shown.chars().filter(|c| !PUNCTUATION.contains(c)).collect();
        if !letters.is_empty() && !letters.as_str().check_restriction_level(RestrictionLevel::HighlyRestrictive) {
            return Err(NameFault::Mixed);
        }
        let key = key(&shown);
        if key.is_empty() { Err(NameFault::Sign) } else { Ok(Name { shown, key }) }
    }

    /// Under which a name is looked up when somebody signs in; empty for what can be nobody's.
    pub fn key_of(typed: &str) -> String {
        if typed.len() > MOST_BYTES { String::new() } else { key(typed) }
    }

    pub fn shown(&self) -> &str {
        &self.shown
    }

    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Joiners are allowed in identifiers (UTS 39, 3.1) but cannot be seen, so they could tell two equal names apart.
fn may_stand(c: char) -> bool {
    let is_joiner = matches!(c, '\u{200c}' | '\u{200d}');
    PUNCTUATION.contains(&c) || (c.identifier_allowed() && !is_joiner && (c.is_alphanumeric() || is_mark(c)))
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn starts_or_piles_with_marks(name: &str) -> bool {
    let mut piled = MOST_MARKS;
    for c in name.chars() {
        piled = match is_mark(c) {
            true => piled + 1,
            false if PUNCTUATION.contains(&c) => MOST_MARKS,
            false => 0,
        };
        if piled > MOST_MARKS {
            return true;
        }
    }
    false
}

/// The same for names that are told apart by nothing that a person sees (UTS 39, 4): case, width, punctuation, spaces, and
/// letters of other scripts that look alike.
fn key(name: &str) -> String {
    let plain: String = name.nfkc().collect::<String>().to_lowercase();
    let alike: String = skeleton(&plain).collect::<String>().to_lowercase();
    alike.nfkc().filter(|c| c.is_alphanumeric() || is_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_what_people_call_names() {
        let long = "a".repeat(10_000);
        for (typed, want) in [
            ("Ann", Ok("Ann")),
            ("  Ann   Lee ", Ok("Ann Lee")),
            ("Jürgen O’Brien-Smith", Ok("Jürgen O’Brien-Smith")),
            ("Ju\u{308}rgen", Ok("Jürgen")),
            ("Дарья", Ok("Дарья")),
            ("فاطمة", Ok("فاطمة")),
            ("דוד", Ok("דוד")),
            ("अनीता", Ok("अनीता")),
            ("山田 太郎", Ok("山田 太郎")),
            ("たろう山田", Ok("たろう山田")),
            ("ann.lee_42", Ok("ann.lee_42")),
            ("", Err(NameFault::Empty)),
            (" \t ", Err(NameFault::Empty)),
            (&long, Err(NameFault::TooLong)),
            (&long[..31], Err(NameFault::TooLong)),
            ("…", Err(NameFault::Sign)),
            ("-", Err(NameFault::Sign)),
            ("<b>Ann</b>", Err(NameFault::Sign)),
            ("Ann\u{0}", Err(NameFault::Sign)),
            ("Ann\u{200b}", Err(NameFault::Sign)),
            ("An\u{200d}n", Err(NameFault::Sign)),
            ("\u{202e}nnA", Err(NameFault::Sign)),
            ("Ann\u{2066}", Err(NameFault::Sign)),
            ("Ann\u{ad}", Err(NameFault::Sign)),
            ("Ann\u{fe0f}", Err(NameFault::Sign)),
            ("\u{3164}", Err(NameFault::Sign)),
            ("\u{301}Ann", Err(NameFault::Sign)),
            ("A\u{301}\u{302}\u{303}\u{304}\u{305}nn", Err(NameFault::Sign)),
            ("Ann 😀", Err(NameFault::Sign)),
            ("аdmin", Err(NameFault::Mixed)),
            ("Аnn", Err(NameFault::Mixed)),
            ("αnn", Err(NameFault::Mixed)),
        ] {
            let got = Name::new(typed);
            assert_eq!(got.as_ref().map(Name::shown).map_err(|fault| *fault), want, "{typed:.40?}");
        }
    }

    #[test]
    fn names_that_look_alike_are_one() {
        for (one, other) in [
            ("Ann", "ann"),
            ("Ann", "ＡＮＮ"),
            ("Ann Lee", "annlee"),
            ("Ann Lee", "Ann-Lee"),
            ("O'Brien", "O’Brien"),
            ("Bill", "Bi1l"),
            ("Bob", "B0b"),
            ("modern", "rnodern"),
            ("Jürgen", "Ju\u{308}rgen"),
            ("scope", "Ѕсоре"),
            ("STRASSE", "strasse"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
            assert_eq!(Name::key_of(one), key(one));
        }
        let others = ["Ann", "Anna", "Änn", "Jürgen", "Jurgen", "Дарья", "Daria"];
        let keys: HashSet<String> = others.iter().map(|name| key(name)).collect();
        assert_eq!(keys.len(), others.len(), "{keys:?}");
        assert_eq!(Name::key_of(&"a".repeat(10_000)), "");
    }
}
