//! Entry to item: clean, dated, with a standfirst and a picture. Pure, and the expensive part.

use feeds::{Entry, Feed};
use model::{DAY, Enclosure, Item, ItemId, Kind, Language, MS_A_WORD, Picture, SourceId, Time};
use store::Arrival;
use url::Url;

use crate::identity::Draft;

const LONGEST_TITLE: usize = 400;
const LONGEST_STANDFIRST: usize = 360;
const LONGEST_BYLINE: usize = 160;
const MOST_ENCLOSURES: usize = 20;
/// Beyond this, more text says nothing more about what a text is about.
const UNDERSTOOD: usize = 20_000;
/// 1 January 1990: older than any feed; an entry from before it bears a date that nobody set.
const NO_FEED_YET: Time = Time(631_152_000_000);

/// An arrival, and what is worth telling about its date.
pub(crate) struct Composed {
    pub arrival: Arrival,
    /// `published` is when we saw it, not what the source said.
    pub date_made_up: bool,
    pub fault: Option<String>,
}

pub(crate) fn compose(feed: &Feed, draft: &Draft, source_language: Language, now: Time) -> Composed {
    let entry = &feed.entries[draft.place];
    let base =
        entry.base.as_deref().or(entry.link.as_deref()).or(feed.link.as_deref()).and_then(|base| Url::parse(base).ok());
    let (html, summary) = longer_and_shorter(entry);
    let clean = pages::clean(html, base.as_ref());

    let title = title_of(entry, &clean.text);
    let standfirst = standfirst_of(summary, &clean.text, &title);
    let only_the_standfirst = clean.text.chars().count() <= standfirst.chars().count() + 8;
    let said = [entry.language.as_deref(), feed.language.as_deref()]
        .into_iter()
        .flatten()
        .map(Language::from_tag)
        .find(|said| said.is_known());
    let understood = text::understand(&text::Document {
        title: &title,
        text: upto(if clean.text.is_empty() { &standfirst } else { &clean.text }, UNDERSTOOD),
        language: said.or(Some(source_language).filter(|language| language.is_known())),
        categories: &entry.categories,
    });

    let (published, date_made_up, fault) = dated(entry, draft.place, now);
    let adults = entry.explicit == Some(true);
    let files = entry.enclosures.iter().filter(|file| is_web(&file.url)).take(MOST_ENCLOSURES);
    let enclosures: Vec<Enclosure> = files.map(|file| Enclosure { adults, ..typed(file) }).collect();
    let kind = kind_of(&enclosures);
    let item = Item {
        id: ItemId(0),
        source: SourceId(0),
        story: None,
        kind,
        key: draft.key.clone(),
        url: entry.link.as_deref().map(address_of).unwrap_or_default(),
        // In no list does anybody see what is for adults before she was asked.
        picture: picture_of(entry, &clean.pictures).filter(|_| !(adults && kind == Kind::Video)),
        words: match kind {
            Kind::Video => entry.duration_seconds.unwrap_or(0).saturating_mul(1000 / MS_A_WORD),
            _ if clean.words == 0 => standfirst.split_whitespace().count() as u32,
            _ => clean.words,
        },
        body: if only_the_standfirst { String::new() } else { clean.html },
        title,
        standfirst,
        byline: byline_of(entry),
        language: understood.language,
        topics: understood.topics,
        entities: understood.entities,
        published,
        first_seen: now,
        updated: None,
        enclosures,
    };
    let arrival = Arrival {
        item,
        fingerprint: draft.fingerprint,
        terms: understood.terms.to_bytes(),
        embedding: understood.embedding,
    };
    Composed { arrival, date_made_up, fault }
}

/// What becomes the body, and what is said besides it.
fn longer_and_shorter(entry: &Entry) -> (&str, Option<&str>) {
    match (entry.content.as_deref(), entry.summary.as_deref()) {
        (Some(content), Some(summary)) if content.len() >= summary.len() => (content, Some(summary)),
        (Some(content), Some(summary)) => (summary, Some(content)),
        (Some(only), None) | (None, Some(only)) => (only, None),
        (None, None) => ("", None),
    }
}

fn title_of(entry: &Entry, text: &str) -> String {
    let title = shortened(&one_line(upto(&entry.title, 4 * LONGEST_TITLE)), LONGEST_TITLE);
    if !title.is_empty() {
        return title;
    }
    let first = one_line(upto(text, 400));
    if !first.is_empty() {
        return shortened(&first, 90);
    }
    let address = entry.link.as_deref().or_else(|| entry.enclosures.first().map(|file| file.url.as_str()));
    address
        .and_then(|address| Url::parse(address).ok())
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| "—".to_owned())
}

