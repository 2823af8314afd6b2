//! How rare a term is in what was seen so far, language by language.

use crate::quick::QuickMap;
use model::Language;

/// Texts after which all counts are halved, so that last month's words do not weigh for ever.
const HALVED_AFTER: f32 = 60_000.0;

#[derive(Debug, Default)]
pub struct Rarity {
    languages: Vec<Seen>,
}

#[derive(Debug)]
struct Seen {
    language: Language,
    /// Texts, decayed.
    texts: f32,
    /// Texts with a term, decayed.
    with: QuickMap<u32, f32>,
}

impl Rarity {
    pub fn see(&mut self, language: Language, terms: impl Iterator<Item = u32>) {
        let at = self.languages.iter().position(|seen| seen.language == language).unwrap_or_else(|| {
            self.languages.push(Seen { language, texts: 0.0, with: QuickMap::default() });
            self.languages.len() - 1
        });
        let seen = &mut self.languages[at];
        seen.texts += 1.0;
        for term in terms {
            *seen.with.entry(term).or_insert(0.0) += 1.0;
        }
        if seen.texts > HALVED_AFTER {
            seen.texts /= 2.0;
            seen.with.retain(|_, count| {
                *count /= 2.0;
                *count >= 0.75
            });
        }
    }

    pub fn texts(&self, language: Language) -> f32 {
        self.seen(language).map_or(0.0, |seen| seen.texts)
    }

    /// Texts with each term.
    pub fn with(&self, language: Language) -> impl Fn(u32) -> f32 {
        let seen = self.seen(language);
        move |term| seen.and_then(|seen| seen.with.get(&term)).copied().unwrap_or(0.0)
    }

    fn seen(&self, language: Language) -> Option<&Seen> {
        self.languages.iter().find(|seen| seen.language == language)
    }
}

/// Inverse document frequency over what was seen and a prior of texts (Spärck Jones 1972, smoothed).
pub fn rareness(texts: f32, with: f32, prior: f32) -> f32 {
    ((texts + prior) / (with + 1.0)).ln().max(0.0)
}

pub fn key(language: Language, term: u32) -> u64 {
    let tag = language.tag().as_bytes();
    u64::from(tag[0]) << 40 | u64::from(tag[1]) << 32 | u64::from(term)
}
