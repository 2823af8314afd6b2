//! Clips on their way out and in: a folder each, with the words as of an article, the files, and what is known of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use exports::own::write_post;
use exports::{State, markdown_file};
use model::{Clip, ClipFileKind, Language, Time};
use serde::{Deserialize, Serialize};
use store::ManuscriptRow;

use super::export::Files;
use super::out::{Names, failed};
use super::texts::Rough;
use super::{Mover, names};
use crate::clips::{Brought, Film};
use crate::{Content, Error, Newsroom, Refusal};

const FOLDER: &str = "clips/";
const FACTS: &str = "/clip.json";
const WORDS: &str = "words.txt";
const LONGEST_SIDE: u32 = 16_384;
const MOST_THUMBS: u32 = 100;

/// Of `clip.json`. Files are named without a folder; an empty name is none.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Facts {
    channel: ToldChannel,
    credit: String,
    synthetic: bool,
    adults: bool,
    unlisted: bool,
    width: u32,
    height: u32,
    duration_ms: u32,
    has_sound: bool,
    video: String,
    original: String,
    cover: String,
    /// What the cover shows.
    alt: String,
    focus: (u32, u32),
    strip: String,
    thumbs: u32,
    /// Files by the tags of their languages.
    captions: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct ToldChannel {
    slug: String,
    title: String,
    about: String,
}

impl Newsroom {
    /// A sentence where there is nothing to write.
    pub(super) async fn clip_out(
        &self,
        folder: &Path,
        row: ManuscriptRow,
        clip: Clip,
        names: &mut Names,
    ) -> Result<Result<(), String>, Error> {
        let content = self.clip_content(row.id).await?;
        let name = if row.headline.is_empty() { clip.name.clone() } else { row.headline.clone() };
        let files = self.store().clip_files(clip.id).await?;
        let largest = files.iter().filter(|file| file.kind == ClipFileKind::Rendition).max_by_key(|file| file.width);
        let Some(video) = largest else {
            return Ok(Err(format!("The clip “{name}” has no video that is ready, so it is not in the export.")));
        };
        let stem = Some(row.slug.clone()).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "clip".to_owned());
        let own = folder.join(FOLDER).join(format!("{}-{}", &stem[..stem.floor_char_boundary(60)], clip.id));
        tokio::fs::create_dir_all(&own).await.map_err(failed)?;
        let mut facts = Facts {
            credit: content.credit.clone(),
            synthetic: content.synthetic,
            adults: content.adults,
            unlisted: content.unlisted,
            width: video.width,
            height: video.height,
            duration_ms: clip.duration_ms,
            has_sound: clip.has_sound,
            thumbs: clip.thumbs,
            ..Facts::default()
        };
        if let Some(channel) = content.channel
            && let Some(channel) = self.channel_of(model::SourceId(channel)).await?
        {
            facts.channel = ToldChannel { slug: channel.slug, title: channel.title, about: channel.about };
        }
        for file in &files {
            let (place, called) = match file.kind {
                ClipFileKind::Rendition if file.file == video.file => (&mut facts.video, "video.mp4".to_owned()),
                ClipFileKind::Original if file.file != video.file => (&mut facts.original, "original".to_owned()),
                ClipFileKind::Strip => (&mut facts.strip, "strip.jpg".to_owned()),
                ClipFileKind::Captions => {
                    (facts.captions.entry(file.name.clone()).or_default(), format!("captions.{}.vtt", file.name))
                }
                _ => continue,
            };
            if !self.clip_files().fetch(&file.file, file.bytes, &own.join(&called)).await? {
                let _ = tokio::fs::remove_dir_all(&own).await;
                return Ok(Err(format!("A file of the clip “{name}” is missing, so it is not in the export.")));
            }
            *place = called;
        }
        if let Some(cover) = self.lead_of(row.id, &content).await?
            && let Some(medium) = self.store().medium(cover).await?
            && let Some(bytes) = self.file(&medium.file).await
        {
            facts.cover = "cover.jpg".to_owned();
            tokio::fs::write(own.join(&facts.cover), bytes).await.map_err(failed)?;
            (facts.alt, facts.focus) = (medium.alt, medium.focus);
        }
        let mut post = self.post_out(row, names).await?;
        // Its cover lies beside it.
        post.lead.clear();
        post.comments.clear();
        tokio::fs::write(own.join(WORDS), write_post(&post)).await.map_err(failed)?;
        let facts = serde_json::to_vec_pretty(&facts).unwrap_or_default();
        tokio::fs::write(own.join(&FACTS[1..]), facts).await.map_err(failed)?;
        Ok(Ok(()))
    }
}