fn standfirst_of(summary: Option<&str>, text: &str, title: &str) -> String {
    let said = summary.map(|html| one_line(upto(&feeds::plain_text(html), 4_000))).unwrap_or_default();
    let first = || {
        let paragraphs = text.split("\n\n").map(|paragraph| one_line(upto(paragraph, 4_000)));
        let mut whole = paragraphs.filter(|paragraph| !paragraph.is_empty() && paragraph != title);
        let first = whole.next().unwrap_or_default();
        // A dateline or a credit alone is no standfirst.
        if first.chars().count() >= 60 {
            first
        } else {
            one_line(&format!("{first} {}", whole.next().unwrap_or_default()))
        }
    };
    let chosen = if said.is_empty() || said == title { first() } else { said };
    shortened(without_footer(&chosen), LONGEST_STANDFIRST)
}

/// Blog software signs its summaries.
fn without_footer(text: &str) -> &str {
    let cut = ["The post ", "Der Beitrag "].into_iter().find_map(|start| {
        let at = text.rfind(start)?;
        ["appeared first on", "erschien zuerst auf", "first appeared on"]
            .iter()
            .any(|end| text[at..].contains(end))
            .then_some(at)
    });
    let text = cut.map_or(text, |at| &text[..at]).trim_end();
    let text = ["[…]", "[...]", "[&hellip;]", "Read more", "Continue reading", "Weiterlesen"]
        .iter()
        .fold(text, |text, end| text.strip_suffix(end).unwrap_or(text).trim_end());
    text.trim()
}

fn byline_of(entry: &Entry) -> String {
    let mut names: Vec<&str> = Vec::new();
    for author in &entry.authors {
        let name = if author.name.trim().is_empty() {
            author.email.split('@').next().unwrap_or("")
        } else {
            author.name.trim()
        };
        if !name.is_empty() && !names.contains(&name) && !name.starts_with("http") {
            names.push(name);
        }
    }
    names.truncate(8);
    shortened(&one_line(&names.join(", ")), LONGEST_BYLINE)
}

/// Without what only tracks. A fragment stays when it names a place on the page.
fn address_of(link: &str) -> String {
    let mut address = pages::canonical(link).unwrap_or_default();
    if let Some((_, place)) =
        link.split_once('#').filter(|(_, place)| !address.is_empty() && !place.is_empty() && !place.contains('='))
    {
        address.push('#');
        address.push_str(place);
    }
    address
}

/// Where no type was given, the end of the address says as much.
fn typed(file: &Enclosure) -> Enclosure {
    const TYPES: [(&str, &str); 5] = [
        (".mp4", "video/mp4"),
        (".m4v", "video/mp4"),
        (".webm", "video/webm"),
        (".mp3", "audio/mpeg"),
        (".m4a", "audio/mp4"),
    ];
    let path = file.url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let guessed = TYPES.into_iter().find(|(end, _)| file.media_type.is_empty() && path.ends_with(end));
    match guessed {
        Some((_, media_type)) => Enclosure { media_type: media_type.to_owned(), ..file.clone() },
        None => file.clone(),
    }
}

fn kind_of(enclosures: &[Enclosure]) -> Kind {
    let any = |start: &str| enclosures.iter().any(|file| file.media_type.starts_with(start));
    if any("video/") {
        Kind::Video
    } else if any("audio/") {
        Kind::Audio
    } else {
        Kind::Article
    }
}

/// The widest that the feed gives, else the first in the text that is no icon, else an enclosed one.
fn picture_of(entry: &Entry, in_text: &[Picture]) -> Option<Picture> {
    let fits = |picture: &&Picture| {
        is_web(&picture.url)
            && (picture.width == 0 || picture.width >= 140)
            && (picture.height == 0 || picture.height >= 90)
    };
    let given = entry.pictures.iter().filter(fits);
    let widest = given.reduce(|best, next| if next.width > best.width { next } else { best });
    if let Some(picture) = widest.or_else(|| in_text.iter().find(fits)) {
        return Some(picture.clone());
    }
    let enclosed = entry.enclosures.iter().find(|file| file.media_type.starts_with("image/") && is_web(&file.url))?;
    Some(Picture { url: enclosed.url.clone(), ..Picture::default() })
}

