//! The clips of the demo edition: made ahead, so that they play where there is no `ffmpeg`.

use std::collections::HashMap;

use anyhow::{Context, Result};
use model::{HOUR, SourceKind, Time};
use newsroom::{BroughtClip, Content, Film, Newsroom};
use serde::Deserialize;

use super::demo;

const FOLDER: &str = "clips/";
/// What they are known by here begins with it.
const ORIGIN: &str = "demo:clip:";
/// As they are filmed, in pixels.
const SIZE: (u32, u32) = (540, 960);
/// Small frames on a strip.
const THUMBS: u32 = 10;
const CREDIT: &str = "Ida Venn / Anselmouth Newsroom";

#[derive(Deserialize)]
struct Words {
    channels: Vec<Channel>,
    clips: Vec<Clip>,
}

#[derive(Deserialize)]
struct Channel {
    slug: String,
    title: String,
    about: String,
}

#[derive(Deserialize)]
struct Clip {
    /// Of its files.
    name: String,
    channel: String,
    language: String,
    /// Before the first start, so that it is never old news.
    hours_ago: f64,
    title: String,
    summary: String,
    text: String,
    tags: Vec<String>,
    /// What its cover shows.
    alt: String,
    /// Where to look on it: thousandths from left and top.
    focus: (u32, u32),
    duration_ms: u32,
}

/// Takes them in where the demo edition is, also one of an older Caulbart; returns how many are new.
pub async fn take_in(newsroom: &Newsroom, now: Time) -> Result<usize> {
    let sources = newsroom.store().sources().await?;
    if !sources.iter().any(|source| source.kind == SourceKind::Demo) {
        return Ok(0);
    }
    let mut new = 0;
    for clip in bundled(now)? {
        new += usize::from(newsroom.bring_clip(clip, now).await?);
    }
    Ok(new)
}

fn bundled(now: Time) -> Result<Vec<BroughtClip>> {
    let words: Words =
        serde_json::from_slice(&file("words.json")?).context("demo/clips/words.json is not as it was")?;
    let channels: HashMap<&str, &Channel> =
        words.channels.iter().map(|channel| (channel.slug.as_str(), channel)).collect();
    words.clips.iter().map(|clip| brought(clip, &channels, now)).collect()
}

fn brought(clip: &Clip, channels: &HashMap<&str, &Channel>, now: Time) -> Result<BroughtClip> {
    let channel =
        channels.get(clip.channel.as_str()).with_context(|| format!("nobody knows the channel {}", clip.channel))?;
    let of = |end: &str| file(&format!("{}{end}", clip.name));
    Ok(BroughtClip {
        origin: format!("{ORIGIN}{}", clip.name),
        channel: (channel.slug.clone(), channel.title.clone(), channel.about.clone()),
        content: Content {
            headline: clip.title.clone(),
            standfirst: clip.summary.clone(),
            body: clip.text.clone(),
            language: clip.language.clone(),
            tags: clip.tags.clone(),
            credit: CREDIT.to_owned(),
            synthetic: true,
            ..Content::default()
        },
        published: Some(now.plus(-((clip.hours_ago * HOUR as f64) as i64))),
        video: Film::Bytes(of(".mp4")?),
        original: None,
        width: SIZE.0,
        height: SIZE.1,
        duration_ms: clip.duration_ms,
        has_sound: true,
        cover: of(".jpg")?,
        alt: clip.alt.clone(),
        focus: clip.focus,
        strip: (of(".strip.jpg")?, THUMBS),
        captions: vec![(clip.language.clone(), of(".vtt")?)],
    })
}

fn file(name: &str) -> Result<Vec<u8>> {
    demo::file(&format!("{FOLDER}{name}")).with_context(|| format!("the demo edition lacks clips/{name}"))
}

#[cfg(test)]
mod tests {
    use model::{Edition, EditionName};
    use store::{Database, Store};

    use super::*;

    const NOW: Time = Time(1_795_426_200_000);
    const LARGEST: usize = 300_000;

    /// Names of the outermost boxes (ISO/IEC 14496-12).
    fn boxes(mut bytes: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        while let Some((head, _)) = bytes.split_at_checked(8) {
            let size = u32::from_be_bytes(head[..4].try_into().unwrap()) as usize;
            names.push(String::from_utf8_lossy(&head[4..]).into_owned());
            bytes = bytes.get(size.max(8)..).unwrap_or_default();
        }
        names
    }

    fn bytes_of(film: &Film) -> &[u8] {
        let Film::Bytes(bytes) = film else { panic!("it lies on a disk") };
        bytes
    }

