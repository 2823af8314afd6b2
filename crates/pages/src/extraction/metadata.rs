//! What a page says about itself: title, writer, date, site, language, picture.

use std::collections::HashMap;

use model::Time;
use url::Url;

use super::linked::Linked;
use super::measure::Measured;
use super::moment::moment;
use super::prune::essence;
use crate::dom::{NodeId, Page, Tag, one_line};

#[derive(Debug, Default)]
pub struct Metadata {
    pub title: String,
    pub byline: String,
    pub published: Option<Time>,
    pub language: Option<String>,
    pub site: String,
    pub excerpt: String,
    pub image: Option<String>,
    pub canonical: Option<String>,
    /// Every form of the title that the page uses.
    pub titles: Vec<String>,
}

/// `meta` elements by name; the first of a name wins.
type Named = HashMap<String, String>;

pub fn metadata(page: &Page, measured: &Measured, linked: Option<&Linked>, base: Option<&Url>) -> Metadata {
    let named = named(page);
    let none = Linked::default();
    let linked = linked.unwrap_or(&none);
    let title_element = page.first(Tag::Title).map(|id| {
        let text = page.below(id).next().map(|text| page.text(text).into_owned()).unwrap_or_default();
        one_line(&text)
    });
    let title_element = title_element.unwrap_or_default();
    let headings: Vec<String> = (0..page.nodes.len())
        .filter(|&id| page.tag(id) == Tag::H1 && !measured.of(id).dead)
        .take(8)
        .map(|id| page.line(id))
        .filter(|line| !line.is_empty())
        .collect();
    let site = first(&[&of(&named, &["og:site_name", "application-name"]), &linked.site]);
    let title = title(&named, linked, &title_element, &headings);
    let mut titles = vec![title.clone(), of(&named, &["og:title"]), linked.headline.clone()];
    titles.extend(headings.into_iter().take(1));
    let absolute =
        |address: String| -> Option<String> { crate::cleaning::picture_address(&address, base).map(String::from) };
    Metadata {
        byline: byline(page, measured, &named, linked),
        published: published(page, &named, linked),
        language: language(page, &named, linked),
        excerpt: first(&[
            &of(
                &named,
                &[
                    "og:description",
                    "twitter:description",
                    "dc:description",
                    "dc.description",
                    "dcterms.description",
                    "description",
                ],
            ),
            &linked.description,
        ]),
        image: absolute(first(&[
            &of(&named, &["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"]),
            &linked.image,
        ])),
        canonical: canonical(page, &named, base),
        site,
        title,
        titles,
    }
}

fn named(page: &Page) -> Named {
    let mut named = Named::new();
    for (id, node) in page.nodes.iter().enumerate() {
        if node.tag != Tag::Meta {
            continue;
        }
        let Some(content) =
            page.attribute(id, "content").map(|content| one_line(&content)).filter(|content| !content.is_empty())
        else {
            continue;
        };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            let names = page.attribute(id, attribute).unwrap_or_default().to_ascii_lowercase();
            for name in names.split_ascii_whitespace().take(6) {
                named.entry(name.to_owned()).or_insert_with(|| content.clone());
            }
        }
    }
    named
}

fn of(named: &Named, names: &[&str]) -> String {
    names.iter().find_map(|name| named.get(*name)).cloned().unwrap_or_default()
}

fn first(candidates: &[&String]) -> String {
    candidates.iter().find(|candidate| !candidate.is_empty()).map(|found| (*found).clone()).unwrap_or_default()
}

fn title(named: &Named, linked: &Linked, title_element: &str, headings: &[String]) -> String {
    let of_linked = match (linked.name.is_empty(), linked.headline.is_empty()) {
        // Two words for one thing: the one that the page's title says too.
        (false, false) if linked.name != linked.headline => {
            let says = |text: &String| essence(title_element).contains(&essence(text));
            if says(&linked.name) && !says(&linked.headline) { &linked.name } else { &linked.headline }
        }
        (true, _) => &linked.headline,
        _ => &linked.name,
    };
    let declared = first(&[
        of_linked,
        &of(
            named,
            &[
                "dc:title",
                "dc.title",
                "dcterm:title",
                "dcterms.title",
                "og:title",
                "weibo:article:title",
                "title",
                "twitter:title",
                "parsely-title",
            ],
        ),
    ]);
    if !declared.is_empty() {
        return one_line(&declared);
    }
    from_element(title_element, headings)
}

/// The title element without the site's name.
fn from_element(title: &str, headings: &[String]) -> String {
    const BORDERS: &[&str] =
        &[" | ", " - ", " – ", " — ", " » ", " :: ", " · ", " • ", " / ", " > ", " \\ ", " ‹ ", " « ", " ~ "];
    let whole = essence(title);
    // What the page itself sets as its heading, if the title says the same and more.
    let said = headings.iter().find(|heading| {
        let heading = essence(heading);
        heading.len() > 12 && whole.contains(&heading) && heading.len() * 2 > whole.len()
    });
    if let Some(heading) = said {
        return heading.clone();
    }
    let last = BORDERS.iter().filter_map(|border| title.rfind(border).map(|at| (at, border.len()))).max();
    if let Some((at, border)) = last {
        let front = &title[..at];
        let back = &title[at + border..];
        if front.split_whitespace().count() >= 3 {
            return front.trim().to_owned();
        }
        // `Site - The headline of the article`
        let first = BORDERS.iter().filter_map(|border| title.find(border).map(|at| (at, border.len()))).min();
        let rest = first.map_or(back, |(at, border)| &title[at + border..]);
        if rest.split_whitespace().count() > 3 {
            return rest.trim().to_owned();
        }
        return title.to_owned();
    }
    if let [only] = headings
        && (title.len() < 15 || title.len() > 150)
        && only.split_whitespace().count() > 4
    {
        return only.clone();
    }
    title.to_owned()
}

