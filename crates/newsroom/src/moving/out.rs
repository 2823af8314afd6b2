//! Everything that was written here, as a folder that others can read and that can be brought over again.
//!
//! Not in it: comments below clips, earlier revisions, a draft behind what readers see, notes and locks, accounts and who may do what, who wrote
//! a correction, what moderators decided and why, the addresses of whoever commented, and what was cut away from a picture.

use std::collections::{BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use exports::own::{MANIFEST, file_name, write_manifest, write_post};
use exports::{Author, Body, Medium as Told, Part, Post, Redirect, Section, Site, State};
use model::{AuthorId, ManuscriptId, ManuscriptState, Medium, MediumId, NoticeKind};
use store::ManuscriptRow;

use super::names::{key_of_origin, own_key};
use super::texts::renamed;
use super::{count, said};
use crate::{Content, Error, Newsroom, slug};

const MANY: u32 = 200;
const FOLDER: &str = "media";

/// What was written out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MovedOut {
    pub articles: u32,
    pub authors: u32,
    pub sections: u32,
    pub media: u32,
    pub redirects: u32,
    pub clips: u32,
    /// What is missing, a sentence each.
    pub faults: Vec<String>,
}

/// What texts name by number here and by name there.
#[derive(Default)]
pub(super) struct Names {
    authors: HashMap<AuthorId, String>,
    /// Names of files.
    media: HashMap<MediumId, String>,
    /// Addresses that lead to an article, by its own.
    paths: HashMap<String, Vec<String>>,
}

impl Newsroom {
    /// Writes everything into a folder that is not there yet or is empty: whole, or not at all. `address` is where the
    /// edition is found, if that is known; `told` hears how far it is.
    pub async fn move_out(
        &self,
        folder: &Path,
        address: &str,
        told: &mut (dyn FnMut(&MovedOut) + Send),
    ) -> Result<MovedOut, Error> {
        is_free(folder)?;
        let unfinished = beside(folder);
        let written = self.write_out(&unfinished, address, told).await;
        let done = written.and_then(|out| put_in_place(&unfinished, folder).map(|()| out));
        if done.is_err() {
            let _ = std::fs::remove_dir_all(&unfinished);
        }
        done
    }

    async fn write_out(
        &self,
        folder: &Path,
        address: &str,
        told: &mut (dyn FnMut(&MovedOut) + Send),
    ) -> Result<MovedOut, Error> {
        let mut out = MovedOut::default();
        for inside in ["articles", FOLDER] {
            tokio::fs::create_dir_all(folder.join(inside)).await.map_err(failed)?;
        }
        let mut names = Names::default();
        let mut parts = vec![Part::Site(Site {
            title: self.store().edition().title.clone(),
            address: address.to_owned(),
            format: concat!("Caulbart ", env!("CARGO_PKG_VERSION")).to_owned(),
            ..Site::default()
        })];
        let media = self.media_out(folder, &mut names, &mut out, told).await?;
        for author in self.authors().await? {
            names.authors.insert(author.id, author.slug.clone());
            let picture = author.picture.and_then(|id| names.media.get(&id)).cloned().unwrap_or_default();
            let (login, name) = (author.slug, author.name);
            parts.push(Part::Author(Author {
                login,
                name,
                site: author.site,
                about: author.about,
                picture,
                ..Author::default()
            }));
            out.authors += 1;
        }
        for (key, name) in self.sections().await? {
            parts.push(Part::Section(Section { key, name, ..Section::default() }));
            out.sections += 1;
        }
        parts.extend(media);
        parts.extend(self.redirects_out(&mut names).await?);
        let mut after = ManuscriptId(0);
        loop {
            let rows = self.store().manuscripts_after(after, MANY).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            for row in rows {
                if let Some(clip) = self.store().clip_of_manuscript(row.id).await? {
                    match self.clip_out(folder, row, clip, &mut names).await? {
                        Ok(()) => out.clips += 1,
                        Err(fault) => out.faults.push(fault),
                    }
                    told(&out);
                    continue;
                }
                let post = self.post_out(row, &mut names).await?;
                let file = folder.join(file_name(&post));
                tokio::fs::write(file, write_post(&post)).await.map_err(failed)?;
                out.articles += 1;
            }
            told(&out);
        }
        // What leads to no article of ours.
        for (to, from) in std::mem::take(&mut names.paths) {
            parts.extend(from.into_iter().map(|from| Part::Redirect(Redirect { from, to: to.clone() })));
        }
        let last = parts.iter().position(|part| matches!(part, Part::Redirect(_))).unwrap_or(parts.len());
        parts[last..].sort_by_key(Part::key);
        out.redirects = count(parts.len() - last);
        tokio::fs::write(folder.join(MANIFEST), write_manifest(&parts)).await.map_err(failed)?;
        Ok(out)
    }

