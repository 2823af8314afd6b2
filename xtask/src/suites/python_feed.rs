//! What feedparser's names mean here.

use feeds::{Author, Entry, Feed, Format, Parsed};
use model::Time;

use super::python::Value;

/// The names that an expectation may begin with.
pub fn lookup(parsed: &Parsed, name: &str) -> Result<Value, String> {
    match name {
        "something was wrong" => Ok(Value::Truth(!parsed.faults.is_empty())),
        // `not bozo` asks what that library's XML parser thinks, so it must not decide.
        "bozo" => Ok(Value::Unkept("bozo".to_owned())),
        "feed" => Ok(feed(&parsed.feed)),
        "entries" => Ok(Value::List(parsed.feed.entries.iter().map(|one| entry(one, &parsed.feed)).collect())),
        "encoding" => Ok(Value::Forms(encodings(&parsed.encoding))),
        "version" => Ok(Value::Text(version(parsed.feed.format).to_owned())),
        other => Err(format!("asks the library for {other}")),
    }
}

/// One encoding has many names.
fn encodings(name: &str) -> Vec<String> {
    let same: [&[&str]; 6] = [
        // RFC 7303 ended the rule that text/xml is ASCII unless it says otherwise; ASCII is UTF-8.
        &["utf-8", "utf8", "u8", "us-ascii"],
        &["utf-16", "u16", "utf_16", "utf-16le", "utf-16be"],
        &["utf-32", "u32", "utf_32", "utf-32le", "utf-32be"],
        &["windows-1252", "cp1252"],
        &["gb2312", "gbk", "gb18030"],
        &["windows-874", "tis-620"],
    ];
    let group = same.iter().find(|group| group.contains(&name)).copied().unwrap_or(&[]);
    let names = group.iter().copied().chain([name]);
    // Letter case means nothing in them.
    names.flat_map(|name| [name.to_owned(), name.to_uppercase(), capitalised(name)]).collect()
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn version(format: Format) -> &'static str {
    match format {
        Format::Rss090 => "rss090",
        Format::Rss091 => "rss091u",
        Format::Rss092 => "rss092",
        Format::Rss093 => "rss093",
        Format::Rss094 => "rss094",
        Format::Rss10 | Format::Rss11 => "rss10",
        Format::Rss20 => "rss20",
        Format::Rss => "rss",
        Format::Atom03 => "atom03",
        Format::Atom10 => "atom10",
        Format::Json10 => "json1",
        Format::Json11 => "json11",
        Format::Cdf => "cdf",
        Format::Sitemap | Format::Unknown => "",
    }
}

fn forms(forms: &[&str]) -> Value {
    Value::Forms(forms.iter().map(|form| (*form).to_owned()).collect())
}

fn some(text: &Option<String>) -> Value {
    forms(&[text.as_deref().unwrap_or("")])
}

/// `title_detail` and its like: only the value is kept.
fn detail(value: Value) -> Value {
    let unkept = |what: &str| Value::Unkept(format!("asks for the {what} of a single text"));
    Value::Dict(vec![
        ("value".to_owned(), value),
        ("type".to_owned(), unkept("type")),
        ("language".to_owned(), unkept("language")),
        ("base".to_owned(), unkept("base")),
    ])
}

fn time(found: &[Option<Time>]) -> Value {
    found.iter().flatten().next().map_or(Value::Nothing, |time| Value::Time(time.0))
}

fn person(author: &Author) -> Value {
    let href = || forms(&[&author.uri]);
    Value::Dict(vec![
        ("name".to_owned(), forms(&[&author.name])),
        ("email".to_owned(), forms(&[&author.email])),
        ("href".to_owned(), href()),
        ("url".to_owned(), href()),
    ])
}

/// `author` as that library writes it: name, or address, or both.
fn person_line(author: Option<&Author>) -> Value {
    let Some(author) = author else { return forms(&[""]) };
    let both = format!("{} ({})", author.name, author.email);
    let turned = format!("{} ({})", author.email, author.name);
    match (author.name.is_empty(), author.email.is_empty()) {
        (false, false) => forms(&[&both, &turned, &author.name]),
        (false, true) => forms(&[&author.name]),
        (true, false) => forms(&[&author.email]),
        (true, true) => forms(&[&author.uri]),
    }
}

