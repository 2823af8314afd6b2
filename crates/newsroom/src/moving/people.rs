//! Who signs, under which headings, and with which tags: by name here, by key there.

use std::collections::{BTreeSet, HashMap};

use exports::{Author, Section, Tag};
use model::AuthorId;
use store::NewAuthor;

use super::Mover;
use crate::{
    Error, Newsroom,
    house::{LONGEST_ABOUT, LONGEST_NAME, is_web},
    slug,
};

/// Names of tags that are remembered.
const MOST_TAGS: usize = 200_000;

pub struct People {
    /// By login.
    authors: HashMap<String, AuthorId>,
    /// By slug, as it is here.
    here: HashMap<String, AuthorId>,
    names: HashMap<AuthorId, String>,
    /// Slugs that are here.
    sections: BTreeSet<String>,
    /// Names by key.
    section_names: HashMap<String, String>,
    tags: HashMap<String, String>,
}

impl People {
    pub async fn of(room: &Newsroom) -> Result<People, Error> {
        let authors = room.authors().await?;
        Ok(People {
            authors: HashMap::new(),
            here: authors.iter().map(|author| (author.slug.clone(), author.id)).collect(),
            names: authors.into_iter().map(|author| (author.id, author.name)).collect(),
            sections: room.sections().await?.into_iter().map(|(slug, _)| slug).collect(),
            section_names: HashMap::new(),
            tags: HashMap::new(),
        })
    }

    pub fn know_tag(&mut self, tag: Tag) {
        if self.tags.len() < MOST_TAGS && !tag.name.is_empty() {
            self.tags.insert(tag.key, tag.name);
        }
    }

    pub fn tag<'a>(&'a self, key: &'a str) -> &'a str {
        self.tags.get(key).map_or(key, String::as_str)
    }

    pub fn section_name<'a>(&'a self, key: &'a str) -> &'a str {
        self.section_names.get(key).map_or(key, String::as_str)
    }

    /// Those that nothing was put under.
    pub fn empty_sections(&self) -> usize {
        let is_empty = |key: &&String| {
            let (by_key, by_name) = (slug(key), slug(self.section_name(key)));
            !self.sections.contains(&by_key) && !self.sections.contains(&by_name)
        };
        self.section_names.keys().filter(is_empty).count()
    }

    pub fn name(&self, author: AuthorId) -> Option<&str> {
        self.names.get(&author).map(String::as_str)
    }
}

impl Mover<'_> {
    /// Somebody of the same slug is the same author, and stays as she is.
    pub(super) async fn author(&mut self, author: Author) -> Result<(), Error> {
        let name: String = author.name.trim().chars().take(LONGEST_NAME).collect();
        // Whoever signed in with an e-mail address does not find it in an address of ours.
        let slug_ = if author.login.contains('@') { slug(&name) } else { slug(&author.login) };
        let slug_ = if slug_.is_empty() { slug(&name) } else { slug_ };
        if slug_.is_empty() {
            self.moved.changed(
                &author.login,
                "This author has no name that could stand in an address; nobody signs for her.",
            );
            return Ok(());
        }
        if let Some(id) = self.people.here.get(&slug_) {
            self.people.authors.insert(author.login, *id);
            return Ok(());
        }
        let about = author.about.trim();
        if about.chars().count() > LONGEST_ABOUT {
            self.moved.changed(&name, "What her page says was too long; the end of it was left out.");
        }
        let site = author.site.trim();
        let picture = match author.picture.as_str() {
            "" => None,
            picture => self.picture(picture, "").await?.map(|medium| medium.id),
        };
        let new = NewAuthor {
            slug: slug_.clone(),
            name: if name.is_empty() { author.login.chars().take(LONGEST_NAME).collect() } else { name },
            about: about.chars().take(LONGEST_ABOUT).collect(),
            site: if is_web(site) { site.to_owned() } else { String::new() },
            picture,
            reader: None,
        };
        let name = new.name.clone();
        let id = match self.room.store().add_author(&new, self.now).await? {
            Some(id) => {
                self.moved.authors += 1;
                id
            }
            // Somebody else added her meanwhile.
            None => match self.room.author_called(&slug_).await? {
                Some(there) => there.id,
                None => return Ok(()),
            },
        };
        self.people.names.insert(id, name);
        self.people.here.insert(slug_, id);
        self.people.authors.insert(author.login, id);
        Ok(())
    }

    /// A login that nobody told of is a name.
    pub(super) async fn signed_by(&mut self, login: &str) -> Result<Option<AuthorId>, Error> {
        if !self.people.authors.contains_key(login) {
            let author = Author { login: login.to_owned(), name: login.to_owned(), ..Author::default() };
            self.author(author).await?;
        }
        Ok(self.people.authors.get(login).copied())
    }

    pub(super) async fn section(&mut self, section: &Section) -> Result<(), Error> {
        let name = if section.name.trim().is_empty() { section.key.trim() } else { section.name.trim() };
        self.people.section_names.insert(section.key.clone(), name.to_owned());
        // Others have categories by the hundred; one becomes a section with the first article in it. Ours are all meant.
        if self.origin.is_own() { self.section_of(&section.key).await.map(|_| ()) } else { Ok(()) }
    }

    /// Its slug here; one that is here keeps its name.
    pub(super) async fn section_of(&mut self, key: &str) -> Result<String, Error> {
        let name: String = self.people.section_name(key).chars().take(LONGEST_NAME).collect();
        let called = Some(slug(key)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| slug(&name));
        if !called.is_empty() && self.people.sections.insert(called.clone()) {
            self.room.store().set_section(&called, &name).await?;
            self.moved.sections += 1;
        }
        Ok(called)
    }
}
