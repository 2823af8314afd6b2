//! From what is kept to what goes out.

use super::card_path;
use crate::{
    Wrong,
    arrival::Arrival,
    assets::address,
    outward::{Channel, Film, House, Named, Outgoing, Shown},
    picture_address::WIDTHS,
    words::{NewsroomWords, Tongue},
};
use ::pages::PictureAddress;
use maud::{PreEscaped, html};
use model::{Item, Language, Medium, Time};
use newsroom::{Piece, addresses, clip_address, writing};
use store::Shelf;

/// Articles in a feed.
const IN_A_FEED: u32 = 50;

pub fn house(arrival: &Arrival) -> House {
    let edition = arrival.site.store.edition();
    House {
        base: arrival.base().to_owned(),
        name: edition.title.clone(),
        about: edition.motto.clone(),
        logo: format!("{}{}", arrival.base(), address("icon-512.png")),
        takes_mentions: arrival.site.public_url.is_some(),
        hub: arrival.site.hub.clone(),
    }
}

/// `title` and `path` are the page's of the same articles.
pub async fn channel(arrival: &Arrival, shelf: &Shelf, title: String, path: String) -> Result<Channel, Wrong> {
    let site = &arrival.site;
    let mut entries = Vec::new();
    for piece in site.newsroom.pieces(shelf, IN_A_FEED).await? {
        // Withdrawn a moment ago, perhaps.
        if let Some(item) = site.readers.article(piece.item).await? {
            entries.push(arrival.outgoing(&piece, &item).await?);
        }
    }
    let withdrawn = site.store.latest_withdrawn().await?;
    Ok(Channel {
        house: house(arrival),
        id: site.seal.urn_for(&format!("feed {path}")),
        title,
        path,
        language: one_language(&entries),
        changed: entries.iter().map(|entry| entry.changed).chain(withdrawn).max().unwrap_or_default(),
        entries,
    })
}

fn one_language(entries: &[Outgoing]) -> Language {
    let first = entries.first().map_or(Language::UNKNOWN, |entry| entry.language);
    if entries.iter().all(|entry| entry.language == first) { first } else { Language::UNKNOWN }
}

impl Arrival {
    pub async fn outgoing(&self, piece: &Piece, item: &Item) -> Result<Outgoing, Wrong> {
        let base = self.base();
        let named = |name: &str, path: String| Named { name: name.to_owned(), address: format!("{base}{path}") };
        let told = piece.updates.iter().map(|(notice, _)| notice.at);
        let told = told.chain(piece.corrections.iter().map(|notice| notice.at));
        let changed = told.chain(item.updated).chain([piece.published]).max().unwrap_or(piece.published);
        let is_clip = piece.content.clip.is_some();
        Ok(Outgoing {
            id: self.site.seal.urn_for(&format!("article {}", piece.manuscript)),
            address: format!("{base}{}", piece.path()),
            title: item.title.clone(),
            standfirst: item.standfirst.clone(),
            html: self.whole_text(piece, item),
            authors: piece.authors.iter().map(|each| named(&each.name, addresses::author(&each.slug))).collect(),
            section: piece.section.as_ref().map(|(slug, name)| named(name, addresses::section(slug))),
            tags: piece.tags.iter().map(|(slug, name)| named(name, addresses::tag(slug))).collect(),
            language: item.language,
            published: piece.published,
            changed,
            picture: piece.lead.as_ref().map(|lead| self.shown_outside(lead)),
            film: if is_clip { self.film(piece, item).await? } else { None },
            adults: piece.content.adults,
            card: format!("{base}{}", card_path(self, piece)),
            words: if is_clip { 0 } else { item.words },
            corrections: piece.corrections.iter().map(|notice| (notice.at, notice.text.clone())).collect(),
            updates: piece.updates.iter().map(|(notice, html)| (notice.at, ::pages::plain_text(html))).collect(),
            running: piece.running,
        })
    }

    /// The largest rendition; of what is for adults none, because whoever reads a feed is not asked.
    async fn film(&self, piece: &Piece, item: &Item) -> Result<Option<Film>, Wrong> {
        let seen = self.site.newsroom.clip_seen(item.id).await?.filter(|_| !piece.content.adults);
        Ok(seen.and_then(|seen| {
            seen.renditions.first().map(|file| Film {
                address: format!("{}{}", self.base(), clip_address(file)),
                media_type: file.media_type.clone(),
                bytes: file.bytes,
                duration_ms: seen.clip.duration_ms,
                width: file.width,
                height: file.height,
            })
        }))
    }

    /// As wide as pictures are served, or as it is.
    fn shown_outside(&self, medium: &Medium) -> Shown {
        let widest = WIDTHS[WIDTHS.len() - 1];
        let width = medium.width.min(widest);
        let height = u64::from(medium.height) * u64::from(width) / u64::from(medium.width.max(1));
        Shown {
            address: format!("{}{}", self.base(), self.site.seal.at(&writing::address(medium), widest)),
            media_type: "image/webp",
            width,
            height: u32::try_from(height).unwrap_or(0),
            alt: medium.alt.clone(),
            caption: medium.caption.clone(),
            credit: medium.credit.clone(),
        }
    }

    /// The picture above it, what was told since, the text, and what was corrected: as on its page.
    fn whole_text(&self, piece: &Piece, item: &Item) -> String {
        let tongue = Tongue::from_tag(item.language.tag()).unwrap_or(Tongue::English);
        let words = NewsroomWords::of(tongue);
        let when = |at: Time| crate::words::moment(tongue, at, &self.site.zone);
        let widest = WIDTHS[WIDTHS.len() - 1];
        let absolute = |html: &str| {
            ::pages::rewrite_pictures(html, &|address| {
                let src = format!("{}{}", self.base(), self.site.seal.at(address, widest));
                Some(PictureAddress { src, ..PictureAddress::default() })
            })
        };
        let lead = piece.lead.as_ref().map(|lead| self.shown_outside(lead));
        html! {
            @if let Some(lead) = lead {
                figure {
                    img src=(lead.address) width=(lead.width) height=(lead.height) alt=(lead.alt);
                    @if !lead.caption.is_empty() || !lead.credit.is_empty() {
                        figcaption {
                            (lead.caption)
                            @if !lead.credit.is_empty() { " (" (words.source_credit) ": " (lead.credit) ")" }
                        }
                    }
                }
            }
            @if !piece.updates.is_empty() {
                h2 { (words.updates) }
                @for (notice, html) in &piece.updates { h3 { (when(notice.at)) } (PreEscaped(absolute(html))) }
                hr;
            }
            // The sanitiser's output, from the store.
            (PreEscaped(absolute(&item.body)))
            @if !piece.corrections.is_empty() {
                h2 { (words.corrections) }
                @for notice in &piece.corrections { p { em { (when(notice.at)) } " " (notice.text) } }
            }
        }
        .into_string()
    }
}
