//! What an article's page says to machines in schema.org's words (JSON-LD 1.1), as Google's rules for articles want it.

use super::{Film, House, Named, Outgoing};
use serde_json::{Value, json};

/// Of the card (`pictures::card`).
const CARD: (u32, u32) = (1200, 630);

/// For `<script type="application/ld+json">`: no `<` stands in it, so nothing in it ends the script or begins a comment
/// (HTML, 4.12.1.3).
pub fn script_text(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

pub fn article(house: &House, piece: &Outgoing) -> Value {
    let mut said = json!({
        "@context": "https://schema.org",
        "@type": kinds(piece),
        "@id": piece.id,
        "mainEntityOfPage": { "@type": "WebPage", "@id": piece.address },
        "url": piece.address,
        "headline": piece.title,
        "image": images(piece),
        "datePublished": piece.published.rfc3339(),
        "dateModified": piece.changed.rfc3339(),
        "author": authors(house, piece),
        "publisher": publisher(house),
        "isAccessibleForFree": true,
    });
    if !piece.standfirst.is_empty() {
        said["description"] = piece.standfirst.clone().into();
    }
    if let Some(section) = &piece.section {
        said["articleSection"] = section.name.clone().into();
    }
    if !piece.tags.is_empty() {
        said["keywords"] = piece.tags.iter().map(|tag| tag.name.as_str()).collect();
    }
    if piece.language.is_known() {
        said["inLanguage"] = piece.language.tag().into();
    }
    if let Some(film) = &piece.film {
        said["video"] = video(piece, film);
    }
    if piece.words > 0 {
        said["wordCount"] = piece.words.into();
    }
    if !piece.corrections.is_empty() {
        let correction = |(at, text): &(model::Time, String)| json!({ "@type": "CorrectionComment", "text": text, "datePublished": at.rfc3339() });
        said["correction"] = piece.corrections.iter().map(correction).collect();
    }
    if let (Some((latest, _)), Some(_)) = (piece.updates.first(), piece.updates.last()) {
        said["coverageStartTime"] = piece.published.rfc3339().into();
        if !piece.running {
            said["coverageEndTime"] = latest.rfc3339().into();
        }
        said["liveBlogUpdate"] = piece.updates.iter().map(|update| told(house, piece, update)).collect();
    }
    said
}

/// A story that was told bit by bit is both.
fn kinds(piece: &Outgoing) -> Value {
    if piece.updates.is_empty() { json!("NewsArticle") } else { json!(["NewsArticle", "LiveBlogPosting"]) }
}

fn told(house: &House, piece: &Outgoing, (at, text): &(model::Time, String)) -> Value {
    let first: String = text.lines().next().unwrap_or_default().chars().take(110).collect();
    json!({
        "@type": "BlogPosting",
        "headline": if first.is_empty() { &piece.title } else { &first },
        "articleBody": text,
        "datePublished": at.rfc3339(),
        "author": authors(house, piece),
        "image": images(piece),
        "url": piece.address,
    })
}

fn images(piece: &Outgoing) -> Value {
    let image = |address: &str, width: u32, height: u32| {
        let mut image = json!({ "@type": "ImageObject", "url": address });
        if width > 0 && height > 0 {
            image["width"] = width.into();
            image["height"] = height.into();
        }
        image
    };
    let mut images = Vec::new();
    if let Some(picture) = &piece.picture {
        let mut whole = image(&picture.address, picture.width, picture.height);
        for (key, text) in [("caption", &picture.caption), ("creditText", &picture.credit)] {
            if !text.is_empty() {
                whole[key] = text.clone().into();
            }
        }
        images.push(whole);
    }
    images.push(image(&piece.card, CARD.0, CARD.1));
    images.into()
}

/// As Google's rules for videos want it.
fn video(piece: &Outgoing, film: &Film) -> Value {
    json!({
        "@type": "VideoObject",
        "name": piece.title,
        "description": if piece.standfirst.is_empty() { &piece.title } else { &piece.standfirst },
        "thumbnailUrl": piece.picture.as_ref().map_or(&piece.card, |picture| &picture.address),
        "uploadDate": piece.published.rfc3339(),
        "duration": format!("PT{}S", film.seconds()),
        "contentUrl": film.address,
        "width": film.width,
        "height": film.height,
    })
}

/// Where nobody signed, the house did.
fn authors(house: &House, piece: &Outgoing) -> Value {
    let person = |each: &Named| json!({ "@type": "Person", "name": each.name, "url": each.address });
    match piece.authors.as_slice() {
        [] => json!([{ "@type": "NewsMediaOrganization", "name": house.name, "url": home(house) }]),
        signed => signed.iter().map(person).collect(),
    }
}

fn publisher(house: &House) -> Value {
    json!({
        "@type": "NewsMediaOrganization",
        "name": house.name,
        "url": home(house),
        "logo": { "@type": "ImageObject", "url": house.logo, "width": 512, "height": 512 },
    })
}

fn home(house: &House) -> String {
    format!("{}/", house.base)
}

/// From the site to the article, by way of its section.
pub fn breadcrumbs(house: &House, piece: &Outgoing) -> Value {
    let front = Named { name: house.name.clone(), address: home(house) };
    let here = Named { name: piece.title.clone(), address: piece.address.clone() };
    let way = std::iter::once(&front).chain(&piece.section).chain(std::iter::once(&here));
    let step = |(place, step): (usize, &Named)| json!({ "@type": "ListItem", "position": place + 1, "name": step.name, "item": step.address });
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": way.enumerate().map(step).collect::<Vec<_>>(),
    })
}