impl Mover<'_> {
    pub(super) async fn clips(&mut self, files: Arc<dyn Files>) -> Result<(), Error> {
        let lister = Arc::clone(&files);
        let found = tokio::task::spawn_blocking(move || lister.names()).await.map_err(|_| Error::Closing)?;
        // That the folder cannot be read was told with its texts.
        let facts = found.unwrap_or_default().into_iter().filter(|name| name.starts_with(FOLDER));
        for name in facts.filter(|name| name.ends_with(FACTS)) {
            let folder = name[..name.len() - FACTS.len()].to_owned();
            if let Err(words) = self.clip(&files, &folder).await? {
                self.moved.unreadable(&folder, &words);
            }
            self.stop_if_wished();
            if self.moved.stopped {
                break;
            }
        }
        Ok(())
    }

    /// A sentence where it cannot be read.
    async fn clip(&mut self, files: &Arc<dyn Files>, folder: &str) -> Result<Result<(), String>, Error> {
        let mut bytes = Vec::with_capacity(2);
        for name in [&FACTS[1..], WORDS] {
            match bytes_of(files, folder, name).await? {
                Ok(read) => bytes.push(read),
                Err(why) => return Ok(Err(format!("{name} could not be read: {why}."))),
            }
        }
        let Ok(facts) = serde_json::from_slice::<Facts>(&bytes[0]) else {
            return Ok(Err("clip.json is not as Caulbart writes it.".to_owned()));
        };
        if !facts.fit() {
            return Ok(Err("clip.json tells of sizes that no clip has.".to_owned()));
        }
        let place = format!("{folder}/{WORDS}");
        let read = markdown_file(&place, &bytes[1]);
        self.moved.take_over(read.summary);
        let post = read.post;
        if self.was_written_here(&post.key).await? {
            self.moved.skipped += 1;
            return Ok(Ok(()));
        }
        let mut rough = Rough::of(place.clone(), post, self.base.as_ref());
        let found = self.pictures(std::mem::take(&mut rough.pictures), &place).await?;
        let body = rough.with_pictures(&found);
        let (mut faults, mut post) = (rough.faults, rough.post);
        let origin = self.origin.named(&post.key);
        let paths = names::paths(&post.addresses);
        let content = self.content(&mut post, body, None, &mut faults).await?;
        let is_out = post.state == State::Published && post.withdrawn.is_none() && !content.headline.is_empty();
        if post.withdrawn.is_some() {
            faults.push("It was taken back there, so it became a draft.".to_owned());
        }
        let called = if content.headline.is_empty() { folder } else { &content.headline }.to_owned();
        let published = is_out.then(|| post.published.unwrap_or(self.now).min(self.now));
        let brought = match self.brought(files, folder, facts, content, origin.clone(), published).await? {
            Ok(brought) => brought,
            Err(words) => return Ok(Err(words)),
        };
        match self.room.bring_clip(brought, self.now).await {
            Ok(true) => self.moved.clips += 1,
            Ok(false) => self.moved.skipped += 1,
            Err(Error::Refused(Refusal::Captions(why))) => return Ok(Err(format!("Its captions are none: {why}."))),
            Err(Error::Refused(Refusal::Picture(why))) => return Ok(Err(format!("Its cover is no picture: {why}."))),
            Err(other) => return Err(other),
        }
        faults.iter().for_each(|words| self.moved.changed(&called, words));
        if let Some(item) = self.room.store().manuscript_from(&origin).await?.and_then(|row| row.item) {
            let to = format!("/article/{item}");
            let pairs: Vec<_> = paths.into_iter().filter(|from| *from != to).map(|from| (from, to.clone())).collect();
            self.room.store().set_redirects(&pairs, self.now).await?;
            self.moved.redirects += super::count(pairs.len());
        }
        Ok(Ok(()))
    }

    async fn brought(
        &self,
        files: &Arc<dyn Files>,
        folder: &str,
        facts: Facts,
        content: Content,
        origin: String,
        published: Option<Time>,
    ) -> Result<Result<Brought, String>, Error> {
        let mut small = Vec::new();
        for name in [&facts.cover, &facts.strip].into_iter().chain(facts.captions.values()) {
            match bytes_of(files, folder, name).await? {
                Ok(read) => small.push(read),
                Err(why) => return Ok(Err(format!("{name} could not be read: {why}."))),
            }
        }
        let mut small = small.into_iter();
        let mut next = || small.next().unwrap_or_default();
        let (cover, strip) = (next(), next());
        let captions = facts.captions.keys().map(|language| (language.clone(), next())).collect();
        let Some(video) = film(files, folder, &facts.video).await? else {
            return Ok(Err(format!("Its video {} is not there.", facts.video)));
        };
        let original = match facts.original.as_str() {
            "" => None,
            name => film(files, folder, name).await?,
        };
        let channel = (facts.channel.slug, facts.channel.title, facts.channel.about);
        let language = match content.language().is_known() {
            true => content.language.clone(),
            false => Language::ENGLISH.tag().to_owned(),
        };
        Ok(Ok(Brought {
            origin,
            channel,
            content: Content {
                credit: facts.credit,
                synthetic: facts.synthetic,
                adults: facts.adults,
                unlisted: facts.unlisted,
                language,
                ..content
            },
            published,
            video,
            original,
            width: facts.width,
            height: facts.height,
            duration_ms: facts.duration_ms,
            has_sound: facts.has_sound,
            cover,
            alt: facts.alt,
            focus: facts.focus,
            strip: (strip, facts.thumbs),
            captions,
        }))
    }
}

impl Facts {
    fn fit(&self) -> bool {
        let sides = [self.width, self.height];
        sides.iter().all(|side| (1..=LONGEST_SIDE).contains(side))
            && (1..=MOST_THUMBS).contains(&self.thumbs)
            && self.duration_ms > 0
            && self.focus.0.max(self.focus.1) <= 1_000
            && !self.channel.slug.is_empty()
            && crate::slug(&self.channel.slug) == self.channel.slug
    }
}

async fn bytes_of(files: &Arc<dyn Files>, folder: &str, name: &str) -> Result<Result<Vec<u8>, String>, Error> {
    let (files, name) = (Arc::clone(files), format!("{folder}/{name}"));
    let read = tokio::task::spawn_blocking(move || files.read(&name)).await.map_err(|_| Error::Closing)?;
    Ok(read.map_err(|why| why.to_string()))
}

/// `None` where it is not there.
async fn film(files: &Arc<dyn Files>, folder: &str, name: &str) -> Result<Option<Film>, Error> {
    if let Some(path) = files.path(&format!("{folder}/{name}")) {
        return Ok(path.is_file().then_some(Film::At(path)));
    }
    Ok(bytes_of(files, folder, name).await?.ok().map(Film::Bytes))
}