fn byline(page: &Page, measured: &Measured, named: &Named, linked: &Linked) -> String {
    let declared = first(&[
        &linked.author,
        &of(
            named,
            &[
                "dc:creator",
                "dc.creator",
                "dcterm:creator",
                "author",
                "parsely-author",
                "article:author",
                "sailthru.author",
                "byl",
            ],
        ),
    ]);
    let usable = |text: &str| !text.is_empty() && text.chars().count() < 120 && !text.starts_with("http");
    let declared = without_by(&declared);
    if usable(&declared) {
        return declared;
    }
    let mut found: Option<(u8, String)> = None;
    for id in 1..page.nodes.len() {
        let Some(rank) = byline_rank(page, measured, id) else { continue };
        if found.as_ref().is_some_and(|&(best, _)| best <= rank) || measured.of(id).letters > 100 {
            continue;
        }
        let inner = page
            .below(id)
            .find(|&child| page.raw_attribute(child, "itemprop").is_some_and(|prop| prop.contains("name")));
        let line = without_by(&page.line(inner.unwrap_or(id)));
        if usable(&line) {
            found = Some((rank, line));
        }
    }
    found.map(|(_, line)| line).unwrap_or_default()
}

fn byline_rank(page: &Page, measured: &Measured, id: NodeId) -> Option<u8> {
    if page.tag(id) == Tag::Text || measured.of(id).letters == 0 {
        return None;
    }
    let has = |name: &str, words: &[&str]| {
        page.raw_attribute(id, name).is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            words.iter().any(|word| value.contains(word))
        })
    };
    if has("rel", &["author"]) || has("itemprop", &["author"]) {
        return Some(1);
    }
    let names = ["byline", "author-name", "authorname", "author_name", "dateline", "writtenby", "p-author"];
    if has("class", &names) || has("id", &names) {
        return Some(2);
    }
    (measured.of(id).role.byline && has("class", &["author", "autor", "auteur"])).then_some(3)
}

fn without_by(text: &str) -> String {
    let text = one_line(text);
    let lower = text.to_lowercase();
    for start in
        ["by ", "by: ", "written by ", "von ", "par ", "por ", "di ", "door ", "posted by ", "author: ", "autor: "]
    {
        // Lower case may have another length in bytes, but not for these letters.
        if lower.starts_with(start) && text.is_char_boundary(start.len()) {
            return text[start.len()..].trim().to_owned();
        }
    }
    text
}

fn published(page: &Page, named: &Named, linked: &Linked) -> Option<Time> {
    const NAMES: &[&str] = &[
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "datepublished",
        "article.published",
        "published-date",
        "publishdate",
        "publish-date",
        "publication_date",
        "publication-date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "dc.date",
        "dc:date",
        "dc.date.created",
        "pubdate",
        "cxenseparse:recs:publishtime",
        "article.created",
        "datecreated",
        "shareaholic:article_published_time",
        "timestamp",
        "date",
        "last-modified",
        "article:modified_time",
        "og:updated_time",
    ];
    moment(&linked.published)
        .or_else(|| NAMES.iter().find_map(|name| named.get(*name).and_then(|text| moment(text))))
        .or_else(|| {
            let stated = |id: NodeId| {
                let of_article =
                    page.raw_attribute(id, "itemprop").is_some_and(|prop| prop.eq_ignore_ascii_case("datePublished"));
                let is_time = page.tag(id) == Tag::Time;
                if !of_article && !is_time {
                    return None;
                }
                let written = page
                    .attribute(id, "datetime")
                    .or_else(|| page.attribute(id, "content"))
                    .map(|text| text.into_owned());
                moment(&written.unwrap_or_else(|| page.line(id)))
            };
            (1..page.nodes.len()).find_map(stated)
        })
}

fn language(page: &Page, named: &Named, linked: &Linked) -> Option<String> {
    let html = page.first(Tag::Html).or_else(|| page.first(Tag::Body));
    let own = html
        .and_then(|id| page.attribute(id, "lang").or_else(|| page.attribute(id, "xml:lang")))
        .map(|lang| lang.into_owned());
    let candidates = [
        own.unwrap_or_default(),
        of(named, &["og:locale", "content-language", "dc.language", "language", "inlanguage"]),
        linked.language.clone(),
    ];
    candidates.into_iter().find_map(|tag| {
        let tag = tag.trim().replace('_', "-");
        model::Language::from_tag(&tag).is_known().then_some(())?;
        let well_formed = tag.len() <= 20 && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        well_formed.then_some(tag)
    })
}

fn canonical(page: &Page, named: &Named, base: Option<&Url>) -> Option<String> {
    let link = page.nodes.iter().enumerate().find_map(|(id, node)| {
        let says = node.tag == Tag::Link
            && page.raw_attribute(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        says.then(|| page.attribute(id, "href")).flatten()
    });
    let link = link.map(|link| link.into_owned()).unwrap_or_else(|| of(named, &["og:url"]));
    let address = match base {
        Some(base) => base.join(link.trim()).ok().filter(|_| !link.trim().is_empty())?.into(),
        None => link,
    };
    crate::canonical(&address)
}
