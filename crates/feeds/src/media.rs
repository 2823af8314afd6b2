//! Which pictures, sounds and clips come with an entry?
//!
//! Media RSS, enclosures of RSS and Atom, iTunes and sitemap pictures.

use model::{Enclosure, Picture};

use crate::document::Document;
use crate::entry::yes_or_no;
use crate::feed::Entry;
use crate::links;
use crate::name::{Name, Space};
use crate::plain::{cut, plain_text};
use crate::tree::{Node, Tree};

const MOST: usize = 100;
const LONGEST: usize = 2_000;

/// Words that hold for every picture of the entry which has none of its own.
#[derive(Default)]
pub struct Captions {
    alt: String,
    credit: String,
    /// The description of the whole group, for an entry that says nothing else.
    pub description: Option<String>,
    pub title: Option<String>,
}

impl Captions {
    pub fn apply(self, entry: &mut Entry) {
        for picture in &mut entry.pictures {
            if picture.alt.is_empty() {
                picture.alt.clone_from(&self.alt);
            }
            if picture.credit.is_empty() {
                picture.credit.clone_from(&self.credit);
            }
        }
    }
}

/// One element of Media RSS, groups included; what is nested is worked through as a list.
pub fn media<'a>(document: &mut Document<'a>, tree: &Tree<'a>, at: usize, entry: &mut Entry, captions: &mut Captions) {
    let mut waiting = vec![at];
    while let Some(at) = waiting.pop() {
        let node = *tree.node(at);
        if node.space != Space::Media {
            continue;
        }
        match node.name {
            Name::Group => {
                let inside: Vec<usize> = tree.inside(at).collect();
                waiting.extend(inside.into_iter().rev());
            }
            Name::Content => content(document, tree, at, entry, captions),
            Name::Thumbnail => {
                if let Some(picture) = picture(document, &node, "url") {
                    add_picture(entry, picture);
                }
            }
            _ => {
                mark(entry, explicit(document, &node));
                caption(document, &node, captions);
            }
        }
    }
}

/// What one part of an entry says is for adults no other part takes back.
fn mark(entry: &mut Entry, said: Option<bool>) {
    if entry.explicit != Some(true) {
        entry.explicit = said.or(entry.explicit);
    }
}

/// `media:rating` in its simple scheme, and `media:adult`, which came before it (Media RSS 1.5.1); other schemes grade
/// by ages of their own, and say nothing here.
pub fn explicit(document: &Document, node: &Node) -> Option<bool> {
    match node.name {
        Name::Adult => yes_or_no(&document.text(node)),
        Name::Rating if document.attribute(node, "scheme").is_none_or(|scheme| scheme == "urn:simple") => {
            match document.text(node).trim().to_ascii_lowercase().as_str() {
                "adult" => Some(true),
                "nonadult" => Some(false),
                _ => None,
            }
        }
        _ => None,
    }
}

fn caption<'a>(document: &Document<'a>, node: &Node<'a>, captions: &mut Captions) {
    let text = || plain_text(cut(&document.text(node), LONGEST * 4));
    match node.name {
        Name::Title if captions.title.is_none() => captions.title = document.some_text(node),
        Name::Description => {
            if captions.alt.is_empty() {
                captions.alt = cut(&text(), LONGEST).to_owned();
            }
            captions.description = captions.description.take().or_else(|| document.some_text(node));
        }
        Name::Credit if captions.credit.is_empty() => captions.credit = cut(&text(), LONGEST).to_owned(),
        _ => {}
    }
}

