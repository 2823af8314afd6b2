//! Which feeds does this list name?
//!
//! OPML 1 and 2 as programs export it: nested folders, and feeds as `xmlUrl` of an `outline`.

use std::collections::HashSet;

use crate::document::{Document, Faults};
use crate::entity::decode;
use crate::plain::{collapse, cut};
use crate::token::{Attributes, Token, Tokens};
use crate::{Fault, links};

const MOST_OUTLINES: usize = 20_000;
const DEEPEST_FOLDER: usize = 20;
const LONGEST: usize = 500;

/// One feed of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    pub title: String,
    /// Address of the feed: http or https.
    pub address: String,
    /// Address of the site; empty when the list has none.
    pub site: String,
    /// Names of the folders around it, joined by ` / `; empty for none.
    pub folder: String,
    /// Tag as given; empty when the list has none.
    pub language: String,
}

/// What was read of a list, and what was wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParsedOutline {
    pub outlines: Vec<Outline>,
    pub faults: Vec<Fault>,
}

/// Reads a list. A feed named twice counts once, in its first folder.
pub fn parse(bytes: &[u8]) -> ParsedOutline {
    let room = bytes.get(..crate::MOST_BYTES).unwrap_or(bytes);
    let decoded = crate::decode::decode(room, None);
    let mut faults = Faults::default();
    if let Some(what) = decoded.fault {
        faults.add(|| ("list".to_owned(), what));
    }
    if room.len() < bytes.len() {
        faults
            .add(|| ("list".to_owned(), format!("is larger than {} bytes; the rest was left out", crate::MOST_BYTES)));
    }
    let mut document = Document::new(&decoded.text, None, faults);
    let mut outlines: Vec<Outline> = Vec::new();
    let mut known = HashSet::new();
    // Names of the open outlines; a feed among them is an empty name.
    let mut open: Vec<String> = Vec::new();
    let mut too_deep = 0usize;
    let mut is_list = false;
    for found in Tokens::new(&decoded.text) {
        match found.token {
            Token::Doctype(text) => document.declared.read(text),
            Token::Open { name, .. } if name.eq_ignore_ascii_case("opml") => is_list = true,
            Token::Open { name, attributes, empty } if name.eq_ignore_ascii_case("outline") => {
                is_list = true;
                let outline = outline(&document, attributes, &open);
                let folder = if outline.address.is_empty() { outline.title.clone() } else { String::new() };
                if outlines.len() >= MOST_OUTLINES {
                    document.fault("list", format!("has more than {MOST_OUTLINES} feeds; the rest was left out"));
                    break;
                }
                if !outline.address.is_empty() {
                    let key = outline.address.trim_end_matches('/').to_owned();
                    if links::absolute(&outline.address, None).is_none() {
                        let shown = cut(&outline.address, 80).to_owned();
                        document
                            .fault_at(found.start, || format!("names an address that is not one of the web: {shown}"));
                    } else if known.insert(key) {
                        outlines.push(outline);
                    }
                }
                if !empty && open.len() < DEEPEST_FOLDER * 2 {
                    open.push(folder);
                } else if !empty {
                    too_deep += 1;
                }
            }
            Token::Close { name } if name.eq_ignore_ascii_case("outline") => {
                if too_deep > 0 {
                    too_deep -= 1;
                } else {
                    open.pop();
                }
            }
            _ => {}
        }
    }
    if !is_list {
        document.fault("list", "is not OPML");
    } else if outlines.is_empty() {
        document.fault("list", "names no feed");
    }
    ParsedOutline { outlines, faults: document.faults.finish() }
}

fn outline(document: &Document, attributes: &str, open: &[String]) -> Outline {
    let mut outline = Outline::default();
    let mut text = String::new();
    for (name, value) in Attributes(attributes) {
        let value = collapse(cut(&decode(value, &document.declared), 4_000));
        match name.to_ascii_lowercase().as_str() {
            "text" => text = cut(&value, LONGEST).to_owned(),
            "title" => outline.title = cut(&value, LONGEST).to_owned(),
            "xmlurl" => outline.address = value,
            "url" if outline.address.is_empty() && attributes.contains("rss") => outline.address = value,
            "htmlurl" => outline.site = links::absolute(&value, None).unwrap_or_default(),
            "language" | "xml:lang" => outline.language = cut(&value, 40).to_owned(),
            _ => {}
        }
    }
    // `feed:` before an address, or in place of `http:`, means no other protocol.
    if let Some(rest) = outline.address.strip_prefix("feed:") {
        outline.address = if rest.starts_with("//") { format!("http:{rest}") } else { rest.to_owned() };
    }
    if outline.title.is_empty() {
        outline.title = if text.is_empty() { outline.address.clone() } else { text };
    }
    let names = open.iter().filter(|name| !name.is_empty()).take(DEEPEST_FOLDER).map(String::as_str);
    outline.folder = cut(&names.collect::<Vec<_>>().join(" / "), LONGEST).to_owned();
    outline
}

