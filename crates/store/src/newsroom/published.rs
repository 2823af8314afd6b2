//! What readers find of the newsroom: by section, author and tag, the newest first; and what stood where before.

use model::{AuthorId, Embedding, ItemId, ManuscriptId, RevisionId, SourceId, Time};

use super::{ManuscriptRow, manuscripts::read_manuscript};
use crate::{Result, Store, forget, keep::embedding_from, statements, store::Durability, value::Row};

/// Which published manuscripts are meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Shelf {
    #[default]
    All,
    /// By slug.
    Section(String),
    Author(AuthorId),
    /// By slug.
    Tag(String),
}

impl Store {
    /// Newest first; `before` goes on after the last of a page.
    pub async fn published(
        &self,
        shelf: &Shelf,
        before: Option<(Time, ManuscriptId)>,
        limit: u32,
    ) -> Result<Vec<ManuscriptRow>> {
        let (time, id) = before.unwrap_or((Time(i64::MAX), ManuscriptId(i64::MAX)));
        let mut params = vec![time.into(), id.into(), limit.into()];
        let statement = match shelf {
            Shelf::All => &statements::PUBLISHED,
            Shelf::Section(slug) => {
                params.push(slug.into());
                &statements::PUBLISHED_OF_SECTION
            }
            Shelf::Author(author) => {
                params.push((*author).into());
                &statements::PUBLISHED_OF_AUTHOR
            }
            Shelf::Tag(slug) => {
                params.push(slug.into());
                &statements::PUBLISHED_OF_TAG
            }
        };
        self.many_rows(statement, &params, read_manuscript).await
    }

    /// The one that was published after this one.
    pub async fn published_after(&self, time: Time, id: ManuscriptId) -> Result<Option<ManuscriptRow>> {
        self.row(&statements::PUBLISHED_AFTER, &[time.into(), id.into()], read_manuscript).await
    }

    /// The text of a revision, whosever it is.
    pub async fn revision_content(&self, id: RevisionId) -> Result<Option<String>> {
        self.row(&statements::REVISION_CONTENT, &[id.into()], |row| row.text(0)).await
    }

    /// Slugs and names.
    pub async fn tags_of(&self, manuscript: ManuscriptId) -> Result<Vec<(String, String)>> {
        self.rows(&statements::MANUSCRIPT_TAGS, &[manuscript.into()], |row| Ok((row.text(0)?, row.text(1)?))).await
    }

    pub async fn tag_name(&self, slug: &str) -> Result<Option<String>> {
        self.row(&statements::TAG_NAME, &[slug.into()], |row| row.text(0)).await
    }

    /// Slugs, names and how often, the most used first.
    pub async fn tags(&self, limit: u32) -> Result<Vec<(String, String, u32)>> {
        let read = |row: &Row| Ok((row.text(0)?, row.text(1)?, row.count(2)?));
        self.many_rows(&statements::TAGS, &[limit.into()], read).await
    }

    /// What the newest items of a source are about.
    pub async fn embeddings_of(&self, source: SourceId, limit: u32) -> Result<Vec<(ItemId, Embedding)>> {
        let read = |row: &Row| Ok((ItemId(row.int(0)?), embedding_from(row.slice(1)?)));
        self.many_rows(&statements::EMBEDDINGS_OF_SOURCE, &[source.into(), limit.into()], read).await
    }

    /// Takes one item away; whoever holds it hears of it.
    pub async fn forget_item(&self, item: ItemId) -> Result<()> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = tx.rows(&statements::ONE_ITEM, &[item.into()], forget::read_goner).await?;
                if found.is_empty() { Ok(()) } else { forget::remove(tx, found).await }
            })
        })
        .await
    }

    /// Where an address of before leads now.
    pub async fn redirect(&self, path: &str) -> Result<Option<String>> {
        self.row(&statements::REDIRECT, &[path.into()], |row| row.text(0)).await
    }

    pub async fn set_redirects(&self, pairs: &[(String, String)], now: Time) -> Result<()> {
        let pairs = pairs.to_vec();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let each = pairs.iter().map(|(path, target)| vec![path.into(), target.into(), now.into()]);
                tx.run_each(&statements::SET_REDIRECT, each).await.map(|_| ())
            })
        })
        .await
    }

    pub async fn remove_redirect(&self, path: &str) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::REMOVE_REDIRECT, vec![path.to_owned().into()]).await? > 0)
    }

    /// By path, on after this one.
    pub async fn redirects(&self, after: &str, limit: u32) -> Result<Vec<(String, String)>> {
        let read = |row: &Row| Ok((row.text(0)?, row.text(1)?));
        self.many_rows(&statements::REDIRECTS, &[after.into(), limit.into()], read).await
    }
}
