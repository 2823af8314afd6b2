//! Takes clips in as an upload does, but for the work of `ffmpeg`, which was done before.

use axum::body::Bytes;
use futures_util::stream;
use model::{Channel, ClipFileKind, ItemId, Language, RevisionKind, Role, SourceId, SourceKind, Time};
use newsroom::{Editor, Made, MadeFile, Newsroom};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{convert::Infallible, path::PathBuf};
use store::NewSource;

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct NewClip {
    pub title: String,
    pub about: String,
    pub tags: Vec<String>,
    pub credit: String,
    pub synthetic: bool,
    pub adults: bool,
    /// Then it is no item.
    pub unlisted: bool,
    /// By name.
    pub channel: String,
    pub file: PathBuf,
    /// JPEG.
    pub poster: Option<PathBuf>,
    /// JPEG of so many pictures side by side.
    pub strip: Option<PathBuf>,
    pub thumbs: u32,
    /// WebVTT, in English.
    pub captions: Option<PathBuf>,
    pub duration_ms: u32,
    pub width: u32,
    pub height: u32,
}

pub async fn take_in(newsroom: &Newsroom, new: &NewClip, now: Time) -> ItemId {
    let mark: [u8; 32] = Sha256::digest(&new.title).into();
    let reader = newsroom.store().new_reader(&mark, now).await.unwrap();
    let editor = Editor { reader, name: "Ann".into(), role: Role::Chief };
    let source = channel(newsroom, &new.channel, now).await;
    let bytes = std::fs::read(&new.file).unwrap();
    let size = bytes.len() as u64;
    let clip = newsroom.begin_clip(&editor, source, "clip.mp4", size, "en", now).await.unwrap();
    let parts = stream::iter([Ok::<_, Infallible>(Bytes::from(bytes))]);
    assert!(newsroom.take_part(&editor, clip.id, 0, parts, || now).await.unwrap().whole);
    let newsroom::ToMake { clip, original, workshop } = newsroom.clip_to_make(clip.id, now).await.unwrap().unwrap();
    let original = original.unwrap();
    std::fs::create_dir_all(&workshop).unwrap();
    let made = |from: &PathBuf, kind, name: &str, media_type| {
        let path = workshop.join(name);
        std::fs::copy(from, &path).unwrap();
        MadeFile { path, kind, name: name.to_owned(), media_type, width: new.width, height: new.height }
    };
    let mut files = vec![made(&original, ClipFileKind::Rendition, "480.mp4", "video/mp4")];
    files.extend(new.strip.as_ref().map(|from| made(from, ClipFileKind::Strip, "strip.jpg", "image/jpeg")));
    files.extend(new.captions.as_ref().map(|from| made(from, ClipFileKind::Captions, "en", "text/vtt")));
    let made = Made {
        width: new.width,
        height: new.height,
        duration_ms: new.duration_ms,
        has_sound: true,
        poster: new.poster.as_ref().map(|path| std::fs::read(path).unwrap()),
        thumbs: new.thumbs,
        signature: Vec::new(),
        alike: None,
        files,
    };
    newsroom.clip_made(clip.id, made, now).await.unwrap();
    let manuscript = newsroom.open_manuscript(&editor, clip.manuscript).await.unwrap();
    let content = newsroom::Content {
        headline: new.title.clone(),
        standfirst: new.about.clone(),
        tags: new.tags.clone(),
        credit: new.credit.clone(),
        synthetic: new.synthetic,
        adults: new.adults,
        unlisted: new.unlisted,
        ..manuscript.content
    };
    newsroom.save(&editor, clip.manuscript, manuscript.base, content, RevisionKind::Saved, now).await.unwrap();
    if new.unlisted {
        return ItemId(0);
    }
    newsroom.publish(&editor, clip.manuscript, None, now).await.unwrap()
}

async fn channel(newsroom: &Newsroom, title: &str, now: Time) -> SourceId {
    let slug = newsroom::slug(title);
    let store = newsroom.store();
    if let Some(channel) = store.channel_named(&slug).await.unwrap() {
        return channel.source;
    }
    let new = NewSource {
        kind: SourceKind::Channel,
        address: format!("channel:{slug}"),
        title: title.to_owned(),
        site: String::new(),
        language: Language::UNKNOWN,
        folder: String::new(),
    };
    let (source, _) = store.add_source(&new, now).await.unwrap();
    let about = "What happens at the water.".to_owned();
    let channel = Channel { source, slug, title: title.to_owned(), about, owner: None, added: now, gone: false };
    store.new_channel(&channel).await.unwrap();
    source
}
