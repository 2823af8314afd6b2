//! Pictures of an export: found where it was said, and put on the wall once.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use exports::Medium as Told;
use exports::own::safe_name;
use model::{Medium, MediumId};
use store::NewMedium;

use super::export::{Disk, Export, Files};
use super::{Mover, count, names};
use crate::{Error, LARGEST, Refusal};

/// Pictures of one export that are remembered.
const MOST: usize = 200_000;
/// What others call a picture, in characters.
const LONGEST_WORDS: usize = 1_000;

pub struct Wall {
    files: Option<Arc<dyn Files>>,
    /// What the export tells of pictures, by their keys.
    told: HashMap<String, Told>,
    /// Keys by the names under which texts may show them.
    by_name: HashMap<String, String>,
    /// What was looked for, and found or not. Only what was found can be shown, so both are worth remembering.
    seen: HashMap<String, Option<Medium>>,
    elsewhere: u32,
}

impl Wall {
    pub fn of(export: &Export) -> Wall {
        Wall {
            files: export.files(),
            told: HashMap::new(),
            by_name: HashMap::new(),
            seen: HashMap::new(),
            elsewhere: 0,
        }
    }

    /// Pictures that lie elsewhere still.
    pub fn elsewhere(&self) -> u32 {
        self.elsewhere
    }

    /// What the export tells of a picture; said twice, the first counts.
    pub fn know(&mut self, told: Told) {
        if self.told.len() >= MOST {
            return;
        }
        let names = self.names(&told.address, "");
        for name in names {
            self.by_name.entry(name).or_insert_with(|| told.key.clone());
        }
        self.told.entry(told.key.clone()).or_insert(told);
    }

    pub fn told(&self, key: &str) -> Option<&Told> {
        self.told.get(key)
    }

    /// What a picture may be called, the likeliest first.
    fn names(&self, address: &str, place: &str) -> Vec<String> {
        let on_web = address.contains("://") || address.starts_with("//");
        if self.files.is_some() && !on_web { names::inside_folder(address, place) } else { names::uploaded(address) }
    }

    fn remember(&mut self, key: String, found: Option<Medium>) {
        if self.seen.len() < MOST {
            self.seen.insert(key, found);
        }
    }
}

