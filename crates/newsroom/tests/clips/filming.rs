//! Clips in a newsroom, without the work of `ffmpeg`.

use std::convert::Infallible;
use std::fs;
use std::path::Path;

use bytes::Bytes;
use futures_util::stream;
use model::{Clip, ClipFileKind, ClipId, RevisionKind, Role, SourceId};
use newsroom::{Content, Editor, Error, Made, MadeFile, Refusal, ToMake};

use crate::house::{House, NOW};

pub fn picture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/pictures").join(name)).unwrap()
}

pub fn parts(bytes: &[u8]) -> impl futures_util::Stream<Item = Result<Bytes, Infallible>> + Unpin {
    stream::iter([Ok(Bytes::copy_from_slice(bytes))])
}

impl House {
    pub async fn creator(&self, name: &str) -> (Editor, SourceId) {
        let reader = self.store.new_reader(&[name.as_bytes()[0]; 32], NOW).await.unwrap();
        let editor = Editor { reader, name: name.to_owned(), role: Role::Creator };
        let channel = self.room.make_channel(&editor, &format!("{name}'s boats"), "", NOW).await.unwrap();
        (editor, channel.source)
    }

    pub async fn sent(&self, who: &(Editor, SourceId), bytes: &[u8]) -> Clip {
        let clip = self.room.begin_clip(&who.0, who.1, "boat.mp4", bytes.len() as u64, "en", NOW).await.unwrap();
        assert!(self.room.take_part(&who.0, clip.id, 0, parts(bytes), || NOW).await.unwrap().whole);
        clip
    }

    /// As ffmpeg would, one rendition and a strip of these bytes.
    pub async fn made(&self, clip: &Clip, rendition: &[u8], strip: &[u8], cover: Option<Vec<u8>>) -> Result<(), Error> {
        self.made_like(clip, rendition, strip, cover, None).await
    }

    pub async fn made_like(
        &self,
        clip: &Clip,
        rendition: &[u8],
        strip: &[u8],
        cover: Option<Vec<u8>>,
        alike: Option<ClipId>,
    ) -> Result<(), Error> {
        let ToMake { workshop, .. } = self.room.clip_to_make(clip.id, NOW).await?.expect("to be made");
        fs::create_dir_all(&workshop).unwrap();
        let file = |name: &str, kind, bytes: &[u8]| {
            let path = workshop.join(name);
            fs::write(&path, bytes).unwrap();
            MadeFile { path, kind, name: name.to_owned(), media_type: "video/mp4", width: 270, height: 480 }
        };
        let files =
            vec![file("270.mp4", ClipFileKind::Rendition, rendition), file("strip.jpg", ClipFileKind::Strip, strip)];
        let made = Made {
            width: 270,
            height: 480,
            duration_ms: 5_000,
            has_sound: true,
            poster: cover,
            thumbs: 1,
            signature: Vec::new(),
            alike,
            files,
        };
        self.room.clip_made(clip.id, made, NOW).await
    }

    pub async fn save(
        &self,
        editor: &Editor,
        clip: &Clip,
        change: impl FnOnce(Content) -> Content,
    ) -> Result<(), Error> {
        let open = self.room.open_manuscript(editor, clip.manuscript).await?;
        let content = change(Content { headline: "The last boat".to_owned(), ..open.content });
        self.room.save(editor, clip.manuscript, open.base, content, RevisionKind::Saved, NOW).await.map(|_| ())
    }

    pub async fn clip(&self, clip: &Clip) -> Clip {
        self.store.clip(clip.id).await.unwrap().unwrap()
    }
}

pub fn refused(result: Result<(), Error>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}
