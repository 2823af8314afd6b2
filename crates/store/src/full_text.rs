//! The article's page was fetched: its text takes the teaser's place.

use model::{Embedding, ItemId, Language, Picture, Time, Topic};

use crate::{Error, Result, Store, compact, keep::embedding_bytes, statements, store::Durability, value::Value};

#[derive(Debug, Clone, PartialEq)]
pub struct FullText {
    /// Clean HTML.
    pub body: String,
    pub words: u32,
    /// `None` leaves the one that the item has.
    pub picture: Option<Picture>,
    /// Of what was extracted; never 0. The same again changes nothing.
    pub fingerprint: u64,
    pub terms: Vec<u8>,
    pub embedding: Embedding,
    pub topics: Vec<Topic>,
    pub entities: Vec<String>,
    pub language: Language,
}

impl Store {
    /// Whether anything changed. The item waits to be placed again, now that more is known about it.
    pub async fn set_body(&self, item: ItemId, text: FullText, now: Time) -> Result<bool> {
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let fingerprint = text.fingerprint.max(1) as i64;
                let before = tx.row(&statements::FULL_TEXT_FINGERPRINT, &[item.into()], |row| row.int(0)).await?;
                match before {
                    None => return Err(Error::NotThere(format!("Item {item}"))),
                    Some(same) if same == fingerprint => return Ok(false),
                    // A teaser is no version of the text; an earlier full text is.
                    Some(0) => {}
                    Some(_) => {
                        tx.run(&statements::KEEP_EARLIER, &[item.into(), now.into()]).await?;
                    }
                }
                let picture = text.picture.as_ref();
                let params = [
                    item.into(),
                    text.words.into(),
                    fingerprint.into(),
                    Value::Bytes(embedding_bytes(&text.embedding).into()),
                    compact::topics_to_text(&text.topics).into(),
                    compact::lines_to_text(&text.entities).into(),
                    text.language.tag().into(),
                    picture.map_or("", |picture| &picture.url).into(),
                    picture.map_or(0, |picture| picture.width).into(),
                    picture.map_or(0, |picture| picture.height).into(),
                    picture.map_or("", |picture| &picture.alt).into(),
                    picture.map_or("", |picture| &picture.credit).into(),
                    now.into(),
                ];
                tx.run(&statements::SET_FULL_TEXT, &params).await?;
                tx.run(&statements::KEEP_TEXT, &[item.into(), (&text.body).into()]).await?;
                tx.run(&statements::KEEP_MARKS, &[item.into(), (&text.terms).into()]).await?;
                Ok(true)
            })
        })
        .await
    }
}
