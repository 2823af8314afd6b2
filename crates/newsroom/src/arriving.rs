//! An article as an item among all others. No store is asked here, so that many can be worked on at once.

use std::collections::HashMap;

use model::{ClipFile, Enclosure, Item, ItemId, Kind, MS_A_WORD, Medium, MediumId, Picture, SourceId, Time};
use sha2::{Digest, Sha256};
use store::Arrival;

use crate::{
    ClipSeen, Content, clip_address,
    writing::{self, Written},
};

/// Beyond this, more text says nothing more about what a text is about.
const UNDERSTOOD: usize = 20_000;

/// An article with all that readers see of it.
pub struct Whole {
    pub content: Content,
    /// The pictures in its text.
    pub media: HashMap<MediumId, Medium>,
    pub lead: Option<Medium>,
    /// Names, in the order in which they sign.
    pub byline: Vec<String>,
    /// How many stand beside it.
    pub notices: usize,
    pub published: Time,
    /// Where there is more to watch than to read.
    pub clip: Option<ClipSeen>,
}

impl Whole {
    /// Takes milliseconds: what it is about is found out here.
    pub fn arrival(&self, key: &str) -> Arrival {
        let content = &self.content;
        let written = writing::write(&content.body, &self.media);
        let about = [&content.standfirst, &written.text].map(String::as_str).join("\n\n");
        let about = &about[..about.floor_char_boundary(UNDERSTOOD)];
        let mut categories = content.tags.clone();
        categories.extend(Some(content.section.clone()).filter(|section| !section.is_empty()));
        let said = Some(content.language()).filter(|language| language.is_known());
        let understood = text::understand(&text::Document {
            title: &content.headline,
            text: about,
            language: said,
            categories: &categories,
        });
        let item = Item {
            id: ItemId(0),
            source: SourceId(0),
            story: None,
            kind: if self.clip.is_some() { Kind::Video } else { Kind::Article },
            key: key.to_owned(),
            url: String::new(),
            title: content.headline.clone(),
            standfirst: standfirst(content, &written),
            byline: self.byline.join(", "),
            // Whoever wrote it knows.
            language: said.unwrap_or(understood.language),
            topics: understood.topics,
            entities: understood.entities,
            published: self.published,
            first_seen: self.published,
            updated: None,
            words: self.clip.as_ref().map_or(written.words, |seen| seen.clip.duration_ms / MS_A_WORD),
            // In no list does anybody see what is for adults before she was asked.
            picture: self.lead.as_ref().filter(|_| !content.adults).map(card),
            enclosures: self.clip.as_ref().map(|seen| enclosures(seen, content.adults)).unwrap_or_default(),
            body: written.html,
        };
        let fingerprint = fingerprint(&content.to_json(), &self.byline, self.lead.as_ref(), self.notices);
        Arrival { item, fingerprint, terms: understood.terms.to_bytes(), embedding: understood.embedding }
    }
}

/// For feeds: the largest rendition, which everything plays.
fn enclosures(seen: &ClipSeen, adults: bool) -> Vec<Enclosure> {
    let of = |file: &ClipFile| Enclosure {
        url: clip_address(file),
        media_type: file.media_type.clone(),
        length: Some(file.bytes),
        adults,
    };
    seen.renditions.first().map(of).into_iter().collect()
}

/// The picture as it stands beside headlines.
fn card(medium: &Medium) -> Picture {
    Picture {
        url: writing::card_address(medium),
        width: 0,
        height: 0,
        alt: medium.alt.clone(),
        credit: medium.credit.clone(),
    }
}

/// Where nobody wrote one, the first words of the text.
fn standfirst(content: &Content, written: &Written) -> String {
    if !content.standfirst.is_empty() {
        return content.standfirst.clone();
    }
    let first = written.text.split("\n\n").find(|paragraph| !paragraph.trim().is_empty()).unwrap_or_default();
    match first.char_indices().nth(280) {
        Some((end, _)) => format!("{}…", first[..end].rsplit_once(' ').map_or(&first[..end], |(start, _)| start)),
        None => first.to_owned(),
    }
}

/// Of all that readers see of it.
fn fingerprint(content: &str, byline: &[String], lead: Option<&Medium>, notices: usize) -> u64 {
    let mut hash = Sha256::new();
    hash.update(content);
    hash.update(byline.join("\n"));
    if let Some(lead) = lead {
        hash.update(format!("{} {:?} {} {}", lead.file, lead.focus, lead.alt, lead.credit));
    }
    hash.update(notices.to_le_bytes());
    let digest = hash.finalize();
    u64::from_le_bytes(digest[..8].try_into().unwrap_or_default())
}
