//! Pictures, films, frames and code: what stands for itself, and where links lead.

use model::Picture;
use url::Url;

use super::escape::{Around, destination, escape, title};
use super::inline::{Style, longest_of_ticks};
use super::styles::{code_language, has_class};
use super::walk::{Entered, Walk};
use crate::cleaning::{emoji_of, link_address, picture_address, picture_of};
use crate::dom::{NodeId, Tag};

/// Pictures of one text; what follows is left out.
const MOST_PICTURES: usize = 500;

impl Walk<'_, '_> {
    pub(super) fn figure(&mut self, id: NodeId) -> Option<Entered> {
        self.border();
        if has_class(self.page, id, &["kg-bookmark-card"]) {
            let part = |wanted: &str| self.page.below(id).find(|&child| has_class(self.page, child, &[wanted]));
            let link = self.page.below(id).find(|&child| self.page.tag(child) == Tag::A);
            let address = link.and_then(|link| link_address(&self.page.attribute(link, "href")?, self.base));
            if let Some(address) = address {
                let words = part("kg-bookmark-title").map(|title| self.page.line(title)).unwrap_or_default();
                self.link_alone(&address, &words);
            }
            return None;
        }
        let mut pictures = self.page.below(id).filter(|&child| self.page.tag(child) == Tag::Img);
        let (first, second) = (pictures.next(), pictures.next());
        let others = [Tag::Figure, Tag::Blockquote, Tag::Table, Tag::Pre, Tag::Iframe, Tag::Video, Tag::Audio];
        let is_simple = !self.page.below(id).any(|child| others.contains(&self.page.tag(child)));
        match (first, second) {
            (Some(img), None) if is_simple => {
                let caption = self.page.line(id);
                match picture_of(self.page, img, self.base) {
                    Some(picture) => self.show(picture, &caption),
                    None => {
                        self.picture(img);
                        self.text(&caption);
                        self.border();
                    }
                }
                None
            }
            _ => Some(Entered::Border),
        }
    }

    pub(super) fn link(&mut self, id: NodeId) {
        let Some(address) = self.page.attribute(id, "href").and_then(|raw| link_address(&raw, self.base)) else {
            return;
        };
        self.link_to(&unwrapped(address));
    }

    pub(super) fn link_to(&mut self, address: &str) {
        self.style.link = u32::try_from(self.addresses.len()).ok();
        self.addresses.push(address.to_owned());
    }

    /// A link in a paragraph of its own.
    pub(super) fn link_alone(&mut self, address: &str, words: &str) {
        self.border();
        let style = self.style;
        self.style = Style::default();
        self.link_to(address);
        self.push(if words.is_empty() { address } else { words });
        self.style = style;
        self.border();
    }

    /// A film or sound: its poster, and a link to its file.
    pub(super) fn medium(&mut self, id: NodeId) {
        let own = self.page.attribute(id, "src");
        let sources = self.page.below(id).filter(|&child| self.page.tag(child) == Tag::Source);
        let all = own.into_iter().chain(sources.filter_map(|child| self.page.attribute(child, "src")));
        let found = all.filter_map(|raw| picture_address(&raw, self.base)).next();
        let poster = self.page.attribute(id, "poster").and_then(|raw| picture_address(&raw, self.base));
        if let Some(poster) = poster {
            self.show(Picture { url: poster.into(), ..Picture::default() }, "");
        }
        if let Some(address) = found {
            let name = address.path().rsplit('/').next().unwrap_or("").to_owned();
            self.link_alone(address.as_str(), &name);
        }
    }

    pub(super) fn picture(&mut self, img: NodeId) {
        if let Some(words) = emoji_of(self.page, img) {
            return self.text(&words);
        }
        let Some(picture) = picture_of(self.page, img, self.base) else {
            let src = self.page.raw_attribute(img, "src").unwrap_or("").trim();
            if src.starts_with("data:image") && src.len() > 2_000 {
                self.fault(
                    "A picture was pasted into the text itself and could not be brought over; upload it.".to_owned(),
                );
            } else if self.base.is_none() && !src.is_empty() && !src.contains(':') && !src.starts_with("//") {
                let src: String = src.chars().take(100).collect();
                self.fault(format!("The picture {src} has no address that leads anywhere; upload it."));
            }
            return;
        };
        let bare = |address: &str| address.split(['?', '#']).next().unwrap_or("").to_owned();
        // The same picture twice in a row: once by a script, once for those without.
        let repeats = self.page.around(img).take(3).any(|around| self.page.tag(around) == Tag::Noscript);
        if repeats && self.pictures.iter().any(|other| bare(&other.url) == bare(&picture.url)) {
            return;
        }
        self.show(picture, "");
    }

    pub(super) fn show(&mut self, picture: Picture, caption: &str) {
        if self.pictures.len() >= MOST_PICTURES {
            return;
        }
        let mut written = String::from("![");
        let around = Around { before: Some('['), after: Some(']'), in_link: true, in_cell: false };
        escape(&mut written, &picture.alt, around);
        written.push_str("](");
        destination(&mut written, &picture.url);
        if !caption.is_empty() {
            written.push_str(" \"");
            title(&mut written, caption);
            written.push('"');
        }
        written.push(')');
        self.pictures.push(picture);
        self.waiting.push(written);
        if !self.is_flat() && self.heading.is_none() {
            self.border();
            self.show_waiting();
        }
    }

    pub(super) fn show_waiting(&mut self) {
        if !self.is_flat() {
            for picture in std::mem::take(&mut self.waiting) {
                self.blocks.block(&picture);
            }
        }
    }

    pub(super) fn preformatted(&mut self, id: NodeId) {
        let mut text = String::new();
        for child in self.page.below(id) {
            match self.page.tag(child) {
                Tag::Text => text.push_str(&self.page.text(child)),
                Tag::Br => text.push('\n'),
                _ => {}
            }
        }
        let text = text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), "");
        let text = text.trim_start_matches('\n').trim_end();
        if text.trim().is_empty() {
            return;
        }
        let fence = "`".repeat(longest_of_ticks(text).max(2) + 1);
        let language = code_language(self.page, id);
        self.blocks.block(&format!("{fence}{language}\n{text}\n{fence}"));
    }
}

/// Where a link out of Google Docs leads.
fn unwrapped(address: String) -> String {
    let Ok(url) = Url::parse(&address) else { return address };
    if url.host_str() != Some("www.google.com") || url.path() != "/url" {
        return address;
    }
    let target = url.query_pairs().find(|(name, _)| name == "q").and_then(|(_, target)| link_address(&target, None));
    target.unwrap_or(address)
}
