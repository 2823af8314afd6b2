//! A timeline's receipt: what was given for which ask, in a text that anybody can compute again.
//!
//! ```text
//! caulbart timeline receipt 2
//! time 2026-11-23T09:30:00Z
//! seed 7
//! order for-you
//! ask 9f86…        SHA-256 of the ask
//! stock 60303…     SHA-256 of all candidates as they lay in the stock
//! profile e3b0…    SHA-256 of the profile's bytes
//! slot 1 item 17 story 12 value 3ff8000000000000
//! left out 212
//! ```
//!
//! A value is written as the sixteen hexadecimal digits of its IEEE double, so that not a bit is lost.

use model::{Choice, Deed, ItemId, Target};
use sha2::{Digest, Sha256};

use crate::profile::Profile;
use crate::stock::{HalfLife, Stock};
use crate::{Ask, Timeline, Within};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub text: String,
}

impl Timeline {
    /// With the ask, stock and profile that it was composed from.
    pub fn receipt(&self, ask: &Ask, stock: &Stock, profile: &Profile) -> Receipt {
        let mut text = format!(
            "caulbart timeline receipt 2\ntime {}\nseed {}\norder {}\nask {}\nstock {}\nprofile {}\n",
            self.at.rfc3339(),
            ask.seed,
            ask.order.word(),
            hex(ask_hash(ask)),
            hex(stock_hash(self, stock)),
            hex(Sha256::new().chain_update(profile.to_bytes())),
        );
        for (place, slot) in self.slots.iter().enumerate() {
            let value = slot.value.to_bits();
            let (number, item, story) = (ask.skip + place + 1, slot.item, slot.story);
            text.push_str(&format!("slot {number} item {item} story {story} value {value:016x}\n"));
        }
        text.push_str(&format!("left out {}\n", self.left_out.len()));
        Receipt { text }
    }
}

/// Of a text with a line for each part; lists in order, so that equal asks have equal hashes.
fn ask_hash(ask: &Ask) -> Sha256 {
    let within = match ask.within {
        Within::Everything => "everything".to_owned(),
        Within::Topic(topic) => format!("topic {}", topic.0),
        Within::Source(source) => format!("source {source}"),
    };
    let mut lines: Vec<String> = ask.choices.iter().map(|(choice, target)| line(*choice, target)).collect();
    lines.extend(ask.languages.iter().map(|language| format!("language {}\n", language.tag())));
    lines.extend(ask.already.iter().map(|item| format!("already {item}\n")));
    lines.sort_unstable();
    let head = format!("{}\n{within}\n{} {}\n{}\n", ask.order.word(), ask.slots, ask.skip, ask.seed);
    lines.iter().fold(Sha256::new().chain_update(head), |hash, line| hash.chain_update(line))
}

fn line(choice: Choice, target: &Target) -> String {
    match target {
        Target::Source(source) => format!("{} source {source}\n", choice.word()),
        Target::Topic(topic) => format!("{} topic {}\n", choice.word(), topic.0),
        Target::Word(word) => format!("{} word {word}\n", choice.word()),
    }
}

fn stock_hash(timeline: &Timeline, stock: &Stock) -> Sha256 {
    let slots = timeline.slots.iter().map(|slot| slot.item);
    let mut candidates: Vec<ItemId> = slots.chain(timeline.left_out.iter().map(|left_out| left_out.item)).collect();
    candidates.sort_unstable();
    let mut hash = Sha256::new();
    for id in candidates {
        let Some(at) = stock.row_of(id) else { continue };
        let item = stock.view(at);
        for number in [item.id.0, item.source.0, item.story.0, item.published.0, i64::from(item.words)] {
            hash.update(number.to_le_bytes());
        }
        hash.update(item.language.tag());
        hash.update(item.kind.word());
        hash.update([u8::from(item.has_picture)]);
        for topic in item.topics {
            hash.update(topic.0.to_le_bytes());
        }
        hash.update(item.embedding.0.map(|x| x as u8));
        hash.update(stock.coverage(item.story).sources.to_le_bytes());
        hash.update(stock.surveyed().reports(item.story).to_le_bytes());
        if let Some(counters) = stock.counters_of(stock.row(at)) {
            for deed in Deed::ALL {
                let left = counters.read(deed, HalfLife::Day, timeline.at);
                hash.update(left.to_bits().to_le_bytes());
            }
        }
    }
    hash
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