/// When it was published, whether that was made up, and what to say about it.
fn dated(entry: &Entry, place: usize, now: Time) -> (Time, bool, Option<String>) {
    let Some(said) = entry.published.or(entry.updated).or(entry.created) else { return (now, true, None) };
    if said.since(now) > DAY {
        return (now, true, Some(format!("entry {} is dated in the future, {}", place + 1, said.rfc3339())));
    }
    if said < NO_FEED_YET {
        return (now, true, Some(format!("entry {} is dated before there were feeds, {}", place + 1, said.rfc3339())));
    }
    // A clock that is a few hours ahead, or a time zone left out.
    (said.min(now), false, None)
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// At most so many bytes, cut between two characters.
fn upto(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    &text[..end]
}

/// At most so many characters, cut after a sentence or else a word.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let start = &text[..end];
    let sentence = start
        .rfind(['.', '!', '?', '。'])
        .filter(|&at| at > end / 2 && start[at..].chars().nth(1).is_none_or(char::is_whitespace));
    if let Some(at) = sentence {
        return start[..at + start[at..].chars().next().map_or(1, char::len_utf8)].to_owned();
    }
    let word = start.rfind(' ').filter(|&at| at > end / 2).unwrap_or(end);
    format!("{}…", start[..word].trim_end_matches([' ', ',', ';', ':', '–', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Time {
        Time::from_rfc3339("2026-11-23T12:00:00Z").unwrap()
    }

    fn item(entry: Entry) -> (Item, Composed) {
        let feed = Feed { entries: vec![entry], ..Feed::default() };
        let draft = Draft { place: 0, key: "k".to_owned(), fingerprint: 1 };
        let composed = compose(&feed, &draft, Language::ENGLISH, now());
        (composed.arrival.item.clone(), composed)
    }

    #[test]
    fn dates_that_cannot_be_are_replaced_by_when_we_saw_it() {
        for (said, published, made_up, fault) in [
            (None, "2026-11-23T12:00:00Z", true, None),
            (Some("2026-11-20T08:00:00Z"), "2026-11-20T08:00:00Z", false, None),
            (Some("2026-11-23T15:00:00Z"), "2026-11-23T12:00:00Z", false, None),
            (Some("2099-01-01T00:00:00Z"), "2026-11-23T12:00:00Z", true, Some("future")),
            (Some("1970-01-01T00:00:00Z"), "2026-11-23T12:00:00Z", true, Some("before there were feeds")),
        ] {
            let (item, composed) =
                item(Entry { title: "T".into(), published: said.and_then(Time::from_rfc3339), ..Entry::default() });
            assert_eq!(item.published.rfc3339(), published, "{said:?}");
            assert_eq!(composed.date_made_up, made_up);
            assert_eq!(composed.fault.is_some(), fault.is_some());
            assert!(composed.fault.unwrap_or_default().contains(fault.unwrap_or("")));
        }
    }

    #[test]
    fn a_standfirst_is_found_and_the_body_does_not_repeat_it() {
        let long = "<p>Two houses burned in Mill Lane on Tuesday night, and nobody was hurt. The fire brigade came within six minutes.</p><p>More of it follows here.</p>";
        for (summary, content, standfirst, body) in [
            (Some("A short teaser for the reader."), None, "A short teaser for the reader.", false),
            (Some("A teaser. The post Fire appeared first on Town."), Some(long), "A teaser.", true),
            (
                None,
                Some(long),
                "Two houses burned in Mill Lane on Tuesday night, and nobody was hurt. The fire brigade came within six minutes.",
                true,
            ),
            (None, None, "", false),
        ] {
            let (item, _) = item(Entry {
                title: "Fire".into(),
                summary: summary.map(Into::into),
                content: content.map(Into::into),
                ..Entry::default()
            });
            assert_eq!((item.standfirst.as_str(), !item.body.is_empty()), (standfirst, body));
        }
    }

    #[test]
    fn an_entry_with_almost_nothing_still_has_a_name() {
        for (title, summary, link, want) in [
            ("", "Only <b>words</b> here", None, "Only words here"),
            ("", "", Some("https://a.example/x"), "a.example"),
            ("  Two \n lines ", "", None, "Two lines"),
        ] {
            let (item, _) = item(Entry {
                title: title.into(),
                summary: Some(summary.into()),
                link: link.map(Into::into),
                ..Entry::default()
            });
            assert_eq!(item.title, want);
        }
        let (item, _) = item(Entry { title: "x".repeat(1_000_000), ..Entry::default() });
        assert!(item.title.chars().count() <= LONGEST_TITLE + 1);
    }

    #[test]
    fn the_picture_is_the_widest_given_and_never_an_icon() {
        let picture = |url: &str, width| Picture { url: url.into(), width, ..Picture::default() };
        let html = "<p>Words</p><img src=\"https://a.example/icon.png\" width=\"32\" height=\"32\"><img src=\"https://a.example/in.jpg\" width=\"600\" height=\"400\">";
        for (given, want) in [
            (
                vec![picture("https://a.example/s.jpg", 150), picture("https://a.example/l.jpg", 900)],
                Some("https://a.example/l.jpg"),
            ),
            (vec![picture("javascript:x", 900)], Some("https://a.example/in.jpg")),
            (vec![], Some("https://a.example/in.jpg")),
        ] {
            let (item, _) =
                item(Entry { title: "T".into(), content: Some(html.into()), pictures: given, ..Entry::default() });
            assert_eq!(item.picture.as_ref().map(|picture| picture.url.as_str()), want);
        }
    }
}