impl Mover<'_> {
    /// A picture that the export tells of, whether a text shows it or not.
    pub(super) async fn keep_medium(&mut self, told: Told) -> Result<(), Error> {
        let key = told.key.clone();
        self.wall.know(told);
        self.known_picture(&key).await.map(|_| ())
    }

    /// By what a text calls it: a key, or an address as its file `place` writes it.
    pub(super) async fn picture(&mut self, called: &str, place: &str) -> Result<Option<Medium>, Error> {
        if self.wall.told.contains_key(called) {
            return self.known_picture(called).await;
        }
        let names = self.wall.names(called, place);
        if let Some(key) = names.iter().find_map(|name| self.wall.by_name.get(name)).cloned() {
            return self.known_picture(&key).await;
        }
        let Some(name) = names.first().cloned() else { return Ok(None) };
        if let Some(seen) = self.wall.seen.get(&name) {
            return Ok(seen.clone());
        }
        let told = Told { key: name.clone(), address: called.to_owned(), ..Told::default() };
        let found = self.keep(&told, &names).await?;
        self.wall.remember(name, found.clone());
        Ok(found)
    }

    async fn known_picture(&mut self, key: &str) -> Result<Option<Medium>, Error> {
        if let Some(seen) = self.wall.seen.get(key) {
            return Ok(seen.clone());
        }
        let Some(told) = self.wall.told.get(key).cloned() else { return Ok(None) };
        let names = self.wall.names(&told.address, "");
        let found = self.keep(&told, &names).await?;
        self.wall.remember(key.to_owned(), found.clone());
        Ok(found)
    }

    async fn keep(&mut self, told: &Told, names: &[String]) -> Result<Option<Medium>, Error> {
        let origin = self.origin.named(&told.key);
        if let Some(kept) = self.medium_of(&origin, &told.key).await? {
            return Ok(Some(kept));
        }
        let name = told.address.as_str();
        let Some(bytes) = self.bytes(told, names).await? else {
            self.wall.elsewhere += 1;
            return Ok(None);
        };
        if bytes.len() > LARGEST {
            self.moved.unreadable(name, &format!("This is larger than {} MB; it was left out.", LARGEST >> 20));
            return Ok(None);
        }
        let shown_name = if told.name.is_empty() { name.rsplit('/').next().unwrap_or_default() } else { &told.name };
        let new = NewMedium {
            name: cut(shown_name, 120),
            alt: cut(&told.alt, LONGEST_WORDS),
            caption: cut(&told.caption, LONGEST_WORDS),
            credit: cut(&told.credit, LONGEST_WORDS),
            origin,
            ..NewMedium::default()
        };
        let id = match self.room.keep_picture(bytes, new, self.now).await {
            Ok(id) => id,
            Err(Error::Refused(Refusal::Picture(why))) => {
                let words = if looks_like_picture(name) {
                    format!("{}; it was left out.", capital(&why))
                } else {
                    "This is no picture; what links to it leads to where it was.".to_owned()
                };
                self.moved.left_aside(name, &words);
                return Ok(None);
            }
            Err(other) => return Err(other),
        };
        self.moved.media += 1;
        self.focused(id, told).await
    }

    /// What is on the wall already: by its origin, or as what it was before it was written out here.
    async fn medium_of(&self, origin: &str, key: &str) -> Result<Option<Medium>, Error> {
        let store = self.room.store();
        if let Some(kept) = store.medium_from(origin).await? {
            return Ok(Some(kept));
        }
        match names::read_own_key(key).filter(|_| self.origin.is_own()) {
            Some((number, made)) => {
                let same = store.medium(MediumId(number.0)).await?;
                Ok(same.filter(|medium| medium.origin.is_empty() && medium.added == made))
            }
            None => Ok(None),
        }
    }

    async fn focused(&self, id: MediumId, told: &Told) -> Result<Option<Medium>, Error> {
        let Some(mut medium) = self.room.store().medium(id).await? else { return Ok(None) };
        if let Some((x, y)) = told.focus {
            let thousandth = |share: f32| (share.clamp(0.0, 1.0) * 1_000.0).round() as u32;
            medium.focus = (thousandth(x), thousandth(y));
            self.room.store().change_medium(&medium).await?;
        }
        Ok(Some(medium))
    }

    /// Out of the export, the folder of uploads, or the web.
    async fn bytes(&mut self, told: &Told, names: &[String]) -> Result<Option<Vec<u8>>, Error> {
        let on_web = told.address.contains("://") || told.address.starts_with("//");
        let folder = match (&self.wall.files, &self.ways.media) {
            (Some(files), _) if !on_web => Some(Arc::clone(files)),
            (_, Some(folder)) => Some(uploads(folder)),
            _ => None,
        };
        if let Some(folder) = folder {
            let names = names.to_vec();
            let read = tokio::task::spawn_blocking(move || {
                names.iter().filter(|name| safe_name(name).is_some()).find_map(|name| folder.read(name).ok())
            });
            if let Some(bytes) = read.await.map_err(|_| Error::Closing)? {
                return Ok(Some(bytes));
            }
        }
        let Some(fetch) = self.ways.fetch.as_mut().filter(|_| looks_like_picture(&told.address)) else {
            return Ok(None);
        };
        let address = match &self.base {
            Some(base) => base.join(&told.address).ok(),
            None => url::Url::parse(&told.address).ok(),
        };
        match address.filter(|url| matches!(url.scheme(), "http" | "https")) {
            Some(url) => Ok(fetch(url.into()).await),
            None => Ok(None),
        }
    }

    /// Of what was found, for a hundred texts at once.
    pub(super) async fn pictures(
        &mut self,
        called: Vec<String>,
        place: &str,
    ) -> Result<HashMap<String, Option<Medium>>, Error> {
        let mut found = HashMap::with_capacity(count(called.len()) as usize);
        for each in called {
            let medium = self.picture(&each, place).await?;
            found.insert(each, medium);
        }
        Ok(found)
    }
}

fn uploads(folder: &Path) -> Arc<dyn Files> {
    Arc::new(Disk::folder(folder))
}

/// By its name; what has no ending may be one.
fn looks_like_picture(address: &str) -> bool {
    let name = address.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((_, end)) => {
            ["jpg", "jpeg", "jpe", "png", "gif", "webp"].iter().any(|known| end.eq_ignore_ascii_case(known))
        }
        None => true,
    }
}

fn cut(words: &str, most: usize) -> String {
    words.trim().chars().filter(|letter| !letter.is_control()).take(most).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
