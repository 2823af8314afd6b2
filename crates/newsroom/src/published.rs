//! What readers find of the newsroom: an article with all that stands around it.

use model::{Author, ItemId, Language, ManuscriptId, ManuscriptState, Medium, NoticeKind, Time};
use store::{ManuscriptRow, Notice, Shelf};

use crate::{Content, Error, Newsroom, writing};

/// What an item of the newsroom has that others have not.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub manuscript: ManuscriptId,
    pub item: ItemId,
    pub slug: String,
    pub content: Content,
    /// Slug and name.
    pub section: Option<(String, String)>,
    /// Slugs and names.
    pub tags: Vec<(String, String)>,
    pub authors: Vec<Author>,
    pub lead: Option<Medium>,
    pub published: Time,
    pub corrected: Option<Time>,
    /// Oldest first.
    pub corrections: Vec<Notice>,
    /// What came to be known since, the latest first, as HTML that may be shown.
    pub updates: Vec<(Notice, String)>,
    pub running: bool,
}

/// An article that leads on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub item: ItemId,
    pub slug: String,
    pub headline: String,
    pub language: Language,
}

/// What stands where an article was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    pub headline: String,
    pub reason: String,
    pub at: Time,
}

impl Newsroom {
    /// `None` for what was not written here.
    pub async fn piece(&self, item: ItemId) -> Result<Option<Piece>, Error> {
        let Some(row) = self.store().manuscript_of(item).await? else { return Ok(None) };
        let (Some(live), Some(published)) = (row.live, row.published) else { return Ok(None) };
        if row.state != ManuscriptState::Published {
            return Ok(None);
        }
        let content = self.content(live).await?;
        // What is for adults nobody sees before she was asked, wherever this leads.
        let lead = match self.lead_of(row.id, &content).await?.filter(|_| !content.adults) {
            Some(lead) => self.store().medium(lead).await?,
            None => None,
        };
        let sections = self.store().sections().await?;
        let (corrections, updates): (Vec<_>, Vec<_>) =
            self.store().notices(row.id).await?.into_iter().partition(|notice| notice.kind == NoticeKind::Correction);
        let updates = updates.into_iter().rev().map(|notice| {
            let html = writing::write(&notice.text, &Default::default()).html;
            (notice, html)
        });
        Ok(Some(Piece {
            manuscript: row.id,
            item,
            section: sections.into_iter().find(|(slug, _)| *slug == row.section),
            tags: self.store().tags_of(row.id).await?,
            authors: self.store().authors_of(row.id).await?,
            slug: row.slug,
            lead,
            published,
            corrected: row.corrected,
            corrections,
            updates: updates.collect(),
            running: row.running,
            content,
        }))
    }

    /// Why an article is no more; `None` where there never was one.
    pub async fn withdrawn(&self, item: ItemId) -> Result<Option<Withdrawn>, Error> {
        let row = self.store().manuscript_of(item).await?.filter(|row| row.state == ManuscriptState::Withdrawn);
        let Some((row, at)) = row.and_then(|row| Some((row.clone(), row.withdrawn?))) else { return Ok(None) };
        let headline = match row.live {
            Some(live) => self.content(live).await?.headline,
            None => String::new(),
        };
        Ok(Some(Withdrawn { headline, reason: row.reason, at }))
    }

    /// The words in the address of an article that was written here.
    pub async fn slug_of(&self, item: ItemId) -> Result<Option<String>, Error> {
        Ok(self.store().manuscript_of(item).await?.map(|row| row.slug))
    }

    /// The one before and the one after.
    pub async fn beside(&self, piece: &Piece) -> Result<(Option<Beside>, Option<Beside>), Error> {
        let here = (piece.published, piece.manuscript);
        let before = self.store().published(&Shelf::All, Some(here), 1).await?.pop();
        let after = self.store().published_after(here.0, here.1).await?;
        Ok((self.as_read(before).await?, self.as_read(after).await?))
    }

    /// By the headline that readers see: the draft may have another by now.
    async fn as_read(&self, row: Option<ManuscriptRow>) -> Result<Option<Beside>, Error> {
        let Some((item, slug)) = row.and_then(|row| Some((row.item?, row.slug))) else { return Ok(None) };
        let card = self.store().cards(&[item]).await?.pop();
        Ok(card.map(|card| Beside { item, slug, headline: card.title, language: card.language }))
    }

    /// Newest first; `before` goes on after the last of a page.
    pub async fn published(
        &self,
        shelf: &Shelf,
        before: Option<(Time, ManuscriptId)>,
        limit: u32,
    ) -> Result<Vec<ManuscriptRow>, Error> {
        Ok(self.store().published(shelf, before, limit).await?)
    }

    /// What is most like it of all that is published here, the likest first.
    pub async fn related(&self, item: ItemId, limit: usize) -> Result<Vec<ItemId>, Error> {
        let known = self.likeness(item).await?;
        let Some((_, here)) = known.iter().find(|(id, _)| *id == item) else { return Ok(Vec::new()) };
        let mut scored: Vec<(i32, ItemId)> = known
            .iter()
            .filter(|(id, _)| *id != item)
            .map(|(id, embedding)| ((text::likeness(here, embedding) * 1_000_000.0) as i32, *id))
            .collect();
        scored.sort_unstable_by_key(|(likeness, id)| (-likeness, -id.0));
        Ok(scored.into_iter().take(limit).map(|(_, id)| id).collect())
    }
}
