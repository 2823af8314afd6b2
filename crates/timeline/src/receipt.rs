//! A timeline's receipt: what was given for which ask, in a text that anybody can compute again.
//!
//! ```text
//! caulbart timeline receipt 3
//! time 2026-11-23T09:30:00Z
//! seed 7
//! order for-you
//! ask 9f86…         SHA-256 of the ask
//! profile e3b0…     SHA-256 of the profile
//! model 5994…       SHA-256 of the model's file
//! candidates 1b4f…  SHA-256 of the candidates, with the sources that proposed each
//! stock 60303…      SHA-256 of the excerpt of the stock
//! pack 2c62…        SHA-256 of the pack: the items that anybody's timeline is chosen from; a beat of the ledger names it
//! slot 1 item 17 story 12 value 3ff8000000000000
//! left out 212
//! ```
//!
//! What is hashed is what lies in the receipt's bundle (`bundle`), byte for byte. A value is written as the sixteen
//! hexadecimal digits of its IEEE double, so that not a bit is lost. A receipt 2 named no pack; it is still computed again.

use sha2::{Digest, Sha256};

use crate::{Ask, Timeline};

/// With its version.
pub(crate) const FIRST_LINE: &str = "caulbart timeline receipt 3\n";
/// The same before receipts named a pack.
pub(crate) const OLDER: &str = "caulbart timeline receipt 2\n";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub text: String,
}

/// All that a timeline came of, as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) ask: Vec<u8>,
    pub(crate) profile: Vec<u8>,
    pub(crate) model: Vec<u8>,
    pub(crate) candidates: Vec<u8>,
    pub(crate) excerpt: Vec<u8>,
    /// `None` in what came before packs were named.
    pub(crate) pack: Option<Vec<u8>>,
}

impl Written {
    /// In the order of the bundle and of the receipt's lines.
    pub(crate) fn parts(&self) -> Vec<(&'static str, &[u8])> {
        let mut parts: Vec<(&'static str, &[u8])> = vec![
            ("ask", &self.ask),
            ("profile", &self.profile),
            ("model", &self.model),
            ("candidates", &self.candidates),
            ("stock", &self.excerpt),
        ];
        parts.extend(self.pack.as_deref().map(|pack| ("pack", pack)));
        parts
    }
}

impl Receipt {
    /// SHA-256 of the text, in hexadecimal digits: the receipt's name.
    pub fn hash(&self) -> String {
        hex(self.text.as_bytes())
    }

    /// What stands after `name` in its line; `None` where no line begins with it.
    pub fn line(&self, name: &str) -> Option<&str> {
        self.text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
    }

    /// The first line in which two receipts differ, from 1, with what each says there; `None` where they are the same.
    pub fn first_difference<'a>(&'a self, other: &'a Receipt) -> Option<(usize, &'a str, &'a str)> {
        if self.text == other.text {
            return None;
        }
        let (mut mine, mut others) = (self.text.split('\n'), other.text.split('\n'));
        let mut number = 0;
        loop {
            number += 1;
            match (mine.next(), others.next()) {
                (Some(mine), Some(other)) if mine == other => {}
                (mine, other) => return Some((number, mine.unwrap_or(""), other.unwrap_or(""))),
            }
        }
    }
}

impl Timeline {
    pub(crate) fn receipt(&self, ask: &Ask, written: &Written) -> Receipt {
        let (time, seed, order) = (self.at.rfc3339(), ask.seed, ask.order.word());
        let first = if written.pack.is_some() { FIRST_LINE } else { OLDER };
        let mut text = format!("{first}time {time}\nseed {seed}\norder {order}\n");
        for (name, part) in written.parts() {
            text.push_str(&format!("{name} {}\n", hex(part)));
        }
        for (place, slot) in self.slots.iter().enumerate() {
            let value = slot.value.to_bits();
            let (number, item, story) = (ask.skip + place + 1, slot.item, slot.story);
            text.push_str(&format!("slot {number} item {item} story {story} value {value:016x}\n"));
        }
        text.push_str(&format!("left out {}\n", self.left_out.len()));
        Receipt { text }
    }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
