//! Where items come from.

use model::{Health, Language, Source, SourceId, SourceKind, Time};

use crate::{Error, Result, Store, forget, statements, store::Durability, value::Row};

/// Longer addresses do not fit into PostgreSQL's index.
const LONGEST_ADDRESS: usize = 2_000;

#[derive(Debug, Clone, PartialEq)]
pub struct NewSource {
    pub kind: SourceKind,
    pub address: String,
    pub title: String,
    pub site: String,
    pub language: Language,
    pub folder: String,
}

impl Store {
    pub async fn source(&self, id: SourceId) -> Result<Option<Source>> {
        self.row(&statements::SOURCE, &[id.into()], read_source).await
    }

    pub async fn source_at(&self, address: &str) -> Result<Option<Source>> {
        self.row(&statements::SOURCE_AT, &[address.into()], read_source).await
    }

    /// By title.
    pub async fn sources(&self) -> Result<Vec<Source>> {
        self.many_rows(&statements::SOURCES, &[], read_source).await
    }

    /// The source's number, and whether it is new; one that is there already is left as it is.
    /// A new feed is due at once.
    pub async fn add_source(&self, source: &NewSource, now: Time) -> Result<(SourceId, bool)> {
        let source = source.clone();
        fits(&source.address)?;
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let params = [
                    source.kind.word().into(),
                    (&source.address).into(),
                    (&source.title).into(),
                    (&source.site).into(),
                    source.language.tag().into(),
                    (&source.folder).into(),
                    now.into(),
                ];
                let id = |row: &Row| row.int(0).map(SourceId);
                if let Some(new) = tx.row(&statements::ADD_SOURCE, &params, id).await? {
                    tx.run(&statements::ADD_POLLING, &[new.into(), now.into()]).await?;
                    return Ok((new, true));
                }
                let there = tx.row(&statements::SOURCE_AT, &[(&source.address).into()], id).await?;
                there.map(|id| (id, false)).ok_or(Error::NotThere("The source".to_owned()))
            })
        })
        .await
    }

    /// Everything but its address; see `move_source`.
    pub async fn update_source(&self, source: &Source) -> Result<()> {
        let params = vec![
            source.id.into(),
            source.kind.word().into(),
            source.title.clone().into(),
            source.site.clone().into(),
            source.language.tag().to_owned().into(),
            source.folder.clone().into(),
            source.health.word().into(),
            source.health_words.clone().into(),
            source.full_text.into(),
            source.full_text_rule.clone().into(),
        ];
        match self.run(Durability::Full, &statements::UPDATE_SOURCE, params).await? {
            0 => Err(Error::NotThere(format!("Source {}", source.id))),
            _ => Ok(()),
        }
    }

    /// The feed lives elsewhere now. `Taken` when another source is there already.
    pub async fn move_source(&self, id: SourceId, new_address: &str) -> Result<()> {
        let new_address = new_address.to_owned();
        fits(&new_address)?;
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let there = tx.row(&statements::SOURCE_AT, &[(&new_address).into()], |row| row.int(0)).await?;
                match there {
                    Some(same) if same == id.0 => return Ok(()),
                    Some(_) => return Err(Error::Taken(new_address)),
                    None => {}
                }
                match tx.run(&statements::MOVE_SOURCE, &[id.into(), (&new_address).into()]).await? {
                    0 => Err(Error::NotThere(format!("Source {id}"))),
                    _ => Ok(()),
                }
            })
        })
        .await
    }

    /// With all its items. Stories that stood on them alone go too.
    pub async fn remove_source(&self, id: SourceId) -> Result<()> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let items = tx.rows(&statements::ITEMS_OF_SOURCE, &[id.into()], forget::read_goner).await?;
                forget::remove(tx, items).await?;
                tx.run(&statements::REMOVE_SOURCE, &[id.into()]).await?;
                Ok(())
            })
        })
        .await
    }

    /// For each source that has any: its number, how many placed items, and when the newest was published.
    pub async fn source_counts(&self) -> Result<Vec<(SourceId, u64, Time)>> {
        self.many_rows(&statements::SOURCE_COUNTS, &[], |row| {
            Ok((SourceId(row.int(0)?), row.int(1)?.unsigned_abs(), Time(row.int(2)?)))
        })
        .await
    }
}

/// Twelve columns from the first.
pub fn read_source(row: &Row) -> Result<Source> {
    Ok(Source {
        id: SourceId(row.int(0)?),
        kind: SourceKind::from_word(row.str(1)?).unwrap_or(SourceKind::Feed),
        address: row.text(2)?,
        title: row.text(3)?,
        site: row.text(4)?,
        language: Language::from_tag(row.str(5)?),
        folder: row.text(6)?,
        added: Time(row.int(7)?),
        health: Health::from_word(row.str(8)?).unwrap_or(Health::New),
        health_words: row.text(9)?,
        full_text: row.is_true(10)?,
        full_text_rule: row.text(11)?,
    })
}

fn fits(address: &str) -> Result<()> {
    match address.len() {
        0..=LONGEST_ADDRESS => Ok(()),
        longer => Err(Error::TooLong(longer)),
    }
}
