//! Maps of the site (sitemaps.org 0.9), and the one of the last two days for news (Google's extension).

use super::{Outgoing, xml::Xml};
use model::{Language, Time};

const SPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// Somewhere on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub address: String,
    pub changed: Option<Time>,
}

pub fn urls(places: &[Place]) -> String {
    list(places, "urlset", "url")
}

/// Maps that are too large to be one.
pub fn index(maps: &[Place]) -> String {
    list(maps, "sitemapindex", "sitemap")
}

fn list(places: &[Place], all: &str, one: &str) -> String {
    let mut xml = Xml::new();
    xml.open(all, &[SPACE]);
    for place in places {
        xml.open(one, &[]);
        xml.leaf("loc", &[], &place.address);
        if let Some(changed) = place.changed {
            xml.leaf("lastmod", &[], &changed.rfc3339());
        }
        xml.close(one);
    }
    xml.close(all);
    xml.finish()
}

/// `fallback` is the language of articles of which nobody knows one: the format wants one of each.
pub fn news(name: &str, fallback: Language, articles: &[Outgoing]) -> String {
    let mut xml = Xml::new();
    let image = "http://www.google.com/schemas/sitemap-image/1.1";
    xml.open(
        "urlset",
        &[SPACE, ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"), ("xmlns:image", image)],
    );
    for each in articles {
        let language = if each.language.is_known() { each.language } else { fallback };
        xml.open("url", &[]);
        xml.leaf("loc", &[], &each.address);
        xml.leaf("lastmod", &[], &each.changed.rfc3339());
        xml.open("news:news", &[]);
        xml.open("news:publication", &[]);
        xml.leaf("news:name", &[], name);
        xml.leaf("news:language", &[], language.tag());
        xml.close("news:publication");
        xml.leaf("news:publication_date", &[], &each.published.rfc3339());
        xml.leaf("news:title", &[], &each.title);
        xml.close("news:news");
        if let Some(picture) = &each.picture {
            xml.open("image:image", &[]);
            xml.leaf("image:loc", &[], &picture.address);
            xml.close("image:image");
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}
