//! Channels: whose clips they are, and what is followed.

use model::{Channel, Language, Source, SourceId, SourceKind, Time};
use store::NewSource;

use crate::{Act, Editor, Error, Newsroom, Refusal, slug::slug};

const LONGEST_TITLE: usize = 80;
const LONGEST_ABOUT: usize = 1_000;
/// Channels of one owner.
const MOST: usize = 5;
/// In addresses, of the channel that is the newsroom's own.
const NEWSROOM: &str = "newsroom";

impl Newsroom {
    /// Those into which she may upload; for those who write, the newsroom's own first.
    pub async fn channels_for(&self, editor: &Editor, now: Time) -> Result<Vec<Channel>, Error> {
        editor.needs(Act::Film)?;
        let mut channels = Vec::new();
        if editor.may(Act::Write) {
            channels.push(self.newsroom_channel(now).await?);
        }
        channels.extend(self.store().channels_of(editor.reader).await?);
        Ok(channels)
    }

    /// May she upload there?
    pub(crate) async fn channel_for(&self, editor: &Editor, source: SourceId) -> Result<Channel, Error> {
        let channel = self.store().channel(source).await?.ok_or(Refusal::NotThere)?;
        let may = match channel.owner {
            Some(owner) => owner == editor.reader || editor.may(Act::Edit),
            None => !channel.gone && editor.may(Act::Write),
        };
        if may { Ok(channel) } else { Err(Refusal::NotThere.into()) }
    }

    async fn newsroom_channel(&self, now: Time) -> Result<Channel, Error> {
        if let Some(channel) = self.store().channel_named(NEWSROOM).await? {
            return Ok(channel);
        }
        let title = self.store().edition().title.clone();
        self.add_channel(NEWSROOM.to_owned(), title, String::new(), None, now).await
    }

    pub async fn make_channel(&self, editor: &Editor, title: &str, about: &str, now: Time) -> Result<Channel, Error> {
        editor.needs(Act::Film)?;
        let (title, about) = checked(title, about)?;
        let name = self.free_name(&title, None).await?;
        if self.store().channels_of(editor.reader).await?.len() >= MOST {
            return Err(Refusal::TooManyChannels(MOST).into());
        }
        self.add_channel(name, title, about, Some(editor.reader), now).await
    }

    /// The address of a channel with this title, where none but `itself` is called or addressed like that, nor the edition.
    async fn free_name(&self, title: &str, itself: Option<&Channel>) -> Result<String, Error> {
        let name = slug(title);
        if name.is_empty() {
            return Err(Refusal::NoLetters.into());
        }
        let is_the_newsrooms = itself.is_some_and(|channel| channel.owner.is_none());
        let of_the_newsroom = [NEWSROOM.to_owned(), slug(&self.store().edition().title)];
        let channels = self.store().channels().await?;
        let others = channels.iter().filter(|channel| Some(channel.source) != itself.map(|channel| channel.source));
        let mut taken = others.flat_map(|channel| [channel.slug.clone(), slug(&channel.title)]);
        if taken.any(|other| other == name) || !is_the_newsrooms && of_the_newsroom.contains(&name) {
            return Err(Refusal::Taken.into());
        }
        Ok(name)
    }

    pub(super) async fn add_channel(
        &self,
        slug: String,
        title: String,
        about: String,
        owner: Option<model::ReaderId>,
        now: Time,
    ) -> Result<Channel, Error> {
        let new = NewSource {
            kind: SourceKind::Channel,
            address: format!("channel:{slug}"),
            title: title.clone(),
            site: String::new(),
            language: Language::UNKNOWN,
            folder: String::new(),
        };
        let (source, made) = self.store().add_source(&new, now).await?;
        if made && let Some(kept) = self.store().source(source).await? {
            let words = "Clips are uploaded here.".to_owned();
            self.store().update_source(&Source { health: model::Health::Well, health_words: words, ..kept }).await?;
        }
        let channel = Channel { source, slug, title, about, owner, added: now, gone: false };
        // Somebody else was faster.
        if self.store().new_channel(&channel).await? { Ok(channel) } else { Err(Refusal::Taken.into()) }
    }

    pub async fn change_channel(
        &self,
        editor: &Editor,
        source: SourceId,
        title: &str,
        about: &str,
    ) -> Result<(), Error> {
        let channel = self.channel_for(editor, source).await?;
        if channel.owner.is_none() {
            editor.needs(Act::Edit)?;
        }
        let (title, about) = checked(title, about)?;
        self.free_name(&title, Some(&channel)).await?;
        self.store().change_channel(source, &title, &about).await?;
        if let Some(kept) = self.store().source(source).await? {
            self.store().update_source(&Source { title, ..kept }).await?;
        }
        self.changed();
        Ok(())
    }

    pub async fn channel_named(&self, slug: &str) -> Result<Option<Channel>, Error> {
        Ok(self.store().channel_named(slug).await?)
    }

    pub async fn channel_of(&self, source: SourceId) -> Result<Option<Channel>, Error> {
        Ok(self.store().channel(source).await?)
    }
}

fn checked(title: &str, about: &str) -> Result<(String, String), Refusal> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(Refusal::NoHeadline);
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::TooLong("title", LONGEST_TITLE));
    }
    let about = about.trim().to_owned();
    if about.chars().count() > LONGEST_ABOUT {
        return Err(Refusal::TooLong("about", LONGEST_ABOUT));
    }
    Ok((title, about))
}
