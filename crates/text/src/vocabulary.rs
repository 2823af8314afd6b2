//! What is known of a word as it is written: its number, how much it tells. Found out once, then remembered.
//!
//! A few thousand words are nine tenths of all texts, and stems are dear. What is remembered never changes an answer:
//! a word is compared letter by letter before it is believed to be the one remembered.

use crate::common::{self, Tells};
use crate::quick::{QuickMap, number_of};
use crate::terms::{self, stemmer};
use crate::topics::affixes_of;
use crate::words::{self, Shape};
use model::Language;
use rust_stemmers::Stemmer;
use std::cell::RefCell;
use std::sync::OnceLock;

/// Words remembered on each thread; about 80 bytes each.
const REMEMBERED: usize = 8192;
/// Bytes of a word that is worth remembering; the longer, the rarer.
const LONGEST: usize = 30;

#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Hash of the stem, and whether the word tells little; `None` when it tells nothing.
    pub term: Option<(u32, bool)>,
    /// The word without case and accents, as a number.
    pub folded: u64,
    /// Bytes and letters of the word without case and accents.
    pub folded_bytes: u16,
    pub folded_letters: u16,
    pub tells: Tells,
    /// `President`, `Sprecherin`: leads to a name but is none.
    pub is_office: bool,
    /// Starts and ends of compounds that speak for a topic; 0 where there is none.
    pub affixes: [u16; 2],
}

/// The words of one language, for as long as a text is read.
pub struct Vocabulary<'a> {
    language: Language,
    stemmer: Option<Stemmer>,
    folded: String,
    slots: &'a mut [Option<Slot>],
}

#[derive(Clone, Copy)]
struct Slot {
    language: Language,
    shape: Shape,
    length: u8,
    letters: [u8; LONGEST],
    known: Known,
}

/// Hands out the words of a language.
pub fn with<T>(language: Language, read: impl FnOnce(&mut Vocabulary) -> T) -> T {
    thread_local! {
        static SLOTS: RefCell<Vec<Option<Slot>>> = const { RefCell::new(Vec::new()) };
    }
    SLOTS.with_borrow_mut(|slots| {
        if slots.is_empty() {
            slots.resize(REMEMBERED, None);
        }
        read(&mut Vocabulary { language, stemmer: stemmer(language), folded: String::new(), slots })
    })
}

impl Vocabulary<'_> {
    pub fn know(&mut self, written: &str, shape: Shape) -> Known {
        let bytes = written.as_bytes();
        if bytes.len() > LONGEST {
            return self.find_out(written, shape);
        }
        // Two slots for each number, the one used last in front.
        let place = number_of(written) as usize % (self.slots.len() / 2) * 2;
        let is_this = |slot: &Option<Slot>| {
            slot.as_ref().is_some_and(|slot| {
                slot.letters[..usize::from(slot.length)] == *bytes
                    && slot.language == self.language
                    && slot.shape == shape
            })
        };
        if is_this(&self.slots[place + 1]) {
            self.slots.swap(place, place + 1);
        } else if !is_this(&self.slots[place]) {
            let known = self.find_out(written, shape);
            let mut letters = [0; LONGEST];
            letters[..bytes.len()].copy_from_slice(bytes);
            let slot = Slot { language: self.language, shape, length: bytes.len() as u8, letters, known };
            self.slots[place + 1] = self.slots[place].replace(slot);
            return known;
        }
        match &self.slots[place] {
            Some(slot) => slot.known,
            None => self.find_out(written, shape),
        }
    }

    fn find_out(&mut self, written: &str, shape: Shape) -> Known {
        words::fold(written, &mut self.folded);
        let term = terms::weigh(&self.folded, written, shape, self.language, self.stemmer.as_ref());
        Known {
            term,
            folded: number_of(&self.folded),
            folded_bytes: self.folded.len().min(usize::from(u16::MAX)) as u16,
            folded_letters: self.folded.chars().count().min(usize::from(u16::MAX)) as u16,
            tells: common::tells(self.language, &self.folded),
            is_office: is_office(&self.folded),
            affixes: affixes_of(&self.folded, self.language),
        }
    }
}

fn is_office(folded: &str) -> bool {
    const OFFICES: &str = "president minister chancellor senator governor mayor judge king queen prince princess pope \
        chief director professor doctor captain coach sir lady lord mrs prime foreign secretary spokesman sheriff general \
        prasident prasidentin bundeskanzler bundeskanzlerin kanzler kanzlerin ministerprasident ministerprasidentin \
        burgermeister burgermeisterin oberburgermeister oberburgermeisterin aussenminister aussenministerin innenminister \
        finanzminister trainer sprecher sprecherin polizeisprecher polizeisprecherin herr frau doktor richter richterin \
        konig konigin prinz prinzessin papst bischof vorsitzender vorsitzende chef chefin direktor direktorin parteichef \
        regierungschef staatschef landrat landratin minister ministerin kommissar kommissarin";
    static TABLE: OnceLock<QuickMap<&str, ()>> = OnceLock::new();
    TABLE.get_or_init(|| OFFICES.split_whitespace().map(|office| (office, ())).collect()).contains_key(folded)
}

#[cfg(test)]
mod tests {
    use super::{REMEMBERED, with};
    use crate::words::Shape;
    use model::Language;

    #[test]
    fn a_word_is_the_same_whatever_was_read_before_it() {
        let (en, de) = (Language::ENGLISH, Language::GERMAN);
        let ask = |language| with(language, |words| words.know("die", Shape::Lower));
        let (english, german) = (ask(en), ask(de));
        assert!(english.term.is_some() && german.term.is_none());
        with(en, |words| {
            for n in 0..4 * REMEMBERED {
                words.know(&format!("word{n}"), Shape::Lower);
            }
        });
        assert_eq!((ask(en).term, ask(de).term), (english.term, german.term));
    }
}