fn content<'a>(document: &mut Document<'a>, tree: &Tree<'a>, at: usize, entry: &mut Entry, captions: &mut Captions) {
    let node = *tree.node(at);
    let mut own = Captions::default();
    for inside in tree.inside(at).collect::<Vec<_>>() {
        let part = *tree.node(inside);
        match part.name {
            Name::Thumbnail => {
                if let Some(picture) = picture(document, &part, "url") {
                    add_picture(entry, picture);
                }
            }
            _ if part.space == Space::Media => {
                mark(entry, explicit(document, &part));
                caption(document, &part, &mut own);
            }
            _ => {}
        }
    }
    let kind = document.attribute(&node, "type").unwrap_or_default().to_ascii_lowercase();
    let medium = document.attribute(&node, "medium").unwrap_or_default().to_ascii_lowercase();
    if let Some(seconds) = document.attribute(&node, "duration").and_then(|text| duration(&text)) {
        entry.duration_seconds.get_or_insert(seconds);
    }
    let Some(url) = document.attribute(&node, "url") else { return };
    let is_picture =
        kind.starts_with("image/") || medium == "image" || kind.is_empty() && medium.is_empty() && is_image(&url);
    if is_picture {
        if let Some(mut picture) = picture(document, &node, "url") {
            picture.alt = own.alt;
            picture.credit = own.credit;
            add_picture(entry, picture);
        }
    } else {
        captions.title = captions.title.take().or(own.title);
        captions.description = captions.description.take().or(own.description);
        if !(kind.starts_with("text/html") || medium == "document") {
            let length = document.attribute(&node, "fileSize").and_then(|text| text.parse().ok());
            add_enclosure(document, node.base, entry, &url, &kind, length);
        }
    }
}

/// A picture whose address stands in an attribute (`url`, `href`).
pub fn picture<'a>(document: &mut Document<'a>, node: &Node<'a>, attribute: &str) -> Option<Picture> {
    let url = document.attribute(node, attribute)?;
    let number = |name: &str| document.attribute(node, name).and_then(|text| text.trim_end_matches("px").parse().ok());
    let (width, height) = (number("width").unwrap_or(0), number("height").unwrap_or(0));
    let url = links::absolute(&url, document.base(node.base).or(document.own_address))?;
    Some(Picture { url, width, height, ..Picture::default() })
}

pub fn add_picture(entry: &mut Entry, picture: Picture) {
    if let Some(known) = entry.pictures.iter_mut().find(|known| known.url == picture.url) {
        if known.width == 0 {
            (known.width, known.height) = (picture.width, picture.height);
        }
        if known.alt.is_empty() {
            known.alt = picture.alt;
        }
        if known.credit.is_empty() {
            known.credit = picture.credit;
        }
    } else if entry.pictures.len() < MOST {
        entry.pictures.push(picture);
    }
}

/// Adds a file; a picture among them is also a picture of the entry.
pub fn add_enclosure(
    document: &mut Document,
    base: u16,
    entry: &mut Entry,
    url: &str,
    kind: &str,
    length: Option<u64>,
) {
    let Some(url) = links::absolute(url, document.base(base).or(document.own_address)) else {
        document.fault("feed", "has an enclosure whose address is not one of the web; it was left out");
        return;
    };
    if kind.to_ascii_lowercase().starts_with("image/") || kind.is_empty() && is_image(&url) {
        add_picture(entry, Picture { url: url.clone(), ..Picture::default() });
    }
    if entry.enclosures.len() < MOST && !entry.enclosures.iter().any(|known| known.url == url) {
        entry.enclosures.push(Enclosure { url, media_type: cut(kind, 100).to_owned(), length, adults: false });
    }
}

fn is_image(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].iter().any(|end| path.ends_with(end))
}

/// `754`, `12:34`, `1:02:03`, in seconds.
pub fn duration(text: &str) -> Option<u32> {
    let mut seconds: u32 = 0;
    let mut parts = 0;
    for part in text.trim().split(':') {
        let whole = part.trim().split('.').next()?;
        seconds = seconds.checked_mul(60)?.checked_add(whole.parse().ok()?)?;
        parts += 1;
    }
    (parts <= 3).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_read_in_seconds() {
        for (text, want) in
            [("754", Some(754)), ("12:34", Some(754)), ("1:02:03", Some(3723)), ("90.5", Some(90)), ("long", None)]
        {
            assert_eq!(duration(text), want, "{text}");
        }
    }
}
