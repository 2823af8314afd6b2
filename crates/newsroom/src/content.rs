//! What a revision holds: everything that an editor types. Kept as JSON, so that an older one is still read.

use model::{AuthorId, Language, MediumId};
use serde::{Deserialize, Serialize};

use crate::{Refusal, slug::slug};

/// Longest fields, in characters.
const LONGEST: [(&str, usize); 7] = [
    ("kicker", 80),
    ("headline", 220),
    ("standfirst", 700),
    ("place", 100),
    ("section", 80),
    ("slug", 100),
    ("credit", 200),
];
const LONGEST_BODY: usize = 400_000;
const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 60;
const MOST_AUTHORS: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// A word or two above the headline.
    pub kicker: String,
    pub headline: String,
    pub standfirst: String,
    /// Markdown with a few blocks; see `writing`.
    pub body: String,
    /// Two letters; empty lets the text itself tell.
    pub language: String,
    /// Where it was written or happened.
    pub place: String,
    /// By slug.
    pub section: String,
    /// As written.
    pub tags: Vec<String>,
    /// In the order in which they sign.
    pub authors: Vec<i64>,
    /// The picture above the text.
    pub lead: Option<i64>,
    /// Name in the address; made of the headline where it is empty.
    pub slug: String,
    /// May nobody reply?
    pub closed: bool,
    /// Its video: 0 until it has a number. Set once, by the upload.
    pub clip: Option<i64>,
    /// The source of the channel in which the clip comes out.
    pub channel: Option<i64>,
    /// Whose pictures and sound they are.
    pub credit: String,
    /// Shown to whoever has the address, and in no timeline.
    pub unlisted: bool,
    /// Made by a machine, in part or as a whole.
    pub synthetic: bool,
    /// Shown only to who says that she is old enough.
    pub adults: bool,
}

impl Content {
    /// Nothing is lost of what this version does not understand: the row stays as it is.
    pub fn read(json: &str) -> Content {
        serde_json::from_str(json).unwrap_or_default()
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Lines are one line each, tags stand once, the slug is one.
    pub fn tidied(mut self) -> Content {
        for line in [&mut self.kicker, &mut self.headline, &mut self.standfirst, &mut self.place, &mut self.credit] {
            *line = one_line(line);
        }
        self.body = self.body.replace("\r\n", "\n").replace('\0', "");
        let mut seen = Vec::new();
        self.tags = self.tags.iter().map(|tag| one_line(tag)).filter(|tag| is_new(&mut seen, slug(tag))).collect();
        let mut signed = Vec::new();
        self.authors.retain(|author| *author > 0 && is_new(&mut signed, author.to_string()));
        self.slug = slug(&self.slug);
        self
    }

    pub fn check(&self) -> Result<(), Refusal> {
        let fields =
            [&self.kicker, &self.headline, &self.standfirst, &self.place, &self.section, &self.slug, &self.credit];
        for ((name, longest), field) in LONGEST.into_iter().zip(fields) {
            if field.chars().count() > longest {
                return Err(Refusal::TooLong(name, longest));
            }
        }
        if self.body.len() > LONGEST_BODY {
            return Err(Refusal::TooLong("body", LONGEST_BODY));
        }
        if self.tags.len() > MOST_TAGS || self.tags.iter().any(|tag| tag.chars().count() > LONGEST_TAG) {
            return Err(Refusal::TooLong("tags", MOST_TAGS));
        }
        if self.authors.len() > MOST_AUTHORS {
            return Err(Refusal::TooLong("authors", MOST_AUTHORS));
        }
        Ok(())
    }

    pub fn address_name(&self) -> String {
        if self.slug.is_empty() { slug(&self.headline) } else { self.slug.clone() }
    }

    pub fn language(&self) -> Language {
        Language::from_tag(&self.language)
    }

    pub fn authors(&self) -> impl Iterator<Item = AuthorId> + '_ {
        self.authors.iter().copied().map(AuthorId)
    }

    pub fn lead(&self) -> Option<MediumId> {
        self.lead.map(MediumId)
    }

    /// Slugs and names.
    pub fn tags(&self) -> Vec<(String, String)> {
        self.tags.iter().map(|tag| (slug(tag), tag.clone())).filter(|(slug, _)| !slug.is_empty()).collect()
    }

    pub fn is_empty(&self) -> bool {
        let said = [&self.kicker, &self.headline, &self.standfirst, &self.body];
        said.iter().all(|field| field.trim().is_empty()) && self.lead.is_none()
    }
}

fn is_new(seen: &mut Vec<String>, name: String) -> bool {
    let new = !name.is_empty() && !seen.contains(&name);
    seen.push(name);
    new
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept_tidy_and_comes_back_the_same() {
        let typed = Content {
            headline: "  The\nbridge  ".into(),
            tags: vec!["Bridges".into(), " bridges ".into(), "".into(), "Boats".into()],
            authors: vec![3, 3, -1, 2],
            slug: "The Bridge!".into(),
            body: "One.\r\n\r\nTwo.".into(),
            ..Content::default()
        };
        let tidy = typed.tidied();
        assert_eq!((tidy.headline.as_str(), tidy.slug.as_str()), ("The bridge", "the-bridge"));
        assert_eq!(tidy.tags, ["Bridges", "Boats"]);
        assert_eq!(tidy.authors, [3, 2]);
        assert_eq!(tidy.body, "One.\n\nTwo.");
        assert_eq!(Content::read(&tidy.to_json()), tidy);
        assert_eq!(tidy.clone().tidied(), tidy);
        assert_eq!(Content::read("not json"), Content::default());
        assert_eq!(Content::read("{\"headline\":\"x\",\"later\":1}").headline, "x");
    }

    #[test]
    fn what_is_too_long_is_told_by_its_name() {
        for (content, field) in [
            (Content { headline: "x".repeat(221), ..Content::default() }, Some("headline")),
            (Content { tags: vec!["x".repeat(61)], ..Content::default() }, Some("tags")),
            (Content { body: "x".repeat(400_001), ..Content::default() }, Some("body")),
            (Content { headline: "ü".repeat(220), ..Content::default() }, None),
        ] {
            let told = match content.check() {
                Err(Refusal::TooLong(name, _)) => Some(name),
                _ => None,
            };
            assert_eq!(told, field);
        }
    }
}