    #[test]
    fn every_clip_of_the_demo_edition_is_small_plays_at_once_and_is_told_of_in_words() {
        let clips = bundled(NOW).unwrap();
        assert!(clips.len() >= 5, "{}", clips.len());
        assert!(clips.iter().map(|clip| bytes_of(&clip.video).len()).sum::<usize>() < 1_500_000);
        for clip in &clips {
            let name = &clip.origin;
            for bytes in [bytes_of(&clip.video), &clip.cover, &clip.strip.0] {
                assert!(bytes.len() < LARGEST, "{name}: {}", bytes.len());
            }
            let boxes = boxes(bytes_of(&clip.video));
            let place = |name: &str| boxes.iter().position(|found| found == name);
            assert_eq!(place("ftyp"), Some(0), "{name}: {boxes:?}");
            assert!(place("moov").unwrap() < place("mdat").unwrap(), "{name}: {boxes:?}");
            let captions = newsroom::as_webvtt(&clip.captions[0].1).unwrap();
            assert!(captions.matches("-->").count() >= 3, "{name}: {captions}");
            let content = clip.content.clone();
            assert_eq!(content.clone().tidied(), content, "{name}");
            content.check().unwrap();
            assert!(content.language().is_known() && !content.standfirst.is_empty() && !clip.alt.is_empty());
            let published = clip.published.unwrap();
            assert!(published < NOW && NOW.since(published) <= 72 * HOUR, "{name}");
            let cover = pictures::inspect(&clip.cover).unwrap();
            assert_eq!((cover.width, cover.height), SIZE, "{name}");
            let strip = pictures::inspect(&clip.strip.0).unwrap();
            assert_eq!(strip.width % THUMBS, 0, "{name}");
        }
    }

    #[tokio::test]
    async fn an_edition_that_has_the_demo_gets_the_clips_once_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let name = EditionName::new("main").unwrap();
        let edition = Edition { name, title: "Anselmouth".to_owned(), motto: String::new() };
        let store = Store::open(&edition, &Database::Sqlite(folder.path().to_owned())).await.unwrap();
        let room = Newsroom::open(store.clone(), folder.path(), &vault::Key::new([7; 32]), Default::default());
        assert_eq!(take_in(&room, NOW).await.unwrap(), 0, "nobody asked for a demo here");
        demo::take_in(&store, NOW).await.unwrap();
        // As if the server had died between two of its steps.
        let mut first = bundled(NOW).unwrap().remove(0);
        first.captions[0].1 = b"none".to_vec();
        room.bring_clip(first, NOW).await.unwrap_err();
        assert_eq!(take_in(&room, NOW).await.unwrap(), bundled(NOW).unwrap().len());
        assert_eq!(take_in(&room, NOW.plus(HOUR)).await.unwrap(), 0);
        let clips = store.clips(None, None, 100).await.unwrap();
        assert_eq!(clips.len(), bundled(NOW).unwrap().len());
        assert_eq!(store.next_job(&["transcode"]).await.unwrap(), None, "nothing is left to be made");
        for clip in clips {
            assert_eq!((clip.state, clip.received), (model::ClipState::Ready, clip.size), "{}", clip.name);
            let item = store.manuscript(clip.manuscript).await.unwrap().unwrap().item.unwrap();
            let seen = room.clip_seen(item).await.unwrap().unwrap();
            assert!(seen.strip.is_some() && seen.subtitles.len() == 1, "{}", clip.name);
            assert!(!seen.poster.unwrap().alt.is_empty(), "{}", clip.name);
            let shown = &seen.renditions[0];
            assert_eq!(shown.bytes, clip.size, "{}", clip.name);
            assert!(room.clip_files().read(&shown.file, 0, shown.bytes).await.unwrap().is_some(), "{}", clip.name);
        }
        let out = room.move_out(&folder.path().join("out"), "", &mut |_| {}).await.unwrap();
        assert_eq!((out.articles, out.clips, out.faults), (0, 6, Vec::<String>::new()));
    }

    #[tokio::test]
    async fn what_is_told_of_a_clip_is_what_ffmpeg_finds() {
        let Ok(tools) = video::Tools::find().await else {
            eprintln!("skipped: no ffmpeg here");
            return;
        };
        let folder = tempfile::tempdir().unwrap();
        for clip in bundled(NOW).unwrap() {
            let path = folder.path().join("clip.mp4");
            std::fs::write(&path, bytes_of(&clip.video)).unwrap();
            let probed = video::probe(&tools, &video::Limits::default(), &path).await.unwrap();
            let told = (clip.width, clip.height, clip.has_sound);
            assert_eq!((probed.width, probed.height, probed.has_sound), told, "{}", clip.origin);
            let off = probed.duration_ms.abs_diff(u64::from(clip.duration_ms));
            assert!(off < 150, "{}: {} and {}", clip.origin, probed.duration_ms, clip.duration_ms);
        }
    }
}
