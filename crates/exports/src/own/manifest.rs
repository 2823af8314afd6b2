//! What an edition has besides its texts, in one file.

use std::io::BufRead;
use std::ops::ControlFlow;

use model::Language;
use serde_json::{Map, Value as Json, json};

use super::{MARK, VERSION, safe_name};
use crate::json::{Row, tables};
use crate::{Author, Medium, Part, Redirect, Section, Site, Summary, Tag, Take};

/// The file's name.
pub const MANIFEST: &str = "caulbart.json";

/// The manifest of these parts. Posts are passed over: each has a file of its own.
pub fn write_manifest<'p>(parts: impl IntoIterator<Item = &'p Part>) -> String {
    let mut site = Json::Object(Map::new());
    let (mut authors, mut sections, mut tags, mut media, mut redirects) = (vec![], vec![], vec![], vec![], vec![]);
    for part in parts {
        match part {
            Part::Site(of) => {
                let language = if of.language.is_known() { of.language.tag() } else { "" };
                site = json!({"title": of.title, "address": of.address, "about": of.about, "language": language, "format": of.format});
            }
            Part::Author(of) => authors.push(json!({
                "login": of.login, "name": of.name, "address": of.address, "site": of.site, "about": of.about, "picture": of.picture
            })),
            Part::Section(of) => {
                sections.push(json!({"key": of.key, "name": of.name, "parent": of.parent, "about": of.about}));
            }
            Part::Tag(of) => tags.push(json!({"key": of.key, "name": of.name, "about": of.about})),
            Part::Medium(of) => media.push(json!({
                "key": of.key, "address": of.address, "name": of.name, "alt": of.alt, "caption": of.caption, "credit": of.credit,
                // As CSS says where to look.
                "focus": of.focus.map_or(String::new(), |(x, y)| format!("{x} {y}")), "of": of.of
            })),
            Part::Redirect(of) => redirects.push(json!({"from": of.from, "to": of.to})),
            Part::Post(_) => {}
        }
    }
    let lists =
        [("authors", authors), ("sections", sections), ("tags", tags), ("media", media), ("redirects", redirects)];
    // By hand, since what describes the edition is to come first.
    let mut file = format!("{{\n\"{MARK}\": {VERSION},\n\"edition\": {site:#}");
    for (name, list) in lists {
        file.push_str(&format!(",\n\"{name}\": {:#}", Json::Array(list)));
    }
    file.push_str("\n}\n");
    file
}

/// Reads a manifest part by part.
///
/// An address of a medium that is neither on the web nor a safe path inside the export ([`safe_name`]) is a fault, and
/// the medium is left out.
pub fn manifest(reader: impl BufRead, take: &mut Take) -> Summary {
    let mut summary = Summary::default();
    let mut version = None;
    let mut place = 0;
    let result = tables(reader, &[], &mut |table, row| {
        place += 1;
        let mut row = Members(row);
        let part = match table {
            MARK => {
                version = Some(row.of(""));
                return ControlFlow::Continue(());
            }
            "edition" => Part::Site(row.site()),
            "authors" => Part::Author(row.author()),
            "sections" => Part::Section(row.section()),
            "tags" => Part::Tag(Tag { key: row.of("key"), name: row.of("name"), about: row.of("about") }),
            "media" => {
                let medium = row.medium();
                let address = medium.address.as_str();
                let is_on_web = address.starts_with("https://") || address.starts_with("http://");
                if !is_on_web && safe_name(address).is_none() {
                    let words = format!(
                        "“{}” is no address inside of the export; the medium was left out.",
                        crate::words::cut(address, 100)
                    );
                    summary.unreadable(&format!("entry {place}"), words);
                    return ControlFlow::Continue(());
                }
                Part::Medium(medium)
            }
            "redirects" => Part::Redirect(Redirect { from: row.of("from"), to: row.of("to") }),
            _ => return ControlFlow::Continue(()),
        };
        let flow = take(part);
        summary.stopped |= flow.is_break();
        flow
    });
    if let Err(words) = result {
        summary.unreadable(MANIFEST, words);
    }
    if summary.stopped {
        return summary;
    }
    match version.map(|version| version.parse::<u32>()) {
        Some(Ok(number)) if number <= VERSION => {}
        Some(_) => {
            summary.changed(MANIFEST, format!("It was written by a newer Caulbart; it was read as version {VERSION}."))
        }
        None => summary.unreadable(MANIFEST, "It does not say that Caulbart wrote it: is it the right file?"),
    }
    summary
}

struct Members(Row);

impl Members {
    fn of(&mut self, name: &str) -> String {
        self.0.remove(name).unwrap_or_default()
    }

    fn site(&mut self) -> Site {
        Site {
            title: self.of("title"),
            address: self.of("address"),
            about: self.of("about"),
            language: Language::from_tag(&self.of("language")),
            format: self.of("format"),
        }
    }

    fn author(&mut self) -> Author {
        Author {
            login: self.of("login"),
            name: self.of("name"),
            address: self.of("address"),
            site: self.of("site"),
            about: self.of("about"),
            picture: self.of("picture"),
        }
    }

    fn section(&mut self) -> Section {
        Section { key: self.of("key"), name: self.of("name"), parent: self.of("parent"), about: self.of("about") }
    }

    fn medium(&mut self) -> Medium {
        let focus = self.of("focus");
        let share = |text: &str| text.parse::<f32>().ok().filter(|share| (0.0..=1.0).contains(share));
        Medium {
            key: self.of("key"),
            address: self.of("address"),
            name: self.of("name"),
            alt: self.of("alt"),
            caption: self.of("caption"),
            credit: self.of("credit"),
            focus: focus.split_once(' ').and_then(|(x, y)| Some((share(x)?, share(y)?))),
            of: self.of("of"),
        }
    }
}
