//! Readers: known by the hash of a secret that only their browser holds.

use model::{Choice, Choices, ReaderId, SourceId, Target, Time, Topic};

use crate::{
    Error, Result, Store,
    comments::withdraw_all,
    statements,
    store::Durability,
    value::{Row, Value},
};

impl Store {
    pub async fn reader_by_secret(&self, hash: &[u8; 32]) -> Result<Option<ReaderId>> {
        self.row(&statements::READER_BY_SECRET, &[hash.as_slice().into()], read_id).await
    }

    pub async fn reader_there(&self, reader: ReaderId) -> Result<bool> {
        Ok(self.row(&statements::READER_THERE, &[reader.into()], |row| row.int(0)).await?.is_some())
    }

    /// A secret that is there already answers with its reader.
    pub async fn new_reader(&self, hash: &[u8; 32], now: Time) -> Result<ReaderId> {
        let hash = *hash;
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                tx.run(&statements::NEW_READER, &[hash.as_slice().into(), now.into()]).await?;
                let found = tx.row(&statements::READER_BY_SECRET, &[hash.as_slice().into()], read_id).await?;
                found.ok_or(Error::NotThere("The reader".to_owned()))
            })
        })
        .await
    }

    /// With her profile, her choices and all that she did; of what she said below articles, nothing but its place stays.
    pub async fn remove_reader(&self, reader: ReaderId) -> Result<()> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                withdraw_all(tx, reader, Time::now()).await?;
                tx.run(&statements::REMOVE_READER, &[reader.into()]).await.map(|_| ())
            })
        })
        .await
    }

    pub async fn profile(&self, reader: ReaderId) -> Result<Option<Vec<u8>>> {
        self.row(&statements::PROFILE, &[reader.into()], |row| row.bytes(0)).await
    }

    pub async fn save_profile(&self, reader: ReaderId, profile: &[u8], now: Time) -> Result<()> {
        let params = vec![reader.into(), Value::Bytes(profile.to_vec().into()), now.into()];
        self.run(Durability::Full, &statements::SAVE_PROFILE, params).await.map(|_| ())
    }

    /// What was learned about her and what she did go together; what she chose stays.
    pub async fn forget_what_was_learned(&self, reader: ReaderId) -> Result<()> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                tx.run(&statements::FORGET_PROFILE, &[reader.into()]).await?;
                tx.run(&statements::FORGET_EVENTS, &[reader.into()]).await?;
                tx.run(&statements::FORGET_READING_PLACES, &[reader.into()]).await?;
                Ok(())
            })
        })
        .await
    }

    /// As they were kept; `None` as long as she has not touched them.
    pub async fn sliders(&self, reader: ReaderId) -> Result<Option<String>> {
        self.row(&statements::SLIDERS, &[reader.into()], |row| row.text(0)).await
    }

    pub async fn set_sliders(&self, reader: ReaderId, sliders: &str, now: Time) -> Result<()> {
        let params = vec![reader.into(), sliders.to_owned().into(), now.into()];
        self.run(Durability::Full, &statements::SET_SLIDERS, params).await.map(|_| ())
    }

    /// Oldest first.
    pub async fn choices(&self, reader: ReaderId) -> Result<Choices> {
        let found = self.rows(&statements::CHOICES, &[reader.into()], read_choice).await?;
        Ok(found.into_iter().flatten().collect())
    }

    pub async fn choose(&self, reader: ReaderId, choice: Choice, target: &Target, now: Time) -> Result<()> {
        let mut params = chosen(reader, choice, target);
        params.push(now.into());
        self.run(Durability::Full, &statements::CHOOSE, params).await.map(|_| ())
    }

    pub async fn unchoose(&self, reader: ReaderId, choice: Choice, target: &Target) -> Result<()> {
        self.run(Durability::Full, &statements::UNCHOOSE, chosen(reader, choice, target)).await.map(|_| ())
    }
}

fn chosen(reader: ReaderId, choice: Choice, target: &Target) -> Vec<Value<'static>> {
    let (kind, target) = match target {
        Target::Source(SourceId(number)) => ("source", number.to_string()),
        Target::Topic(Topic(number)) => ("topic", number.to_string()),
        Target::Word(word) => ("word", word.chars().take(200).collect()),
    };
    vec![reader.into(), choice.word().into(), kind.into(), target.into()]
}

/// `None` for a choice that only a newer version knows.
fn read_choice(row: &Row) -> Result<Option<(Choice, Target)>> {
    let target = row.str(2)?;
    let target = match row.str(1)? {
        "source" => target.parse().ok().map(Target::Source),
        "topic" => target.parse().ok().map(|number| Target::Topic(Topic(number))),
        "word" => Some(Target::Word(target.to_owned())),
        _ => None,
    };
    Ok(Choice::from_word(row.str(0)?).zip(target))
}

fn read_id(row: &Row) -> Result<ReaderId> {
    row.int(0).map(ReaderId)
}