    /// The files of all pictures, and what is known of them.
    async fn media_out(
        &self,
        folder: &Path,
        names: &mut Names,
        out: &mut MovedOut,
        told: &mut (dyn FnMut(&MovedOut) + Send),
    ) -> Result<Vec<Part>, Error> {
        let mut all: Vec<Medium> = Vec::new();
        loop {
            let before = all.last().map(|medium| medium.id);
            let more = self.store().media("", before, MANY).await?;
            if more.is_empty() {
                break;
            }
            all.extend(more);
        }
        all.reverse();
        let (mut parts, mut taken) = (Vec::new(), BTreeSet::new());
        for medium in all {
            let Some(bytes) = self.file(&medium.file).await else {
                out.faults.push(format!("The file of the picture “{}” is missing.", medium.name));
                continue;
            };
            let address = free_name(&medium, &bytes, &mut taken);
            tokio::fs::write(folder.join(&address), bytes).await.map_err(failed)?;
            if medium.original != medium.file {
                out.faults.push(format!("“{}” was cut here; what was cut away is not in the export.", medium.name));
            }
            names.media.insert(medium.id, address.clone());
            parts.push(Part::Medium(told_of(medium, address)));
            out.media += 1;
            told(out);
        }
        Ok(parts)
    }

    /// Those that lead to articles go with them; the others are returned.
    async fn redirects_out(&self, names: &mut Names) -> Result<Vec<Part>, Error> {
        let (mut parts, mut after) = (Vec::new(), String::new());
        loop {
            let more = self.store().redirects(&after, MANY).await?;
            let Some((last, _)) = more.last() else { return Ok(parts) };
            after.clone_from(last);
            for (from, to) in more {
                if to.starts_with("/article/") {
                    names.paths.entry(to).or_default().push(from);
                } else {
                    parts.push(Part::Redirect(Redirect { from, to }));
                }
            }
        }
    }

