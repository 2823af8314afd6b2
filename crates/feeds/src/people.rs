//! Who wrote it?

use crate::document::Document;
use crate::feed::Author;
use crate::links;
use crate::name::Name;
use crate::plain::{collapse, cut, looks_like_html, plain_text};
use crate::tree::{Node, Tree};

const LONGEST: usize = 400;
pub const MOST_PEOPLE: usize = 50;

/// A person as an element: with parts of its own (Atom), else as text (RSS, Dublin Core).
pub fn person<'a>(document: &Document<'a>, tree: &Tree<'a>, at: usize) -> Option<Author> {
    let mut author = Author::default();
    let mut has_parts = false;
    for part in tree.inside(at).map(|part| tree.node(part)) {
        let value = |document: &Document<'a>, part: &Node<'a>| collapse(cut(&document.text(part), LONGEST));
        match part.name {
            Name::Named | Name::Title => author.name = value(document, part),
            Name::Email => author.email = value(document, part),
            Name::Uri => {
                let text = document.text(part);
                let base = document.base(part.base).or(document.own_address);
                author.uri = links::absolute(&text, base).unwrap_or_else(|| text.trim().to_owned());
                if links::has_scheme(&text) && !text.trim_start().to_ascii_lowercase().starts_with("http") {
                    author.uri.clear();
                }
            }
            _ => continue,
        }
        has_parts = true;
    }
    if !has_parts {
        return from_text(&document.text(tree.node(at)));
    }
    if author.email.is_empty() && is_email(&author.name) {
        author.email = author.name.clone();
    }
    (author != Author::default()).then_some(author)
}

/// `a@b.example (Name)`, `Name <a@b.example>`, `Name (a@b.example)`, or one of both alone.
pub fn from_text(text: &str) -> Option<Author> {
    let text = cut(text, LONGEST * 4);
    let tidy = if looks_like_html(text) { plain_text(text) } else { collapse(text) };
    let text = cut(tidy.trim(), LONGEST);
    if text.is_empty() {
        return None;
    }
    let start = text.rfind(['(', '<']);
    let inner = start.map(|start| text[start + 1..].trim_end_matches([')', '>']).trim());
    let outer = start.map(|start| text[..start].trim());
    let (name, email) = match (outer, inner) {
        (Some(outer), Some(inner)) if is_email(inner) => (outer, inner),
        (Some(outer), Some(inner)) if is_email(outer) => (inner, outer),
        _ if is_email(text) => ("", text),
        _ => match text.split_whitespace().find(|word| is_email(word)) {
            Some(email) => return Some(split_around(text, email)),
            None => (text, ""),
        },
    };
    let email = email.trim_start_matches("mailto:");
    Some(Author { name: name.trim_matches('"').to_owned(), email: email.to_owned(), uri: String::new() })
}

fn split_around(text: &str, email: &str) -> Author {
    let name = text.replacen(email, " ", 1);
    let name = collapse(&name).trim_matches(['-', ',', ';', ' ', '"']).to_owned();
    Author { name, email: email.to_owned(), uri: String::new() }
}

pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace) && !text.contains("//")
}

/// Adds somebody who is not there yet; a second mention with more about the same person completes the first.
pub fn add(people: &mut Vec<Author>, author: Option<Author>) {
    let Some(author) = author else { return };
    let same = |known: &&mut Author| {
        let same_address = known.name.is_empty() && author.name.is_empty() && known.email == author.email;
        !known.name.is_empty() && known.name == author.name || same_address && !known.email.is_empty()
    };
    if let Some(known) = people.iter_mut().find(same) {
        if known.email.is_empty() {
            known.email = author.email;
        }
        if known.uri.is_empty() {
            known.uri = author.uri;
        }
    } else if people.len() < MOST_PEOPLE {
        people.push(author);
    }
}

#[cfg(test)]
mod tests {
    use super::from_text;

    #[test]
    fn names_and_addresses_are_told_apart() {
        for (text, name, email) in [
            ("me@example.com (Ada Byron)", "Ada Byron", "me@example.com"),
            ("Ada Byron <me@example.com>", "Ada Byron", "me@example.com"),
            ("Ada Byron (me@example.com)", "Ada Byron", "me@example.com"),
            ("Ada Byron me@example.com", "Ada Byron", "me@example.com"),
            ("me@example.com", "", "me@example.com"),
            ("Ada Byron (Berlin)", "Ada Byron (Berlin)", ""),
            ("<a href='/x'>Ada</a>", "Ada", ""),
        ] {
            let author = from_text(text).unwrap_or_default();
            assert_eq!((author.name.as_str(), author.email.as_str()), (name, email), "{text}");
        }
        assert_eq!(from_text("  "), None);
    }
}
