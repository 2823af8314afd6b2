//! An article as a clip: which words and pictures its cards have, and the film that was made of them.

use std::path::PathBuf;

use model::{Clip, ClipFile, ClipFileKind, ClipId, Language, ManuscriptId, Time};

use crate::{Act, Content, Editor, Error, Newsroom, Refusal, writing};

/// Of a film of cards; more is not said in 45 seconds.
const MOST_PICTURES: usize = 6;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardWords {
    pub headline: String,
    pub standfirst: String,
    /// What is pulled out of the text.
    pub quotes: Vec<String>,
    pub pictures: Vec<CardPicture>,
    /// Two letters; empty where nobody knows.
    pub language: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPicture {
    pub path: PathBuf,
    pub credit: String,
    /// Thousandths from left and top.
    pub focus: (u16, u16),
}

impl Newsroom {
    /// A clip of title cards in the newsroom's channel; it is made like an upload, and its words can be changed meanwhile.
    pub async fn clip_of_article(&self, editor: &Editor, article: ManuscriptId, now: Time) -> Result<Clip, Error> {
        editor.needs(Act::Write)?;
        let written = self.open_manuscript(editor, article).await?;
        if written.content.clip.is_some() {
            return Err(Refusal::Moved.into());
        }
        if written.content.headline.trim().is_empty() {
            return Err(Refusal::NoHeadline.into());
        }
        let channels = self.channels_for(editor, now).await?;
        let channel = channels.first().ok_or(Refusal::NotThere)?;
        let more = written.row.item.map(|item| format!("\n\n[{}](/article/{item})", written.content.headline));
        let content = Content {
            headline: written.content.headline.clone(),
            body: format!("{}{}", written.content.standfirst, more.unwrap_or_default()),
            language: written.content.language.clone(),
            section: written.content.section.clone(),
            tags: written.content.tags.clone(),
            authors: written.content.authors.clone(),
            channel: Some(channel.source.0),
            clip: Some(0),
            ..Content::default()
        };
        let manuscript = self.begin_with(editor, content, None, now).await?;
        let name = written.content.address_name();
        let id = self.store().new_clip(manuscript, editor.reader, &name, 0, Some(article), now).await?;
        self.have_made(id, None, now).await?;
        self.own_clip(editor, id).await
    }

    /// What the cards say and show: of what readers see, before that of the draft.
    pub async fn words_for_cards(&self, article: ManuscriptId) -> Result<CardWords, Error> {
        let content = self.clip_content(article).await?;
        let mut shown = Vec::new();
        for id in content.lead().into_iter().chain(writing::media_in(&content.body)) {
            if !shown.contains(&id) {
                shown.push(id);
            }
        }
        let mut pictures = Vec::new();
        for id in shown.into_iter().take(MOST_PICTURES) {
            let Some(medium) = self.store().medium(id).await? else { continue };
            let thousandths = |part: u32| u16::try_from(part.min(1_000)).unwrap_or(500);
            pictures.push(CardPicture {
                path: self.picture_path(&medium.file),
                credit: medium.credit,
                focus: (thousandths(medium.focus.0), thousandths(medium.focus.1)),
            });
        }
        let language = content.language();
        let known = if language.is_known() { language } else { Language::UNKNOWN };
        Ok(CardWords {
            quotes: writing::pulled(&content.body),
            headline: content.headline,
            standfirst: content.standfirst,
            language: known.tag().to_owned(),
            pictures,
        })
    }

    /// The film of cards, with its words as captions, becomes the original.
    pub async fn cards_filmed(&self, id: ClipId, film: PathBuf, captions: &[u8], language: &str) -> Result<(), Error> {
        let keeping = self.clip_files().keeping().await;
        let (file, bytes) = self.clip_files().keep(film).await?;
        let original = ClipFile {
            kind: ClipFileKind::Original,
            file,
            name: "original".to_owned(),
            media_type: "video/mp4".to_owned(),
            width: 0,
            height: 0,
            bytes,
        };
        self.store().add_clip_file(id, &original).await?;
        drop(keeping);
        if Language::from_tag(language).is_known() {
            self.keep_captions(id, language, captions).await?;
        }
        Ok(())
    }
}
