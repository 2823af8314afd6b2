//! Pictures of the newsroom; their files lie in the edition's media folder.

use model::{Medium, MediumId, Time};

use crate::{Result, Store, statements, store::Durability, value::Row};

/// A picture on its way in; see [`Medium`] for the fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewMedium {
    pub file: String,
    pub name: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    pub origin: String,
}

impl Store {
    pub async fn add_medium(&self, medium: &NewMedium, now: Time) -> Result<MediumId> {
        let medium = medium.clone();
        let id = self
            .write(Durability::Full, move |tx| {
                Box::pin(async move {
                    let params = [
                        (&medium.file).into(),
                        (&medium.file).into(),
                        (&medium.name).into(),
                        medium.width.into(),
                        medium.height.into(),
                        500u32.into(),
                        500u32.into(),
                        (&medium.alt).into(),
                        (&medium.caption).into(),
                        (&medium.credit).into(),
                        now.into(),
                        (&medium.origin).into(),
                    ];
                    tx.row(&statements::ADD_MEDIUM, &params, |row| row.int(0).map(MediumId)).await
                })
            })
            .await?;
        id.ok_or_else(|| crate::Error::NotThere("A picture that was just kept".to_owned()))
    }

    pub async fn medium(&self, id: MediumId) -> Result<Option<Medium>> {
        self.row(&statements::MEDIUM, &[id.into()], read_medium).await
    }

    pub async fn medium_from(&self, origin: &str) -> Result<Option<Medium>> {
        self.row(&statements::MEDIUM_WITH_ORIGIN, &[origin.into()], read_medium).await
    }

    /// The latest first, those in whose words `text` occurs; `before` goes on after the last of a page.
    pub async fn media(&self, text: &str, before: Option<MediumId>, limit: u32) -> Result<Vec<Medium>> {
        let before = before.unwrap_or(MediumId(i64::MAX));
        let like = like(text);
        self.many_rows(&statements::MEDIA_LATELY, &[before.into(), (&like).into(), limit.into()], read_medium).await
    }

    /// All but its name, its original and where it came from.
    pub async fn change_medium(&self, medium: &Medium) -> Result<()> {
        let params = vec![
            medium.id.into(),
            medium.file.clone().into(),
            medium.width.into(),
            medium.height.into(),
            medium.focus.0.into(),
            medium.focus.1.into(),
            medium.alt.clone().into(),
            medium.caption.clone().into(),
            medium.credit.clone().into(),
        ];
        self.run(Durability::Full, &statements::CHANGE_MEDIUM, params).await.map(|_| ())
    }
}

/// A pattern that finds the text anywhere; its own signs of a pattern mean nothing.
pub(super) fn like(text: &str) -> String {
    let plain: String = text.trim().to_lowercase().chars().filter(|each| !"%_\\".contains(*each)).collect();
    format!("%{plain}%")
}

fn read_medium(row: &Row) -> Result<Medium> {
    Ok(Medium {
        id: MediumId(row.int(0)?),
        file: row.text(1)?,
        original: row.text(2)?,
        name: row.text(3)?,
        width: row.count(4)?,
        height: row.count(5)?,
        focus: (row.count(6)?, row.count(7)?),
        alt: row.text(8)?,
        caption: row.text(9)?,
        credit: row.text(10)?,
        added: Time(row.int(11)?),
        origin: row.text(12)?,
    })
}