/// Writes a list as OPML 2.0, folders in the order of their first feed.
pub fn write(title: &str, outlines: &[Outline]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>");
    out.push_str(&attribute(title));
    out.push_str("</title></head>\n<body>\n");
    let mut folders: Vec<&str> = Vec::new();
    for outline in outlines {
        if !folders.contains(&outline.folder.as_str()) {
            folders.push(&outline.folder);
        }
    }
    for folder in folders {
        let names: Vec<&str> = folder.split(" / ").filter(|name| !name.is_empty()).collect();
        for name in &names {
            out.push_str(&format!("<outline text=\"{0}\" title=\"{0}\">\n", attribute(name)));
        }
        for outline in outlines.iter().filter(|outline| outline.folder == folder) {
            let (title, address) = (attribute(&outline.title), attribute(&outline.address));
            out.push_str(&format!("<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{address}\""));
            for (name, value) in [("htmlUrl", &outline.site), ("language", &outline.language)] {
                if !value.is_empty() {
                    out.push_str(&format!(" {name}=\"{}\"", attribute(value)));
                }
            }
            out.push_str("/>\n");
        }
        names.iter().for_each(|_| out.push_str("</outline>\n"));
    }
    out.push_str("</body>\n</opml>\n");
    out
}

fn attribute(text: &str) -> String {
    let kept: String = text.chars().filter(|letter| !letter.is_control()).collect();
    crate::entity::escape(&kept).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Outline, parse, write};

    fn feed(title: &str, address: &str, folder: &str) -> Outline {
        let (title, address, folder) = (title.to_owned(), address.to_owned(), folder.to_owned());
        Outline { title, address, folder, ..Outline::default() }
    }

    #[test]
    fn feeds_are_found_in_their_folders_once() {
        let list = r#"<opml version="1.0"><head><title>x</title></head><body>
            <outline text="News"><outline text="Town &amp; land" >
              <outline type="rss" text="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
            </outline></outline>
            <outline text="A again" xmlUrl="https://a.example/feed/"/>
            <outline title="B" xmlurl="feed://b.example/rss"/>
            <outline text="bad" xmlUrl="javascript:alert(1)"/>"#;
        let read = parse(list.as_bytes());
        let mut first = feed("A", "https://a.example/feed", "News / Town & land");
        first.site = "https://a.example/".to_owned();
        assert_eq!(read.outlines, [first, feed("B", "http://b.example/rss", "")]);
        assert_eq!(read.faults.len(), 1);
    }

    #[test]
    fn what_was_written_is_read_again() {
        let list = [
            feed("A \"quoted\" & <b>", "https://a.example/?x=1&y=2", "News / Town"),
            feed("B", "https://b.example/", ""),
            feed("C", "https://c.example/", "News / Town"),
        ];
        let read = parse(write("Mine", &list).as_bytes());
        assert_eq!(read.outlines, [list[0].clone(), list[2].clone(), list[1].clone()]);
        assert!(read.faults.is_empty());
    }

    #[test]
    fn nested_entities_and_endless_folders_stay_small() {
        let laughs = r#"<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>
            <opml><body><outline text="&c;" xmlUrl="https://a.example/"/></body></opml>"#;
        assert_eq!(parse(laughs.as_bytes()).outlines[0].title, "&c;");
        let deep = format!("<opml>{}<outline xmlUrl=\"https://a.example/\"/>", "<outline text=\"x\">".repeat(50_000));
        assert_eq!(parse(deep.as_bytes()).outlines.len(), 1);
        assert_eq!(parse(b"plain words").faults.len(), 1);
    }
}