    pub(super) async fn post_out(&self, row: ManuscriptRow, names: &mut Names) -> Result<Post, Error> {
        let content = match row.live.or(row.draft) {
            Some(revision) => self.content(revision).await?,
            None => Content::default(),
        };
        let notices = self.store().notices(row.id).await?;
        let told = |kind: NoticeKind| {
            let those = notices.iter().filter(|notice| notice.kind == kind);
            those.map(|notice| (notice.at, notice.text.clone())).collect()
        };
        let comments = said::all_below(self.store(), row.id).await?;
        let mut addresses = Vec::new();
        if let Some(item) = row.item {
            if row.state == ManuscriptState::Published {
                addresses.push(format!("/article/{item}-{}", row.slug).trim_end_matches('-').to_owned());
            }
            addresses.extend(names.paths.remove(&format!("/article/{item}")).unwrap_or_default());
        }
        let body = renamed(&content.body, &|address| {
            let number = address.strip_prefix("media:")?.parse().ok()?;
            names.media.get(&MediumId(number)).map(|name| format!("../{name}"))
        });
        let state = match row.state {
            ManuscriptState::Draft => State::Draft,
            ManuscriptState::Review => State::Review,
            ManuscriptState::Scheduled => State::Scheduled,
            ManuscriptState::Published => State::Published,
            ManuscriptState::Withdrawn => State::Private,
        };
        let published = if state == State::Scheduled { row.scheduled } else { row.published };
        Ok(Post {
            key: match &row.origin {
                Some(origin) => key_of_origin(origin).to_owned(),
                None => own_key(row.id.0, row.made),
            },
            state,
            language: content.language(),
            authors: content.authors().filter_map(|author| names.authors.get(&author).cloned()).collect(),
            lead: content.lead().and_then(|lead| names.media.get(&lead)).cloned().unwrap_or_default(),
            kicker: content.kicker,
            headline: content.headline,
            standfirst: content.standfirst,
            place: content.place,
            slug: row.slug,
            addresses,
            body: Body::Markdown(body),
            sections: Some(content.section).filter(|section| !section.is_empty()).into_iter().collect(),
            tags: content.tags,
            published,
            changed: Some(row.changed),
            comments_open: !content.closed,
            comments,
            corrections: told(NoticeKind::Correction),
            updates: told(NoticeKind::Update),
            running: row.running,
            embargo: row.embargo,
            withdrawn: row.withdrawn.map(|at| (at, row.reason)),
            ..Post::default()
        })
    }
}

fn told_of(medium: Medium, address: String) -> Told {
    let key = if medium.origin.is_empty() {
        own_key(medium.id.0, medium.added)
    } else {
        key_of_origin(&medium.origin).to_owned()
    };
    let share = |thousandths: u32| thousandths as f32 / 1_000.0;
    Told {
        key,
        address,
        name: medium.name,
        alt: medium.alt,
        caption: medium.caption,
        credit: medium.credit,
        focus: Some((share(medium.focus.0), share(medium.focus.1))),
        of: String::new(),
    }
}

/// What a person finds it by, and enough of its bytes' hash to be no other's.
fn free_name(medium: &Medium, bytes: &[u8], taken: &mut BTreeSet<String>) -> String {
    let stem = slug(medium.name.rsplit_once('.').map_or(medium.name.as_str(), |(stem, _)| stem));
    let stem: String = stem.chars().filter(char::is_ascii).take(60).collect();
    let stem = if stem.is_empty() { "picture" } else { &stem };
    let end = match pictures::inspect(bytes).map(|seen| seen.format) {
        Ok(pictures::Format::Jpeg) => "jpg",
        Ok(pictures::Format::Png) => "png",
        Ok(pictures::Format::WebP) => "webp",
        Ok(pictures::Format::Gif) => "gif",
        Err(_) => "bin",
    };
    let start = format!("{FOLDER}/{stem}.{}", medium.file.get(..12).unwrap_or(&medium.file));
    let mut name = format!("{start}.{end}");
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{start}-{number}.{end}");
        number += 1;
    }
    name
}

pub(super) fn failed(why: std::io::Error) -> Error {
    Error::File { what: "The export".to_owned(), why }
}

fn is_free(folder: &Path) -> Result<(), Error> {
    let taken = || {
        let words =
            format!("{} is there already; choose a folder that is not there yet, or an empty one", folder.display());
        Err(failed(std::io::Error::new(ErrorKind::AlreadyExists, words)))
    };
    match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_none() {
                Ok(())
            } else {
                taken()
            }
        }
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(()),
        Err(why) if why.kind() == ErrorKind::NotADirectory => taken(),
        Err(why) => Err(failed(why)),
    }
}

/// On the same disk, so that it can be renamed.
fn beside(folder: &Path) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.{}.unfinished", std::process::id()))
}

fn put_in_place(unfinished: &Path, folder: &Path) -> Result<(), Error> {
    // Only ever an empty one.
    match std::fs::remove_dir(folder) {
        Err(why) if why.kind() != ErrorKind::NotFound => return Err(failed(why)),
        _ => {}
    }
    std::fs::rename(unfinished, folder).map_err(failed)
}