/// Links in the order of the kinds that are kept; asking for more of them decides nothing.
fn links(pages: &[String], rest: &[&Option<String>], files: &[model::Enclosure]) -> Value {
    let unkept = |what: &str| (what.to_owned(), Value::Unkept(format!("asks for the {what} of a link")));
    let link = |href: &String| {
        let address = [("href".to_owned(), forms(&[href])), ("url".to_owned(), forms(&[href]))];
        let unkept = ["rel", "type", "title", "hreflang", "length"].map(unkept);
        Value::Dict(address.into_iter().chain(unkept).collect())
    };
    let rest = rest.iter().filter_map(|one| one.as_ref());
    let more = (0..3).map(|_| Value::Unkept("asks for a link of a relation that is not kept".to_owned()));
    let files = files.iter().map(|one| {
        let Value::Dict(mut known) = file(one) else { return Value::Nothing };
        known.extend([("rel".to_owned(), forms(&["enclosure"])), unkept("title"), unkept("hreflang")]);
        Value::Dict(known)
    });
    Value::List(pages.iter().chain(rest).map(link).chain(files).chain(more).collect())
}

fn file(file: &model::Enclosure) -> Value {
    let length = file.length.map(|length| length.to_string()).unwrap_or_default();
    Value::Dict(vec![
        ("href".to_owned(), forms(&[&file.url])),
        ("url".to_owned(), forms(&[&file.url])),
        ("type".to_owned(), forms(&[&file.media_type])),
        ("length".to_owned(), forms(&[&length])),
    ])
}

fn tags(categories: &[String]) -> Value {
    let tag =
        |name: &String| Value::Dict(vec![("term".to_owned(), forms(&[name])), ("label".to_owned(), forms(&[name]))]);
    Value::List(categories.iter().map(tag).collect())
}

fn people(found: &[Author]) -> Value {
    Value::List(found.iter().map(person).collect())
}

fn named(names: &[&str], value: Value, into: &mut Vec<(String, Value)>) {
    into.extend(names.iter().map(|name| ((*name).to_owned(), value.clone())));
}

fn feed(feed: &Feed) -> Value {
    let mut all = Vec::new();
    let title = forms(&[&feed.title, &feed.title_html]);
    named(&["title"], title.clone(), &mut all);
    named(&["title_detail"], detail(title), &mut all);
    let description = forms(&[&feed.description, &feed.description_html]);
    named(&["description", "subtitle", "tagline"], description.clone(), &mut all);
    named(&["description_detail", "subtitle_detail", "tagline_detail"], detail(description), &mut all);
    named(&["info"], some(&feed.info), &mut all);
    named(&["info_detail"], detail(some(&feed.info)), &mut all);
    named(&["rights", "copyright"], some(&feed.rights), &mut all);
    named(&["rights_detail", "copyright_detail"], detail(some(&feed.rights)), &mut all);
    named(&["link"], some(&feed.link), &mut all);
    named(&["links"], links(&feed.links, &[&feed.self_link, &feed.hub], &[]), &mut all);
    named(&["id", "guid"], some(&feed.id), &mut all);
    named(&["language"], some(&feed.language), &mut all);
    named(&["generator"], some(&feed.generator), &mut all);
    named(&["author", "managingeditor"], person_line(feed.authors.first()), &mut all);
    named(&["author_detail"], feed.authors.first().map_or(Value::Nothing, person), &mut all);
    named(&["authors"], people(&feed.authors), &mut all);
    named(&["contributors"], people(&feed.contributors), &mut all);
    named(&["publisher"], person_line(feed.publisher.as_ref()), &mut all);
    named(&["publisher_detail"], feed.publisher.as_ref().map_or(Value::Nothing, person), &mut all);
    named(&["tags"], tags(&feed.categories), &mut all);
    named(&["category"], forms(&[feed.categories.first().map_or("", String::as_str)]), &mut all);
    named(&["logo"], some(&feed.picture), &mut all);
    named(&["icon"], forms(&[feed.icon.as_deref().unwrap_or("")]), &mut all);
    let unkept = || Value::Unkept("asks for more of an image than its address".to_owned());
    let image = ["title", "link", "links", "width", "height", "description", "title_detail"]
        .map(|key| (key.to_owned(), unkept()));
    let image =
        image.into_iter().chain([("href".to_owned(), some(&feed.picture)), ("url".to_owned(), some(&feed.picture))]);
    named(&["image"], Value::Dict(image.collect()), &mut all);
    named(&["updated_parsed", "modified_parsed", "date_parsed"], time(&[feed.updated, feed.published]), &mut all);
    named(&["published_parsed", "created_parsed", "issued_parsed"], time(&[feed.published]), &mut all);
    named(&["ttl"], forms(&[&feed.ttl_minutes.map(|ttl| ttl.to_string()).unwrap_or_default()]), &mut all);
    Value::Dict(all)
}

fn entry(entry: &Entry, of: &Feed) -> Value {
    let mut all = Vec::new();
    let title = forms(&[&entry.title, &entry.title_html]);
    named(&["title"], title.clone(), &mut all);
    named(&["title_detail"], detail(title), &mut all);
    let summary = entry.summary.as_deref().unwrap_or("");
    let summary = match entry.summary.as_deref().or(entry.content.as_deref()) {
        Some(text) => forms(&[summary, text]),
        None => forms(&[""]),
    };
    named(&["summary", "description"], summary.clone(), &mut all);
    named(&["summary_detail", "description_detail"], detail(summary), &mut all);
    let contents = entry.content.iter().chain(&entry.summary).take(1);
    named(&["content"], Value::List(contents.map(|content| detail(forms(&[content]))).collect()), &mut all);
    let link = entry.links.iter().map(String::as_str).collect::<Vec<_>>();
    named(&["link"], if link.is_empty() { forms(&[""]) } else { forms(&link) }, &mut all);
    named(&["links"], links(&entry.links, &[], &entry.enclosures), &mut all);
    named(&["id", "guid"], some(&entry.id), &mut all);
    let is_link = entry.guid_is_permalink && entry.link.is_some() && entry.link == entry.id;
    named(&["guidislink"], Value::Truth(is_link), &mut all);
    named(&["language"], some(&entry.language), &mut all);
    let authors = if entry.authors.is_empty() { &of.authors } else { &entry.authors };
    named(&["author"], person_line(authors.first()), &mut all);
    named(&["author_detail"], authors.first().map_or(Value::Nothing, person), &mut all);
    named(&["authors"], people(authors), &mut all);
    named(&["contributors"], people(&entry.contributors), &mut all);
    named(&["publisher"], person_line(entry.publisher.as_ref()), &mut all);
    named(&["publisher_detail"], entry.publisher.as_ref().map_or(Value::Nothing, person), &mut all);
    named(&["tags"], tags(&entry.categories), &mut all);
    named(&["category"], forms(&[entry.categories.first().map_or("", String::as_str)]), &mut all);
    named(&["comments"], some(&entry.comments), &mut all);
    named(&["wfw_commentrss"], some(&entry.comments_feed), &mut all);
    named(&["license"], some(&entry.licence), &mut all);
    named(&["rights", "copyright"], some(&entry.rights), &mut all);
    named(&["rights_detail", "copyright_detail"], detail(some(&entry.rights)), &mut all);
    named(&["published_parsed", "issued_parsed"], time(&[entry.published]), &mut all);
    named(&["updated_parsed", "modified_parsed", "date_parsed"], time(&[entry.updated, entry.published]), &mut all);
    named(&["created_parsed"], time(&[entry.created]), &mut all);
    let explicit = entry.explicit.map_or(Value::Nothing, Value::Truth);
    named(&["itunes_explicit"], explicit, &mut all);
    named(&["enclosures"], Value::List(entry.enclosures.iter().map(file).collect()), &mut all);
    let pictures = entry.pictures.iter().map(|picture| {
        Value::Dict(vec![("url".to_owned(), forms(&[&picture.url])), ("href".to_owned(), forms(&[&picture.url]))])
    });
    let pictures: Vec<Value> = pictures.collect();
    named(&["image"], pictures.first().cloned().unwrap_or(Value::Nothing), &mut all);
    named(&["media_thumbnail"], Value::List(pictures), &mut all);
    let credit = entry.pictures.first().map_or("", |picture| picture.credit.as_str());
    let credit = Value::Dict(vec![("content".to_owned(), forms(&[credit]))]);
    named(&["media_credit"], Value::List(vec![credit]), &mut all);
    named(&["source"], entry.source.as_deref().map_or(Value::Nothing, source), &mut all);
    Value::Dict(all)
}

fn source(from: &Feed) -> Value {
    let Value::Dict(mut all) = feed(from) else { return Value::Nothing };
    named(&["href", "url"], some(&from.link), &mut all);
    named(&["value"], forms(&[&from.title]), &mut all);
    Value::Dict(all)
}
